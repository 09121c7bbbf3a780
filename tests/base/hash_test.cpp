#include "base/hash.hpp"

#include <gtest/gtest.h>

namespace shian {
namespace {

TEST(Sha256, GivesTheDigestsOfTheStandard) {
  struct Row {
    std::string bytes;
    char const* digest;
  };
  // FIPS 180-2 appendix B and NIST CAVP SHA256ShortMsg (lengths 0 and 8 bits).
  for (auto const& row : {Row{"", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"},
                          Row{"abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"},
                          Row{"abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
                              "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"},
                          Row{"\xd3", "28969cdfa74a12c82f3bad960b0b000aca2ac329deea5c2328ebc6f2ba9802c1"},
                          Row{std::string(1'000'000, 'a'),
                              "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0"}}) {
    EXPECT_EQ(hex(sha256(row.bytes)), row.digest);
    Sha256 piecewise;
    for (std::size_t at = 0; at < row.bytes.size(); at += 777)
      piecewise.update(std::string_view(row.bytes).substr(at, 777));
    EXPECT_EQ(piecewise.finish(), sha256(row.bytes));
    piecewise.update("abc");
    EXPECT_EQ(piecewise.finish(), sha256("abc")) << "it starts anew after finish";
  }
}

TEST(Sha256, DigestsAreReadBackFromHex) {
  auto const digest = sha256("食安");
  EXPECT_EQ(digest_from_hex(hex(digest)), digest);
  std::string upper = hex(digest);
  for (char& c : upper) c = c >= 'a' && c <= 'f' ? static_cast<char>(c - 32) : c;
  EXPECT_EQ(digest_from_hex(upper), digest);
  EXPECT_FALSE(digest_from_hex(""));
  EXPECT_FALSE(digest_from_hex(hex(digest).substr(1)));
  EXPECT_FALSE(digest_from_hex(hex(digest).replace(5, 1, "g")));
}

}  // namespace
}  // namespace shian
