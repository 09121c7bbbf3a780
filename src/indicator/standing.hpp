// An indicator's value held against a target on a day: state, gap, forecast, and what it takes.
#pragma once

#include "indicator/forecast.hpp"

namespace shian::indicator {

/// Honest states; never green by silence.
enum class State { met, not_met, not_yet_due, cannot_judge, stale };
[[nodiscard]] Text text_of(State state);
[[nodiscard]] std::string_view code_of(State state);  // "met", "not_met", ...

/// One indicator of a target.
struct Part {
  Indicator const* indicator = nullptr;
  Reading reading;
  State state = State::cannot_judge;
  Text reason;                    // why it cannot be judged, is stale, or is not yet due
  std::optional<Decimal> gap;     // threshold less value (value less threshold for upper limits), when short
  std::optional<Decimal> needed;  // numerator that meets the threshold at today's denominator
  std::optional<Decimal> per_week;  // what must be added each week until the deadline
  std::optional<Forecast> forecast;
  std::vector<std::string> behind;  // areas below the threshold, weakest first
};

struct Standing {
  pack::Target const* target = nullptr;
  Day as_of;
  Day judged_on;  // the deadline, once it has passed
  State state = State::cannot_judge;
  Text reason;
  std::vector<Part> parts;
  std::vector<Text> marks;  // to be confirmed: threshold, deadline, definition, proxy
};

enum class WithForecast { no, yes };

/// A target is as good as its worst part.
[[nodiscard]] Standing stand(Figures& figures, pack::Target const& target, Day as_of,
                             WithForecast with_forecast = WithForecast::yes);
/// Every target of the plan, in the plan's order.
[[nodiscard]] std::vector<Standing> board(Figures& figures, Day as_of,
                                          WithForecast with_forecast = WithForecast::yes);
/// Whether the part is not met when it is due, or the whole of its forecast is short of the target. False
/// where it was asked for without a forecast and is not yet due.
[[nodiscard]] bool is_behind(pack::Target const& target, Part const& part);
/// What a part is held against: the target's number, or the definition's own. Nothing where the plan sets
/// none.
[[nodiscard]] std::optional<Decimal> threshold(pack::Target const& target, pack::Indicator const& indicator);
struct Verdict {
  State state = State::cannot_judge;
  Text reason;  // why it is not met or broken yet, or cannot be judged
};
/// How one figure stands against the target on a day: the city's, an area's or a unit's. What can be made up
/// before the deadline is not yet due; what must last until then is not called met before.
[[nodiscard]] Verdict judge(pack::Target const& target, pack::Indicator const& indicator,
                            Figure const& figure, Day as_of);

}  // namespace shian::indicator
