#include "report/circular.hpp"

#include <algorithm>
#include <map>
#include <nlohmann/json.hpp>

#include "register/secrecy.hpp"
#include "report/words.hpp"

namespace shian::report {
namespace {

using Json = nlohmann::ordered_json;
constexpr std::string_view kFindings = "finding";
constexpr std::size_t kMostPraised = 3;

template <class T>
std::optional<T> value_in(reg::Schema const& schema, reg::Record const& record, std::string_view field) {
  auto const at = schema.find(field);
  if (at < 0) return std::nullopt;
  auto const* value = std::get_if<T>(&record.values[static_cast<std::size_t>(at)]);
  return value != nullptr ? std::optional(*value) : std::nullopt;
}

std::string text_in(reg::Schema const& schema, reg::Record const& record, std::string_view field) {
  return value_in<std::string>(schema, record, field).value_or("");
}

void count(CircularRow& row, std::vector<CircularFinding> const& findings, std::size_t i, Day to) {
  auto const& finding = findings[i];
  row.found.push_back(i);
  bool const is_closed = finding.closed_on.has_value();
  if (is_closed) row.closed.push_back(i);
  if (!finding.due_on) return;
  if (is_closed || *finding.due_on < to) row.due.push_back(i);
  if (is_closed && !finding.late) row.on_time.push_back(i);
  if (!is_closed && finding.late) row.open_late.push_back(i);
}

std::vector<CircularRow> most_first(std::map<std::string, CircularRow> rows) {
  std::vector<CircularRow> made;
  for (auto& [id, row] : rows) made.push_back(std::move(row));
  std::ranges::stable_sort(made, std::greater<>(), [](CircularRow const& row) { return row.found.size(); });
  return made;
}

void ask_for_an_answer(city::City const& city, Circular& made) {
  pack::LetterRule const* mildest = nullptr;  // of those that are about what is overdue
  for (auto const& rule : city.pack().letters)
    if (rule.after && *rule.after > 0 && (mildest == nullptr || *rule.after < *mildest->after))
      mildest = &rule;
  if (mildest == nullptr || mildest->answer_days <= 0) return;
  made.answer_days = mildest->answer_days;
  made.answer_by = city.rules().calendar().plus_working_days(made.to, made.answer_days);
}

Json day_json(std::optional<Day> day) { return day ? Json(day->to_string()) : Json(nullptr); }

Json row_json(Circular const& circular, CircularRow const& row) {
  auto const ids = [&](Counted const& counted) {
    auto list = Json::array();
    for (auto const i : counted) list.push_back(circular.findings[i].id);
    return list;
  };
  return {{"id", row.id},
          {"name", {{"zh", row.name.zh}, {"en", row.name.en}}},
          {"found", ids(row.found)},
          {"closed", ids(row.closed)},
          {"due", ids(row.due)},
          {"on_time", ids(row.on_time)},
          {"open_late", ids(row.open_late)}};
}

}  // namespace

Expected<Circular> read_circular(city::City& city, Day from, Day to) {
  if (to < from)
    return fail("circular.days", "起止日期颠倒：" + from.to_string() + " 至 " + to.to_string(),
                "the days are the wrong way round: " + from.to_string() + " to " + to.to_string());
  auto const* schema = city.schemas().find(kFindings);
  if (schema == nullptr)
    return fail("circular.findings", "方案包没有督查发现问题的台账（finding）",
                "the pack has no register of findings (finding)");
  Circular made;
  made.from = from;
  made.to = to;
  made.simulated = city.has_simulated_records();
  std::vector<Value> const days = {from, to};
  city.ledger().records().scan_where(
      *schema, "f_found_on >= ? AND f_found_on <= ?", days, "f_found_on, id", [&](reg::Record const& record) {
        if (reg::is_secret(*schema, record.values)) {
          ++made.left_out;
          return true;
        }
        CircularFinding finding;
        finding.id = record.id;
        finding.number = schema->key_of(record.values);
        finding.content = text_in(*schema, record, "content");
        finding.grade = text_in(*schema, record, "grade");
        finding.source = text_in(*schema, record, "source");
        finding.area = std::string(schema->area_of(record.values));
        finding.unit = std::string(schema->unit_of(record));
        finding.found_on = value_in<Day>(*schema, record, "found_on");
        finding.due_on = value_in<Day>(*schema, record, "due_on");
        finding.closed_on = value_in<Day>(*schema, record, "closed_on");
        if (finding.closed_on && *finding.closed_on > to) finding.closed_on.reset();
        finding.late = finding.due_on && *finding.due_on < finding.closed_on.value_or(to);
        made.findings.push_back(std::move(finding));
        return true;
      });
  std::map<std::string, CircularRow> areas, units;
  for (std::size_t i = 0; i < made.findings.size(); ++i) {
    auto const& finding = made.findings[i];
    count(made.all, made.findings, i, to);
    auto& area = areas[finding.area];
    area.id = finding.area;
    area.name = finding.area.empty() ? Text{"未写镇街", "no town"} : area_name(city.pack(), finding.area);
    count(area, made.findings, i, to);
    auto& unit = units[finding.unit];
    unit.id = finding.unit;
    unit.name = finding.unit.empty()                             ? Text{"未定责任单位", "no unit"}
                : city.pack().find_area(finding.unit) != nullptr ? area_name(city.pack(), finding.unit)
                                                                 : unit_name(city.pack(), finding.unit);
    count(unit, made.findings, i, to);
  }
  made.areas = most_first(std::move(areas));
  made.units = most_first(std::move(units));
  for (std::size_t i = 0; i < made.units.size(); ++i) {
    auto const& row = made.units[i];
    if (!row.id.empty() && !row.due.empty() && row.on_time.size() == row.due.size())
      made.praised.push_back(i);
  }
  std::ranges::stable_sort(made.praised, std::greater<>(),
                           [&](std::size_t i) { return made.units[i].on_time.size(); });
  if (made.praised.size() > kMostPraised) made.praised.resize(kMostPraised);
  ask_for_an_answer(city, made);
  return made;
}

std::string circular_json(Circular const& circular) {
  auto findings = Json::array();
  for (auto const& finding : circular.findings)
    findings.push_back({{"id", finding.id},
                        {"number", finding.number},
                        {"content", finding.content},
                        {"grade", finding.grade},
                        {"source", finding.source},
                        {"area", finding.area},
                        {"unit", finding.unit},
                        {"found_on", day_json(finding.found_on)},
                        {"due_on", day_json(finding.due_on)},
                        {"closed_on", day_json(finding.closed_on)},
                        {"late", finding.late}});
  auto const rows = [&](std::vector<CircularRow> const& all) {
    auto list = Json::array();
    for (auto const& row : all) list.push_back(row_json(circular, row));
    return list;
  };
  auto praised = Json::array();
  for (auto const i : circular.praised) praised.push_back(circular.units[i].id);
  return Json{{"register", kFindings},
              {"from", circular.from.to_string()},
              {"to", circular.to.to_string()},
              {"simulated", circular.simulated},
              {"left_out_secret", circular.left_out},
              {"all", row_json(circular, circular.all)},
              {"areas", rows(circular.areas)},
              {"units", rows(circular.units)},
              {"praised", std::move(praised)},
              {"answer_by", day_json(circular.answer_by)},
              {"findings", std::move(findings)}}
      .dump();
}

}  // namespace shian::report
