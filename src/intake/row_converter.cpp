#include "intake/row_converter.hpp"

namespace shian::intake {
namespace {

// Options, towns and units repeat all the way down a column: what a text means is worked out once.
bool takes_few_values(pack::FieldType type) {
  return type == pack::FieldType::enumeration || type == pack::FieldType::area ||
         type == pack::FieldType::unit || type == pack::FieldType::boolean;
}
constexpr std::size_t kMostKnownValues = 2'000;

Text told_with_hint(Error const& error) {
  Text text = error.what;
  if (!error.hint.empty()) {
    text.zh += "(" + error.hint.zh + ")";
    text.en += " (" + error.hint.en + ")";
  }
  return text;
}

}  // namespace

RowConverter::RowConverter(pack::Pack const& pack, clock::Rules const& rules, reg::Schema const& schema,
                           Understanding const& understanding, bool dates_from_1904, Sender sender)
    : schema_(schema),
      understanding_(understanding),
      sender_(std::move(sender)),
      areas_(Directory::of_areas(pack.areas)),
      units_(Directory::of_units(pack.units)),
      known_values_(schema.fields.size()) {
  if (pack.find_unit(sender_.unit) == nullptr) sender_.unit.clear();
  if (pack.find_area(sender_.area) == nullptr) sender_.area.clear();
  lookups_.pack = &pack;
  lookups_.context.rules = &rules;
  context_.utc_offset_minutes = pack.utc_offset_minutes;
  context_.dates_from_1904 = dates_from_1904;
  context_.area = [this](std::string_view text) { return areas_.find(text); };
  context_.unit = [this](std::string_view text) { return units_.find(text); };
  context_.reference = [this](int, std::string_view key) -> Expected<RecordId> {
    asked_key_ = key;
    return 0;
  };
}

void RowConverter::put(Candidate& candidate, ColumnPart const& part, Cell const& cell, int column) {
  auto const index = static_cast<std::size_t>(part.field);
  auto const type = schema_.fields[index].definition.type;
  auto& known = known_values_[index];
  bool const repeats = takes_few_values(type) && cell.kind == CellKind::text;
  if (repeats) {
    if (auto const found = known.find(cell.text); found != known.end()) {
      candidate.values[index] = found->second;
      return;
    }
  }
  auto value = convert(cell, schema_.fields[index], context_, part.unit);
  if (value) {
    if (repeats && known.size() < kMostKnownValues) known.emplace(std::string(cell.text), *value);
    if (type == pack::FieldType::reference && !is_null(*value)) {
      candidate.asked.push_back({index, column, asked_key_});
    } else {
      candidate.values[index] = std::move(*value);
    }
    return;
  }
  candidate.reasons.push_back({column, told_with_hint(value.error())});
}

Candidate RowConverter::convert_row(Row const& row) {
  Candidate candidate{HeldRow(row), std::vector<Value>(schema_.fields.size()), {}, {}};
  for (auto const& column : understanding_.columns) {
    auto const& cell = row.at(column.column);
    if (column.parts.size() == 1) {
      if (column.parts.front().field >= 0) put(candidate, column.parts.front(), cell, column.column);
      continue;
    }
    auto const pieces = split_combined(cell.text, column.parts.size());
    if (!pieces) {
      candidate.reasons.push_back({column.column, pieces.error().what});
      continue;
    }
    for (std::size_t i = 0; i < column.parts.size(); ++i) {
      if (column.parts[i].field < 0) continue;
      Cell piece;
      piece.text = (*pieces)[i];
      piece.kind = piece.text.empty() ? CellKind::empty : CellKind::text;
      put(candidate, column.parts[i], piece, column.column);
    }
  }
  // Whose work it is, and where, need not be typed by those who send their own.
  for (auto const& [field, own] :
       {std::pair{schema_.unit_field, &sender_.unit}, std::pair{schema_.area_field, &sender_.area}}) {
    if (field < 0 || own->empty()) continue;
    auto& value = candidate.values[static_cast<std::size_t>(field)];
    if (is_null(value)) value = *own;
  }
  if (candidate.reasons.empty() && checks() == reg::Checked::yes) check(candidate);
  return candidate;
}

void RowConverter::check(Candidate& candidate) const {
  // What is still to be looked up is there, as far as "required" is concerned.
  for (auto const& asked : candidate.asked) candidate.values[asked.field] = std::int64_t{1};
  for (auto const& fault : reg::validate(schema_, candidate.values, lookups_)) {
    candidate.reasons.push_back({understanding_.column_of(fault.field), fault.error.what});
  }
}

}  // namespace shian::intake
