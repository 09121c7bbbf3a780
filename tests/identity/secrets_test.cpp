#include <gtest/gtest.h>

#include <algorithm>

#include "identity/attempts.hpp"
#include "identity/common_passwords.hpp"
#include "identity/password.hpp"
#include "identity/role.hpp"
#include "identity/totp.hpp"

namespace shian::identity {
namespace {

using namespace std::chrono_literals;

TEST(Password, IsKnownByItsHashAlone) {
  auto const hash = hash_of_password("correct horse battery");
  EXPECT_TRUE(hash.starts_with("$argon2id$"));
  EXPECT_TRUE(is_password("correct horse battery", hash));
  EXPECT_FALSE(is_password("correct horse batterz", hash));
  EXPECT_NE(hash, hash_of_password("correct horse battery")) << "each hash has a salt of its own";
  EXPECT_FALSE(is_outdated(hash));
  EXPECT_TRUE(
      is_outdated("$argon2id$v=19$m=4096,t=1,p=1$c29tZXNhbHQ$iWh06vD8Fy27wf9npn6FXWiCX4K6pW6Ue1Bnzz07Z8A"));
}

TEST(Password, OfNobodyIsNeverRight) { EXPECT_FALSE(is_password("an account that is not there", "")); }

TEST(Password, MustBeLongAndNotTheCommonest) {
  auto const code = [](std::string const& password) {
    auto const good = check_password(password, "u23.officer.one");
    return good ? std::string() : good.error().code;
  };
  for (auto const* shortish : {"短密码", "short", "elevenchars", ""})
    EXPECT_EQ(code(shortish), "identity.password.length") << shortish;
  EXPECT_EQ(code(std::string(129, 'x')), "identity.password.length");
  for (auto const* common : {"Password123!", "aaaaaaaaaaaa", "123123123123", "AbcdAbcdAbcdAb", "1QAZ2wsx3edc",
                             "Administrator", "U23.officer.one", "123456789987654321", "1234567890 and more"})
    EXPECT_EQ(code(common), "identity.password.common") << common;
  EXPECT_EQ(code("\xff\xfe\xfd\xfc\xff\xfe\xfd\xfc\xff\xff\xff\xff"), "identity.password.text");
}

TEST(Password, MayHoldAnything) {
  for (auto const* good :
       {"春天的乐清湾海鲜真的很好", "alllowercaseletters", "907326481526", "  with  blanks  ",
        "🌊🐟🌊🦐🌊🦀🌊🐙🌊🐚🌊🦑", "the sea at Yueqing bay"})
    EXPECT_TRUE(check_password(good, "a").has_value()) << good;
  EXPECT_TRUE(check_password(std::string(60, 'x') + "yyzz" + std::string(64, 'w'), "a").has_value()) << "128";
  auto const hash = hash_of_password("  with  blanks  ");
  EXPECT_FALSE(is_password("with  blanks", hash)) << "taken as it was typed";
  auto const lengthy = std::string(100, 'x') + "y";
  EXPECT_FALSE(is_password(std::string(100, 'x') + "z", hash_of_password(lengthy)))
      << "to its last character";
}

TEST(CommonPasswords, StandInOrderAndAreLongEnough) {
  auto const all = common_passwords();
  EXPECT_EQ(all.size(), 3000U);
  EXPECT_TRUE(std::ranges::is_sorted(all));
  for (auto const& one : all) {
    EXPECT_GE(one.size(), 12U) << one;
    EXPECT_TRUE(std::ranges::none_of(one, [](char c) { return c >= 'A' && c <= 'Z'; })) << one;
  }
}

TEST(Password, ForOneTimePassesItsOwnRules) {
  auto const made = one_time_password();
  EXPECT_TRUE(check_password(made, "a").has_value());
  EXPECT_NE(made, one_time_password());
}

TEST(Totp, GivesTheCodesOfTheStandard) {
  auto const secret = base32("12345678901234567890");  // RFC 6238, appendix B
  struct Vector {
    std::int64_t time;
    char const* code;
  };
  for (auto const& [time, code] :
       {Vector{59, "94287082"}, Vector{1111111109, "07081804"}, Vector{1111111111, "14050471"},
        Vector{1234567890, "89005924"}, Vector{2000000000, "69279037"}, Vector{20000000000, "65353130"}})
    EXPECT_EQ(totp_code(secret, time / 30, 8), code);
}

TEST(Totp, ACodeCountsOnceAndOneStepAround) {
  auto const secret = new_totp_secret();
  constexpr std::int64_t kNow = 1'700'000'000;
  auto const step = kNow / 30;
  EXPECT_EQ(totp_step(secret, *totp_code(secret, step), kNow, 0), step);
  EXPECT_EQ(totp_step(secret, *totp_code(secret, step - 1), kNow, 0), step - 1);
  EXPECT_EQ(totp_step(secret, *totp_code(secret, step - 2), kNow, 0), std::nullopt);
  EXPECT_EQ(totp_step(secret, *totp_code(secret, step), kNow, step), std::nullopt) << "used before";
  EXPECT_EQ(totp_step(secret, "12345", kNow, 0), std::nullopt);
}

TEST(Totp, Base32IsThatOfTheStandard) {
  EXPECT_EQ(base32("foobar"), "MZXW6YTBOI");  // RFC 4648, section 10, without padding
  EXPECT_EQ(from_base32("MZXW6YTBOI"), "foobar");
  EXPECT_EQ(from_base32("mz!"), std::nullopt);
}

TEST(Totp, TheUriIsEncodedAndThePictureIsOne) {
  EXPECT_EQ(totp_uri("食安", "u 1", "ABC"),
            "otpauth://totp/%E9%A3%9F%E5%AE%89:u%201?secret=ABC&issuer=%E9%A3%9F%E5%AE%89");
  auto const picture = qr_svg("otpauth://totp/x");
  EXPECT_TRUE(picture.starts_with("<svg "));
  EXPECT_NE(picture.find("h1v1h-1z"), std::string::npos);
}

TEST(Attempts, AreSlowedAndNeverLockedForEver) {
  Attempts attempts;
  auto now = Attempts::Clock::now();
  for (int i = 0; i < 5; ++i) {
    EXPECT_EQ(attempts.wait("a", "p", now), 0s);
    attempts.failed("a", "p", now);
  }
  EXPECT_EQ(attempts.wait("a", "p", now), 30s);
  EXPECT_EQ(attempts.wait("a", "q", now), 30s) << "from wherever it is tried";
  EXPECT_EQ(attempts.wait("b", "p", now), 0s);
  now += 31s;
  EXPECT_EQ(attempts.wait("a", "p", now), 0s);
  for (int i = 0; i < 20; ++i) attempts.failed("a", "p", now);
  EXPECT_EQ(attempts.wait("a", "q", now), 15min) << "never longer";
  now += 61min;
  EXPECT_EQ(attempts.wait("a", "q", now), 0s);
  attempts.failed("a", "q", now);
  EXPECT_EQ(attempts.wait("a", "q", now), 0s) << "an hour of quiet forgives all";
}

TEST(Attempts, SuccessForgives) {
  Attempts attempts;
  auto const now = Attempts::Clock::now();
  for (int i = 0; i < 9; ++i) attempts.failed("a", "p", now);
  attempts.succeeded("a");
  EXPECT_EQ(attempts.wait("a", "p", now), 0s);
}

TEST(Attempts, MadeAtOnceDoNotSlipThroughTogether) {
  Attempts attempts;
  auto const now = Attempts::Clock::now();
  int taken = 0;
  for (int i = 0; i < 50; ++i) taken += attempts.begin("a", "p", now) == 0s ? 1 : 0;
  EXPECT_EQ(taken, 5) << "none of them was answered yet";
}

TEST(Attempts, ThatWereNoFailureDoNotCount) {
  Attempts attempts;
  auto const now = Attempts::Clock::now();
  for (int i = 0; i < 100; ++i) {
    EXPECT_EQ(attempts.begin("a", "p", now), 0s);
    attempts.forgive("a", "p");
  }
  attempts.forgive("a", "p");
  for (int i = 0; i < 5; ++i) EXPECT_EQ(attempts.begin("a", "p", now), 0s);
  EXPECT_EQ(attempts.begin("a", "p", now), 30s) << "nothing was forgiven in advance";
}

TEST(Attempts, OnePeerCannotWalkThroughAllAccounts) {
  Attempts attempts;
  auto const now = Attempts::Clock::now();
  for (int i = 0; i < 30; ++i) attempts.failed("account" + std::to_string(i), "p", now);
  EXPECT_EQ(attempts.wait("another", "p", now), 60s);
  EXPECT_EQ(attempts.wait("another", "q", now), 0s);
  EXPECT_EQ(attempts.wait("another", "p", now + 61s), 0s);
}

TEST(Role, IsReadByItsCode) {
  for (auto const role : kRoles) EXPECT_EQ(role_of(code_of(role)), role);
  EXPECT_EQ(role_of("king"), std::nullopt);
}

}  // namespace
}  // namespace shian::identity
