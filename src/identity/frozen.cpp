#include "identity/frozen.hpp"

#include <algorithm>

#include "base/hash.hpp"
#include "base/value.hpp"
#include "identity/password.hpp"
#include "identity/written_text.hpp"

namespace shian::identity {
namespace {

// Each part is preceded by its length, so that none can take over another's end.
void add(Sha256& hash, std::string_view part) {
  hash.update(std::to_string(part.size()) + "\x1f");
  hash.update(part);
}

// `targets` in order of id.
std::string hash_of(Frozen const& frozen, std::span<FrozenTarget const> targets) {
  Sha256 hash;
  for (auto const& part :
       {frozen.name, frozen.as_of.to_string(), frozen.at.to_utc(), frozen.account, frozen.content})
    add(hash, part);
  for (auto const& target : targets) {
    add(hash, target.target);
    add(hash, target.content);
  }
  return hex(hash.finish());
}

Frozen head_of(store::Statement const& row) {
  Frozen frozen;
  frozen.id = row.text(0);
  frozen.name = row.text(1);
  frozen.as_of = std::get<Day>(row.value(2, store::ColumnType::date));
  frozen.at = std::get<Timestamp>(row.value(3, store::ColumnType::timestamp));
  frozen.account = row.text(4);
  frozen.hash = row.text(5);
  return frozen;
}

}  // namespace

Expected<Frozen> freeze(store::Session& session, Frozen frozen, std::vector<FrozenTarget> targets) {
  if (!is_written(frozen.name, kLongestName)) {
    return fail("identity.frozen.name", "存档须有名称，至多 80 个字",
                "what is frozen has a name of at most 80 characters");
  }
  std::ranges::sort(targets, {}, &FrozenTarget::target);
  auto const twice = std::ranges::adjacent_find(targets, {}, &FrozenTarget::target);
  if (twice != targets.end()) {
    return fail("identity.frozen.target", "目标 " + twice->target + " 出现两次",
                "the target " + twice->target + " is there twice");
  }
  frozen.id = random_hex(8);
  frozen.hash = hash_of(frozen, targets);
  auto& board = session.prepared(
      "INSERT INTO shian_frozen (id, name, as_of, at, account, hash, content) VALUES (?, ?, ?, ?, ?, ?, ?)");
  board.bind_text(1, frozen.id);
  board.bind_text(2, frozen.name);
  board.bind(3, Value(frozen.as_of));
  board.bind(4, Value(frozen.at));
  board.bind_text(5, frozen.account);
  board.bind_text(6, frozen.hash);
  board.bind_text(7, frozen.content);
  board.run();
  auto& statement =
      session.prepared("INSERT INTO shian_frozen_target (frozen, target, content) VALUES (?, ?, ?)");
  for (auto const& target : targets) {
    statement.bind_text(1, frozen.id);
    statement.bind_text(2, target.target);
    statement.bind_text(3, target.content);
    statement.run();
  }
  return frozen;
}

std::vector<Frozen> frozen_boards(store::Session& session) {
  std::vector<Frozen> all;
  session.scan("SELECT id, name, as_of, at, account, hash FROM shian_frozen ORDER BY at DESC, id", {},
               [&](store::Statement const& row) {
                 all.push_back(head_of(row));
                 return true;
               });
  return all;
}

std::optional<Frozen> find_frozen(store::Session& session, std::string_view id) {
  auto& statement =
      session.prepared("SELECT id, name, as_of, at, account, hash, content FROM shian_frozen WHERE id = ?");
  statement.bind_text(1, id);
  std::optional<Frozen> found;
  if (statement.step()) {
    found = head_of(statement);
    found->content = statement.text(6);
  }
  statement.reset();
  return found;
}

std::optional<std::string> frozen_target(store::Session& session, std::string_view id,
                                         std::string_view target) {
  auto& statement =
      session.prepared("SELECT content FROM shian_frozen_target WHERE frozen = ? AND target = ?");
  statement.bind_text(1, id);
  statement.bind_text(2, target);
  std::optional<std::string> found;
  if (statement.step()) found = statement.text(0);
  statement.reset();
  return found;
}

bool is_as_frozen(store::Session& session, std::string_view id) {
  auto const frozen = find_frozen(session, id);
  if (!frozen) return false;
  std::vector<FrozenTarget> targets;
  std::vector<Value> const parameters = {Value(std::string(id))};
  session.scan("SELECT target, content FROM shian_frozen_target WHERE frozen = ?", parameters,
               [&](store::Statement const& row) {
                 targets.push_back({std::string(row.text(0)), std::string(row.text(1))});
                 return true;
               });
  // Sorted here, not there: the two stores collate differently.
  std::ranges::sort(targets, {}, &FrozenTarget::target);
  return hash_of(*frozen, targets) == frozen->hash;
}

}  // namespace shian::identity
