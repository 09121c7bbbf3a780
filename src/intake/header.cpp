#include "intake/header.hpp"

#include <algorithm>
#include <functional>

#include "base/text.hpp"
#include "intake/field_names.hpp"
#include "register/schema.hpp"

namespace shian::intake {
namespace {

/// The texts of a candidate header, by column.
using Texts = std::vector<std::string>;

Texts texts_of(Row const& row) {
  Texts texts;
  for (auto const& cell : row.cells)
    texts.emplace_back(cell.empty() ? std::string_view{} : trimmed(cell.text));
  return texts;
}

/// The upper row of a two-row header names groups: a name holds to the right until the next one, if cells
/// below it need one.
Texts groups_of(Row const& upper, Row const& lower) {
  auto texts = texts_of(upper);
  texts.resize(std::max(texts.size(), lower.cells.size()));
  std::string group;
  for (std::size_t i = 0; i < texts.size(); ++i) {
    if (!texts[i].empty()) {
      group = texts[i];
    } else if (!lower.at(static_cast<int>(i)).empty()) {
      texts[i] = group;
    }
  }
  return texts;
}

Texts joined(Row const& upper, Row const& lower) {
  auto const above = groups_of(upper, lower);
  auto const below = texts_of(lower);
  Texts texts(above.size());
  for (std::size_t i = 0; i < texts.size(); ++i) {
    auto const& low = i < below.size() ? below[i] : std::string{};
    texts[i] = low.empty() || low == above[i] ? above[i] : above[i].empty() ? low : above[i] + " " + low;
  }
  return texts;
}

bool are_merged(Row const& upper, Row const& lower) {
  for (std::size_t i = 0; i < lower.cells.size(); ++i) {
    auto const& above = upper.at(static_cast<int>(i));
    if (lower.cells[i].merged && !above.merged && above.text == lower.cells[i].text) return true;
  }
  return false;
}

class Matcher {
 public:
  Matcher(reg::Schema const& schema, Mapping const& remembered)
      : schema_(schema), remembered_(remembered), names_(schema) {}

  FieldNames const& names() const { return names_; }

  /// Each text's columns. `lower` gives a two-row header's lower cells, which may name the field alone.
  std::vector<ColumnUnderstanding> match(Texts const& texts, Texts const& lower) const {
    std::vector<ColumnUnderstanding> columns;
    std::vector<bool> is_taken(schema_.fields.size());
    for (std::size_t i = 0; i < texts.size(); ++i) {
      if (texts[i].empty()) continue;
      ColumnUnderstanding column;
      column.column = static_cast<int>(i);
      column.header = texts[i];
      column.parts = parts_of(texts[i], column.passed_over);
      bool const is_known = column.passed_over || column.parts[0].field >= 0 || column.parts.size() > 1;
      if (!is_known && i < lower.size() && !lower[i].empty() && lower[i] != texts[i]) {
        if (auto parts = parts_of(lower[i], column.passed_over);
            column.passed_over || parts[0].field >= 0 || parts.size() > 1) {
          column.parts = std::move(parts);
        }
      }
      for (auto& part : column.parts) {
        if (part.field < 0) continue;
        if (is_taken[static_cast<std::size_t>(part.field)]) {
          part.suggestion = part.field;
          part.field = -1;
          part.how = MatchedBy::duplicate;
        } else {
          is_taken[static_cast<std::size_t>(part.field)] = true;
        }
      }
      columns.push_back(std::move(column));
    }
    return columns;
  }

  /// Nearest names for columns that mean nothing yet; a field that is taken is not suggested.
  void suggest(std::vector<ColumnUnderstanding>& columns) const {
    std::vector<bool> is_taken(schema_.fields.size());
    for (auto const& column : columns) {
      for (auto const& part : column.parts) {
        if (part.field >= 0) is_taken[static_cast<std::size_t>(part.field)] = true;
      }
    }
    for (auto& column : columns) {
      if (column.passed_over) continue;
      for (auto& part : column.parts) {
        if (part.how != MatchedBy::none) continue;
        int const near = names_.nearest_to(part.header);
        if (near < 0 || is_taken[static_cast<std::size_t>(near)]) continue;
        part.suggestion = near;
        part.how = MatchedBy::suggested;
        is_taken[static_cast<std::size_t>(near)] = true;
      }
    }
  }

 private:
  std::vector<ColumnPart> parts_of(std::string const& text, bool& passed_over) const {
    if (auto const* entry = remembered_.find(text)) {
      if (entry->fields.empty()) {
        passed_over = true;
        return {ColumnPart{text, -1, -1, MatchedBy::remembered, {}}};
      }
      std::vector<ColumnPart> parts;
      for (auto const& id : entry->fields) {
        ColumnPart part = names_.match(text);  // for its unit hint
        auto const field = std::find_if(schema_.fields.begin(), schema_.fields.end(),
                                        [&](auto const& candidate) { return candidate.definition.id == id; });
        if (field == schema_.fields.end()) break;
        part.field = static_cast<int>(field - schema_.fields.begin());
        part.how = MatchedBy::remembered;
        parts.push_back(std::move(part));
      }
      if (parts.size() == entry->fields.size()) return parts;
    }
    auto whole = names_.match(text);
    if (whole.field >= 0) return {std::move(whole)};
    if (auto parts = names_.match_combined(text); !parts.empty()) return parts;
    return {std::move(whole)};
  }

  reg::Schema const& schema_;
  Mapping const& remembered_;
  FieldNames names_;
};

int fields_in(std::vector<ColumnUnderstanding> const& columns, MatchedBy how_not) {
  int count = 0;
  for (auto const& column : columns) {
    for (auto const& part : column.parts)
      count += (part.field >= 0 || part.suggestion >= 0) && part.how != how_not;
  }
  return count;
}

int used_fields(std::vector<ColumnUnderstanding> const& columns) {
  int count = 0;
  for (auto const& column : columns) {
    for (auto const& part : column.parts) count += part.field >= 0;
  }
  return count;
}

std::size_t own_cells(Row const& row) {
  return static_cast<std::size_t>(std::count_if(
      row.cells.begin(), row.cells.end(), [](Cell const& cell) { return !cell.empty() && !cell.merged; }));
}

Error no_header(std::span<HeldRow const> rows, reg::Schema const& schema) {
  std::string wanted_zh, wanted_en;
  int listed = 0;
  for (auto const& field : schema.fields) {
    if (!field.definition.required && listed >= 4) continue;
    if (++listed > 8) break;
    wanted_zh += (wanted_zh.empty() ? "" : "、") + field.definition.name.zh;
    wanted_en += (wanted_en.empty() ? "" : ", ") +
                 (field.definition.name.en.empty() ? field.definition.id : field.definition.name.en);
  }
  std::string seen;
  if (!rows.empty()) {
    for (auto const& text : texts_of(rows.front().row())) {
      if (!text.empty() && seen.size() < 120) seen += (seen.empty() ? "" : " | ") + text;
    }
  }
  auto const within = std::to_string(kHeaderWithin);
  auto error = Error::make("intake.no_header",
                           "前 " + within + " 行中没有找到“" + schema.definition.name.zh + "”的表头",
                           "no header of '" + schema.definition.id + "' within the first " + within + " rows")
                   .hinting("表头应有：" + wanted_zh, "the header should name: " + wanted_en);
  if (!seen.empty()) error = std::move(error).excerpting(shortened(seen, 110));
  return error;
}

Error no_such_row(int number) {
  auto const row = std::to_string(number);
  return Error::make("intake.no_header", "第 " + row + " 行没有内容，不能作表头",
                     "row " + row + " is empty: it cannot be the header");
}

std::string quoted_zh(std::string const& text) { return "“" + text + "”"; }

Text reason(MatchedBy how) {
  switch (how) {
    case MatchedBy::name:
      return {"按名称", "by name"};
    case MatchedBy::english_name:
      return {"按英文名", "by English name"};
    case MatchedBy::id:
      return {"按字段代码", "by id"};
    case MatchedBy::alias:
      return {"按别名", "by another name"};
    case MatchedBy::remembered:
      return {"按上次的对应", "as remembered"};
    case MatchedBy::chosen:
      return {"按本次的选择", "as chosen"};
    case MatchedBy::suggested:
      return {"建议", "suggested"};
    case MatchedBy::duplicate:
      return {"重复", "duplicate"};
    case MatchedBy::none:
      break;
  }
  return {};
}

/// Rows already read come first, then the rest.
class Resumed final : public TableReader {
 public:
  Resumed(std::unique_ptr<TableReader> reader, std::vector<HeldRow> held)
      : reader_(std::move(reader)), held_(std::move(held)) {}
  Expected<bool> next(Row& row) override {
    if (at_ < held_.size()) {
      row = held_[at_++].row();
      return true;
    }
    if (at_ == held_.size()) {
      ++at_;
      held_.clear();
      at_ = 1;
    }
    return reader_->next(row);
  }
  TableInfo const& info() const override { return reader_->info(); }

 private:
  std::unique_ptr<TableReader> reader_;
  std::vector<HeldRow> held_;
  std::size_t at_ = 0;
};

using Opener = std::function<Expected<std::unique_ptr<TableReader>>(OpenOptions const&)>;

Expected<OpenedTable> open_sheet(Opener const& open, reg::Schema const& schema, Mapping const& remembered,
                                 OpenOptions const& options) {
  auto reader = open(options);
  if (!reader) return std::unexpected(reader.error());
  std::vector<HeldRow> held;
  Row row;
  auto const within =
      static_cast<std::size_t>(options.header_row > 0 ? kHeaderWithinSaid : kHeaderWithin + 2);
  constexpr std::size_t kMostHeldBytes = std::size_t{32} << 20;
  std::size_t bytes = 0;
  while (held.size() < within && bytes < kMostHeldBytes) {
    auto const more = (*reader)->next(row);
    if (!more) return std::unexpected(more.error());
    if (!*more) break;
    held.emplace_back(row);
    bytes += held.back().bytes();
  }
  auto const& info = (*reader)->info();
  auto understood = understand(held, schema, remembered, options.header_row);
  if (!understood) return std::unexpected(std::move(understood.error()).at({info.file, 0, 0}));
  understood->file = info.file;
  understood->sheet = info.sheet;
  std::erase_if(held, [&](HeldRow const& one) { return one.row().number <= understood->last_header_row; });
  return OpenedTable{std::make_unique<Resumed>(std::move(*reader), std::move(held)), std::move(*understood)};
}

Expected<OpenedTable> open_best(Opener const& open, reg::Schema const& schema, Mapping const& remembered,
                                OpenOptions const& options) {
  constexpr std::size_t kMostSheets = 20;
  auto best = open_sheet(open, schema, remembered, options);
  if (!options.sheet.empty()) return best;
  std::vector<std::string> sheets;
  if (best) {
    sheets = best->rows->info().sheets;
  } else if (best.error().code == "intake.no_header") {
    auto const reader = open(options);
    if (reader) sheets = (*reader)->info().sheets;
  }
  for (std::size_t i = 1; i < sheets.size() && i < kMostSheets; ++i) {
    auto chosen = options;
    chosen.sheet = sheets[i];
    auto other = open_sheet(open, schema, remembered, chosen);
    if (other && (!best || other->understanding.matched() > best->understanding.matched()))
      best = std::move(other);
  }
  return best;
}

}  // namespace

int Understanding::matched() const { return used_fields(columns); }

Expected<Understanding> understand(std::span<HeldRow const> rows, reg::Schema const& schema,
                                   Mapping const& remembered, int header_row) {
  Matcher const matcher(schema, remembered);
  struct Candidate {
    std::size_t first = 0, last = 0;
    std::vector<ColumnUnderstanding> columns;
    int fields = 0;
  } best;
  auto const offer = [&](std::size_t first, std::size_t last, std::vector<ColumnUnderstanding> columns,
                         int handicap) {
    int const fields = used_fields(columns);
    if (header_row > 0 && rows[last].row().number != header_row) return;
    bool const is_only = header_row > 0 && best.columns.empty();
    if (is_only || fields > best.fields - handicap) best = {first, last, std::move(columns), fields};
  };
  auto const within = static_cast<std::size_t>(header_row > 0 ? kHeaderWithinSaid : kHeaderWithin);
  auto const count = std::min(rows.size(), within);
  for (std::size_t i = 0; i < count; ++i) offer(i, i, matcher.match(texts_of(rows[i].row()), {}), 0);
  for (std::size_t i = 0; i < count && i + 1 < count; ++i) {
    auto const& upper = rows[i].row();
    auto const& lower = rows[i + 1].row();
    if (lower.number != upper.number + 1) continue;
    // Cells merged over both rows make one header of them even if the lower row alone says as much.
    offer(i, i + 1, matcher.match(joined(upper, lower), texts_of(lower)),
          best.first == i + 1 && are_merged(upper, lower) ? 1 : 0);
  }
  auto const is_enough = [&](std::size_t row, int fields) {
    return fields >= 2 || (fields == 1 && own_cells(rows[row].row()) <= 2);
  };
  if (header_row > 0) {
    if (best.columns.empty()) return std::unexpected(no_such_row(header_row));
  } else if (!is_enough(best.first, best.fields)) {
    // Perhaps every name is a slip: then the row with most near names is the header, and nothing is used yet.
    int most = 1;
    for (std::size_t i = 0; i < count; ++i) {
      auto columns = matcher.match(texts_of(rows[i].row()), {});
      if (columns.size() > 200) continue;
      matcher.suggest(columns);
      if (int const near = fields_in(columns, MatchedBy::duplicate); near > most) {
        most = near;
        best = {i, i, std::move(columns), used_fields(columns)};
      }
    }
    if (most < 2) return std::unexpected(no_header(rows, schema));
  }
  matcher.suggest(best.columns);

  // A second row of names (English, ids) below.
  while (best.last + 1 < rows.size()) {
    auto const& below = rows[best.last + 1].row();
    int same = 0, filled = 0;
    for (auto const& column : best.columns) {
      auto const& cell = below.at(column.column);
      if (cell.empty()) continue;
      ++filled;
      auto const part = matcher.names().match(cell.text);
      same += part.field >= 0 && part.field == column.parts[0].field;
    }
    if (same < 2 || same * 2 < filled) break;
    ++best.last;
  }

  Understanding made;
  made.first_header_row = rows[best.first].row().number;
  made.last_header_row = rows[best.last].row().number;
  made.columns = std::move(best.columns);
  for (auto const& column : made.columns) {
    made.header_cells.resize(static_cast<std::size_t>(column.column) + 1);
    made.header_cells.back() = column.header;
  }
  for (std::size_t i = 0; i < schema.fields.size(); ++i) {
    if (!schema.fields[i].definition.required) continue;
    bool const is_given = std::any_of(made.columns.begin(), made.columns.end(), [&](auto const& column) {
      return std::any_of(column.parts.begin(), column.parts.end(),
                         [&](auto const& part) { return part.field == static_cast<int>(i); });
    });
    if (!is_given) made.missing_required.push_back(static_cast<int>(i));
  }
  return made;
}

std::vector<Text> Understanding::describe(reg::Schema const& schema) const {
  std::vector<Text> lines;
  auto const rows = first_header_row == last_header_row
                        ? std::to_string(first_header_row)
                        : std::to_string(first_header_row) + "-" + std::to_string(last_header_row);
  lines.push_back({(sheet.empty() ? "" : "工作表“" + sheet + "”,") + std::string("表头在第 ") + rows + " 行",
                   (sheet.empty() ? "" : "sheet '" + sheet + "', ") + std::string("header in row ") + rows});
  auto const name = [&](int field) {
    auto const& definition = schema.fields[static_cast<std::size_t>(field)].definition;
    return Text{definition.name.zh.empty() ? definition.id : definition.name.zh,
                definition.name.en.empty() ? definition.id : definition.name.en};
  };
  for (auto const& column : columns) {
    auto const number = std::to_string(column.column + 1);
    for (auto const& part : column.parts) {
      auto const zh = "第 " + number + " 列" + quoted_zh(part.header);
      auto const en = "column " + number + " '" + part.header + "'";
      auto const why = reason(part.how);
      if (column.passed_over) {
        lines.push_back({zh + ":按上次的选择不导入", en + ": passed over, as remembered"});
      } else if (part.field >= 0) {
        auto const field = name(part.field);
        auto const unit_zh = part.unit.empty() ? "" : "，单位 " + part.unit;
        auto const unit_en = part.unit.empty() ? "" : ", in " + part.unit;
        lines.push_back({zh + " → " + field.zh + "(" + why.zh + unit_zh + ")",
                         en + " -> " + field.en + " (" + why.en + unit_en + ")"});
      } else if (part.how == MatchedBy::suggested) {
        auto const field = name(part.suggestion);
        lines.push_back({zh + ":是不是" + quoted_zh(field.zh) + "?确认前不导入",
                         en + ": did you mean '" + field.en + "'? not imported until confirmed"});
      } else if (part.how == MatchedBy::duplicate) {
        auto const field = name(part.suggestion);
        lines.push_back({zh + ":与前面的列重复(" + field.zh + ")，不导入",
                         en + ": repeats an earlier column (" + field.en + "), not imported"});
      } else {
        lines.push_back({zh + ":没有对应的字段，不导入", en + ": means no field, not imported"});
      }
    }
  }
  for (int field : missing_required) {
    auto const missing = name(field);
    lines.push_back({"缺少必填项" + quoted_zh(missing.zh), "the required '" + missing.en + "' is missing"});
  }
  return lines;
}

Mapping Understanding::mapping(reg::Schema const& schema) const {
  Mapping made;
  for (auto const& column : columns) {
    std::vector<std::string> fields;
    for (auto const& part : column.parts) {
      if (part.field >= 0)
        fields.push_back(schema.fields[static_cast<std::size_t>(part.field)].definition.id);
    }
    if (column.passed_over || fields.size() == column.parts.size())
      made.remember(column.header, std::move(fields));
  }
  return made;
}

Expected<OpenedTable> open_understood(std::filesystem::path const& file, reg::Schema const& schema,
                                      Mapping const& remembered, OpenOptions const& options) {
  return open_best([&](OpenOptions const& chosen) { return open_table(file, chosen); }, schema, remembered,
                   options);
}

Expected<OpenedTable> open_understood(std::string const& bytes, std::string_view name,
                                      reg::Schema const& schema, Mapping const& remembered,
                                      OpenOptions const& options) {
  return open_best([&](OpenOptions const& chosen) { return open_table(bytes, name, chosen); }, schema,
                   remembered, options);
}

Expected<std::vector<std::string_view>> split_combined(std::string_view text, std::size_t parts) {
  text = trimmed(text);
  if (text.empty()) return std::vector<std::string_view>(parts);
  if (parts == 1) return std::vector<std::string_view>{text};
  for (auto separator : kCombinedSeparators) {
    std::vector<std::string_view> found;
    auto rest = text;
    for (;;) {
      auto const at = rest.find(separator);
      found.push_back(trimmed(rest.substr(0, at)));
      if (at == std::string_view::npos) break;
      rest.remove_prefix(at + separator.size());
    }
    if (found.size() == parts) return found;
  }
  auto const count = std::to_string(parts);
  std::string const shown(text);
  return std::unexpected(Error::make("intake.combined", "“" + shown + "”应由 " + count + " 部分组成",
                                     "'" + shown + "' should have " + count + " parts")
                             .hinting("各部分之间用 ║ 隔开", "part them by ║"));
}

int Understanding::column_of(int field) const {
  for (auto const& column : columns) {
    for (auto const& part : column.parts) {
      if (field >= 0 && part.field == field) return column.column;
    }
  }
  return -1;
}

RowRole role_of(Row const& row, Understanding const& understanding) {
  std::string_view first;
  std::size_t own = 0, notes = 0;
  constexpr std::string_view kFooters[] = {"填表", "制表",       "审核",   "复核", "负责人", "联系人",
                                           "填报", "单位负责人", "统计人", "打印", "经办",   "批准"};
  constexpr std::string_view kNotes[] = {"注:", "注：", "备注:", "备注：", "说明:", "说明：", "注1", "注 "};
  for (auto const& cell : row.cells) {
    if (cell.empty() || cell.merged) continue;
    auto const text = trimmed(cell.text);
    if (text.starts_with(kExampleMark)) return RowRole::example;
    if (own++ == 0) first = text;
    bool const has_colon =
        text.find(':') != std::string_view::npos || text.find("：") != std::string_view::npos;
    bool const is_footer = has_colon && std::any_of(std::begin(kFooters), std::end(kFooters),
                                                    [&](auto word) { return text.starts_with(word); });
    bool const is_note = own == 1 && std::any_of(std::begin(kNotes), std::end(kNotes),
                                                 [&](auto word) { return text.starts_with(word); });
    notes += is_footer || is_note;
  }
  if (own > 0 && notes == own && understanding.columns.size() > own) return RowRole::footer;
  if (first.size() <= 24) {
    auto const word = folded(first);
    for (std::string_view total :
         {"合计", "总计", "小计", "共计", "累计", "本页合计", "本页小计", "total", "subtotal", "sum"}) {
      if (word == total || word == std::string(total) + ":") return RowRole::total;
    }
  }
  int same = 0, filled = 0;
  for (auto const& column : understanding.columns) {
    auto const& cell = row.at(column.column);
    if (cell.empty()) continue;
    ++filled;
    // A header that is repeated on each page is repeated letter by letter.
    same += cell.kind == CellKind::text && trimmed(cell.text) == trimmed(column.header);
  }
  if (same >= 2 && same * 2 > filled) return RowRole::header_again;
  return RowRole::data;
}

}  // namespace shian::intake
