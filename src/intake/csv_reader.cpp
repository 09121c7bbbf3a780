#include "intake/csv_reader.hpp"

#include <algorithm>
#include <array>
#include <cstring>
#include <map>

#include "base/text.hpp"

namespace shian::intake {
namespace {

constexpr std::size_t kCsvBuffer = std::size_t{1} << 19;

/// The separator that cuts most rows into the same number of cells; of equals, the one that makes more cells.
char detect_separator(std::string_view sample, bool is_whole) {
  constexpr std::array<char, 4> kCandidates{',', '\t', ';', '|'};
  constexpr int kRows = 60;
  char best = ',';
  std::pair<int, int> best_score{0, 0};
  for (char candidate : kCandidates) {
    std::map<int, int> rows_with;  // separators in the row -> rows
    int separators = 0, rows = 0;
    bool in_quotes = false, at_start = true, has_text = false;
    auto const close_row = [&] {
      if (has_text) {
        ++rows_with[separators];
        ++rows;
      }
      separators = 0;
      has_text = false;
      at_start = true;
    };
    for (char c : sample) {
      if (rows == kRows) break;
      if (in_quotes) {
        if (c == '"') in_quotes = false;
        continue;
      }
      if (c == '"' && at_start) {
        in_quotes = true;
        has_text = true;
      } else if (c == '\n' || c == '\r') {
        close_row();
        continue;
      } else if (c == candidate) {
        ++separators;
        at_start = true;
        continue;
      } else {
        has_text = true;
      }
      at_start = false;
    }
    if (is_whole) close_row();
    std::pair<int, int> score{0, 0};
    for (auto const& [count, number] : rows_with) {
      if (count > 0) score = std::max(score, {number, count});
    }
    if (score > best_score) {
      best_score = score;
      best = candidate;
    }
  }
  return best;
}

class CsvReader final : public TableReader {
 public:
  CsvReader(TextDecoder decoder, std::string name, OpenOptions const& options)
      : decoder_(std::move(decoder)), limits_(options.limits), buffer_(kCsvBuffer + 1) {
    info_.file = std::move(name);
    info_.format = TableFormat::csv;
    info_.separator = options.separator;
  }

  Expected<void> start() {
    auto filled = fill();
    info_.encoding = decoder_.encoding();
    if (!filled && begin_ == end_) return std::unexpected(filled.error());
    constexpr std::size_t kSmall = 4096;
    if (end_ < kSmall && filled) filled = fill();  // a small file is now known to be whole
    std::string_view text(buffer_.data(), end_);
    if (trimmed(text.substr(0, std::min(end_, kSmall))).empty() && at_end_) {
      return std::unexpected(
          Error::make("intake.empty", "文件是空的", "the file is empty").at({info_.file, 0, 0}));
    }
    if (text.starts_with("sep=") && text.size() > 5 && (text[5] == '\n' || text[5] == '\r')) {
      if (!info_.separator) info_.separator = text[4];
      begin_ = text[5] == '\r' && text.size() > 6 && text[6] == '\n' ? 7 : 6;
      line_ = 2;
    }
    if (!info_.separator) info_.separator = detect_separator(text.substr(begin_), at_end_);
    for (char c : {info_.separator, '\n', '\r', '\0'}) stops_[static_cast<unsigned char>(c)] = true;
    return {};
  }

  TableInfo const& info() const override { return info_; }

  Expected<bool> next(Row& row) override {
    for (;;) {
      auto const outcome = parse_row(row);
      switch (outcome) {
        case Outcome::row:
          return true;
        case Outcome::blank:
          continue;
        case Outcome::done:
          return false;
        case Outcome::fault:
          return std::unexpected(*fault_);
        case Outcome::more: {
          if (auto filled = fill(); !filled) {
            // What stands before the broken byte is a row only if it is whole, and it is not.
            return std::unexpected(filled.error());
          }
          if (end_ - begin_ > limits_.row_bytes) {
            auto const limit = std::to_string(limits_.row_bytes >> 20);
            return std::unexpected(
                Error::make("intake.row_too_long", "一行超过 " + limit + " MB，可能少了一个右引号",
                            "a row is longer than " + limit + " MB; a closing quote may be missing")
                    .at(info_.file, static_cast<int>(line_)));
          }
        }
      }
    }
  }

 private:
  enum class Outcome { row, blank, done, more, fault };

  /// Moves what is unread to the front and reads on. Errors of the decoder come only once everything before
  /// is read.
  Expected<void> fill() {
    if (begin_ > 0) {
      std::memmove(buffer_.data(), buffer_.data() + begin_, end_ - begin_);
      end_ -= begin_;
      begin_ = 0;
    }
    if (end_ + 4096 > buffer_.size()) buffer_.resize(buffer_.size() * 2);
    auto const count = decoder_.read(buffer_.data() + end_, buffer_.size() - 1 - end_);
    if (!count) return std::unexpected(count.error());
    end_ += *count;
    if (*count == 0) at_end_ = true;
    buffer_[end_] = '\0';
    return {};
  }

  Outcome fail_with(Error error) {
    fault_ = std::move(error);
    return Outcome::fault;
  }

  Outcome parse_row(Row& row) {
    char* const start = buffer_.data() + begin_;
    char* const stop = buffer_.data() + end_;
    if (start == stop) return at_end_ ? Outcome::done : Outcome::more;
    row.cells.clear();
    escaped_.clear();
    char* at = start;
    long lines = 0;
    bool has_text = false;
    for (;;) {
      char* const cell = at;
      Cell made;
      if (*at == '"') {
        long const opened_on = line_ + lines;
        ++at;
        bool has_escape = false;
        for (;;) {
          auto* const quote = static_cast<char*>(std::memchr(at, '"', static_cast<std::size_t>(stop - at)));
          if (!quote) {
            if (!at_end_) return Outcome::more;
            return fail_with(
                Error::make("intake.open_quote", "引号没有闭合", "a quoted cell is never closed")
                    .at(info_.file, static_cast<int>(opened_on), static_cast<int>(row.cells.size()) + 1)
                    .hinting("在单元格末尾补上英文双引号", "add the closing double quote at the cell's end"));
          }
          lines += std::count(at, quote, '\n');
          at = quote + 1;
          if (at == stop && !at_end_) return Outcome::more;
          if (*at != '"' || at == stop) break;
          has_escape = true;
          ++at;
        }
        char* const closing = at - 1;
        while (!stops_[static_cast<unsigned char>(*at)]) ++at;
        if (at == closing + 1 && !has_escape) {
          made.text = {cell + 1, static_cast<std::size_t>(closing - cell - 1)};
        } else {
          made.text = {cell, static_cast<std::size_t>(at - cell)};
          escaped_.push_back(row.cells.size());
        }
      } else {
        while (!stops_[static_cast<unsigned char>(*at)]) ++at;
        made.text = {cell, static_cast<std::size_t>(at - cell)};
      }
      if (at == stop && !at_end_) return Outcome::more;
      if (!made.text.empty() && !is_blank(made.text)) {
        made.kind = CellKind::text;
        has_text = true;
        if (made.text.size() > limits_.cell_bytes) return too_long(lines, row.cells.size());
      }
      if (row.cells.size() < static_cast<std::size_t>(limits_.columns)) {
        row.cells.push_back(made);
      } else if (!made.empty()) {
        return too_wide(lines);
      } else if (!escaped_.empty() && escaped_.back() >= row.cells.size()) {
        escaped_.pop_back();
      }
      if (at == stop) break;
      if (*at == info_.separator) {
        ++at;
        if (at == stop && !at_end_) return Outcome::more;
        continue;
      }
      // A line break: CR, LF or both.
      if (*at == '\r') {
        if (at + 1 == stop && !at_end_) return Outcome::more;
        if (at + 1 < stop && at[1] == '\n') ++at;
      }
      ++at;
      ++lines;
      break;
    }
    for (auto index : escaped_) unescape(row.cells[index]);
    for (auto& cell : row.cells) {
      if (!cell.text.empty() && cell.text.front() == '\'' && is_guarded(cell.text))
        cell.text.remove_prefix(1);
    }
    row.number = ++number_;
    row.line = static_cast<int>(line_);
    line_ += lines;
    begin_ = static_cast<std::size_t>(at - buffer_.data());
    return has_text ? Outcome::row : Outcome::blank;
  }

  Outcome too_wide(long lines) {
    auto const limit = std::to_string(limits_.columns);
    return fail_with(
        Error::make("intake.columns", "列数超过上限 " + limit, "more columns than the limit of " + limit)
            .at(info_.file, static_cast<int>(line_ + lines), limits_.columns + 1));
  }

  Outcome too_long(long lines, std::size_t column) {
    auto const limit = std::to_string(limits_.cell_bytes >> 10);
    return fail_with(Error::make("intake.cell_too_long", "单元格超过 " + limit + " KB",
                                 "a cell is longer than " + limit + " KB")
                         .at(info_.file, static_cast<int>(line_ + lines), static_cast<int>(column) + 1)
                         .hinting("可能少了一个引号", "a quote may be missing"));
  }

  static bool is_blank(std::string_view text) {
    auto const first = static_cast<unsigned char>(text.front());
    if (first > ' ' && first != 0xC2 && first != 0xE3 && first != 0xEF) return false;
    return trimmed(text).empty();
  }

  /// An apostrophe that stands before what a spreadsheet would take for a formula; write_csv puts it there.
  static bool is_guarded(std::string_view text) {
    auto const first = text.find_first_not_of('\'');
    return first != std::string_view::npos && kFormulaStarts.find(text[first]) != std::string_view::npos;
  }

  /// In place: the outer quotes go, doubled quotes become one, what follows the closing quote stays.
  static void unescape(Cell& cell) {
    auto* const begin = const_cast<char*>(cell.text.data());  // our own buffer
    char* out = begin;
    char const* at = begin + 1;
    char const* const stop = begin + cell.text.size();
    bool in_quotes = true;
    for (; at < stop; ++at) {
      if (in_quotes && *at == '"') {
        if (at + 1 < stop && at[1] == '"') {
          ++at;
        } else {
          in_quotes = false;
          continue;
        }
      }
      *out++ = *at;
    }
    cell.text = {begin, static_cast<std::size_t>(out - begin)};
    if (cell.text.empty() || is_blank(cell.text)) cell.kind = CellKind::empty;
  }

  TextDecoder decoder_;
  Limits limits_;
  TableInfo info_;
  std::vector<char> buffer_;  // one byte more than is filled: a NUL that stops every scan
  std::size_t begin_ = 0, end_ = 0;
  bool at_end_ = false;
  long line_ = 1;
  int number_ = 0;
  std::array<bool, 256> stops_{};
  std::vector<std::size_t> escaped_;
  std::optional<Error> fault_;
};

}  // namespace

Expected<std::unique_ptr<TableReader>> open_csv(ByteSource source, std::string name,
                                                OpenOptions const& options) {
  auto reader = std::make_unique<CsvReader>(TextDecoder(std::move(source), name), name, options);
  if (auto started = reader->start(); !started) return std::unexpected(started.error());
  return reader;
}

}  // namespace shian::intake
