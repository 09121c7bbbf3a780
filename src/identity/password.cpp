#include "identity/password.hpp"

#include <sodium.h>

#include <algorithm>
#include <array>
#include <vector>

#include "identity/common_passwords.hpp"
#include "identity/written_text.hpp"

namespace shian::identity {
namespace {

constexpr unsigned long long kPasses = 2;
constexpr std::size_t kMemory = 19ULL * 1024 * 1024;
constexpr int kLeast = 12;
constexpr int kMost = 128;

// What begins like this is no better than the shorter one that it continues.
constexpr std::array<std::string_view, 14> kCommonBeginnings = {
    "1234567890", "0123456789", "0987654321", "1111111111", "0000000000", "password12", "password123",
    "qwertyuiop", "1q2w3e4r5t", "abcdefghij", "woaini1314", "iloveyou12", "admin12345", "administrator"};

// "aaaaaaaaaaaa", "123123123123", "abcdabcdabcd": a short piece again and again.
bool repeats(std::string_view text) {
  constexpr std::size_t kLongestPiece = 4;
  for (std::size_t piece = 1; piece <= kLongestPiece && piece < text.size(); ++piece) {
    if (std::equal(text.begin() + static_cast<std::ptrdiff_t>(piece), text.end(), text.begin())) return true;
  }
  return false;
}

bool is_common(std::string_view lower) {
  auto const common = common_passwords();
  return std::binary_search(common.begin(), common.end(), lower) ||
         std::any_of(kCommonBeginnings.begin(), kCommonBeginnings.end(),
                     [&](auto beginning) { return lower.starts_with(beginning); });
}

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
        Error::make("identity.password.length", "密码须为 12 至 128 个字符",
                    "a password has 12 to 128 characters")
            .hinting("用几个不相干的词连成一句，好记也难猜",
                     "several unrelated words in a row are easy to keep and hard to guess"));
  }
  std::string lower(password);
  std::transform(lower.begin(), lower.end(), lower.begin(),
                 [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
  if (is_common(lower) || repeats(lower) || (!account.empty() && lower == account)) {
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
