// Results of an appraisal as they are told: a record each, published to its subject as a draft, objected to,
// answered, then final. The register's lifecycle leads it; what is filed stays as it was told, whatever the
// figures say later.
#pragma once

#include "supervise/appraisal.hpp"

namespace shian::supervise {

/// The register that results are filed in. A pack without it has none.
inline constexpr std::string_view kResultRegister = "appraisal_result";

struct FiledResult {
  RecordId record = 0;
  std::string subject;
  Day as_of;
  Decimal points, full;
  std::optional<Decimal> share;
  std::string grade;  // in words, as it was told
  std::optional<std::int64_t> rank;
  std::optional<Day> told_on, objection_until, objected_on, answered_on, final_on;
  std::string objection, answer;
  std::string state_id;
  Text state;
  /// What the same day's figures come to now is not what was told.
  bool differs = false;
  std::optional<Decimal> points_now;
};

/// By subject. Inside a read transaction; `today` tells the states.
[[nodiscard]] std::map<std::string, FiledResult> filed_results(city::City& city,
                                                               indicator::Appraisal const& scheme, int year,
                                                               Day today);

struct Published {
  int created = 0;    // told for the first time
  int corrected = 0;  // told anew, or put right after an objection was answered
  int same = 0;
  int objected = 0;  // left alone: an objection waits for its answer
  int final = 0;     // left alone: nothing changes what is final
  int without = 0;   // nothing could be judged: nothing to tell
};

/// Scores the year and files the scores as drafts, told today; the days to object in are the scheme's. A
/// draft that was told with other figures is corrected: its days begin anew, unless its objection has been
/// answered. Inside the caller's write, so that what is told is what the records say at that moment. Errors:
/// the pack keeps no results; a scheme that gives no days to object in; `as_of` is no day of the year.
[[nodiscard]] Expected<Published> publish_drafts(reg::Writing& writing, city::City& city,
                                                 indicator::Appraisal const& scheme, int year, Day as_of,
                                                 Day today);

}  // namespace shian::supervise
