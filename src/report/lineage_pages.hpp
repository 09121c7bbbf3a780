// The first page of the records behind a figure: counted, left out with the reason, and not reached.
#pragma once

#include <string>
#include <vector>

#include "city/city.hpp"
#include "indicator/lineage.hpp"
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

}  // namespace shian::report
