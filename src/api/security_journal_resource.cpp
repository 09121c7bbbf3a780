// What concerns security, as the audit administrator reads it.
#include <charconv>

#include "api/resources.hpp"
#include "identity/security_journal.hpp"

namespace shian::api {

http::Response list_security_journal(city::City& city, Call const& call) {
  constexpr std::size_t kPage = 100;
  std::int64_t before = 0;
  auto const cursor = call.request.parameter("cursor").value_or("");
  auto const [end, failed] = std::from_chars(cursor.data(), cursor.data() + cursor.size(), before);
  if (!cursor.empty() && (failed != std::errc() || end != cursor.data() + cursor.size()))
    return refusal(422, "request.cursor", "游标无效", "the cursor is not valid");
  auto entries = identity::security_entries(city.session(), before, kPage + 1,
                                            call.request.parameter("kind").value_or(""));
  bool const more = entries.size() > kPage;
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
  return answer({{"entries", std::move(list)},
                 {"next", more ? Json(std::to_string(entries.back().seq)) : Json(nullptr)}});
}

}  // namespace shian::api
