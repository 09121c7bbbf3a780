// The readers of one kind of file each. Inside this room only.
#pragma once

#include "material/content.hpp"

namespace shian::material {

/// Text that grows up to a limit: what is over it is left out, and told.
class LimitedText {
 public:
  explicit LimitedText(std::size_t most) : most_(most) {}
  void add(std::string_view piece);
  [[nodiscard]] bool is_full() const { return is_full_; }
  [[nodiscard]] bool empty() const { return text_.empty(); }
  [[nodiscard]] bool ends_with(char c) const { return text_.ends_with(c); }
  /// Into the content, with a note when something was left out.
  void finish(Content& content);

 private:
  std::size_t most_;
  std::string text_;
  bool is_full_ = false;
};

/// DOCX, PPTX, ODT, ODP, ODS, OFD: the texts of their parts.
[[nodiscard]] Expected<Content> read_document(std::filesystem::path const& file, ReadLimits const& limits);
/// XLSX and XLS: the sheets that are visible, a line a row.
[[nodiscard]] Expected<Content> read_tables(std::filesystem::path const& file, ReadLimits const& limits);
/// By poppler's pdftotext, with limits of time and memory.
[[nodiscard]] Expected<Content> read_pdf(std::filesystem::path const& file, ReadLimits const& limits);
[[nodiscard]] bool can_read_pdf();
[[nodiscard]] Expected<Content> read_text(std::filesystem::path const& file, ReadLimits const& limits);
/// JPEG and PNG with their likeness.
[[nodiscard]] Expected<Content> read_jpeg(std::filesystem::path const& file, int utc_offset_minutes,
                                          ReadLimits const& limits);
[[nodiscard]] Expected<Content> read_png(std::filesystem::path const& file, ReadLimits const& limits);

/// Exif as it stands in a JPEG's segment, "Exif\0\0" at its head. What is broken in it is passed over.
void read_exif(std::string_view segment, int utc_offset_minutes, Photo& photo);

}  // namespace shian::material
