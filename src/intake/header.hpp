// Finds the header of a table and says which column means which field.
#pragma once

#include <filesystem>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.hpp"
#include "intake/held_row.hpp"
#include "intake/mapping.hpp"
#include "intake/table_reader.hpp"

namespace shian::reg {
struct Schema;
}

namespace shian::intake {

enum class MatchedBy : unsigned char {
  none,
  name,
  english_name,
  id,
  alias,
  remembered,  // from the sender's mapping
  chosen,      // by hand, for this table
  suggested,   // near a field's name: not used until somebody confirms it (Mapping::remember)
  duplicate,   // means a field that an earlier column already gives: not used
};

/// One field's share of a column.
struct ColumnPart {
  std::string header;   // this part's text
  int field = -1;       // index in Schema::fields; -1: not used
  int suggestion = -1;  // for suggested and duplicate: the field it may mean
  MatchedBy how = MatchedBy::none;
  std::string unit;  // hint in the header: 数量(吨) -> "吨"
};

struct ColumnUnderstanding {
  int column = 0;                 // from 0
  std::string header;             // as on the sheet, rows of a two-row header joined
  std::vector<ColumnPart> parts;  // one; several for 不合格项目║检验结果║标准值
  bool passed_over = false;       // on purpose, by the mapping
};

/// What was understood of a table: to be shown to the person who sends it before anything is imported.
struct Understanding {
  std::string file, sheet;
  int first_header_row = 0, last_header_row = 0;  // of the source
  std::vector<ColumnUnderstanding> columns;       // those with a header, left to right
  std::vector<int> missing_required;              // fields that no column gives
  std::vector<std::string> header_cells;          // by column, as written: for the file of rejects

  [[nodiscard]] int matched() const;             // fields that will be filled
  [[nodiscard]] int column_of(int field) const;  // -1: no column gives it
  /// One line each: where the header is, what each column means and why, what is left over, what is missing.
  [[nodiscard]] std::vector<Text> describe(reg::Schema const& schema) const;
  /// What to remember for this sender: every column that is used, and those passed over.
  [[nodiscard]] Mapping mapping(reg::Schema const& schema) const;
};

inline constexpr int kHeaderWithin = 15;       // rows, where it is found
inline constexpr int kHeaderWithinSaid = 200;  // where somebody says which row it is

/// Finds the header within the first rows: titles above it are passed over, two rows are joined when that
/// explains more, a row of English names or ids below it belongs to it. `header_row`: its last row, when
/// somebody says so, whatever it names. Errors: no row names at least two fields (one, when the table is that
/// narrow), with what the header should say; the row is not among these.
[[nodiscard]] Expected<Understanding> understand(std::span<HeldRow const> first_rows,
                                                 reg::Schema const& schema, Mapping const& remembered = {},
                                                 int header_row = 0);

/// A table that is open behind its header.
struct OpenedTable {
  std::unique_ptr<TableReader> rows;  // from the first row below the header
  Understanding understanding;
};

/// Opens a file and understands it; without a named sheet, the visible sheet that explains most fields.
[[nodiscard]] Expected<OpenedTable> open_understood(std::filesystem::path const& file,
                                                    reg::Schema const& schema, Mapping const& remembered = {},
                                                    OpenOptions const& options = {});
[[nodiscard]] Expected<OpenedTable> open_understood(std::string const& bytes, std::string_view name,
                                                    reg::Schema const& schema, Mapping const& remembered = {},
                                                    OpenOptions const& options = {});

/// The cells of a combined column, in the order of its parts; an empty text gives empty parts.
/// Errors: another number of parts.
[[nodiscard]] Expected<std::vector<std::string_view>> split_combined(std::string_view text,
                                                                     std::size_t parts);

/// Begins the mark that makes a row of our templates an example.
inline constexpr std::string_view kExampleMark = "示例行";

enum class RowRole : unsigned char { data, example, total, footer, header_again };

/// What a row below the header is: lists end with 合计 and 填表人:, repeat their header on each page.
[[nodiscard]] RowRole role_of(Row const& row, Understanding const& understanding);

}  // namespace shian::intake
