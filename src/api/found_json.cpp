#include "api/found_json.hpp"

#include "api/call.hpp"
#include "report/record_names.hpp"

namespace shian::api {
namespace {

class Shown {
 public:
  Shown(city::City& city, Language language) : city_(city), names_(city, reg::Personal::masked, language) {}

  Json record(reg::Schema const& schema, reg::Record const& record) const {
    auto const area = schema.area_of(record.values);
    return {{"register", {{"id", schema.definition.id}, {"name", json_of(schema.definition.name)}}},
            {"id", record.id},
            {"name", names_.name(schema, record.values)},
            {"area", area.empty() ? Json(nullptr) : Json(area)},
            {"unit", record.unit}};
  }
  Json holder(reg::Schema const& schema, reg::Record const& of, reg::FieldIndex field) const {
    auto shown = record(schema, of);
    shown["field"] = schema.fields[static_cast<std::size_t>(field)].definition.id;
    shown["file"] = file_name(city_, schema, of, field);
    return shown;
  }

 private:
  city::City& city_;
  report::RecordNames names_;
};

Json snippet_json(material::Snippet const& snippet) {
  Json pieces = Json::array();
  for (auto const& piece : snippet.pieces)
    pieces.push_back({{"text", piece.text}, {"marked", piece.is_marked}});
  return pieces;
}

}  // namespace

std::string file_name(city::City& city, reg::Schema const& schema, reg::Record const& record,
                      reg::FieldIndex field) {
  if (auto name = city.evidence().name_on(schema, record, field)) return std::move(*name);
  return schema.fields[static_cast<std::size_t>(field)].definition.name.zh;
}

Json found_json(city::City& city, material::Found const& found, Language language) {
  Shown const shown(city, language);
  Json records = Json::array(), files = Json::array();
  for (auto const& one : found.records) {
    auto record = shown.record(*one.schema, one.record);
    auto const& field = one.schema->fields[static_cast<std::size_t>(one.field)].definition;
    record["field"] = {{"id", field.id}, {"name", json_of(field.name)}};
    record["snippet"] = snippet_json(one.snippet);
    records.push_back(std::move(record));
  }
  for (auto const& one : found.files) {
    Json holders = Json::array();
    for (auto const& holder : one.holders)
      holders.push_back(shown.holder(*holder.schema, holder.record, holder.field));
    files.push_back({{"records", std::move(holders)},
                     {"page", one.page == 0 ? Json(nullptr) : Json(one.page)},
                     {"snippet", snippet_json(one.snippet)}});
  }
  return {{"records", std::move(records)},     {"more_records", found.has_more_records},
          {"files", std::move(files)},         {"more_files", found.has_more_files},
          {"gave_up", found.gave_up},          {"behind", found.behind},
          {"unread_files", found.unread_files}};
}

Json photos_json(city::City& city, material::AlikePhotos const& found, Language language) {
  Shown const shown(city, language);
  Json pairs = Json::array();
  auto const side = [&](material::PhotoSide const& one) {
    return shown.holder(*one.schema, one.record, one.field);
  };
  for (auto const& pair : found.pairs)
    pairs.push_back({{"first", side(pair.first)},
                     {"second", side(pair.second)},
                     {"distance", pair.distance},
                     {"same_file", pair.is_same_file},
                     {"across_areas", pair.is_across_areas}});
  return {{"photos", found.photos},
          {"pairs", std::move(pairs)},
          {"more", found.has_more},
          {"unread_files", found.unread_files}};
}

}  // namespace shian::api
