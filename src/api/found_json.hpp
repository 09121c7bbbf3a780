// What was found by words, and pictures alike, as the API answers them and the commands print them.
#pragma once

#include <nlohmann/json.hpp>

#include "city/city.hpp"
#include "material/alike_photos.hpp"
#include "material/search.hpp"

namespace shian::api {

[[nodiscard]] nlohmann::ordered_json found_json(city::City& city, material::Found const& found,
                                                Language language);
[[nodiscard]] nlohmann::ordered_json photos_json(city::City& city, material::AlikePhotos const& found,
                                                 Language language);
/// What people call the file there: by whoever attached it, else the field.
[[nodiscard]] std::string file_name(city::City& city, reg::Schema const& schema, reg::Record const& record,
                                    reg::FieldIndex field);

}  // namespace shian::api
