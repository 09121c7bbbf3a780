#include "report/appraisal.hpp"

#include <algorithm>

#include "report/board.hpp"
#include "report/table.hpp"
#include "report/words.hpp"

namespace shian::report {
namespace {

using supervise::ItemScore;
using supervise::Outcome;
using supervise::Score;
using supervise::VetoFinding;

std::string marks_text(Score const& score) {
  auto const judged = score.full.to_string();
  return score.full == score.whole ? judged : judged + "/" + score.whole.to_string();
}

std::string share_text(Score const& score) {
  return score.share ? score.share->to_fixed(supervise::kPointPlaces) + "%" : "";
}

std::string grade_text(Score const& score, Language language) {
  if (score.grade == nullptr) return language == Language::zh ? "未评" : "not judged";
  auto const grade = score.grade->name.in(language);
  if (score.earned == score.grade) return grade;
  return grade + (language == Language::zh ? "（原" : " (") + score.earned->name.in(language) +
         (language == Language::zh ? "）" : ")");
}

std::string numbered(std::size_t count, char const* zh, char const* en, Language language) {
  auto const number = std::to_string(count);
  return language == Language::zh ? number + zh : number + en;
}

std::size_t count_of(Score const& score, Outcome outcome) {
  return static_cast<std::size_t>(
      std::ranges::count(score.items, outcome, &ItemScore::outcome) +
      (outcome == Outcome::not_proven ? std::ranges::count(score.bonuses, outcome, &ItemScore::outcome) : 0));
}

// What a reader has to know beside the points.
std::string notes_text(AppraisalView const& view, Score const& score, Language language) {
  bool const zh = language == Language::zh;
  std::vector<std::string> notes;
  for (auto const& veto : score.vetoes)
    if (veto.state == VetoFinding::State::holds)
      notes.push_back((zh ? "否决：" : "veto: ") + veto.rule->definition.name.in(language));
  if (auto const count = count_of(score, Outcome::not_judged); count > 0)
    notes.push_back(numbered(count, "项未评", " not judged", language));
  if (auto const count = count_of(score, Outcome::not_proven); count > 0)
    notes.push_back(numbered(count, "项无佐证", " not proven", language));
  if (auto const filed = view.results.find(score.subject); filed != view.results.end()) {
    notes.push_back(filed->second.state.in(language));
    if (filed->second.differs)
      notes.push_back((zh ? "与告知的" : "differs from ") + filed->second.points.to_string() +
                      (zh ? "分不同" : " told"));
  }
  return joined(notes, language);
}

std::string header(AppraisalView const& view, Language language, Terminal const& terminal) {
  bool const zh = language == Language::zh;
  auto const& scheme = view.sheet.scheme->definition;
  std::string out = painted(scheme.name.in(language), Paint::strong, terminal) + "  " +
                    std::to_string(view.sheet.year) + (zh ? "年度  截至 " : "  as of ") +
                    view.sheet.as_of.to_string() + "\n";
  if (view.on_trial)
    out += painted(zh ? "试算：没有写入任何东西" : "on trial: nothing is written", Paint::waiting, terminal) +
           "\n";
  if (scheme.document_no.empty())
    out += painted(zh ? "草案：尚未印发" : "draft: not adopted yet", Paint::waiting, terminal) + "\n";
  else
    out += scheme.document_no + "\n";
  if (view.simulated) out += painted(simulated_notice().in(language), Paint::waiting, terminal) + "\n";
  return out;
}

// In order of place, those without one behind, in the plan's order.
std::vector<Score const*> in_order(supervise::ScoreSheet const& sheet) {
  std::vector<Score const*> order;
  for (auto const& score : sheet.scores) order.push_back(&score);
  std::ranges::stable_sort(order, [](auto const* a, auto const* b) {
    constexpr int kBehindAll = 1'000'000;
    return a->rank.value_or(kBehindAll) < b->rank.value_or(kBehindAll);
  });
  return order;
}

Paint outcome_paint(Outcome outcome) {
  return outcome == Outcome::scored       ? Paint::none
         : outcome == Outcome::not_proven ? Paint::bad
                                          : Paint::waiting;
}

std::string given_text(ItemScore const& item, Language language) {
  bool const zh = language == Language::zh;
  std::vector<std::string> parts;
  if (item.own) {
    auto const& definition = item.rule->indicator->definition;
    auto text = value_text(definition, *item.own);
    if (auto const fraction = fraction_text(*item.own); !fraction.empty()) text += " = " + fraction;
    if (!text.empty()) parts.push_back(text);
    if (item.rule->asks(indicator::Given::threshold) && item.rule->threshold)
      parts.push_back((zh ? "目标 " : "target ") + amount_text(*item.rule->threshold));
  }
  for (auto const& [zh_name, en_name, value] :
       {std::tuple("全市 ", "city ", item.city), std::tuple("上年 ", "before ", item.before),
        std::tuple("千人 ", "thousands ", item.residents)})
    if (value) parts.push_back((zh ? zh_name : en_name) + amount_text(*value));
  if (item.record != 0)
    parts.push_back(item.schema->definition.name.in(language) + " #" + std::to_string(item.record));
  if (!item.said.empty()) parts.push_back(item.said);
  return joined(parts, language);
}

void add_items(Table& table, std::vector<ItemScore> const& items, Language language) {
  for (auto const& item : items) {
    auto const& definition = item.rule->definition;
    bool const is_scored = item.outcome == Outcome::scored;
    auto why = item.reason.in(language);
    if (item.unclamped)
      why = (language == Language::zh ? "公式得 " : "the formula gave ") +
            item.unclamped->rounded(supervise::kPointPlaces).to_string();
    table.add({definition.id,
               definition.name.in(language),
               {is_scored ? item.points.to_fixed(supervise::kPointPlaces)
                          : supervise::text_of(item.outcome).in(language),
                outcome_paint(item.outcome)},
               definition.points.to_string(),
               given_text(item, language),
               why,
               item.rule->indicator == nullptr ? "" : definition.score.text});
  }
}

}  // namespace

std::expected<AppraisalView, Errors> read_appraisal(city::City& city, AppraisalQuestion const& question) {
  store::Transaction const one_moment(city.session(), store::Access::read);
  return appraisal_at_moment(city, question);
}

std::expected<AppraisalView, Errors> appraisal_at_moment(city::City& city,
                                                         AppraisalQuestion const& question) {
  AppraisalView view;
  view.pack = &city.pack();
  view.simulated = city.has_simulated_records();
  view.on_trial = !question.file.empty();
  if (view.on_trial) {
    auto read = supervise::schemes_of_file(city, question.file);
    if (!read) return std::unexpected(std::move(read.error()));
    view.schemes = std::move(*read);
  } else {
    view.schemes = supervise::schemes(city);
  }
  auto const today = city.today();
  int const year = question.year.value_or(question.as_of.value_or(today).year());
  auto const use = view.on_trial || question.is_trial ? supervise::Use::on_trial : supervise::Use::in_force;
  auto const found = supervise::scheme_for(view.schemes, question.scheme, year, use);
  if (!found) return std::unexpected(Errors{found.error()});
  auto const* scheme = *found;
  auto sheet =
      supervise::score(city, *scheme, year, question.as_of.value_or(supervise::appraised_on(year, today)));
  if (!sheet) return std::unexpected(Errors{sheet.error()});
  view.sheet = std::move(*sheet);
  if (!view.on_trial) view.results = supervise::filed_results(city, *scheme, year, today);
  return view;
}

std::string appraisal_text(AppraisalView const& view, Language language, Terminal const& terminal) {
  bool const zh = language == Language::zh;
  auto const& scheme = view.sheet.scheme->definition;
  std::string out = header(view, language, terminal) + "\n";
  Table table({{zh ? "名次" : "place", Align::right},
               {zh ? "对象" : "subject"},
               {zh ? "得分" : "points", Align::right},
               {zh ? "已评满分" : "of", Align::right},
               {zh ? "得分率" : "share", Align::right},
               {zh ? "等次" : "grade"},
               {zh ? "说明" : "notes", Align::left, 0, 20}});
  for (auto const* score : in_order(view.sheet)) {
    bool const is_capped = score->grade != score->earned;
    table.add({{score->rank ? std::to_string(*score->rank) : "—", score->rank ? Paint::none : Paint::faint},
               supervise::subject_name(*view.pack, scheme, score->subject).in(language),
               score->share ? score->points.to_fixed(supervise::kPointPlaces) : "",
               marks_text(*score),
               share_text(*score),
               {grade_text(*score, language), is_capped ? Paint::bad : Paint::none},
               notes_text(view, *score, language)});
  }
  out += table.render(terminal);
  if (view.sheet.ranked_on) {
    auto const number = std::to_string(view.sheet.ranked);
    auto const on = view.sheet.ranked_on->to_string();
    out += "\n" + (zh ? number + " 个对象按同样的 " + on + " 分排名；评到的满分不同的不排名次。\n"
                      : number + " subjects are placed, all judged on " + on +
                            " marks; those judged on other marks have no place.\n");
  } else {
    out += zh ? "\n没有两个对象按同样的满分评，不排名次。\n"
              : "\nNo two were judged on the same marks: no places.\n";
  }
  out += zh ? "没有数据的项目不评也不计零分，从满分中除去。\n"
            : "An item without data is not judged: no zero, and its marks are left out.\n";
  return out;
}

std::string subject_text(AppraisalView const& view, Score const& score, Language language,
                         Terminal const& terminal) {
  bool const zh = language == Language::zh;
  auto const& scheme = view.sheet.scheme->definition;
  std::string out = header(view, language, terminal);
  out += painted(supervise::subject_name(*view.pack, scheme, score.subject).in(language), Paint::strong,
                 terminal) +
         "  " + score.points.to_fixed(supervise::kPointPlaces) + " / " + marks_text(score) + "  " +
         share_text(score) + "  " + grade_text(score, language) + "  ";
  out +=
      score.rank
          ? (zh ? "第 " + std::to_string(*score.rank) + " 名（共 " + std::to_string(view.sheet.ranked) + "）"
                : "place " + std::to_string(*score.rank) + " of " + std::to_string(view.sheet.ranked))
          : (zh ? "不排名次：" : "no place: ") + score.not_ranked.in(language);
  out += "\n\n";
  Table table({{""},
               {zh ? "项目" : "item"},
               {zh ? "得分" : "points", Align::right},
               {zh ? "满分" : "of", Align::right},
               {zh ? "依据" : "from", Align::left, 0, 24},
               {zh ? "说明" : "why", Align::left, 0, 12},
               {zh ? "公式" : "formula", Align::left, 3, 12}});
  Text group;
  std::vector<Text> groups;
  for (auto const& item : score.items)
    if (std::ranges::find(groups, item.rule->definition.group) == groups.end())
      groups.push_back(item.rule->definition.group);
  for (auto const& each : groups) {
    if (!each.empty()) table.add_heading((zh ? "【" : "[") + each.in(language) + (zh ? "】" : "]"));
    std::vector<ItemScore> of_group;
    std::ranges::copy_if(score.items, std::back_inserter(of_group),
                         [&](auto const& item) { return item.rule->definition.group == each; });
    add_items(table, of_group, language);
  }
  if (!score.bonuses.empty()) {
    table.add_heading(zh ? "【加分】" : "[bonuses]");
    add_items(table, score.bonuses, language);
  }
  if (!score.vetoes.empty()) table.add_heading(zh ? "【否决】" : "[vetoes]");
  for (auto const& veto : score.vetoes) {
    auto const holds = veto.state == VetoFinding::State::holds;
    auto const cap = std::ranges::find(scheme.grades, veto.rule->definition.cap, &pack::AppraisalGrade::id);
    auto from = veto.said;
    if (veto.record != 0)
      from = veto.schema->definition.name.in(language) + " #" + std::to_string(veto.record) +
             (from.empty() ? "" : "  " + from);
    table.add({veto.rule->definition.id,
               veto.rule->definition.name.in(language),
               {supervise::text_of(veto.state).in(language), holds ? Paint::bad : Paint::none},
               "",
               from,
               holds ? (zh ? "最高评" : "at best ") + cap->name.in(language) : veto.reason.in(language),
               veto.rule->indicator == nullptr ? "" : veto.rule->definition.when.text});
  }
  return out + table.render(terminal);
}

std::string published_text(supervise::Published const& published, Language language) {
  std::string out;
  for (auto const& [count, words] :
       {std::pair(published.created, Text{"份首次告知", "told for the first time"}),
        std::pair(published.corrected, Text{"份按现有记录更正后重新告知", "corrected and told anew"}),
        std::pair(published.same, Text{"份没有变化", "the same as they were told"}),
        std::pair(published.objected, Text{"份有异议待答复，未动", "left alone: an objection waits"}),
        std::pair(published.final, Text{"份已定稿，未动", "left alone: final"}),
        std::pair(published.without,
                  Text{"个对象没有一项可以评分", "without anything that could be judged"})})
    if (count > 0) out += std::to_string(count) + " " + words.in(language) + "\n";
  return out;
}

std::string comparison_text(AppraisalView const& from, AppraisalView const& to, Language language,
                            Terminal const& terminal) {
  bool const zh = language == Language::zh;
  std::string out = header(from, language, terminal) + (zh ? "对比\n" : "against\n") +
                    header(to, language, terminal) + "\n";
  auto const a = zh ? std::string("原") : std::string("from ");
  auto const b = zh ? std::string("新") : std::string("to ");
  Table table({{zh ? "对象" : "subject"},
               {a + (zh ? "得分率" : "share"), Align::right},
               {b + (zh ? "得分率" : "share"), Align::right},
               {a + (zh ? "名次" : "place"), Align::right},
               {b + (zh ? "名次" : "place"), Align::right},
               {a + (zh ? "等次" : "grade")},
               {b + (zh ? "等次" : "grade")},
               {zh ? "变化" : "change"}});
  auto const share = [](Score const* score) { return score == nullptr ? std::string() : share_text(*score); };
  auto const place = [](Score const* score) {
    return score == nullptr || !score->rank ? std::string("—") : std::to_string(*score->rank);
  };
  auto const grade = [&](Score const* score) {
    return score == nullptr ? std::string() : grade_text(*score, language);
  };
  std::size_t flips = 0;
  for (auto const& difference : supervise::compare(from.sheet, to.sheet)) {
    flips += difference.flips();
    table.add(
        {supervise::subject_name(*to.pack, to.sheet.scheme->definition, difference.subject).in(language),
         share(difference.from),
         share(difference.to),
         place(difference.from),
         place(difference.to),
         grade(difference.from),
         grade(difference.to),
         {difference.flips() ? (zh ? "等次变化" : "grade changes") : "", Paint::waiting}});
  }
  out += table.render(terminal);
  out += "\n" +
         (zh ? std::to_string(flips) + " 个对象等次变化。\n" : std::to_string(flips) + " grades change.\n");
  return out;
}

bool AppraisalReach::may_see(pack::AppraisalScheme const& scheme, std::string const& subject) const {
  if (everything) return true;
  return subject == (scheme.subjects == pack::AppraisalSubjects::areas ? area : unit);
}

}  // namespace shian::report
