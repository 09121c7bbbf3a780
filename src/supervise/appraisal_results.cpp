#include "supervise/appraisal_results.hpp"

#include <algorithm>

#include "register/lifecycle.hpp"
#include "register/record_fields.hpp"

namespace shian::supervise {
namespace {

using reg::FieldIndex;

std::string text_of_items(Score const& score) {
  std::string text;
  for (auto const* list : {&score.items, &score.bonuses})
    for (auto const& item : *list)
      text += (text.empty() ? "" : "；") + item.rule->definition.name.zh + " " +
              (item.outcome == Outcome::scored ? item.points.to_string() : text_of(item.outcome).zh);
  return text;
}

std::string text_of_vetoes(Score const& score) {
  std::string text;
  for (auto const& veto : score.vetoes)
    if (veto.state == VetoFinding::State::holds)
      text += (text.empty() ? "" : "；") + veto.rule->definition.name.zh;
  return text;
}

// What a score says in the register, without the days of its way.
std::vector<std::pair<std::string_view, Value>> told(city::City const& city, ScoreSheet const& sheet,
                                                     Score const& score) {
  auto const& scheme = sheet.scheme->definition;
  bool const is_area = scheme.subjects == pack::AppraisalSubjects::areas;
  auto const text_or_nothing = [](std::string text) {
    return text.empty() ? Value{} : Value(std::move(text));
  };
  return {{"scheme", scheme.id},
          {"year", std::int64_t{sheet.year}},
          {"subject", subject_name(city.pack(), scheme, score.subject).zh},
          {is_area ? "area" : "unit", score.subject},
          {"as_of", sheet.as_of},
          {"points", score.points},
          {"full_points", score.full},
          {"whole_points", score.whole},
          {"share", score.share ? Value(*score.share) : Value{}},
          {"grade", score.grade == nullptr ? Value{} : Value(score.grade->name.zh)},
          {"rank", score.rank ? Value(std::int64_t{*score.rank}) : Value{}},
          {"ranked", score.rank ? Value(std::int64_t{sheet.ranked}) : Value{}},
          {"vetoes", text_or_nothing(text_of_vetoes(score))},
          {"items", text_or_nothing(text_of_items(score))}};
}

std::map<std::string, reg::Record> records_of(city::City& city, reg::Schema const& schema,
                                              pack::AppraisalScheme const& scheme, int year) {
  std::map<std::string, reg::Record> found;
  reg::RecordFields const fields(schema);
  auto const by = scheme.subjects == pack::AppraisalSubjects::areas ? "area" : "unit";
  std::vector<Value> const parameters = {Value(scheme.id), Value(std::int64_t{year})};
  city.ledger().records().scan_where(schema, R"("f_scheme" = ? AND "f_year" = ?)", parameters, "id",
                                     [&](reg::Record const& record) {
                                       if (auto const subject = fields.get<std::string>(record, by))
                                         found.insert_or_assign(*subject, record);
                                       return true;
                                     });
  return found;
}

bool is_result_register(reg::Schema const* schema) {
  return schema != nullptr && schema->find("scheme") >= 0 && schema->find("year") >= 0 &&
         schema->find("area") >= 0 && schema->find("unit") >= 0 && schema->find("points") >= 0;
}

}  // namespace

std::map<std::string, FiledResult> filed_results(city::City& city, indicator::Appraisal const& scheme,
                                                 int year, Day today) {
  std::map<std::string, FiledResult> made;
  auto const* schema = city.schemas().find(kResultRegister);
  if (!is_result_register(schema)) return made;
  reg::RecordFields const fields(*schema);
  std::map<Day, ScoreSheet> now;
  for (auto const& [subject, record] : records_of(city, *schema, scheme.definition, year)) {
    FiledResult filed;
    filed.record = record.id;
    filed.subject = subject;
    filed.as_of = fields.get<Day>(record, "as_of").value_or(appraised_on(year, today));
    filed.points = fields.get<Decimal>(record, "points").value_or(Decimal(0));
    filed.full = fields.get<Decimal>(record, "full_points").value_or(Decimal(0));
    filed.share = fields.get<Decimal>(record, "share");
    filed.grade = fields.text(record, "grade");
    filed.rank = fields.get<std::int64_t>(record, "rank");
    filed.told_on = fields.get<Day>(record, "told_on");
    filed.objection_until = fields.get<Day>(record, "objection_until");
    filed.objected_on = fields.get<Day>(record, "objected_on");
    filed.answered_on = fields.get<Day>(record, "answered_on");
    filed.final_on = fields.get<Day>(record, "final_on");
    filed.objection = fields.text(record, "objection");
    filed.answer = fields.text(record, "answer");
    if (schema->lifecycle != nullptr) {
      auto const stage = schema->lifecycle->stage(record.values, today, city.ledger().context());
      auto const& state = schema->lifecycle->states[static_cast<std::size_t>(stage.state)].definition;
      filed.state_id = state.id;
      filed.state = state.name;
    }
    if (!now.contains(filed.as_of))
      if (auto sheet = score(city, scheme, year, filed.as_of)) now.emplace(filed.as_of, std::move(*sheet));
    if (auto const sheet = now.find(filed.as_of); sheet != now.end()) {
      if (auto const* current = sheet->second.find(subject)) {
        filed.points_now = current->points;
        auto const grade = current->grade == nullptr ? std::string() : current->grade->name.zh;
        filed.differs =
            current->points != filed.points || current->full != filed.full || grade != filed.grade;
      }
    }
    made.emplace(subject, std::move(filed));
  }
  return made;
}

Expected<Published> publish_drafts(reg::Writing& writing, city::City& city,
                                   indicator::Appraisal const& scheme, int year, Day as_of, Day today) {
  auto const* schema = city.schemas().find(kResultRegister);
  if (!is_result_register(schema))
    return fail("appraisal.register", "方案包没有评议考核结果台账，不能发布",
                "the pack keeps no register of results to publish into");
  int const days = scheme.definition.objection_days;
  if (days <= 0)
    return fail("appraisal.objection", "考核方案没有规定提出异议的工作日数，不能发布征求意见",
                "the scheme gives no working days to object in: no draft can be told");
  Day const until = city.rules().calendar().plus_working_days(today, days);
  reg::RecordFields const fields(*schema);
  auto const sheet = score(city, scheme, year, as_of);
  if (!sheet) return std::unexpected(sheet.error());
  auto const there = records_of(city, *schema, scheme.definition, year);
  Published made;
  for (auto const& score : sheet->scores) {
    if (!score.share) {
      ++made.without;
      continue;
    }
    auto values = told(city, *sheet, score);
    auto const known = there.find(score.subject);
    if (known == there.end()) {
      values.emplace_back("told_on", today);
      values.emplace_back("objection_until", until);
      std::vector<Value> row(schema->fields.size());
      for (auto& [field, value] : values)
        if (auto const index = schema->find(field); index >= 0)
          row[static_cast<std::size_t>(index)] = std::move(value);
      auto const created = writing.create(*schema, std::move(row));
      if (!created) return std::unexpected(created.error().front().error);
      ++made.created;
      continue;
    }
    auto const& record = known->second;
    if (fields.get<Day>(record, "final_on")) {
      ++made.final;
      continue;
    }
    bool const is_answered = fields.get<Day>(record, "answered_on").has_value();
    if (fields.get<Day>(record, "objected_on") && !is_answered) {
      ++made.objected;
      continue;
    }
    std::vector<std::pair<FieldIndex, Value>> changes;
    for (auto& [field, value] : values) {
      auto const index = schema->find(field);
      if (index < 0 || canonical(record.values[static_cast<std::size_t>(index)]) == canonical(value))
        continue;
      changes.emplace_back(index, std::move(value));
    }
    if (changes.empty()) {
      ++made.same;
      continue;
    }
    if (!is_answered) {
      for (auto const& [field, day] : {std::pair("told_on", today), std::pair("objection_until", until)})
        if (auto const index = schema->find(field); index >= 0) changes.emplace_back(index, day);
    }
    auto const corrected =
        writing.correct(*schema, record.id, changes,
                        is_answered ? "异议答复后按现有记录重新计分" : "按现有记录重新计分，重新征求意见");
    if (!corrected) return std::unexpected(corrected.error().front().error);
    ++made.corrected;
  }
  return made;
}

}  // namespace shian::supervise
