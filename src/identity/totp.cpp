#include "identity/totp.hpp"

#include <openssl/evp.h>
#include <openssl/hmac.h>
#include <qrencode.h>
#include <sodium.h>

#include <array>
#include <memory>

#include "identity/password.hpp"
#include "identity/percent.hpp"

namespace shian::identity {
namespace {

constexpr std::string_view kAlphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
constexpr std::int64_t kStepSeconds = 30;
constexpr std::size_t kSeedBytes = 20;

}  // namespace

std::string base32(std::string_view bytes) {
  std::string text;
  std::uint32_t held = 0;
  unsigned bits = 0;
  for (char const c : bytes) {
    held = (held << 8U) | static_cast<unsigned char>(c);
    bits += 8;
    while (bits >= 5) {
      bits -= 5;
      text += kAlphabet[(held >> bits) & 31U];
    }
  }
  if (bits > 0) text += kAlphabet[(held << (5U - bits)) & 31U];
  return text;
}

std::optional<std::string> from_base32(std::string_view text) {
  std::string bytes;
  std::uint32_t held = 0;
  unsigned bits = 0;
  for (char const c : text) {
    auto const digit = kAlphabet.find(c);
    if (digit == std::string_view::npos) return std::nullopt;
    held = (held << 5U) | static_cast<std::uint32_t>(digit);
    bits += 5;
    if (bits >= 8) {
      bits -= 8;
      bytes += static_cast<char>((held >> bits) & 255U);
    }
  }
  return bytes;
}

std::string new_totp_secret() {
  std::array<char, kSeedBytes> bytes{};
  if (sodium_init() < 0) return {};
  randombytes_buf(bytes.data(), bytes.size());
  return base32({bytes.data(), bytes.size()});
}

std::optional<std::string> totp_code(std::string_view secret, std::int64_t step, int digits) {
  auto const key = from_base32(secret);
  if (!key || key->empty()) return std::nullopt;
  std::array<unsigned char, 8> counter{};
  for (std::size_t i = 0; i < counter.size(); ++i)
    counter[i] = static_cast<unsigned char>(static_cast<std::uint64_t>(step) >> (8U * (7U - i)));
  std::array<unsigned char, EVP_MAX_MD_SIZE> mac{};
  unsigned length = 0;
  HMAC(EVP_sha1(), key->data(), static_cast<int>(key->size()), counter.data(), counter.size(), mac.data(),
       &length);
  auto const at = mac[length - 1] & 15U;
  std::uint32_t number = 0;
  for (unsigned i = 0; i < 4; ++i) number = (number << 8U) | mac[at + i];
  number &= 0x7fffffffU;
  std::string code;
  for (int i = 0; i < digits; ++i, number /= 10)
    code.insert(code.begin(), static_cast<char>('0' + number % 10));
  return code;
}

std::optional<std::int64_t> totp_step(std::string_view secret, std::string_view code,
                                      std::int64_t unix_seconds, std::int64_t last_step) {
  auto const now = unix_seconds / kStepSeconds;
  std::optional<std::int64_t> found;
  for (auto const step : {now - 1, now, now + 1}) {
    auto const expected = totp_code(secret, step);
    if (expected && is_same_secret(*expected, code) && step > last_step) found = step;
  }
  return found;
}

std::string totp_uri(std::string_view issuer, std::string_view account, std::string_view secret) {
  auto const name = percent_encoded(issuer);
  return "otpauth://totp/" + name + ":" + percent_encoded(account) + "?secret=" + std::string(secret) +
         "&issuer=" + name;
}

std::string qr_svg(std::string_view text) {
  std::unique_ptr<QRcode, void (*)(QRcode*)> const code(
      QRcode_encodeString8bit(std::string(text).c_str(), 0, QR_ECLEVEL_M), QRcode_free);
  if (!code) return {};
  constexpr int kQuiet = 4;  // modules of white around it (ISO/IEC 18004, 5.3.8)
  auto const side = std::to_string(code->width + 2 * kQuiet);
  std::string path;
  for (int row = 0; row < code->width; ++row) {
    for (int column = 0; column < code->width; ++column) {
      if ((code->data[row * code->width + column] & 1U) == 0) continue;
      path += "M" + std::to_string(column + kQuiet) + " " + std::to_string(row + kQuiet) + "h1v1h-1z";
    }
  }
  return "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 " + side + " " + side +
         "\" shape-rendering=\"crispEdges\"><path fill=\"#fff\" d=\"M0 0h" + side + "v" + side +
         "H0z\"/><path d=\"" + path + "\"/></svg>";
}

}  // namespace shian::identity
