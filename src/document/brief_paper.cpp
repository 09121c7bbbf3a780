#include "document/brief_paper.hpp"

#include <fmt/format.h>
#include <algorithm>
#include <array>
#include <cstdlib>

#include "document/layout.hpp"
#include "report/words.hpp"

namespace shian::document {
namespace {

using indicator::State;
using report::Brief;
using report::day_text;

// What one page has room for.
constexpr std::size_t kTargetsNamed = 6;
constexpr std::size_t kMovesNamed = 3;

int count_of(std::map<State, int> const& counts, State state) {
  auto const found = counts.find(state);
  return found == counts.end() ? 0 : found->second;
}

std::string state_line(Brief const& brief) {
  std::string text;
  for (auto const state :
       {State::met, State::not_met, State::not_yet_due, State::cannot_judge, State::stale}) {
    auto const now = count_of(brief.counts, state), before = count_of(brief.counts_before, state);
    text += fmt::format("{}{}{}项", text.empty() ? "" : "，", indicator::text_of(state).zh, now);
    if (now != before) text += fmt::format("（{}{}）", now > before ? "增" : "减", std::abs(now - before));
  }
  return text;
}

std::string standings(Brief const& brief) {
  auto text = fmt::format("方案共{}项目标：{}。括号内为与{}相比的增减，按现有记录重新计算。",
                          brief.pack->targets.size(), state_line(brief), day_text(brief.before));
  if (brief.next_stage)
    text += fmt::format("距“{}”结束（{}）还有{}天。", brief.next_stage->phase->name.zh,
                        day_text(brief.next_stage->until), brief.next_stage->days);
  return text + "\n";
}

std::string attention(Brief const& brief) {
  if (brief.attention.empty()) return "没有未达标或按现在的进度到期达不到的目标。\n";
  std::string text =
      "|%| 31 | 13 | 10 | 21 | 25 |\n" + table_row({"目标", "现状", "要求", "差距", "责任单位"});
  for (std::size_t i = 0; i < std::min(brief.attention.size(), kTargetsNamed); ++i) {
    auto const& target = brief.attention[i];
    auto whose =
        target.units.empty() ? std::string() : report::unit_name(*brief.pack, target.units.front()).zh;
    if (target.units.size() > 1) whose += fmt::format("等{}个", target.units.size());
    auto takes = target.takes.zh.substr(0, target.takes.zh.find(';'));
    text += table_row({fmt::format("{} {}", target.target->id, target.name.zh), target.value,
                       target.threshold.zh, takes, whose});
  }
  if (brief.attention.size() > kTargetsNamed)
    text += fmt::format("另有{}项，见看板。\n", brief.attention.size() - kTargetsNamed);
  return text;
}

std::string moves_text(std::string const& what, std::vector<report::BriefMove> const& moves) {
  if (moves.empty()) return "";
  auto text = fmt::format("{}{}项：", what, moves.size());
  for (std::size_t i = 0; i < std::min(moves.size(), kMovesNamed); ++i)
    text += fmt::format("{}{} {}{}", i == 0 ? "" : "、", moves[i].target->id, moves[i].name.zh,
                        moves[i].to == State::met ? "" : "（" + indicator::text_of(moves[i].to).zh + "）");
  return text + (moves.size() > kMovesNamed ? "等。" : "。");
}

std::string moves(Brief const& brief) {
  auto const text = moves_text("转为达标", brief.better) + moves_text("转差", brief.worse);
  return (text.empty() ? "各项目标的状态没有变化。" : text) + "\n";
}

std::string supervision(Brief const& brief) {
  std::string text;
  if (brief.findings) {
    auto const& all = *brief.findings;
    text += fmt::format("{}至{}发现问题{}个，已销号{}个", day_text(brief.before + 1), day_text(brief.as_of),
                        all.found, all.closed);
    if (all.due > 0) text += fmt::format("；到期应销号{}个，按期{}个", all.due, all.on_time);
    text += fmt::format("；超期未销号{}个。", all.open_late);
  }
  std::string due;
  for (auto const colour :
       {pack::Colour::red, pack::Colour::orange, pack::Colour::yellow, pack::Colour::blue}) {
    auto const found = brief.letters.find(colour);
    if (found == brief.letters.end()) continue;
    due += fmt::format("{}{}{}份", due.empty() ? "" : "、", supervise::text_of(colour).zh, found->second);
  }
  return text + (due.empty() ? "今天没有应发的督办函。" : "今天应发的督办函：" + due + "。") + "\n";
}

std::string acceptance(Brief const& brief) {
  auto const& counts = *brief.acceptance;
  auto text =
      fmt::format("验收清单已证明{}条，尚缺材料{}条（缺口{}处）", counts.proved, counts.lacking, counts.gaps);
  if (counts.not_yet > 0) text += fmt::format("，年份未到{}条", counts.not_yet);
  return text + "。\n";
}

std::string decisions(Brief const& brief) {
  auto const& open = brief.decisions;
  if (open.open == 0) return "方案没有待定的事项。\n";
  auto text = fmt::format("方案尚有{}处待定", open.open);
  if (open.not_judged > 0) text += fmt::format("，其中涉及{}项现在无法判定的目标", open.not_judged);
  for (std::size_t i = 0; i < open.first.size(); ++i)
    text += (i == 0 ? "：" : "、") + plain_text(open.first[i].zh);
  return text + (open.has_more ? "等。\n" : "。\n");
}

}  // namespace

std::string title_of(Brief const& brief) {
  return fmt::format("食品安全示范创建工作简报（{}）", day_text(brief.as_of));
}

Parts brief_paper(Brief const& brief) {
  pack::Document paper;
  paper.id = "brief";
  paper.name = {"食品安全示范创建工作简报", "Brief"};
  paper.layout = pack::Layout::form;
  std::string text = fmt::format("= （{}）\n", day_text(brief.as_of));
  if (brief.simulated) text += "= 模拟数据，不反映任何真实情况\n";
  std::vector<std::pair<std::string, std::string>> sections = {{"总体情况", standings(brief)},
                                                               {"需要关注的目标", attention(brief)},
                                                               {"一个月来的变化", moves(brief)},
                                                               {"督查督办", supervision(brief)}};
  if (brief.acceptance) sections.emplace_back("验收准备", acceptance(brief));
  sections.emplace_back("待定事项", decisions(brief));
  constexpr std::array kNumbers = {"一", "二", "三", "四", "五", "六"};
  for (std::size_t i = 0; i < sections.size(); ++i)
    text += fmt::format("# {}、{}\n{}", kNumbers.at(i), sections[i].first, sections[i].second);
  paper.body.text = std::move(text);
  return template_of(paper, Type::compact);
}

}  // namespace shian::document
