// Letters, appraisal schemes, the items of an acceptance. Names of fields and formulas are checked
// where registers and indicators are compiled.
#include <algorithm>
#include <array>
#include <set>

#include "pack/role_codes.hpp"
#include "pack/sections.hpp"

namespace shian::pack {
namespace {

using namespace std::string_view_literals;

constexpr int kFarthest = 366;  // working days from a due day

std::optional<int> days_from_due(Map const& map) {
  if (!map.has("after")) return std::nullopt;
  auto const given = map.decimal("after");
  if (!given) return std::nullopt;  // told already
  for (int days = -kFarthest; days <= kFarthest; ++days)
    if (*given == Decimal(days)) return days;
  map.fault("after", Error::make("pack.value", "after 应为距到期日的工作日数，到期前为负数",
                                 "after is a number of working days from the due day, negative before it")
                         .hinting("例如 after: -3", "for example after: -3"));
  return std::nullopt;
}

// What an item of a scheme says about a figure is checked once the indicators are compiled.
AppraisalItem appraisal_item(File const& file, YAML::Node const& node) {
  constexpr std::array kKeys = {"id"sv,      "name"sv,      "name_en"sv,  "help"sv,
                                "help_en"sv, "group"sv,     "group_en"sv, "points"sv,
                                "score"sv,   "indicator"sv, "subjects"sv, "target"sv};
  Map const map(file, node, kKeys);
  AppraisalItem made;
  made.id = map.id();
  made.name = map.required_both("name");
  made.help = map.both("help");
  made.group = map.both("group");
  made.points = map.decimal("points").value_or(Decimal(0));
  if (!(made.points > Decimal(0)))
    map.fault("points", Error::make("pack.value", "points 应为大于零的分值", "points is more than nothing"));
  made.indicator = map.name("indicator", Kind::indicator);
  made.target = map.name("target", Kind::target);
  made.score = map.source("score");
  made.subjects = map.texts("subjects");
  (void)map.required("score");
  made.where = map.where();
  return made;
}

AppraisalVeto veto_of(File const& file, YAML::Node const& node) {
  constexpr std::array kKeys = {"id"sv, "name"sv, "name_en"sv, "indicator"sv, "when"sv, "cap"sv};
  Map const map(file, node, kKeys);
  AppraisalVeto made;
  made.id = map.id();
  made.name = map.required_both("name");
  made.indicator = map.name("indicator", Kind::indicator);
  (void)map.required("when");
  made.when = map.source("when");
  made.cap = map.required("cap");
  made.where = map.where();
  return made;
}

AppraisalGrade grade_of(File const& file, YAML::Node const& node) {
  constexpr std::array kKeys = {"id"sv, "name"sv, "name_en"sv, "from"sv};
  Map const map(file, node, kKeys);
  return {map.id(), map.required_both("name"), map.decimal("from").value_or(Decimal(0))};
}

// Best first, down to one that is always given; a cap names one of them.
void check_grades(Map const& map, AppraisalScheme const& scheme) {
  auto const& grades = scheme.grades;
  bool descends = !grades.empty() && grades.back().from == Decimal(0);
  for (std::size_t i = 1; i < grades.size(); ++i) descends = descends && grades[i].from < grades[i - 1].from;
  if (!descends)
    map.fault("grades", Error::make("pack.value", "等次从高到低，最后一个 from: 0",
                                    "grades go from the best down to one with from: 0"));
  std::vector<std::string> ids;
  for (auto const& grade : grades) ids.push_back(grade.id);
  for (auto const& veto : scheme.vetoes) {
    if (std::ranges::find(ids, veto.cap) != ids.end()) continue;
    map.file().reading().fault(veto.where,
                               suggesting(Error::make("pack.name", "方案没有等次 " + veto.cap,
                                                      "the scheme has no grade '" + veto.cap + "'"),
                                          veto.cap, ids));
  }
}

template <class T>
void check_once(Map const& map, std::set<std::string>& seen, std::vector<T> const& items) {
  for (auto const& item : items) {
    if (item.id.empty() || seen.insert(item.id).second) continue;
    map.file().reading().fault(item.where, Error::make("pack.duplicate", "编号 " + item.id + " 已经有了",
                                                       "the id '" + item.id + "' is there already"));
  }
}

ItemProof proof_of(File const& file, YAML::Node const& node) {
  constexpr std::array kKeys = {"id"sv,   "name"sv,    "name_en"sv, "kind"sv,     "registers"sv,
                                "when"sv, "targets"sv, "least"sv,   "each_unit"sv};
  Map const map(file, node, kKeys);
  ItemProof made;
  made.id = map.id();
  made.name = map.required_both("name");
  (void)map.required("kind");
  made.kind = map.word("kind", kProofKinds, ProofKind::ledger);
  made.registers = map.names("registers", Kind::register_);
  made.when = map.source("when");
  made.targets = map.names("targets", Kind::target);
  made.least = map.integer("least", 1).value_or(1);
  made.each_unit = map.flag("each_unit");
  if (!made.when.empty() && made.registers.size() != 1)
    map.fault("when", Error::make("pack.value", "写了 when，registers 就只能是一个台账",
                                  "with when there is exactly one register"));
  made.where = map.where();
  return made;
}

void read_item(File const& file, YAML::Node const& node) {
  constexpr std::array kKeys = {"id"sv,    "parent"sv, "name"sv,      "name_en"sv, "text"sv,
                                "task"sv,  "target"sv, "safeguard"sv, "phase"sv,   "deliverable"sv,
                                "units"sv, "years"sv,  "points"sv,    "proofs"sv,  "replaces"sv};
  Map const map(file, node, kKeys);
  auto& pack = file.reading().pack;
  AcceptanceItem made;
  made.id = map.id();
  made.parent = map.name("parent", Kind::acceptance_item);
  made.text = map.text("text");
  made.task = map.name("task", Kind::task);
  made.target = map.name("target", Kind::target);
  made.safeguard = map.name("safeguard", Kind::safeguard);
  made.phase = map.name("phase", Kind::phase);
  made.deliverable = map.integer("deliverable", 1).value_or(0);
  made.units = map.names("units", Kind::unit);
  made.years = map.integers("years", kFirstYear, kLastYear);
  made.points = map.decimal("points");
  map.each("proofs", [&](YAML::Node const& item) { made.proofs.push_back(proof_of(file, item)); });
  std::set<std::string> seen;
  check_once(map, seen, made.proofs);
  int const about = !made.task.empty() + !made.target.empty() + !made.safeguard.empty() + !made.phase.empty();
  made.name = about > 0 ? map.both("name") : map.required_both("name");
  if (about > 1)
    map.fault("id", Error::make("pack.value", "一个条目只对应一项任务、目标、保障措施或阶段",
                                "an item is about one task, target, safeguard or phase"));
  if ((made.deliverable != 0) != !made.phase.empty())
    map.fault("id", Error::make("pack.value", "阶段成果写 phase 和 deliverable（从 1 起）",
                                "a deliverable has phase and deliverable, from 1"));
  made.where = map.where();
  keep(map, Kind::acceptance_item, pack.acceptance.items, std::move(made));
}

std::map<std::string, ProofKind> kinds_of(Map const& map, std::string_view key) {
  std::map<std::string, ProofKind> kinds;
  auto const node = map.node(key);
  if (node && node.IsMap()) {
    std::vector<std::string_view> options;
    for (auto const& pair : node) options.push_back(pair.first.Scalar());
    Map const words(map.file(), node, options);
    for (auto const option : options)
      kinds.emplace(option, words.word(option, kProofKinds, ProofKind::ledger));
  }
  std::string const name(key);
  if (kinds.empty())
    map.fault(key, Error::make("pack.value", name + " 应为“选项: 类别”", name + " holds 'option: kind'")
                       .hinting("例如 " + name + ": {会议纪要: minutes}",
                                "for example " + name + ": {会议纪要: minutes}"));
  return kinds;
}

// Names of fields are checked where registers are compiled.
Filing filing_of(File const& file, YAML::Node const& node) {
  constexpr std::array kKeys = {"register"sv, "item"sv, "task"sv,   "kind"sv,    "kinds"sv,  "title"sv,
                                "day"sv,      "file"sv, "number"sv, "checked"sv, "target"sv, "figure"sv};
  Map const map(file, node, kKeys);
  Filing made;
  (void)map.required("register");
  made.register_id = map.name("register", Kind::register_);
  made.item = map.text("item");
  made.task = map.text("task");
  made.kind = map.required("kind");
  made.title = map.text("title");
  made.day = map.required("day");
  made.number = map.text("number");
  made.file = map.required("file");
  made.checked = map.text("checked");
  made.target = map.text("target");
  made.figure = map.text("figure");
  made.kinds = kinds_of(map, "kinds");
  made.where = map.where();
  return made;
}

ItemTable item_table(File const& file, YAML::Node const& node) {
  constexpr std::array kKeys = {"register"sv, "list"sv,  "item"sv,      "parent"sv, "name"sv,
                                "text"sv,     "kinds"sv, "registers"sv, "task"sv,   "target"sv,
                                "units"sv,    "years"sv, "points"sv,    "words"sv};
  Map const map(file, node, kKeys);
  ItemTable made;
  (void)map.required("register");
  made.register_id = map.name("register", Kind::register_);
  made.list = map.required("list");
  made.item = map.required("item");
  made.parent = map.required("parent");
  made.name = map.required("name");
  made.text = map.required("text");
  made.kinds = map.required("kinds");
  made.registers = map.required("registers");
  made.task = map.required("task");
  made.target = map.required("target");
  made.units = map.required("units");
  made.years = map.required("years");
  made.points = map.required("points");
  made.words = kinds_of(map, "words");
  made.where = map.where();
  return made;
}

Rehearsal rehearsal_of(File const& file, YAML::Node const& node) {
  constexpr int kMostRecords = 20, kMostDays = 60;
  constexpr std::array kKeys = {"places"sv, "records_of_figure"sv, "mend_days"sv};
  Map const map(file, node, kKeys);
  Rehearsal made;
  made.places = map.names("places", Kind::register_);
  if (made.places.empty())
    map.fault("places", Error::make("pack.missing", "没有写去哪些主体", "it names no places to go to"));
  for (auto const key : {"records_of_figure", "mend_days"}) (void)map.required(key);
  made.records_of_figure = map.integer("records_of_figure", 1, kMostRecords).value_or(1);
  made.mend_days = map.integer("mend_days", 1, kMostDays).value_or(1);
  made.where = map.where();
  return made;
}

}  // namespace

void check_roles(Map const& map, std::string_view key, std::vector<std::string> const& roles) {
  for (auto const& role : roles) {
    if (find_role(role) != nullptr) continue;
    std::vector<std::string> codes;
    for (auto const& known : kRoles) codes.emplace_back(known.code);
    map.fault(key, suggesting(Error::make("pack.role", "没有岗位 " + role, "there is no role '" + role + "'"),
                              role, codes));
  }
}

void read_letter(File const& file, YAML::Node const& node) {
  constexpr std::array kKeys = {"id"sv,    "name"sv, "name_en"sv,     "colour"sv, "after"sv,    "behind"sv,
                                "paper"sv, "to"sv,   "answer_days"sv, "basis"sv,  "basis_en"sv, "replaces"sv};
  Map const map(file, node, kKeys);
  LetterRule made;
  made.id = map.id();
  made.name = map.required_both("name");
  (void)map.required("colour");
  made.colour = map.word("colour", kColours, Colour::blue);
  made.after = days_from_due(map);
  made.behind = map.flag("behind");
  made.paper = map.required("paper");
  made.to = map.texts("to");
  check_roles(map, "to", made.to);
  made.answer_days = map.integer("answer_days").value_or(0);
  made.basis = map.both("basis");
  made.where = map.where();
  if (made.after.has_value() == made.behind)
    map.fault("id", Error::make("pack.value", "函件规则要么写 after，要么写 behind: true",
                                "a letter rule has either after, or behind: true"));
  keep(map, Kind::letter, file.reading().pack.letters, std::move(made));
}

void read_appraisal(File const& file, YAML::Node const& node) {
  constexpr std::array kKeys = {"id"sv,     "name"sv,        "name_en"sv,        "subjects"sv, "from_year"sv,
                                "basis"sv,  "basis_en"sv,    "items"sv,          "bonuses"sv,  "vetoes"sv,
                                "grades"sv, "document_no"sv, "objection_days"sv, "replaces"sv};
  Map const map(file, node, kKeys);
  AppraisalScheme made;
  made.id = map.id();
  made.name = map.required_both("name");
  (void)map.required("subjects");
  made.subjects = map.word("subjects", kAppraisalSubjects, AppraisalSubjects::areas);
  (void)map.required("from_year");
  made.from_year = map.integer("from_year", kFirstYear, kLastYear).value_or(0);
  made.document_no = map.text("document_no");
  made.objection_days = map.integer("objection_days").value_or(0);
  made.basis = map.both("basis");
  map.each("items", [&](YAML::Node const& item) { made.items.push_back(appraisal_item(file, item)); });
  map.each("bonuses", [&](YAML::Node const& item) { made.bonuses.push_back(appraisal_item(file, item)); });
  map.each("vetoes", [&](YAML::Node const& item) { made.vetoes.push_back(veto_of(file, item)); });
  map.each("grades", [&](YAML::Node const& item) { made.grades.push_back(grade_of(file, item)); });
  made.where = map.where();
  if (made.items.empty())
    map.fault("items", Error::make("pack.missing", "考核方案没有项目", "the scheme has no items"));
  std::set<std::string> seen;
  check_once(map, seen, made.items);
  check_once(map, seen, made.bonuses);
  check_once(map, seen, made.vetoes);
  check_grades(map, made);
  keep(map, Kind::appraisal, file.reading().pack.appraisals, std::move(made));
}

void read_acceptance(File const& file, YAML::Node const& node) {
  constexpr std::array kKeys = {"name"sv, "name_en"sv, "years"sv,    "filings"sv,
                                "own"sv,  "items"sv,   "rehearsal"sv};
  Map const map(file, node, kKeys);
  auto& acceptance = file.reading().pack.acceptance;
  if (map.has("name")) acceptance.name = map.required_both("name");
  if (map.has("years")) acceptance.years = map.integers("years", kFirstYear, kLastYear);
  map.each("filings", [&](YAML::Node const& item) { acceptance.filings.push_back(filing_of(file, item)); });
  if (map.has("own")) acceptance.own = item_table(file, map.node("own"));
  if (map.has("rehearsal")) acceptance.rehearsal = rehearsal_of(file, map.node("rehearsal"));
  map.each("items", [&](YAML::Node const& item) { read_item(file, item); });
  acceptance.where = map.where();
}

}  // namespace shian::pack
