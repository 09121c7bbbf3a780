// The board: every target of the plan on a day, for the city, one area, or one unit.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <type_traits>
#include <vector>

#include "city/city.hpp"
#include "report/terminal.hpp"

namespace shian::report {

struct BoardQuestion {
  Day as_of;
  std::string area;  // id; "": the whole city
  std::string unit;  // id; "": everybody. Only the targets it is responsible for, and its own records
  indicator::WithForecast forecast = indicator::WithForecast::yes;
};

/// One indicator of a target as the question asks for it.
struct BoardPart {
  indicator::Part const* part = nullptr;  // the city's
  indicator::Figure own;                  // what was asked for: the city's, the area's, the unit's
  indicator::State state = indicator::State::cannot_judge;
  Text reason;
  bool is_city = false;  // `own` is the city's
};

struct BoardLine {
  indicator::Standing standing;
  Text group;
  indicator::State state = indicator::State::cannot_judge;  // of what was asked for
  Text reason;
  std::vector<BoardPart> parts;  // they point into the standing, also when the line has moved
};
static_assert(std::is_nothrow_move_constructible_v<BoardLine>);

/// The stage of the plan that ends next, and how long it lasts.
struct NextStage {
  pack::Phase const* phase = nullptr;
  Day until;  // read strictly where the plan allows two readings
  int days = 0;
};

struct Board {
  Board() = default;
  Board(Board&&) = default;  // its parts point into its lines: it moves and is not copied
  Board& operator=(Board&&) = default;

  pack::Pack const* pack = nullptr;
  BoardQuestion question;
  bool simulated = false;
  std::optional<NextStage> next_stage;
  std::map<indicator::State, int> counts;
  std::vector<BoardLine> lines;  // in the plan's order

  [[nodiscard]] bool is_scoped() const { return !question.area.empty() || !question.unit.empty(); }
};

/// The names in the question must be the pack's.
[[nodiscard]] Board read_board(city::City& city, BoardQuestion question);
/// The same inside a read transaction of the caller's, who reads more of the same moment.
[[nodiscard]] Board board_at_moment(city::City& city, BoardQuestion question);
enum class Scope { area, unit };
/// A part's figure for an area or a unit, and how it stands, judged as the city's is; a part of a number that
/// the city reaches as a whole is not judged.
[[nodiscard]] BoardPart scoped(indicator::Standing const& standing, indicator::Part const& part,
                               indicator::Figure figure, Scope scope);
/// Whether the target is one number that the areas (or the units responsible for it) reach together.
[[nodiscard]] bool is_shared(pack::Target const& target, pack::Indicator const& definition, Scope scope);
/// Not met is worse than what cannot be judged, that than stale, not yet due, met.
[[nodiscard]] bool is_worse(indicator::State state, indicator::State than);
/// A target is as good as this one of its parts.
[[nodiscard]] BoardPart const& worst_of(std::vector<BoardPart> const& parts);

[[nodiscard]] std::string board_text(Board const& board, Language language, Terminal const& terminal);
enum class EachArea { no, yes };
[[nodiscard]] std::string board_json(Board const& board, EachArea each_area);

/// "模拟数据 SIMULATED": on everything that shows simulated records.
[[nodiscard]] Text simulated_notice();
[[nodiscard]] Paint paint_of(indicator::State state);
/// The stage that ends next after `as_of`.
[[nodiscard]] std::optional<NextStage> next_stage(pack::Pack const& pack, Day as_of);

}  // namespace shian::report
