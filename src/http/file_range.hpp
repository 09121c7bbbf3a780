// One byte range of a file (RFC 9110, section 14).
#pragma once

#include <cstdint>
#include <string_view>

namespace shian::http {

struct FileRange {
  enum class Answer { whole, part, none } answer = Answer::whole;  // none: 416
  std::uint64_t first = 0, length = 0;
};

/// "bytes=0-99", "bytes=100-", "bytes=-50". Several ranges, other units and what cannot be read are answered
/// with the whole file, as the standard allows.
[[nodiscard]] FileRange file_range(std::string_view header, std::uint64_t size);

}  // namespace shian::http
