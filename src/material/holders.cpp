#include "material/holders.hpp"

#include "register/mask.hpp"

namespace shian::material {

std::map<std::string, std::vector<Holder>> Holders::of(std::vector<std::string> const& hashes) {
  struct Row {
    std::string hash, register_id, field;
    RecordId record = 0;
  };
  std::map<std::string, std::vector<Holder>> holders;
  if (hashes.empty()) return holders;
  constexpr std::int64_t kMostShown = 5;
  std::vector<Value> parameters;
  std::string marks;
  for (auto const& hash : hashes) {
    marks += marks.empty() ? "?" : ", ?";
    parameters.emplace_back(hash);
  }
  auto const may = seen("h");
  parameters.insert(parameters.end(), may.parameters.begin(), may.parameters.end());
  parameters.emplace_back(kMostShown);
  std::vector<Row> rows;
  ledger_.session().scan(
      "SELECT hash, register, record, field FROM (SELECT h.hash, h.register, h.record, h.field, row_number() "
      "OVER (PARTITION BY h.hash ORDER BY h.register, h.record, h.field) AS place FROM shian_holder h WHERE "
      "h.hash IN (" +
          marks + ") AND " + may.sql + " IS NOT NULL) held WHERE place <= ? ORDER BY hash, place",
      parameters, [&](store::Statement const& row) {
        rows.push_back(
            {std::string(row.text(0)), std::string(row.text(1)), std::string(row.text(3)), row.integer(2)});
        return true;
      });
  for (auto const& row : rows)
    if (auto holder = read(row.register_id, row.record, row.field, row.hash))
      holders[row.hash].push_back(std::move(*holder));
  return holders;
}

std::optional<Holder> Holders::read(std::string_view register_id, RecordId record, std::string_view field,
                                    std::string const& hash) {
  auto const* schema = ledger_.schemas().find(register_id);
  auto const index = schema != nullptr ? schema->find(field) : -1;
  if (index < 0) return std::nullopt;
  auto const at = static_cast<std::size_t>(index);
  auto const* found = ledger_.records().find(schema->index, record);
  bool const holds = found != nullptr && found->values[at] == Value(hash);
  if (!holds || reg::is_personal(schema->fields[at]) || !reader_.may_read_files(*schema, *found))
    return std::nullopt;
  return Holder{schema, *found, index};
}

}  // namespace shian::material
