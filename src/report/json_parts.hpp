// The pieces that every JSON answer is made of. Inside this room only.
#pragma once

#include <nlohmann/json.hpp>

#include "report/board.hpp"

namespace shian::report {

using Json = nlohmann::ordered_json;  // keys in the order in which they are documented

[[nodiscard]] inline Json json_of(Text const& text) { return {{"zh", text.zh}, {"en", text.en}}; }
/// Exact decimals travel as text; what is not known is null.
[[nodiscard]] inline Json json_of(std::optional<Decimal> const& value) {
  return value ? Json(value->to_string()) : Json(nullptr);
}
[[nodiscard]] inline Json json_of(std::optional<Day> const& day) {
  return day ? Json(day->to_string()) : Json(nullptr);
}
[[nodiscard]] Json json_of(indicator::Figure const& figure);
[[nodiscard]] Json json_of(pack::Target const& target, pack::Pack const& pack);
[[nodiscard]] Json json_of(pack::Pack const& pack, BoardPart const& shown,
                           indicator::Standing const& standing, EachArea each_area);
[[nodiscard]] Json next_stage_json(std::optional<NextStage> const& stage);  // null: none is left
/// Every state's number of targets, also those that have none.
[[nodiscard]] Json counts_json(std::map<indicator::State, int> const& counts);
/// City, pack, day, whether simulated: the head of an answer about a store.
[[nodiscard]] Json head_of(pack::Pack const& pack, Day as_of, bool simulated);
[[nodiscard]] std::string dumped(Json const& json);  // indented, broken text replaced, ended by a newline

}  // namespace shian::report
