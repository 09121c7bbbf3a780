#include "intake/table_reader.hpp"

#include <algorithm>
#include <cstring>

#include "base/text.hpp"
#include "intake/byte_source.hpp"
#include "intake/csv_reader.hpp"
#include "intake/xls_reader.hpp"
#include "intake/xlsx_reader.hpp"
#include "intake/zip_archive.hpp"

namespace shian::intake {
namespace {

enum class Content { empty, zip, compound, text, other };

struct Sniffed {
  Content content = Content::text;
  Text other;  // what a document of another kind is
};

constexpr std::string_view kCompoundMagic("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", 8);

Sniffed sniff(std::string_view head) {
  if (head.empty()) return {Content::empty, {}};
  if (head.starts_with("PK\x03\x04") || head.starts_with("PK\x05\x06")) return {Content::zip, {}};
  if (head.starts_with(kCompoundMagic)) return {Content::compound, {}};
  struct Magic {
    std::string_view bytes;
    char const* zh;
    char const* en;
  };
  constexpr Magic kOthers[] = {
      {"%PDF-", "这是 PDF", "this is a PDF"},
      {"{\\rtf", "这是 RTF 文档", "this is an RTF document"},
      {"Rar!", "这是 RAR 压缩包", "this is a RAR archive"},
      {"7z\xBC\xAF", "这是 7z 压缩包", "this is a 7z archive"},
      {"\x1F\x8B", "这是 GZIP 压缩文件", "this is a GZIP file"},
      {"\xFF\xD8\xFF", "这是图片", "this is a picture"},
      {"\x89PNG", "这是图片", "this is a picture"},
  };
  for (auto const& magic : kOthers) {
    if (head.starts_with(magic.bytes)) return {Content::other, {magic.zh, magic.en}};
  }
  auto text = folded(trimmed(head.substr(0, 2048)));
  if (text.starts_with("<")) {
    if (text.find("urn:schemas-microsoft-com:office:spreadsheet") != std::string::npos) {
      return {Content::other, {"这是 XML 表格（2003）", "this is an XML spreadsheet (2003)"}};
    }
    if (text.find("<html") != std::string::npos || text.find("<table") != std::string::npos ||
        text.find("<!doctype") != std::string::npos) {
      return {Content::other,
              {"这是改了扩展名的网页，不是真正的表格文件",
               "this is a web page under another name, not a real table file"}};
    }
  }
  return {Content::text, {}};
}

Error other_kind(std::string const& name, Text const& what) {
  return Error::make("intake.other_kind", what.zh, what.en)
      .at({name, 0, 0})
      .hinting("请在 Excel 或 WPS 中打开后另存为 XLSX", "open it in Excel or WPS and save it as XLSX");
}

/// What a compound file (the container of old Office) holds, by the names in its directory, which are
/// UTF-16LE.
Expected<void> check_compound(std::string_view bytes, std::string const& name) {
  auto const holds = [bytes](std::string_view stream) {
    std::string wide;
    for (char c : stream) {
      wide += c;
      wide += '\0';
    }
    return bytes.find(wide) != std::string_view::npos;
  };
  if (holds("EncryptedPackage")) {
    return std::unexpected(
        Error::make("intake.encrypted", "文件设有密码", "the file is protected by a password")
            .at({name, 0, 0})
            .hinting("请去掉密码后另存", "save it without a password"));
  }
  if (holds("WordDocument") && !holds("Workbook")) {
    return std::unexpected(
        other_kind(name, {"这是 Word 文档，不是表格", "this is a Word document, not a table"}));
  }
  if (holds("PowerPoint Document")) {
    return std::unexpected(
        other_kind(name, {"这是演示文稿，不是表格", "this is a presentation, not a table"}));
  }
  return {};
}

Expected<void> check_xls_size(std::uint64_t size, Limits const& limits, std::string const& name) {
  if (size <= limits.xls_bytes) return {};
  auto const limit = std::to_string(limits.xls_bytes >> 20);
  return std::unexpected(Error::make("intake.too_large", "XLS 文件超过上限 " + limit + " MB",
                                     "an XLS file above the limit of " + limit + " MB")
                             .at({name, 0, 0})
                             .hinting("请另存为 XLSX", "save it as XLSX"));
}

std::string extension_of(std::string_view name) {
  auto const dot = name.rfind('.');
  return dot == std::string_view::npos ? "" : folded(name.substr(dot + 1));
}

/// Tells when name and content differ; the content is believed.
class Renamed final : public TableReader {
 public:
  Renamed(std::unique_ptr<TableReader> reader, Text note)
      : reader_(std::move(reader)), info_(reader_->info()) {
    info_.notes.push_back(std::move(note));
  }
  Expected<bool> next(Row& row) override { return reader_->next(row); }
  TableInfo const& info() const override { return info_; }

 private:
  std::unique_ptr<TableReader> reader_;
  TableInfo info_;
};

Expected<std::unique_ptr<TableReader>> told(Expected<std::unique_ptr<TableReader>> reader,
                                            std::string_view name) {
  if (!reader) return reader;
  auto const extension = extension_of(name);
  constexpr std::string_view kKnown[] = {"csv", "txt", "tsv", "xlsx", "xlsm", "xls", "et"};
  if (std::find(std::begin(kKnown), std::end(kKnown), extension) == std::end(kKnown)) return reader;
  auto const format = (*reader)->info().format;
  bool const fits = format == TableFormat::csv
                        ? extension == "csv" || extension == "txt" || extension == "tsv"
                    : format == TableFormat::xlsx ? extension == "xlsx" || extension == "xlsm"
                                                  : extension == "xls" || extension == "et";
  if (fits) return reader;
  std::string const real = format == TableFormat::csv ? "CSV" : format == TableFormat::xlsx ? "XLSX" : "XLS";
  return std::make_unique<Renamed>(std::move(*reader),
                                   Text{"扩展名是 ." + extension + "，内容其实是 " + real,
                                        "the name says ." + extension + ", the content is " + real});
}

}  // namespace

Expected<std::unique_ptr<TableReader>> open_table(std::filesystem::path const& file,
                                                  OpenOptions const& options) {
  auto const name = file.string();
  auto source = ByteSource::open(file);
  if (!source) return std::unexpected(source.error());
  std::string head(4096, '\0');
  head.resize(source->read(head.data(), head.size()));
  auto const sniffed = sniff(head);
  switch (sniffed.content) {
    case Content::empty:
      return std::unexpected(Error::make("intake.empty", "文件是空的", "the file is empty").at({name, 0, 0}));
    case Content::other:
      return std::unexpected(other_kind(name, sniffed.other));
    case Content::zip: {
      auto archive = ZipArchive::open(file, options.limits);
      if (!archive) return std::unexpected(archive.error());
      return told(open_xlsx(std::move(*archive), name, options), name);
    }
    case Content::compound: {
      auto const size = std::filesystem::file_size(file);
      if (auto checked = check_xls_size(size, options.limits, name); !checked)
        return std::unexpected(checked.error());
      head.resize(size);
      std::size_t have = std::min<std::size_t>(4096, size);
      while (have < size) {
        auto const count = source->read(head.data() + have, size - have);
        if (count == 0) break;
        have += count;
      }
      if (auto checked = check_compound(head, name); !checked) return std::unexpected(checked.error());
      return told(open_xls(file, name, options), name);
    }
    case Content::text:
      break;
  }
  auto again = ByteSource::open(file);
  if (!again) return std::unexpected(again.error());
  return told(open_csv(std::move(*again), name, options), name);
}

Expected<std::unique_ptr<TableReader>> open_table(std::string bytes, std::string_view given_name,
                                                  OpenOptions const& options) {
  std::string const name(given_name);
  auto const sniffed = sniff(std::string_view(bytes).substr(0, 4096));
  switch (sniffed.content) {
    case Content::empty:
      return std::unexpected(Error::make("intake.empty", "文件是空的", "the file is empty").at({name, 0, 0}));
    case Content::other:
      return std::unexpected(other_kind(name, sniffed.other));
    case Content::zip: {
      auto archive = ZipArchive::open(std::move(bytes), name, options.limits);
      if (!archive) return std::unexpected(archive.error());
      return told(open_xlsx(std::move(*archive), name, options), name);
    }
    case Content::compound:
      if (auto checked = check_xls_size(bytes.size(), options.limits, name); !checked)
        return std::unexpected(checked.error());
      if (auto checked = check_compound(bytes, name); !checked) return std::unexpected(checked.error());
      return told(open_xls(bytes, name, options), name);
    case Content::text:
      break;
  }
  return told(open_csv(ByteSource::of(std::move(bytes)), name, options), name);
}

}  // namespace shian::intake
