// The first page of a post: what is its own, what is late, what falls due, what the city already holds of
// what it asks for, and what waits to be confirmed.
#pragma once

#include <string>
#include <vector>

#include "pack/points.hpp"
#include "report/board.hpp"
#include "report/reach.hpp"
#include "report/running_limits.hpp"
#include "report/tasks.hpp"

namespace shian::report {

/// Whose page it is.
enum class Desk {
  city,  // who runs the plan: every target
  unit,  // a responsible unit: its targets and those of its tasks, as the city stands
  area,  // a town: every target that its own records move, as the town stands
  own,   // a laboratory, a business: its records alone
};

struct TodayQuestion {
  Day as_of;
  Desk desk = Desk::own;
  std::string unit, area;  // ids of the plan's; "" where the desk has none
  Reach reach;             // what the post may read
  std::string holder;      // whose records the post enters and works on
  bool may_enter = false;
  bool confirms = false;  // whether it may decide what the plan leaves open
  Language language = Language::zh;
};

struct OwnTask {
  TaskLine line;
  bool is_lead = false;
  std::int64_t records = 0;
  std::optional<Timestamp> last_entry_at;
};

/// The end of a phase, or a target's deadline.
struct PlanDate {
  pack::Phase const* phase = nullptr;
  BoardLine const* line = nullptr;  // else
  Day day;
};

/// A register that the desk's targets and tasks read.
struct HeldRegister {
  reg::Schema const* schema = nullptr;
  std::int64_t records = 0;                // that the post may read
  std::optional<Timestamp> last_entry_at;  // by anybody
  std::vector<std::string> targets;        // of the desk's
};

struct Today {
  Today() = default;
  Today(Today&&) = default;  // dates point into the lines: it moves and is not copied
  Today& operator=(Today&&) = default;

  TodayQuestion question;
  Board board;                  // the targets of the desk are its lines, worst first
  std::vector<OwnTask> tasks;   // of a unit or a town; those it leads first
  RunningLimits limits;         // of the holder, the town or all
  std::vector<PlanDate> dates;  // within the month that follows, the soonest first
  std::vector<HeldRegister> held;
  std::vector<pack::Point> to_confirm;  // open ones, where the post may decide
};

/// Whose limits the desk's page shows.
[[nodiscard]] reg::Whose whose_limits(TodayQuestion const& question);
[[nodiscard]] Today read_today(city::City& city, TodayQuestion question);
[[nodiscard]] std::string today_json(city::City const& city, Today const& today);

}  // namespace shian::report
