#include "intake/choices.hpp"

#include <algorithm>

#include "base/text.hpp"
#include "register/schema.hpp"

namespace shian::intake {
namespace {

bool is_chosen(Choices const& choices, int column) {
  return std::ranges::any_of(choices.columns, [&](auto const& one) { return one.column == column; });
}

void choose(ColumnUnderstanding& column, std::vector<std::string> const& fields, reg::Schema const& schema) {
  auto const unit = column.parts.empty() ? std::string() : column.parts.front().unit;
  column.parts.clear();
  column.passed_over = fields.empty();
  for (auto const& id : fields) {
    if (auto const field = schema.find(id); field >= 0)
      column.parts.push_back({column.header, field, -1, MatchedBy::chosen, unit});
  }
  if (column.parts.empty()) column.parts.push_back({column.header, -1, -1, MatchedBy::chosen, {}});
}

// The other columns give up what was chosen.
void give_up(ColumnUnderstanding& column, std::vector<bool> const& taken) {
  for (auto& part : column.parts) {
    if (part.field >= 0 && taken[static_cast<std::size_t>(part.field)]) {
      part.suggestion = part.field;
      part.field = -1;
      part.how = MatchedBy::duplicate;
    } else if (part.how == MatchedBy::suggested && taken[static_cast<std::size_t>(part.suggestion)]) {
      part.suggestion = -1;
      part.how = MatchedBy::none;
    }
  }
}

}  // namespace

void apply(Choices const& choices, reg::Schema const& schema, Understanding& understanding) {
  std::vector<bool> taken(schema.fields.size());
  for (auto const& chosen : choices.columns) {
    auto const column = std::ranges::find(understanding.columns, chosen.column, &ColumnUnderstanding::column);
    if (column == understanding.columns.end()) continue;
    choose(*column, chosen.fields, schema);
    for (auto const& part : column->parts)
      if (part.field >= 0) taken[static_cast<std::size_t>(part.field)] = true;
  }
  for (auto& column : understanding.columns)
    if (!is_chosen(choices, column.column)) give_up(column, taken);
  understanding.missing_required.clear();
  for (std::size_t i = 0; i < schema.fields.size(); ++i) {
    auto const field = static_cast<int>(i);
    if (schema.fields[i].definition.required && understanding.column_of(field) < 0)
      understanding.missing_required.push_back(field);
  }
}

CorrectedCells::CorrectedCells(std::vector<Choices::CellText> const& cells) {
  for (auto const& cell : cells) by_row_[cell.row].push_back(&cell);
}

void CorrectedCells::put_right(Row& row) const {
  auto const found = by_row_.find(row.number);
  if (found == by_row_.end()) return;
  for (auto const* corrected : found->second) {
    auto const column = static_cast<std::size_t>(corrected->column);
    if (column >= row.cells.size()) row.cells.resize(column + 1);
    Cell cell;
    cell.text = corrected->text;
    cell.kind = trimmed(cell.text).empty() ? CellKind::empty : CellKind::text;
    row.cells[column] = cell;
  }
}

bool CorrectedCells::has(int row, int column) const {
  auto const found = by_row_.find(row);
  return found != by_row_.end() &&
         std::ranges::any_of(found->second, [&](auto const* cell) { return cell->column == column; });
}

}  // namespace shian::intake
