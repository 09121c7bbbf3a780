// What can be decided about a plan, and what of it was: every open question, and every value that the plan
// leaves to be confirmed or that a signed decision has settled.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "pack/model.hpp"

namespace shian::pack {

/// What a decision is about: "target:K18.threshold". Ids may hold dots themselves.
struct Subject {
  std::string kind, id, what;
};
[[nodiscard]] std::optional<Subject> subject_of(std::string_view text);

enum class PointKind { threshold, deadline, lead, parameter, definition, roll, question };
[[nodiscard]] std::string_view code_of(PointKind kind);

struct Point {
  std::string subject;
  PointKind kind = PointKind::threshold;
  std::string about;  // id of the target, task, indicator, clock or question
  Text name;          // of that; for a parameter, its own besides
  Certainty certainty = Certainty::to_be_confirmed;
  std::string value;    // as a decision would write it; "": none yet
  std::string unit;     // of a number
  std::string printed;  // what the plan's text says, verbatim
  Text basis;           // why the value is proposed
  std::vector<std::string> concerns;
  Decision const* decision = nullptr;    // the one that holds
  std::vector<Decision const*> earlier;  // whose place it took, newest first
  [[nodiscard]] bool is_open() const { return certainty == Certainty::to_be_confirmed; }
};

/// Those that are open or decided, in the plan's order: targets, tasks, indicators, clocks, questions. They
/// point into the pack.
[[nodiscard]] std::vector<Point> points(Pack const& pack);
/// Any point that a decision may be about, also one that the plan prints; nothing: the pack has no such.
[[nodiscard]] std::optional<Point> point_of(Pack const& pack, std::string_view subject);

[[nodiscard]] std::string_view code_of(Clock::Roll roll);  // "statutory_holiday"
[[nodiscard]] Text text_of(Clock::Roll roll);
[[nodiscard]] std::optional<Clock::Roll> roll_of(std::string_view code);

}  // namespace shian::pack
