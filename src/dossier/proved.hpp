// How far each item of an acceptance is proved, and what is missing: whose it is, and what to do next.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "dossier/filed.hpp"
#include "indicator/standing.hpp"

namespace shian::dossier {

enum class GapKind {
  missing,       // nothing of it for the year
  wrong_year,    // what is there is of other years
  too_few,       // less than asked
  unit_missing,  // one of the units that each bring one
  no_number,     // a document without its number
  no_file,       // a record without the file
  lost_file,     // the file is not there any more
  not_checked,   // nobody noted having seen seal and signature
  other_figure,  // a document states another figure than the records give
  not_met,       // the target
  cannot_judge,
  stale
};
[[nodiscard]] std::string_view code_of(GapKind kind);  // "wrong_year"

using FieldTexts = std::map<std::string, std::string>;

struct Gap {
  GapKind kind = GapKind::missing;
  int year = 0;
  std::string unit;                     // whose it is to put right; "": not known
  Text what;                            // what is missing
  Text next;                            // what to do
  reg::Schema const* schema = nullptr;  // where
  RecordId record = 0;                  // the record it is about; 0: none
  std::string target;
  FieldTexts fill;  // what is known of the document that would put it right; empty: no document would
};

struct LedgerCount {
  reg::Schema const* schema = nullptr;
  int year = 0;
  std::int64_t records = 0;
  FieldTexts filter;  // the list's parameters by which it shows that year: {"f.held_on.from": "2022-01-01"}
};
struct ProvedFigure {
  std::string target;
  Day as_of;
  indicator::State state = indicator::State::cannot_judge;
  Text reason;
};

struct ProofStanding {
  std::vector<LedgerCount> ledgers;
  std::vector<std::size_t> documents;  // indices into Acceptance::documents
  std::vector<ProvedFigure> figures;
  std::vector<Gap> gaps;
};

enum class ItemState { heading, proved, lacking, not_yet };  // not_yet: all its years are still to come
[[nodiscard]] std::string_view code_of(ItemState state);

struct ItemStanding {
  ItemState state = ItemState::heading;
  std::vector<ProofStanding> proofs;  // parallel to the item's
  [[nodiscard]] std::size_t gaps() const;
};

struct Acceptance {
  ItemList list;
  Day as_of;
  std::vector<Filed> documents;
  std::vector<ItemStanding> items;  // parallel to the list's
};

/// Inside a read transaction of the caller's. Evidence files are asked for, not read. `only`: the index of
/// the one item that is worked out; the others are told as headings then.
[[nodiscard]] Acceptance stand(city::City& city, ItemList list, Day as_of,
                               std::optional<std::size_t> only = std::nullopt);

/// What is told of an acceptance at a glance: everything, or one unit's items and gaps.
struct Overview {
  struct Line {
    std::size_t item;      // index
    std::size_t gaps = 0;  // those that are told
  };
  std::string unit;                         // id; "": everybody's
  std::vector<Line> lines;                  // headings among them
  std::map<ItemState, std::size_t> items;   // of every state but headings
  std::map<std::string, std::size_t> gaps;  // by whose they are; "": not known

  [[nodiscard]] bool tells(Gap const& gap) const { return unit.empty() || gap.unit == unit; }
};
[[nodiscard]] Overview overview_of(Acceptance const& acceptance, std::string unit = {});

}  // namespace shian::dossier
