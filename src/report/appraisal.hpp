// The score sheet of an appraisal as people read it: ranking, one subject's items with what they were worked
// out from, two schemes side by side.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "report/terminal.hpp"
#include "supervise/appraisal_results.hpp"

namespace shian::report {

struct AppraisalQuestion {
  std::string scheme;          // id; "": that of the towns in the year
  std::filesystem::path file;  // a scheme that is tried; empty: the pack's
  bool is_trial = false;       // the pack's scheme is tried on a year in which it need not be in force
  std::optional<int> year;     // of `as_of`, else of today
  std::optional<Day> as_of;    // the year's last day, or today while it runs
};

struct AppraisalView {
  AppraisalView() = default;
  AppraisalView(AppraisalView&&) = default;  // its sheet points into its schemes: it moves and is not copied
  AppraisalView& operator=(AppraisalView&&) = default;

  pack::Pack const* pack = nullptr;
  std::vector<indicator::Appraisal> schemes;
  supervise::ScoreSheet sheet;
  std::map<std::string, supervise::FiledResult> results;  // by subject; none of a scheme that is tried
  bool on_trial = false;                                  // read from a file
  bool simulated = false;
};

/// Inside a read transaction of its own. Errors: no such scheme, none for the year, faults in the file.
[[nodiscard]] std::expected<AppraisalView, Errors> read_appraisal(city::City& city,
                                                                  AppraisalQuestion const& question);
/// The same inside a read transaction of the caller's.
[[nodiscard]] std::expected<AppraisalView, Errors> appraisal_at_moment(city::City& city,
                                                                       AppraisalQuestion const& question);

[[nodiscard]] std::string appraisal_text(AppraisalView const& view, Language language,
                                         Terminal const& terminal);
[[nodiscard]] std::string subject_text(AppraisalView const& view, supervise::Score const& score,
                                       Language language, Terminal const& terminal);
[[nodiscard]] std::string comparison_text(AppraisalView const& from, AppraisalView const& to,
                                          Language language, Terminal const& terminal);

/// What one post may see of a sheet: everything, or its own area's or unit's part.
struct AppraisalReach {
  bool everything = true;
  std::string area, unit;
  [[nodiscard]] bool may_see(pack::AppraisalScheme const& scheme, std::string const& subject) const;
};
/// Every scheme of the pack, with how many of those whom it scores the post may see.
[[nodiscard]] std::string appraisals_json(city::City& city, Day today, AppraisalReach const& reach);
[[nodiscard]] std::string appraisal_json(AppraisalView const& view, AppraisalReach const& reach);
[[nodiscard]] std::string subject_json(AppraisalView const& view, supervise::Score const& score);
[[nodiscard]] std::string comparison_json(AppraisalView const& from, AppraisalView const& to);

/// What became of the drafts when they were told.
[[nodiscard]] std::string published_text(supervise::Published const& published, Language language);
[[nodiscard]] std::string published_json(supervise::Published const& published);

/// A workbook to print and to calculate with: a sheet of the ranking, one of every item, one of the scheme.
/// Totals, shares and grades are formulas over the items. Errors: the file cannot be written.
[[nodiscard]] Expected<void> write_score_sheet(AppraisalView const& view, std::filesystem::path const& file,
                                               Language language);

}  // namespace shian::report
