// The plan's tasks: who does them, what proves them, and how far the records say they are.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "report/board.hpp"
#include "report/reach.hpp"

namespace shian::report {

struct TaskTarget {
  pack::Target const* target = nullptr;
  indicator::State state = indicator::State::cannot_judge;
};
struct TaskRegister {
  reg::Schema const* schema = nullptr;
  city::Holding holding;
};
struct TaskLine {
  pack::Task const* task = nullptr;
  std::vector<TaskTarget> targets;
  std::vector<TaskRegister> registers;
  std::optional<indicator::State> state;  // of the worst target; nothing: no target says
};

/// Where the task's targets stand by these states: the city's, or a town's. Inside a read transaction.
using States = std::map<std::string, indicator::State>;  // by target
[[nodiscard]] TaskLine task_line(city::City& city, pack::Task const& task, States const& states);

/// In the plan's order, with the city's states on `as_of`.
[[nodiscard]] std::vector<TaskLine> read_tasks(city::City& city, Day as_of);

/// A piece of a unit's duties that is proved by the same registers as the task; the whole where none is.
struct TaskDuty {
  pack::Unit const* unit = nullptr;
  std::string text;
};
struct TaskEvidence {
  std::string hash, name;
  reg::Schema const* schema = nullptr;
  RecordId record = 0;
};
struct TaskDetail {
  TaskLine line;
  std::vector<TaskDuty> duties;
  std::vector<pack::System const*> systems;
  std::vector<pack::OpenQuestion const*> open_questions;
  std::vector<TaskEvidence> evidence;                        // newest records first
  std::vector<std::pair<std::string, std::int64_t>> months;  // "2022-09": records about each of twelve months
};
/// The first `most_evidence` files of records within reach, as they are called there.
[[nodiscard]] TaskDetail read_task(city::City& city, pack::Task const& task, Day as_of, Reach const& reach,
                                   std::size_t most_evidence);

/// How many comments there are on each task, by id.
using CommentCounts = std::map<std::string, std::int64_t>;
/// What somebody said to a task, with the name of his account.
struct Said {
  std::int64_t id = 0;
  Timestamp at;
  std::string account, name, unit, text;
};
/// {"tasks": [...]}
[[nodiscard]] std::string tasks_json(city::City const& city, std::vector<TaskLine> const& tasks,
                                     CommentCounts const& comments);
/// One task with all that belongs to it.
[[nodiscard]] std::string task_json(city::City const& city, TaskDetail const& detail,
                                    std::vector<Said> const& comments);

}  // namespace shian::report
