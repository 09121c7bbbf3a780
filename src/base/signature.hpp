// Digital signatures over bytes: Ed25519 (RFC 8032) through OpenSSL, keys as PEM files that other programs
// read.
#pragma once

#include <filesystem>
#include <memory>
#include <string>
#include <string_view>

#include "base/error.hpp"

namespace shian {

class SigningKey {
 public:
  /// From a PEM file (PKCS #8). Errors: not readable (file.unreadable), or no Ed25519 key (signature.key).
  [[nodiscard]] static Expected<SigningKey> read(std::filesystem::path const& file);
  /// The same, or a new key that is written there, for its owner alone. Throws std::system_error.
  [[nodiscard]] static Expected<SigningKey> read_or_make(std::filesystem::path const& file);

  [[nodiscard]] std::string sign(std::string_view bytes) const;  // 64 bytes
  [[nodiscard]] std::string public_pem() const;

 private:
  struct Free {
    void operator()(void* key) const;
  };
  explicit SigningKey(void* key) : key_(key) {}
  std::unique_ptr<void, Free> key_;  // EVP_PKEY
};

/// Whether `signature` is that of the key over the bytes. False also for what is no key.
[[nodiscard]] bool is_signed(std::string_view bytes, std::string_view signature, std::string_view public_pem);
/// What people compare a key by: SHA-256 over its DER form, in hex. "" for what is no key.
[[nodiscard]] std::string fingerprint_of(std::string_view public_pem);

}  // namespace shian
