#include "api/openapi.hpp"

#include <gtest/gtest.h>

#include "api/routes.hpp"
#include "api/shapes.hpp"

namespace shian::api {
namespace {

TEST(Routes, EachTellsWhatItAnswersAndTakes) {
  for (auto const& route : routes()) {
    EXPECT_FALSE(route.summary.empty()) << route.path;
    EXPECT_FALSE(route.shapes.answers.empty()) << route.path;
    bool const must_take = route.method == http::Method::put || route.method == http::Method::patch;
    EXPECT_FALSE(must_take && route.shapes.takes.empty()) << route.path;
  }
}

TEST(Shapes, AreClosedAndWholeUnlessTheySaySo) {
  auto const all = Json::parse(R"({"Base": {"properties": {"id": "integer"}}})");
  auto const made = written_out(
      Json::parse(
          R"({"with": ["Base"], "properties": {"note?": "string", "base": "Base|null", "all": "Base[]"}})"),
      all);
  EXPECT_EQ(made, Json::parse(R"({
    "type": "object",
    "properties": {
      "id": {"type": "integer"},
      "note": {"type": "string"},
      "base": {"anyOf": [{"$ref": "#/components/schemas/Base"}, {"type": "null"}]},
      "all": {"type": "array", "items": {"$ref": "#/components/schemas/Base"}}
    },
    "required": ["id", "base", "all"],
    "additionalProperties": false
  })"));
  EXPECT_EQ(written_out("string|null", all), Json::parse(R"({"type": ["string", "null"]})"));
}

TEST(Shapes, OfRecordsAreTheRegistersOwn) {
  reg::Schema visit;
  visit.definition.id = "visit";
  visit.definition.name = {"走访", "visits"};
  pack::Field kind;
  kind.id = "kind";
  kind.type = pack::FieldType::enumeration;
  kind.options = {{"普通", {"普通", "plain"}, {}}};
  pack::Field phone;
  phone.id = "phone";
  phone.personal = true;
  phone.max_length = 20;
  for (auto const& field : {kind, phone}) visit.fields.emplace_back().definition = field;
  auto const made = openapi(pack::Pack{}, std::span(&visit, 1))["components"]["schemas"];
  EXPECT_EQ(made["Record"]["discriminator"]["mapping"]["visit"], "#/components/schemas/Record.visit");
  EXPECT_EQ(made["Record.visit"]["properties"]["register"]["const"], "visit");
  auto const& values = made["Values.visit"]["properties"];
  EXPECT_EQ(values["kind"]["enum"], Json::parse(R"(["普通"])"));
  EXPECT_EQ(values["phone"]["x-personal"], true);
  EXPECT_EQ(values["phone"]["anyOf"],
            Json::parse(R"([{"type": "string", "maxLength": 20}, {"type": "null"}])"));
}

}  // namespace
}  // namespace shian::api
