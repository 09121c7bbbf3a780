// What a plan says of supervision, appraisal and acceptance: letters by colour, schemes by which
// towns and units are appraised, the items of an acceptance and what proves them.
// Plain values, as all of model.hpp; the rooms above compile and apply them.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "base/decimal.hpp"
#include "base/error.hpp"
#include "pack/source.hpp"

namespace shian::pack {

// ---------------------------------------------------------------- letters by colour

enum class Colour { blue, yellow, orange, red };

/// When somebody is written to about what is due, in which colour, by which paper, and to whom. Of the rules
/// that apply the gravest colour counts.
struct LetterRule {
  std::string id;
  Text name;
  Colour colour = Colour::blue;
  /// Working days after the due day from which on it applies; negative: before it. None: not about a due day.
  std::optional<int> after;
  bool behind = false;          // about a target that is behind what its deadline asks for
  std::string paper;            // kind of the circular that is drafted: 提示函, 督办函, ...
  std::vector<std::string> to;  // posts by their codes, gravest last
  int answer_days = 0;          // working days to answer in; 0: no answer is asked
  Text basis;                   // the rule that provides for such a letter; may be empty
  Position where;
};

// ---------------------------------------------------------------- appraisal

/// Something that is scored. Names that formulas may use: docs/packs.md.
struct AppraisalItem {
  std::string id;
  Text name;
  Text help;
  Text group;
  Decimal points;         // full marks; of a bonus: at most so many
  std::string indicator;  // the subject's own figure is `value`; "": scored by hand
  std::string target;     // its threshold is `threshold`; may be empty
  /// The points, as a formula. By hand: the field that gives them and the records that count, those that meet
  /// the condition (reason, evidence): "sum(FIELD) of REGISTER where CONDITION on DATE".
  Source score;
  std::vector<std::string> subjects;  // only these; empty: all of the scheme's
  Position where;
};

/// What caps the grade, whatever the points: an accident, a falsified record.
struct AppraisalVeto {
  std::string id;
  Text name;
  std::string indicator;  // "": found by hand
  /// When it holds: a condition over the names of a score but `threshold` and `points`. By hand: the records
  /// by which it does, "count REGISTER where CONDITION on DATE".
  Source when;
  std::string cap;  // the best grade that is left
  Position where;
};

struct AppraisalGrade {
  std::string id;
  Text name;
  Decimal from;  // share of the full marks that were judged, in percent, from which on it is given
};

enum class AppraisalSubjects { areas, units };

/// A version of how towns or units are appraised; the version of a year is the latest that came into force by
/// then.
struct AppraisalScheme {
  std::string id;
  Text name;
  AppraisalSubjects subjects = AppraisalSubjects::areas;
  int from_year = 0;
  std::string document_no;  // by which it was adopted; "": a draft, not adopted yet
  int objection_days = 0;   // working days in which the subject may object to the draft
  std::vector<AppraisalItem> items, bonuses;
  std::vector<AppraisalVeto> vetoes;
  std::vector<AppraisalGrade> grades;  // best first
  Text basis;
  Position where;
};

// ---------------------------------------------------------------- acceptance

enum class ProofKind { rule, minutes, plan, ledger, statistics, photo, report };

/// One thing that an item wants to be shown. What the item's task or target already says (registers,
/// indicators, units) is not said again: a ledger without registers means theirs.
struct ItemProof {
  std::string id;  // within the item
  Text name;       // what a reviewer asks for
  ProofKind kind = ProofKind::ledger;
  std::vector<std::string> registers;  // of a ledger; empty: those of the item's task
  Source when;                         // which records of the one register named; empty: all
  std::vector<std::string> targets;    // of statistics; empty: the item's target, those of its task
  int least = 1;                       // so many of it in each year
  bool each_unit = false;              // each of the item's units brings it; else one of them does
  Position where;
};

/// An item of the list by which an acceptance is judged. Items without proofs are headings.
struct AcceptanceItem {
  std::string id;      // "1.2.3"; the order in the file is that of the list
  std::string parent;  // ""; stands at the top
  Text name;           // empty: that of what it is about
  std::string text;    // verbatim; empty: that of what it is about
  // What of the plan it is about; at most one.
  std::string task, target, safeguard, phase;
  int deliverable = 0;             // of the phase, from 1
  std::vector<std::string> units;  // who answers for it; empty: those of the task or target
  std::vector<int> years;          // empty: the list's
  std::optional<Decimal> points;
  std::vector<ItemProof> proofs;
  Position where;
};

/// A register in which documents are filed by hand, and its fields that say what they prove. Fields may be
/// empty.
struct Filing {
  std::string register_id;
  std::string item, task;                         // that name an item (several are parted by 、) or a task
  std::string kind;                               // its field of kinds
  std::map<std::string, ProofKind> kinds;         // what its options mean
  std::string title, day, number, file, checked;  // `checked`: the day somebody saw seal and signature
  std::string target, figure;                     // a figure that the document states of a target
  Position where;
};

/// A register from which an office loads a list of its own, and its fields: a row is an item. What a row asks
/// for is told by the words of its kinds.
struct ItemTable {
  std::string register_id;
  std::string list, item, parent, name, text, kinds, registers, task, target, units, years, points;
  std::map<std::string, ProofKind> words;
  Position where;
  [[nodiscard]] bool empty() const { return register_id.empty(); }
};

/// How a rehearsal draws (验收演练): the registers of places that inspectors go to, how many records of a
/// drawn figure are opened, and the working days in which what is lacking should be mended.
struct Rehearsal {
  std::vector<std::string> places;
  int records_of_figure = 0, mend_days = 0;
  Position where;
  [[nodiscard]] bool empty() const { return places.empty(); }
};

/// The list of items that an acceptance goes by: the plan's own; `own` holds others.
struct Acceptance {
  Text name;
  std::vector<int> years;
  std::vector<Filing> filings;
  ItemTable own;
  Rehearsal rehearsal;
  std::vector<AcceptanceItem> items;
  Position where;
};

}  // namespace shian::pack
