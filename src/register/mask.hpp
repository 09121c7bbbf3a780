// Personal data is masked in every output unless the reader's role needs it.
#pragma once

#include "register/schema.hpp"

namespace shian::reg {

enum class Personal { masked, shown };

[[nodiscard]] inline bool is_personal(FieldSchema const& field) {
  return field.definition.personal || field.definition.type == pack::FieldType::person;
}

/// What an output shows for a field's value: canonical text, personal data masked: a name keeps its first
/// character, a number its first three and last two. Moments are shown in the plan's zone.
[[nodiscard]] std::string shown(FieldSchema const& field, Value const& value, Personal personal,
                                int utc_offset_minutes);
[[nodiscard]] std::string masked(std::string_view text);

}  // namespace shian::reg
