// Files read in a process of their own: what they do to it, they do to nobody else.
#include "material/reading_process.hpp"

#include <gtest/gtest.h>
#include <unistd.h>

#include <cstdlib>
#include <fstream>
#include <thread>

#include "material/content_json.hpp"
#include "pictures.hpp"
#include "support/fresh_store.hpp"

namespace shian::material {
namespace {

namespace fs = std::filesystem;
using std::chrono::seconds;

constexpr char kIsProgram[] = "SHIAN_TEST_READS";

// This test program is also the one that reads: started as such, it answers where nothing else is printed.
TEST(ReadingProgram, Reads) {
  constexpr int kAnswers = 3;
  if (std::getenv(kIsProgram) != nullptr) answer_readings(STDIN_FILENO, kAnswers);
}

std::vector<std::string> reads() {
  return {"sh", "-c",
          std::string(kIsProgram) + "=1 exec \"$0\" --gtest_filter=ReadingProgram.Reads 3>&1 >/dev/null",
          fs::read_symlink("/proc/self/exe").string()};
}
std::vector<std::string> shell(std::string const& script) { return {"sh", "-c", script}; }

class Readings : public testing::Test {
 protected:
  fs::path file(std::string const& name, std::string const& text) {
    auto const path = folder.path() / name;
    std::ofstream(path, std::ios::binary) << text;
    return path;
  }
  static std::string code_of(std::expected<Expected<Content>, ReadingProcess::NotRead> const& read) {
    if (!read) return "not read";
    return *read ? "read" : read->error().code;
  }

  shian::test::TemporaryFolder folder;
};

TEST_F(Readings, GiveWhatThisProcessWouldRead) {
  ReadingProcess process(reads(), seconds(60));
  test::save_jpeg(folder.path() / "a.jpg", test::scene(2), 90, {6, true});
  for (auto const& path : {file("通知.txt", "乐食安办〔2022〕33号\n2022年6月15日前整改后厨\n"),
                           folder.path() / "a.jpg", file("broken.pdf", "%PDF-1.7 nothing"),
                           file("a.docx", "PK\x03\x04 no archive"), folder.path() / "not there"}) {
    auto const name = path.filename().string();
    auto const here = read_content(path, name, kShanghaiOffsetMinutes);
    auto const there = process.read(path, name, kShanghaiOffsetMinutes);
    ASSERT_TRUE(there) << name;
    EXPECT_EQ(content_json(*there), content_json(here)) << name;
  }
}

TEST_F(Readings, AreTheFilesFaultWhenTheyEndTheProcess) {
  auto const path = file("a.txt", "x");
  for (auto const* script :
       {"echo ready; read line; kill -SEGV $$", "echo ready; read line; exit 0",
        "echo ready; read line; echo nonsense", "echo ready; read line; echo '{\"kind\":1}'"}) {
    ReadingProcess process(shell(script), seconds(60));
    EXPECT_EQ(code_of(process.read(path, "a.txt", 0)), "material.broke") << script;
    EXPECT_EQ(code_of(process.read(path, "a.txt", 0)), "material.broke") << "and the next has one of its own";
  }
}

TEST_F(Readings, ThatTakeTooLongAreEnded) {
  ReadingProcess process(shell("echo ready; read line; sleep 100"), seconds(1));
  auto const begun = std::chrono::steady_clock::now();
  EXPECT_EQ(code_of(process.read(file("a.txt", "x"), "a.txt", 0)), "material.late");
  EXPECT_LT(std::chrono::steady_clock::now() - begun, seconds(10));
}

TEST_F(Readings, AreNoFaultOfTheFileWhereTheProgramDoesNotStart) {
  auto const path = file("a.txt", "x");
  for (auto const& program :
       {std::vector<std::string>{"/no/such/program"}, shell("exit 3"), shell("echo hello")}) {
    ReadingProcess process(program, seconds(60));
    auto const read = process.read(path, "a.txt", 0);
    ASSERT_FALSE(read);
    EXPECT_FALSE(read.error().why.zh.empty());
  }
  ReadingProcess process(shell("echo ready; read line; echo '{\"failed\": \"the disk\"}'"), seconds(60));
  auto const read = process.read(path, "a.txt", 0);
  ASSERT_FALSE(read);
  EXPECT_NE(read.error().why.en.find("the disk"), std::string::npos);
}

TEST_F(Readings, AreBrokenOffByAnotherThread) {
  ReadingProcess process(shell("echo ready; read line; sleep 100"), seconds(100));
  auto const path = file("a.txt", "x");
  std::thread stopping([&] {
    std::this_thread::sleep_for(std::chrono::milliseconds(300));
    process.stop();
  });
  auto const begun = std::chrono::steady_clock::now();
  auto const read = process.read(path, "a.txt", 0);
  stopping.join();
  ASSERT_FALSE(read);
  EXPECT_TRUE(read.error().why.empty());
  EXPECT_LT(std::chrono::steady_clock::now() - begun, seconds(10));
  EXPECT_FALSE(process.read(path, "a.txt", 0)) << "and nothing more is read";
}

TEST(ContentOfAProcess, IsBelievedInNothing) {
  auto const json = [](char const* text) { return nlohmann::json::parse(text); };
  for (auto const* text :
       {"[]", "{}", R"({"kind": "text"})", R"({"error": {}})", R"({"error": {"code": 1}})",
        R"({"kind": "text", "text": "x", "pages": "many", "days": [], "numbers": [], "notes": []})",
        R"({"kind": "text", "text": "x", "pages": 1, "days": {"a": 1}, "numbers": [], "notes": []})"})
    EXPECT_FALSE(content_of(json(text))) << text;
  auto const odd = content_of(json(
      R"({"kind": "x", "text": "a\u0000b", "pages": -5, "days": [{"day": "2022-02-30"}], "numbers": [], "notes": []})"));
  ASSERT_TRUE(odd && *odd);
  EXPECT_EQ((*odd)->text, "ab");
  EXPECT_EQ((*odd)->pages, 0);
  EXPECT_TRUE((*odd)->days.empty());
}

}  // namespace
}  // namespace shian::material
