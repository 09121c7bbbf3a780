#include <gtest/gtest.h>

#include "http/file_range.hpp"
#include "http/message.hpp"
#include "http/target.hpp"

namespace shian::http {
namespace {

TEST(Target, IsDecodedOnce) {
  auto const target = decode_target("/a/%2541?x=%2B+1&flag&y=a=b#part");
  ASSERT_TRUE(target);
  EXPECT_EQ(target->path, "/a/%41");
  using Pair = std::pair<std::string, std::string>;
  EXPECT_EQ(target->query, (std::vector<Pair>{{"x", "+ 1"}, {"flag", ""}, {"y", "a=b"}}));
}

TEST(Target, MayBeAWholeAddress) {
  EXPECT_EQ(decode_target("http://example.org/a/b")->path, "/a/b");
  EXPECT_EQ(decode_target("http://example.org")->path, "/");
}

TEST(Target, OfTricksIsNone) {
  for (auto const* text : {"", "a", "*", "/a/../b", "/..", "/.", "/a//b", "/%2e%2e/", "/a%5cb", "/a%0ab",
                           "/%c3%28", "/%zz", "/%2", "/a?x=%00", "/a?x=%ff"}) {
    EXPECT_FALSE(decode_target(text)) << text;
  }
}

TEST(Head, FindsHeadersAndCookiesByName) {
  Head head;
  head.headers = {{"Cookie", "a=1; session=xyz; b=2"}, {"X-Thing", "v"}};
  EXPECT_EQ(head.header("x-thing"), "v");
  EXPECT_EQ(head.header("none"), "");
  EXPECT_EQ(head.cookie("session"), "xyz");
  EXPECT_EQ(head.cookie("b"), "2");
  EXPECT_EQ(head.cookie("ession"), "");
}

TEST(Head, TakesTheFirstOfSeveralParametersAndNothingElseForOne) {
  Head head;
  head.query = {{"account", "first"}, {"account", "second"}, {"Account", "third"}};
  head.headers = {{"limit", "1"}, {"Cookie", "limit=2"}};
  EXPECT_EQ(head.parameter("account"), "first");
  EXPECT_EQ(head.parameter("limit"), std::nullopt) << "neither a header nor a cookie is a parameter";
}

TEST(FileRange, OfAnEmptyFileIsNone) {
  EXPECT_EQ(file_range("bytes=0-", 0).answer, FileRange::Answer::none);
  EXPECT_EQ(file_range("bytes=-5", 0).answer, FileRange::Answer::none);
  EXPECT_EQ(file_range("", 0).answer, FileRange::Answer::whole);
}

TEST(FileRange, ThatCannotBeReadIsTheWholeFile) {
  for (auto const* text : {"bytes=a-b", "bytes=-", "lines=1-2", "bytes=5-2", "bytes=18446744073709551616-"})
    EXPECT_EQ(file_range(text, 10).answer, FileRange::Answer::whole) << text;
}

TEST(Reply, IsGivenOnce) {
  int given = 0;
  Reply const reply([&](Response const&) { ++given; });
  reply(Response::text(200, "a"));
  reply(Response::text(200, "b"));
  EXPECT_EQ(given, 1);
}

}  // namespace
}  // namespace shian::http
