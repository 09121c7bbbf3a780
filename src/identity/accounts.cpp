#include "identity/accounts.hpp"

#include <algorithm>

#include "identity/password.hpp"
#include "identity/written_text.hpp"
#include "mail/address.hpp"

namespace shian::identity {
namespace {

constexpr std::string_view kColumns =
    "id, name, role, unit, area, password_hash, must_change, totp_secret, totp_step, disabled, created_at, "
    "changed_at, oidc_subject, email, digest";

Account account_of(store::Statement const& row) {
  Account account;
  account.id = row.text(0);
  account.name = row.text(1);
  account.role = role_of(row.text(2)).value_or(Role::reviewer);  // a role of a later version: the least able
  account.unit = row.text(3);
  account.area = row.text(4);
  account.password_hash = row.text(5);
  account.must_change_password = row.integer(6) != 0;
  account.totp_secret = row.text(7);
  account.totp_step = row.integer(8);
  account.disabled = row.integer(9) != 0;
  account.created_at = std::get<Timestamp>(row.value(10, store::ColumnType::timestamp));
  account.changed_at = std::get<Timestamp>(row.value(11, store::ColumnType::timestamp));
  account.oidc_subject = row.text(12);
  account.email = row.text(13);
  account.digest = digest_of(row.text(14)).value_or(Digest::none);
  return account;
}

bool is_outside(Role role) { return belongs(role) == Belongs::own; }

Expected<void> check_name(std::string const& name) {
  if (is_written(name, kLongestName)) return {};
  return fail("identity.account.name", "账号须有名称，至多 80 个字",
              "an account has a name of at most 80 characters");
}

Expected<void> check_email(std::string const& email) {
  if (email.empty()) return {};
  return mail::check_address(email);
}

Expected<void> check_post(Role role, std::string const& unit, std::string const& area,
                          pack::Pack const& pack) {
  if (is_outside(role) && unit.empty()) {
    return std::unexpected(Error::make("identity.account.unit_missing", text_of(role).zh + "须有自己的编号",
                                       "a " + text_of(role).en + " needs an id of its own")
                               .hinting("在“单位”一栏填写统一社会信用代码或其他编号",
                                        "give its credit code, or another id, as its unit"));
  }
  if (belongs(role) == Belongs::unit && unit.empty()) {
    return fail("identity.account.unit_missing", text_of(role).zh + "须属于一个单位",
                "a " + text_of(role).en + " belongs to a unit");
  }
  if (belongs(role) == Belongs::area && area.empty()) {
    return fail("identity.account.area_missing", "镇街经办须属于一个镇街",
                "a town officer belongs to a town");
  }
  bool const names_a_unit = !unit.empty() && !is_outside(role);
  if (names_a_unit && pack.find_unit(unit) == nullptr) {
    return fail("identity.account.unit", "方案中没有单位 " + unit, "the plan has no unit " + unit);
  }
  if (!area.empty() && pack.find_area(area) == nullptr) {
    return fail("identity.account.area", "方案中没有镇街 " + area, "the plan has no area " + area);
  }
  if (is_outside(role) && (pack.find_unit(unit) != nullptr || pack.find_area(unit) != nullptr)) {
    return fail("identity.account.unit_of_plan",
                text_of(role).zh + "不能以方案中的单位或镇街 " + unit + " 的名义登记",
                "a " + text_of(role).en + " cannot enter records as " + unit + ", which is the plan's");
  }
  return {};
}

std::unexpected<Error> no_such_account(std::string_view id) {
  auto const name = std::string(id);
  return fail("identity.account.missing", "没有账号 " + name, "there is no account " + name);
}

}  // namespace

std::string_view code_of(Digest digest) {
  return digest == Digest::none ? "none" : digest == Digest::zh ? "zh" : "en";
}

std::optional<Digest> digest_of(std::string_view code) {
  for (auto const digest : {Digest::none, Digest::zh, Digest::en})
    if (code_of(digest) == code) return digest;
  return std::nullopt;
}

bool is_account_id(std::string_view id) {
  auto const plain = [](char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9'); };
  return id.size() >= 2 && id.size() <= 40 && plain(id.front()) &&
         std::all_of(id.begin(), id.end(),
                     [&](char c) { return plain(c) || c == '.' || c == '_' || c == '-'; });
}

std::optional<Account> Accounts::find_where(std::string_view column, std::string_view value) {
  auto& statement = session_.prepared("SELECT " + std::string(kColumns) + " FROM shian_account WHERE " +
                                      std::string(column) + " = ?");
  statement.bind_text(1, value);
  std::optional<Account> found;
  if (statement.step()) found = account_of(statement);
  statement.reset();
  return found;
}

std::optional<Account> Accounts::find(std::string_view id) { return find_where("id", id); }

std::optional<Account> Accounts::find_by_subject(std::string_view subject) {
  if (subject.empty()) return std::nullopt;
  return find_where("oidc_subject", subject);
}

std::vector<Account> Accounts::list() {
  std::vector<Account> all;
  session_.scan("SELECT " + std::string(kColumns) + " FROM shian_account ORDER BY id", {},
                [&](store::Statement const& row) {
                  all.push_back(account_of(row));
                  return true;
                });
  return all;
}

void Accounts::keep(Account const& account, bool is_new) {
  auto& statement = session_.prepared(
      is_new ? "INSERT INTO shian_account (name, role, unit, area, password_hash, must_change, totp_secret, "
               "totp_step, "
               "disabled, created_at, changed_at, oidc_subject, email, digest, id) VALUES (?, ?, ?, ?, ?, ?, "
               "?, ?, ?, ?, ?, ?, ?, ?, ?)"
             : "UPDATE shian_account SET name = ?, role = ?, unit = ?, area = ?, password_hash = ?, "
               "must_change = ?, "
               "totp_secret = ?, totp_step = ?, disabled = ?, created_at = ?, changed_at = ?, oidc_subject = "
               "?, email = ?, digest = ? WHERE id = ?");
  statement.bind_text(1, account.name);
  statement.bind_text(2, code_of(account.role));
  statement.bind_text(3, account.unit);
  statement.bind_text(4, account.area);
  statement.bind_text(5, account.password_hash);
  statement.bind_int(6, account.must_change_password ? 1 : 0);
  statement.bind_text(7, account.totp_secret);
  statement.bind_int(8, account.totp_step);
  statement.bind_int(9, account.disabled ? 1 : 0);
  statement.bind(10, Value(account.created_at));
  statement.bind(11, Value(account.changed_at));
  statement.bind_text(12, account.oidc_subject);
  statement.bind_text(13, account.email);
  statement.bind_text(14, code_of(account.digest));
  statement.bind_text(15, account.id);
  statement.run();
}

Expected<std::string> Accounts::create(NewAccount const& wanted, pack::Pack const& pack, Timestamp now) {
  auto password = one_time_password();
  if (auto made = create(wanted, hash_of_password(password), pack, now); !made)
    return std::unexpected(made.error());
  return password;
}

Expected<void> Accounts::create(NewAccount const& wanted, std::string const& hash, pack::Pack const& pack,
                                Timestamp now) {
  if (!is_account_id(wanted.id)) {
    return std::unexpected(
        Error::make("identity.account.id", "账号“" + wanted.id + "”不合规则",
                    "'" + wanted.id + "' is no account id")
            .hinting(
                "2 至 40 个小写字母、数字、点、下划线或连字符，以字母或数字开头",
                "2 to 40 lower-case letters, digits, dots, underscores or hyphens, a letter or digit first"));
  }
  if (find(wanted.id))
    return fail("identity.account.taken", "账号 " + wanted.id + " 已存在",
                "the account " + wanted.id + " exists already");
  if (auto fits = check_post(wanted.role, wanted.unit, wanted.area, pack); !fits) return fits;
  Account account;
  account.id = wanted.id;
  account.name = wanted.name.empty() ? text_of(wanted.role).zh : wanted.name;
  account.role = wanted.role;
  account.unit = wanted.unit;
  account.area = wanted.area;
  account.password_hash = hash;
  account.must_change_password = true;
  account.created_at = account.changed_at = now;
  account.email = wanted.email;
  account.digest = wanted.digest;
  if (auto named = check_name(account.name); !named) return named;
  if (auto reachable = check_email(account.email); !reachable) return reachable;
  keep(account, true);
  return {};
}

Expected<void> Accounts::change(Account const& wanted, pack::Pack const& pack, Timestamp now) {
  auto account = find(wanted.id);
  if (!account) return no_such_account(wanted.id);
  if (auto fits = check_post(wanted.role, wanted.unit, wanted.area, pack); !fits) return fits;
  if (auto named = check_name(wanted.name); !named) return named;
  if (auto reachable = check_email(wanted.email); !reachable) return reachable;
  account->email = wanted.email;
  account->digest = wanted.digest;
  account->name = wanted.name;
  account->role = wanted.role;
  account->unit = wanted.unit;
  account->area = wanted.area;
  account->disabled = wanted.disabled;
  account->changed_at = now;
  keep(*account, false);
  return {};
}

Expected<void> Accounts::set_password(std::string_view id, std::string_view password, Timestamp now) {
  auto account = find(id);
  if (!account) return no_such_account(id);
  if (auto good = check_password(password, id); !good) return good;
  account->password_hash = hash_of_password(password);
  account->must_change_password = false;
  account->changed_at = now;
  keep(*account, false);
  return {};
}

bool Accounts::replace_hash(std::string_view id, std::string const& old_hash, std::string const& new_hash,
                            Timestamp now) {
  auto account = find(id);
  if (!account || account->password_hash != old_hash) return false;
  account->password_hash = new_hash;
  account->must_change_password = false;
  account->changed_at = now;
  keep(*account, false);
  return true;
}

Expected<std::string> Accounts::reset_password(std::string_view id, Timestamp now) {
  auto password = one_time_password();
  if (auto reset = reset_password(id, hash_of_password(password), now); !reset)
    return std::unexpected(reset.error());
  return password;
}

Expected<void> Accounts::reset_password(std::string_view id, std::string const& hash, Timestamp now) {
  auto account = find(id);
  if (!account) return no_such_account(id);
  account->password_hash = hash;
  account->must_change_password = true;
  account->changed_at = now;
  keep(*account, false);
  return {};
}

void Accounts::void_one_time_password(std::string_view id, Timestamp now) {
  auto account = find(id);
  if (!account || !account->must_change_password) return;
  account->password_hash.clear();
  account->must_change_password = false;
  account->changed_at = now;
  keep(*account, false);
}

void Accounts::set_second_factor(std::string_view id, std::string_view secret, Timestamp now) {
  auto account = find(id);
  if (!account) return;
  account->totp_secret = secret;
  account->totp_step = 0;
  account->changed_at = now;
  keep(*account, false);
}

void Accounts::set_digest(std::string_view id, Digest digest, Timestamp now) {
  auto account = find(id);
  if (!account) return;
  account->digest = digest;
  account->changed_at = now;
  keep(*account, false);
}

bool Accounts::note_code_step(std::string_view id, std::int64_t step) {
  auto& statement =
      session_.prepared("UPDATE shian_account SET totp_step = ? WHERE id = ? AND totp_step < ?");
  statement.bind_int(1, step);
  statement.bind_text(2, id);
  statement.bind_int(3, step);
  return statement.run() > 0;
}

void Accounts::rehash(std::string_view id, std::string const& old_hash, std::string const& new_hash) {
  auto& statement =
      session_.prepared("UPDATE shian_account SET password_hash = ? WHERE id = ? AND password_hash = ?");
  statement.bind_text(1, new_hash);
  statement.bind_text(2, id);
  statement.bind_text(3, old_hash);
  statement.run();
}

Expected<void> Accounts::set_subject(std::string_view id, std::string_view subject, Timestamp now) {
  auto account = find(id);
  if (!account) return no_such_account(id);
  if (auto const other = find_by_subject(subject); other && other->id != id) {
    return fail("identity.account.subject_taken", "账号 " + other->id + " 已绑定此人的统一身份",
                "the account " + other->id + " is already this person's");
  }
  account->oidc_subject = subject;
  account->changed_at = now;
  keep(*account, false);
  return {};
}

}  // namespace shian::identity
