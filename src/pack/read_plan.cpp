#include <algorithm>
#include <array>

#include "pack/sections.hpp"

namespace shian::pack {
namespace {

using namespace std::string_view_literals;

// `decided` is no word of a plan: a signed decision settles a point, not a word in its place.
constexpr Word<Comparator> kComparators[] = {{">=", Comparator::at_least},
                                             {"<=", Comparator::at_most},
                                             {"=", Comparator::equal},
                                             {"milestone", Comparator::milestone},
                                             {"qualitative", Comparator::qualitative}};
constexpr int kMostRows = 10'000;

// What nothing shows is never known to be done.
std::vector<std::string> registers_of(Map const& map, Text what) {
  auto registers = map.names("registers", Kind::register_);
  if (registers.empty()) {
    map.fault("registers", Error::make("pack.orphan", what.zh + "没有写明由哪个台账反映",
                                       "no register shows how this " + what.en + " is performed")
                               .hinting("写上 registers: [台账编号]", "write registers: [id of a register]"));
  }
  return registers;
}

void require_order(Map const& map, std::string_view key, std::optional<Day> first, std::optional<Day> last) {
  if (first && last && *last < *first)
    map.fault(key, Error::make("pack.range", "结束早于开始", "it ends before it begins"));
}

std::vector<int> rows_of(Map const& map) { return map.integers("task_rows", 1, kMostRows, Kind::row); }

std::optional<int> offset_minutes(Map const& map) {
  auto const text = map.text("utc_offset");
  auto const digit = [&](std::size_t i) { return text[i] >= '0' && text[i] <= '9' ? text[i] - '0' : 99; };
  if (text.size() == 6 && (text[0] == '+' || text[0] == '-') && text[3] == ':') {
    int const hours = digit(1) * 10 + digit(2), minutes = digit(4) * 10 + digit(5);
    if (hours <= 14 && minutes <= 59) return (text[0] == '-' ? -1 : 1) * (hours * 60 + minutes);
  }
  if (map.has("utc_offset")) {
    map.fault("utc_offset",
              Error::make("pack.value", "“" + text + "”不是时区偏移", "'" + text + "' is no offset from UTC")
                  .hinting("例如 \"+08:00\"", "for example \"+08:00\""));
  }
  return std::nullopt;
}

void read_unit_into(File const& file, YAML::Node const& node, std::vector<Unit>& into,
                    std::vector<Unit>& other) {
  constexpr std::array kKeys = {"id"sv,
                                "ordinal"sv,
                                "name"sv,
                                "name_en"sv,
                                "kind"sv,
                                "leading_group_member"sv,
                                "has_duty_entry"sv,
                                "duties"sv,
                                "duty_items"sv,
                                "aliases"sv,
                                "members"sv,
                                "host"sv,
                                "head"sv,
                                "deputies"sv,
                                "verbatim_members"sv,
                                "full_name"sv,
                                "code_word"sv,
                                "note"sv,
                                "note_en"sv,
                                "replaces"sv};
  constexpr std::array kDutyKeys = {"id"sv, "text"sv, "registers"sv};
  Map const map(file, node, kKeys);
  Unit made;
  made.id = map.id();
  made.ordinal = map.text("ordinal");
  made.name = map.required_both("name");
  made.kind = map.word("kind", kUnitKinds, UnitKind::unit);
  made.leading_group_member = map.flag("leading_group_member");
  made.has_duty_entry = map.flag("has_duty_entry");
  made.duties = map.text("duties");
  map.each("duty_items", [&](YAML::Node const& item) {
    Map const duty(file, item, kDutyKeys);
    made.duty_items.push_back({duty.id(), duty.required("text"), registers_of(duty, {"职责", "duty"})});
    auto const& id = made.duty_items.back().id;
    if (auto const* const there = file.reading().place(Kind::duty, id);
        there != nullptr && !map.flag("replaces")) {
      duty.fault("id", Error::make("pack.duplicate", "编号 " + id + " 已经有了",
                                   "the id '" + id + "' is there already")
                           .hinting("第一个在 " + there->where.to_string(),
                                    "the first stands at " + there->where.to_string()));
    } else if (!id.empty()) {
      file.reading().put(Kind::duty, id, duty.where("id"));
    }
  });
  made.aliases = map.texts("aliases");
  made.members = map.names("members", Kind::area);
  made.host = map.name("host", Kind::unit);
  made.head = map.text("head");
  made.deputies = map.names("deputies", Kind::unit);
  made.verbatim_members = map.text("verbatim_members");
  made.full_name = map.text("full_name");
  made.code_word = map.text("code_word");
  made.note = map.both("note");
  if (map.flag("replaces")) std::erase_if(other, [&](Unit const& unit) { return unit.id == made.id; });
  keep(map, Kind::unit, into, std::move(made));
}

}  // namespace

Head read_head(File const& file, YAML::Node const& node) {
  constexpr std::array kKeys = {
      "id"sv,         "name"sv,       "name_en"sv,     "version"sv,         "source"sv,         "extends"sv,
      "utc_offset"sv, "sample_day"sv, "common_duty"sv, "population_year"sv, "population_note"sv};
  Map const map(file, node, kKeys);
  Head made;
  made.id = map.id();
  made.name = map.required_both("name");
  made.version = map.required("version");
  if (map.has("extends")) {
    if (map.node("extends").IsScalar())
      made.extends.push_back(map.node("extends"));
    else
      map.each("extends", [&](YAML::Node const& item) { made.extends.push_back(item); });
  }
  if (map.has("source")) made.source = map.text("source");
  if (map.has("common_duty")) made.common_duty = map.text("common_duty");
  if (map.has("population_note")) made.population_note = map.text("population_note");
  made.utc_offset_minutes = offset_minutes(map);
  made.population_year = map.integer("population_year", kFirstYear, kLastYear);
  made.sample_day = map.day("sample_day");
  return made;
}

void read_unit(File const& file, YAML::Node const& node) {
  auto& pack = file.reading().pack;
  read_unit_into(file, node, pack.units, pack.bodies);
}

void read_body(File const& file, YAML::Node const& node) {
  auto& pack = file.reading().pack;
  read_unit_into(file, node, pack.bodies, pack.units);
}

void read_area(File const& file, YAML::Node const& node) {
  constexpr std::array kKeys = {"id"sv,       "name"sv,     "name_en"sv, "kind"sv,        "pinyin"sv,
                                "codes"sv,    "from"sv,     "until"sv,   "merged_into"sv, "longitude"sv,
                                "latitude"sv, "villages"sv, "aliases"sv, "full_name"sv,   "replaces"sv};
  constexpr std::array kCodeKeys = {"system"sv, "code"sv, "source"sv};
  Map const map(file, node, kKeys);
  Area made;
  made.id = map.id();
  made.name = map.required_both("name");
  made.kind = map.text("kind");
  made.full_name = map.text("full_name");
  made.pinyin = map.text("pinyin");
  map.each("codes", [&](YAML::Node const& item) {
    Map const code(file, item, kCodeKeys);
    made.codes.push_back({code.required("system"), code.required("code"), code.required("source")});
  });
  made.from = map.day("from");
  made.until = map.day("until");
  require_order(map, "until", made.from, made.until);
  made.merged_into = map.name("merged_into", Kind::area);
  if (map.has("merged_into") && !map.has("until")) {
    map.fault("merged_into", Error::make("pack.merged", "并入他处的镇街缺少撤销日期 until",
                                         "an area that was merged needs 'until', its last day"));
  }
  if (!made.merged_into.empty() && made.merged_into == made.id) {
    map.fault("merged_into",
              Error::make("pack.merged", "镇街不能并入自己", "an area cannot be merged into itself"));
  }
  made.longitude = map.decimal("longitude");
  made.latitude = map.decimal("latitude");
  made.villages = map.integer("villages").value_or(0);
  made.aliases = map.texts("aliases");
  keep(map, Kind::area, file.reading().pack.areas, std::move(made));
}

void read_task(File const& file, YAML::Node const& node) {
  constexpr std::array kKeys = {"id"sv,
                                "row"sv,
                                "group"sv,
                                "group_en"sv,
                                "key_task"sv,
                                "key_task_en"sv,
                                "measure"sv,
                                "units_text"sv,
                                "units"sv,
                                "lead"sv,
                                "lead_certainty"sv,
                                "lead_basis"sv,
                                "lead_basis_en"sv,
                                "registers"sv,
                                "targets"sv,
                                "replaces"sv};
  Map const map(file, node, kKeys);
  Task made;
  made.id = map.id();
  made.row = map.integer("row", 1, kMostRows).value_or(0);
  made.group = map.both("group");
  made.key_task = map.both("key_task");
  made.measure = map.required("measure");
  if (made.row != 0) {
    auto const number = std::to_string(made.row);
    if (auto const* const there = file.reading().place(Kind::row, number);
        there != nullptr && !map.flag("replaces")) {
      map.fault("row", Error::make("pack.duplicate", "第 " + number + " 行任务已经有了",
                                   "row " + number + " is there already")
                           .hinting("第一个在 " + there->where.to_string(),
                                    "the first stands at " + there->where.to_string()));
    }
    file.reading().put(Kind::row, number, map.where("row"));
  }
  made.units_text = map.text("units_text");
  made.units = map.names("units", Kind::unit);
  made.lead = map.name("lead", Kind::unit);
  made.lead_certainty = certainty_of(map, "lead_certainty", Certainty::to_be_confirmed);
  made.lead_basis = map.both("lead_basis");
  made.registers = registers_of(map, {"任务", "task"});
  made.targets = map.names("targets", Kind::target);
  if (made.units.empty())
    map.fault("units", Error::make("pack.units", "任务没有责任单位", "the task has no responsible unit"));
  keep(map, Kind::task, file.reading().pack.tasks, std::move(made));
}

void read_target(File const& file, YAML::Node const& node) {
  constexpr std::array kKeys = {"id"sv,
                                "wording"sv,
                                "other_wordings"sv,
                                "subject"sv,
                                "subject_en"sv,
                                "kind"sv,
                                "comparator"sv,
                                "threshold"sv,
                                "threshold_certainty"sv,
                                "unit"sv,
                                "indicators"sv,
                                "period"sv,
                                "deadline"sv,
                                "deadline_certainty"sv,
                                "deadline_basis"sv,
                                "deadline_basis_en"sv,
                                "baseline_year"sv,
                                "baseline_unit"sv,
                                "section"sv,
                                "section_en"sv,
                                "task_rows"sv,
                                "units"sv,
                                "only_in"sv,
                                "numeric_in_text"sv,
                                "numerator"sv,
                                "denominator"sv,
                                "definition"sv,
                                "definition_status"sv,
                                "note"sv,
                                "note_en"sv,
                                "replaces"sv};
  Map const map(file, node, kKeys);
  Target made;
  made.id = map.id();
  made.wording = map.required("wording");
  made.other_wordings = map.texts("other_wordings");
  made.subject = map.required_both("subject");
  made.kind = map.text("kind");
  (void)map.required("comparator");
  made.comparator = map.word("comparator", kComparators, Comparator::at_least);
  made.threshold = map.decimal("threshold");
  made.threshold_certainty = certainty_of(
      map, "threshold_certainty", map.has("threshold") ? Certainty::printed : Certainty::to_be_confirmed);
  if (!map.has("threshold") && made.threshold_certainty == Certainty::printed) {
    map.fault("threshold_certainty", Error::make("pack.threshold", "没有 threshold，就不是 printed",
                                                 "without a threshold it is not 'printed'")
                                         .hinting("写 to_be_confirmed", "write to_be_confirmed"));
  }
  if (made.comparator == Comparator::qualitative && made.threshold) {
    map.fault("threshold",
              Error::make("pack.threshold", "没有数量标准（qualitative）的目标不能有 threshold",
                          "a qualitative target has no threshold")
                  .hinting("标准由签发的决定（decisions）补上", "a signed decision (decisions) sets one"));
  }
  made.unit = map.text("unit");
  made.indicators = map.names("indicators", Kind::indicator);
  if (made.indicators.empty())
    map.fault("indicators", Error::make("pack.indicators", "目标没有指标", "the target names no indicator"));
  made.period = map.text("period");
  made.deadline = map.required_day("deadline");
  made.deadline_certainty = certainty_of(map, "deadline_certainty", Certainty::printed);
  made.deadline_basis = map.both("deadline_basis");
  made.baseline_year = map.integer("baseline_year", kFirstYear, kLastYear);
  made.baseline_unit = map.text("baseline_unit");
  made.section = map.both("section");
  made.task_rows = rows_of(map);
  made.units = map.names("units", Kind::unit);
  made.only_in = map.text("only_in");
  made.numeric_in_text = map.flag("numeric_in_text");
  made.numerator = map.text("numerator");
  made.denominator = map.text("denominator");
  made.definition = map.text("definition");
  made.definition_status = map.text("definition_status");
  made.note = map.both("note");
  made.where = map.where();
  keep(map, Kind::target, file.reading().pack.targets, std::move(made));
}

void read_phase(File const& file, YAML::Node const& node) {
  constexpr std::array kKeys = {"id"sv,    "name"sv, "name_en"sv,    "printed"sv,      "text"sv,
                                "start"sv, "end"sv,  "strict_end"sv, "deliverables"sv, "replaces"sv};
  Map const map(file, node, kKeys);
  Phase made;
  made.id = map.id();
  made.name = map.required_both("name");
  made.printed = map.text("printed");
  made.text = map.text("text");
  made.start = map.day("start");
  made.end = map.day("end");
  made.strict_end = map.day("strict_end");
  require_order(map, "end", made.start, made.end);
  require_order(map, "strict_end", made.start, made.strict_end);
  made.deliverables = map.texts("deliverables");
  keep(map, Kind::phase, file.reading().pack.phases, std::move(made));
}

void read_safeguard(File const& file, YAML::Node const& node) {
  constexpr std::array kKeys = {"id"sv, "name"sv, "text"sv, "replaces"sv};
  Map const map(file, node, kKeys);
  keep(map, Kind::safeguard, file.reading().pack.safeguards,
       Safeguard{map.id(), map.required("name"), map.required("text")});
}

void read_key_date(File const& file, YAML::Node const& node) {
  constexpr std::array kKeys = {"id"sv, "what"sv, "printed"sv, "date"sv, "replaces"sv};
  Map const map(file, node, kKeys);
  keep(map, Kind::key_date, file.reading().pack.dates,
       KeyDate{map.id(), map.required("what"), map.text("printed"), map.required_day("date")});
}

void read_system(File const& file, YAML::Node const& node) {
  constexpr std::array kKeys = {"id"sv,        "name"sv, "name_en"sv,  "kind"sv,      "owner_units"sv,
                                "task_rows"sv, "must"sv, "verbatim"sv, "registers"sv, "replaces"sv};
  Map const map(file, node, kKeys);
  System made;
  made.id = map.id();
  made.name = map.required_both("name");
  made.kind = map.text("kind");
  made.owner_units = map.names("owner_units", Kind::unit);
  made.task_rows = rows_of(map);
  made.must = map.text("must");
  made.verbatim = map.text("verbatim");
  made.registers = registers_of(map, {"平台或机制", "system"});
  keep(map, Kind::system, file.reading().pack.systems, std::move(made));
}

void read_population(File const& file, YAML::Node const& node) {
  constexpr std::array kKeys = {"year"sv, "thousand"sv, "area"sv, "source"sv};
  Map const map(file, node, kKeys);
  PopulationYear made;
  (void)map.required("year");
  (void)map.required("thousand");
  made.year = map.integer("year", kFirstYear, kLastYear).value_or(0);
  made.thousand = map.decimal("thousand").value_or(Decimal(0));
  made.area = map.name("area", Kind::area);
  made.source = map.required("source");
  if (map.has("thousand") && made.thousand.sign() <= 0) {
    map.fault("thousand", Error::make("pack.range", "人口应大于零", "a population is above zero"));
  }
  auto& pack = file.reading().pack;
  bool const again = std::any_of(pack.population.begin(), pack.population.end(), [&](auto const& entry) {
    return entry.year == made.year && entry.area == made.area;
  });
  if (again)
    map.fault("year", Error::make("pack.duplicate", "这一年的人口已经有了",
                                  "the population of this year is there already"));
  pack.population.push_back(std::move(made));
}

void read_open_question(File const& file, YAML::Node const& node) {
  constexpr std::array kKeys = {"id"sv, "text"sv, "text_en"sv, "concerns"sv, "replaces"sv};
  Map const map(file, node, kKeys);
  keep(map, Kind::open_question, file.reading().pack.open_questions,
       OpenQuestion{map.id(), map.required_both("text"), map.names("concerns", Kind::anything)});
}

// A decision counts when it is signed: by whom, when, under which number.
void read_decision(File const& file, YAML::Node const& node) {
  constexpr std::array kKeys = {"id"sv,         "subject"sv,     "value"sv,   "decided_on"sv,
                                "decided_by"sv, "document_no"sv, "replaces"sv};
  Map const map(file, node, kKeys);
  Decision made;
  made.id = map.id();
  if (made.id.starts_with("signed-")) {
    map.fault("id", Error::make("pack.decision", "signed- 开头的编号留给系统里签发的决定",
                                "ids that begin with 'signed-' are given to those signed at the desk"));
  }
  made.subject = map.required("subject");
  made.value = map.required("value");
  made.decided_on = map.required_day("decided_on");
  made.decided_by = map.required("decided_by");
  made.document_no = map.required("document_no");
  made.where = map.where("subject");
  keep(map, Kind::decision, file.reading().pack.decisions, std::move(made));
}

}  // namespace shian::pack
