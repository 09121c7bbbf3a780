#include "material/content.hpp"

#include <array>
#include <fstream>
#include <new>

#include "base/text.hpp"
#include "base/utf8.hpp"
#include "intake/file_kind.hpp"
#include "intake/text_decoder.hpp"
#include "material/readers.hpp"

namespace shian::material {
namespace {

namespace fs = std::filesystem;

Expected<void> check_file(fs::path const& file, ReadLimits const& limits) {
  std::error_code fault;
  if (!fs::is_regular_file(file, fault))
    return fail("material.missing", "找不到文件", "the file is not there");
  auto const bytes = fs::file_size(file, fault);
  if (fault || !std::ifstream(file))
    return fail("material.missing", "文件无法读取", "the file cannot be read");
  if (bytes == 0) return fail("material.empty", "文件是空的", "the file is empty");
  if (bytes > limits.file_bytes) {
    auto const most = std::to_string(limits.file_bytes >> 20U) + " MB";
    return fail("material.large", "文件超过 " + most + "，不读取内容",
                "the file is over " + most + ": its content is not read");
  }
  return {};
}

std::unexpected<Error> not_read(intake::FileKind const& kind) {
  return std::unexpected(
      Error::make("material.kind", "不能读取内容：" + kind.name.zh,
                  "its content cannot be read: " + kind.name.en)
          .hinting("可另存为 PDF 或 DOCX 后作为佐证", "save it as PDF or DOCX and file that"));
}

// Errors of the rooms below are of tables; here they are of evidence.
Error as_material(Error error) {
  constexpr std::string_view kTheirs = "intake.";
  if (error.code.starts_with(kTheirs)) error.code = "material." + error.code.substr(kTheirs.size());
  if (error.code == "material.zip_bomb") error.code = "material.large";
  error.where = {};  // the store's own path says nothing to whoever attached it
  return error;
}

Expected<Content> read_by_kind(fs::path const& file, intake::FileKind const& kind, int utc_offset_minutes,
                               ReadLimits const& limits) {
  auto const type = kind.type;
  if (type == "application/pdf") return read_pdf(file, limits);
  if (type == "image/jpeg") return read_jpeg(file, utc_offset_minutes, limits);
  if (type == "image/png") return read_png(file, limits);
  if (type == "text/plain") return read_text(file, limits);
  if (type == intake::kXlsxType || type == "application/x-ole-storage") return read_tables(file, limits);
  bool const is_document = type == "application/ofd" || type == "application/vnd.oasis.opendocument" ||
                           type.ends_with("wordprocessingml.document") ||
                           type.ends_with("presentationml.presentation");
  if (is_document) return read_document(file, limits);
  return not_read(kind);
}

}  // namespace

std::string_view code_of(ContentKind kind) {
  constexpr std::array<std::string_view, 5> kCodes = {"document", "table", "pdf", "text", "picture"};
  return kCodes[static_cast<std::size_t>(kind)];
}

void LimitedText::add(std::string_view piece) {
  if (is_full_) return;
  if (text_.size() + piece.size() <= most_) {
    text_ += piece;
    return;
  }
  is_full_ = true;
  auto room = most_ - text_.size();
  constexpr unsigned kContinues = 0x80, kMask = 0xC0;
  while (room > 0 && (static_cast<unsigned char>(piece[room]) & kMask) == kContinues) --room;
  text_ += piece.substr(0, room);
}

void LimitedText::finish(Content& content) {
  if (is_full_) {
    auto const kb = std::to_string(most_ >> 10U);
    content.notes.push_back(
        {"文字太长，只读取了前 " + kb + " KB", "the text is long: only the first " + kb + " KB were read"});
  }
  content.text = std::move(text_);
}

Expected<Content> read_text(fs::path const& file, ReadLimits const& limits) {
  auto source = intake::ByteSource::open(file);
  if (!source) return std::unexpected(source.error());
  intake::TextDecoder decoder(std::move(*source), file.filename().string());
  Content content;
  content.kind = ContentKind::text;
  LimitedText text(limits.text_bytes);
  constexpr std::size_t kStep = std::size_t{1} << 16U;
  std::string buffer(kStep, '\0');
  while (!text.is_full()) {
    auto const count = decoder.read(buffer.data(), buffer.size());
    if (!count) return std::unexpected(count.error());
    if (*count == 0) break;
    text.add(std::string_view(buffer).substr(0, *count));
  }
  text.finish(content);
  return content;
}

Expected<Content> read_content(fs::path const& given, std::string_view name, int utc_offset_minutes,
                               ReadLimits const& limits) {
  auto const file = fs::absolute(given);
  if (auto checked = check_file(file, limits); !checked) return std::unexpected(checked.error());
  try {
    auto const kind = intake::kind_of(file);
    auto content = read_by_kind(file, kind, utc_offset_minutes, limits);
    if (!content) return std::unexpected(as_material(std::move(content.error())));
    if (!kind.endings.empty() && !intake::fits(kind, name))
      content->notes.push_back({"扩展名与内容不符，内容是" + kind.name.zh,
                                "the name does not fit: its content is " + kind.name.en});
    content->days = days_in(content->text);
    content->numbers = numbers_in(content->text);
    return content;
  } catch (std::bad_alloc const&) {
    return fail("material.large", "读取它需要的内存太多", "reading it takes too much memory");
  }
}

}  // namespace shian::material
