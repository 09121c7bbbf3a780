#include "identity/sessions.hpp"

#include <mutex>

#include "base/hash.hpp"
#include "identity/password.hpp"
#include "identity/written_text.hpp"

namespace shian::identity {
namespace {

constexpr std::string_view kApiPrefix = "shian_";
constexpr std::size_t kSecretBytes = 32;
constexpr std::size_t kShownDigits = 16;
constexpr std::size_t kMostKnown = 50'000;
constexpr std::int64_t kKnownMs = 60LL * 1000;
constexpr std::size_t kMostTokens = 20;
constexpr std::size_t kLongestAgent = 200;
constexpr std::int64_t kLongestTokenMs = 366LL * 24 * 3600 * 1000;

// What a browser says of itself is anybody's bytes: a store takes only text.
std::string fit_to_keep(std::string_view agent) {
  std::string kept;
  for (char const c : agent.substr(0, kLongestAgent)) kept += c >= ' ' && c <= '~' ? c : '?';
  return kept;
}

Timestamp moment(store::Statement const& row, int column) {
  return std::get<Timestamp>(row.value(column, store::ColumnType::timestamp));
}

bool is_over(Timestamp seen, Timestamp expires, Timestamp now) {
  return now >= expires || now.ms - seen.ms >= kIdleMs;
}

}  // namespace

std::string token_hash(std::string_view token) { return hex(sha256(token)); }

SignedIn Sessions::begin(Account const& account, Arrival const& arrival, Timestamp now) {
  SignedIn made;
  made.token = random_hex(kSecretBytes);
  auto& visitor = made.visitor;
  visitor.account = account;
  visitor.session = token_hash(made.token);
  visitor.csrf = random_hex(kSecretBytes);
  visitor.seen_at = visitor.used_at = now;
  visitor.expires_at = {now.ms + kLifeMs};
  visitor.second_factor = arrival.second_factor;
  auto& statement = session_.prepared(
      "INSERT INTO shian_session (token_hash, account, csrf, created_at, seen_at, expires_at, peer, agent, "
      "second_factor) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)");
  statement.bind_text(1, visitor.session);
  statement.bind_text(2, account.id);
  statement.bind_text(3, visitor.csrf);
  statement.bind(4, Value(now));
  statement.bind(5, Value(now));
  statement.bind(6, Value(visitor.expires_at));
  statement.bind_text(7, arrival.peer);
  statement.bind_text(8, fit_to_keep(arrival.agent));
  statement.bind_int(9, arrival.second_factor ? 1 : 0);
  statement.run();
  return made;
}

std::optional<Visitor> Sessions::find(std::string_view token, Timestamp now) {
  auto const hash = token_hash(token);
  bool const is_api = token.starts_with(kApiPrefix);
  Visitor visitor;
  std::string account;
  {
    auto& statement = session_.prepared(
        is_api
            ? "SELECT account, may_write, expires_at, id, last_used_at FROM shian_token WHERE token_hash = ?"
            : "SELECT account, csrf, expires_at, seen_at, second_factor FROM shian_session WHERE "
              "token_hash = ?");
    statement.bind_text(1, hash);
    if (!statement.step()) return std::nullopt;
    account = statement.text(0);
    if (is_api) {
      visitor.may_write = statement.integer(1) != 0;
      visitor.api_token = statement.text(3);
      if (!statement.is_null(4)) visitor.used_at = moment(statement, 4);
    } else {
      visitor.csrf = statement.text(1);
      visitor.session = hash;
      visitor.second_factor = statement.integer(4) != 0;
    }
    visitor.expires_at = moment(statement, 2);
    visitor.seen_at = is_api ? now : moment(statement, 3);
    if (!is_api) visitor.used_at = visitor.seen_at;
    statement.reset();
  }
  if (is_over(visitor.seen_at, visitor.expires_at, now)) return std::nullopt;
  auto found = Accounts(session_).find(account);
  if (!found || found->disabled) return std::nullopt;
  visitor.account = std::move(*found);
  return visitor;
}

void Sessions::touch(std::string const& session, Timestamp now) {
  auto& statement = session_.prepared("UPDATE shian_session SET seen_at = ? WHERE token_hash = ?");
  statement.bind(1, Value(now));
  statement.bind_text(2, session);
  statement.run();
}

void Sessions::end(std::string const& session) {
  auto& statement = session_.prepared("DELETE FROM shian_session WHERE token_hash = ?");
  statement.bind_text(1, session);
  statement.run();
}

void Sessions::end_all(std::string_view account, std::string const& but, Tokens tokens) {
  auto& statement = session_.prepared("DELETE FROM shian_session WHERE account = ? AND token_hash <> ?");
  statement.bind_text(1, account);
  statement.bind_text(2, but);
  statement.run();
  if (tokens == Tokens::keep) return;
  auto& revoke = session_.prepared("DELETE FROM shian_token WHERE account = ?");
  revoke.bind_text(1, account);
  revoke.run();
}

std::vector<OpenSession> Sessions::open(std::string_view account, Timestamp now) {
  std::vector<OpenSession> all;
  std::vector<Value> const parameters = {Value(std::string(account))};
  session_.scan(
      "SELECT token_hash, created_at, seen_at, expires_at, peer, agent, second_factor FROM shian_session "
      "WHERE account = ? ORDER BY seen_at DESC, token_hash",
      parameters, [&](store::Statement const& row) {
        auto const seen = moment(row, 2);
        if (is_over(seen, moment(row, 3), now)) return true;
        all.push_back({std::string(row.text(0).substr(0, kShownDigits)), moment(row, 1), seen,
                       std::string(row.text(4)), std::string(row.text(5)), row.integer(6) != 0});
        return true;
      });
  return all;
}

bool Sessions::end_one(std::string_view account, std::string_view id) {
  auto& statement =
      session_.prepared("DELETE FROM shian_session WHERE account = ? AND substr(token_hash, 1, 16) = ?");
  statement.bind_text(1, account);
  statement.bind_text(2, id);
  return statement.run() > 0;
}

void Sessions::forget_expired(Timestamp now) {
  auto& statement = session_.prepared("DELETE FROM shian_session WHERE expires_at <= ? OR seen_at <= ?");
  statement.bind(1, Value(now));
  statement.bind(2, Value(Timestamp{now.ms - kIdleMs}));
  statement.run();
  auto& tokens = session_.prepared("DELETE FROM shian_token WHERE expires_at <= ?");
  tokens.bind(1, Value(now));
  tokens.run();
}

Expected<MadeToken> Sessions::issue_token(ApiToken const& token, std::string_view account) {
  if (!is_written(token.name, kLongestName)) {
    return fail("identity.token.name", "令牌须有名称，至多 80 个字",
                "a token has a name of at most 80 characters");
  }
  auto const life = token.expires_at.ms - token.created_at.ms;
  if (life <= 0 || life > kLongestTokenMs) {
    return fail("identity.token.days", "令牌有效期须为 1 至 366 天", "a token lives from 1 to 366 days");
  }
  if (tokens(account).size() >= kMostTokens) {
    return std::unexpected(
        Error::make("identity.token.many", "一个账号至多 20 个令牌", "an account has at most 20 tokens")
            .hinting("先删除不用的令牌", "revoke those that are not used"));
  }
  MadeToken made{random_hex(8), std::string(kApiPrefix) + random_hex(kSecretBytes)};
  auto& statement = session_.prepared(
      "INSERT INTO shian_token (id, account, name, token_hash, may_write, created_at, expires_at) VALUES (?, "
      "?, ?, ?, ?, ?, ?)");
  statement.bind_text(1, made.id);
  statement.bind_text(2, account);
  statement.bind_text(3, token.name);
  statement.bind_text(4, token_hash(made.secret));
  statement.bind_int(5, token.may_write ? 1 : 0);
  statement.bind(6, Value(token.created_at));
  statement.bind(7, Value(token.expires_at));
  statement.run();
  return made;
}

void Sessions::touch_token(std::string_view id, Timestamp now) {
  auto& statement = session_.prepared("UPDATE shian_token SET last_used_at = ? WHERE id = ?");
  statement.bind(1, Value(now));
  statement.bind_text(2, id);
  statement.run();
}

std::vector<ApiToken> Sessions::tokens(std::string_view account) {
  std::vector<ApiToken> all;
  std::vector<Value> const parameters = {Value(std::string(account))};
  session_.scan(
      "SELECT id, name, may_write, created_at, expires_at, last_used_at FROM shian_token WHERE account = ? "
      "ORDER BY created_at, id",
      parameters, [&](store::Statement const& row) {
        ApiToken token{std::string(row.text(0)), std::string(row.text(1)), row.integer(2) != 0,
                       moment(row, 3), moment(row, 4)};
        if (!row.is_null(5)) token.last_used_at = moment(row, 5);
        all.push_back(std::move(token));
        return true;
      });
  return all;
}

bool Sessions::revoke_token(std::string_view account, std::string_view id) {
  auto& statement = session_.prepared("DELETE FROM shian_token WHERE account = ? AND id = ?");
  statement.bind_text(1, account);
  statement.bind_text(2, id);
  return statement.run() > 0;
}

std::shared_ptr<Visitor const> KnownVisitors::find(std::string const& hash, Timestamp now) const {
  std::shared_lock const lock(mutex_);
  auto const found = visitors_.find(hash);
  if (found == visitors_.end() || now.ms - found->second.since.ms >= kKnownMs) return nullptr;
  auto const& visitor = found->second.visitor;
  return is_over(visitor->seen_at, visitor->expires_at, now) ? nullptr : visitor;
}

std::uint64_t KnownVisitors::epoch() const {
  std::shared_lock const lock(mutex_);
  return epoch_;
}

void KnownVisitors::remember(std::string const& hash, Visitor visitor, std::uint64_t epoch, Timestamp now) {
  std::lock_guard const lock(mutex_);
  if (epoch != epoch_) return;
  if (visitors_.size() >= kMostKnown) visitors_.clear();
  visitors_[hash] = {std::make_shared<Visitor const>(std::move(visitor)), now};
}

void KnownVisitors::forget_all() {
  std::lock_guard const lock(mutex_);
  ++epoch_;
  visitors_.clear();
}

}  // namespace shian::identity
