// What the page on packs shows works.
#include <gtest/gtest.h>

#include "base/file_bytes.hpp"
#include "folder.hpp"

namespace shian::pack {
namespace {

TEST(PackPage, ItsExamplesTogetherMakeAPack) {
  auto const page = *content_of(test::source_file("docs/packs.md"));
  constexpr std::string_view kOpening = "```yaml\n";
  constexpr std::string_view kClosing = "```\n";
  test::Folder const folder;
  int examples = 0;
  for (auto at = page.find(kOpening); at != std::string::npos; at = page.find(kOpening, at)) {
    at += kOpening.size();
    auto const name = examples == 0 ? std::string("pack") : "example-" + std::to_string(examples);
    folder.write("page/" + name + ".yaml", page.substr(at, page.find(kClosing, at) - at));
    ++examples;
  }
  EXPECT_EQ(examples, 14);
  auto const loaded = folder.load("page");
  ASSERT_TRUE(loaded) << loaded.error().front().to_string(Language::en);
  EXPECT_FALSE(loaded->clocks.empty());
  EXPECT_FALSE(loaded->registers.empty());
  EXPECT_FALSE(loaded->systems.empty());
  EXPECT_EQ(loaded->letters.size(), 2U);
  EXPECT_EQ(loaded->acceptance.items.size(), 4U);
  EXPECT_EQ(loaded->acceptance.filings.size(), 1U);
  EXPECT_EQ(loaded->questionnaires.size(), 1U);
  EXPECT_EQ(loaded->find_target("K02")->threshold, Decimal(5));
}

}  // namespace
}  // namespace shian::pack
