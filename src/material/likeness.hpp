// Whether two pictures are the same one: a hash of what is to be seen, and all near pairs among many.
// The hash is the perceptual hash by discrete cosine transform (Zauner, Implementation and Benchmarking of
// Perceptual Image Hash Functions, 2010); pairs are found by multi-index hashing (Norouzi, Punjani, Fleet,
// Fast Search in Hamming Space with Multi-Index Hashing, CVPR 2012).
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "material/content.hpp"

namespace shian::material {

/// Brightness, row by row.
struct Grey {
  int width = 0, height = 0;
  std::vector<std::uint8_t> pixels;
};

/// Turned upright by Exif's orientation (1 to 8).
[[nodiscard]] Grey upright(Grey picture, int orientation);
/// Nothing: there is nothing to see (one colour).
[[nodiscard]] std::optional<Likeness> likeness_of(Grey const& picture);

[[nodiscard]] int distance(Likeness a, Likeness b);  // of 64 bits

/// Up to here two are taken for the same picture: see docs/performance.md for what it finds and mistakes.
inline constexpr int kAlikeWithin = 10;
inline constexpr int kFarthest = 15;

struct NearPair {
  std::uint32_t first = 0, second = 0;  // places in the list, first < second
  int distance = 0;
  bool operator==(NearPair const&) const = default;
};
/// All pairs at most `within` (0 to kFarthest) apart, in order of their places; of more than `most`
/// (at least 1) some are left out.
[[nodiscard]] std::vector<NearPair> near_pairs(std::span<Likeness const> all, int within, std::size_t most);

}  // namespace shian::material
