#include <xlsxwriter.h>

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <cstring>

#include "base/text.hpp"
#include "intake/csv_reader.hpp"
#include "intake/workbook.hpp"
#include "intake/workbook_writer.hpp"

namespace shian::intake {
namespace {

constexpr std::size_t kMostFaults = 100;

Error not_writable(std::filesystem::path const& file, int code) {
  std::string const why = std::strerror(code);
  return Error::make("intake.write", "无法写入文件：" + why, "the file cannot be written: " + why)
      .at({file.string(), 0, 0});
}

void append_quoted(std::string& out, std::string_view text, bool is_text) {
  auto const first = text.find_first_not_of('\'');
  bool const needs_guard = is_text && first != std::string_view::npos &&
                           kFormulaStarts.find(text[first]) != std::string_view::npos;
  bool const needs_quotes = needs_guard || text.find_first_of(",\"\r\n;\t") != std::string_view::npos;
  if (!needs_quotes) {
    out += text;
    return;
  }
  out += needs_guard ? "\"'" : "\"";
  for (char c : text) {
    if (c == '"') out += '"';
    if (c != '\0') out += c;
  }
  out += '"';
}

}  // namespace

Expected<Written> write_table(std::filesystem::path const& file, std::span<std::string const> headers,
                              NextRow const& next, ExportOptions const& options) {
  Workbook book(file, Workbook::Memory::constant);
  auto* const sheet = book.add_sheet(options.sheet);
  std::uint32_t at = 0;
  for (std::size_t i = 0; i < headers.size(); ++i) {
    auto const width = std::clamp<std::size_t>(display_width(headers[i]) + 4, 12, 40);
    worksheet_set_column(sheet, static_cast<lxw_col_t>(i), static_cast<lxw_col_t>(i),
                         static_cast<double>(width), nullptr);
  }
  if (!options.notice.empty()) book.put_text(sheet, at++, 0, options.notice, Look::reason);
  for (std::size_t i = 0; i < headers.size(); ++i) {
    book.put_text(sheet, at, static_cast<std::uint16_t>(i), headers[i], Look::header);
  }
  ++at;
  worksheet_freeze_panes(sheet, at, 0);
  Written written;
  std::vector<Value> row(headers.size());
  while (next(row)) {
    SHIAN_ASSERT(row.size() == headers.size());
    if (at == kMostRows) {
      return std::unexpected(Error::make("intake.too_many_rows", "超过一张工作表的 1,048,576 行",
                                         "more rows than the 1,048,576 of a sheet")
                                 .at({file.string(), 0, 0})
                                 .hinting("请导出为 CSV", "export it as CSV"));
    }
    for (std::size_t i = 0; i < row.size(); ++i) {
      bool const is_whole = book.put(sheet, at, static_cast<std::uint16_t>(i), row[i], options.language,
                                     options.utc_offset_minutes);
      if (is_whole || written.faults.size() >= kMostFaults) continue;
      written.faults.push_back(
          Error::make("intake.cell_cut", "“" + headers[i] + "”超过 32,767 字，已截断",
                      "'" + headers[i] + "' is longer than 32,767 characters and was cut")
              .at({file.string(), static_cast<int>(at) + 1, static_cast<int>(i) + 1}));
    }
    ++at;
    ++written.rows;
  }
  if (auto closed = book.close(); !closed) return std::unexpected(closed.error());
  return written;
}

Expected<Written> write_csv(std::filesystem::path const& file, std::span<std::string const> headers,
                            NextRow const& next, ExportOptions const& options) {
  auto const partial = file.string() + ".partial";
  struct Close {
    void operator()(std::FILE* out) const { std::fclose(out); }
  };
  std::unique_ptr<std::FILE, Close> out(std::fopen(partial.c_str(), "wb"));
  if (!out) return std::unexpected(not_writable(file, errno));
  std::string block = "\xEF\xBB\xBF";
  constexpr std::size_t kBlock = std::size_t{1} << 18;
  bool is_broken = false;
  auto const flush = [&] {
    is_broken = is_broken || std::fwrite(block.data(), 1, block.size(), out.get()) != block.size();
    block.clear();
  };
  if (!options.notice.empty()) {
    append_quoted(block, options.notice, true);
    block += "\r\n";
  }
  for (std::size_t i = 0; i < headers.size(); ++i) {
    if (i) block += ',';
    append_quoted(block, headers[i], true);
  }
  block += "\r\n";
  Written written;
  std::vector<Value> row(headers.size());
  while (!is_broken && next(row)) {
    SHIAN_ASSERT(row.size() == headers.size());
    for (std::size_t i = 0; i < row.size(); ++i) {
      if (i) block += ',';
      append_quoted(block, exported_text(row[i], options.language, options.utc_offset_minutes),
                    std::holds_alternative<std::string>(row[i]));
    }
    block += "\r\n";
    ++written.rows;
    if (block.size() >= kBlock) flush();
  }
  flush();
  is_broken = is_broken || std::fflush(out.get()) != 0;
  int const code = errno;
  out.reset();
  std::error_code fault;
  if (!is_broken) std::filesystem::rename(partial, file, fault);
  if (is_broken || fault) {
    std::error_code ignored;
    std::filesystem::remove(partial, ignored);
    return std::unexpected(not_writable(file, is_broken ? code : fault.value()));
  }
  return written;
}

}  // namespace shian::intake
