// How numbers, thresholds and names of the plan are put for a reader.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>

#include "indicator/standing.hpp"
#include "pack/model.hpp"

namespace shian::report {

[[nodiscard]] std::string grouped(std::int64_t number);              // "6,120"
[[nodiscard]] std::string number_text(Decimal value, int decimals);  // "1,234.50"
/// A numerator or denominator: whole as it is, else at most three places.
[[nodiscard]] std::string amount_text(Decimal value);
/// "2022年9月30日", as papers write a day (GB/T 9704-2012, 7.3.5.4).
[[nodiscard]] std::string day_text(Day day);
/// "98%", "0.16 kg", "16公斤": what is not Latin stands close.
[[nodiscard]] std::string with_unit(std::string number, std::string_view unit);

/// The value with the definition's places, "" when there is none. A small sample's value is in brackets.
[[nodiscard]] std::string value_text(pack::Indicator const& definition, indicator::Figure const& figure);
/// "6,120/6,539", or what there is of it. For a narrow column, amounts from a thousand on are rounded to
/// whole ones.
enum class Places { all, few };
[[nodiscard]] std::string fraction_text(indicator::Figure const& figure, Places places = Places::all);
/// "≥98%"; 完成 for a milestone; 未定 where the plan sets none.
[[nodiscard]] Text threshold_text(pack::Target const& target, pack::Indicator const& definition);
[[nodiscard]] std::string_view sign_of(pack::Comparator comparator);  // "≥", "≤", "="
[[nodiscard]] std::string_view code_of(pack::Comparator comparator);  // "at_least", ...
[[nodiscard]] std::string_view code_of(pack::Certainty certainty);
[[nodiscard]] std::string_view code_of(pack::Period period);
[[nodiscard]] std::string_view code_of(indicator::Known known);
[[nodiscard]] Text text_of(pack::Certainty certainty);
[[nodiscard]] Text text_of(pack::Period period);

/// Names of areas and units, the id where the pack no longer has it.
[[nodiscard]] Text area_name(pack::Pack const& pack, std::string const& id);
[[nodiscard]] Text unit_name(pack::Pack const& pack, std::string const& id);
/// Several targets can be about one subject: the name of its indicator, where a target has but one.
[[nodiscard]] Text target_name(pack::Pack const& pack, pack::Target const& target);
/// Whether a unit or an area is this unit, or is a member of this group.
[[nodiscard]] bool acts_as(pack::Pack const& pack, std::string const& whose, std::string const& unit);
[[nodiscard]] std::string joined(std::span<std::string const> names, Language language);

/// Where a target stands in the plan: the group of its first task row, else of a task that names it, else its
/// section.
[[nodiscard]] Text group_of(pack::Pack const& pack, pack::Target const& target);
/// Whether a unit, or a group that it is a member of, is responsible for the target.
[[nodiscard]] bool is_responsible(pack::Pack const& pack, pack::Target const& target,
                                  std::string const& unit);

/// What stands first in an unlabelled list on paper: 口 for 口径待确认, "def" for "definition to be
/// confirmed".
[[nodiscard]] std::string short_mark(Text const& mark, Language language);

}  // namespace shian::report
