#include "identity/password.hpp"

#include <sodium.h>

#include <algorithm>
#include <array>
#include <vector>

#include "identity/written_text.hpp"

namespace shian::identity {
namespace {

constexpr unsigned long long kPasses = 2;
constexpr std::size_t kMemory = 19ULL * 1024 * 1024;
constexpr int kLeast = 10;
constexpr int kMost = 128;

// The commonest that are long enough; what begins with one of them is no better.
constexpr std::array<std::string_view, 14> kCommon = {
    "1234567890", "0123456789", "0987654321", "1111111111", "0000000000", "password12", "password123",
    "qwertyuiop", "1q2w3e4r5t", "abcdefghij", "woaini1314", "iloveyou12", "admin12345", "administrator"};

void ready() {
  static bool const is_ready = sodium_init() >= 0;
  SHIAN_ASSERT(is_ready);
}

}  // namespace

std::string hash_of_password(std::string_view password) {
  ready();
  std::array<char, crypto_pwhash_STRBYTES> text{};
  // Fails only without memory, which new reports in the same way.
  if (crypto_pwhash_str_alg(text.data(), password.data(), password.size(), kPasses, kMemory,
                            crypto_pwhash_ALG_ARGON2ID13) != 0)
    throw std::bad_alloc();
  return text.data();
}

bool is_password(std::string_view password, std::string const& hash) {
  ready();
  static std::string const nobodys = hash_of_password("an account that is not there");
  auto const& held_against = hash.empty() ? nobodys : hash;
  bool const fits = crypto_pwhash_str_verify(held_against.c_str(), password.data(), password.size()) == 0;
  return fits && !hash.empty();
}

bool is_outdated(std::string const& hash) {
  ready();
  return crypto_pwhash_str_needs_rehash(hash.c_str(), kPasses, kMemory) != 0;
}

Expected<void> check_password(std::string_view password, std::string_view account) {
  auto const length = characters_of(password);
  if (!length) {
    return fail("identity.password.text", "密码不是有效的文字", "the password is not valid text");
  }
  if (*length < kLeast || *length > kMost) {
    return std::unexpected(
        Error::make("identity.password.length", "密码须为 10 至 128 个字符",
                    "a password has 10 to 128 characters")
            .hinting("用几个不相干的词连成一句，好记也难猜",
                     "several unrelated words in a row are easy to keep and hard to guess"));
  }
  std::string lower(password);
  std::transform(lower.begin(), lower.end(), lower.begin(),
                 [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
  bool const is_common =
      std::any_of(kCommon.begin(), kCommon.end(), [&](auto common) { return lower.starts_with(common); });
  bool const repeats = std::all_of(lower.begin(), lower.end(), [&](char c) { return c == lower.front(); });
  if (is_common || repeats || (!account.empty() && lower == account)) {
    return std::unexpected(Error::make("identity.password.common", "这个密码太常见或与账号相同，容易被猜到",
                                       "this password is too common, or is the account's name")
                               .hinting("换一个", "choose another"));
  }
  return {};
}

std::string one_time_password() {
  ready();
  constexpr std::string_view kLetters = "abcdefghjkmnpqrstuvwxyz23456789";
  std::string made;
  for (int i = 0; i < 16; ++i) {
    if (i > 0 && i % 4 == 0) made += '-';
    made += kLetters[randombytes_uniform(static_cast<std::uint32_t>(kLetters.size()))];
  }
  return made;
}

std::string random_hex(std::size_t bytes) {
  ready();
  std::vector<unsigned char> raw(bytes);
  randombytes_buf(raw.data(), raw.size());
  std::string text(bytes * 2 + 1, '\0');
  sodium_bin2hex(text.data(), text.size(), raw.data(), raw.size());
  text.pop_back();
  return text;
}

bool is_same_secret(std::string_view one, std::string_view other) {
  ready();
  return one.size() == other.size() && sodium_memcmp(one.data(), other.data(), one.size()) == 0;
}

}  // namespace shian::identity
