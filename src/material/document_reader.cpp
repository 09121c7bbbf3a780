// Documents that are a ZIP of XML: Word, presentations, OpenDocument, OFD (GB/T 33190).
#include <algorithm>
#include <array>
#include <charconv>
#include <functional>

#include "base/text.hpp"
#include "intake/xml_scanner.hpp"
#include "intake/zip_archive.hpp"
#include "material/readers.hpp"

namespace shian::material {
namespace {

using intake::XmlScanner;

// How a kind of document writes: which elements hold text, which end a line.
struct Vocabulary {
  std::span<std::string_view const> texts;  // text counts inside of them; empty: everywhere
  std::span<std::string_view const> lines;  // end a line
  std::span<std::string_view const> cells;  // end a cell
  std::span<std::string_view const> blanks;
  std::span<std::string_view const> skipped;  // with all that they hold
  bool has_pages = false;                     // a part is a page
};

using namespace std::string_view_literals;

constexpr std::array kRunTexts = {"t"sv};
constexpr std::array kParagraph = {"p"sv, "br"sv, "cr"sv};
constexpr std::array kWordCells = {"tc"sv};
constexpr std::array kTabs = {"tab"sv};
// A text box is written twice, the second time for old programs; what was deleted is not there.
constexpr std::array kWordSkipped = {"Fallback"sv, "del"sv, "moveFrom"sv};
constexpr std::array kOdfLines = {"p"sv, "h"sv, "line-break"sv};
constexpr std::array kOdfCells = {"table-cell"sv};
constexpr std::array kOdfBlanks = {"tab"sv, "s"sv};
constexpr std::array kOdfTexts = {"p"sv, "h"sv};
constexpr std::array kOdfSkipped = {"tracked-changes"sv};
constexpr std::array kOfdTexts = {"TextCode"sv};

constexpr Vocabulary kWord = {kRunTexts, kParagraph, kWordCells, kTabs, kWordSkipped, false};
constexpr Vocabulary kSlides = {kRunTexts, kParagraph, kWordCells, kTabs, kWordSkipped, true};
constexpr Vocabulary kOdf = {kOdfTexts, kOdfLines, kOdfCells, kOdfBlanks, kOdfSkipped, false};
constexpr Vocabulary kOfd = {kOfdTexts, kOfdTexts, {}, {}, {}, true};

bool names(std::span<std::string_view const> list, std::string_view name) {
  return std::ranges::find(list, name) != list.end();
}

struct Part {
  std::string entry;
  int number = 0;  // as its name counts it
};

int number_in(std::string_view name) {
  auto const from = name.find_last_of("0123456789");
  if (from == std::string_view::npos) return 0;
  auto begin = from;
  while (begin > 0 && name[begin - 1] >= '0' && name[begin - 1] <= '9') --begin;
  int number = 0;
  std::from_chars(name.data() + begin, name.data() + from + 1, number);
  return number;
}

// "word/header2.xml" by its folder and the beginning of its name.
bool is_part(std::string_view entry, std::string_view beginning) {
  return entry.starts_with(beginning) && entry.ends_with(".xml") &&
         entry.find('/', beginning.size()) == std::string_view::npos;
}

struct Plan {
  Vocabulary vocabulary;
  std::vector<std::string> entries;
};

std::vector<std::string> in_order(std::vector<Part> parts) {
  std::ranges::stable_sort(parts, {}, &Part::number);
  std::vector<std::string> entries;
  for (auto& part : parts) entries.push_back(std::move(part.entry));
  return entries;
}

Plan plan_of(intake::ZipArchive const& archive) {
  auto const all = archive.entries();
  std::vector<Part> parts;
  if (archive.has("word/document.xml")) {
    std::vector<std::string> entries = {"word/document.xml"};
    for (auto const beginning : {"word/footnotes"sv, "word/endnotes"sv, "word/header"sv, "word/footer"sv})
      for (auto const& entry : all)
        if (is_part(entry, beginning)) entries.push_back(entry);
    return {kWord, std::move(entries)};
  }
  if (archive.has("OFD.xml")) {
    for (auto const& entry : all)
      if (entry.find("/Pages/") != std::string::npos && entry.ends_with("/Content.xml"))
        parts.push_back({entry, number_in(std::string_view(entry).substr(0, entry.rfind('/')))});
    return {kOfd, in_order(std::move(parts))};
  }
  if (archive.has("content.xml")) return {kOdf, {"content.xml"}};
  for (auto const& entry : all)
    if (is_part(entry, "ppt/slides/slide")) parts.push_back({entry, number_in(entry)});
  return {kSlides, in_order(std::move(parts))};
}

// Puts the text of one part behind what is there.
class PartReader {
 public:
  PartReader(Vocabulary const& vocabulary, LimitedText& text) : vocabulary_(vocabulary), text_(text) {}

  Expected<void> read(XmlScanner& scanner) {
    using Token = XmlScanner::Token;
    while (!text_.is_full()) {
      switch (scanner.next()) {
        case Token::start:
          started(scanner);
          break;
        case Token::end:
          ended(scanner.name());
          break;
        case Token::text:
          if (skipped_ == 0 && within_ > 0) text_.add(scanner.text());
          break;
        case Token::done:
          return {};
        case Token::fault:
          return std::unexpected(scanner.error());
      }
    }
    return {};
  }

 private:
  void started(XmlScanner const& scanner) {
    auto const name = scanner.name();
    bool const is_empty = scanner.is_empty_element();
    if (names(vocabulary_.skipped, name)) {
      // An empty one marks what stands elsewhere: a paragraph mark that was deleted.
      if (!is_empty) ++skipped_;
      return;
    }
    if (is_empty) {
      ended_element(name);
      return;
    }
    if (names(vocabulary_.texts, name)) ++within_;
  }
  void ended(std::string_view name) {
    if (names(vocabulary_.skipped, name) && skipped_ > 0) {
      --skipped_;
      return;
    }
    if (names(vocabulary_.texts, name) && within_ > 0) --within_;
    ended_element(name);
  }
  void ended_element(std::string_view name) {
    if (skipped_ > 0) return;
    if (names(vocabulary_.blanks, name)) text_.add(" ");
    if (names(vocabulary_.lines, name) && !text_.empty() && !text_.ends_with('\n')) text_.add("\n");
    if (names(vocabulary_.cells, name)) text_.add("\t");
  }

  Vocabulary const& vocabulary_;
  LimitedText& text_;
  int within_ = 0, skipped_ = 0;
};

}  // namespace

Expected<Content> read_document(std::filesystem::path const& file, ReadLimits const& limits) {
  intake::Limits theirs;
  theirs.sheet_bytes = limits.unpacked_bytes;
  theirs.zip_ratio = theirs.zip_ratio_of_large;
  auto const archive = intake::ZipArchive::open(file, theirs);
  if (!archive) return std::unexpected(archive.error());
  auto const plan = plan_of(*archive);
  Content content;
  content.kind = ContentKind::document;
  LimitedText text(limits.text_bytes);
  for (auto const& entry : plan.entries) {
    if (text.is_full()) break;
    auto stream = archive->stream(entry);
    if (!stream) return std::unexpected(stream.error());
    if (plan.vocabulary.has_pages && content.pages++ > 0) text.add("\f");
    XmlScanner scanner([&](char* out, std::size_t capacity) { return stream->read(out, capacity); },
                       file.filename().string(), entry);
    if (auto read = PartReader(plan.vocabulary, text).read(scanner); !read)
      return std::unexpected(read.error());
  }
  text.finish(content);
  if (!is_valid_utf8(content.text) || content.text.find('\0') != std::string::npos)
    return fail("material.damaged", "文件已损坏：文字不是有效的 UTF-8",
                "the file is damaged: its text is no valid UTF-8");
  return content;
}

}  // namespace shian::material
