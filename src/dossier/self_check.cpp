#include "dossier/self_check.hpp"

#include <fmt/format.h>
#include <algorithm>

#include "document/layout.hpp"
#include "dossier/acceptance_json.hpp"
#include "report/words.hpp"

namespace shian::dossier {
namespace {

std::string overview(Acceptance const& acceptance, report::Board const& board) {
  auto const items = overview_of(acceptance).items;
  auto const proved = items.at(ItemState::proved), lacking = items.at(ItemState::lacking),
             not_yet = items.at(ItemState::not_yet);
  auto const of = [&](indicator::State state) {
    auto const found = board.counts.find(state);
    return found == board.counts.end() ? 0 : found->second;
  };
  std::size_t documents = 0;
  for (auto const& filed : acceptance.documents) documents += filed.hash.empty() ? 0 : 1;
  using indicator::State;
  return fmt::format(
      "截至{}，清单“{}”共 {} 个条目，材料齐全的 {} 个，有缺的 {} 个，年度未到的 {} 个；登记的佐证材料 {} "
      "份，其中有文件的 {} 份。\n"
      "方案的 {} 个目标中，已达到的 {} 个，未达到的 {} 个，尚未到期的 {} 个，无法判断的 {} 个，数据陈旧的 {} "
      "个。\n",
      report::day_text(acceptance.as_of), acceptance.list.name.zh, proved + lacking + not_yet, proved,
      lacking, not_yet, acceptance.documents.size(), documents, board.lines.size(), of(State::met),
      of(State::not_met), of(State::not_yet_due), of(State::cannot_judge), of(State::stale));
}

std::string items_table(city::City const& city, Acceptance const& acceptance) {
  auto text = std::string("|%| 12 | 46 | 20 | 12 | 10 |\n") +
              document::table_row({"条目", "内容", "责任单位", "状态", "缺项"});
  for (std::size_t i = 0; i < acceptance.items.size(); ++i) {
    auto const& item = acceptance.list.items[i].definition;
    auto const& standing = acceptance.items[i];
    if (standing.state == ItemState::heading) {
      text += document::table_row({item.id, item.name.zh, "", "", ""});
      continue;
    }
    auto units = item.units.empty() ? std::string() : report::unit_name(city.pack(), item.units.front()).zh;
    if (item.units.size() > 1) units += "等";
    auto const gaps = standing.gaps();
    text += document::table_row(
        {item.id, item.name.zh, units, text_of(standing.state).zh, gaps == 0 ? "" : std::to_string(gaps)});
  }
  return text;
}

struct UnitGap {
  std::string item;
  Gap const* gap;
};

std::string gaps_by_unit(city::City const& city, Acceptance const& acceptance) {
  std::map<std::string, std::vector<UnitGap>> by_unit;
  for (std::size_t i = 0; i < acceptance.items.size(); ++i)
    for (auto const& proof : acceptance.items[i].proofs)
      for (auto const& gap : proof.gaps)
        by_unit[gap.unit].push_back({acceptance.list.items[i].definition.id, &gap});
  if (by_unit.empty()) return "没有缺项。\n";
  std::string text;
  for (auto const& [unit, gaps] : by_unit) {
    auto const name = unit.empty() ? std::string("未定责任单位") : report::unit_name(city.pack(), unit).zh;
    text += fmt::format("# {}（{} 项）\n", name, gaps.size()) + "|%| 12 | 46 | 42 |\n" +
            document::table_row({"条目", "缺什么", "下一步"});
    for (auto const& [item, gap] : gaps) text += document::table_row({item, gap->what.zh, gap->next.zh});
  }
  return text;
}

std::string targets_table(report::Board const& board) {
  auto text = std::string("|%| 8 | 48 | 14 | 14 | 16 |\n") +
              document::table_row({"目标", "内容", "要求", "现值", "状态"});
  for (auto const& line : board.lines) {
    auto const& target = *line.standing.target;
    std::string value, wanted;
    if (!line.parts.empty()) {
      auto const& worst = report::worst_of(line.parts);
      auto const& definition = worst.part->indicator->definition;
      value = report::with_unit(report::value_text(definition, worst.own), definition.unit);
      if (!worst.own.value) value.clear();
      wanted = report::threshold_text(target, definition).zh;
    }
    text +=
        document::table_row({target.id, target.subject.zh, wanted, value, indicator::text_of(line.state).zh});
  }
  return text;
}

}  // namespace

std::string self_check_docx(city::City& city, Acceptance const& acceptance, report::Board const& board,
                            SelfCheckHead const& head) {
  pack::Document paper;
  paper.name = {head.name + "自查报告", head.name + ": self-check"};
  paper.layout = pack::Layout::form;
  auto& text = paper.body.text;
  if (board.simulated) text += "= " + report::simulated_notice().zh + "\n";
  text += "# 一、总体情况\n" + overview(acceptance, board) + "# 二、条目情况\n" +
          items_table(city, acceptance) + "# 三、缺项清单\n" + gaps_by_unit(city, acceptance) +
          "# 四、目标情况\n" + targets_table(board) +
          "# 五、说明\n"
          "现值由台账记录计算，口径、分子分母和记录见“data”文件夹；无法判断的不算达到。"
          "本报告、目录、台账和佐证材料的指纹都在 manifest.sha256 里，用 shian verify-dossier "
          "可核对文件未被改动、数值与所附记录一致。\n";
  return document::write_docx(document::template_of(paper));
}

}  // namespace shian::dossier
