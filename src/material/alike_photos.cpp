#include "material/alike_photos.hpp"

#include <algorithm>
#include <bit>
#include <unordered_map>

#include "material/materials.hpp"
#include "register/mask.hpp"

namespace shian::material {
namespace {

constexpr std::size_t kMostPairs = 200'000;  // that are looked at

struct Photos {
  std::vector<std::string> hashes;
  std::vector<Likeness> likenesses;
};

Photos read_photos(store::Session& session) {
  Photos photos;
  session.scan("SELECT hash, likeness FROM shian_material WHERE likeness IS NOT NULL ORDER BY hash", {},
               [&](store::Statement const& row) {
                 photos.hashes.emplace_back(row.text(0));
                 photos.likenesses.push_back(std::bit_cast<Likeness>(row.integer(1)));
                 return true;
               });
  return photos;
}

using Sides = std::unordered_map<std::string, std::vector<PhotoSide>>;

// By hash, the records that hold a picture and may be read.
Sides read_sides(reg::Ledger& ledger, Reader const& reader) {
  struct Held {
    std::string hash, register_id, field;
    RecordId record = 0;
  };
  std::vector<Held> all;
  ledger.session().scan(
      "SELECT h.hash, h.register, h.record, h.field FROM shian_holder h JOIN shian_material m ON m.hash = "
      "h.hash WHERE m.likeness IS NOT NULL ORDER BY h.register, h.record, h.field",
      {}, [&](store::Statement const& row) {
        all.push_back(
            {std::string(row.text(0)), std::string(row.text(1)), std::string(row.text(3)), row.integer(2)});
        return true;
      });
  Sides sides;
  for (auto const& held : all) {
    auto const* schema = ledger.schemas().find(held.register_id);
    auto const field = schema != nullptr ? schema->find(held.field) : -1;
    if (field < 0 || !reader.sees(*schema)) continue;
    auto const index = static_cast<std::size_t>(field);
    if (reg::is_personal(schema->fields[index])) continue;
    auto const* record = ledger.records().find(schema->index, held.record);
    if (record == nullptr || record->values[index] != Value(held.hash)) continue;
    if (!reader.may_read_files(*schema, *record)) continue;
    sides[held.hash].push_back(
        {held.hash, schema, *record, field, std::string(schema->area_of(record->values))});
  }
  return sides;
}

bool is_same_record(PhotoSide const& a, PhotoSide const& b) {
  return a.schema == b.schema && a.record.id == b.record.id;
}

bool is_across_areas(PhotoSide const& a, PhotoSide const& b) {
  return !a.area.empty() && !b.area.empty() && a.area != b.area;
}

}  // namespace

AlikePhotos alike_photos(reg::Ledger& ledger, PhotoQuestion const& question) {
  AlikePhotos found;
  auto const photos = read_photos(ledger.session());
  auto const sides = read_sides(ledger, question.reader);
  found.photos = static_cast<std::int64_t>(photos.hashes.size());
  found.unread_files = count_files(ledger.session()).unread;
  struct Pair {
    PhotoSide const* first;
    PhotoSide const* second;
    int distance;
    bool is_across_areas;
  };
  std::vector<Pair> pairs;
  auto const add = [&](PhotoSide const& first, PhotoSide const& second, int far) {
    if (is_same_record(first, second)) return;
    bool const is_across = is_across_areas(first, second);
    if (question.only_across_areas && !is_across) return;
    if (pairs.size() == kMostPairs) {
      found.has_more = true;
      return;
    }
    pairs.push_back({&first, &second, far, is_across});
  };
  for (auto const& hash : photos.hashes) {
    auto const same = sides.find(hash);
    if (same == sides.end()) continue;
    for (std::size_t i = 0; i < same->second.size(); ++i)
      for (std::size_t j = i + 1; j < same->second.size() && !found.has_more; ++j)
        add(same->second[i], same->second[j], 0);
  }
  auto const near = near_pairs(photos.likenesses, question.within, kMostPairs);
  found.has_more = found.has_more || near.size() == kMostPairs;
  for (auto const& [one, other, far] : near) {
    auto const first = sides.find(photos.hashes[one]), second = sides.find(photos.hashes[other]);
    if (first == sides.end() || second == sides.end()) continue;
    for (auto const& a : first->second)
      for (auto const& b : second->second) add(a, b, far);
  }
  std::ranges::stable_sort(pairs, [](Pair const& a, Pair const& b) {
    return a.is_across_areas != b.is_across_areas ? a.is_across_areas : a.distance < b.distance;
  });
  if (pairs.size() > question.limit) {
    pairs.resize(question.limit);
    found.has_more = true;
  }
  for (auto const& pair : pairs)
    found.pairs.push_back({*pair.first, *pair.second, pair.distance, pair.first->hash == pair.second->hash,
                           pair.is_across_areas});
  return found;
}

}  // namespace shian::material
