#include "report/pack_counts.hpp"

#include <algorithm>

#include "report/json_parts.hpp"
#include "report/table.hpp"
#include "report/words.hpp"

namespace shian::report {
namespace {

using pack::Certainty;

template <class Items, class Test>
std::int64_t count_if(Items const& items, Test const& test) {
  return static_cast<std::int64_t>(std::count_if(items.begin(), items.end(), test));
}

template <class Items>
std::int64_t size_of(Items const& items) {
  return static_cast<std::int64_t>(items.size());
}

}  // namespace

std::vector<Count> pack_counts(pack::Pack const& pack) {
  std::int64_t fields = 0;
  for (auto const& book : pack.registers) fields += size_of(book.fields);
  std::int64_t measures = 0;
  std::int64_t open_parameters = 0;
  for (auto const& indicator : pack.indicators) {
    measures += size_of(indicator.measures);
    open_parameters += count_if(indicator.parameters,
                                [](auto const& p) { return p.certainty == Certainty::to_be_confirmed; });
  }
  auto const open_thresholds = count_if(
      pack.targets, [](auto const& t) { return t.threshold_certainty == Certainty::to_be_confirmed; });
  auto const open_deadlines = count_if(
      pack.targets, [](auto const& t) { return t.deadline_certainty == Certainty::to_be_confirmed; });
  auto const open_leads =
      count_if(pack.tasks, [](auto const& t) { return t.lead_certainty == Certainty::to_be_confirmed; });
  auto const open_definitions = count_if(
      pack.indicators, [](auto const& i) { return i.definition_certainty == Certainty::to_be_confirmed; });
  auto const open_rolls =
      count_if(pack.clocks, [](auto const& c) { return c.roll_certainty == Certainty::to_be_confirmed; });
  return {
      {"units", {"责任单位", "units"}, size_of(pack.units)},
      {"bodies", {"领导和办事机构", "bodies"}, size_of(pack.bodies)},
      {"areas", {"镇街", "areas"}, size_of(pack.areas)},
      {"tasks", {"任务", "tasks"}, size_of(pack.tasks)},
      {"tasks_annex2",
       {"其中附件2各行", "of these, rows of annex 2"},
       count_if(pack.tasks, [](auto const& task) { return task.row > 0; })},
      {"targets", {"目标", "targets"}, size_of(pack.targets)},
      {"phases", {"阶段", "phases"}, size_of(pack.phases)},
      {"safeguards", {"保障措施", "safeguards"}, size_of(pack.safeguards)},
      {"dates", {"文中日期", "dates"}, size_of(pack.dates)},
      {"systems", {"制度和系统", "systems"}, size_of(pack.systems)},
      {"clocks", {"时限规则", "clocks"}, size_of(pack.clocks)},
      {"registers", {"台账", "registers"}, size_of(pack.registers)},
      {"fields", {"字段", "fields"}, fields},
      {"lifecycles", {"办理流程", "lifecycles"}, size_of(pack.lifecycles)},
      {"documents", {"文书", "documents"}, size_of(pack.documents)},
      {"indicators", {"指标", "indicators"}, size_of(pack.indicators)},
      {"measures", {"量", "measures"}, measures},
      {"appraisals", {"考核方案", "appraisal schemes"}, size_of(pack.appraisals)},
      {"open_questions",
       {"未决问题", "open questions"},
       count_if(pack.open_questions, [](auto const& question) { return question.answer.empty(); })},
      {"decisions", {"已签发决定", "signed decisions"}, size_of(pack.decisions)},
      {"to_be_confirmed",
       {"待确认", "to be confirmed"},
       open_thresholds + open_deadlines + open_leads + open_definitions + open_parameters + open_rolls},
      {"to_be_confirmed_thresholds", {"其中标准", "of these, thresholds"}, open_thresholds},
      {"to_be_confirmed_deadlines", {"其中期限", "of these, deadlines"}, open_deadlines},
      {"to_be_confirmed_leads", {"其中牵头单位", "of these, leads"}, open_leads},
      {"to_be_confirmed_definitions", {"其中口径", "of these, definitions"}, open_definitions},
      {"to_be_confirmed_parameters", {"其中参数", "of these, parameters"}, open_parameters},
      {"to_be_confirmed_rolls", {"其中顺延", "of these, rolls"}, open_rolls},
  };
}

std::string pack_counts_text(pack::Pack const& pack, Language language, Terminal const& terminal) {
  std::string chain;
  for (auto const& id : pack.chain) chain += (chain.empty() ? "" : " ← ") + id;
  std::string out = painted(pack.name.in(language), Paint::strong, terminal) + "  " + pack.id + " " +
                    pack.version + "  (" + chain + ")\n";
  Table table({{""}, {"", Align::right}});
  for (auto const& count : pack_counts(pack)) {
    bool const part = count.name.en.starts_with("of these");
    table.add({(part ? "  " : "") + count.name.in(language), grouped(count.number)});
  }
  return out + table.render(terminal, 2);
}

std::string pack_counts_json(pack::Pack const& pack) {
  Json counts = Json::object();
  for (auto const& count : pack_counts(pack)) counts[count.kind] = count.number;
  return dumped(
      {{"ok", true},
       {"pack",
        {{"id", pack.id}, {"version", pack.version}, {"name", json_of(pack.name)}, {"chain", pack.chain}}},
       {"counts", std::move(counts)}});
}

std::string errors_json(std::span<Error const> errors) {
  Json list = Json::array();
  for (auto const& error : errors) {
    list.push_back({{"code", error.code},
                    {"what", json_of(error.what)},
                    {"hint", json_of(error.hint)},
                    {"file", error.where.file},
                    {"line", error.where.line},
                    {"column", error.where.column},
                    {"excerpt", error.excerpt}});
  }
  return dumped({{"ok", false}, {"errors", std::move(list)}});
}

}  // namespace shian::report
