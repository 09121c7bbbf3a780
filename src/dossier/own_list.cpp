#include "dossier/own_list.hpp"

#include <algorithm>
#include <set>

#include "base/text.hpp"
#include "dossier/cell_parts.hpp"
#include "intake/directory.hpp"

namespace shian::dossier {
namespace {

std::string text_at(reg::Record const& record, reg::FieldIndex field) {
  auto const* const text = std::get_if<std::string>(&record.values[static_cast<std::size_t>(field)]);
  return text == nullptr ? std::string() : std::string(trimmed(*text));
}

// 1.2 comes before 1.10: numbers within are compared as numbers.
bool comes_before(std::string const& left, std::string const& right) {
  std::size_t i = 0, j = 0;
  auto const digits = [](std::string const& text, std::size_t from) {
    auto const end = text.find_first_not_of("0123456789", from);
    return text.substr(from, (end == std::string::npos ? text.size() : end) - from);
  };
  while (i < left.size() && j < right.size()) {
    auto const a = digits(left, i), b = digits(right, j);
    if (!a.empty() && !b.empty()) {
      if (a.size() != b.size()) return a.size() < b.size();
      if (a != b) return a < b;
      i += a.size();
      j += b.size();
      continue;
    }
    if (left[i] != right[j]) return left[i] < right[j];
    ++i, ++j;
  }
  return left.size() - i < right.size() - j;
}

class RowReader {
 public:
  RowReader(city::City& city, reg::ItemTable const& table, Errors& faults)
      : city_(city), table_(table), faults_(faults), units_(intake::Directory::of_units(city.pack().units)) {}

  pack::AcceptanceItem read(reg::Record const& row) {
    pack::AcceptanceItem made;
    made.id = text_at(row, table_.item);
    made.parent = text_at(row, table_.parent);
    auto const name = text_at(row, table_.name);
    made.name = {name, name};
    made.text = text_at(row, table_.text);
    item_ = made.id;
    made.task = named(text_at(row, table_.task), "任务", "task",
                      [&](auto const& id) { return city_.pack().find_task(id) != nullptr; });
    made.target = named(text_at(row, table_.target), "目标", "target",
                        [&](auto const& id) { return city_.pack().find_target(id) != nullptr; });
    if (!made.task.empty() && !made.target.empty()) made.task.clear();  // the target names its tasks
    for (auto const& unit : parts_of(text_at(row, table_.units)))
      if (auto found = unit_of(unit)) made.units.push_back(std::move(*found));
    for (auto const& year : parts_of(text_at(row, table_.years))) add_year(year, made.years);
    if (auto const* const points = std::get_if<Decimal>(&row.values[static_cast<std::size_t>(table_.points)]))
      made.points = *points;
    add_proofs(row, made);
    return made;
  }

 private:
  void fault(std::string code, Text what, Text hint = {}) {
    faults_.push_back(
        Error::make(std::move(code), "条目 " + item_ + "：" + what.zh, "item " + item_ + ": " + what.en)
            .hinting(std::move(hint.zh), std::move(hint.en)));
  }

  template <class IsThere>
  std::string named(std::string id, char const* zh, char const* en, IsThere const& is_there) {
    if (id.empty() || is_there(id)) return id;
    fault("dossier.name",
          {"方案没有" + std::string(zh) + " " + id, "the plan has no " + std::string(en) + " " + id});
    return {};
  }

  std::optional<std::string> unit_of(std::string const& name) {
    auto found = units_.find(name);
    if (found) return std::move(*found);
    fault("dossier.unit", found.error().what, found.error().hint);
    return std::nullopt;
  }

  void add_year(std::string const& text, std::vector<int>& years) {
    auto const year = Decimal::parse(text.ends_with("年") ? text.substr(0, text.size() - 3) : text);
    if (year && year->scale() == 0 && year->mantissa() >= 1949 && year->mantissa() <= 2200) {
      years.push_back(static_cast<int>(year->mantissa()));
      return;
    }
    fault("dossier.year", {"“" + text + "”不是年度", "'" + text + "' is no year"},
          {"例如 2022", "for example 2022"});
  }

  void add_proofs(reg::Record const& row, pack::AcceptanceItem& made) {
    std::vector<std::string> registers;
    for (auto const& name : parts_of(text_at(row, table_.registers))) {
      auto const wanted = folded(name);
      auto const all = city_.schemas().all();
      auto const found = std::ranges::find_if(all, [&](reg::Schema const& schema) {
        return schema.definition.id == name || folded(schema.definition.name.zh) == wanted ||
               folded(schema.definition.name.en) == wanted;
      });
      if (found != all.end())
        registers.push_back(found->definition.id);
      else
        fault("dossier.register", {"没有台账“" + name + "”", "there is no register '" + name + "'"});
    }
    for (auto const& word : parts_of(text_at(row, table_.kinds))) {
      auto const kind = table_.words.find(word);
      if (kind == table_.words.end()) {
        std::string known;
        for (auto const& [name, meaning] : table_.words) known += (known.empty() ? "" : "、") + name;
        fault("dossier.kind", {"没有佐证类别“" + word + "”", "there is no kind of proof '" + word + "'"},
              {"可写：" + known, "known: " + known});
        continue;
      }
      pack::ItemProof proof;
      proof.id = word;
      proof.name = {word, word};
      proof.kind = kind->second;
      if (proof.kind == pack::ProofKind::ledger) proof.registers = registers;
      made.proofs.push_back(std::move(proof));
    }
  }

  city::City& city_;
  reg::ItemTable const& table_;
  Errors& faults_;
  intake::Directory units_;
  std::string item_;
};

}  // namespace

std::vector<std::string> own_list_names(city::City& city) {
  std::vector<std::string> names;
  auto const& table = city.acceptance().own;
  if (!table) return names;
  std::set<std::string> seen;
  city.ledger().records().scan(*table->schema, [&](reg::Record const& row) {
    auto name = text_at(row, table->list);
    if (!name.empty() && seen.insert(name).second) names.push_back(std::move(name));
    return true;
  });
  return names;
}

std::vector<pack::AcceptanceItem> own_items(city::City& city, std::string_view list, Errors& faults) {
  std::vector<pack::AcceptanceItem> items;
  auto const& table = city.acceptance().own;
  SHIAN_ASSERT(table.has_value());
  RowReader reader(city, *table, faults);
  city.ledger().records().scan(*table->schema, [&](reg::Record const& row) {
    if (text_at(row, table->list) == list) items.push_back(reader.read(row));
    return true;
  });
  std::ranges::stable_sort(items, comes_before, &pack::AcceptanceItem::id);
  return items;
}

}  // namespace shian::dossier
