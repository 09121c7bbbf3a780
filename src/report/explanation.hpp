// Everything behind one target on a day: words, definition, figures by month, area and unit, and the records.
#pragma once

#include <string>
#include <vector>

#include "report/board.hpp"
#include "report/lineage_pages.hpp"

namespace shian::report {

struct ExplainQuestion {
  Day as_of;
  std::string area;                  // id; "": the whole city
  std::size_t records = 0;           // lines of each page of records; 0: no records
  Language language = Language::zh;  // names in the pages of records
};

struct UnitShare {
  std::string unit;  // id; "": entered without a unit
  std::optional<Decimal> numerator, denominator;
};

struct ExplainedPart {
  BoardPart shown;
  std::vector<std::pair<Day, indicator::Figure>> months;
  std::vector<UnitShare> units;  // largest first
  std::optional<LineagePages> records;
};

struct Explanation {
  Explanation() = default;
  Explanation(Explanation&&) = default;  // its parts point into its line: it moves and is not copied
  Explanation& operator=(Explanation&&) = default;

  pack::Pack const* pack = nullptr;
  ExplainQuestion question;
  bool simulated = false;
  BoardLine line;
  std::vector<ExplainedPart> parts;
  std::vector<pack::OpenQuestion const*> open_questions;
  std::vector<pack::Decision const*> decisions;  // that hold
};

[[nodiscard]] Explanation explain(city::City& city, pack::Target const& target, ExplainQuestion question);
/// The same inside a read transaction of the caller's, who reads more of the same moment.
[[nodiscard]] Explanation explanation_at_moment(city::City& city, pack::Target const& target,
                                                ExplainQuestion question);
[[nodiscard]] std::string explanation_text(Explanation const& explanation, Language language,
                                           Terminal const& terminal);
[[nodiscard]] std::string explanation_json(Explanation const& explanation);

}  // namespace shian::report
