#include "dossier/rehearsal.hpp"

#include <algorithm>
#include <set>

#include "dossier/items.hpp"
#include "dossier/rehearsal_checks.hpp"
#include "register/pages.hpp"
#include "register/secrecy.hpp"

namespace shian::dossier {
namespace {

class Drawing {
 public:
  Drawing(city::City& city, Rehearsal& into)
      : city_(city), into_(into), rules_(city.pack().acceptance.rehearsal) {}

  void places() {
    Lots lots(into_.plan.seed, "places");
    std::vector<std::string> towns;
    for (auto const& area : city_.pack().areas)
      if (indicator::exists(area, into_.plan.as_of)) towns.push_back(area.id);
    lots.shuffle(std::span(towns));
    // Town by town, and round again; a round in which no town has another one is the last.
    std::size_t drawn = 0;
    bool is_found = true;
    while (drawn < into_.plan.places && is_found) {
      is_found = false;
      for (std::size_t i = 0; i < towns.size() && drawn < into_.plan.places; ++i) {
        auto const& register_id = rules_.places[drawn % rules_.places.size()];
        auto const* schema = city_.schemas().find(register_id);
        if (schema == nullptr || !draw(*schema, towns[i], lots, DrawnKind::place)) continue;
        is_found = true;
        ++drawn;
      }
    }
  }

  void records() {
    Lots lots(into_.plan.seed, "records");
    auto books = proving_registers();
    lots.shuffle(std::span(books));
    std::size_t drawn = 0;
    bool is_found = true;
    while (drawn < into_.plan.records && is_found) {
      is_found = false;
      for (std::size_t i = 0; i < books.size() && drawn < into_.plan.records; ++i) {
        if (!draw(*books[i], "", lots, DrawnKind::record)) continue;
        is_found = true;
        ++drawn;
      }
    }
  }

  void figures() {
    Lots lots(into_.plan.seed, "figures");
    auto const standings = indicator::board(city_.figures(), into_.plan.as_of, indicator::WithForecast::no);
    struct One {
      indicator::Standing const* standing;
      indicator::Part const* part;
      std::string area;
    };
    std::vector<One> of_city, of_towns;
    for (auto const& standing : standings)
      for (auto const& part : standing.parts) {
        of_city.push_back({&standing, &part, ""});
        for (auto const& [area, figure] : part.reading.areas)
          if (figure.known == indicator::Known::value) of_towns.push_back({&standing, &part, area});
      }
    lots.shuffle(std::span(of_city));
    lots.shuffle(std::span(of_towns));
    for (std::size_t i = 0; i < into_.plan.figures; ++i) {
      auto& from = (i % 2 == 0 && !of_city.empty()) || of_towns.empty() ? of_city : of_towns;
      if (from.empty()) return;
      auto const one = from.back();
      from.pop_back();
      auto& drawn = into_.drawn.emplace_back();
      drawn.kind = DrawnKind::figure;
      drawn.target = one.standing->target->id;
      drawn.area = one.area;
      if (auto const& units = one.standing->target->units; !units.empty()) drawn.unit = units.front();
      check_figure(city_, *one.part, one.area, rules_.records_of_figure, lots, drawn.checks);
    }
  }

 private:
  // Registers whose records prove an item of the plan's list, in the pack's order; places are drawn by
  // themselves.
  std::vector<reg::Schema const*> proving_registers() {
    std::set<std::string> ids;
    if (auto const list = item_list(city_, kPlanList))
      for (auto const& item : list->items)
        for (auto const& proof : item.definition.proofs)
          ids.insert(proof.registers.begin(), proof.registers.end());
    for (auto const& place : rules_.places) ids.erase(place);
    std::vector<reg::Schema const*> made;
    for (auto const& schema : city_.schemas().all())
      if (ids.contains(schema.definition.id)) made.push_back(&schema);
    return made;
  }

  // One that was not drawn before, of the town where one is given. False: there is none.
  bool draw(reg::Schema const& schema, std::string const& area, Lots& lots, DrawnKind kind) {
    reg::RecordQuery query;
    auto open = reg::open_records(schema);
    query.condition = open.sql;
    query.parameters = std::move(open.parameters);
    if (!area.empty()) {
      if (schema.area_field < 0) return false;
      auto const column =
          reg::comparable(city_.session(), schema.fields[static_cast<std::size_t>(schema.area_field)]).column;
      query.condition += (query.condition.empty() ? "" : " AND ") + column + " = ?";
      query.parameters.emplace_back(area);
    }
    auto const all = static_cast<std::uint64_t>(reg::count_records(city_.session(), schema, query).records);
    auto& before = drawn_[schema.index];
    constexpr int kTries = 20;  // a town with a few places only may have none that is new
    for (int i = 0; all > 0 && i < kTries; ++i) {
      auto const found =
          reg::records_from(city_.ledger(), schema, query, static_cast<std::int64_t>(lots.below(all)), 1);
      if (found.empty() || !before.insert(found.front().id).second) continue;
      put(schema, found.front(), kind);
      return true;
    }
    return false;
  }

  void put(reg::Schema const& schema, reg::Record const& record, DrawnKind kind) {
    auto& drawn = into_.drawn.emplace_back();
    drawn.kind = kind;
    drawn.schema = &schema;
    drawn.record = record.id;
    drawn.unit = schema.unit_of(record);
    drawn.area = schema.area_of(record.values);
    if (kind == DrawnKind::place)
      check_place(city_, schema, record, into_.plan.as_of, drawn.checks);
    else
      check_record(city_, schema, record, into_.plan.as_of, drawn.checks);
  }

  city::City& city_;
  Rehearsal& into_;
  pack::Rehearsal const& rules_;
  std::map<int, std::set<RecordId>> drawn_;  // by register
};

}  // namespace

std::string_view code_of(CheckState state) {
  switch (state) {
    case CheckState::holds:
      return "holds";
    case CheckState::lacks:
      return "lacks";
    case CheckState::not_judged:
      return "not_judged";
  }
  return "";
}

std::string_view code_of(DrawnKind kind) {
  switch (kind) {
    case DrawnKind::place:
      return "place";
    case DrawnKind::record:
      return "record";
    case DrawnKind::figure:
      return "figure";
  }
  return "";
}

std::size_t Drawn::lacking() const {
  return static_cast<std::size_t>(
      std::ranges::count_if(checks, [](auto const& check) { return check.state != CheckState::holds; }));
}

Expected<Rehearsal> rehearse(city::City& city, RehearsalPlan const& plan) {
  auto const& rules = city.pack().acceptance.rehearsal;
  if (rules.empty())
    return std::unexpected(Error::make("rehearsal.pack", "方案包没有写验收演练怎样抽（acceptance.rehearsal）",
                                       "the pack does not say how a rehearsal draws (acceptance.rehearsal)"));
  if (std::max({plan.places, plan.records, plan.figures}) > kMostDrawn)
    return std::unexpected(
        Error::make("rehearsal.many", "每类至多抽 200 个", "at most 200 of a kind are drawn"));
  Rehearsal made;
  made.plan = plan;
  made.simulated = city.has_simulated_records();
  made.mend_by = city.rules().calendar().plus_working_days(plan.as_of, rules.mend_days);
  Drawing drawing(city, made);
  drawing.places();
  drawing.records();
  drawing.figures();
  return made;
}

std::map<std::string, std::size_t> lacking_by_owner(Rehearsal const& rehearsal) {
  std::map<std::string, std::size_t> made;
  for (auto const& drawn : rehearsal.drawn)
    if (auto const lacking = drawn.lacking(); lacking > 0)
      made[drawn.unit.empty() ? drawn.area : drawn.unit] += lacking;
  return made;
}

}  // namespace shian::dossier
