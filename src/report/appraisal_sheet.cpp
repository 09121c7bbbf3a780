// The score sheet as a workbook: one row a subject, one column an item; what is a sum is a formula.
#include <fmt/format.h>
#include <xlsxwriter.h>

#include <algorithm>

#include "intake/workbook.hpp"
#include "report/appraisal.hpp"
#include "report/board.hpp"
#include "report/words.hpp"

namespace shian::report {
namespace {

using intake::Look;
using supervise::ItemScore;
using supervise::Outcome;
using supervise::Score;
using supervise::VetoFinding;

constexpr std::uint16_t kFirstItem = 2;  // behind place and subject
constexpr std::uint8_t kA3 = 8;

std::string column_name(std::uint16_t column) {
  std::string name;
  for (int rest = column; rest >= 0; rest = rest / 26 - 1)
    name.insert(name.begin(), static_cast<char>('A' + rest % 26));
  return name;
}

// "C5", "$C$5", "C$5".
std::string cell(std::uint16_t column, std::uint32_t row) {
  return column_name(column) + std::to_string(row + 1);
}
std::string fixed(std::uint16_t column, std::uint32_t row) {
  return "$" + column_name(column) + "$" + std::to_string(row + 1);
}
std::string fixed_row(std::uint16_t column, std::uint32_t row) {
  return column_name(column) + "$" + std::to_string(row + 1);
}

class ScoreSheetWriter {
 public:
  ScoreSheetWriter(AppraisalView const& view, std::filesystem::path const& file, Language language)
      : view_(view),
        scheme_(*view.sheet.scheme),
        language_(language),
        zh_(language == Language::zh),
        book_(file, intake::Workbook::Memory::whole) {}

  Expected<void> write() {
    scheme_name_ = zh_ ? "方案" : "Scheme";
    auto* const scores = book_.add_sheet(zh_ ? "得分" : "Scores");
    auto* const from = book_.add_sheet(zh_ ? "依据" : "Worked out from");
    auto* const scheme = book_.add_sheet(scheme_name_);
    write_scheme(scheme);
    write_scores(scores);
    write_from(from);
    return book_.close();
  }

 private:
  [[nodiscard]] std::string word(char const* zh, char const* en) const { return zh_ ? zh : en; }
  void text(lxw_worksheet* sheet, std::uint32_t row, std::uint16_t column, std::string const& words,
            Look look = Look::text) {
    book_.put_text(sheet, row, column, words, look);
  }
  static void number(lxw_worksheet* sheet, std::uint32_t row, std::uint16_t column, Decimal value) {
    worksheet_write_number(sheet, row, column, value.to_double(), nullptr);
  }
  // With what it comes to, for readers that do not calculate.
  static void formula(lxw_worksheet* sheet, std::uint32_t row, std::uint16_t column, std::string const& words,
                      std::optional<Decimal> const& comes_to) {
    if (comes_to)
      worksheet_write_formula_num(sheet, row, column, words.c_str(), nullptr, comes_to->to_double());
    else
      worksheet_write_formula_str(sheet, row, column, words.c_str(), nullptr, "");
  }
  static void formula(lxw_worksheet* sheet, std::uint32_t row, std::uint16_t column, std::string const& words,
                      std::string const& comes_to) {
    worksheet_write_formula_str(sheet, row, column, words.c_str(), nullptr, comes_to.c_str());
  }

  std::uint32_t write_head(lxw_worksheet* sheet) {
    std::uint32_t row = 0;
    auto const& definition = scheme_.definition;
    text(sheet, row++, 0,
         definition.name.in(language_) + "  " + std::to_string(view_.sheet.year) + word("年度", "") + "  " +
             word("截至 ", "as of ") + view_.sheet.as_of.to_string(),
         Look::plain);
    std::string notes;
    if (definition.document_no.empty())
      notes = word("草案：尚未印发", "draft: not adopted yet");
    else
      notes = definition.document_no;
    if (view_.on_trial) notes += word("；试算", "; on trial");
    if (view_.simulated) notes += (zh_ ? "；" : "; ") + simulated_notice().in(language_);
    text(sheet, row++, 0, notes, Look::reason);
    worksheet_set_landscape(sheet);
    worksheet_set_paper(sheet, kA3);
    worksheet_fit_to_pages(sheet, 1, 0);
    worksheet_set_footer(sheet, "&C&P / &N");
    return row;
  }

  void write_scheme(lxw_worksheet* sheet) {
    auto row = write_head(sheet);
    // Worst first: LOOKUP wants them so.
    text(sheet, row, 0, word("得分率不低于", "share from"), Look::header);
    text(sheet, row++, 1, word("等次", "grade"), Look::header);
    first_grade_ = row;
    auto const& grades = scheme_.definition.grades;
    for (auto grade = grades.rbegin(); grade != grades.rend(); ++grade) {
      number(sheet, row, 0, grade->from);
      text(sheet, row++, 1, grade->name.in(language_));
    }
    last_grade_ = row - 1;
    ++row;
    std::uint16_t column = 0;
    for (auto const* title : {zh_ ? "编号" : "id", zh_ ? "项目" : "item", zh_ ? "分组" : "group",
                              zh_ ? "满分" : "full marks", zh_ ? "指标" : "indicator",
                              zh_ ? "目标" : "target", zh_ ? "公式" : "formula", zh_ ? "说明" : "note"})
      text(sheet, row, column++, title, Look::header);
    ++row;
    for (auto const* list : {&scheme_.items, &scheme_.bonuses})
      for (auto const& rule : *list) {
        auto const& definition = rule.definition;
        text(sheet, row, 0, definition.id);
        text(sheet, row, 1, definition.name.in(language_));
        text(sheet, row, 2,
             list == &scheme_.bonuses ? word("加分", "bonus") : definition.group.in(language_));
        number(sheet, row, 3, definition.points);
        text(sheet, row, 4,
             rule.indicator == nullptr ? word("人工评分", "by hand")
                                       : rule.indicator->definition.name.in(language_));
        text(sheet, row, 5, definition.target);
        text(sheet, row, 6, definition.score.text);
        text(sheet, row++, 7, definition.help.in(language_));
      }
    for (auto const& veto : scheme_.vetoes) {
      text(sheet, row, 0, veto.definition.id);
      text(sheet, row, 1, veto.definition.name.in(language_));
      text(sheet, row, 2, word("否决", "veto"));
      text(sheet, row++, 6, veto.definition.when.text);
    }
    worksheet_set_column(sheet, 1, 2, 24, nullptr);
    worksheet_set_column(sheet, 4, 4, 24, nullptr);
    worksheet_set_column(sheet, 6, 7, 44, nullptr);
  }

  void write_scores(lxw_worksheet* sheet) {
    auto const head = write_head(sheet);
    auto const full_row = head + 1;
    auto const items = static_cast<std::uint16_t>(scheme_.items.size());
    auto const bonuses = static_cast<std::uint16_t>(scheme_.bonuses.size());
    std::uint16_t const last_item = kFirstItem + items - 1;
    std::uint16_t const last = last_item + bonuses;  // of the items and bonuses
    std::uint16_t const total = last + 1, full = last + 2, share = last + 3, earned = last + 4,
                        cap = last + 5, grade = last + 6, notes = last + 7;
    text(sheet, head, 0, word("名次", "place"), Look::header);
    text(sheet, head, 1, word("对象", "subject"), Look::header);
    text(sheet, full_row, 1, word("满分", "full marks"), Look::header);
    std::uint16_t column = kFirstItem;
    for (auto const* list : {&scheme_.items, &scheme_.bonuses})
      for (auto const& rule : *list) {
        text(sheet, head, column, rule.definition.id + " " + rule.definition.name.in(language_),
             Look::header);
        number(sheet, full_row, column++, rule.definition.points);
      }
    for (auto const& [at, zh, en] :
         {std::tuple(total, "得分", "points"), std::tuple(full, "已评满分", "judged"),
          std::tuple(share, "得分率%", "share %"), std::tuple(earned, "按得分率", "by share"),
          std::tuple(cap, "否决后最高", "cap"), std::tuple(grade, "等次", "grade"),
          std::tuple(notes, "说明", "notes")})
      text(sheet, head, at, word(zh, en), Look::header);
    auto const first = full_row + 1;
    auto const last_row = first + static_cast<std::uint32_t>(view_.sheet.scores.size()) - 1;
    auto row = first;
    for (auto const& score : view_.sheet.scores) {
      text(sheet, row, 1,
           supervise::subject_name(*view_.pack, scheme_.definition, score.subject).in(language_));
      for (auto const* list : {&score.items, &score.bonuses})
        for (auto const& item : *list) write_points(sheet, row, item);
      auto const points = cell(kFirstItem, row) + ":" + cell(last, row);
      auto const judged = cell(kFirstItem, row) + ":" + cell(last_item, row);
      auto const marks = fixed_row(kFirstItem, full_row) + ":" + fixed_row(last_item, full_row);
      formula(sheet, row, total, "=SUM(" + points + ")", score.points);
      formula(sheet, row, full, "=SUMPRODUCT(ISNUMBER(" + judged + ")*" + marks + ")", score.full);
      formula(sheet, row, share,
              fmt::format("=IF({0}=0,\"\",ROUND({1}/{0}*100,2))", cell(full, row), cell(total, row)),
              score.share);
      auto const froms = grade_range(0);
      auto const names = grade_range(1);
      formula(sheet, row, earned,
              fmt::format("=IF({0}=\"\",\"\",LOOKUP({0},{1},{2}))", cell(share, row), froms, names),
              score.earned == nullptr ? std::string() : score.earned->name.in(language_));
      text(sheet, row, cap, cap_of(score));
      // Worst first: the lower place of the two is the worse grade.
      formula(
          sheet, row, grade,
          fmt::format("=IF({0}=\"\",\"\",IF({1}=\"\",{0},INDEX({2},MIN(MATCH({0},{2},0),MATCH({1},{2},0)))))",
                      cell(earned, row), cell(cap, row), names),
          score.grade == nullptr ? std::string() : score.grade->name.in(language_));
      auto const column_of = [&](std::uint16_t at) { return fixed(at, first) + ":" + fixed(at, last_row); };
      if (score.rank)
        formula(sheet, row, 0,
                fmt::format("=COUNTIFS({0},{1},{2},\">\"&{3})+1", column_of(full), cell(full, row),
                            column_of(total), cell(total, row)),
                Decimal(*score.rank));
      else
        text(sheet, row, 0, "—");
      text(sheet, row, notes, notes_of(score));
      ++row;
    }
    text(sheet, row + 1, 0,
         word("没有数据的项目写“未评”，不计零分，其满分不计入已评满分；名次只在已评满分相同的对象之间排。",
              "Items without data are not judged: no zero, their marks are left out; places are given only "
              "among subjects judged on the same marks."),
         Look::reason);
    worksheet_freeze_panes(sheet, first, kFirstItem);
    worksheet_repeat_rows(sheet, head, full_row);
    worksheet_repeat_columns(sheet, 0, 1);
    worksheet_set_column(sheet, 1, 1, 16, nullptr);
    worksheet_set_column(sheet, kFirstItem, last, 11, nullptr);
    worksheet_set_column(sheet, notes, notes, 40, nullptr);
    worksheet_set_row(sheet, head, 44, nullptr);
  }

  [[nodiscard]] std::string grade_range(std::uint16_t column) const {
    return "'" + scheme_name_ + "'!" + fixed(column, first_grade_) + ":" + fixed(column, last_grade_);
  }

  void write_points(lxw_worksheet* sheet, std::uint32_t row, ItemScore const& item) {
    auto const place = [&](std::vector<indicator::AppraisalRule> const& rules) {
      return std::ranges::find_if(rules, [&](auto const& rule) { return &rule == item.rule; }) -
             rules.begin();
    };
    auto at = place(scheme_.items);
    if (at == static_cast<std::ptrdiff_t>(scheme_.items.size())) at += place(scheme_.bonuses);
    auto const column = static_cast<std::uint16_t>(kFirstItem + at);
    if (item.outcome == Outcome::scored)
      number(sheet, row, column, item.points);
    else
      text(sheet, row, column, supervise::text_of(item.outcome).in(language_));
  }

  [[nodiscard]] std::string cap_of(Score const& score) const {
    auto const& grades = scheme_.definition.grades;
    auto worst = grades.begin();
    bool is_capped = false;
    for (auto const& veto : score.vetoes) {
      if (veto.state != VetoFinding::State::holds) continue;
      is_capped = true;
      worst =
          std::max(worst, std::ranges::find(grades, veto.rule->definition.cap, &pack::AppraisalGrade::id));
    }
    return is_capped ? worst->name.in(language_) : std::string();
  }

  [[nodiscard]] std::string notes_of(Score const& score) const {
    std::vector<std::string> notes;
    for (auto const& veto : score.vetoes)
      if (veto.state == VetoFinding::State::holds)
        notes.push_back(word("否决：", "veto: ") + veto.rule->definition.name.in(language_));
    if (!score.not_ranked.empty()) notes.push_back(score.not_ranked.in(language_));
    return joined(notes, language_);
  }

  void write_from(lxw_worksheet* sheet) {
    auto row = write_head(sheet);
    std::uint16_t column = 0;
    for (auto const* title : {zh_ ? "对象" : "subject", zh_ ? "项目" : "item", zh_ ? "得分" : "points",
                              zh_ ? "满分" : "full marks", zh_ ? "指标" : "indicator", zh_ ? "数值" : "value",
                              zh_ ? "分子" : "numerator", zh_ ? "分母" : "denominator",
                              zh_ ? "目标值" : "threshold", zh_ ? "全市" : "city", zh_ ? "上年" : "before",
                              zh_ ? "说明" : "why", zh_ ? "记录" : "record", zh_ ? "公式" : "formula"})
      text(sheet, row, column++, title, Look::header);
    worksheet_freeze_panes(sheet, ++row, 2);
    worksheet_repeat_rows(sheet, row - 1, row - 1);
    for (auto const& score : view_.sheet.scores)
      for (auto const* list : {&score.items, &score.bonuses})
        for (auto const& item : *list) write_line(sheet, row++, score, item);
    worksheet_autofilter(sheet, 2, 0, row - 1, 13);
    worksheet_set_column(sheet, 0, 1, 20, nullptr);
    worksheet_set_column(sheet, 4, 4, 24, nullptr);
    worksheet_set_column(sheet, 11, 13, 32, nullptr);
  }

  void write_line(lxw_worksheet* sheet, std::uint32_t row, Score const& score, ItemScore const& item) {
    auto const& definition = item.rule->definition;
    text(sheet, row, 0,
         supervise::subject_name(*view_.pack, scheme_.definition, score.subject).in(language_));
    text(sheet, row, 1, definition.id + " " + definition.name.in(language_));
    if (item.outcome == Outcome::scored)
      number(sheet, row, 2, item.points);
    else
      text(sheet, row, 2, supervise::text_of(item.outcome).in(language_));
    number(sheet, row, 3, definition.points);
    auto const put = [&](std::uint16_t column, std::optional<Decimal> const& value) {
      if (value) number(sheet, row, column, *value);
    };
    if (item.own) {
      text(sheet, row, 4, item.rule->indicator->definition.name.in(language_));
      put(5, item.own->value);
      put(6, item.own->numerator);
      put(7, item.own->denominator);
    } else {
      text(sheet, row, 4, word("人工评分", "by hand"));
    }
    put(8, item.rule->threshold);
    put(9, item.city);
    put(10, item.before);
    text(sheet, row, 11, item.reason.empty() ? item.said : item.reason.in(language_));
    if (item.record != 0)
      text(sheet, row, 12, item.schema->definition.name.in(language_) + " #" + std::to_string(item.record));
    if (item.rule->indicator != nullptr) text(sheet, row, 13, definition.score.text);
  }

  AppraisalView const& view_;
  indicator::Appraisal const& scheme_;
  Language language_;
  bool zh_;
  intake::Workbook book_;
  std::string scheme_name_;
  std::uint32_t first_grade_ = 0, last_grade_ = 0;
};

}  // namespace

Expected<void> write_score_sheet(AppraisalView const& view, std::filesystem::path const& file,
                                 Language language) {
  if (file.extension() != ".xlsx")
    return std::unexpected(Error::make("export.format", "不认识的文件类型“" + file.extension().string() + "”",
                                       "'" + file.extension().string() + "' is no file type known here")
                               .hinting("文件名以 .xlsx 结尾", "let the name end in .xlsx"));
  return ScoreSheetWriter(view, file, language).write();
}

}  // namespace shian::report
