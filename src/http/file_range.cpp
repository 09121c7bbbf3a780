#include "http/file_range.hpp"

#include <algorithm>
#include <charconv>
#include <optional>

namespace shian::http {
namespace {

std::optional<std::uint64_t> number(std::string_view text) {
  std::uint64_t value = 0;
  auto const [end, failed] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (failed != std::errc() || end != text.data() + text.size() || text.empty()) return std::nullopt;
  return value;
}

}  // namespace

FileRange file_range(std::string_view header, std::uint64_t size) {
  FileRange const whole{FileRange::Answer::whole, 0, size};
  constexpr std::string_view kUnit = "bytes=";
  if (!header.starts_with(kUnit) || header.find(',') != std::string_view::npos) return whole;
  header.remove_prefix(kUnit.size());
  auto const dash = header.find('-');
  if (dash == std::string_view::npos) return whole;
  auto const first = number(header.substr(0, dash));
  auto const last = number(header.substr(dash + 1));
  bool const has_first = dash > 0;
  bool const has_last = dash + 1 < header.size();
  if ((has_first && !first) || (has_last && !last) || (!has_first && !has_last)) return whole;
  if (!has_first) {
    if (*last == 0 || size == 0) return {FileRange::Answer::none, 0, 0};
    auto const length = std::min(*last, size);
    return {FileRange::Answer::part, size - length, length};
  }
  if (has_last && *last < *first) return whole;
  if (*first >= size) return {FileRange::Answer::none, 0, 0};
  auto const end = has_last ? std::min(*last, size - 1) : size - 1;
  return {FileRange::Answer::part, *first, end - *first + 1};
}

}  // namespace shian::http
