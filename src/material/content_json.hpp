// What was read of a file, handed from one process to another. Inside this room only.
#pragma once

#include <nlohmann/json.hpp>
#include <optional>

#include "material/content.hpp"

namespace shian::material {

[[nodiscard]] nlohmann::json content_json(Expected<Content> const& content);
/// Nothing: it is none. Whoever wrote it read a hostile file before: it is believed in nothing.
[[nodiscard]] std::optional<Expected<Content>> content_of(nlohmann::json const& json);

}  // namespace shian::material
