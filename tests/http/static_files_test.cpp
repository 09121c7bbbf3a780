#include "http/static_files.hpp"

#include <gtest/gtest.h>

#include <cstdlib>
#include <fstream>

#include "http/gzip.hpp"

namespace shian::http {
namespace {

class StaticFilesTest : public ::testing::Test {
 protected:
  StaticFilesTest() {
    auto pattern = (std::filesystem::temp_directory_path() / "shian-static-XXXXXX").string();
    folder_ = ::mkdtemp(pattern.data());
  }
  ~StaticFilesTest() override { std::filesystem::remove_all(folder_); }
  void write(std::string const& name, std::string_view text) const {
    std::filesystem::create_directories((folder_ / name).parent_path());
    std::ofstream(folder_ / name, std::ios::binary) << text;
  }
  static Head get(std::string path, std::vector<Header> headers = {}) {
    Head head;
    head.path = std::move(path);
    head.headers = std::move(headers);
    return head;
  }
  static std::string header(Response const& response, std::string_view name) {
    for (auto const& one : response.headers)
      if (one.name == name) return one.value;
    return "";
  }
  static std::string body(Response const& response) {
    auto const* shared = std::get_if<std::shared_ptr<std::string const>>(&response.body);
    return shared != nullptr ? **shared : std::get<std::string>(response.body);
  }
  // By the system's own gzip, which is not the code that packed it.
  [[nodiscard]] std::string unpacked(std::string const& packed) const {
    write("../" + folder_.filename().string() + "-packed.gz", packed);
    auto const base = folder_.string() + "-packed";
    EXPECT_EQ(std::system(("gzip -dc " + base + ".gz > " + base).c_str()), 0);
    std::ifstream in(base, std::ios::binary);
    std::string text{std::istreambuf_iterator<char>(in), {}};
    std::filesystem::remove(base);
    std::filesystem::remove(base + ".gz");
    return text;
  }

  std::filesystem::path folder_;
};

TEST_F(StaticFilesTest, GzipIsWhatOthersRead) {
  std::string noise;
  unsigned state = 1;
  for (int i = 0; i < 300'000; ++i)
    noise += static_cast<char>((state = state * 1664525U + 1013904223U) >> 24U);
  std::string text;
  for (int i = 0; i < 60'000; ++i) text += "line " + std::to_string(i % 977) + "\n";
  for (auto const& given : {std::string(), std::string("a"), std::string(1'000'000, '0'), text, noise})
    EXPECT_EQ(unpacked(gzipped(given, Packing::small)), given) << given.size();
  EXPECT_LT(gzipped(text, Packing::small).size(), text.size() / 5);
}

TEST_F(StaticFilesTest, GivesFilesWithTheirTypes) {
  write("index.html", "<!doctype html>");
  write("a.js", "1");
  write("logo.PNG", "png");
  write("deep/er/数据.json", "{}");
  write("unknown", "x");
  auto const files = StaticFiles::load(folder_);
  ASSERT_TRUE(files);
  struct Case {
    char const *path, *type;
  };
  for (auto const& [path, type] :
       {Case{"/", "text/html; charset=utf-8"}, Case{"/index.html", "text/html; charset=utf-8"},
        Case{"/a.js", "text/javascript; charset=utf-8"}, Case{"/logo.PNG", "image/png"},
        Case{"/deep/er/数据.json", "application/json"}, Case{"/unknown", "application/octet-stream"}}) {
    auto const answer = files->answer(get(path));
    ASSERT_TRUE(answer) << path;
    EXPECT_EQ(header(*answer, "Content-Type"), type) << path;
  }
  EXPECT_EQ(body(*files->answer(get("/"))), "<!doctype html>");
  EXPECT_FALSE(files->answer(get("/deep")));
  EXPECT_FALSE(files->answer(get("/none")));
  auto post = get("/");
  post.method = Method::post;
  EXPECT_FALSE(files->answer(post));
  EXPECT_FALSE(files->index(post));
  EXPECT_EQ(body(*files->index(get("/plan/targets/3"))), "<!doctype html>");
}

TEST_F(StaticFilesTest, HidesWhatIsHiddenAndFollowsNoLinks) {
  write(".env", "secret");
  write(".git/config", "secret");
  write("a.txt", "a");
  std::filesystem::create_symlink("/etc/hostname", folder_ / "link.txt");
  std::filesystem::create_directory_symlink("/etc", folder_ / "etc");
  auto const files = StaticFiles::load(folder_);
  ASSERT_TRUE(files);
  EXPECT_EQ(files->size(), 1U);
  EXPECT_FALSE(files->index(get("/")));
}

TEST_F(StaticFilesTest, IsNotSentAgainToWhoHasIt) {
  write("a.css", std::string(5000, 'a'));
  auto const files = StaticFiles::load(folder_);
  auto const etag = header(*files->answer(get("/a.css")), "ETag");
  for (auto const& named : {etag, "W/" + etag, "\"x\", " + etag, std::string("*")}) {
    auto const again = files->answer(get("/a.css", {{"If-None-Match", named}}));
    EXPECT_EQ(again->status, 304) << named;
    EXPECT_EQ(header(*again, "ETag"), etag);
    EXPECT_EQ(header(*again, "Vary"), "Accept-Encoding");
    EXPECT_EQ(body(*again), "");
  }
  for (auto const& named : {std::string("\"x\""), etag.substr(1), std::string()})
    EXPECT_EQ(files->answer(get("/a.css", {{"If-None-Match", named}}))->status, 200) << named;
}

TEST_F(StaticFilesTest, IsPackedForWhoTakesIt) {
  std::string const text(5000, 'a');
  write("a.css", text);
  write("a.png", text);
  write("tiny.txt", "a");
  auto const files = StaticFiles::load(folder_);
  auto const plain = files->answer(get("/a.css"));
  auto const packed = files->answer(get("/a.css", {{"Accept-Encoding", "gzip, deflate, br"}}));
  EXPECT_EQ(header(*packed, "Content-Encoding"), "gzip");
  EXPECT_EQ(header(*packed, "Vary"), "Accept-Encoding");
  EXPECT_EQ(unpacked(body(*packed)), text);
  EXPECT_EQ(header(*plain, "Content-Encoding"), "");
  EXPECT_EQ(header(*plain, "Vary"), "Accept-Encoding");
  EXPECT_EQ(body(*plain), text);
  EXPECT_NE(header(*packed, "ETag"), header(*plain, "ETag"));
  for (auto const* path : {"/a.png", "/tiny.txt"}) {
    auto const answer = files->answer(get(path, {{"Accept-Encoding", "gzip"}}));
    EXPECT_EQ(header(*answer, "Content-Encoding"), "") << path;
    EXPECT_EQ(header(*answer, "Vary"), "") << path;
  }
}

TEST_F(StaticFilesTest, IsKeptForeverOnlyWhenItsNameHoldsAHash) {
  for (auto const* name :
       {"index.html", "assets/app-1a2b3c4d.js", "assets/app-DqZx_9Ab.css", "assets/x.0f1e2d3c.js",
        "assets/date-picker.js", "assets/plain.js", "app-1a2b3c4d.js"})
    write(name, "x");
  auto const files = StaticFiles::load(folder_);
  auto const kept = [&](std::string const& path) {
    return header(*files->answer(get(path)), "Cache-Control") == "public, max-age=31536000, immutable";
  };
  EXPECT_TRUE(kept("/assets/app-1a2b3c4d.js"));
  EXPECT_TRUE(kept("/assets/app-DqZx_9Ab.css"));
  EXPECT_TRUE(kept("/assets/x.0f1e2d3c.js"));
  EXPECT_FALSE(kept("/assets/date-picker.js"));
  EXPECT_FALSE(kept("/assets/plain.js"));
  EXPECT_FALSE(kept("/app-1a2b3c4d.js"));
  EXPECT_EQ(header(*files->answer(get("/index.html")), "Cache-Control"), "no-cache");
}

TEST_F(StaticFilesTest, SaysWhichFolderItCannotRead) {
  auto const files = StaticFiles::load(folder_ / "none");
  ASSERT_FALSE(files);
  EXPECT_EQ(files.error().code, "http.static");
  EXPECT_NE(files.error().what.en.find("none"), std::string::npos);
  EXPECT_FALSE(files.error().hint.zh.empty());
}

TEST(TakesGzip, ReadsWeights) {
  for (auto const* text :
       {"gzip", "GZIP", "br, gzip", "gzip;q=0.5", "deflate, *", "*", "gzip ; q=1", "*;q=0, gzip"})
    EXPECT_TRUE(takes_gzip(text)) << text;
  for (auto const* text : {"", "br", "gzip;q=0", "gzip;q=0.000", "*;q=0", "gzip;q=0, *", "xgzip"})
    EXPECT_FALSE(takes_gzip(text)) << text;
}

}  // namespace
}  // namespace shian::http
