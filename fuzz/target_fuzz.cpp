// What a request asks for: any bytes either make an honest path or nothing.
#include <cstdint>

#include "base/error.hpp"
#include "base/text.hpp"
#include "http/file_range.hpp"
#include "http/target.hpp"

extern "C" int LLVMFuzzerTestOneInput(std::uint8_t const* data, std::size_t size) {
  std::string_view const text(reinterpret_cast<char const*>(data), size);
  if (auto const target = shian::http::decode_target(text)) {
    auto const& path = target->path;
    SHIAN_ASSERT(path.starts_with('/') && shian::is_valid_utf8(path));
    SHIAN_ASSERT(path.find("/../") == std::string::npos && !path.ends_with("/.."));
    SHIAN_ASSERT(path.find('\0') == std::string::npos && path.find('\\') == std::string::npos);
    for (auto const& [key, value] : target->query)
      SHIAN_ASSERT(shian::is_valid_utf8(key) && shian::is_valid_utf8(value));
  }
  constexpr std::uint64_t kSize = 1000;
  auto const range = shian::http::file_range(text, kSize);
  SHIAN_ASSERT(range.first + range.length <= kSize);
  return 0;
}
