#include "material/likeness.hpp"

#include <gtest/gtest.h>

#include <random>
#include <set>

#include "pictures.hpp"
#include "support/fresh_store.hpp"

namespace shian::material {
namespace {

using shian::test::TemporaryFolder;
using test::scene;

Photo photo_of(std::filesystem::path const& file) {
  auto const content = read_content(file, file.filename().string(), kShanghaiOffsetMinutes);
  EXPECT_TRUE(content) << content.error().to_string(Language::en);
  return content && content->photo ? *content->photo : Photo();
}

// Of fifty scenes each copy is found again; none is taken for another scene.
TEST(Likeness, KnowsThePictureAgainAndNoOther) {
  TemporaryFolder const folder;
  constexpr unsigned kScenes = 50;
  std::vector<Likeness> originals;
  int lost = 0;
  for (unsigned seed = 0; seed < kScenes; ++seed) {
    auto const picture = scene(seed, 480, 360);
    auto const file = folder.path() / "a.jpg";
    test::save_jpeg(file, picture, 90);
    auto const original = photo_of(file).likeness;
    ASSERT_TRUE(original);
    originals.push_back(*original);
    struct Copy {
      char const* why;
      Grey picture;
      int quality;
      int within;
    };
    Copy const copies[] = {{"saved again", picture, 40, 4},
                           {"made smaller", test::resized(picture, 240, 180), 80, 8},
                           {"another shape", test::resized(picture, 400, 400), 80, 8},
                           {"cut a little", test::cropped(picture, 1), 85, kAlikeWithin}};
    for (auto const& copy : copies) {
      test::save_jpeg(file, copy.picture, copy.quality);
      auto const far = distance(*original, photo_of(file).likeness.value_or(~*original));
      if (far > kAlikeWithin) ++lost;
      if (copy.within < kAlikeWithin) {
        EXPECT_LE(far, copy.within) << copy.why << " " << seed;
      }
    }
    test::save_png(folder.path() / "a.png", picture);
    EXPECT_LE(distance(*original, *photo_of(folder.path() / "a.png").likeness), 4);
  }
  EXPECT_LE(lost, 4);  // of 200
  EXPECT_TRUE(near_pairs(originals, kAlikeWithin, 100).empty());
}

TEST(Likeness, IsOfTheUprightPicture) {
  TemporaryFolder const folder;
  auto const picture = scene(7);
  test::save_jpeg(folder.path() / "upright.jpg", picture, 90);
  auto const upright_likeness = photo_of(folder.path() / "upright.jpg").likeness;
  // The way back of each turn: what a camera that was held so has stored.
  constexpr int kBack[] = {0, 1, 2, 3, 4, 5, 8, 7, 6};
  for (int orientation = 1; orientation <= 8; ++orientation) {
    auto const stored = upright(picture, kBack[orientation]);
    auto const file = folder.path() / "turned.jpg";
    test::save_jpeg(file, stored, 90, {orientation, false});
    auto const photo = photo_of(file);
    EXPECT_EQ(photo.orientation, orientation);
    EXPECT_LE(distance(*upright_likeness, *photo.likeness), 4) << orientation;
  }
}

TEST(Likeness, IsNotGivenToABlankSheet) {
  TemporaryFolder const folder;
  test::save_jpeg(folder.path() / "blank.jpg", {300, 200, std::vector<std::uint8_t>(60'000, 250)}, 90);
  auto const content = read_content(folder.path() / "blank.jpg", "blank.jpg", 0);
  ASSERT_TRUE(content);
  EXPECT_FALSE(content->photo->likeness);
  EXPECT_EQ(content->notes.size(), 1U);
}

TEST(Photos, TellWhenWhereAndByWhatTheyWereTaken) {
  TemporaryFolder const folder;
  auto const file = folder.path() / "现场 照片'1.jpg";
  test::save_jpeg(file, scene(1), 90, {6, true});
  auto const photo = photo_of(file);
  EXPECT_EQ(photo.width, 800);
  EXPECT_EQ(photo.height, 600);
  EXPECT_EQ(photo.orientation, 6);
  EXPECT_EQ(photo.camera, "Phone X1");
  ASSERT_TRUE(photo.taken_at);
  EXPECT_EQ(photo.taken_at->to_string(kShanghaiOffsetMinutes), "2022-06-15T08:30:00+08:00");
  ASSERT_TRUE(photo.place);
  EXPECT_EQ(photo.place->latitude.to_string(), "28.123456");
  EXPECT_EQ(photo.place->longitude.to_string(), "120.987654");
}

// Every pair that comparing each with each finds, and no other; also where they crowd.
TEST(NearPairs, AreThoseOfComparingEachWithEach) {
  std::mt19937_64 random(5);
  for (int within : {0, 3, 7, 10, 15}) {
    std::vector<Likeness> all;
    for (int i = 0; i < 300; ++i) {
      all.push_back(random());
      Likeness near = all.back();
      for (int flips = static_cast<int>(random() % 17); flips > 0; --flips)
        near ^= Likeness{1} << (random() % 64);
      all.push_back(near);
    }
    for (int i = 0; i < 40; ++i) all.push_back(Likeness{0xFFFF} << 16U | (random() % 8));
    std::vector<NearPair> expected;
    for (std::uint32_t i = 0; i < all.size(); ++i)
      for (std::uint32_t j = i + 1; j < all.size(); ++j)
        if (distance(all[i], all[j]) <= within) expected.push_back({i, j, distance(all[i], all[j])});
    EXPECT_EQ(near_pairs(all, within, 1'000'000), expected) << within;
    EXPECT_EQ(near_pairs(all, within, 5).size(), std::min<std::size_t>(5, expected.size()));
  }
}

}  // namespace
}  // namespace shian::material
