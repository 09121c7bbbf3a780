// Answers that are kept, and who waits for which.
#include "api/kept_answers.hpp"

#include <gtest/gtest.h>

namespace shian::api {
namespace {

http::Response board(std::string text) {
  return http::Response::text(200, std::move(text), "application/json");
}

class Kept : public ::testing::Test {
 protected:
  http::Reply into(std::string name) {
    return http::Reply([this, name = std::move(name)](http::Response const& response) {
      auto const* text = std::get_if<std::shared_ptr<std::string const>>(&response.body);
      told[name] = text != nullptr ? **text : std::to_string(response.status);
    });
  }
  static KeptAnswers::Stand at(std::uint64_t version) { return {version, Timestamp{1'660'000'000'000}}; }

  std::map<std::string, std::string> told;  // first: who still waits at the end is told so
  KeptAnswers kept;
};

TEST_F(Kept, OneComputesForAllWhoWait) {
  EXPECT_TRUE(kept.wait("board", 1, {}, into("a")));
  EXPECT_FALSE(kept.wait("board", 1, {}, into("b")));
  EXPECT_TRUE(kept.wait("trend", 1, {}, into("c"))) << "another question";
  EXPECT_FALSE(kept.settle("board", at(1), board("one")));
  EXPECT_EQ(told, (std::map<std::string, std::string>{{"a", "one"}, {"b", "one"}}));
  ASSERT_TRUE(kept.find("board", at(1)));
  EXPECT_FALSE(kept.find("board", at(2)));
  http::Head head;
  EXPECT_EQ(given(*kept.find("board", at(1)), head).status, 200);
  head.headers = {{"If-None-Match", kept.find("board", at(1))->etag}};
  EXPECT_EQ(given(*kept.find("board", at(1)), head).status, 304);
}

TEST_F(Kept, NobodyIsAnsweredFromBooksOlderThanHeKnowsOf) {
  EXPECT_TRUE(kept.wait("board", 1, {}, into("early")));
  EXPECT_FALSE(kept.wait("board", 2, {}, into("late")));
  EXPECT_TRUE(kept.settle("board", at(1), board("old"))) << "one waits for newer books";
  EXPECT_EQ(told, (std::map<std::string, std::string>{{"early", "old"}}));
  EXPECT_FALSE(kept.wait("board", 2, {}, into("later"))) << "it is computed again already";
  EXPECT_FALSE(kept.settle("board", at(3), board("new")));
  EXPECT_EQ(told["late"], "new");
  EXPECT_EQ(told["later"], "new");
  EXPECT_TRUE(kept.wait("board", 4, {}, into("last")));
}

TEST_F(Kept, ARefusalIsForAllAndKeptNowhere) {
  EXPECT_TRUE(kept.wait("board", 1, {}, into("a")));
  EXPECT_FALSE(kept.wait("board", 2, {}, into("b")));
  kept.refuse("board", http::Response::text(503, "busy"));
  EXPECT_EQ(told, (std::map<std::string, std::string>{{"a", "503"}, {"b", "503"}}));
  EXPECT_FALSE(kept.find("board", at(1)));
  EXPECT_TRUE(kept.wait("board", 2, {}, into("c")));
  EXPECT_FALSE(kept.settle("board", at(2), http::Response::text(404, "none"))) << "nor is what is not 200";
  EXPECT_EQ(told["c"], "404");
  EXPECT_FALSE(kept.find("board", at(2)));
}

TEST_F(Kept, EndWithTheDayTheyWereTrueOf) {
  auto const before_midnight = *Timestamp::parse("2022-09-30T23:59:59+08:00", 0);
  auto const midnight = *Timestamp::parse("2022-10-01T00:00:00+08:00", 0);
  EXPECT_TRUE(kept.wait("board", 7, {}, into("a")));
  EXPECT_FALSE(kept.settle("board", {7, before_midnight}, http::Response::text(200, "{}")));
  EXPECT_NE(kept.find("board", {7, before_midnight}), nullptr);
  EXPECT_EQ(kept.find("board", {7, midnight}), nullptr) << "nothing was written, and today is another day";
}

TEST_F(Kept, ArePackedOnlyForWhoTakesIt) {
  EXPECT_TRUE(kept.wait("board", 7, {}, into("a")));
  EXPECT_FALSE(kept.settle("board", at(7), http::Response::text(200, std::string(1000, 'x'))));
  auto const packed = [&](char const* accept) {
    http::Head head;
    head.headers = {{"Accept-Encoding", accept}};
    for (auto const& header : given(*kept.find("board", at(7)), head).headers)
      if (header.name == "Content-Encoding") return true;
    return false;
  };
  EXPECT_TRUE(packed("gzip, br"));
  EXPECT_FALSE(packed("gzip;q=0"));
  EXPECT_FALSE(packed("br"));
}

}  // namespace
}  // namespace shian::api
