// Pictures made for the tests of this room: scenes of shapes, saved as phones save them.
#pragma once

#include <filesystem>
#include <string>

#include "material/likeness.hpp"

namespace shian::material::test {

/// A scene of its own for each seed.
[[nodiscard]] Grey scene(unsigned seed, int width = 800, int height = 600);
[[nodiscard]] Grey resized(Grey const& picture, int width, int height);
/// Without so many parts of a hundred at each edge.
[[nodiscard]] Grey cropped(Grey const& picture, int percent);

struct Camera {
  int orientation = 1;
  bool has_data = false;  // 2022-06-15 08:30:00, 28.123456 N, 120.987654 E, "Phone X1"
};
void save_jpeg(std::filesystem::path const& file, Grey const& picture, int quality,
               Camera const& camera = {});
void save_png(std::filesystem::path const& file, Grey const& picture);

}  // namespace shian::material::test
