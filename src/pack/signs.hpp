// What a plan says of signs: patterns in the records that ask for a second look. Never a verdict: whoever
// entered them is told first, and answers.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "base/decimal.hpp"
#include "base/error.hpp"
#include "pack/source.hpp"

namespace shian::pack {

/// How a sign is looked for. What each needs: docs/packs.md.
enum class SignKind {
  burst,          // many entries by one account within moments
  copied_values,  // the same figures again and again
  copied_texts,   // the same words again and again
  impossible,     // what cannot be so
  future,         // dated after today
  load,           // more than a person does in a day
  round_figures,  // too many figures ending in 0 or 5
  digit_heap,     // last digits that are not evenly spread
  too_regular,    // figures that hardly vary
  balance,        // what came in does not match what went out
  same_file,      // one file as evidence of several
  alike_photo,    // nearly the same picture as evidence of several
  just_under,     // ended just before the limit, and hardly ever earlier
  last_days,      // crowded into the last days of a period
  reopened,       // closed, and there again soon after
  contradiction   // a claim, and a record elsewhere that shows otherwise
};

/// The stretches of time within which records are compared.
enum class SignPeriod { all, day, month, quarter, year };

/// Records of one register, told apart by the values of fields and the period of a day.
struct SignSide {
  std::string register_id;
  Source when;                      // which records; empty: all
  std::vector<std::string> by;      // fields whose values make a group
  std::string day;                  // the day a record is about; may be empty
  std::vector<std::string> fields;  // that are looked at
};

/// How often an innocent year was taken for one with the sign.
struct SignRate {
  std::optional<int> judged, raised;  // groups (or records, or pairs) on the simulated year
  Text how;                           // how it was measured, or why it could not be
};

struct Sign {
  std::string id;
  Text name;
  Text why;       // why it is a sign
  Text harmless;  // what else it may be
  SignKind kind = SignKind::burst;
  SignSide own;
  SignPeriod per = SignPeriod::all;
  Source check;                            // the impossible condition, or the last day of a limit
  std::map<std::string, Decimal> numbers;  // parameters of the kind; what is left out has the kind's own
  std::optional<SignSide> other;           // the register held against the own one
  std::optional<SignSide> covered;         // records that would explain the contradiction
  SignRate rate;
  Position where;
};

/// The way of a sign: how long it is its unit's own affair, and the register in which answers are kept, with
/// its fields.
struct SignPath {
  int answer_days = 0;  // working days after which an unanswered sign is shown to the office
  int late_days = 0;    // a record entered more than so many days after its day is a late entry: marked only
  std::string register_id;
  std::string key, sign, about_register, about_record, unit, area, kind, text, answered, accepted, refused;
  std::map<std::string, std::string> kinds;  // option -> corrected, explained
  Position where;
  [[nodiscard]] bool empty() const { return register_id.empty(); }
};

}  // namespace shian::pack
