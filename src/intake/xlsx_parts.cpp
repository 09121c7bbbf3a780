#include "intake/xlsx_parts.hpp"

#include <algorithm>
#include <charconv>
#include <cstring>
#include <map>
#include <pugixml.hpp>

#include "base/text.hpp"
#include "base/utf8.hpp"
#include "intake/xml_scanner.hpp"

namespace shian::intake {
namespace {

std::string_view local(char const* name) {
  std::string_view const whole(name);
  auto const colon = whole.find(':');
  return colon == std::string_view::npos ? whole : whole.substr(colon + 1);
}

std::string_view attribute(pugi::xml_node const& node, std::string_view name) {
  for (auto const& found : node.attributes()) {
    if (local(found.name()) == name) return found.value();
  }
  return {};
}

pugi::xml_node child(pugi::xml_node const& node, std::string_view name) {
  for (auto const& found : node.children()) {
    if (local(found.name()) == name) return found;
  }
  return {};
}

int whole_number(std::string_view text, int otherwise) {
  int number = otherwise;
  std::from_chars(text.data(), text.data() + text.size(), number);
  return number;
}

bool is_true(std::string_view text) { return text == "1" || text == "true"; }

Expected<void> parse(pugi::xml_document& document, std::string const& text, std::string const& part,
                     std::string const& file) {
  if (!document.load_buffer(text.data(), text.size(), pugi::parse_default, pugi::encoding_auto)) {
    return std::unexpected(
        Error::make("intake.damaged", part + " 不是完整的 XML", part + " is not whole XML").at({file, 0, 0}));
  }
  return {};
}

/// A target of a relationship, from the folder of the part that holds it.
std::string resolve(std::string_view folder, std::string_view target) {
  if (target.starts_with('/')) return std::string(target.substr(1));
  std::string path(folder);
  while (target.starts_with("../")) {
    target.remove_prefix(3);
    auto const slash = path.find_last_of('/', path.size() < 2 ? 0 : path.size() - 2);
    path = slash == std::string::npos ? "" : path.substr(0, slash + 1);
  }
  if (target.starts_with("./")) target.remove_prefix(2);
  return path + std::string(target);
}

Error not_a_workbook(ZipArchive const& archive, std::string const& file) {
  struct Kind {
    char const* entry;
    char const* zh;
    char const* en;
  };
  constexpr Kind kKinds[] = {
      {"word/document.xml", "这是 Word 文档，不是表格", "this is a Word document, not a table"},
      {"ppt/presentation.xml", "这是演示文稿，不是表格", "this is a presentation, not a table"},
      {"xl/workbook.bin", "这是二进制工作簿（XLSB）", "this is a binary workbook (XLSB)"},
      {"content.xml", "这是 OpenDocument 文件（ODS）", "this is an OpenDocument file (ODS)"},
  };
  for (auto const& kind : kKinds) {
    if (archive.has(kind.entry)) {
      return Error::make("intake.other_kind", kind.zh, kind.en)
          .at({file, 0, 0})
          .hinting("请在 Excel 或 WPS 中另存为 XLSX", "save it as XLSX in Excel or WPS");
    }
  }
  return Error::make("intake.other_kind", "这是压缩包，不是表格", "this is a ZIP archive, not a table")
      .at({file, 0, 0})
      .hinting("请先解压，再导入其中的表格", "unpack it and import the table inside");
}

struct Relationship {
  std::string part;
  std::string type;  // the last word of its address: "worksheet", "styles", "sharedStrings"
};

Expected<std::map<std::string, Relationship, std::less<>>> read_relationships(ZipArchive const& archive,
                                                                              std::string const& part,
                                                                              std::string_view folder,
                                                                              std::string const& file) {
  std::map<std::string, Relationship, std::less<>> found;
  if (!archive.has(part)) return found;
  auto const text = archive.read_xml(part);
  if (!text) return std::unexpected(text.error());
  pugi::xml_document document;
  if (auto parsed = parse(document, *text, part, file); !parsed) return std::unexpected(parsed.error());
  for (auto const& node : document.document_element().children()) {
    std::string_view const type = attribute(node, "Type");
    found[std::string(attribute(node, "Id"))] = {resolve(folder, attribute(node, "Target")),
                                                 std::string(type.substr(type.rfind('/') + 1))};
  }
  return found;
}

}  // namespace

Expected<XlsxWorkbook> read_workbook(ZipArchive const& archive, std::string const& file) {
  auto const top = read_relationships(archive, "_rels/.rels", "", file);
  if (!top) return std::unexpected(top.error());
  std::string part = "xl/workbook.xml";
  for (auto const& [id, relationship] : *top) {
    if (relationship.type == "officeDocument" && relationship.part.ends_with(".xml"))
      part = relationship.part;
  }
  if (!archive.has(part)) return std::unexpected(not_a_workbook(archive, file));
  auto const text = archive.read_xml(part);
  if (!text) return std::unexpected(text.error());
  pugi::xml_document document;
  if (auto parsed = parse(document, *text, part, file); !parsed) return std::unexpected(parsed.error());
  auto const workbook = document.document_element();
  if (local(workbook.name()) != "workbook") return std::unexpected(not_a_workbook(archive, file));

  auto const slash = part.rfind('/');
  std::string const folder = slash == std::string::npos ? "" : part.substr(0, slash + 1);
  auto const relationships =
      read_relationships(archive, folder + "_rels/" + part.substr(folder.size()) + ".rels", folder, file);
  if (!relationships) return std::unexpected(relationships.error());

  XlsxWorkbook made;
  made.dates_from_1904 = is_true(attribute(child(workbook, "workbookPr"), "date1904"));
  for (auto const& [id, relationship] : *relationships) {
    if (relationship.type == "styles") made.styles_part = relationship.part;
    if (relationship.type == "sharedStrings") made.shared_strings_part = relationship.part;
  }
  for (auto const& sheet : child(workbook, "sheets").children()) {
    std::string_view id;
    for (auto const& found : sheet.attributes()) {
      if (local(found.name()) == "id" && std::strchr(found.name(), ':')) id = found.value();
    }
    auto const relationship = relationships->find(id);
    if (relationship == relationships->end() || relationship->second.type != "worksheet") continue;
    auto const state = attribute(sheet, "state");
    made.sheets.push_back({std::string(attribute(sheet, "name")), relationship->second.part,
                           state.empty() || state == "visible"});
  }
  if (made.sheets.empty()) {
    return std::unexpected(
        Error::make("intake.empty", "工作簿中没有工作表", "the workbook has no sheets").at({file, 0, 0}));
  }
  return made;
}

Expected<std::vector<NumberFormat>> read_styles(ZipArchive const& archive, std::string const& part,
                                                std::string const& file) {
  std::vector<NumberFormat> formats;
  if (part.empty() || !archive.has(part)) return formats;
  auto const text = archive.read_xml(part);
  if (!text) return std::unexpected(text.error());
  pugi::xml_document document;
  if (auto parsed = parse(document, *text, part, file); !parsed) return std::unexpected(parsed.error());
  std::map<int, NumberFormat> custom;
  for (auto const& format : child(document.document_element(), "numFmts").children()) {
    custom[whole_number(attribute(format, "numFmtId"), -1)] = format_of_code(attribute(format, "formatCode"));
  }
  for (auto const& style : child(document.document_element(), "cellXfs").children()) {
    int const id = whole_number(attribute(style, "numFmtId"), 0);
    auto const found = custom.find(id);
    formats.push_back(found != custom.end() ? found->second : builtin_format(id));
  }
  return formats;
}

Expected<SharedStrings> SharedStrings::read(ZipArchive const& archive, std::string const& part,
                                            std::string const& file, Limits const& limits) {
  SharedStrings made;
  if (part.empty() || !archive.has(part)) return made;
  auto opened = archive.stream(part);
  if (!opened) return std::unexpected(opened.error());
  XmlScanner scanner([&](char* out, std::size_t capacity) { return opened->read(out, capacity); }, file,
                     part);
  bool in_text = false;
  int phonetic = 0;
  for (;;) {
    switch (scanner.next()) {
      case XmlScanner::Token::start:
        if (scanner.name() == "si" && scanner.is_empty_element()) {
          made.ends_.push_back(static_cast<std::uint32_t>(made.text_.size()));
        } else if (scanner.name() == "t") {
          in_text = phonetic == 0 && !scanner.is_empty_element();
        } else if (scanner.name() == "rPh" && !scanner.is_empty_element()) {
          ++phonetic;  // the reading of Japanese and Chinese names is not their text
        }
        break;
      case XmlScanner::Token::text:
        if (!in_text) break;
        append_unescaped(made.text_, scanner.text());
        if (made.text_.size() > limits.shared_text_bytes || made.text_.size() > UINT32_MAX) {
          auto const limit = std::to_string(limits.shared_text_bytes >> 20);
          return std::unexpected(Error::make("intake.too_much_text", "文字总量超过上限 " + limit + " MB",
                                             "more text than the limit of " + limit + " MB")
                                     .at({file, 0, 0})
                                     .hinting("请拆分成几个文件", "split it into several files"));
        }
        break;
      case XmlScanner::Token::end:
        if (scanner.name() == "si") {
          auto const begin = made.ends_.empty() ? 0 : made.ends_.back();
          if (!is_clean_text(std::string_view(made.text_).substr(begin))) {
            return std::unexpected(Error::make("intake.encoding", part + " 中有无法识别的字符",
                                               part + " holds text that cannot be read")
                                       .at({file, 0, 0}));
          }
          made.ends_.push_back(static_cast<std::uint32_t>(made.text_.size()));
        }
        if (scanner.name() == "t") in_text = false;
        if (scanner.name() == "rPh" && phonetic > 0) --phonetic;
        break;
      case XmlScanner::Token::done:
        made.text_.shrink_to_fit();
        made.ends_.shrink_to_fit();
        return made;
      case XmlScanner::Token::fault:
        return std::unexpected(scanner.error());
    }
  }
}

CellReference parse_reference(std::string_view text) {
  CellReference made;
  std::size_t at = 0;
  for (; at < text.size() && at < 4; ++at) {
    char const c = text[at];
    if (c >= 'A' && c <= 'Z') {
      made.column = made.column * 26 + (c - 'A' + 1);
    } else if (c >= 'a' && c <= 'z') {
      made.column = made.column * 26 + (c - 'a' + 1);
    } else {
      break;
    }
  }
  int row = 0;
  for (; at < text.size() && row < 10'000'000; ++at) {
    if (text[at] < '0' || text[at] > '9') return {};
    row = row * 10 + (text[at] - '0');
  }
  if (at < text.size()) return {};
  made.row = row;
  return made;
}

Expected<std::vector<MergedRange>> read_merged_ranges(ZipArchive const& archive, std::string const& part) {
  auto opened = archive.stream(part);
  if (!opened) return std::unexpected(opened.error());
  constexpr std::size_t kStep = std::size_t{1} << 18;
  constexpr std::size_t kMostRanges = 200'000;
  constexpr std::string_view kMark = "mergeCell ";
  constexpr std::size_t kLongest = 128;  // of one mergeCell element
  std::vector<MergedRange> ranges;
  std::string text(kStep, '\0');
  std::size_t kept = 0;
  for (;;) {
    auto const count = opened->read(text.data() + kept, kStep - kept);
    if (!count) return std::unexpected(count.error());
    std::string_view const seen(text.data(), kept + *count);
    // An element that is cut by the buffer's end is read with the next one.
    auto const whole = *count == 0 ? seen.size() : seen.size() - std::min(seen.size(), kLongest);
    std::size_t at = 0;
    while (ranges.size() < kMostRanges) {
      auto const* const mark =
          static_cast<char const*>(memmem(seen.data() + at, seen.size() - at, kMark.data(), kMark.size()));
      if (!mark) break;
      auto const from = static_cast<std::size_t>(mark - seen.data());
      if (from >= whole) break;
      at = from + kMark.size();
      if (from == 0 || (seen[from - 1] != '<' && seen[from - 1] != ':')) continue;
      auto rest = seen.substr(at, seen.substr(at, kLongest).find('>'));
      std::string_view name, value;
      while (XmlScanner::next_attribute(rest, name, value)) {
        auto const colon = value.find(':');
        if (name != "ref" || colon == std::string_view::npos) continue;
        auto const first = parse_reference(value.substr(0, colon));
        auto const last = parse_reference(value.substr(colon + 1));
        bool const is_range =
            first.row > 0 && first.column > 0 && last.row >= first.row && last.column >= first.column;
        if (is_range) ranges.push_back({first.row, first.column, last.row, last.column});
      }
    }
    if (*count == 0) break;
    auto const from = std::max(at, whole == 0 ? 0 : whole - 1);
    kept = seen.size() - from;
    std::memmove(text.data(), text.data() + from, kept);
  }
  std::sort(ranges.begin(), ranges.end(),
            [](auto const& a, auto const& b) { return a.first_row < b.first_row; });
  return ranges;
}

bool is_clean_text(std::string_view text) {
  return text.find('\0') == std::string_view::npos && is_valid_utf8(text);
}

void append_unescaped(std::string& out, std::string_view text) {
  for (;;) {
    auto const mark = text.find("_x");
    if (mark == std::string_view::npos || text.size() < mark + 7) {
      out += text;
      return;
    }
    unsigned number = 0;
    auto const digits = text.substr(mark + 2, 4);
    auto const [end, fault] = std::from_chars(digits.data(), digits.data() + 4, number, 16);
    bool const is_escape = fault == std::errc{} && end == digits.data() + 4 && text[mark + 6] == '_' &&
                           number > 0 && (number < 0xD800 || number > 0xDFFF);
    out += text.substr(0, mark);
    if (is_escape) {
      append_code_point(out, number);
      text.remove_prefix(mark + 7);
    } else {
      out += "_x";
      text.remove_prefix(mark + 2);
    }
  }
}

}  // namespace shian::intake
