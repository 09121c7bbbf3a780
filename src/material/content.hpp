// What stands in an evidence file: its text, its days and document numbers; of a photo when and where it was
// taken. Files come from anywhere and are read with suspicion.
#pragma once

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/decimal.hpp"
#include "base/error.hpp"
#include "material/marks.hpp"

namespace shian::material {

/// 64 bits that stay nearly the same when a picture is made smaller, saved again or cut a little: see
/// likeness.hpp.
using Likeness = std::uint64_t;

enum class ContentKind { document, table, pdf, text, picture };
[[nodiscard]] std::string_view code_of(ContentKind kind);

struct GeoPoint {
  Decimal latitude, longitude;  // degrees of WGS 84, six places; south and west negative
  bool operator==(GeoPoint const&) const = default;
};

/// What a camera wrote beside the picture (Exif).
struct Photo {
  int width = 0, height = 0;  // as it is stored, before it is turned
  int orientation = 1;        // Exif's 1 to 8
  std::optional<Timestamp> taken_at;
  std::optional<GeoPoint> place;
  std::string camera;
  std::optional<Likeness>
      likeness;  // nothing: there is nothing to see on it (one colour), or it was not read
};

struct Content {
  ContentKind kind = ContentKind::text;
  std::string text;  // valid UTF-8; pages are parted by form feeds, cells by tabs
  std::vector<FoundDay> days;
  std::vector<FoundNumber> numbers;
  int pages = 0;  // 0: it has none
  std::optional<Photo> photo;
  std::vector<Text> notes;  // what could not be read, and oddities worth telling
};

struct ReadLimits {
  std::size_t text_bytes = std::size_t{1} << 20;  // some 500 pages; what stands behind is not read
  std::uint64_t file_bytes = std::uint64_t{2} << 30;
  std::uint64_t unpacked_bytes = std::uint64_t{256} << 20;  // one part of a document
  std::uint64_t pixels = std::uint64_t{64} << 20;
  std::chrono::seconds program_time{60};
  std::uint64_t program_memory = std::uint64_t{2} << 30;
};

/// Reads a file by its content, not by its name; `name` is what its sender calls it, for notes. Exif's times
/// are of the clock on the wall: `utc_offset_minutes` says of which zone where the camera does not.
/// Errors (material.*): missing, empty, large, of a kind that is not read, damaged, protected by a password,
/// beyond a limit, no program for it installed (no_program), took too long (late). Never throws for what a
/// file holds.
[[nodiscard]] Expected<Content> read_content(std::filesystem::path const& file, std::string_view name,
                                             int utc_offset_minutes, ReadLimits const& limits = {});

}  // namespace shian::material
