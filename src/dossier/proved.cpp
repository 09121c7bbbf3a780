#include "dossier/proved.hpp"

#include <algorithm>
#include <filesystem>

#include "register/pages.hpp"
#include "register/secrecy.hpp"
#include "register/tables.hpp"
#include "report/words.hpp"

namespace shian::dossier {
namespace {

using pack::ProofKind;

bool is_document(pack::ItemProof const& proof) {
  return proof.registers.empty() && proof.kind != ProofKind::ledger && proof.kind != ProofKind::statistics;
}

// Rules, minutes and plans bear a number; a photo or a report need not.
bool wants_number(ProofKind kind) {
  return kind == ProofKind::rule || kind == ProofKind::minutes || kind == ProofKind::plan;
}

class Prover {
 public:
  // Of an acceptance that has its documents already.
  Prover(city::City& city, Acceptance& acceptance)
      : city_(city), made_(acceptance), index_(city.pack(), acceptance.documents) {}

  void prove(Item const& item, ItemStanding& standing) {
    item_ = &item.definition;
    if (item_->proofs.empty()) return;
    about_ = index_.about(*item_);
    bool has_begun = false;
    for (auto const& proof : item_->proofs) {
      standing.proofs.emplace_back();
      proof_ = &proof;
      into_ = &standing.proofs.back();
      for (int const year : item_->years) {
        if (year > made_.as_of.year()) continue;
        has_begun = true;
        if (proof.kind == ProofKind::statistics)
          prove_by_figures(year);
        else if (is_document(proof))
          prove_by_documents(year);
        else
          prove_by_records(year);
      }
      note_other_years();
      look_at_documents();
    }
    standing.state = !has_begun             ? ItemState::not_yet
                     : standing.gaps() == 0 ? ItemState::proved
                                            : ItemState::lacking;
  }

 private:
  [[nodiscard]] std::string owner() const {
    return item_->units.empty() ? std::string() : item_->units.front();
  }

  Gap& gap(GapKind kind, int year, Text what, Text next) {
    into_->gaps.push_back({kind, year, owner(), std::move(what), std::move(next), nullptr, 0, {}, {}});
    return into_->gaps.back();
  }

  [[nodiscard]] bool is_of(Filed const& filed, int year) const {
    return filed.day && filed.day->year() == year;
  }

  // Those of the proof's kind that are about the item, whatever their year.
  [[nodiscard]] std::vector<std::size_t> documents() const {
    std::vector<std::size_t> found;
    for (auto const i : about_)
      if (made_.documents[i].kind == proof_->kind) found.push_back(i);
    return found;
  }

  // Where a document of the proof's kind is filed: by the item's number, else by whatever the pack files by.
  [[nodiscard]] reg::Filing const* filing() const {
    auto const& filings = city_.acceptance().filings;
    auto const takes = [&](reg::Filing const& one) {
      return one.item >= 0 && std::ranges::any_of(one.kinds, [&](auto const& option) {
               return option.second == proof_->kind;
             });
    };
    auto const found = std::ranges::find_if(filings, takes);
    if (found != filings.end()) return &*found;
    return filings.empty() ? nullptr : &filings.front();
  }

  // The gap is put right by a record of the register; of a document what it has to say is known already.
  void leads_to(Gap& gap, reg::Schema const* schema) const {
    gap.schema = schema;
    auto const& filings = city_.acceptance().filings;
    auto const found = std::ranges::find(filings, schema, &reg::Filing::schema);
    if (schema == nullptr || found == filings.end()) return;
    auto const fill = [&](reg::FieldIndex field, std::string const& text) {
      if (field >= 0 && !text.empty())
        gap.fill[schema->fields[static_cast<std::size_t>(field)].definition.id] = text;
    };
    fill(found->item, item_->id);
    if (found->item < 0) fill(found->task, item_->task);
    for (auto const& [option, kind] : found->kinds)
      if (kind == proof_->kind) fill(found->kind, option);
    fill(schema->unit_field, gap.unit);
  }

  Gap& missing_document(GapKind kind, int year, Text what) {
    auto const* const found = filing();
    if (found == nullptr)
      return gap(kind, year, std::move(what), {"登记并上传文件", "file it with the document"});
    auto const& schema = *found->schema;
    auto const& name = schema.definition.name;
    auto const& item = item_->id;
    Text next =
        found->item < 0
            ? Text{"在台账“" + name.zh + "”登记，并上传文件",
                   "enter it in '" + name.en + "', and attach the file"}
            : Text{"在台账“" + name.zh + "”登记，条目编号填 " + item + "，并上传文件",
                   "enter it in '" + name.en + "' with the item number " + item + ", and attach the file"};
    auto& made = gap(kind, year, std::move(what), std::move(next));
    leads_to(made, &schema);
    return made;
  }

  void prove_by_documents(int year) {
    auto const found = documents();
    auto const of_year =
        std::ranges::count_if(found, [&](auto i) { return is_of(made_.documents[i], year); });
    auto const in_year = std::to_string(year);
    if (proof_->each_unit) {
      for (auto const& unit : item_->units) {
        bool const is_there = std::ranges::any_of(found, [&](auto i) {
          return is_of(made_.documents[i], year) && made_.documents[i].unit == unit;
        });
        if (is_there) continue;
        auto const name = report::unit_name(city_.pack(), unit);
        auto& made =
            missing_document(GapKind::unit_missing, year,
                             {name.zh + "缺 " + in_year + " 年的" + proof_->name.zh,
                              name.en + " has not brought: " + proof_->name.en + " (" + in_year + ")"});
        made.unit = unit;
        leads_to(made, made.schema);
      }
      return;
    }
    if (of_year == 0)
      missing_document(
          GapKind::missing, year,
          {"缺 " + in_year + " 年的" + proof_->name.zh, "missing for " + in_year + ": " + proof_->name.en});
    else if (of_year < proof_->least)
      missing_document(GapKind::too_few, year,
                       {in_year + " 年的" + proof_->name.zh + "只有 " + std::to_string(of_year) +
                            " 份，应有 " + std::to_string(proof_->least) + " 份",
                        proof_->name.en + ": " + std::to_string(of_year) + " of " +
                            std::to_string(proof_->least) + " in " + in_year});
  }

  void prove_by_records(int year) {
    std::int64_t all = 0;
    for (auto const& id : proof_->registers) {
      auto const* const schema = city_.schemas().find(id);
      if (schema == nullptr) continue;
      auto const records = count(*schema, year);
      into_->ledgers.push_back({schema, year, records, filter_of(*schema, year)});
      all += records;
    }
    // A ledger kept elsewhere and filed as a document serves as well.
    for (auto const i : documents()) all += is_of(made_.documents[i], year) ? 1 : 0;
    if (all >= proof_->least) return;
    auto const* const schema = proof_->registers.empty() ? (filing() ? filing()->schema : nullptr)
                                                         : city_.schemas().find(proof_->registers.front());
    auto const in_year = std::to_string(year);
    Text names;
    for (auto const& id : proof_->registers) {
      auto const* const one = city_.schemas().find(id);
      if (one == nullptr) continue;
      names.zh += (names.zh.empty() ? "" : "、") + one->definition.name.zh;
      names.en += (names.en.empty() ? "" : ", ") + one->definition.name.en;
    }
    auto const what = all == 0 ? Text{proof_->name.zh + "没有 " + in_year + " 年的记录",
                                      proof_->name.en + ": no record of " + in_year}
                               : Text{proof_->name.zh + "：" + in_year + " 年只有 " + std::to_string(all) +
                                          " 条，应有 " + std::to_string(proof_->least) + " 条",
                                      proof_->name.en + ": " + std::to_string(all) + " of " +
                                          std::to_string(proof_->least) + " records in " + in_year};
    leads_to(
        gap(all == 0 ? GapKind::missing : GapKind::too_few, year, what,
            names.empty() ? Text{"登记台账", "enter the ledger"}
                          : Text{"在台账“" + names.zh + "”登记或导入", "enter or import it in: " + names.en}),
        schema);
  }

  [[nodiscard]] static FieldTexts filter_of(reg::Schema const& schema, int year) {
    auto const field = reg::year_field(schema);
    if (field.field < 0) return {};
    auto const name = "f." + schema.fields[static_cast<std::size_t>(field.field)].definition.id;
    auto const number = std::to_string(year);
    if (field.is_number) return {{name, number}};
    return {{name + ".from", number + "-01-01"}, {name + ".to", number + "-12-31"}};
  }

  [[nodiscard]] std::int64_t count(reg::Schema const& schema, int year) {
    auto const field = reg::year_field(schema);
    auto const when = city_.acceptance().when.find({item_->id, proof_->id});
    std::string condition;
    std::vector<Value> parameters;
    if (field.field >= 0) {
      auto const column =
          reg::sql_name("f_" + schema.fields[static_cast<std::size_t>(field.field)].definition.id);
      if (field.is_number) {
        condition = column + " = ?";
        parameters = {Value(std::int64_t{year})};
      } else {
        condition = column + " >= ? AND " + column + " <= ?";
        auto const first = Day::from_civil(year, 1, 1);
        parameters = {Value(*first), Value(first->last_of_year())};
      }
    }
    if (auto const open = reg::open_records(schema); !open.sql.empty()) {
      condition += (condition.empty() ? "(" : " AND (") + open.sql + ")";
      parameters.insert(parameters.end(), open.parameters.begin(), open.parameters.end());
    }
    if (when == city_.acceptance().when.end())
      return reg::count_records(city_.session(), schema, {condition, parameters, {}}).records;
    std::int64_t counted = 0;
    auto const context = city_.ledger().context();
    city_.ledger().records().scan_where(schema, condition, parameters, "id", [&](reg::Record const& record) {
      counted += when->second.holds(record.values, context) ? 1 : 0;
      return true;
    });
    return counted;
  }

  void prove_by_figures(int year) {
    auto const end = Day::from_civil(year, 12, 31);
    auto const day = std::min(*end, made_.as_of);
    for (auto const& id : proof_->targets) {
      auto const* const standing = standing_of(id, day);
      if (standing == nullptr) continue;
      into_->figures.push_back({id, day, standing->state, standing->reason});
      using indicator::State;
      if (standing->state == State::met || standing->state == State::not_yet_due) continue;
      auto const kind = standing->state == State::not_met ? GapKind::not_met
                        : standing->state == State::stale ? GapKind::stale
                                                          : GapKind::cannot_judge;
      auto const state = indicator::text_of(standing->state);
      auto& made = gap(
          kind, year,
          {"目标 " + id + " " + state.zh + (standing->reason.empty() ? "" : "：" + standing->reason.zh),
           "target " + id + " " + state.en + (standing->reason.empty() ? "" : ": " + standing->reason.en)},
          {"打开目标，看缺的记录", "open the target and see what is lacking"});
      made.target = id;
    }
    for (auto const i : index_.stating(proof_->targets)) {
      auto const& filed = made_.documents[i];
      if (!is_of(filed, year)) continue;
      if (std::ranges::find(into_->documents, i) == into_->documents.end()) into_->documents.push_back(i);
      compare(filed, year, day);
    }
  }

  // Items ask for the same targets on the same days.
  [[nodiscard]] indicator::Standing const* standing_of(std::string const& id, Day day) {
    auto const* const target = city_.pack().find_target(id);
    if (target == nullptr) return nullptr;
    auto known = standings_.find({day, id});
    if (known == standings_.end())
      known = standings_
                  .emplace(std::pair(day, id),
                           indicator::stand(city_.figures(), *target, day, indicator::WithForecast::no))
                  .first;
    return &known->second;
  }

  // A figure in a document, held against what the records give, with the places that the document has.
  void compare(Filed const& filed, int year, Day day) {
    if (!filed.stated) return;
    auto const* const standing = standing_of(filed.stated_target, day);
    if (standing == nullptr || standing->parts.size() != 1) return;
    auto const& value = standing->parts.front().reading.city.value;
    if (!value || value->rounded(filed.stated->scale()) == *filed.stated) return;
    auto const& definition = standing->parts.front().indicator->definition;
    auto const computed =
        report::with_unit(report::number_text(*value, definition.decimals), definition.unit);
    auto& made =
        gap(GapKind::other_figure, year,
            {"“" + filed.title + "”写 " + filed.stated_target + " 为 " + filed.stated->to_string() +
                 "，记录算出 " + computed,
             "'" + filed.title + "' says " + filed.stated->to_string() + " for " + filed.stated_target +
                 ", the records give " + computed},
            {"核对哪个对：更正材料，或补记录", "see which is right: correct the document, or add records"});
    made.schema = filed.schema;
    made.record = filed.record;
    made.target = filed.stated_target;
    if (!filed.unit.empty()) made.unit = filed.unit;
  }

  // Documents of no year of the item prove nothing of it: said, as somebody thinks they do.
  void note_other_years() {
    if (proof_->kind == ProofKind::statistics) return;
    for (auto const i : documents()) {
      auto const& filed = made_.documents[i];
      bool const is_in =
          filed.day && std::ranges::find(item_->years, filed.day->year()) != item_->years.end();
      if (is_in) {
        into_->documents.push_back(i);
        continue;
      }
      auto& made = gap(GapKind::wrong_year, filed.day ? filed.day->year() : 0,
                       filed.day ? Text{"“" + filed.title + "”是 " + std::to_string(filed.day->year()) +
                                            " 年的，不在本条年度内",
                                        "'" + filed.title + "' is of " + std::to_string(filed.day->year()) +
                                            ", not of this item's years"}
                                 : Text{"“" + filed.title + "”没有日期", "'" + filed.title + "' has no date"},
                       {"核对材料日期，或改正条目", "check its date, or what it is filed under"});
      about(made, filed);
    }
  }

  static void about(Gap& gap, Filed const& filed) {
    gap.schema = filed.schema;
    gap.record = filed.record;
    if (!filed.unit.empty()) gap.unit = filed.unit;
  }

  void look_at_documents() {
    for (auto const i : into_->documents) {
      auto const& filed = made_.documents[i];
      auto const year = filed.day ? filed.day->year() : 0;
      auto const lacks = [&](GapKind kind, Text what, Text next) {
        about(gap(kind, year, {"“" + filed.title + "”" + what.zh, "'" + filed.title + "' " + what.en},
                  std::move(next)),
              filed);
      };
      if (filed.bears_number && filed.number.empty() && wants_number(proof_->kind))
        lacks(GapKind::no_number, {"没有文号", "has no number"}, {"补登文号", "enter its number"});
      if (filed.hash.empty())
        lacks(GapKind::no_file, {"没有上传文件", "has no file"}, {"上传文件", "attach the file"});
      else if (!is_there(filed.hash))
        lacks(GapKind::lost_file, {"的文件找不到了", "has lost its file"},
              {"重新上传，或从备份恢复", "attach it again, or restore a backup"});
      else if (filed.can_be_checked && !filed.is_checked && wants_number(proof_->kind))
        lacks(GapKind::not_checked, {"还没有核对印章和签名", "was not checked for seal and signature"},
              {"看过原件后登记核对日期", "look at it, and enter the day on which it was checked"});
    }
  }

  [[nodiscard]] bool is_there(std::string const& hash) const {
    std::error_code ignored;
    return std::filesystem::is_regular_file(city_.evidence().path_of(hash), ignored);
  }

  city::City& city_;
  Acceptance& made_;
  DocumentIndex index_;
  std::map<std::pair<Day, std::string>, indicator::Standing> standings_;
  std::vector<std::size_t> about_;  // documents about the item
  pack::AcceptanceItem const* item_ = nullptr;
  pack::ItemProof const* proof_ = nullptr;
  ProofStanding* into_ = nullptr;
};

}  // namespace

std::string_view code_of(GapKind kind) {
  switch (kind) {
    case GapKind::missing:
      return "missing";
    case GapKind::wrong_year:
      return "wrong_year";
    case GapKind::too_few:
      return "too_few";
    case GapKind::unit_missing:
      return "unit_missing";
    case GapKind::no_number:
      return "no_number";
    case GapKind::no_file:
      return "no_file";
    case GapKind::lost_file:
      return "lost_file";
    case GapKind::not_checked:
      return "not_checked";
    case GapKind::other_figure:
      return "other_figure";
    case GapKind::not_met:
      return "not_met";
    case GapKind::cannot_judge:
      return "cannot_judge";
    case GapKind::stale:
      return "stale";
  }
  return "";
}

std::string_view code_of(ItemState state) {
  switch (state) {
    case ItemState::heading:
      return "heading";
    case ItemState::proved:
      return "proved";
    case ItemState::lacking:
      return "lacking";
    case ItemState::not_yet:
      return "not_yet";
  }
  return "";
}

std::size_t ItemStanding::gaps() const {
  std::size_t all = 0;
  for (auto const& proof : proofs) all += proof.gaps.size();
  return all;
}

Acceptance stand(city::City& city, ItemList list, Day as_of, std::optional<std::size_t> only) {
  Acceptance made;
  made.list = std::move(list);
  made.as_of = as_of;
  made.documents = filed_documents(city);
  made.items.resize(made.list.items.size());
  Prover prover(city, made);
  for (std::size_t i = 0; i < made.items.size(); ++i)
    if (!only || *only == i) prover.prove(made.list.items[i], made.items[i]);
  return made;
}

Overview overview_of(Acceptance const& acceptance, std::string unit) {
  Overview made;
  made.unit = std::move(unit);
  made.items = {{ItemState::proved, 0}, {ItemState::lacking, 0}, {ItemState::not_yet, 0}};
  for (std::size_t i = 0; i < acceptance.items.size(); ++i) {
    auto const& units = acceptance.list.items[i].definition.units;
    auto const& standing = acceptance.items[i];
    Overview::Line line{i};
    for (auto const& proof : standing.proofs)
      for (auto const& gap : proof.gaps)
        if (made.tells(gap)) ++line.gaps, ++made.gaps[gap.unit];
    bool const is_heading = standing.state == ItemState::heading;
    bool const is_theirs =
        made.unit.empty() || line.gaps > 0 || std::ranges::find(units, made.unit) != units.end();
    if (!is_heading && !is_theirs) continue;
    if (!is_heading) ++made.items[standing.state];
    made.lines.push_back(line);
  }
  return made;
}

}  // namespace shian::dossier
