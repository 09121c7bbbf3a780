#include "register/mask.hpp"

#include "base/utf8.hpp"

namespace shian::reg {

std::string masked(std::string_view text) {
  std::vector<std::string_view> points;
  for (std::size_t at = 0; at < text.size();) {
    std::size_t const start = at;
    (void)next_code_point(text, at);
    points.push_back(text.substr(start, at - start));
  }
  bool const number = text.size() == points.size() && points.size() >= 7;
  std::size_t const head = number ? 3 : 1;
  std::size_t const tail = number ? 2 : 0;
  std::string made;
  for (std::size_t i = 0; i < points.size(); ++i) {
    made += i < head || i + tail >= points.size() ? points[i] : std::string_view("*");
  }
  return points.size() <= 1 ? "*" : made;
}

std::string shown(FieldSchema const& field, Value const& value, Personal personal, int utc_offset_minutes) {
  if (is_null(value)) return "";
  if (auto const* moment = std::get_if<Timestamp>(&value)) return moment->to_string(utc_offset_minutes);
  auto text = canonical(value);
  return is_personal(field) && personal == Personal::masked ? masked(text) : text;
}

}  // namespace shian::reg
