// How fast tables are read: a CSV and an XLSX of the same rows, against plain reading of the bytes and of the
// inflated sheet.
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>
#include <xlsxwriter.h>
#include <zip.h>

#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <string>
#include <vector>

#include "intake/table_reader.hpp"
#include "intake/workbook_writer.hpp"

namespace {

using Clock = std::chrono::steady_clock;

double seconds_since(Clock::time_point start) {
  return std::chrono::duration<double>(Clock::now() - start).count();
}

long peak_megabytes() {
  rusage usage{};
  getrusage(RUSAGE_SELF, &usage);
  return usage.ru_maxrss / 1024;
}

bool fill(std::vector<shian::Value>& row, long i) {
  using shian::Decimal;
  row = {"XC" + std::to_string(330'000'000 + i),
         std::string(i % 2 ? "红茶（散装）" : "有机绿茶礼盒装"),
         shian::Day{18'000 + static_cast<int>(i % 1500)},
         *Decimal::of(i * 7 % 100'000, 2),
         std::string(i % 3 ? "流通" : "生产"),
         std::string("柳市镇"),
         i % 100,
         i % 7 != 0,
         std::string("菌落总数"),
         *Decimal::of(i % 1000, 3),
         std::string("≤0.2mg/kg"),
         std::string("91340600MA2PENWF9P")};
  return true;
}

struct Reading {
  long rows = 0, cells = 0;
  double seconds = 0;
};

Reading read(std::filesystem::path const& file) {
  auto const start = Clock::now();
  Reading made;
  auto reader = shian::intake::open_table(file);
  if (!reader) {
    std::fprintf(stderr, "%s\n", reader.error().to_string(shian::Language::en).c_str());
    std::exit(1);
  }
  shian::intake::Row row;
  for (;;) {
    auto const more = (*reader)->next(row);
    if (!more || !*more) break;
    ++made.rows;
    made.cells += static_cast<long>(row.cells.size());
  }
  made.seconds = seconds_since(start);
  return made;
}

double read_bytes(std::filesystem::path const& file) {
  auto const start = Clock::now();
  std::vector<char> buffer(1 << 18);
  auto* const in = std::fopen(file.c_str(), "rb");
  long lines = 0;
  while (auto const count = std::fread(buffer.data(), 1, buffer.size(), in)) {
    for (std::size_t i = 0; i < count; ++i) lines += buffer[i] == '\n';
  }
  std::fclose(in);
  return lines > 0 ? seconds_since(start) : 0;
}

double inflate_sheet(std::filesystem::path const& file) {
  auto const start = Clock::now();
  int fault = 0;
  auto* const archive = zip_open(file.c_str(), ZIP_RDONLY, &fault);
  auto* const sheet = zip_fopen(archive, "xl/worksheets/sheet1.xml", 0);
  std::vector<char> buffer(1 << 18);
  while (zip_fread(sheet, buffer.data(), buffer.size()) > 0) {
  }
  zip_fclose(sheet);
  zip_discard(archive);
  return seconds_since(start);
}

/// The same rows with shared strings, as Excel writes them.
void write_shared(std::filesystem::path const& file, long rows) {
  auto* const book = workbook_new(file.c_str());
  auto* const sheet = workbook_add_worksheet(book, nullptr);
  std::vector<shian::Value> row(12);
  for (long i = 0; i < rows; ++i) {
    fill(row, i);
    for (std::size_t c = 0; c < row.size(); ++c) {
      auto const at = static_cast<lxw_row_t>(i);
      auto const column = static_cast<lxw_col_t>(c);
      if (auto const* text = std::get_if<std::string>(&row[c])) {
        worksheet_write_string(sheet, at, column, text->c_str(), nullptr);
      } else {
        worksheet_write_number(sheet, at, column, std::strtod(shian::canonical(row[c]).c_str(), nullptr),
                               nullptr);
      }
    }
  }
  workbook_close(book);
}

void print(char const* what, Reading const& reading, double baseline, char const* baseline_name) {
  std::printf("%-28s %9ld rows %11ld cells %8.2f s %11.0f rows/s  %5.1f x %s (%.2f s)  peak %ld MB\n", what,
              reading.rows, reading.cells, reading.seconds,
              static_cast<double>(reading.rows) / reading.seconds, reading.seconds / baseline, baseline_name,
              baseline, peak_megabytes());
}

}  // namespace

int main(int argc, char** argv) {
  long const rows = argc > 1 ? std::atol(argv[1]) : 200'000;
  auto const folder =
      std::filesystem::temp_directory_path() / ("shian-intake-bench-" + std::to_string(getpid()));
  std::filesystem::create_directory(folder);
  std::vector<std::string> headers;
  for (int i = 0; i < 12; ++i) headers.push_back("列" + std::to_string(i + 1));
  for (char const* name : {"t.csv", "t.xlsx"}) {
    auto const file = folder / name;
    long at = 0;
    auto const next = [&](std::vector<shian::Value>& row) { return at < rows && fill(row, at++); };
    auto const start = Clock::now();
    auto const written = std::string(name) == "t.csv" ? shian::intake::write_csv(file, headers, next)
                                                      : shian::intake::write_table(file, headers, next);
    if (!written) return 3;
    std::printf("%-28s %9ld rows %26.2f s %11.0f rows/s  %40ld MB file, peak %ld MB\n",
                (std::string("written ") + name).c_str(), rows, seconds_since(start),
                static_cast<double>(rows) / seconds_since(start),
                static_cast<long>(std::filesystem::file_size(file) >> 20), peak_megabytes());
  }
  print("CSV, 12 columns", read(folder / "t.csv"), read_bytes(folder / "t.csv"), "counting lines");
  print("XLSX, 12 columns, inline", read(folder / "t.xlsx"), inflate_sheet(folder / "t.xlsx"), "inflating");
  auto const child = fork();  // libxlsxwriter holds this one whole: not to be counted in the reader's memory
  if (child == 0) {
    write_shared(folder / "shared.xlsx", rows);
    _exit(0);
  }
  int status = 0;
  waitpid(child, &status, 0);
  print("XLSX, 12 columns, shared", read(folder / "shared.xlsx"), inflate_sheet(folder / "shared.xlsx"),
        "inflating");
  std::filesystem::remove_all(folder);
  return 0;
}
