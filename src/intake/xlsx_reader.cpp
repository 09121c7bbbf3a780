#include "intake/xlsx_reader.hpp"

#include <algorithm>
#include <charconv>

#include "base/text.hpp"
#include "intake/xlsx_parts.hpp"
#include "intake/xml_scanner.hpp"

namespace shian::intake {
namespace {

/// Plain digits that need no rounding: at most 15 of them, no exponent, no idle zeros.
bool is_shown_as_stored(std::string_view text) {
  if (text.starts_with('-')) text.remove_prefix(1);
  if (text.empty() || text.size() > 15) return false;
  bool has_point = false;
  for (char c : text) {
    if (c == '.' && !has_point) {
      has_point = true;
    } else if (c < '0' || c > '9') {
      return false;
    }
  }
  if (text.front() == '.' || text.back() == '.' || (has_point && text.back() == '0')) return false;
  return text.front() != '0' || text.size() == 1 || text[1] == '.';
}

class XlsxReader final : public TableReader {
 public:
  XlsxReader(ZipArchive archive, std::string name, OpenOptions const& options)
      : archive_(std::move(archive)), limits_(options.limits) {
    info_.file = std::move(name);
    info_.format = TableFormat::xlsx;
  }

  Expected<void> start(std::string const& wanted) {
    auto workbook = read_workbook(archive_, info_.file);
    if (!workbook) return std::unexpected(workbook.error());
    info_.dates_from_1904 = workbook->dates_from_1904;
    std::vector<std::string> all;
    bool has_visible = false;
    for (auto const& sheet : workbook->sheets) {
      all.push_back(sheet.name);
      if (sheet.is_visible) info_.sheets.push_back(sheet.name);
      has_visible = has_visible || sheet.is_visible;
    }
    std::size_t chosen = 0;
    if (!wanted.empty()) {
      auto found = choose_sheet(all, wanted, info_.file);
      if (!found) return std::unexpected(found.error());
      chosen = *found;
    } else if (has_visible) {
      while (!workbook->sheets[chosen].is_visible) ++chosen;
    }
    auto const& sheet = workbook->sheets[chosen];
    info_.sheet = sheet.name;
    auto formats = read_styles(archive_, workbook->styles_part, info_.file);
    if (!formats) return std::unexpected(formats.error());
    formats_ = std::move(*formats);
    auto strings = SharedStrings::read(archive_, workbook->shared_strings_part, info_.file, limits_);
    if (!strings) return std::unexpected(strings.error());
    strings_ = std::move(*strings);
    auto ranges = read_merged_ranges(archive_, sheet.part);
    if (!ranges) return std::unexpected(ranges.error());
    ranges_ = std::move(*ranges);
    auto stream = archive_.stream(sheet.part);
    if (!stream) return std::unexpected(stream.error());
    stream_ = std::make_unique<ZipStream>(std::move(*stream));
    auto* const source = stream_.get();
    scanner_ = std::make_unique<XmlScanner>(
        [source](char* out, std::size_t capacity) { return source->read(out, capacity); }, info_.file,
        sheet.part);
    return {};
  }

  TableInfo const& info() const override { return info_; }

  Expected<bool> next(Row& row) override {
    using Token = XmlScanner::Token;
    while (!is_done_) {
      switch (scanner_->next()) {
        case Token::start:
          if (auto started = start_element(row); !started) return std::unexpected(started.error());
          break;
        case Token::text:
          if (!in_value_) break;
          if (value_.size() + scanner_->text().size() > limits_.cell_bytes) {
            auto const limit = std::to_string(limits_.cell_bytes >> 10);
            return std::unexpected(fault("intake.cell_too_long", "单元格超过 " + limit + " KB",
                                         "a cell is longer than " + limit + " KB"));
          }
          value_ += scanner_->text();
          break;
        case Token::end: {
          auto const name = scanner_->name();
          if (name == "v" || name == "t") {
            in_value_ = false;
          } else if (name == "rPh") {
            in_phonetic_ = false;
          } else if (name == "c") {
            if (in_cell_) {
              if (auto ended = end_cell(row); !ended) return std::unexpected(ended.error());
            }
          } else if (name == "row" && in_row_) {
            in_row_ = false;
            bool const has_own = end_row(row);
            if (auto held = check_size(row); !held) return std::unexpected(held.error());
            if (has_own) return true;
          } else if (name == "sheetData") {
            is_done_ = true;
          }
          break;
        }
        case Token::done:
          return std::unexpected(Error::make("intake.damaged", "工作表内容不完整", "the sheet is cut off")
                                     .at({info_.file, row_, 0}));
        case Token::fault:
          return std::unexpected(scanner_->error());
      }
    }
    return false;
  }

 private:
  Error fault(std::string code, std::string zh, std::string en) const {
    return Error::make(std::move(code), std::move(zh), std::move(en)).at({info_.file, row_, column_ + 1});
  }

  Expected<void> start_element(Row& row) {
    auto const name = scanner_->name();
    if (name == "v" || name == "t") {
      if (in_cell_ && !in_phonetic_ && !scanner_->is_empty_element()) in_value_ = true;
      return {};
    }
    if (name == "c") {
      if (!in_row_)
        return std::unexpected(Error::make("intake.damaged", "单元格不在行内", "a cell stands outside a row")
                                   .at({info_.file, row_, 0}));
      start_cell();
      if (scanner_->is_empty_element()) in_cell_ = false;  // a style without a value
      return {};
    }
    if (name == "f") {
      has_formula_ = true;
      return {};
    }
    if (name == "row") {
      int number = row_ + 1;
      auto rest = scanner_->attributes();
      for (std::string_view key, value; XmlScanner::next_attribute(rest, key, value);) {
        if (key == "r") std::from_chars(value.data(), value.data() + value.size(), number);
      }
      if (number <= row_ || number > 10'000'000) {
        return std::unexpected(Error::make("intake.damaged", "行号颠倒", "row numbers run backwards")
                                   .at({info_.file, number, 0}));
      }
      row_ = number;
      in_row_ = !scanner_->is_empty_element();
      column_ = -1;
      in_cell_ = in_value_ = false;
      row.cells.clear();
      arena_.clear();
      in_arena_.clear();
      has_own_ = false;
      return {};
    }
    if (name == "rPh" && !scanner_->is_empty_element()) in_phonetic_ = true;
    if (name == "sheetData" && scanner_->is_empty_element()) is_done_ = true;
    return {};
  }

  void start_cell() {
    auto rest = scanner_->attributes();
    in_cell_ = true;
    in_phonetic_ = false;
    has_formula_ = false;
    value_.clear();
    type_ = Type::number;
    style_ = 0;
    int column = column_ + 1;
    for (std::string_view key, value; XmlScanner::next_attribute(rest, key, value);) {
      if (key == "r") {
        auto const reference = parse_reference(value);
        if (reference.column > 0) column = reference.column - 1;
      } else if (key == "s") {
        std::from_chars(value.data(), value.data() + value.size(), style_);
      } else if (key == "t") {
        type_ = value == "s"           ? Type::shared
                : value == "str"       ? Type::text
                : value == "inlineStr" ? Type::text
                : value == "b"         ? Type::boolean
                : value == "e"         ? Type::error
                : value == "d"         ? Type::iso_date
                                       : Type::number;
      }
    }
    column_ = column;
  }

  Expected<void> end_cell(Row& row) {
    in_cell_ = false;
    in_value_ = false;
    Cell made;
    bool is_in_arena = false;
    auto const keep = [&](CellKind kind, std::string_view text) {
      made.kind = kind;
      is_in_arena = true;
      made.text = {nullptr, 0};
      in_arena_.push_back({static_cast<std::size_t>(column_), arena_.size(), text.size()});
      arena_ += text;
    };
    switch (type_) {
      case Type::shared: {
        if (value_.empty()) break;
        std::size_t index = 0;
        auto const [end, wrong] = std::from_chars(value_.data(), value_.data() + value_.size(), index);
        if (wrong != std::errc{} || end != value_.data() + value_.size() || index >= strings_.size()) {
          return std::unexpected(
              fault("intake.damaged", "指向不存在的共享文字", "points to a shared text that is not there"));
        }
        made.text = strings_[index];
        if (!trimmed(made.text).empty()) made.kind = CellKind::text;
        break;
      }
      case Type::text: {
        decoded_.clear();
        append_unescaped(decoded_, value_);
        if (!is_clean_text(decoded_))
          return std::unexpected(fault("intake.encoding", "有无法识别的字符", "text that cannot be read"));
        if (!trimmed(decoded_).empty()) keep(CellKind::text, decoded_);
        break;
      }
      case Type::boolean:
        if (!value_.empty()) keep(CellKind::boolean, value_ == "1" || value_ == "true" ? "TRUE" : "FALSE");
        break;
      case Type::error:
        keep(CellKind::empty, is_clean_text(value_) ? value_ : "#ERROR");
        made.note = CellNote::error_value;
        break;
      case Type::iso_date: {
        std::string text(trimmed(value_));
        if (auto const mark = text.find('T'); mark == 10) text[10] = ' ';
        if (!is_clean_text(text))
          return std::unexpected(fault("intake.encoding", "有无法识别的字符", "text that cannot be read"));
        if (!text.empty())
          keep(CellKind::date, text.ends_with(" 00:00:00") ? std::string_view(text).substr(0, 10) : text);
        break;
      }
      case Type::number: {
        auto const stored = trimmed(value_);
        if (stored.empty()) break;
        auto const format = style_ >= 0 && static_cast<std::size_t>(style_) < formats_.size()
                                ? formats_[static_cast<std::size_t>(style_)]
                                : NumberFormat::plain;
        if (format == NumberFormat::date) {
          auto const serial = serial_of(stored);
          auto const date = serial ? date_of_serial(*serial, info_.dates_from_1904) : std::nullopt;
          if (date) {
            keep(CellKind::date, *date);
            break;
          }
        }
        if (is_shown_as_stored(stored)) {
          keep(CellKind::number, stored);
        } else if (auto const shown = shown_number(stored)) {
          keep(CellKind::number, *shown);
        } else if (is_clean_text(stored)) {
          keep(CellKind::text, stored);
        } else {
          return std::unexpected(fault("intake.encoding", "有无法识别的字符", "text that cannot be read"));
        }
        made.percent = format == NumberFormat::percent && made.kind == CellKind::number;
        break;
      }
    }
    if (arena_.size() > limits_.row_bytes) return std::unexpected(row_too_long());
    if (made.kind == CellKind::empty && has_formula_ && made.note == CellNote::none && value_.empty() &&
        type_ != Type::text) {
      made.note = CellNote::no_cached_value;
    }
    if (made.kind == CellKind::empty && made.note == CellNote::none) return {};
    if (column_ >= limits_.columns) {
      auto const limit = std::to_string(limits_.columns);
      return std::unexpected(
          fault("intake.columns", "列数超过上限 " + limit, "more columns than the limit of " + limit));
    }
    auto const index = static_cast<std::size_t>(column_);
    if (row.cells.size() <= index) row.cells.resize(index + 1);
    if (!is_in_arena) {
      // A cell given twice: the later one stands.
      std::erase_if(in_arena_, [&](Kept const& kept) { return kept.column == index; });
    }
    row.cells[index] = made;
    if (made.kind != CellKind::empty) has_own_ = true;
    return {};
  }

  // A small file can name one long shared text in every cell.
  Expected<void> check_size(Row const& row) const {
    std::size_t bytes = 0;
    for (auto const& cell : row.cells) bytes += cell.text.size();
    if (bytes > limits_.row_bytes) return std::unexpected(row_too_long());
    return {};
  }

  Error row_too_long() const {
    auto const limit = std::to_string(limits_.row_bytes >> 20);
    return Error::make("intake.row_too_long", "一行超过 " + limit + " MB",
                       "a row is longer than " + limit + " MB")
        .at({info_.file, row_, 0});
  }

  /// True: the row holds something of its own.
  bool end_row(Row& row) {
    for (auto const& kept : in_arena_) row.cells[kept.column].text = {arena_.data() + kept.offset, kept.size};
    merge(row);
    row.number = row_;
    row.line = row_;
    return has_own_;
  }

  /// Copies the top left cell of each merged range over the range.
  void merge(Row& row) {
    std::erase_if(active_, [this](Active const& active) { return active.range.last_row < row_; });
    for (; next_range_ < ranges_.size() && ranges_[next_range_].first_row <= row_; ++next_range_) {
      auto const& range = ranges_[next_range_];
      // Ranges of one sheet do not overlap, so no more of them than columns can be open.
      if (range.first_row != row_ || active_.size() >= static_cast<std::size_t>(limits_.columns)) continue;
      Cell const& corner = row.at(range.first_column - 1);
      if (corner.empty()) continue;
      active_.push_back({range, corner, std::string(corner.text)});
    }
    for (auto const& active : active_) {
      auto const last = std::min(active.range.last_column, limits_.columns);
      if (row.cells.size() < static_cast<std::size_t>(last)) row.cells.resize(static_cast<std::size_t>(last));
      for (int column = active.range.first_column - 1; column < last; ++column) {
        auto& cell = row.cells[static_cast<std::size_t>(column)];
        bool const is_corner = active.range.first_row == row_ && column == active.range.first_column - 1;
        if (is_corner || !cell.empty()) continue;
        cell = active.corner;
        cell.text = active.text;
        cell.merged = true;
      }
    }
  }

  enum class Type : unsigned char { number, shared, text, boolean, error, iso_date };
  struct Kept {
    std::size_t column, offset, size;
  };
  struct Active {
    MergedRange range;
    Cell corner;
    std::string text;
  };

  ZipArchive archive_;
  Limits limits_;
  TableInfo info_;
  std::vector<NumberFormat> formats_;
  SharedStrings strings_;
  std::vector<MergedRange> ranges_;
  std::size_t next_range_ = 0;
  std::vector<Active> active_;
  std::unique_ptr<ZipStream> stream_;
  std::unique_ptr<XmlScanner> scanner_;

  int row_ = 0;
  int column_ = -1;
  bool is_done_ = false;
  bool in_row_ = false, in_cell_ = false, in_value_ = false, in_phonetic_ = false, has_formula_ = false,
       has_own_ = false;
  Type type_ = Type::number;
  int style_ = 0;
  std::string value_, decoded_;
  std::string arena_;  // the row's texts that are not shared
  std::vector<Kept> in_arena_;
};

}  // namespace

Expected<std::size_t> choose_sheet(std::vector<std::string> const& names, std::string const& wanted,
                                   std::string const& file) {
  for (std::size_t i = 0; i < names.size(); ++i) {
    if (names[i] == wanted) return i;
  }
  for (std::size_t i = 0; i < names.size(); ++i) {
    if (folded(names[i]) == folded(wanted)) return i;
  }
  auto error =
      Error::make("intake.no_sheet", "没有名为“" + wanted + "”的工作表", "there is no sheet '" + wanted + "'")
          .at({file, 0, 0});
  std::string list;
  for (auto const& name : names) list += (list.empty() ? "" : "、") + name;
  auto const near = nearest(wanted, names);
  return std::unexpected(
      std::move(error).hinting(near ? "是不是“" + *near + "”?" : "有：" + list,
                               near ? "did you mean '" + *near + "'?" : "there are: " + list));
}

Expected<std::unique_ptr<TableReader>> open_xlsx(ZipArchive archive, std::string name,
                                                 OpenOptions const& options) {
  auto reader = std::make_unique<XlsxReader>(std::move(archive), std::move(name), options);
  if (auto started = reader->start(options.sheet); !started) return std::unexpected(started.error());
  return reader;
}

}  // namespace shian::intake
