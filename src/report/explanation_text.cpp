#include <algorithm>

#include "base/text.hpp"
#include "report/explanation.hpp"
#include "report/outlook.hpp"
#include "report/table.hpp"
#include "report/words.hpp"

namespace shian::report {
namespace {

class Writer {
 public:
  Writer(Explanation const& explanation, Language language, Terminal const& terminal)
      : explanation_(explanation), language_(language), terminal_(terminal) {}

  std::string text() {
    head();
    for (auto const& part : explanation_.parts) write_part(part);
    open_points();
    return std::move(out_);
  }

 private:
  [[nodiscard]] std::string say(char const* zh, char const* en) const {
    return language_ == Language::zh ? zh : en;
  }
  [[nodiscard]] std::string in(Text const& text) const { return text.in(language_); }
  void line(std::string const& text) { out_ += text + "\n"; }

  // "label  value", wrapped by the terminal; nothing for an empty value.
  void field(char const* zh, char const* en, std::string const& value) {
    if (value.empty()) return;
    constexpr std::size_t kLabel = 14;
    line("  " + painted(padded(say(zh, en), kLabel), Paint::faint, terminal_) + value);
  }

  void title(std::string const& text) { line("\n" + painted(text, Paint::strong, terminal_)); }

  [[nodiscard]] Cell state_cell(indicator::State state) const {
    return {in(indicator::text_of(state)), paint_of(state)};
  }

  [[nodiscard]] std::string with_reason(indicator::State state, Text const& reason) const {
    auto text = painted(in(indicator::text_of(state)), paint_of(state), terminal_);
    if (!reason.empty()) text += say(":", ": ") + in(reason);
    return text;
  }

  void head() {
    auto const& target = *explanation_.line.standing.target;
    auto const& pack = *explanation_.pack;
    line(painted(target.id + "  " + in(target.subject), Paint::strong, terminal_) + "  " +
         in(explanation_.line.group));
    if (explanation_.simulated) line(painted(in(simulated_notice()), Paint::waiting, terminal_));
    field("原文", "wording", target.wording);
    for (auto const& other : target.other_wordings) field("另处原文", "also worded", other);
    if (!explanation_.question.area.empty())
      field("镇街", "area", in(area_name(pack, explanation_.question.area)));
    field("截至", "as of",
          explanation_.question.as_of.to_string() +
              (explanation_.line.standing.judged_on != explanation_.question.as_of
                   ? say("，按期限日 ", ", judged on the deadline ") +
                         explanation_.line.standing.judged_on.to_string() + say(" 判定", "")
                   : ""));
    field("状态", "state", with_reason(explanation_.line.state, explanation_.line.reason));
    field("期限", "deadline",
          target.deadline.to_string() + say("(", " (") + in(text_of(target.deadline_certainty)) +
              (target.deadline_basis.empty() ? "" : say(":", ": ") + in(target.deadline_basis)) + ")");
    std::vector<std::string> units;
    for (auto const& id : target.units) units.push_back(in(unit_name(pack, id)));
    field("责任单位", "responsible", joined(units, language_));
    std::vector<std::string> rows;
    for (int const row : target.task_rows) rows.push_back(std::to_string(row));
    field("任务行", "task rows", joined(rows, language_));
    field("章节", "section", in(target.section));
    std::vector<std::string> marks;
    for (auto const& mark : explanation_.line.standing.marks) marks.push_back(in(mark));
    field("待确认", "to be settled", joined(marks, language_));
  }

  // Where the number that the figure is held against comes from.
  [[nodiscard]] std::string threshold_source(pack::Indicator const& definition) const {
    auto const& target = *explanation_.line.standing.target;
    if (definition.threshold) return say("口径自带的标准", "set by the definition itself");
    if (target.threshold_certainty == pack::Certainty::decided) {
      for (auto const* decision : explanation_.decisions) {
        if (decision->subject == "target:" + target.id + ".threshold") return decided(*decision);
      }
    }
    if (!target.threshold && target.comparator != pack::Comparator::milestone) {
      return say("文件未定，待签发决定", "the plan sets none: a signed decision is needed");
    }
    return in(text_of(target.threshold_certainty));
  }

  [[nodiscard]] std::string decided(pack::Decision const& decision) const {
    return say("决定 ", "decision ") + decision.document_no + say(",", ", ") +
           decision.decided_on.to_string() + say(",", ", ") + decision.decided_by;
  }

  void write_definition(pack::Indicator const& definition) {
    field("口径", "definition", in(definition.definition));
    field("版本", "edition",
          definition.edition + say("，依据：", ", basis: ") + in(definition.basis) + say("(", " (") +
              in(text_of(definition.definition_certainty)) + ")");
    if (definition.proxy)
      field("替代指标", "proxy",
            say("文件没有量的要求，此指标代为衡量", "stands for something the plan words without a measure"));
    for (auto const& parameter : definition.parameters) {
      field("参数", "parameter",
            "$" + parameter.id + " = " + parameter.value.to_string() + "  " + in(parameter.name) +
                say("(", " (") + in(text_of(parameter.certainty)) + ")");
    }
    for (auto const& measure : definition.measures) {
      field("算式", "measure", measure.id + " = " + measure.expression.text);
      for (auto const& exclusion : measure.exclusions) {
        field("", "",
              say("不计 ", "not counted: ") + exclusion.when.text + say("(", " (") + in(exclusion.reason) +
                  ")");
      }
    }
    if (!definition.value.empty()) field("值", "value", definition.value.text);
    if (definition.scale == pack::Scale::per_thousand_residents) write_population();
  }

  void write_population() {
    auto const& pack = *explanation_.pack;
    for (auto const& year : pack.population) {
      if (year.year != pack.population_year || year.area != explanation_.question.area) continue;
      field("人口", "population",
            std::to_string(year.year) + say(" 年 ", ": ") + amount_text(year.thousand) +
                say(" 千人，", " thousand residents, ") + year.source);
    }
    field("", "", pack.population_note);
  }

  void write_part(ExplainedPart const& explained) {
    auto const& shown = explained.shown;
    auto const& definition = shown.part->indicator->definition;
    auto const& target = *explanation_.line.standing.target;
    title(definition.id + "  " + in(definition.name));
    write_definition(definition);
    auto const& stretch = shown.part->reading.stretch;
    field("期间", "period",
          in(text_of(definition.period)) + "  " +
              (stretch.first == indicator::kBeginning ? say("至 ", "to ")
                                                      : stretch.first.to_string() + say(" 至 ", " to ")) +
              stretch.last.to_string());
    field("标准", "threshold",
          in(threshold_text(target, definition)) + say("(", " (") + threshold_source(definition) + ")");
    auto const value = value_text(definition, shown.own);
    auto const fraction = fraction_text(shown.own);
    field("现值", "value",
          (value.empty() ? say("无", "none") : with_unit(value, definition.unit)) +
              (fraction.empty() ? "" : "  = " + fraction));
    if (shown.own.low && shown.own.high) {
      field("区间", "interval",
            number_text(*shown.own.low, definition.decimals) + "–" +
                number_text(*shown.own.high, definition.decimals) + say("(95%)", " (95 %)"));
    }
    for (auto const& [name, amount] : shown.part->reading.measures) {
      if (!definition.value.empty() && shown.is_city) field("", "", name + " = " + amount_text(amount));
    }
    field("状态", "state", with_reason(shown.state, shown.reason));
    if (shown.is_city)
      field("怎样达标", "what it takes", in(what_it_takes(*explanation_.pack, target, *shown.part)));
    if (auto const outlook = forecast_text(*shown.part); shown.is_city && !outlook.empty()) {
      field("期末预测", "outlook",
            outlook + say(",80% 区间，依据 ", ", 80 % interval, learnt from ") +
                std::to_string(shown.part->forecast->periods) + say(" 旬", " ten-day periods"));
    }
    write_months(explained);
    if (shown.is_city) write_areas(explained);
    write_units(explained);
    if (explained.records) write_records(*explained.records);
  }

  void write_months(ExplainedPart const& explained) {
    auto const& definition = explained.shown.part->indicator->definition;
    Table table({{say("按月", "by month")},
                 {say("值", "value"), Align::right},
                 {say("分子/分母", "num/den"), Align::right},
                 {say("说明", "note")}});
    for (auto const& [day, figure] : explained.months) {
      table.add({day.to_string(), value_text(definition, figure), fraction_text(figure),
                 in(indicator::text_of(figure.known))});
    }
    if (!table.empty()) out_ += "\n" + table.render(terminal_, 2);
  }

  void write_areas(ExplainedPart const& explained) {
    auto const& part = *explained.shown.part;
    auto const& definition = part.indicator->definition;
    Table table({{say("按镇街", "by area")},
                 {say("值", "value"), Align::right},
                 {say("分子/分母", "num/den"), Align::right},
                 {say("状态", "state")},
                 {say("说明", "note"), Align::left, 1}});
    auto const add = [&](std::string name, indicator::Figure const& figure) {
      auto const own = scoped(explanation_.line.standing, part, figure, Scope::area);
      table.add({std::move(name), value_text(definition, figure), fraction_text(figure),
                 state_cell(own.state), in(own.reason)});
    };
    for (auto const& area : explanation_.pack->areas) {
      auto const found = part.reading.areas.find(area.id);
      if (found != part.reading.areas.end()) add(in(area.name), found->second);
    }
    auto const& nowhere = part.reading.no_area;
    if (nowhere.records > 0 || (nowhere.denominator && !nowhere.denominator->is_zero())) {
      table.add({say("（镇街不详）", "(area not known)"), "", fraction_text(nowhere), "", ""});
    }
    if (!table.empty()) out_ += "\n" + table.render(terminal_, 2);
  }

  void write_units(ExplainedPart const& explained) {
    Table table({{say("按单位", "by unit")},
                 {say("分子", "numerator"), Align::right},
                 {say("分母", "denominator"), Align::right}});
    for (auto const& share : explained.units) {
      auto const amount = [](std::optional<Decimal> const& value) {
        return value ? amount_text(*value) : std::string();
      };
      table.add({share.unit.empty() ? say("（未注明）", "(none given)")
                                    : in(unit_name(*explanation_.pack, share.unit)),
                 amount(share.numerator), amount(share.denominator)});
    }
    if (!table.empty()) out_ += "\n" + table.render(terminal_, 2);
  }

  void write_page(Page const& page, std::string const& heading, bool with_reasons) {
    if (page.lines.empty() && !page.unknown) return;
    line("\n  " + painted(heading, Paint::strong, terminal_));
    Table table({{say("编号", "id"), Align::right},
                 {say("台账", "register")},
                 {say("记录", "record"), Align::left, 0, 20},
                 {say("计入日", "day")},
                 {say("数量", "amount"), Align::right},
                 {with_reasons ? say("原因", "reason") : "", Align::left, 0, 16}});
    for (auto const& record : page.lines) {
      auto const day = record.day == indicator::kBeginning ? std::string() : record.day.to_string();
      table.add({std::to_string(record.id), record.register_id, record.name, day, amount_text(record.amount),
                 with_reasons ? in(record.reason) : ""});
    }
    out_ += table.render(terminal_, 2);
    if (page.more) line("  " + say("… 还有（--limit 看更多）", "... and more (--limit shows more)"));
    if (page.unknown) line("  " + say("… 只查看了前一部分记录", "... only the first records were looked at"));
  }

  void write_records(LineagePages const& pages) {
    write_page(pages.counted, say("计入的记录：", "records counted: ") + pages.numerator, false);
    write_page(pages.left_out, say("不计的记录", "records left out"), true);
    write_page(pages.missing,
               say("在分母、不在分子的记录", "records in the denominator and not in the numerator"), false);
  }

  void open_points() {
    if (!explanation_.open_questions.empty()) title(say("未决问题", "open questions"));
    for (auto const* open : explanation_.open_questions) line("  " + open->id + "  " + in(open->text));
    if (!explanation_.decisions.empty()) title(say("已签发的决定", "signed decisions"));
    for (auto const* decision : explanation_.decisions) {
      line("  " + decision->id + "  " + decision->subject + " = " + decision->value + "  " +
           decided(*decision));
    }
  }

  Explanation const& explanation_;
  Language language_;
  Terminal const& terminal_;
  std::string out_;
};

}  // namespace

std::string explanation_text(Explanation const& explanation, Language language, Terminal const& terminal) {
  return Writer(explanation, language, terminal).text();
}

}  // namespace shian::report
