#include "material/content_json.hpp"

#include <algorithm>

namespace shian::material {
namespace {

using Json = nlohmann::json;

constexpr int kMostPages = 1'000'000;

Json text_json(Text const& text) { return {{"zh", text.zh}, {"en", text.en}}; }

// No store takes a NUL.
std::string text_in(Json const& json, char const* name) {
  auto text = json.at(name).get<std::string>();
  std::erase(text, '\0');
  return text;
}

Text both_in(Json const& json, char const* name) {
  auto const& both = json.at(name);
  return {text_in(both, "zh"), text_in(both, "en")};
}

int number_in(Json const& json, char const* name, int most) {
  return static_cast<int>(std::clamp<std::int64_t>(json.at(name).get<std::int64_t>(), 0, most));
}

Json photo_json(Photo const& photo) {
  Json json = {{"width", photo.width},
               {"height", photo.height},
               {"orientation", photo.orientation},
               {"camera", photo.camera}};
  if (photo.taken_at) json["taken_at"] = photo.taken_at->ms;
  if (photo.place) json["place"] = {photo.place->latitude.to_string(), photo.place->longitude.to_string()};
  if (photo.likeness) json["likeness"] = *photo.likeness;
  return json;
}

Photo photo_of(Json const& json) {
  constexpr int kWidest = 1 << 20, kOrientations = 8;
  Photo photo;
  photo.width = number_in(json, "width", kWidest);
  photo.height = number_in(json, "height", kWidest);
  photo.orientation = number_in(json, "orientation", kOrientations);
  photo.camera = text_in(json, "camera");
  if (json.contains("taken_at")) photo.taken_at = Timestamp{json.at("taken_at").get<std::int64_t>()};
  if (json.contains("place")) {
    auto const latitude = Decimal::parse(json.at("place").at(0).get<std::string>()),
               longitude = Decimal::parse(json.at("place").at(1).get<std::string>());
    if (latitude && longitude) photo.place = GeoPoint{*latitude, *longitude};
  }
  if (json.contains("likeness")) photo.likeness = json.at("likeness").get<Likeness>();
  return photo;
}

Content read_content_of(Json const& json) {
  Content content;
  auto const kind = text_in(json, "kind");
  for (auto const one : {ContentKind::document, ContentKind::table, ContentKind::pdf, ContentKind::picture})
    if (code_of(one) == kind) content.kind = one;
  content.text = text_in(json, "text");
  content.pages = number_in(json, "pages", kMostPages);
  for (auto const& found : json.at("days"))
    if (auto const day = Day::parse(found.at("day").get<std::string>());
        day && content.days.size() < kMostMarks)
      content.days.push_back({*day, text_in(found, "around"), number_in(found, "page", kMostPages)});
  for (auto const& found : json.at("numbers"))
    if (content.numbers.size() < kMostMarks)
      content.numbers.push_back(
          {text_in(found, "number"), text_in(found, "around"), number_in(found, "page", kMostPages)});
  if (json.contains("photo")) content.photo = photo_of(json.at("photo"));
  for (auto const& note : json.at("notes"))
    content.notes.push_back({text_in(note, "zh"), text_in(note, "en")});
  return content;
}

}  // namespace

Json content_json(Expected<Content> const& content) {
  if (!content) {
    auto const& error = content.error();
    return {
        {"error", {{"code", error.code}, {"what", text_json(error.what)}, {"hint", text_json(error.hint)}}}};
  }
  Json days = Json::array(), numbers = Json::array(), notes = Json::array();
  for (auto const& found : content->days)
    days.push_back({{"day", found.day.to_string()}, {"around", found.around}, {"page", found.page}});
  for (auto const& found : content->numbers)
    numbers.push_back({{"number", found.number}, {"around", found.around}, {"page", found.page}});
  for (auto const& note : content->notes) notes.push_back(text_json(note));
  Json json = {{"kind", code_of(content->kind)}, {"text", content->text},
               {"pages", content->pages},        {"days", std::move(days)},
               {"numbers", std::move(numbers)},  {"notes", std::move(notes)}};
  if (content->photo) json["photo"] = photo_json(*content->photo);
  return json;
}

std::optional<Expected<Content>> content_of(Json const& json) {
  try {
    if (!json.is_object()) return std::nullopt;
    if (!json.contains("error")) return read_content_of(json);
    auto const& error = json.at("error");
    auto const what = both_in(error, "what"), hint = both_in(error, "hint");
    return std::unexpected(Error::make(text_in(error, "code"), what.zh, what.en).hinting(hint.zh, hint.en));
  } catch (Json::exception const&) {
    return std::nullopt;
  }
}

}  // namespace shian::material
