#include <array>

#include "pack/sections.hpp"

namespace shian::pack {
namespace {

using namespace std::string_view_literals;

constexpr Word<Certainty> kCertainties[] = {{"printed", Certainty::printed}, {"to_be_confirmed", Certainty::to_be_confirmed}, {"decided", Certainty::decided}};
constexpr Word<UnitKind> kUnitKinds[] = {{"unit", UnitKind::unit}, {"group", UnitKind::group}, {"body", UnitKind::body}, {"external", UnitKind::external}};
constexpr Word<Comparator> kComparators[] = {{">=", Comparator::at_least}, {"<=", Comparator::at_most}, {"=", Comparator::equal},
                                             {"milestone", Comparator::milestone}, {"qualitative", Comparator::qualitative}};

std::vector<int> rows_of(Map const& map, std::string_view key) {
  std::vector<int> rows;
  for (auto const row : map.integers(key)) rows.push_back(static_cast<int>(row));
  return rows;
}

}  // namespace

void read_head(Map const& head, Pack& pack, std::vector<std::string>& extends) {
  pack.id = head.required("id");
  pack.name = head.required_both("name");
  pack.version = head.required("version");
  if (head.has("source")) pack.source = head.text("source");
  extends = head.texts("extends");
  if (head.has("utc_offset")) {
    auto const text = head.text("utc_offset");
    auto const hours = text.size() == 6 ? Decimal::parse(std::string_view(text).substr(1, 2)) : std::nullopt;
    auto const minutes = text.size() == 6 ? Decimal::parse(std::string_view(text).substr(4, 2)) : std::nullopt;
    if (hours && minutes && (text[0] == '+' || text[0] == '-') && text[3] == ':') {
      auto const all = static_cast<int>(hours->mantissa() * 60 + minutes->mantissa());
      pack.utc_offset_minutes = text[0] == '-' ? -all : all;
    } else {
      head.fault("utc_offset", Error::make("pack.value", "“" + text + "”不是时区偏移", "'" + text + "' is no offset").hinting("例如 \"+08:00\"", "for example \"+08:00\""));
    }
  }
  if (auto const day = head.day("sample_day")) pack.sample_day = day;
  if (head.has("common_duty")) pack.common_duty = head.text("common_duty");
  if (head.has("population_note")) pack.population_note = head.text("population_note");
  if (auto const year = head.integer("population_year")) pack.population_year = static_cast<int>(*year);
}

void read_unit(File const& file, YAML::Node const& node, Pack&, std::vector<Unit>& into) {
  constexpr std::array kKeys = {"id"sv, "ordinal"sv, "name"sv, "name_en"sv, "kind"sv, "leading_group_member"sv, "has_duty_entry"sv,
                                "duties"sv, "duty_items"sv, "aliases"sv, "members"sv, "host"sv, "head"sv, "deputies"sv,
                                "verbatim_members"sv, "note"sv, "note_en"sv, "replaces"sv};
  constexpr std::array kDutyKeys = {"id"sv, "text"sv, "registers"sv};
  Map const map(file, node, kKeys);
  Unit made;
  made.id = map.required("id");
  made.ordinal = map.text("ordinal");
  made.name = map.required_both("name");
  made.kind = map.word("kind", kUnitKinds, UnitKind::unit);
  made.leading_group_member = map.flag("leading_group_member");
  made.has_duty_entry = map.flag("has_duty_entry");
  made.duties = map.text("duties");
  map.each("duty_items", [&](YAML::Node const& item) {
    Map const duty(file, item, kDutyKeys);
    made.duty_items.push_back({duty.required("id"), duty.required("text"), duty.texts("registers")});
    if (made.duty_items.back().registers.empty()) {
      duty.fault("registers", Error::make("pack.orphan", "职责没有写明由哪个台账反映", "no register shows how this duty is performed")
                                  .hinting("没有专门台账时写 registers: [work_record]", "where there is none write registers: [work_record]"));
    }
  });
  made.aliases = map.texts("aliases");
  made.members = map.texts("members");
  made.host = map.text("host");
  made.head = map.text("head");
  made.deputies = map.texts("deputies");
  made.verbatim_members = map.text("verbatim_members");
  made.note = map.both("note");
  keep(map, into, std::move(made));
}

void read_area(File const& file, YAML::Node const& node, Pack& pack) {
  constexpr std::array kKeys = {"id"sv, "name"sv, "name_en"sv, "kind"sv, "pinyin"sv, "codes"sv, "from"sv, "until"sv, "merged_into"sv,
                                "longitude"sv, "latitude"sv, "villages"sv, "aliases"sv, "replaces"sv};
  constexpr std::array kCodeKeys = {"system"sv, "code"sv, "source"sv};
  Map const map(file, node, kKeys);
  Area made;
  made.id = map.required("id");
  made.name = map.required_both("name");
  made.kind = map.text("kind");
  made.pinyin = map.text("pinyin");
  map.each("codes", [&](YAML::Node const& item) {
    Map const code(file, item, kCodeKeys);
    made.codes.push_back({code.required("system"), code.required("code"), code.text("source")});
  });
  made.from = map.day("from");
  made.until = map.day("until");
  made.merged_into = map.text("merged_into");
  made.longitude = map.decimal("longitude");
  made.latitude = map.decimal("latitude");
  made.villages = static_cast<int>(map.integer("villages").value_or(0));
  made.aliases = map.texts("aliases");
  keep(map, pack.areas, std::move(made));
}

void read_task(File const& file, YAML::Node const& node, Pack& pack) {
  constexpr std::array kKeys = {"id"sv, "row"sv, "group"sv, "key_task"sv, "key_task_en"sv, "measure"sv, "units_text"sv, "units"sv,
                                "lead"sv, "lead_certainty"sv, "lead_basis"sv, "registers"sv, "targets"sv, "replaces"sv};
  Map const map(file, node, kKeys);
  Task made;
  made.id = map.required("id");
  made.row = static_cast<int>(map.integer("row").value_or(0));
  made.group = map.text("group");
  made.key_task = map.both("key_task");
  made.measure = map.required("measure");
  made.units_text = map.text("units_text");
  made.units = map.texts("units");
  made.lead = map.text("lead");
  made.lead_certainty = map.word("lead_certainty", kCertainties, Certainty::to_be_confirmed);
  made.lead_basis = map.text("lead_basis");
  made.registers = map.texts("registers");
  made.targets = map.texts("targets");
  if (made.registers.empty()) {
    map.fault("registers", Error::make("pack.orphan", "任务没有写明由哪个台账反映", "no register shows how this task is performed")
                               .hinting("没有专门台账时写 registers: [work_record]", "where there is none write registers: [work_record]"));
  }
  if (made.units.empty()) map.fault("units", Error::make("pack.units", "任务没有责任单位", "the task has no responsible unit"));
  keep(map, pack.tasks, std::move(made));
}

void read_target(File const& file, YAML::Node const& node, Pack& pack) {
  constexpr std::array kKeys = {"id"sv, "wording"sv, "other_wordings"sv, "subject"sv, "subject_en"sv, "kind"sv, "comparator"sv,
                                "threshold"sv, "threshold_certainty"sv, "unit"sv, "indicators"sv, "period"sv, "deadline"sv,
                                "deadline_certainty"sv, "deadline_basis"sv, "baseline_year"sv, "baseline_unit"sv, "section"sv,
                                "task_rows"sv, "units"sv, "only_in"sv, "numeric_in_text"sv, "numerator"sv, "denominator"sv,
                                "definition"sv, "definition_status"sv, "note"sv, "replaces"sv};
  Map const map(file, node, kKeys);
  Target made;
  made.id = map.required("id");
  made.wording = map.required("wording");
  made.other_wordings = map.texts("other_wordings");
  made.subject = map.required_both("subject");
  made.kind = map.text("kind");
  made.comparator = map.word("comparator", kComparators, Comparator::at_least);
  made.threshold = map.decimal("threshold");
  made.threshold_certainty = map.word("threshold_certainty", kCertainties, Certainty::printed);
  made.unit = map.text("unit");
  made.indicators = map.texts("indicators");
  made.period = map.text("period");
  if (auto const deadline = map.day("deadline")) {
    made.deadline = *deadline;
  } else {
    (void)map.required("deadline");
  }
  made.deadline_certainty = map.word("deadline_certainty", kCertainties, Certainty::printed);
  made.deadline_basis = map.text("deadline_basis");
  if (auto const year = map.integer("baseline_year")) made.baseline_year = static_cast<int>(*year);
  made.baseline_unit = map.text("baseline_unit");
  made.section = map.text("section");
  made.task_rows = rows_of(map, "task_rows");
  made.units = map.texts("units");
  made.only_in = map.text("only_in");
  made.numeric_in_text = map.flag("numeric_in_text");
  made.numerator = map.text("numerator");
  made.denominator = map.text("denominator");
  made.definition = map.text("definition");
  made.definition_status = map.text("definition_status");
  made.note = map.text("note");
  made.where = map.where();
  if (made.indicators.empty()) map.fault("indicators", Error::make("pack.indicators", "目标没有指标", "the target names no indicator"));
  keep(map, pack.targets, std::move(made));
}

void read_phase(File const& file, YAML::Node const& node, Pack& pack) {
  constexpr std::array kKeys = {"id"sv, "name"sv, "name_en"sv, "printed"sv, "text"sv, "start"sv, "end"sv, "strict_end"sv, "deliverables"sv, "replaces"sv};
  Map const map(file, node, kKeys);
  Phase made;
  made.id = map.required("id");
  made.name = map.required_both("name");
  made.printed = map.text("printed");
  made.text = map.text("text");
  made.start = map.day("start");
  made.end = map.day("end");
  made.strict_end = map.day("strict_end");
  made.deliverables = map.texts("deliverables");
  keep(map, pack.phases, std::move(made));
}

void read_safeguard(File const& file, YAML::Node const& node, Pack& pack) {
  constexpr std::array kKeys = {"id"sv, "name"sv, "text"sv, "replaces"sv};
  Map const map(file, node, kKeys);
  keep(map, pack.safeguards, Safeguard{map.required("id"), map.required("name"), map.required("text")});
}

void read_key_date(File const& file, YAML::Node const& node, Pack& pack) {
  constexpr std::array kKeys = {"id"sv, "what"sv, "printed"sv, "date"sv, "replaces"sv};
  Map const map(file, node, kKeys);
  KeyDate made{map.required("id"), map.required("what"), map.text("printed"), {}};
  if (auto const date = map.day("date")) {
    made.date = *date;
  } else {
    (void)map.required("date");
  }
  keep(map, pack.dates, std::move(made));
}

void read_system(File const& file, YAML::Node const& node, Pack& pack) {
  constexpr std::array kKeys = {"id"sv, "name"sv, "name_en"sv, "kind"sv, "owner_units"sv, "task_rows"sv, "must"sv, "verbatim"sv, "registers"sv, "replaces"sv};
  Map const map(file, node, kKeys);
  System made;
  made.id = map.required("id");
  made.name = map.required_both("name");
  made.kind = map.text("kind");
  made.owner_units = map.texts("owner_units");
  made.task_rows = rows_of(map, "task_rows");
  made.must = map.text("must");
  made.verbatim = map.text("verbatim");
  made.registers = map.texts("registers");
  if (made.registers.empty()) {
    map.fault("registers", Error::make("pack.orphan", "平台或机制没有写明由哪个台账承载", "no register carries this platform or mechanism"));
  }
  keep(map, pack.systems, std::move(made));
}

void read_population(File const& file, YAML::Node const& node, Pack& pack) {
  constexpr std::array kKeys = {"year"sv, "thousand"sv, "area"sv, "source"sv};
  Map const map(file, node, kKeys);
  PopulationYear made;
  made.year = static_cast<int>(map.integer("year").value_or(0));
  if (made.year == 0) (void)map.required("year");
  auto const thousand = map.decimal("thousand");
  if (!thousand) (void)map.required("thousand");
  made.thousand = thousand.value_or(Decimal(0));
  made.area = map.text("area");
  made.source = map.required("source");
  pack.population.push_back(std::move(made));
}

void read_open_question(File const& file, YAML::Node const& node, Pack& pack) {
  constexpr std::array kKeys = {"id"sv, "text"sv, "text_en"sv, "concerns"sv, "replaces"sv};
  Map const map(file, node, kKeys);
  keep(map, pack.open_questions, OpenQuestion{map.required("id"), map.required_both("text"), map.texts("concerns")});
}

void read_decision(File const& file, YAML::Node const& node, Pack& pack) {
  constexpr std::array kKeys = {"id"sv, "subject"sv, "value"sv, "decided_on"sv, "decided_by"sv, "document_no"sv, "replaces"sv};
  Map const map(file, node, kKeys);
  Decision made;
  made.id = map.required("id");
  made.subject = map.required("subject");
  made.value = map.required("value");
  if (auto const day = map.day("decided_on")) {
    made.decided_on = *day;
  } else {
    (void)map.required("decided_on");
  }
  made.decided_by = map.required("decided_by");
  made.document_no = map.required("document_no");
  made.where = map.where();
  keep(map, pack.decisions, std::move(made));
}

}  // namespace shian::pack
