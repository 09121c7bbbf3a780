#include "identity/saved_filters.hpp"

#include <algorithm>

#include "base/value.hpp"
#include "identity/password.hpp"
#include "identity/written_text.hpp"

namespace shian::identity {
namespace {

constexpr int kLongestQuery = 4000;
constexpr std::size_t kMostFilters = 50;

}  // namespace

Expected<SavedFilter> save_filter(store::Session& session, SavedFilter filter) {
  if (!is_written(filter.name, kLongestName)) {
    return fail("identity.filter.name", "筛选须有名称，至多 80 个字",
                "a filter has a name of at most 80 characters");
  }
  auto const characters = characters_of(filter.query);
  if (!characters || *characters > kLongestQuery)
    return fail("identity.filter.query", "筛选条件过长", "the filter is too long");
  auto const others = saved_filters(session, filter.account, filter.register_id);
  auto const same = std::find_if(others.begin(), others.end(),
                                 [&](auto const& other) { return other.name == filter.name; });
  if (same != others.end()) {
    filter.id = same->id;
  } else if (others.size() >= kMostFilters) {
    return std::unexpected(
        Error::make("identity.filter.many", "一个台账至多保存 50 个筛选", "a register has at most 50 filters")
            .hinting("先删除不用的筛选", "remove those that are not used"));
  } else {
    filter.id = random_hex(8);
  }
  auto& statement = session.prepared(
      same != others.end()
          ? "UPDATE shian_saved_filter SET account = ?, register = ?, name = ?, query = ? WHERE id = ?"
          : "INSERT INTO shian_saved_filter (account, register, name, query, id) VALUES (?, ?, ?, ?, ?)");
  statement.bind_text(1, filter.account);
  statement.bind_text(2, filter.register_id);
  statement.bind_text(3, filter.name);
  statement.bind_text(4, filter.query);
  statement.bind_text(5, filter.id);
  statement.run();
  return filter;
}

std::vector<SavedFilter> saved_filters(store::Session& session, std::string_view account,
                                       std::string_view register_id) {
  std::vector<SavedFilter> all;
  std::vector<Value> const parameters = {Value(std::string(account)), Value(std::string(register_id))};
  session.scan(
      "SELECT id, account, register, name, query FROM shian_saved_filter WHERE account = ? AND register = ? "
      "ORDER BY name",
      parameters, [&](store::Statement const& row) {
        all.push_back({std::string(row.text(0)), std::string(row.text(1)), std::string(row.text(2)),
                       std::string(row.text(3)), std::string(row.text(4))});
        return true;
      });
  return all;
}

bool remove_filter(store::Session& session, std::string_view account, std::string_view id) {
  auto& statement = session.prepared("DELETE FROM shian_saved_filter WHERE account = ? AND id = ?");
  statement.bind_text(1, account);
  statement.bind_text(2, id);
  return statement.run() > 0;
}

}  // namespace shian::identity
