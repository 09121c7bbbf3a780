// An indicator's value on a day, for the city and each area, with what it was worked out from.
#pragma once

#include <map>

#include "indicator/cells.hpp"

namespace shian::indicator {

/// Why there is no value: a missing value, a zero denominator and too small a sample are three different
/// things, and none of them is 0.
enum class Known { value, no_data, zero_denominator, too_small, incomplete, no_population };
[[nodiscard]] Text text_of(Known known);

struct Figure {
  Known known = Known::no_data;
  std::optional<Decimal> value;  // also when too small a sample (shown, not judged)
  std::optional<Decimal> numerator, denominator;
  std::optional<Decimal> low, high;  // 95 % interval of a survey
  std::int64_t records = 0;          // counted in the numerator
};

struct Reading {
  Indicator const* indicator = nullptr;
  Day as_of;
  Span stretch;  // what the period came to
  Figure city;
  std::map<std::string, Figure> areas;  // every area that exists on the day
  Figure no_area;                       // records whose area is not known
  std::vector<std::string> missing_areas;
  std::map<std::string, Decimal> measures;  // city, by measure id; missing ones are not there
};

class Figures {
 public:
  Figures(pack::Pack const& pack, Catalogue const& catalogue, Cells& cells);

  [[nodiscard]] Reading read(Indicator const& indicator, Day as_of);
  /// One unit's part of the figure (its own records only).
  [[nodiscard]] Reading read_unit(Indicator const& indicator, Day as_of, std::string const& unit);
  /// One place's figure (and one unit's part of it) at the end of each of the last months, the newest of them
  /// at `as_of`. Each measure's months are read once, however many they are.
  struct Monthly {
    Day as_of;
    int months = 12;
    std::string area, unit;  // ids; "": the whole city, everybody
  };
  [[nodiscard]] std::vector<std::pair<Day, Figure>> by_month(Indicator const& indicator,
                                                             Monthly const& asked);
  [[nodiscard]] Span stretch(Indicator const& indicator, Day as_of);
  [[nodiscard]] Cells& cells() { return cells_; }
  [[nodiscard]] pack::Pack const& pack() const { return pack_; }
  [[nodiscard]] Catalogue const& catalogue() const { return catalogue_; }
  /// Thousands of residents of an area ("" for the city) in the pack's population year.
  [[nodiscard]] std::optional<Decimal> population(std::string_view area) const;

 private:
  Reading read(Indicator const& indicator, Day as_of, std::optional<std::string> const& unit);
  Figure figure(Indicator const& indicator, std::vector<Sum> const& sums, std::string_view area,
                std::map<std::string, Decimal>* named = nullptr) const;
  [[nodiscard]] std::string counted_in(std::string const& area, Day day) const;
  /// The city is as good as its weakest area; one that said nothing is not good.
  static void judge_by_weakest(Figure& city, std::map<std::string, Figure> const& areas,
                               std::vector<std::string>& missing);

  pack::Pack const& pack_;
  Catalogue const& catalogue_;
  Cells& cells_;
};

/// Whether the plan's area is there on the day.
[[nodiscard]] bool exists(pack::Area const& area, Day day);
/// The days a measure is summed over when its indicator's period is `stretch`.
[[nodiscard]] Span summed_over(Measure const& measure, Span stretch);

}  // namespace shian::indicator
