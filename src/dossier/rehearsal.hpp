// The acceptance rehearsed (验收演练): places, records and figures drawn as inspectors draw them, each held
// against what it should show, with what is lacking, whose it is, and by when.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "city/city.hpp"

namespace shian::dossier {

enum class CheckState { holds, lacks, not_judged };
[[nodiscard]] std::string_view code_of(CheckState state);

/// One thing that was looked at, in words.
struct RehearsalCheck {
  CheckState state = CheckState::holds;
  Text said;  // what was found
  Text next;  // what to do; empty where nothing lacks
  reg::Schema const* schema = nullptr;
  RecordId record = 0;  // the record it is about, beside the one drawn; 0: none
};

enum class DrawnKind { place, record, figure };
[[nodiscard]] std::string_view code_of(DrawnKind kind);

struct Drawn {
  DrawnKind kind = DrawnKind::place;
  reg::Schema const* schema = nullptr;  // of a place or a record
  RecordId record = 0;
  std::string target;      // of a figure; its town is `area`, "": the city's
  std::string unit, area;  // whose it is to mend; may be empty
  std::vector<RehearsalCheck> checks;
  [[nodiscard]] std::size_t lacking() const;
};

struct RehearsalPlan {
  std::uint32_t seed = 1;
  std::size_t places = 20, records = 40, figures = 10;
  Day as_of;
};
inline constexpr std::size_t kMostDrawn = 200;  // of a kind

struct Rehearsal {
  RehearsalPlan plan;
  bool simulated = false;
  Day mend_by;               // working days by the pack, from the plan's day
  std::vector<Drawn> drawn;  // places, records, figures, each as it was drawn
};

/// The same seed on the same books draws the same, on any machine: numbers come from SHA-256 of the seed and
/// a counter. Places town by town, in an order that is drawn; records register by register among those that
/// prove items of the plan's list; figures of the city and of towns by turns. What is secret is never drawn.
/// Evidence files of what is drawn are read. Inside a read transaction of the caller's. Errors
/// (rehearsal.pack): the pack does not say how to draw; (rehearsal.many): more than kMostDrawn.
[[nodiscard]] Expected<Rehearsal> rehearse(city::City& city, RehearsalPlan const& plan);

/// For whoever reads everything; personal data is masked.
[[nodiscard]] std::string rehearsal_json(city::City& city, Rehearsal const& rehearsal, Language language);
[[nodiscard]] std::string rehearsal_text(city::City& city, Rehearsal const& rehearsal, Language language);
/// How many lack something, by whose they are to mend: a unit's or a town's id; "": not known.
[[nodiscard]] std::map<std::string, std::size_t> lacking_by_owner(Rehearsal const& rehearsal);

}  // namespace shian::dossier
