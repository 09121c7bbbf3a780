// The words of a pack's closed lists, as it spells them.
#pragma once

#include <algorithm>
#include <string_view>

#include "pack/model.hpp"

namespace shian::pack {

/// A word of a closed list and what it means.
template <class T>
struct Word {
  std::string_view text;
  T value;
};

/// The word of a value that is in the list.
template <class T, std::size_t N>
[[nodiscard]] constexpr std::string_view word_of(Word<T> const (&words)[N], T value) {
  return std::ranges::find(words, value, &Word<T>::value)->text;
}

inline constexpr Word<ClockKind> kClockKinds[] = {{"deadline", ClockKind::deadline},
                                                  {"retention", ClockKind::retention},
                                                  {"right", ClockKind::right},
                                                  {"recurring", ClockKind::recurring},
                                                  {"restraint", ClockKind::restraint},
                                                  {"quota", ClockKind::quota},
                                                  {"rule", ClockKind::rule}};
inline constexpr Word<ClockUnit> kClockUnits[] = {{"working_day", ClockUnit::working_day},
                                                  {"calendar_day", ClockUnit::calendar_day},
                                                  {"hour", ClockUnit::hour},
                                                  {"month", ClockUnit::month},
                                                  {"year", ClockUnit::year},
                                                  {"hour_per_year", ClockUnit::hour_per_year},
                                                  {"meal", ClockUnit::meal},
                                                  {"term", ClockUnit::term},
                                                  {"rule", ClockUnit::rule}};
inline constexpr Word<Clock::Roll> kRolls[] = {{"none", Clock::Roll::none},
                                               {"statutory_holiday", Clock::Roll::statutory_holiday},
                                               {"day_off", Clock::Roll::day_off}};
inline constexpr Word<FieldType> kFieldTypes[] = {{"text", FieldType::text},
                                                  {"code", FieldType::code},
                                                  {"enum", FieldType::enumeration},
                                                  {"integer", FieldType::integer},
                                                  {"decimal", FieldType::decimal},
                                                  {"date", FieldType::date},
                                                  {"timestamp", FieldType::timestamp},
                                                  {"boolean", FieldType::boolean},
                                                  {"unit", FieldType::unit},
                                                  {"area", FieldType::area},
                                                  {"reference", FieldType::reference},
                                                  {"person", FieldType::person},
                                                  {"file", FieldType::file}};
inline constexpr Word<Layout> kLayouts[] = {{"writ", Layout::writ},
                                            {"official", Layout::official},
                                            {"letter", Layout::letter},
                                            {"form", Layout::form}};
inline constexpr Word<PlaceRule> kPlaces[] = {{"sum", PlaceRule::sum}, {"minimum", PlaceRule::minimum}};
inline constexpr Word<Scale> kScales[] = {{"plain", Scale::plain},
                                          {"percent", Scale::percent},
                                          {"per_thousand_residents", Scale::per_thousand_residents}};
inline constexpr Word<UnitKind> kUnitKinds[] = {{"unit", UnitKind::unit},
                                                {"group", UnitKind::group},
                                                {"body", UnitKind::body},
                                                {"external", UnitKind::external}};

inline constexpr Word<Colour> kColours[] = {
    {"blue", Colour::blue}, {"yellow", Colour::yellow}, {"orange", Colour::orange}, {"red", Colour::red}};
inline constexpr Word<AppraisalSubjects> kAppraisalSubjects[] = {{"areas", AppraisalSubjects::areas},
                                                                 {"units", AppraisalSubjects::units}};
inline constexpr Word<ProofKind> kProofKinds[] = {
    {"rule", ProofKind::rule},     {"minutes", ProofKind::minutes},       {"plan", ProofKind::plan},
    {"ledger", ProofKind::ledger}, {"statistics", ProofKind::statistics}, {"photo", ProofKind::photo},
    {"report", ProofKind::report}};
inline constexpr Word<SignKind> kSignKinds[] = {{"burst", SignKind::burst},
                                                {"copied_values", SignKind::copied_values},
                                                {"copied_texts", SignKind::copied_texts},
                                                {"impossible", SignKind::impossible},
                                                {"future", SignKind::future},
                                                {"load", SignKind::load},
                                                {"round_figures", SignKind::round_figures},
                                                {"digit_heap", SignKind::digit_heap},
                                                {"too_regular", SignKind::too_regular},
                                                {"balance", SignKind::balance},
                                                {"same_file", SignKind::same_file},
                                                {"alike_photo", SignKind::alike_photo},
                                                {"just_under", SignKind::just_under},
                                                {"last_days", SignKind::last_days},
                                                {"reopened", SignKind::reopened},
                                                {"contradiction", SignKind::contradiction}};
inline constexpr Word<SignPeriod> kSignPeriods[] = {{"all", SignPeriod::all},
                                                    {"day", SignPeriod::day},
                                                    {"month", SignPeriod::month},
                                                    {"quarter", SignPeriod::quarter},
                                                    {"year", SignPeriod::year}};

}  // namespace shian::pack
