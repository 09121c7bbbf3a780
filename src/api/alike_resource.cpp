// Other records that matter for one: bans on a person, the same complaint once more. Of those that the post
// may not read it learns how many there are, but for those that are kept from it.
#include "api/record_access.hpp"
#include "api/resources.hpp"
#include "register/alike.hpp"
#include "report/record_names.hpp"

namespace shian::api {
namespace {

constexpr std::size_t kMostShown = 20;

Json alike_json(city::City& city, Call const& call, FoundRecord const& found, reg::Alike const& alike) {
  auto const& other = city.schemas().at(alike.other);
  report::RecordNames const names(city, reg::Personal::masked, call.language, reach_of(city, call).may_read);
  bool const shared = is_shared(city, other);
  auto const ids =
      reg::alike(city.ledger(), *found.schema, alike, found.record.values, found.record.id, city.today());
  auto total = ids.size();
  Json records = Json::array();
  for (auto const id : ids) {
    auto const* record = city.ledger().records().find(alike.other, id);
    if (record != nullptr && identity::is_kept_from(call.post(), other, *record)) --total;
    if (record == nullptr || !identity::may(call.post(), identity::Action::read, other, *record, shared))
      continue;
    if (records.size() < kMostShown)
      records.push_back({{"id", id}, {"name", names.name(other, record->values)}});
  }
  return {{"id", alike.definition.id},
          {"name", json_of(alike.definition.name)},
          {"register", {{"id", other.definition.id}, {"name", json_of(other.definition.name)}}},
          {"refuses", alike.definition.refuses},
          {"total", total},
          {"records", std::move(records)}};
}

}  // namespace

http::Response list_alike(city::City& city, Call const& call) {
  auto const found = found_for(city, call, identity::Action::read);
  if (!found) return found.error();
  Json all = Json::array();
  for (auto const& one : found->schema->alike) {
    auto made = alike_json(city, call, *found, *one);
    if (made["total"] != 0) all.push_back(std::move(made));
  }
  return answer({{"alike", std::move(all)}});
}

}  // namespace shian::api
