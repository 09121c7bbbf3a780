#include "intake/file_kind.hpp"

#include <algorithm>
#include <array>
#include <cctype>
#include <fstream>
#include <optional>

#include "base/text.hpp"
#include "intake/zip_archive.hpp"

namespace shian::intake {
namespace {

using namespace std::string_view_literals;

constexpr std::array kPdf = {"pdf"sv};
constexpr std::array kJpeg = {"jpg"sv, "jpeg"sv, "jpe"sv, "jfif"sv};
constexpr std::array kPng = {"png"sv};
constexpr std::array kWebp = {"webp"sv};
constexpr std::array kXlsx = {"xlsx"sv, "xlsm"sv};
constexpr std::array kDocx = {"docx"sv, "docm"sv};
constexpr std::array kPptx = {"pptx"sv, "pptm"sv};
constexpr std::array kOfd = {"ofd"sv};
constexpr std::array kOpenDocument = {"ods"sv, "odt"sv, "odp"sv};
constexpr std::array kZip = {"zip"sv};
constexpr std::array kOldOffice = {"xls"sv, "et"sv, "doc"sv, "wps"sv, "ppt"sv, "dps"sv};
constexpr std::array kText = {"txt"sv, "csv"sv, "tsv"sv, "md"sv, "log"sv};

FileKind refused(char const* zh, char const* en) { return {"", {zh, en}, {}, false}; }

// Documents that begin with the same bytes wherever they were made.
std::optional<FileKind> by_first_bytes(std::string_view head) {
  if (head.starts_with("%PDF-")) return FileKind{"application/pdf", {"PDF 文档", "a PDF"}, kPdf, true};
  if (head.starts_with("\xFF\xD8\xFF")) return FileKind{"image/jpeg", {"JPEG 图片", "a JPEG"}, kJpeg, true};
  if (head.starts_with("\x89PNG\r\n\x1A\n")) return FileKind{"image/png", {"PNG 图片", "a PNG"}, kPng, true};
  constexpr std::size_t kWebpMark = 8;
  if (head.starts_with("RIFF") && head.substr(std::min(head.size(), kWebpMark)).starts_with("WEBP"))
    return FileKind{"image/webp", {"WebP 图片", "a WebP"}, kWebp, true};
  if (head.starts_with("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1"))
    return FileKind{"application/x-ole-storage",
                    {"Office 97-2003 文档", "a document of Office 97-2003"},
                    kOldOffice,
                    false};
  struct Refused {
    std::string_view bytes;
    char const* zh;
    char const* en;
  };
  static constexpr Refused kRefused[] = {
      {"MZ", "Windows 程序", "a program for Windows"},
      {"\x7F"
       "ELF",
       "Linux 程序", "a program for Linux"},
      {"\xCA\xFE\xBA\xBE", "程序", "a program"},
      {"\xCF\xFA\xED\xFE", "macOS 程序", "a program for macOS"},
      {"#!", "脚本", "a script"},
      {"Rar!", "RAR 压缩包", "a RAR archive"},
      {"7z\xBC\xAF", "7z 压缩包", "a 7z archive"},
      {"\x1F\x8B", "GZIP 压缩文件", "a GZIP file"},
      {"GIF8", "GIF 图片", "a GIF"},
      {"{\\rtf", "RTF 文档", "an RTF document"},
  };
  for (auto const& known : kRefused)
    if (head.starts_with(known.bytes)) return refused(known.zh, known.en);
  return std::nullopt;
}

FileKind of_zip(std::filesystem::path const& file) {
  auto const archive = ZipArchive::open(file, {});
  if (!archive) return refused("损坏的压缩文件", "a damaged archive");
  if (archive->has("xl/workbook.xml")) return {kXlsxType, {"Excel 工作簿", "an Excel workbook"}, kXlsx};
  if (archive->has("word/document.xml"))
    return {"application/vnd.openxmlformats-officedocument.wordprocessingml.document",
            {"Word 文档", "a Word document"},
            kDocx};
  if (archive->has("ppt/presentation.xml"))
    return {"application/vnd.openxmlformats-officedocument.presentationml.presentation",
            {"演示文稿", "a presentation"},
            kPptx};
  if (archive->has("OFD.xml")) return {"application/ofd", {"OFD 版式文件", "an OFD document"}, kOfd};
  if (archive->has("META-INF/manifest.xml") && archive->has("content.xml"))
    return {"application/vnd.oasis.opendocument", {"开放文档", "an OpenDocument file"}, kOpenDocument};
  if (archive->has("META-INF/MANIFEST.MF") || archive->has("AndroidManifest.xml"))
    return refused("程序包", "a program package");
  return {"application/zip", {"ZIP 压缩包", "a ZIP archive"}, kZip};
}

// What a browser would take for a page if it were asked to (WHATWG, MIME Sniffing).
bool is_markup(std::string_view head) {
  constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";
  if (head.starts_with(kByteOrderMark)) head.remove_prefix(kByteOrderMark.size());
  std::string text(trimmed(head));
  std::ranges::transform(text, text.begin(),
                         [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  if (!text.starts_with('<')) return false;
  constexpr std::array kMarks = {"<!doctype"sv, "<html"sv, "<head"sv,  "<body"sv,   "<script"sv, "<iframe"sv,
                                 "<svg"sv,      "<?xml"sv, "<table"sv, "<!--"sv,    "<style"sv,  "<title"sv,
                                 "<div"sv,      "<a "sv,   "<p>"sv,    "<object"sv, "<embed"sv,  "<img"sv,
                                 "<h1"sv,       "<br"sv,   "<font"sv,  "<meta"sv,   "<link"sv};
  return std::ranges::any_of(kMarks, [&](auto mark) { return text.starts_with(mark); }) ||
         text.find("<script") != std::string::npos || text.find("<svg") != std::string::npos;
}

// UTF-8, GB18030 or UTF-16 as far as the beginning shows: no byte that no text has.
bool is_text(std::string_view head) {
  if (head.starts_with("\xFF\xFE") || head.starts_with("\xFE\xFF")) return true;
  return std::ranges::none_of(head, [](char c) {
    auto const byte = static_cast<unsigned char>(c);
    return byte < 0x09U || (byte > 0x0DU && byte < 0x20U && byte != 0x1BU) || byte == 0x7FU;
  });
}

}  // namespace

FileKind kind_of(std::filesystem::path const& file) {
  constexpr std::size_t kEnough = 8192;
  std::string head(kEnough, '\0');
  std::ifstream in(file, std::ios::binary);
  in.read(head.data(), static_cast<std::streamsize>(head.size()));
  head.resize(static_cast<std::size_t>(in.gcount()));
  if (auto known = by_first_bytes(head)) return *known;
  if (head.starts_with("PK\x03\x04") || head.starts_with("PK\x05\x06")) return of_zip(file);
  if (is_markup(head)) return refused("网页或 SVG", "a web page or SVG");
  if (!head.empty() && is_text(head)) return {"text/plain", {"文本或 CSV", "plain text or CSV"}, kText};
  return refused("未知类型的文件", "a file of no known kind");
}

std::string ending_of(std::string_view name) {
  constexpr std::size_t kLongest = 5;
  auto const dot = name.rfind('.');
  if (dot == std::string_view::npos) return {};
  auto ending = folded(name.substr(dot + 1));
  auto const is = [&](auto const& kind) {
    return [&kind](char c) { return kind(static_cast<unsigned char>(c)) != 0; };
  };
  bool const is_ending = ending.size() <= kLongest && std::ranges::all_of(ending, is(::isalnum)) &&
                         std::ranges::any_of(ending, is(::isalpha));
  return is_ending ? ending : std::string();
}

bool fits(FileKind const& kind, std::string_view name) {
  auto const ending = ending_of(name);
  return ending.empty() || std::ranges::find(kind.endings, std::string_view(ending)) != kind.endings.end();
}

}  // namespace shian::intake
