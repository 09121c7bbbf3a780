#include <libexif/exif-data.h>

#include <array>
#include <memory>

#include "base/text.hpp"
#include "material/readers.hpp"

namespace shian::material {
namespace {

struct Unreference {
  void operator()(ExifData* data) const { exif_data_unref(data); }
};
using Data = std::unique_ptr<ExifData, Unreference>;

ExifEntry const* entry_of(Data const& data, ExifIfd ifd, ExifTag tag) {
  return exif_content_get_entry(data->ifd[ifd], tag);
}

std::string ascii_of(Data const& data, ExifIfd ifd, ExifTag tag) {
  auto const* entry = entry_of(data, ifd, tag);
  if (entry == nullptr || entry->format != EXIF_FORMAT_ASCII || entry->data == nullptr) return {};
  std::string text(reinterpret_cast<char const*>(entry->data), entry->size);
  if (auto const end = text.find('\0'); end != std::string::npos) text.resize(end);
  constexpr std::size_t kLongest = 200;
  if (text.size() > kLongest || !is_valid_utf8(text)) return {};
  return std::string(trimmed(text));
}

// "2022:06:15 08:30:00", and "+08:00" where the camera knows its zone (Exif 2.31). A camera whose clock was
// never set writes zeros or blanks.
std::optional<Timestamp> moment(std::string text, std::string const& zone, int utc_offset_minutes) {
  constexpr std::size_t kLength = 19, kFirst = 4, kSecond = 7;
  if (text.size() != kLength || text[kFirst] != ':' || text[kSecond] != ':') return std::nullopt;
  text[kFirst] = text[kSecond] = '-';
  constexpr std::size_t kZoneLength = 6;
  return Timestamp::parse(zone.size() == kZoneLength ? text + zone : text, utc_offset_minutes);
}

// Degrees, minutes, seconds, each a fraction of two numbers. Millionths of a degree: some ten centimetres.
std::optional<Decimal> degrees_of(Data const& data, ExifTag tag, ExifTag reference, char negative, int most) {
  auto const* entry = entry_of(data, EXIF_IFD_GPS, tag);
  constexpr unsigned kParts = 3, kPartBytes = 8;
  if (entry == nullptr || entry->format != EXIF_FORMAT_RATIONAL || entry->components != kParts ||
      entry->data == nullptr || entry->size < kParts * kPartBytes)
    return std::nullopt;
  auto const order = exif_data_get_byte_order(data.get());
  Decimal sum;
  std::array<std::int64_t, kParts> const parts = {1, 60, 3600};
  for (unsigned i = 0; i < kParts; ++i) {
    auto const part = exif_get_rational(entry->data + i * kPartBytes, order);
    if (part.denominator == 0) return std::nullopt;
    auto const whole = Decimal(static_cast<std::int64_t>(part.numerator));
    constexpr int kFine = 9;
    auto const share =
        whole.divided_by(Decimal(static_cast<std::int64_t>(part.denominator) * parts[i]), kFine);
    auto const more = share ? sum.plus(*share) : std::nullopt;
    if (!more) return std::nullopt;
    sum = *more;
  }
  constexpr int kPlaces = 6;
  sum = sum.rounded(kPlaces);
  if (sum > Decimal(most)) return std::nullopt;
  auto const* side = entry_of(data, EXIF_IFD_GPS, reference);
  if (side == nullptr || side->data == nullptr || side->size == 0) return std::nullopt;
  return side->data[0] == static_cast<unsigned char>(negative) ? sum.negated() : sum;
}

}  // namespace

void read_exif(std::string_view segment, int utc_offset_minutes, Photo& photo) {
  Data const data(exif_data_new());
  if (!data) return;
  exif_data_unset_option(data.get(), EXIF_DATA_OPTION_FOLLOW_SPECIFICATION);
  exif_data_load_data(data.get(), reinterpret_cast<unsigned char const*>(segment.data()),
                      static_cast<unsigned>(segment.size()));
  auto const order = exif_data_get_byte_order(data.get());
  if (auto const* entry = entry_of(data, EXIF_IFD_0, EXIF_TAG_ORIENTATION);
      entry != nullptr && entry->format == EXIF_FORMAT_SHORT && entry->size >= 2) {
    constexpr int kLast = 8;
    int const orientation = exif_get_short(entry->data, order);
    if (orientation >= 1 && orientation <= kLast) photo.orientation = orientation;
  }
  constexpr auto kZoneOriginal = static_cast<ExifTag>(0x9011);
  auto const zone = ascii_of(data, EXIF_IFD_EXIF, kZoneOriginal);
  photo.taken_at =
      moment(ascii_of(data, EXIF_IFD_EXIF, EXIF_TAG_DATE_TIME_ORIGINAL), zone, utc_offset_minutes);
  auto const make = ascii_of(data, EXIF_IFD_0, EXIF_TAG_MAKE);
  auto const model = ascii_of(data, EXIF_IFD_0, EXIF_TAG_MODEL);
  photo.camera =
      model.starts_with(make) || model.empty() ? (model.empty() ? make : model) : make + " " + model;
  constexpr auto kLatitude = static_cast<ExifTag>(EXIF_TAG_GPS_LATITUDE);
  constexpr auto kLatitudeSide = static_cast<ExifTag>(EXIF_TAG_GPS_LATITUDE_REF);
  constexpr auto kLongitude = static_cast<ExifTag>(EXIF_TAG_GPS_LONGITUDE);
  constexpr auto kLongitudeSide = static_cast<ExifTag>(EXIF_TAG_GPS_LONGITUDE_REF);
  constexpr int kPole = 90, kHalfCircle = 180;
  auto const latitude = degrees_of(data, kLatitude, kLatitudeSide, 'S', kPole);
  auto const longitude = degrees_of(data, kLongitude, kLongitudeSide, 'W', kHalfCircle);
  // Null Island: what a receiver without a fix writes.
  if (latitude && longitude && !(latitude->is_zero() && longitude->is_zero()))
    photo.place = GeoPoint{*latitude, *longitude};
}

}  // namespace shian::material
