#include "material/likeness.hpp"

#include <algorithm>
#include <array>
#include <bit>
#include <cmath>
#include <numbers>

namespace shian::material {
namespace {

constexpr int kSide = 32;  // of the small picture that is transformed
constexpr int kLow = 8;    // its lowest frequencies, the mean left out
using Small = std::array<std::array<double, kSide>, kSide>;

// Each of its points is the mean of what it covers, parts of pixels counted as parts.
Small shrunk(Grey const& picture) {
  struct Share {
    int pixel;
    double weight;
  };
  auto const shares = [](int pixels) {
    std::array<std::vector<Share>, kSide> all;
    double const step = static_cast<double>(pixels) / kSide;
    for (int i = 0; i < kSide; ++i) {
      double const begin = i * step, end = (i + 1) * step;
      for (int at = static_cast<int>(begin); at < pixels && at < end; ++at) {
        double const weight = std::min(end, at + 1.0) - std::max(begin, static_cast<double>(at));
        if (weight > 0) all[static_cast<std::size_t>(i)].push_back({at, weight / step});
      }
    }
    return all;
  };
  auto const columns = shares(picture.width), rows = shares(picture.height);
  Small small{};
  for (std::size_t y = 0; y < kSide; ++y) {
    for (auto const& row : rows[y]) {
      auto const* line = picture.pixels.data() +
                         static_cast<std::size_t>(row.pixel) * static_cast<std::size_t>(picture.width);
      for (std::size_t x = 0; x < kSide; ++x)
        for (auto const& column : columns[x])
          small[y][x] += row.weight * column.weight * line[static_cast<std::size_t>(column.pixel)];
    }
  }
  return small;
}

double const* cosines() {
  static auto const table = [] {
    std::array<double, static_cast<std::size_t>(kLow + 1) * kSide> made{};
    for (int k = 0; k <= kLow; ++k)
      for (int x = 0; x < kSide; ++x)
        made[static_cast<std::size_t>(k * kSide + x)] =
            std::cos(std::numbers::pi * (2 * x + 1) * k / (2.0 * kSide));
    return made;
  }();
  return table.data();
}

std::vector<NearPair> in_order(std::vector<NearPair> pairs) {
  std::ranges::sort(pairs, [](NearPair const& a, NearPair const& b) {
    return a.first != b.first ? a.first < b.first : a.second < b.second;
  });
  return pairs;
}

}  // namespace

Grey upright(Grey picture, int orientation) {
  constexpr int kTurned = 5;
  if (orientation < 2 || orientation > 8) return picture;
  int const width = picture.width, height = picture.height;
  bool const is_turned = orientation >= kTurned;
  Grey made{is_turned ? height : width, is_turned ? width : height, {}};
  made.pixels.resize(picture.pixels.size());
  for (int y = 0; y < made.height; ++y) {
    for (int x = 0; x < made.width; ++x) {
      int from_x = x, from_y = y;
      switch (orientation) {
        case 2:
          from_x = width - 1 - x;
          break;
        case 3:
          from_x = width - 1 - x, from_y = height - 1 - y;
          break;
        case 4:
          from_y = height - 1 - y;
          break;
        case 5:
          from_x = y, from_y = x;
          break;
        case 6:
          from_x = y, from_y = height - 1 - x;
          break;
        case 7:
          from_x = width - 1 - y, from_y = height - 1 - x;
          break;
        default:
          from_x = width - 1 - y, from_y = x;
      }
      made.pixels[static_cast<std::size_t>(y) * static_cast<std::size_t>(made.width) +
                  static_cast<std::size_t>(x)] =
          picture.pixels[static_cast<std::size_t>(from_y) * static_cast<std::size_t>(width) +
                         static_cast<std::size_t>(from_x)];
    }
  }
  return made;
}

std::optional<Likeness> likeness_of(Grey const& picture) {
  if (picture.width < 1 || picture.height < 1) return std::nullopt;
  auto const small = shrunk(picture);
  double sum = 0, squares = 0;
  for (auto const& row : small)
    for (double const value : row) sum += value, squares += value * value;
  constexpr double kPoints = kSide * kSide;
  double const mean = sum / kPoints;
  constexpr double kFlat = 9;  // variance: a blank sheet has less, whatever its grain
  if (squares / kPoints - mean * mean < kFlat) return std::nullopt;
  // Of the rows' transforms only the lowest are needed, and of those the columns' likewise.
  auto const* cosine = cosines();
  std::array<std::array<double, kLow + 1>, kSide> half{};
  for (std::size_t y = 0; y < kSide; ++y)
    for (std::size_t k = 0; k <= kLow; ++k)
      for (std::size_t x = 0; x < kSide; ++x) half[y][k] += small[y][x] * cosine[k * kSide + x];
  std::array<double, static_cast<std::size_t>(kLow) * kLow> low{};
  for (std::size_t v = 1; v <= kLow; ++v) {
    for (std::size_t k = 1; k <= kLow; ++k) {
      double value = 0;
      for (std::size_t y = 0; y < kSide; ++y) value += half[y][k] * cosine[v * kSide + y];
      low[(v - 1) * kLow + k - 1] = value;
    }
  }
  auto sorted = low;
  std::ranges::sort(sorted);
  double const median = (sorted[sorted.size() / 2 - 1] + sorted[sorted.size() / 2]) / 2;
  Likeness bits = 0;
  for (double const value : low) bits = bits << 1U | (value > median ? 1U : 0U);
  return bits;
}

int distance(Likeness a, Likeness b) { return std::popcount(a ^ b); }

std::vector<NearPair> near_pairs(std::span<Likeness const> all, int within, std::size_t most) {
  SHIAN_ASSERT(within >= 0 && within <= kFarthest);
  // Of two that are `within` apart, one of four bands of 16 bits is at most a quarter of it apart: only those
  // that share a band, or nearly, are compared.
  constexpr unsigned kBands = 4, kBandBits = 16;
  constexpr std::size_t kValues = std::size_t{1} << kBandBits;
  auto const band_of = [](Likeness bits, unsigned band) {
    return static_cast<std::size_t>(bits >> (band * kBandBits)) & (kValues - 1);
  };
  int const apart = within / static_cast<int>(kBands);
  std::vector<std::uint16_t> masks;
  for (std::size_t mask = 0; mask < kValues; ++mask)
    if (std::popcount(mask) <= apart) masks.push_back(static_cast<std::uint16_t>(mask));
  struct One {
    Likeness bits;
    std::uint32_t place;
  };
  std::vector<NearPair> found;
  std::vector<std::uint32_t> starts(kValues + 1);
  std::vector<One> sorted(all.size());
  for (unsigned band = 0; band < kBands; ++band) {
    std::ranges::fill(starts, 0U);
    for (auto const bits : all) ++starts[band_of(bits, band) + 1];
    for (std::size_t i = 0; i < kValues; ++i) starts[i + 1] += starts[i];
    auto next = starts;
    for (std::size_t i = 0; i < all.size(); ++i)
      sorted[next[band_of(all[i], band)]++] = {all[i], static_cast<std::uint32_t>(i)};
    // A pair is told by the first band that shows it.
    auto const is_known = [&](Likeness differs) {
      for (unsigned before = 0; before < band; ++before)
        if (std::popcount(band_of(differs, before)) <= apart) return true;
      return false;
    };
    for (std::size_t value = 0; value < kValues; ++value) {
      for (auto i = starts[value]; i < starts[value + 1]; ++i) {
        for (auto const mask : masks) {
          auto const other = value ^ mask;
          if (other < value) continue;
          for (auto j = other == value ? i + 1 : starts[other]; j < starts[other + 1]; ++j) {
            auto const differs = sorted[i].bits ^ sorted[j].bits;
            int const far = std::popcount(differs);
            if (far > within || is_known(differs)) continue;

            auto const [first, second] = std::minmax(sorted[i].place, sorted[j].place);
            found.push_back({first, second, far});
            if (found.size() == most) return in_order(std::move(found));
          }
        }
      }
    }
  }
  return in_order(std::move(found));
}

}  // namespace shian::material
