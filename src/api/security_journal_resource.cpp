// What concerns security, as the audit administrator reads it.
#include <limits>

#include "api/resources.hpp"
#include "identity/security_journal.hpp"

namespace shian::api {
namespace {

// Which entries: of a kind, by a person, of days that are included.
std::expected<identity::SecurityQuery, http::Response> query_of(city::City& city, Call const& call) {
  identity::SecurityQuery query;
  auto const before = number_in_query(call, "cursor", 0, std::numeric_limits<std::int64_t>::max());
  if (!before) return std::unexpected(before.error());
  query.before = *before;
  query.kind = call.request.parameter("kind").value_or("");
  query.account = call.request.parameter("by").value_or("");
  auto const offset = city.utc_offset_minutes();
  if (auto const text = call.request.parameter("from")) {
    auto const day = day_from(*text);
    if (!day) return std::unexpected(day.error());
    query.from = Timestamp::at_start_of(*day, offset);
  }
  if (auto const text = call.request.parameter("to")) {
    auto const day = day_from(*text);
    if (!day) return std::unexpected(day.error());
    query.until = Timestamp::at_start_of(*day + 1, offset);
  }
  return query;
}

}  // namespace

http::Response list_security_journal(city::City& city, Call const& call) {
  auto const limit = page_limit(call);
  if (!limit) return limit.error();
  auto query = query_of(city, call);
  if (!query) return query.error();
  query->limit = *limit + 1;
  auto entries = identity::security_entries(city.session(), *query);
  bool const more = entries.size() > *limit;
  if (more) entries.pop_back();
  Json list = Json::array();
  for (auto const& entry : entries) {
    list.push_back({{"seq", entry.seq},
                    {"at", entry.at.to_string(city.utc_offset_minutes())},
                    {"kind", entry.kind},
                    {"account", entry.account},
                    {"peer", entry.peer},
                    {"what", json_of(entry.what)},
                    {"register", entry.register_id},
                    {"record", entry.record}});
  }
  return answer(
      {{"entries", std::move(list)},
       {"next", more && !entries.empty() ? Json(std::to_string(entries.back().seq)) : Json(nullptr)}});
}

}  // namespace shian::api
