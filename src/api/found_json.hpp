// What was found by words, and pictures alike, as the API answers them and the commands print them.
#pragma once

#include <nlohmann/json.hpp>

#include "city/city.hpp"
#include "material/alike_photos.hpp"
#include "material/search.hpp"
#include "report/reach.hpp"

namespace shian::api {

/// Who looks: in which language, and whose names he may know (records refer to others).
struct ShownTo {
  Language language = Language::zh;
  report::Sees sees = report::sees_everything();
};

[[nodiscard]] nlohmann::ordered_json found_json(city::City& city, material::Found const& found,
                                                ShownTo const& reader);
[[nodiscard]] nlohmann::ordered_json unfindable_json(city::City& city, material::Unfindable const& told,
                                                     ShownTo const& reader);
[[nodiscard]] nlohmann::ordered_json photos_json(city::City& city, material::AlikePhotos const& found,
                                                 ShownTo const& reader);
/// What people call the file there: by whoever attached it, else the field.
[[nodiscard]] std::string file_name(city::City& city, reg::Schema const& schema, reg::Record const& record,
                                    reg::FieldIndex field);

}  // namespace shian::api
