#include "document/docx_package.hpp"

#include <zip.h>

#include <algorithm>
#include <array>
#include <memory>
#include <pugixml.hpp>
#include <sstream>
#include <stdexcept>

#include "intake/zip_archive.hpp"

namespace shian::document {
namespace {

constexpr std::uint64_t kLargestPart = 16U << 20U;
constexpr std::uint64_t kLargestWhole = 48U << 20U;
constexpr int kMostParts = 500;
constexpr int kTightest = 500;

std::unexpected<Error> refused(std::string zh, std::string en) {
  return std::unexpected(
      Error::make("document.docx", std::move(zh), std::move(en))
          .hinting("用 Word 或 WPS 另存为 .docx 后再上传", "save it as .docx in a word processor"));
}

std::unexpected<Error> unsafe(std::string zh, std::string en) {
  return std::unexpected(Error::make("document.unsafe", std::move(zh), std::move(en))
                             .hinting("删去后再上传", "take it out and send it again"));
}

Expected<Parts> parts_of(intake::ZipArchive const& archive) {
  Parts parts;
  std::uint64_t total = 0;
  for (auto const& name : archive.entries()) {
    if (name.ends_with('/')) continue;
    auto stream = archive.stream(name);
    if (!stream) return std::unexpected(stream.error());
    std::string bytes, piece(std::size_t{1} << 16, '\0');
    while (true) {
      auto const count = stream->read(piece.data(), piece.size());
      if (!count) return std::unexpected(count.error());
      if (*count == 0) break;
      bytes.append(piece, 0, *count);
    }
    total += bytes.size();
    if (total > kLargestWhole) return refused("文件解压后超过 48 MB", "it unpacks to more than 48 MB");
    if (!parts.emplace(name, std::move(bytes)).second)
      return refused("文件里有两个 " + name, "it holds " + name + " twice");
  }
  return parts;
}

// Programs, and what a program would fetch from elsewhere while it shows the page.
Expected<void> check_parts(Parts const& parts) {
  for (auto const& [name, bytes] : parts) {
    std::string lower = name;
    std::ranges::transform(lower, lower.begin(), [](unsigned char c) {
      return static_cast<char>(c >= 'A' && c <= 'Z' ? c - 'A' + 'a' : c);
    });
    bool const is_program = lower.find("vbaproject") != std::string::npos ||
                            lower.find("activex") != std::string::npos ||
                            lower.find("embeddings/") != std::string::npos || lower.ends_with(".bin");
    if (is_program)
      return unsafe("模板里有宏或嵌入对象（" + name + "）",
                    "the template holds a macro or an embedded object (" + name + ")");
  }
  return {};
}

Expected<void> check_relations(std::string const& name, pugi::xml_document const& part) {
  for (auto const& relation : part.first_child().children()) {
    bool const is_elsewhere = std::string_view(relation.attribute("TargetMode").value()) == "External";
    bool const is_link = std::string_view(relation.attribute("Type").value()).ends_with("/hyperlink");
    if (is_elsewhere && !is_link)
      return unsafe("模板引用了外部文件（" + name + "）",
                    "the template refers to a file elsewhere (" + name + ")");
    if (std::string_view(relation.attribute("Type").value()).ends_with("/aFChunk"))
      return unsafe("模板里嵌入了另一个文档（" + name + "）",
                    "the template holds another document (" + name + ")");
  }
  return {};
}

Expected<void> check_fields(std::string const& name, pugi::xml_document const& part) {
  constexpr std::array<std::string_view, 8> kFetching = {
      "INCLUDETEXT", "INCLUDEPICTURE", "INCLUDE", "DDE", "DDEAUTO", "LINK", "IMPORT", "DATABASE"};
  struct Walk final : pugi::xml_tree_walker {
    std::string codes;
    bool for_each(pugi::xml_node& node) override {
      std::string_view const called = node.name();
      // A word processor breaks a field's code anywhere, so that runs of one field are read as one text.
      if (called == "w:fldChar") codes += ' ';
      if (called == "w:instrText") codes += node.text().get();
      if (called == "w:fldSimple") codes += std::string(" ") + node.attribute("w:instr").value();
      return true;
    }
  } walk;
  const_cast<pugi::xml_document&>(part).traverse(walk);  // pugixml walks const trees no other way
  std::istringstream words(walk.codes);
  for (std::string word; words >> word;) {
    std::ranges::transform(word, word.begin(), [](unsigned char c) {
      return static_cast<char>(c >= 'a' && c <= 'z' ? c - 'a' + 'A' : c);
    });
    if (std::ranges::find(kFetching, word) == kFetching.end()) continue;
    return unsafe("模板里有会读取其他文件的域 " + word + "（" + name + "）",
                  "the template has a field that reads another file: " + word + " (" + name + ")");
  }
  return {};
}

struct Discard {
  void operator()(zip* archive) const { zip_discard(archive); }
};

[[noreturn]] void cannot_write() { throw std::runtime_error("a DOCX could not be written"); }

}  // namespace

Expected<Parts> read_docx(std::string bytes) {
  intake::Limits limits;
  limits.zip_entries = kMostParts;
  limits.sheet_bytes = kLargestPart;
  limits.zip_ratio = kTightest;
  auto const archive = intake::ZipArchive::open(std::move(bytes), "", limits);
  if (!archive) return refused("这不是完整的 .docx 文件", "this is no whole .docx file");
  auto parts = parts_of(*archive);
  if (!parts) return refused(parts.error().what.zh, parts.error().what.en);
  if (!parts->contains("word/document.xml") || !parts->contains("[Content_Types].xml"))
    return refused("这不是 .docx 文件", "this is no .docx file");
  if (parts->at("[Content_Types].xml").find("macroEnabled") != std::string::npos)
    return unsafe("模板是带宏的文档", "the template is a document with macros");
  if (auto checked = check_parts(*parts); !checked) return std::unexpected(checked.error());
  for (auto const& [name, part] : *parts) {
    bool const is_relations = name.ends_with(".rels");
    if (!is_relations && !name.ends_with(".xml")) continue;
    pugi::xml_document parsed;
    if (!parsed.load_buffer(part.data(), part.size(), pugi::parse_default | pugi::parse_doctype))
      return refused("文件已损坏：" + name, "it is damaged: " + name);
    for (auto const& child : parsed.children())
      if (child.type() == pugi::node_doctype)
        return unsafe("文件里有文档类型定义：" + name, "it holds a document type: " + name);
    auto checked = is_relations ? check_relations(name, parsed) : check_fields(name, parsed);
    if (!checked) return std::unexpected(checked.error());
  }
  return std::move(*parts);
}

std::string write_docx(Parts const& parts) {
  zip_error_t fault{};
  auto* const source = zip_source_buffer_create(nullptr, 0, 0, &fault);
  if (source == nullptr) cannot_write();
  zip_source_keep(source);  // its bytes are read after the archive is closed
  std::unique_ptr<zip_source_t, decltype(&zip_source_free)> const kept(source, zip_source_free);
  std::unique_ptr<zip, Discard> archive(zip_open_from_source(source, ZIP_TRUNCATE, &fault));
  if (!archive) {
    zip_source_free(source);
    cannot_write();
  }
  auto const add = [&](std::string const& name, std::string const& bytes) {
    auto* const part = zip_source_buffer(archive.get(), bytes.data(), bytes.size(), 0);
    auto const index =
        part == nullptr ? -1 : zip_file_add(archive.get(), name.c_str(), part, ZIP_FL_ENC_UTF_8);
    if (index < 0) {
      zip_source_free(part);
      cannot_write();
    }
    // 1980-01-01: a part has no age.
    constexpr zip_uint16_t kNoDay = (1 << 5) | 1;
    zip_file_set_dostime(archive.get(), static_cast<zip_uint64_t>(index), 0, kNoDay, 0);
  };
  // Readers that look at a stream want the types first (ECMA-376 part 2, annex B).
  constexpr char kTypes[] = "[Content_Types].xml";
  if (parts.contains(kTypes)) add(kTypes, parts.at(kTypes));
  for (auto const& [name, bytes] : parts)
    if (name != kTypes) add(name, bytes);
  if (zip_close(archive.get()) != 0) cannot_write();
  (void)archive.release();
  zip_stat_t size{};
  if (zip_source_stat(source, &size) != 0 || zip_source_open(source) != 0) cannot_write();
  std::string bytes(size.size, '\0');
  auto const read = zip_source_read(source, bytes.data(), bytes.size());
  zip_source_close(source);
  if (read != static_cast<zip_int64_t>(bytes.size())) cannot_write();
  return bytes;
}

}  // namespace shian::document
