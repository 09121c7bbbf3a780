// Surveys as the registers hold them: the design with its towns, and the answers that came.
#pragma once

#include "city/city.hpp"
#include "survey/allocation.hpp"
#include "survey/answers.hpp"

namespace shian::survey {

/// The registers of a pack that holds surveys. A pack without them has none.
inline constexpr std::string_view kDesigns = "survey_design";
inline constexpr std::string_view kStrata = "survey_stratum";
inline constexpr std::string_view kAnswers = "survey_answer";
inline constexpr std::string_view kResults = "survey_wave";

/// Options of survey_answer.mode and survey_answer.outcome.
inline constexpr std::string_view kOpenLink = "公开链接";
inline constexpr std::string_view kValid = "有效";
inline constexpr std::string_view kScreenedOut = "不符合条件";
inline constexpr std::string_view kRefused = "拒访";

struct Stratum {
  std::string area;
  std::optional<std::int64_t> residents;  // its size in the frame; nothing: not known
  std::string source;
  std::int64_t planned = 0;
};

struct Wave {
  RecordId record = 0;
  std::string number;
  pack::Questionnaire const* questionnaire = nullptr;
  Day from, until;
  std::string mode;  // 电话, 入户
  std::string code;  // of the open link; "": there is none
  std::int64_t target = 0;
  std::optional<std::int64_t> needed;  // for the margin, where the design says one
  std::optional<Decimal> margin;
  Decimal expected = Decimal(50), design_effect = Decimal(1);
  std::string frame, unit, surveyor;
  std::optional<Day> closed;
  bool is_proportional = false;    // planned by the sizes
  std::optional<Error> unplanned;  // why the towns have no planned answers
  std::vector<Stratum> strata;     // in the order of the pack's areas

  [[nodiscard]] bool is_open(Day today) const { return !closed && from <= today && today <= until; }
  [[nodiscard]] bool has_sizes() const;  // of all towns, and there is one
  /// Errors: none of the survey's towns.
  [[nodiscard]] std::optional<std::size_t> stratum_of(std::string_view area) const;
};

/// By their first day. Designs whose questionnaire the pack does not have are left out of `waves` and told by
/// `find_wave`. Inside a read transaction, as all below.
[[nodiscard]] std::vector<Wave> waves(city::City& city);
/// Errors: the pack holds no surveys; no such number; its questionnaire is not in the pack.
[[nodiscard]] Expected<Wave> find_wave(city::City& city, std::string_view number);
/// Of the open link; nothing: no survey has it.
[[nodiscard]] std::optional<Wave> wave_of_link(city::City& city, std::string_view code);

struct TownAnswers {
  std::int64_t valid = 0, screened_out = 0, refused = 0, by_link = 0;
};
/// What came so far. Those of the sample and those of the open link are kept apart: who comes by himself
/// stands for nobody else.
struct Came {
  std::vector<Given> sampled;      // valid, of the survey's towns
  std::vector<Given> by_link;      // valid; of whatever town
  std::vector<TownAnswers> towns;  // by stratum
  TownAnswers all;
  std::int64_t elsewhere = 0;   // valid ones of the sample whose town is none of the survey's: not counted
  std::int64_t unreadable = 0;  // answers that the questionnaire does not have: not counted
};
[[nodiscard]] Came came(city::City& city, Wave const& wave);

}  // namespace shian::survey
