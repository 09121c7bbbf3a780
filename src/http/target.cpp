#include "http/target.hpp"

#include <algorithm>

#include "base/text.hpp"

namespace shian::http {
namespace {

int hex_digit(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}

bool is_control(char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7f; }

bool is_honest(std::string_view text) {
  return is_valid_utf8(text) && std::none_of(text.begin(), text.end(), is_control);
}

bool is_honest_path(std::string_view path) {
  if (!is_honest(path) || path.find('\\') != std::string_view::npos) return false;
  for (std::size_t at = 0; at < path.size();) {
    auto const end = std::min(path.find('/', at + 1), path.size());
    auto const step = path.substr(at + 1, end - at - 1);
    bool const is_last = end == path.size();
    if (step == "." || step == ".." || (step.empty() && !is_last)) return false;
    at = end;
  }
  return true;
}

}  // namespace

std::optional<std::string> percent_decoded(std::string_view text, bool plus_is_space) {
  std::string decoded;
  decoded.reserve(text.size());
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '+' && plus_is_space) {
      decoded += ' ';
    } else if (text[i] != '%') {
      decoded += text[i];
    } else {
      if (i + 2 >= text.size()) return std::nullopt;
      int const high = hex_digit(text[i + 1]);
      int const low = hex_digit(text[i + 2]);
      if (high < 0 || low < 0) return std::nullopt;
      decoded += static_cast<char>(high * 16 + low);
      i += 2;
    }
  }
  return decoded;
}

std::optional<Target> decode_target(std::string_view text) {
  for (std::string_view const scheme : {"http://", "https://"}) {
    if (!text.starts_with(scheme)) continue;
    auto const end = std::min(text.find_first_of("/?#", scheme.size()), text.size());
    text.remove_prefix(end);
    // "http://host?a=/b" names the root: the slash within its query begins no path.
    if (text.empty() || text.front() != '/') return decode_target("/" + std::string(text));
    break;
  }
  if (text.empty() || text.front() != '/') return std::nullopt;
  text = text.substr(0, text.find('#'));
  auto const mark = text.find('?');
  Target target;
  // A slash that was encoded is no step: it stays out of paths here, as no resource is named with one.
  auto const raw = text.substr(0, mark);
  auto path = percent_decoded(raw, false);
  if (!path || !is_honest_path(*path)) return std::nullopt;
  if (std::count(path->begin(), path->end(), '/') != std::count(raw.begin(), raw.end(), '/'))
    return std::nullopt;
  target.path = std::move(*path);
  if (mark == std::string_view::npos) return target;
  auto rest = text.substr(mark + 1);
  while (!rest.empty()) {
    auto const end = std::min(rest.find('&'), rest.size());
    auto const pair = rest.substr(0, end);
    rest.remove_prefix(std::min(end + 1, rest.size()));
    if (pair.empty()) continue;
    auto const equals = std::min(pair.find('='), pair.size());
    auto key = percent_decoded(pair.substr(0, equals), true);
    auto value = percent_decoded(pair.substr(std::min(equals + 1, pair.size())), true);
    // Values may hold line breaks (an expression over several lines); nothing else that controls.
    auto const fits = [](std::string_view part) {
      return is_valid_utf8(part) && std::none_of(part.begin(), part.end(), [](char c) {
               return is_control(c) && c != '\n' && c != '\t' && c != '\r';
             });
    };
    if (!key || !value || !is_honest(*key) || !fits(*value)) return std::nullopt;
    target.query.emplace_back(std::move(*key), std::move(*value));
  }
  return target;
}

}  // namespace shian::http
