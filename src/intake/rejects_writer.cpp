#include <xlsxwriter.h>

#include <algorithm>

#include "base/text.hpp"
#include "intake/date_text.hpp"
#include "intake/spreadsheet_number.hpp"
#include "intake/workbook.hpp"
#include "intake/workbook_writer.hpp"

namespace shian::intake {
namespace {

constexpr int kMostComments = 10'000;  // spreadsheets grow slow beyond

std::string both(Text const& text) {
  return text.zh.empty() ? text.en : text.en.empty() ? text.zh : text.zh + "\n" + text.en;
}

}  // namespace

struct RejectsWriter::Impl {
  Impl(std::filesystem::path file, std::span<std::string const> header_cells)
      : book(std::move(file), Workbook::Memory::constant),
        sheet(book.add_sheet("退回 Rejected")),
        width(header_cells.size()) {
    for (std::size_t i = 0; i < width; ++i) {
      auto const columns = std::clamp<std::size_t>(display_width(header_cells[i]) + 4, 12, 40);
      worksheet_set_column(sheet, column(i), column(i), static_cast<double>(columns), nullptr);
    }
    worksheet_set_column(sheet, column(width), column(width), 60, nullptr);
    worksheet_set_column(sheet, column(width + 1), column(width + 1), 14, nullptr);
    for (std::size_t i = 0; i < width; ++i) book.put_text(sheet, 0, column(i), header_cells[i], Look::header);
    book.put_text(sheet, 0, column(width), "原因 Reason", Look::header);
    book.put_text(sheet, 0, column(width + 1), "原行号 Row", Look::header);
    worksheet_freeze_panes(sheet, 1, 0);
  }

  static std::uint16_t column(std::size_t index) { return static_cast<std::uint16_t>(index); }

  void put(std::size_t index, Cell const& cell, bool is_wrong) {
    auto const at = column(index);
    if (cell.kind == CellKind::number) {
      auto const value = Decimal::parse(cell.text);
      if (value && is_exact_in_double(*value)) {
        auto* const format = is_wrong       ? book.format(Look::fault)
                             : cell.percent ? book.format(Look::percent)
                                            : nullptr;
        worksheet_write_number(sheet, next_row, at, value->to_double(), format);
        return;
      }
    }
    if (cell.kind == CellKind::date && cell.text.size() == 10) {
      if (auto const day = Day::parse(cell.text); day && day->year() > 1900) {
        worksheet_write_number(sheet, next_row, at, serial_of_day(*day),
                               book.format(is_wrong ? Look::fault_date : Look::date));
        return;
      }
    }
    book.put_text(sheet, next_row, at, cell.text, is_wrong ? Look::fault_text : Look::text);
  }

  Workbook book;
  lxw_worksheet* sheet;
  std::size_t width;
  std::uint32_t next_row = 1;
  std::int64_t rows = 0, omitted = 0;
  int comments = 0;
};

RejectsWriter::RejectsWriter(std::filesystem::path file, std::span<std::string const> header_cells)
    : impl_(std::make_unique<Impl>(std::move(file), header_cells)) {}
RejectsWriter::~RejectsWriter() = default;
RejectsWriter::RejectsWriter(RejectsWriter&&) noexcept = default;

void RejectsWriter::add(Row const& row, std::span<Reject const> reasons) {
  auto& to = *impl_;
  if (to.next_row == kMostRows) {
    ++to.omitted;
    return;
  }
  for (std::size_t i = 0; i < to.width; ++i) {
    std::string comment;
    for (auto const& reject : reasons) {
      if (reject.column == static_cast<int>(i))
        comment += (comment.empty() ? "" : "\n") + both(reject.reason);
    }
    auto const& cell = row.at(static_cast<int>(i));
    bool const is_wrong = !comment.empty();
    if (is_wrong || !cell.empty() || cell.note == CellNote::error_value) to.put(i, cell, is_wrong);
    if (is_wrong && to.comments < kMostComments) {
      ++to.comments;
      comment.resize(cut_to_cell(comment).size());
      worksheet_write_comment(to.sheet, to.next_row, Impl::column(i), comment.c_str());
    }
  }
  std::string all;
  for (auto const& reject : reasons) all += (all.empty() ? "" : "\n") + both(reject.reason);
  to.book.put_text(to.sheet, to.next_row, Impl::column(to.width), all, Look::reason);
  worksheet_write_number(to.sheet, to.next_row, Impl::column(to.width + 1), row.number, nullptr);
  ++to.next_row;
  ++to.rows;
}

std::int64_t RejectsWriter::rows() const { return impl_->rows; }
std::int64_t RejectsWriter::omitted() const { return impl_->omitted; }
Expected<void> RejectsWriter::close() { return impl_->book.close(); }

}  // namespace shian::intake
