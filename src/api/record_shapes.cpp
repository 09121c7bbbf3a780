#include "api/record_shapes.hpp"

#include "base/error.hpp"

namespace shian::api {
namespace {

using pack::FieldType;

std::string in_both(Text const& text) {
  if (text.zh.empty() || text.en.empty() || text.zh == text.en) return text.zh.empty() ? text.en : text.zh;
  return text.zh + " / " + text.en;
}

Json text_matching(std::string_view pattern) { return {{"type", "string"}, {"pattern", pattern}}; }

// The canonical text of a value of this type.
Json type_of(pack::Field const& field) {
  switch (field.type) {
    case FieldType::enumeration: {
      Json codes = Json::array();
      for (auto const& option : field.options) codes.push_back(option.code);
      return {{"type", "string"}, {"enum", std::move(codes)}};
    }
    case FieldType::integer:
      return text_matching("^-?[0-9]+$");
    case FieldType::decimal:
      return text_matching("^-?[0-9]+(\\.[0-9]+)?$");
    case FieldType::date:
      return {{"type", "string"}, {"format", "date"}};
    case FieldType::timestamp:
      return {{"type", "string"}, {"format", "date-time"}};
    case FieldType::boolean:
      return {{"type", "string"}, {"enum", {"true", "false"}}};
    case FieldType::area:
      return {{"$ref", component_reference("AreaId")}};
    case FieldType::reference:
      return text_matching("^[1-9][0-9]*$");
    case FieldType::file:
      return text_matching("^[0-9a-f]{64}$");
    case FieldType::text:
    case FieldType::code:
    case FieldType::unit:
    case FieldType::person:
      break;
  }
  Json text = {{"type", "string"}};
  if (field.type != FieldType::unit) text["maxLength"] = field.max_length;
  if (!field.pattern.empty()) text["pattern"] = "^(?:" + field.pattern + ")$";
  return text;
}

Json field_shape(pack::Field const& field) {
  Json shape = type_of(field);
  bool const personal = field.personal || field.type == FieldType::person;
  if (personal) shape = {{"anyOf", {std::move(shape), {{"type", "null"}}}}, {"x-personal", true}};
  shape["title"] = in_both(field.name);
  if (auto help = in_both(field.help); !help.empty()) shape["description"] = std::move(help);
  if (!field.unit.empty()) shape["x-unit"] = field.unit;
  if (field.minimum) shape["x-minimum"] = field.minimum->to_string();
  if (field.maximum) shape["x-maximum"] = field.maximum->to_string();
  if (!field.check.empty()) shape["x-check"] = field.check;
  if (!field.refers_to.empty()) shape["x-refers-to"] = field.refers_to;
  if (field.required) shape["x-required"] = true;
  if (!field.example.empty()) shape["x-example"] = field.example;
  return shape;
}

// A record has what it holds: a field without a value is not there, whatever the register asks for today.
Json values_shape(reg::Schema const& schema) {
  Json properties = Json::object();
  for (auto const& field : schema.fields) properties[field.definition.id] = field_shape(field.definition);
  return {{"type", "object"},
          {"title", in_both(schema.definition.name)},
          {"description", in_both(schema.definition.help)},
          {"properties", std::move(properties)},
          {"additionalProperties", false}};
}

}  // namespace

void add_record_shapes(Json& components, pack::Pack const& pack, std::span<reg::Schema const> registers) {
  auto const general = components.at("Record");
  Json choices = Json::array();
  Json mapping = Json::object();
  for (auto const& schema : registers) {
    auto const& id = schema.definition.id;
    auto own = general;
    own["properties"]["register"] = {{"const", id}};
    own["properties"]["values"] = {{"$ref", component_reference("Values." + id)}};
    components["Values." + id] = values_shape(schema);
    components["Record." + id] = std::move(own);
    choices.push_back({{"$ref", component_reference("Record." + id)}});
    mapping[id] = component_reference("Record." + id);
  }
  components["Record"] = {{"oneOf", std::move(choices)},
                          {"discriminator", {{"propertyName", "register"}, {"mapping", std::move(mapping)}}}};
  Json areas = Json::array();
  for (auto const& area : pack.areas) areas.push_back(area.id);
  components["AreaId"] = {{"type", "string"}, {"title", "镇街 / area"}, {"enum", std::move(areas)}};
}

}  // namespace shian::api
