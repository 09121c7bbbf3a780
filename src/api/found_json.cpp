#include "api/found_json.hpp"

#include "api/call.hpp"
#include "register/acceptance.hpp"
#include "report/record_names.hpp"
#include "report/words.hpp"

namespace shian::api {
namespace {

class Shown {
 public:
  Shown(city::City& city, ShownTo const& reader)
      : city_(city), names_(city, reg::Personal::masked, reader.language, reader.sees) {}

  Json record(reg::Schema const& schema, reg::Record const& record) const {
    std::string const area(schema.area_of(record.values)), unit(schema.unit_of(record));
    return {{"register", named(schema.definition.id, schema.definition.name)},
            {"id", record.id},
            {"name", names_.name(schema, record.values)},
            {"day", day_of(schema, record)},
            {"area", area.empty() ? Json(nullptr) : named(area, report::area_name(city_.pack(), area))},
            {"unit", unit.empty() ? Json(nullptr) : named(unit, report::unit_name(city_.pack(), unit))}};
  }
  Json holder(material::Holder const& of) const {
    auto shown = record(*of.schema, of.record);
    shown["field"] = of.schema->fields[static_cast<std::size_t>(of.field)].definition.id;
    shown["file"] = file_name(city_, *of.schema, of.record, of.field);
    return shown;
  }
  Json holders(std::vector<material::Holder> const& all) const {
    Json list = Json::array();
    for (auto const& one : all) list.push_back(holder(one));
    return list;
  }

 private:
  static Json named(std::string const& id, Text const& name) { return {{"id", id}, {"name", json_of(name)}}; }
  // The day that its year is told by.
  static Json day_of(reg::Schema const& schema, reg::Record const& record) {
    auto const year = reg::year_field(schema);
    if (year.field < 0 || year.is_number) return nullptr;
    auto const* day = std::get_if<Day>(&record.values[static_cast<std::size_t>(year.field)]);
    return day == nullptr ? Json(nullptr) : Json(day->to_string());
  }

  city::City& city_;
  report::RecordNames names_;
};

Json snippet_json(material::Snippet const& snippet) {
  Json pieces = Json::array();
  for (auto const& piece : snippet.pieces)
    pieces.push_back({{"text", piece.text}, {"marked", piece.is_marked}});
  return pieces;
}

Json next_json(material::Next const& next) { return next ? Json(std::to_string(*next)) : Json(nullptr); }

}  // namespace

std::string file_name(city::City& city, reg::Schema const& schema, reg::Record const& record,
                      reg::FieldIndex field) {
  if (auto name = city.evidence().name_on(schema, record, field)) return std::move(*name);
  return schema.fields[static_cast<std::size_t>(field)].definition.name.zh;
}

Json found_json(city::City& city, material::Found const& found, ShownTo const& reader) {
  Shown const shown(city, reader);
  Json records = Json::array(), files = Json::array();
  for (auto const& one : found.records) {
    auto record = shown.record(*one.schema, one.record);
    auto const& field = one.schema->fields[static_cast<std::size_t>(one.field)].definition;
    record["field"] = {{"id", field.id}, {"name", json_of(field.name)}};
    record["snippet"] = snippet_json(one.snippet);
    records.push_back(std::move(record));
  }
  for (auto const& one : found.files)
    files.push_back({{"records", shown.holders(one.holders)},
                     {"page", one.page == 0 ? Json(nullptr) : Json(one.page)},
                     {"snippet", snippet_json(one.snippet)}});
  return {{"records", std::move(records)},
          {"next_records", next_json(found.next_record)},
          {"files", std::move(files)},
          {"next_files", next_json(found.next_file)},
          {"gave_up", found.gave_up}};
}

Json unfindable_json(city::City& city, material::Unfindable const& told, ShownTo const& reader) {
  Shown const shown(city, reader);
  Json unreadable = Json::array();
  for (auto const& one : told.unreadable)
    unreadable.push_back(
        {{"why", problem_json(one.why)}, {"files", one.files}, {"records", shown.holders(one.holders)}});
  return {{"behind", told.behind}, {"unread", told.unread}, {"unreadable", std::move(unreadable)}};
}

Json photos_json(city::City& city, material::AlikePhotos const& found, ShownTo const& reader) {
  Shown const shown(city, reader);
  Json pairs = Json::array();
  for (auto const& pair : found.pairs)
    pairs.push_back({{"first", shown.holder(pair.first)},
                     {"second", shown.holder(pair.second)},
                     {"distance", pair.distance},
                     {"same_file", pair.is_same_file},
                     {"across_areas", pair.is_across_areas}});
  return {{"photos", found.photos}, {"pairs", std::move(pairs)}, {"more", found.has_more}};
}

}  // namespace shian::api
