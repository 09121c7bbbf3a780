#include "intake/xls_reader.hpp"

#include <freexl.h>
#include <unistd.h>

#include <array>
#include <cstdio>
#include <system_error>

#include "base/text.hpp"
#include "intake/spreadsheet_number.hpp"
#include "intake/xlsx_reader.hpp"

namespace shian::intake {
namespace {

class XlsReader final : public TableReader {
 public:
  XlsReader(std::string name, OpenOptions const& options) : limits_(options.limits) {
    info_.file = std::move(name);
    info_.format = TableFormat::xls;
  }
  ~XlsReader() override {
    if (handle_) freexl_close(handle_);
  }

  Expected<void> start(std::filesystem::path const& file, std::string const& wanted) {
    if (int const code = freexl_open(file.c_str(), &handle_); code != FREEXL_OK) {
      handle_ = nullptr;
      return std::unexpected(damaged(code));
    }
    unsigned value = 0;
    if (freexl_get_info(handle_, FREEXL_BIFF_PASSWORD, &value) == FREEXL_OK &&
        value == FREEXL_BIFF_OBFUSCATED) {
      return std::unexpected(
          Error::make("intake.encrypted", "文件设有密码", "the file is protected by a password")
              .at({info_.file, 0, 0})
              .hinting("请去掉密码后另存", "save it without a password"));
    }
    if (freexl_get_info(handle_, FREEXL_BIFF_DATEMODE, &value) == FREEXL_OK) {
      info_.dates_from_1904 = value == FREEXL_BIFF_DATEMODE_1904;
    }
    unsigned sheets = 0;
    freexl_get_info(handle_, FREEXL_BIFF_SHEET_COUNT, &sheets);
    for (unsigned i = 0; i < sheets && i < 1000; ++i) {
      char const* name = nullptr;
      freexl_get_worksheet_name(handle_, static_cast<unsigned short>(i), &name);
      info_.sheets.emplace_back(name ? name : "");
    }
    if (info_.sheets.empty()) {
      return std::unexpected(Error::make("intake.empty", "工作簿中没有工作表", "the workbook has no sheets")
                                 .at({info_.file, 0, 0}));
    }
    std::size_t chosen = 0;
    if (!wanted.empty()) {
      auto found = choose_sheet(info_.sheets, wanted, info_.file);
      if (!found) return std::unexpected(found.error());
      chosen = *found;
    }
    info_.sheet = info_.sheets[chosen];
    int code = freexl_select_active_worksheet(handle_, static_cast<unsigned short>(chosen));
    if (code == FREEXL_OK) code = freexl_worksheet_dimensions(handle_, &rows_, &columns_);
    if (code != FREEXL_OK) return std::unexpected(damaged(code));
    if (columns_ > static_cast<unsigned>(limits_.columns)) {
      auto const limit = std::to_string(limits_.columns);
      return std::unexpected(
          Error::make("intake.columns", "列数超过上限 " + limit, "more columns than the limit of " + limit)
              .at({info_.file, 0, 0}));
    }
    return {};
  }

  TableInfo const& info() const override { return info_; }

  Expected<bool> next(Row& row) override {
    while (at_ < rows_) {
      row.cells.assign(columns_, Cell{});
      texts_.assign(columns_, {});
      bool has_own = false;
      for (unsigned short column = 0; column < columns_; ++column) {
        FreeXL_CellValue value;
        int const code = freexl_get_cell_value(handle_, at_, column, &value);
        if (code != FREEXL_OK) return std::unexpected(damaged(code));
        auto& cell = row.cells[column];
        auto& text = texts_[column];
        switch (value.type) {
          case FREEXL_CELL_INT:
            text = std::to_string(value.value.int_value);
            cell.kind = CellKind::number;
            break;
          case FREEXL_CELL_DOUBLE: {
            std::array<char, 40> digits{};
            std::snprintf(digits.data(), digits.size(), "%.17g", value.value.double_value);
            text = shown_number(digits.data()).value_or("");
            cell.kind = text.empty() ? CellKind::empty : CellKind::number;
            break;
          }
          case FREEXL_CELL_TEXT:
          case FREEXL_CELL_SST_TEXT:
            text = value.value.text_value ? value.value.text_value : "";
            if (!is_valid_utf8(text)) return std::unexpected(damaged(FREEXL_INVALID_CHARACTER));
            cell.kind = trimmed(text).empty() ? CellKind::empty : CellKind::text;
            break;
          case FREEXL_CELL_DATE:
          case FREEXL_CELL_DATETIME:
          case FREEXL_CELL_TIME:
            text = value.value.text_value ? value.value.text_value : "";
            if (text.ends_with(" 00:00:00")) text.resize(text.size() - 9);
            cell.kind = text.empty() ? CellKind::empty : CellKind::date;
            break;
          default:
            break;
        }
        has_own = has_own || !cell.empty();
      }
      ++at_;
      if (!has_own) continue;
      while (row.cells.back().empty()) row.cells.pop_back();
      for (std::size_t column = 0; column < row.cells.size(); ++column)
        row.cells[column].text = texts_[column];
      row.number = row.line = static_cast<int>(at_);
      return true;
    }
    return false;
  }

 private:
  Error damaged(int code) const {
    auto const number = std::to_string(code);
    return Error::make("intake.damaged", "XLS 文件已损坏或没有传完整(FreeXL " + number + ")",
                       "the XLS file is damaged or cut off (FreeXL " + number + ")")
        .at({info_.file, static_cast<int>(at_), 0})
        .hinting("请在 Excel 或 WPS 中打开后另存为 XLSX", "open it in Excel or WPS and save it as XLSX");
  }

  Limits limits_;
  TableInfo info_;
  void const* handle_ = nullptr;
  unsigned rows_ = 0;
  unsigned short columns_ = 0;
  unsigned at_ = 0;
  std::vector<std::string> texts_;
};

}  // namespace

Expected<std::unique_ptr<TableReader>> open_xls(std::filesystem::path const& file, std::string name,
                                                OpenOptions const& options) {
  auto reader = std::make_unique<XlsReader>(std::move(name), options);
  if (auto started = reader->start(file, options.sheet); !started) return std::unexpected(started.error());
  return reader;
}

Expected<std::unique_ptr<TableReader>> open_xls(std::string const& bytes, std::string name,
                                                OpenOptions const& options) {
  auto pattern = (std::filesystem::temp_directory_path() / "shian-xls-XXXXXX").string();
  int const descriptor = mkstemp(pattern.data());
  if (descriptor < 0) throw std::system_error(errno, std::generic_category(), "making a temporary file");
  struct Remove {
    std::string const& path;
    ~Remove() { unlink(path.c_str()); }
  } const remove{pattern};
  std::size_t written = 0;
  while (written < bytes.size()) {
    auto const count = write(descriptor, bytes.data() + written, bytes.size() - written);
    if (count < 0) {
      int const code = errno;
      close(descriptor);
      throw std::system_error(code, std::generic_category(), "writing a temporary file");
    }
    written += static_cast<std::size_t>(count);
  }
  close(descriptor);
  return open_xls(std::filesystem::path(pattern), std::move(name), options);
}

}  // namespace shian::intake
