// One page for whoever leads: how the targets stand and what moved within a month, what asks for attention,
// what supervision found, how far the acceptance is, what waits for a decision.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "report/board.hpp"
#include "supervise/letters.hpp"

namespace shian::report {

/// A target whose deadline is missed, or will be by its forecast.
struct BriefTarget {
  pack::Target const* target = nullptr;
  Text name;
  indicator::State state = indicator::State::cannot_judge;
  std::string value;               // of the part that is behind, with its unit; "": none
  Text threshold;                  // "≥98%"
  Text takes;                      // one sentence, `what_it_takes`
  std::vector<std::string> units;  // responsible, in the plan's order
};

/// A target that stood otherwise a month before.
struct BriefMove {
  pack::Target const* target = nullptr;
  Text name;
  indicator::State from = indicator::State::cannot_judge, to = indicator::State::cannot_judge;
};

/// Findings of supervision of the month, but for secret ones.
struct BriefFindings {
  std::size_t found = 0, closed = 0, due = 0, on_time = 0, open_late = 0;
};

/// Of the acceptance, handed in: its room stands above this one.
struct BriefAcceptance {
  std::size_t proved = 0, lacking = 0, not_yet = 0;  // items
  std::size_t gaps = 0;
};

/// What the plan leaves open.
struct BriefDecisions {
  std::size_t open = 0;
  std::size_t not_judged = 0;  // targets that cannot be judged and that such a point is about
  std::vector<Text> first;     // what the first points about them are named after, at most kDecisionsNamed
  bool has_more = false;       // than these
};
inline constexpr std::size_t kDecisionsNamed = 3;

struct Brief {
  pack::Pack const* pack = nullptr;
  Day as_of, before;  // `before`: the same day a month earlier, by the records as they are known now
  bool simulated = false;
  std::optional<NextStage> next_stage;
  std::map<indicator::State, int> counts, counts_before;
  std::vector<BriefTarget> attention;  // not met first, then those that will fall short; in the plan's order
  std::vector<BriefMove> better, worse;
  std::optional<BriefFindings> findings;  // nothing: the pack has no register of findings
  std::map<pack::Colour, int> letters;    // due today
  BriefDecisions decisions;
  std::optional<BriefAcceptance> acceptance;
};

/// Inside a read transaction of the caller's.
[[nodiscard]] Brief read_brief(city::City& city, Day as_of, std::optional<BriefAcceptance> acceptance);
[[nodiscard]] std::string brief_json(Brief const& brief);

}  // namespace shian::report
