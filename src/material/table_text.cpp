#include "intake/table_reader.hpp"
#include "material/readers.hpp"

namespace shian::material {
namespace {

// One sheet behind what is there; its sheets' names.
Expected<std::vector<std::string>> read_sheet(std::filesystem::path const& file, std::string const& sheet,
                                              intake::OpenOptions options, LimitedText& text) {
  options.sheet = sheet;
  auto const reader = intake::open_table(file, options);
  if (!reader) return std::unexpected(reader.error());
  auto const& info = (*reader)->info();
  if (!text.empty()) text.add("\n");
  text.add(info.sheet);
  text.add("\n");
  intake::Row row;
  while (!text.is_full()) {
    auto const more = (*reader)->next(row);
    if (!more) return std::unexpected(more.error());
    if (!*more) break;
    bool is_first = true;
    for (auto const& cell : row.cells) {
      if (cell.empty() || cell.merged) continue;
      if (!is_first) text.add("\t");
      is_first = false;
      text.add(cell.text);
    }
    text.add("\n");
  }
  return info.sheets;
}

}  // namespace

Expected<Content> read_tables(std::filesystem::path const& file, ReadLimits const& limits) {
  intake::OpenOptions options;
  options.limits.sheet_bytes = limits.unpacked_bytes;
  options.limits.shared_text_bytes = limits.unpacked_bytes;
  options.limits.zip_ratio = options.limits.zip_ratio_of_large;
  Content content;
  content.kind = ContentKind::table;
  LimitedText text(limits.text_bytes);
  auto const sheets = read_sheet(file, "", options, text);
  if (!sheets) {
    auto error = sheets.error();
    if (error.code == "intake.other_kind") error.hint = {"请另存为 DOCX 或 PDF", "save it as DOCX or PDF"};
    return std::unexpected(std::move(error));
  }
  // Each opens the file anew: what would read a thousand of them is no evidence of anything.
  constexpr std::size_t kMostSheets = 64;
  for (std::size_t i = 1; i < sheets->size() && i < kMostSheets && !text.is_full(); ++i)
    if (auto read = read_sheet(file, (*sheets)[i], options, text); !read)
      return std::unexpected(read.error());
  if (sheets->size() > kMostSheets) {
    auto const most = std::to_string(kMostSheets);
    content.notes.push_back(
        {"只读取了前 " + most + " 个工作表", "only the first " + most + " sheets were read"});
  }
  text.finish(content);
  return content;
}

}  // namespace shian::material
