// A city's plan as data: what the loader reads from the YAML files of a pack and of all that it extends.
// Plain values, no behaviour: rooms above compile them (registers, clocks, indicators).
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "base/day.hpp"
#include "base/decimal.hpp"
#include "base/error.hpp"
#include "base/value.hpp"
#include "pack/questionnaires.hpp"
#include "pack/signs.hpp"
#include "pack/source.hpp"
#include "pack/supervision.hpp"

namespace shian::pack {

/// Something the plan's text leaves open. It is shown as such until a signed decision settles it.
enum class Certainty {
  printed,          // stands in the plan
  to_be_confirmed,  // 待确认: proposed here, to be settled by a signed decision
  decided,          // settled: `Decision` says by whom and when
};

// ---------------------------------------------------------------- law: calendar and clocks

/// The published working days of one year (State Council notices).
struct CalendarYear {
  int year = 0;
  std::vector<Day>
      holidays;  // days off, listed in the notice (statutory days and the weekend days joined to them)
  std::vector<Day> extra_workdays;  // weekend days worked to make up (调休)
  std::vector<std::string> papers;  // addresses of the notices; empty: not yet published
};

struct Calendar {
  std::string source;
  std::vector<CalendarYear> years;  // ascending
};

enum class ClockKind { deadline, retention, right, recurring, restraint, quota, rule };
enum class ClockUnit { working_day, calendar_day, hour, month, year, hour_per_year, meal, term, rule };

/// One version of one legal time limit. Versions of the same limit share `rule`; the version in force on the
/// day of the start event applies.
struct Clock {
  std::string id;    // "TS-MEDIATE-20"
  std::string rule;  // "complaint.mediate": the family of versions
  Text name;
  ClockKind kind = ClockKind::deadline;
  Text start_event;
  std::optional<int> limit;  // none for ClockKind::rule
  ClockUnit unit = ClockUnit::calendar_day;
  Text extension;       // may be empty
  Text excluded_time;   // may be empty
  std::string law;      // 市场监督管理投诉举报处理暂行办法
  Text issue;           // 市场监管总局令第20号（2019-11-30）
  std::string article;  // 第二十一条(五)
  Day effective_from;
  std::optional<Day> effective_to;
  std::string applies_to;
  std::vector<std::string> targets;
  std::string status;  // "source found" | "unverified"
  std::string note;
  /// Whether a last day on a day off rolls to the next working day. The penalty procedure (§80) names
  /// statutory holidays, not plain weekends: a setting of the pack, shown in each explanation.
  enum class Roll { none, statutory_holiday, day_off } roll = Roll::none;
  Certainty roll_certainty =
      Certainty::printed;  // to be confirmed where it is this pack's reading of the text
  Position where;
};

// ---------------------------------------------------------------- registers

enum class FieldType {
  text,
  code,
  enumeration,
  integer,
  decimal,
  date,
  timestamp,
  boolean,
  unit,
  area,
  reference,
  person,
  file
};

/// Checks beyond the type, by name: credit_code (GB 32100 + GB 11714), id_card (GB 11643), gtin, mobile,
/// licence_no (food production/business licence: SC/JY + 14 digits), phone, email.
struct EnumOption {
  std::string code;  // what records hold: the Chinese standard term in a Chinese pack
  Text name;
  std::vector<std::string> aliases;
};

struct Field {
  std::string id;  // column name: [a-z][a-z0-9_]*
  Text name;
  Text help;
  FieldType type = FieldType::text;
  bool required = false;
  bool personal = false;                    // personal data: masked in every output by default
  int max_length = 200;                     // code points, for text and code
  int scale = 3;                            // decimal places kept, for decimal
  std::string unit;                         // "kg", "mu", "CNY", "mg/kg", "%": the unit the column is kept in
  std::vector<std::string> accepted_units;  // converted on intake; all of the same quantity
  std::optional<Decimal> minimum, maximum;
  std::string pattern;    // ECMAScript regular expression the whole text must match
  std::string check;      // a named check, see above
  std::string refers_to;  // register id, for reference
  std::vector<EnumOption> options;
  std::vector<std::string> aliases;  // header spellings on real sheets
  std::string example;               // for the template's example row
  bool indexed = false;
  Position where;
};

struct CrossRule {
  std::string id;
  Source check;  // must hold; a rule that meets a missing value holds
  Text message;
};

/// Other records that matter for a record when it is entered or shown: a ban on the person, the same
/// complaint once more.
struct Alike {
  std::string id;
  Text name;
  std::string register_id;  // where they are looked for
  /// Own field, theirs: all are equal, none is empty. Own "id": theirs refers to the record itself.
  std::vector<std::pair<std::string, std::string>> match;
  Source when;                        // which of theirs; empty: all
  std::string from, until;            // their days between which they hold today; may be empty
  std::string near_own, near_theirs;  // days that lie within `near_days`; empty: whenever
  int near_days = 0;
  std::string
      within_theirs;  // their day that lies between two own days, the ends among them; empty: whenever
  std::string within_from, within_until;  // own days
  bool refuses = false;                   // a record that meets one is refused
  Text message;                           // what it is refused with
  Position where;
};

/// Records that only whoever entered them and the office see until a day is set: what a secret inspection
/// found.
struct Secrecy {
  std::string when;   // a boolean field: it is secret
  std::string until;  // a day: from its being set on, it is not
  [[nodiscard]] bool empty() const { return when.empty(); }
};

struct Register {
  std::string id;
  Text name;
  Text help;
  Text group;        // where it stands on screens: "抽检", "执法", ...
  std::string pack;  // id of the pack that defined it
  std::vector<Field> fields;
  std::vector<std::vector<std::string>>
      keys;                 // unique keys, the first is how references and sheets name a record
  std::string area_field;   // whose area a record counts for; may be empty
  std::string unit_field;   // whose work it is; empty: the unit that entered it
  std::string label_field;  // what people call a record by
  Secrecy secrecy;
  std::vector<CrossRule> rules;
  std::vector<Alike> alike;
  std::vector<Text> notes;
  Position where;
};

// ---------------------------------------------------------------- lifecycles

/// A stage of a record's way. It is told from what the record says, never kept beside it: the first of the
/// lifecycle's states whose condition holds; the last has none, every record begins there.
struct LifecycleState {
  std::string id;
  Text name;
  Source when;  // a condition over the record's own fields; empty: holds always
  Source from;  // a day: it begins by itself then ("the time to object is over"); empty: at once
  bool is_end = false;
  Position where;
};

/// A limit that a record runs under until an act has its day.
struct LifecycleClock {
  std::string id;
  Text name;
  std::string rule;      // of the law's clocks; empty where the day is set by hand (`due`)
  Source start;          // the day of the start event
  Source start_at;       // its moment, for a limit in hours; empty, or not known: the end of that day
  Source due;            // instead of rule and start: a day that somebody set
  Source act;            // the day of the act; the limit runs while there is none
  Source act_at;         // its moment; empty, or not known: the day tells whether it was in time
  Source when;           // which records run under it; empty: all
  std::string extended;  // the field of the new last day; empty: it cannot be extended
  Source excluded;       // days that are not counted; may be empty
  Position where;
};

/// A record that a step starts beside its own: a mixed letter becomes a complaint and a report.
struct Opening {
  std::string register_id;
  std::string link;    // their field that refers to the record whose step it was
  std::string number;  // their key: it becomes "KEY-1", the next "KEY-2"
  std::vector<std::pair<std::string, std::string>> values;  // their fields: "=own field", or as in a cell
  [[nodiscard]] bool empty() const { return register_id.empty(); }
};

/// What a person does to a record: it moves from one state to another.
struct Step {
  std::string id;
  Text name;
  std::vector<std::string> from;   // states
  std::vector<std::string> to;     // states that it may lead to; empty: the record stays where it is
  std::vector<std::string> by;     // roles, by their codes
  Source when;                     // must hold of the record as it stands, else the step is not offered
  std::string day;                 // the field that gets the day of the act; empty: it has none
  std::vector<std::string> needs;  // fields that must be filled by then
  std::vector<std::string> takes;  // fields that may be
  /// Fields and what they become: as in a cell, or "=own field" for what that field said before.
  std::vector<std::pair<std::string, std::string>> sets;
  /// Fields and the records alike (by id) whose number they get where nothing else is given.
  std::vector<std::pair<std::string, std::string>> counts;
  Source guard;  // must hold of the record as the step leaves it
  Text guard_message;
  std::string other_than;     // a step: whoever took it may not take this one
  bool by_holder = false;     // only the unit whose work it is takes it, not who entered it
  bool needs_reason = false;  // it is taken with words of its own: why it goes back, why it waits
  Opening opens;              // empty: nothing
  Position where;
};

/// The way of a register's records through their work.
struct Lifecycle {
  std::string id;  // of the register
  std::vector<LifecycleState> states;
  std::vector<LifecycleClock> clocks;
  std::vector<Step> steps;
  bool hands_over = false;  // between units, with receipt and return: see hand_over.hpp
  Position where;

  [[nodiscard]] LifecycleState const* find_state(std::string_view id) const;
};

// ---------------------------------------------------------------- documents

/// How a paper looks: GB/T 9704-2012 for what goes out under a red head or as a letter, the plain heading of
/// the enforcement forms for a writ, a table without a seal for what stays in the file.
enum class Layout { writ, official, letter, form };

/// A paper that a matter yields. Its text holds marks, {{投诉人}}, for what the record says; they are checked
/// where the register is known: by reg::compile_documents.
struct Document {
  std::string id;
  std::string register_id;
  Text name;
  Layout layout = Layout::writ;
  std::vector<std::string> steps;  // of the register's lifecycle, that yield it; empty: at any time
  Source when;                     // which records it is for; empty: all
  Source number;                   // the pattern of its number; empty: it has none
  std::string basis;               // the law and article, or the model form it follows
  Source body;                     // a line each: see docs/packs.md
  Position where;
};

// ---------------------------------------------------------------- indicators

enum class Period {
  year,
  month,
  point,
  survey
};  // flow in the calendar year / last whole month / stock on a day / latest survey
enum class PlaceRule { sum, minimum };  // how areas make up the city
enum class Scale { plain, percent, per_thousand_residents };

struct Exclusion {
  Source when;
  Text reason;
};

/// One aggregate over one register. See docs/expressions.md.
struct Measure {
  std::string id;  // unique within the indicator: "numerator", "denominator", or a name used in `value`
  Source expression;
  std::vector<Exclusion> exclusions;
};

struct Parameter {
  std::string id;
  Decimal value;
  Text name;
  Certainty certainty = Certainty::to_be_confirmed;
};

struct Indicator {
  std::string id;
  Text name;
  Text definition;      // in words: what is counted, what not
  std::string edition;  // of the definition: "2022-1"
  Text basis;           // where the definition comes from: law + article, or "to be confirmed"
  Certainty definition_certainty = Certainty::to_be_confirmed;
  std::vector<Measure> measures;
  Source value;  // formula over measure ids; empty: numerator / denominator by `scale`
  Scale scale = Scale::plain;
  std::string unit;
  int decimals = 2;
  Period period = Period::year;
  PlaceRule place = PlaceRule::sum;
  std::vector<int> months;             // period month: the months that are judged; empty: all
  std::string due_after;               // "09-30": before this day of the year it is not yet due
  std::optional<int> smallest_sample;  // a denominator below this gives no verdict
  std::string interval;  // "": none; "wilson": proportion of a survey; "mean": needs measures sum, squares, n
  /// Held against this instead of the target's number, where that number is a parameter of the definition
  /// itself
  /// ("40 hours each": the share of persons who reach 40 is held against 100 %).
  std::optional<Decimal> threshold;
  bool lower_is_better = false;  // which way a threshold set by decision is read
  int stale_after_days = 0;      // a flow without a record for longer than this is stale; 0: never
  bool proxy = false;            // stands for something the plan words without a measure
  std::vector<Parameter> parameters;
  std::string dimension;  // a field of the first measure's register to break down by; may be empty
  std::string pack;
  Position where;
};

// ---------------------------------------------------------------- the plan

enum class UnitKind { unit, group, body, external };

struct Duty {
  std::string id;  // "U20.3"
  std::string text;
  std::vector<std::string> registers;  // that show its performance
};

struct Unit {
  std::string id;
  std::string ordinal;  // as printed: "二十三"
  Text name;
  UnitKind kind = UnitKind::unit;
  bool leading_group_member = false;
  bool has_duty_entry = false;
  std::string duties;  // verbatim
  std::vector<Duty> duty_items;
  std::vector<std::string> aliases;
  std::vector<std::string> members;  // of a group
  std::string host;                  // a body's host unit
  std::string head;                  // by post, never by name
  std::vector<std::string> deputies;
  std::string verbatim_members;
  std::string full_name;  // 机关全称: as whom it signs papers ("乐清市市场监督管理局"); "": by its name
  std::string code_word;  // 发文机关代字: what its document numbers begin with ("乐市监"); "": not known
  Text note;
};

struct AreaCode {
  std::string system;  // which public code set
  std::string code;
  std::string source;
};

struct Area {
  std::string id;
  Text name;  // the name is the key: code sets disagree
  std::string kind;
  std::string pinyin;
  std::vector<AreaCode> codes;
  std::optional<Day> from, until;  // exists from/until; none: always
  std::string merged_into;         // counted there from the day after `until`
  std::optional<Decimal> longitude, latitude;
  int villages = 0;
  std::vector<std::string> aliases;
  std::string full_name;  // of its government, as it signs papers ("乐清市柳市镇人民政府"); "": by its name
};

/// A lead that the plan's text does not show (its marks were lost) is to be confirmed.
struct Task {
  std::string id;  // "R01" of annex 2, "D-U02" from annex 1
  int row = 0;     // of annex 2; 0: follows from annex 1
  Text group;      // 五项行动 / 四个工程 / 三大体系 / 部门职责
  Text key_task;
  std::string measure;  // verbatim
  std::string units_text;
  std::vector<std::string> units;
  std::string lead;
  Certainty lead_certainty = Certainty::to_be_confirmed;
  Text lead_basis;
  std::vector<std::string> registers;  // that show its performance
  std::vector<std::string> targets;
};

enum class Comparator { at_least, at_most, equal, milestone, qualitative };

struct Target {
  std::string id;       // "K39"
  std::string wording;  // verbatim
  std::vector<std::string> other_wordings;
  Text subject;
  std::string kind;
  Comparator comparator = Comparator::at_least;
  std::optional<Decimal> threshold;
  Certainty threshold_certainty = Certainty::printed;
  std::string unit;
  std::vector<std::string> indicators;  // parts; the target is as good as its worst part
  std::string period;                   // as the plan or its reader words it
  Day deadline;
  Certainty deadline_certainty = Certainty::printed;
  Text deadline_basis;
  std::optional<int> baseline_year;
  std::string baseline_unit;
  Text section;  // of the plan's text
  std::vector<int> task_rows;
  std::vector<std::string> units;
  std::string only_in;
  bool numeric_in_text = false;
  std::string numerator, denominator, definition, definition_status;  // the reader's notes, kept verbatim
  Text note;
  Position where;
};

struct Phase {
  std::string id;
  Text name;
  std::string printed;
  std::string text;
  std::optional<Day> start, end, strict_end;
  std::vector<std::string> deliverables;
};

struct Safeguard {
  std::string id, name, text;
};
struct KeyDate {
  std::string id, what, printed;
  Day date;
};

struct System {
  std::string id;
  Text name;
  std::string kind;
  std::vector<std::string> owner_units;
  std::vector<int> task_rows;
  std::string must;  // what the software must do
  std::string verbatim;
  std::vector<std::string> registers;
};

struct PopulationYear {
  int year = 0;
  Decimal thousand;  // residents, thousands
  std::string area;  // empty: the whole city
  std::string source;
};

/// One defect or open point of the plan's text: shown until decided.
struct OpenQuestion {
  std::string id;
  Text text;
  std::vector<std::string> concerns;  // ids of targets, tasks, units, indicators
  std::string answer = {};            // as decided; "": still open
};

/// A signed decision settles an open point: a threshold, a lead, a definition's parameter, a deadline.
struct Decision {
  std::string id;
  std::string subject;  // "target:K18.threshold", "task:R01.lead", "indicator:kitchen.online.days",
                        // "target:K22.deadline", "clock:TS-MEDIATE-20.roll", "question:Q08.answer"
  std::string value;
  Day decided_on;
  std::string decided_by;  // post and unit
  std::string document_no;
  std::string note;
  std::string replaces;  // id of the decision whose place it takes; "": of none
  // Who entered it and when, of one that was signed at the desk; "" for one that stands in the pack's files.
  std::string account;
  std::optional<Timestamp> entered_at;
  /// Why it decides nothing now, as the pack that it was signed for has changed. Nothing: it has effect.
  std::optional<Error> idle;
  Position where;
};

struct Pack {
  std::string id;
  Text name;
  std::string version;
  std::string source;              // the document it was read from
  std::vector<std::string> chain;  // ids of the packs it stands on, lowest first, itself last
  int utc_offset_minutes = kShanghaiOffsetMinutes;
  std::optional<Day> sample_day;  // the day the sample city stands at
  std::string common_duty;
  std::string population_note;
  int population_year = 0;  // the year whose figure denominators use unless decided otherwise

  Calendar calendar;
  std::vector<Clock> clocks;
  std::vector<Register> registers;
  std::vector<Lifecycle> lifecycles;
  std::vector<Document> documents;
  std::vector<Indicator> indicators;
  std::vector<Unit> units;   // responsible units (31 in Yueqing)
  std::vector<Unit> bodies;  // leading group, offices
  std::vector<Area> areas;
  std::vector<Task> tasks;
  std::vector<Target> targets;
  std::vector<Phase> phases;
  std::vector<Safeguard> safeguards;
  std::vector<KeyDate> dates;
  std::vector<System> systems;
  std::vector<PopulationYear> population;
  std::vector<OpenQuestion> open_questions;
  std::vector<Decision> decisions;
  std::vector<LetterRule> letters;
  std::vector<Sign> signs;
  SignPath sign_path;
  std::vector<Questionnaire> questionnaires;
  std::vector<AppraisalScheme> appraisals;
  Acceptance acceptance;
  std::vector<std::string> files;  // every file read, for the pack's hash

  [[nodiscard]] Register const* find_register(std::string_view id) const;
  [[nodiscard]] Lifecycle const* find_lifecycle(std::string_view register_id) const;
  [[nodiscard]] Indicator const* find_indicator(std::string_view id) const;
  [[nodiscard]] Unit const* find_unit(std::string_view id) const;  // units and bodies
  [[nodiscard]] Area const* find_area(std::string_view id) const;
  [[nodiscard]] Target const* find_target(std::string_view id) const;
  [[nodiscard]] Task const* find_task(std::string_view id) const;
  [[nodiscard]] Questionnaire const* find_questionnaire(std::string_view id) const;
};

}  // namespace shian::pack
