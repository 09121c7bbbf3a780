#include "identity/basic_credentials.hpp"

#include <sodium.h>

namespace shian::identity {

std::optional<std::string> basic_password(std::string_view authorization) {
  constexpr std::string_view kScheme = "Basic ";
  constexpr std::size_t kLongest = 1024;
  if (!authorization.starts_with(kScheme) || authorization.size() > kLongest) return std::nullopt;
  auto const coded = authorization.substr(kScheme.size());
  std::string both(coded.size(), '\0');
  std::size_t size = 0;
  int const failed =
      sodium_base642bin(reinterpret_cast<unsigned char*>(both.data()), both.size(), coded.data(),
                        coded.size(), nullptr, &size, nullptr, sodium_base64_VARIANT_ORIGINAL);
  if (failed != 0) return std::nullopt;
  both.resize(size);
  auto const colon = both.find(':');
  if (colon == std::string::npos) return std::nullopt;
  return both.substr(colon + 1);
}

}  // namespace shian::identity
