// A piece of the expression language as a pack file holds it.
#pragma once

#include <string>

#include "base/error.hpp"

namespace shian::pack {

/// Its text with the place it was written at.
struct Source {
  std::string text;
  Position where;
  [[nodiscard]] bool empty() const { return text.empty(); }
};

}  // namespace shian::pack
