#include "material/alike_photos.hpp"

#include <algorithm>
#include <bit>

#include "material/holders.hpp"

namespace shian::material {
namespace {

constexpr std::size_t kMostPairs = 200'000;  // that are looked at

// A record's field that holds a picture and may be seen.
struct Side {
  std::string_view register_id;
  std::string field;
  RecordId record = 0;
  std::string area;  // "": not known
};

struct HeldPhoto {
  std::string hash;
  std::vector<Side> sides;
};

struct Photos {
  std::vector<HeldPhoto> all;
  std::vector<Likeness> likenesses;  // of each
};

Photos read_photos(reg::Ledger& ledger, Condition const& seen) {
  Photos photos;
  ledger.session().scan("SELECT m.hash, m.likeness, h.register, h.record, h.field, " + seen.sql +
                            " FROM shian_material m JOIN shian_holder h ON h.hash = m.hash WHERE m.likeness "
                            "IS NOT NULL ORDER BY "
                            "m.hash, h.register, h.record, h.field",
                        seen.parameters, [&](store::Statement const& row) {
                          auto const* schema = row.is_null(5) ? nullptr : ledger.schemas().find(row.text(2));
                          if (schema == nullptr) return true;
                          if (photos.all.empty() || photos.all.back().hash != row.text(0)) {
                            photos.all.push_back({std::string(row.text(0)), {}});
                            photos.likenesses.push_back(std::bit_cast<Likeness>(row.integer(1)));
                          }
                          photos.all.back().sides.push_back({schema->definition.id, std::string(row.text(4)),
                                                             row.integer(3), std::string(row.text(5))});
                          return true;
                        });
  return photos;
}

struct Pair {
  std::uint32_t first_photo = 0, second_photo = 0;
  Side const* first = nullptr;
  Side const* second = nullptr;
  int distance = 0;
  bool is_across_areas = false;
};

class Pairs {
 public:
  Pairs(Photos const& photos, PhotoQuestion const& question) : question_(question) {
    for (std::uint32_t photo = 0; photo < photos.all.size(); ++photo) {
      auto const& sides = photos.all[photo].sides;
      for (std::size_t i = 0; i < sides.size(); ++i)
        for (std::size_t j = i + 1; j < sides.size() && !is_cut_; ++j)
          add(photo, sides[i], photo, sides[j], 0);
    }
    auto const near = near_pairs(photos.likenesses, question.within, kMostPairs);
    is_cut_ = is_cut_ || near.size() == kMostPairs;
    for (auto const& [one, other, far] : near)
      for (auto const& a : photos.all[one].sides)
        for (auto const& b : photos.all[other].sides) add(one, a, other, b, far);
    std::ranges::stable_sort(pairs_, [](Pair const& a, Pair const& b) {
      return a.is_across_areas != b.is_across_areas ? a.is_across_areas : a.distance < b.distance;
    });
  }
  [[nodiscard]] std::vector<Pair> const& all() const { return pairs_; }
  [[nodiscard]] bool is_cut() const { return is_cut_; }

 private:
  void add(std::uint32_t one, Side const& first, std::uint32_t other, Side const& second, int far) {
    if (first.register_id == second.register_id && first.record == second.record) return;
    bool const is_across = !first.area.empty() && !second.area.empty() && first.area != second.area;
    if (question_.only_across_areas && !is_across) return;
    if (pairs_.size() == kMostPairs) {
      is_cut_ = true;
      return;
    }
    pairs_.push_back({one, other, &first, &second, far, is_across});
  }

  PhotoQuestion const& question_;
  std::vector<Pair> pairs_;
  bool is_cut_ = false;
};

}  // namespace

AlikePhotos alike_photos(reg::Ledger& ledger, PhotoQuestion const& question) {
  AlikePhotos found;
  Narrowing const everywhere;
  Holders holders(ledger, question.reader, everywhere);
  auto const photos = read_photos(ledger, holders.seen("h"));
  found.photos = static_cast<std::int64_t>(photos.all.size());
  Pairs const pairs(photos, question);
  auto const& all = pairs.all();
  auto const begin = std::min(question.offset, all.size());
  auto const end = std::min(begin + question.limit, all.size());
  found.has_more = pairs.is_cut() || end < all.size();
  for (auto at = begin; at < end; ++at) {
    auto const& pair = all[at];
    auto const side = [&](std::uint32_t photo, Side const& one) {
      return holders.read(one.register_id, one.record, one.field, photos.all[photo].hash);
    };
    auto first = side(pair.first_photo, *pair.first), second = side(pair.second_photo, *pair.second);
    if (first && second)
      found.pairs.push_back({std::move(*first), std::move(*second), pair.distance,
                             pair.first_photo == pair.second_photo, pair.is_across_areas});
  }
  return found;
}

}  // namespace shian::material
