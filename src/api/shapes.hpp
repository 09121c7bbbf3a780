// The shapes of what the API takes and answers, by name: JSON Schema 2020-12. Their one source is
// shapes/*.json, where they are written short; here they are written out.
#pragma once

#include <nlohmann/json.hpp>
#include <span>
#include <string>
#include <string_view>

namespace shian::api {

using Json = nlohmann::ordered_json;

/// Every shape by its name, as a component of the OpenAPI document.
[[nodiscard]] Json const& shapes();

/// The parameters of paths, queries and headers: {"path": {name: parameter}, "query": ..., "header": ...}.
[[nodiscard]] Json const& parameters();

/// A schema written short, written out:
///  * a text in a schema's place names what stands there: "string", "integer", "Name", "Name[]", "Name|null";
///  * an object with `properties` is closed, and has all of them but those whose name ends with "?";
///  * `with` names shapes of `all` whose properties it has too.
/// Asserts: every name in it is one of `all`.
[[nodiscard]] Json written_out(Json const& schema, Json const& all);

[[nodiscard]] std::string component_reference(std::string_view name);  // "#/components/schemas/NAME"

/// The files' text, made by the build.
[[nodiscard]] std::span<std::string_view const> embedded_shapes();

}  // namespace shian::api
