// The reader's rights as a piece of SQL. Inside this room only.
#pragma once

#include "material/reader.hpp"

namespace shian::material {

/// Of a row with `register` and `record`, known as `row`: 1 when the record is there and may be found, else
/// null.
[[nodiscard]] Condition record_seen(reg::Schemas const& schemas, Reader const& reader,
                                    Narrowing const& narrowing, std::string_view row);
/// Of a row of shian_holder, known as `row`: the area of the record ("" when it says none) when its field
/// still holds the file and the file may be found through it, else null. Personal fields never do.
[[nodiscard]] Condition holder_seen(reg::Schemas const& schemas, Reader const& reader,
                                    Narrowing const& narrowing, std::string_view row);

}  // namespace shian::material
