// The same picture as evidence of different records: of two inspections, of two towns.
#pragma once

#include "material/likeness.hpp"
#include "material/search.hpp"

namespace shian::material {

struct PhotoPair {
  Holder first, second;
  int distance = 0;
  bool is_same_file = false;  // to the byte
  bool is_across_areas = false;
};

struct PhotoQuestion {
  int within = kAlikeWithin;
  std::size_t limit = 200, offset = 0;
  bool only_across_areas = false;
  Reader reader = everything();
};

struct AlikePhotos {
  std::vector<PhotoPair> pairs;  // those of two areas first, then the nearest
  std::int64_t photos = 0;       // that the reader may see and that were compared
  bool has_more = false;
};

/// Of pictures that are read; photos of personal fields are left out. Inside a read transaction.
[[nodiscard]] AlikePhotos alike_photos(reg::Ledger& ledger, PhotoQuestion const& question);

}  // namespace shian::material
