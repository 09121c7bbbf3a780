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

  KeptAnswers kept;
  std::map<std::string, std::string> told;
};

TEST_F(Kept, OneComputesForAllWhoWait) {
  EXPECT_TRUE(kept.wait("board", 1, {}, into("a")));
  EXPECT_FALSE(kept.wait("board", 1, {}, into("b")));
  EXPECT_TRUE(kept.wait("trend", 1, {}, into("c"))) << "another question";
  EXPECT_FALSE(kept.settle("board", at(1), board("one")));
  EXPECT_EQ(told, (std::map<std::string, std::string>{{"a", "one"}, {"b", "one"}}));
  ASSERT_TRUE(kept.find("board", at(1)));
  EXPECT_FALSE(kept.find("board", at(2)));
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

}  // namespace
}  // namespace shian::api
