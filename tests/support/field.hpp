// Fields of registers that tests make.
#pragma once

#include <string>
#include <utility>

#include "pack/model.hpp"

namespace shian::test {

/// Named by its id.
inline pack::Field field(std::string id, pack::FieldType type, std::string refers_to = "") {
  pack::Field made;
  made.id = std::move(id);
  made.name = {made.id, made.id};
  made.type = type;
  made.refers_to = std::move(refers_to);
  return made;
}

}  // namespace shian::test
