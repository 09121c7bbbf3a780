#include "api/shapes.hpp"

#include <algorithm>
#include <array>

#include "base/error.hpp"
#include "base/text.hpp"

namespace shian::api {
namespace {

constexpr std::array<std::string_view, 6> kTypes = {"string",  "integer", "number",
                                                    "boolean", "object",  "null"};

bool is_type(std::string_view name) { return std::ranges::find(kTypes, name) != kTypes.end(); }

// "Name[]", "string|null": what a text in a schema's place stands for.
Json named(std::string_view text, Json const& all) {
  auto const choices = split(text, '|');
  if (choices.size() > 1) {
    Json types = Json::array();
    for (auto const choice : choices)
      if (is_type(choice)) types.push_back(choice);
    if (types.size() == choices.size()) return {{"type", std::move(types)}};
    Json any = Json::array();
    for (auto const choice : choices) any.push_back(named(choice, all));
    return {{"anyOf", std::move(any)}};
  }
  if (text.ends_with("[]"))
    return {{"type", "array"}, {"items", named(text.substr(0, text.size() - 2), all)}};
  if (is_type(text)) return {{"type", text}};
  SHIAN_ASSERT(all.contains(text));
  return {{"$ref", component_reference(text)}};
}

void add_properties(Json& properties, Json& required, Json const& shape, Json const& all) {
  if (auto const with = shape.find("with"); with != shape.end()) {
    for (auto const& name : *with) add_properties(properties, required, all.at(name.get<std::string>()), all);
  }
  for (auto const& [key, schema] : shape.at("properties").items()) {
    bool const optional = key.ends_with('?');
    auto const name = key.substr(0, key.size() - (optional ? 1 : 0));
    properties[name] = written_out(schema, all);
    if (!optional) required.push_back(name);
  }
}

// The two tables of the files: parameters.json stands apart.
struct Read {
  Json shapes = Json::object();
  Json parameters;
};

Read const& read() {
  static Read const made = [] {
    Read all;
    Json short_shapes = Json::object();
    for (auto const text : embedded_shapes()) {
      auto file = Json::parse(text);
      if (file.contains("query")) {
        all.parameters = std::move(file);
      } else {
        for (auto& [name, schema] : file.items()) {
          SHIAN_ASSERT(!short_shapes.contains(name));
          short_shapes[name] = std::move(schema);
        }
      }
    }
    for (auto const& [name, schema] : short_shapes.items())
      all.shapes[name] = written_out(schema, short_shapes);
    for (auto& [place, of_place] : all.parameters.items())
      for (auto& [name, parameter] : of_place.items())
        parameter["schema"] = written_out(parameter.at("schema"), short_shapes);
    return all;
  }();
  return made;
}

}  // namespace

std::string component_reference(std::string_view name) { return "#/components/schemas/" + std::string(name); }

Json written_out(Json const& schema, Json const& all) {
  if (schema.is_string()) return named(schema.get_ref<std::string const&>(), all);
  if (!schema.is_object()) return schema;
  Json made = Json::object();
  for (auto const& [keyword, value] : schema.items()) {
    if (keyword == "with") continue;
    if (keyword == "properties") {
      Json properties = Json::object();
      Json required = Json::array();
      add_properties(properties, required, schema, all);
      made["type"] = "object";
      made["properties"] = std::move(properties);
      if (!required.empty()) made["required"] = std::move(required);
      if (!schema.contains("additionalProperties")) made["additionalProperties"] = false;
    } else if (keyword == "items" || keyword == "additionalProperties") {
      made[keyword] = written_out(value, all);
    } else if (keyword == "anyOf" || keyword == "oneOf") {
      made[keyword] = Json::array();
      for (auto const& choice : value) made[keyword].push_back(written_out(choice, all));
    } else if (keyword == "patternProperties") {
      made[keyword] = Json::object();
      for (auto const& [pattern, of_pattern] : value.items())
        made[keyword][pattern] = written_out(of_pattern, all);
    } else {
      made[keyword] = value;
    }
  }
  return made;
}

Json const& shapes() { return read().shapes; }
Json const& parameters() { return read().parameters; }

}  // namespace shian::api
