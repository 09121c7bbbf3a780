// The parts of an XLSX from the fuzzer's bytes, packed without compression: sheet, shared strings, styles,
// workbook.
#include <zip.h>

#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>
#include <vector>

#include "base/text.hpp"
#include "intake/table_reader.hpp"

namespace {

std::string zip_of(std::vector<std::pair<char const*, std::string>> const& parts) {
  zip_error_t fault;
  zip_error_init(&fault);
  auto* const target = zip_source_buffer_create(nullptr, 0, 0, &fault);
  zip_source_keep(target);
  auto* const archive = zip_open_from_source(target, ZIP_TRUNCATE, &fault);
  for (auto const& [name, content] : parts) {
    auto* const source = zip_source_buffer(archive, content.data(), content.size(), 0);
    auto const index = zip_file_add(archive, name, source, ZIP_FL_OVERWRITE);
    zip_set_file_compression(archive, static_cast<zip_uint64_t>(index), ZIP_CM_STORE, 0);
  }
  zip_close(archive);
  zip_source_open(target);
  zip_source_seek(target, 0, SEEK_END);
  std::string bytes(static_cast<std::size_t>(zip_source_tell(target)), '\0');
  zip_source_seek(target, 0, SEEK_SET);
  zip_source_read(target, bytes.data(), bytes.size());
  zip_source_close(target);
  zip_source_free(target);
  zip_error_fini(&fault);
  return bytes;
}

void read(std::string bytes) {
  auto reader = shian::intake::open_table(std::move(bytes), "fuzz.xlsx");
  if (!reader) return;
  shian::intake::Row row;
  int number = 0;
  for (;;) {
    auto const more = (*reader)->next(row);
    if (!more || !*more) return;
    if (row.number <= number || row.cells.empty() || row.cells.size() > 1000) std::abort();
    number = row.number;
    for (auto const& cell : row.cells) {
      if (!shian::is_valid_utf8(cell.text)) std::abort();
    }
  }
}

}  // namespace

/// The first byte chooses what the rest is: the whole file, or one part of a file that is otherwise sound.
extern "C" int LLVMFuzzerTestOneInput(std::uint8_t const* data, std::size_t size) {
  if (size == 0) return 0;
  std::string const rest(reinterpret_cast<char const*>(data) + 1, size - 1);
  if (data[0] % 5 == 0) {
    read(rest);
    return 0;
  }
  std::string sheet =
      "<worksheet><sheetData><row r=\"1\"><c r=\"A1\" t=\"s\"><v>0</v></c><c r=\"B1\" "
      "s=\"1\"><v>44727</v></c></row></sheetData>"
      "<mergeCells><mergeCell ref=\"A1:B3\"/></mergeCells></worksheet>";
  std::string strings = "<sst><si><t>茶</t></si><si><r><t>红</t></r><rPh><t>x</t></rPh></si></sst>";
  std::string styles =
      "<styleSheet><numFmts><numFmt numFmtId=\"164\" formatCode=\"yyyy\"/></numFmts><cellXfs><xf "
      "numFmtId=\"0\"/><xf numFmtId=\"164\"/></cellXfs></styleSheet>";
  std::string workbook =
      "<workbook xmlns:r=\"r\"><workbookPr date1904=\"0\"/><sheets><sheet name=\"a\" "
      "r:id=\"1\"/></sheets></workbook>";
  std::string* const parts[] = {&sheet, &strings, &styles, &workbook};
  *parts[data[0] % 5 - 1] = rest;
  read(zip_of({{"xl/workbook.xml", workbook},
               {"xl/_rels/workbook.xml.rels",
                "<Relationships><Relationship Id=\"1\" Type=\"x/worksheet\" Target=\"s.xml\"/><Relationship "
                "Id=\"2\" Type=\"x/sharedStrings\" Target=\"t.xml\"/>"
                "<Relationship Id=\"3\" Type=\"x/styles\" Target=\"y.xml\"/></Relationships>"},
               {"xl/s.xml", sheet},
               {"xl/t.xml", strings},
               {"xl/y.xml", styles}}));
  return 0;
}
