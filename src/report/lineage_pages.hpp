// The first page of the records behind a figure: counted, left out with the reason, and not reached.
#pragma once

#include <string>
#include <vector>

#include "city/city.hpp"
#include "indicator/lineage.hpp"
#include "report/reach.hpp"
#include "report/record_names.hpp"

namespace shian::report {

struct RecordLine {
  std::string register_id;
  RecordId id = 0;
  std::string name;  // key and label, personal data masked
  Day day;           // it counts on, or from
  Decimal amount;
  std::string measure;
  Text reason;  // of one that is left out
};

struct Page {
  std::vector<RecordLine> lines;
  bool more = false;     // there are others
  bool unknown = false;  // not every record was looked at, so there may be others
};

struct LineagePages {
  std::string numerator;       // the measure listed
  Page counted;                // in the numerator
  Page left_out;               // by an exclusion, of any measure
  Page missing;                // in the denominator, not in the numerator
  bool missing_known = false;  // false: the two do not count records of the same register
};

/// At most `limit` lines a page. Reads only as far as the pages need, and for exclusions at most some
/// thousand records.
[[nodiscard]] LineagePages lineage_pages(city::City& city, indicator::Indicator const& indicator,
                                         indicator::Span stretch, std::string const& area, std::size_t limit,
                                         Language language);

/// One of the pages, narrowed to what a reader may see.
enum class PageOf { counted, left_out, missing };
struct ReadablePage {
  std::string measure;  // the one listed first
  Page page;
  std::int64_t hidden = 0;  // passed over because the reader may not see them
  bool known = true;        // false: numerator and denominator do not count records of the same register
};
/// Of an area, of a unit's own work, or of the city where both are empty.
struct PageScope {
  std::string area, unit;
};
/// As lineage_pages; looks at some thousand records at most, whatever is hidden.
[[nodiscard]] ReadablePage readable_page(city::City& city, indicator::Indicator const& indicator,
                                         indicator::Span stretch, PageScope const& scope, PageOf which,
                                         std::size_t limit, Reach const& reach, Language language);

}  // namespace shian::report
