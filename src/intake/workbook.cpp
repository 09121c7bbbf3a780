#include "intake/workbook.hpp"

#include <xlsxwriter.h>

#include <cerrno>
#include <cstdio>
#include <cstring>
#include <system_error>
#include <utility>

#include "base/text.hpp"
#include "base/utf8.hpp"
#include "intake/spreadsheet_number.hpp"

namespace shian::intake {
namespace {

constexpr std::uint32_t kRed = 0xFFC7CE, kYellow = 0xFFF2CC, kGrey = 0xF2F2F2, kBlue = 0xDDEBF7;

/// Broken bytes and points that XML cannot carry become U+FFFD; text that looks like Excel's _xHHHH_ escape
/// is escaped.
std::string xlsx_text(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  for (std::size_t at = 0; at < text.size();) {
    auto const start = at;
    char32_t const point = next_code_point(text, at);
    if (point == kReplacement || point == 0xFFFE || point == 0xFFFF || point == 0) {
      append_code_point(out, kReplacement);
      continue;
    }
    auto const rest = text.substr(start);
    bool const looks_escaped =
        rest.size() >= 7 && rest[0] == '_' && rest[1] == 'x' && rest[6] == '_' &&
        rest.substr(2, 4).find_first_not_of("0123456789abcdefABCDEF") == std::string_view::npos;
    if (looks_escaped) {
      out += "_x005F_";
      continue;
    }
    out += text.substr(start, at - start);
  }
  return out;
}

std::string moment_text(Timestamp moment, int offset) {
  auto text = moment.to_string(offset);  // 2022-09-30T08:00:00+08:00
  auto out = text.substr(0, 10) + " " + text.substr(11, 8);
  if (auto const ms = ((moment.ms % 1000) + 1000) % 1000; ms != 0) {
    auto digits = std::to_string(ms);
    out += "." + std::string(3 - digits.size(), '0') + digits;
  }
  return out;
}

}  // namespace

bool is_exact_in_double(Decimal value) {
  auto mantissa = value.mantissa();
  while (mantissa != 0 && mantissa % 10 == 0) mantissa /= 10;
  constexpr std::int64_t kMost = 1'000'000'000'000'000;
  return mantissa < kMost && mantissa > -kMost;
}

std::string_view cut_to_cell(std::string_view text) {
  if (text.size() <= kLongestCell) return text;
  std::size_t units = 0;
  for (std::size_t at = 0; at < text.size();) {
    auto const start = at;
    units += next_code_point(text, at) > 0xFFFF ? 2U : 1U;
    if (units > kLongestCell) return text.substr(0, start);
  }
  return text;
}

std::string exported_text(Value const& value, Language language, int utc_offset_minutes) {
  if (auto const* truth = std::get_if<bool>(&value)) {
    return language == Language::zh ? (*truth ? "是" : "否") : (*truth ? "yes" : "no");
  }
  if (auto const* moment = std::get_if<Timestamp>(&value)) return moment_text(*moment, utc_offset_minutes);
  return canonical(value);
}

Workbook::Workbook(std::filesystem::path path, Memory memory)
    : path_(std::move(path)), partial_(path_.string() + ".partial") {
  lxw_workbook_options options{};
  options.constant_memory = memory == Memory::constant ? LXW_TRUE : LXW_FALSE;
  book_ = workbook_new_opt(partial_.c_str(), &options);
  if (!book_) throw std::bad_alloc();
}

Workbook::~Workbook() {
  if (book_) lxw_workbook_free(book_);
}

Workbook::Workbook(Workbook&& other) noexcept
    : path_(std::move(other.path_)),
      partial_(std::move(other.partial_)),
      book_(std::exchange(other.book_, nullptr)),
      formats_(std::move(other.formats_)),
      names_(std::move(other.names_)) {}

lxw_worksheet* Workbook::add_sheet(std::string_view wanted) {
  constexpr std::size_t kLongestName = 31;
  std::string name;
  std::size_t units = 0;
  auto const plain = trimmed(wanted);
  for (std::size_t at = 0; at < plain.size() && units < kLongestName - 3;) {
    auto const start = at;
    char32_t const point = next_code_point(plain, at);
    bool const is_illegal = point < 0x20 || point == '[' || point == ']' || point == ':' || point == '*' ||
                            point == '?' || point == '/' || point == '\\' || point == '\'' ||
                            point == kReplacement || point > 0xFFFF;
    name += is_illegal ? "_" : plain.substr(start, at - start);
    ++units;
  }
  if (name.empty()) name = "Sheet";
  if (int const times = ++names_[folded(name)]; times > 1) name += "_" + std::to_string(times);
  auto* const sheet = workbook_add_worksheet(book_, name.c_str());
  SHIAN_ASSERT(sheet != nullptr);
  return sheet;
}

lxw_format* Workbook::format(Look look) {
  auto& made = formats_[look];
  if (made) return made;
  made = workbook_add_format(book_);
  auto const fill = [&](std::uint32_t colour) {
    format_set_pattern(made, LXW_PATTERN_SOLID);
    format_set_bg_color(made, colour);
  };
  switch (look) {
    case Look::plain:
      break;
    case Look::text:
      format_set_num_format(made, "@");
      break;
    case Look::date:
      format_set_num_format(made, "yyyy-mm-dd");
      break;
    case Look::moment:
      format_set_num_format(made, "yyyy-mm-dd hh:mm:ss");
      break;
    case Look::percent:
      format_set_num_format(made, "0.00%");
      break;
    case Look::header:
      format_set_bold(made);
      format_set_text_wrap(made);
      format_set_align(made, LXW_ALIGN_VERTICAL_CENTER);
      format_set_bottom(made, LXW_BORDER_THIN);
      fill(kBlue);
      break;
    case Look::english_header:
      format_set_italic(made);
      format_set_text_wrap(made);
      format_set_font_color(made, 0x7F7F7F);
      fill(kGrey);
      break;
    case Look::example:
    case Look::example_text:
    case Look::example_date:
      format_set_italic(made);
      fill(kYellow);
      if (look == Look::example_text) format_set_num_format(made, "@");
      if (look == Look::example_date) format_set_num_format(made, "yyyy-mm-dd");
      break;
    case Look::fault:
    case Look::fault_text:
    case Look::fault_date:
      format_set_font_color(made, 0x9C0006);
      fill(kRed);
      if (look == Look::fault_text) format_set_num_format(made, "@");
      if (look == Look::fault_date) format_set_num_format(made, "yyyy-mm-dd");
      break;
    case Look::reason:
      format_set_text_wrap(made);
      format_set_font_color(made, 0x9C0006);
      break;
    case Look::notes:
      format_set_text_wrap(made);
      format_set_align(made, LXW_ALIGN_VERTICAL_TOP);
      break;
  }
  return made;
}

bool Workbook::put_text(lxw_worksheet* sheet, std::uint32_t row, std::uint16_t column, std::string_view text,
                        Look look) {
  auto const kept = cut_to_cell(text);
  auto safe = xlsx_text(kept);
  bool whole = kept.size() == text.size();
  if (auto const fitting = cut_to_cell(safe); fitting.size() < safe.size()) {
    safe.resize(fitting.size());
    whole = false;
  }
  if (safe.empty()) {
    worksheet_write_blank(sheet, row, column, format(look));
  } else {
    auto const code = worksheet_write_string(sheet, row, column, safe.c_str(), format(look));
    SHIAN_ASSERT(code == LXW_NO_ERROR);
  }
  return whole;
}

bool Workbook::put(lxw_worksheet* sheet, std::uint32_t row, std::uint16_t column, Value const& value,
                   Language language, int utc_offset_minutes) {
  if (is_null(value)) return true;
  constexpr int kFirstSafeDay = -25508;  // 1900-03-01: before it the serial numbers of spreadsheets disagree
  if (auto const* day = std::get_if<Day>(&value); day && day->since_epoch >= kFirstSafeDay) {
    worksheet_write_number(sheet, row, column, serial_of_day(*day), format(Look::date));
    return true;
  }
  if (auto const* moment = std::get_if<Timestamp>(&value); moment && moment->ms % 1000 == 0) {
    if (auto const day = moment->day(utc_offset_minutes); day.since_epoch >= kFirstSafeDay) {
      auto const since = moment->ms - Timestamp::at_start_of(day, utc_offset_minutes).ms;
      worksheet_write_number(sheet, row, column,
                             serial_of_day(day) + static_cast<double>(since) / 86'400'000.0,
                             format(Look::moment));
      return true;
    }
  }
  if (auto const* whole = std::get_if<std::int64_t>(&value); whole && is_exact_in_double(Decimal(*whole))) {
    worksheet_write_number(sheet, row, column, static_cast<double>(*whole), nullptr);
    return true;
  }
  if (auto const* decimal = std::get_if<Decimal>(&value); decimal && is_exact_in_double(*decimal)) {
    worksheet_write_number(sheet, row, column, decimal->to_double(), nullptr);
    return true;
  }
  return put_text(sheet, row, column, exported_text(value, language, utc_offset_minutes), Look::text);
}

Expected<void> Workbook::close() {
  // Tried first: libxlsxwriter would also print to stderr.
  if (auto* const probe = std::fopen(partial_.c_str(), "wb")) {
    std::fclose(probe);
  } else {
    std::string const why = std::strerror(errno);
    return std::unexpected(
        Error::make("intake.write", "无法写入文件：" + why, "the file cannot be written: " + why)
            .at({path_.string(), 0, 0}));
  }
  auto const code = workbook_close(std::exchange(book_, nullptr));
  std::error_code fault;
  if (code == LXW_NO_ERROR) std::filesystem::rename(partial_, path_, fault);
  if (code == LXW_NO_ERROR && !fault) return {};
  std::string const why = code != LXW_NO_ERROR ? lxw_strerror(code) : fault.message();
  std::filesystem::remove(partial_, fault);
  return std::unexpected(
      Error::make("intake.write", "无法写入文件：" + why, "the file cannot be written: " + why)
          .at({path_.string(), 0, 0}));
}

}  // namespace shian::intake
