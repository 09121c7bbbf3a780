// SHA-256 (FIPS 180-4) through OpenSSL; used for the journal's chain and for evidence files.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace shian {

using Digest = std::array<std::uint8_t, 32>;

class Sha256 {
 public:
  Sha256();
  ~Sha256();
  Sha256(Sha256 const&) = delete;
  Sha256& operator=(Sha256 const&) = delete;
  void update(std::string_view bytes);
  [[nodiscard]] Digest finish();  // and starts anew

 private:
  void* context_;
};

[[nodiscard]] Digest sha256(std::string_view bytes);
[[nodiscard]] std::string hex(Digest const& digest);  // 64 lower-case characters
[[nodiscard]] std::optional<Digest> digest_from_hex(std::string_view text);

}  // namespace shian
