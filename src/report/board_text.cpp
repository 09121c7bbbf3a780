// The board on a terminal: as many columns as there is room for, the state always in words.
#include <algorithm>
#include <vector>

#include "base/text.hpp"
#include "report/board.hpp"
#include "report/outlook.hpp"
#include "report/table.hpp"
#include "report/words.hpp"

namespace shian::report {
namespace {

using indicator::State;

constexpr State kStates[] = {State::met, State::not_met, State::not_yet_due, State::cannot_judge,
                             State::stale};

std::string joined_by(std::vector<std::string> const& parts, std::string_view between) {
  std::string text;
  for (auto const& part : parts) text += (text.empty() ? "" : std::string(between)) + part;
  return text;
}

std::string header(Board const& board, Language language, Terminal const& terminal) {
  bool const zh = language == Language::zh;
  auto const& pack = *board.pack;
  std::vector<std::string> first = {painted(pack.name.in(language), Paint::strong, terminal)};
  if (!board.question.area.empty()) first.push_back(area_name(pack, board.question.area).in(language));
  if (!board.question.unit.empty()) first.push_back(unit_name(pack, board.question.unit).in(language));
  first.push_back((zh ? "截至 " : "as of ") + board.question.as_of.to_string());
  if (board.next_stage) {
    auto const& name = board.next_stage->phase->name.in(language);
    auto const until = board.next_stage->until.to_string();
    auto const days = std::to_string(board.next_stage->days);
    first.push_back(zh ? "距" + name + "截止(" + until + ")还有 " + days + " 天"
                       : days + " days to the end of " + name + " (" + until + ")");
  }
  std::vector<std::string> second = {zh ? std::to_string(board.lines.size()) + " 个目标"
                                        : std::to_string(board.lines.size()) + " targets"};
  for (auto const state : kStates) {
    auto const found = board.counts.find(state);
    if (found == board.counts.end()) continue;
    second.push_back(painted(indicator::text_of(state).in(language) + " " + std::to_string(found->second),
                             paint_of(state), terminal));
  }
  std::string out = joined_by(first, "  ") + "\n" + joined_by(second, zh ? " · " : ", ") + "\n";
  if (board.simulated) out += painted(simulated_notice().in(language), Paint::waiting, terminal) + "\n";
  return out;
}

std::string unit_names(Board const& board, pack::Target const& target, Language language) {
  std::vector<std::string> names;
  for (auto const& id : target.units) names.push_back(unit_name(*board.pack, id).in(language));
  return joined(names, language);
}

Table make_table(Board const& board, Language language) {
  bool const zh = language == Language::zh;
  auto const title = [&](char const* in_zh, char const* in_en) { return std::string(zh ? in_zh : in_en); };
  bool const scoped = board.is_scoped();
  return Table({{title("编号", "id")},
                {title("目标", "target"), Align::left, 0, 16},
                {title("现值", "value"), Align::right},
                {title("标准", "threshold"), Align::left, 0, 8},
                {title("分子/分母", "num/den"), Align::right, 1},
                {title("状态", "state"), Align::left},
                {title("待确认", "marks")},
                {scoped ? title("全市", "city") : title("还差", "short"), Align::left, 2},
                {scoped ? title("全市状态", "city state") : title("期末预测", "outlook"), Align::left, 2},
                {title("原因", "why"), Align::left, 4, 10},
                {title("责任单位", "responsible"), Align::left, 6, 16}});
}

void add_lines(Table& table, Board const& board, BoardLine const& line, Language language) {
  auto const& target = *line.standing.target;
  bool const scoped = board.is_scoped();
  std::vector<std::string> marks;
  for (auto const& mark : line.standing.marks) marks.push_back(short_mark(mark, language));
  auto const marked = joined_by(marks, language == Language::zh ? "" : " ");
  auto const units = unit_names(board, target, language);
  auto const& subject = target.subject.in(language);
  if (line.parts.size() != 1) {
    table.add({target.id,
               subject,
               "",
               "",
               "",
               {indicator::text_of(line.state).in(language), paint_of(line.state)},
               marked,
               "",
               "",
               line.parts.empty() ? line.reason.in(language) : "",
               units});
  }
  for (auto const& shown : line.parts) {
    bool const only = line.parts.size() == 1;
    auto const& definition = shown.part->indicator->definition;
    auto const& city = shown.part->reading.city;
    auto const& state = scoped ? shown.part->state : shown.state;
    auto const fraction = definition.scale == pack::Scale::plain && !shown.own.denominator
                              ? std::string()
                              : fraction_text(shown.own, Places::few);
    auto const value = value_text(definition, shown.own);
    table.add({only ? target.id : "",
               only ? subject : "· " + definition.name.in(language),
               value.empty() ? "—" : value,
               threshold_text(target, definition).in(language),
               fraction,
               {indicator::text_of(shown.state).in(language), paint_of(shown.state)},
               only ? marked : "",
               scoped ? value_text(definition, city) : shortfall(*shown.part).in(language),
               scoped ? Cell(indicator::text_of(state).in(language), paint_of(state))
                      : Cell(outlook_range(*shown.part)),
               shown.reason.in(language),
               only ? units : ""});
  }
}

// What the marks in this board mean.
std::string legend(Board const& board, Language language) {
  std::vector<std::string> entries;
  for (auto const& line : board.lines) {
    for (auto const& mark : line.standing.marks) {
      auto entry = short_mark(mark, language) + " = " + mark.in(language);
      if (std::find(entries.begin(), entries.end(), entry) == entries.end())
        entries.push_back(std::move(entry));
    }
  }
  return joined_by(entries, language == Language::zh ? "  " : "; ");
}

}  // namespace

std::string board_text(Board const& board, Language language, Terminal const& terminal) {
  std::string out = header(board, language, terminal);
  auto table = make_table(board, language);
  // One heading for each part of the plan, in the order in which the targets first name it.
  std::vector<Text> groups;
  for (auto const& line : board.lines) {
    if (std::find(groups.begin(), groups.end(), line.group) == groups.end()) groups.push_back(line.group);
  }
  for (auto const& group : groups) {
    if (!group.empty())
      table.add_heading((language == Language::zh ? "【" : "[") + group.in(language) +
                        (language == Language::zh ? "】" : "]"));
    for (auto const& line : board.lines) {
      if (line.group == group) add_lines(table, board, line, language);
    }
  }
  out += "\n" + table.render(terminal);
  if (auto const marks = legend(board, language); !marks.empty()) out += "\n" + marks + "\n";
  return out;
}

}  // namespace shian::report
