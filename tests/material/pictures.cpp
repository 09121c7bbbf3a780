#include "pictures.hpp"

#include <cstdio>
// first, as it uses FILE
#include <jpeglib.h>
#include <libexif/exif-data.h>
#include <png.h>

#include <cstdlib>
#include <cstring>
#include <random>
#include <stdexcept>

namespace shian::material::test {
namespace {

void add_entry(ExifData* data, ExifIfd ifd, int tag, ExifFormat format, unsigned long components,
               std::string const& bytes) {
  auto* const entry = exif_entry_new();
  exif_content_add_entry(data->ifd[ifd], entry);
  entry->tag = static_cast<ExifTag>(tag);
  entry->format = format;
  entry->components = components;
  entry->size = static_cast<unsigned>(bytes.size());
  entry->data = static_cast<unsigned char*>(std::calloc(1, bytes.size() + 1));
  std::memcpy(entry->data, bytes.data(), bytes.size());
  exif_entry_unref(entry);
}

void add_text(ExifData* data, ExifIfd ifd, int tag, std::string text) {
  text += '\0';
  add_entry(data, ifd, tag, EXIF_FORMAT_ASCII, text.size(), text);
}

void add_degrees(ExifData* data, int tag, std::array<ExifRational, 3> const& parts) {
  std::string bytes(24, '\0');
  for (std::size_t i = 0; i < parts.size(); ++i)
    exif_set_rational(reinterpret_cast<unsigned char*>(bytes.data()) + i * 8, EXIF_BYTE_ORDER_INTEL,
                      parts[i]);
  add_entry(data, EXIF_IFD_GPS, tag, EXIF_FORMAT_RATIONAL, 3, bytes);
}

std::string exif_of(Camera const& camera) {
  auto* const data = exif_data_new();
  exif_data_unset_option(data, EXIF_DATA_OPTION_FOLLOW_SPECIFICATION);
  exif_data_set_byte_order(data, EXIF_BYTE_ORDER_INTEL);
  std::string orientation(2, '\0');
  exif_set_short(reinterpret_cast<unsigned char*>(orientation.data()), EXIF_BYTE_ORDER_INTEL,
                 static_cast<ExifShort>(camera.orientation));
  add_entry(data, EXIF_IFD_0, EXIF_TAG_ORIENTATION, EXIF_FORMAT_SHORT, 1, orientation);
  if (camera.has_data) {
    add_text(data, EXIF_IFD_0, EXIF_TAG_MAKE, "Phone");
    add_text(data, EXIF_IFD_0, EXIF_TAG_MODEL, "X1");
    add_text(data, EXIF_IFD_EXIF, EXIF_TAG_DATE_TIME_ORIGINAL, "2022:06:15 08:30:00");
    add_text(data, EXIF_IFD_GPS, EXIF_TAG_GPS_LATITUDE_REF, "N");
    add_degrees(data, EXIF_TAG_GPS_LATITUDE, {{{28, 1}, {7, 1}, {2444160, 100000}}});
    add_text(data, EXIF_IFD_GPS, EXIF_TAG_GPS_LONGITUDE_REF, "E");
    add_degrees(data, EXIF_TAG_GPS_LONGITUDE, {{{120, 1}, {59, 1}, {1555440, 100000}}});
  }
  unsigned char* bytes = nullptr;
  unsigned size = 0;
  exif_data_save_data(data, &bytes, &size);
  std::string made(reinterpret_cast<char*>(bytes), size);
  std::free(bytes);
  exif_data_unref(data);
  return made;
}

}  // namespace

Grey scene(unsigned seed, int width, int height) {
  std::mt19937 random(seed);
  auto const below = [&](int most) { return static_cast<int>(random() % static_cast<unsigned>(most)); };
  Grey made{width, height, std::vector<std::uint8_t>(static_cast<std::size_t>(width * height))};
  int const slope_x = below(120) - 60, slope_y = below(120) - 60;
  for (int y = 0; y < height; ++y)
    for (int x = 0; x < width; ++x)
      made.pixels[static_cast<std::size_t>(y * width + x)] =
          static_cast<std::uint8_t>(128 + slope_x * x / width + slope_y * y / height);
  for (int shape = 0; shape < 14; ++shape) {
    int const middle_x = below(width), middle_y = below(height), half_x = 20 + below(width / 4),
              half_y = 20 + below(height / 4), tone = below(256);
    bool const is_round = below(2) == 0;
    for (int y = std::max(0, middle_y - half_y); y < std::min(height, middle_y + half_y); ++y) {
      for (int x = std::max(0, middle_x - half_x); x < std::min(width, middle_x + half_x); ++x) {
        double const a = static_cast<double>(x - middle_x) / half_x,
                     b = static_cast<double>(y - middle_y) / half_y;
        if (!is_round || a * a + b * b <= 1)
          made.pixels[static_cast<std::size_t>(y * width + x)] = static_cast<std::uint8_t>(tone);
      }
    }
  }
  for (auto& pixel : made.pixels) {
    int const grainy = pixel + below(9) - 4;
    pixel = static_cast<std::uint8_t>(std::min(255, std::max(0, grainy)));
  }
  return made;
}

Grey resized(Grey const& picture, int width, int height) {
  Grey made{width, height, std::vector<std::uint8_t>(static_cast<std::size_t>(width * height))};
  for (int y = 0; y < height; ++y)
    for (int x = 0; x < width; ++x)
      made.pixels[static_cast<std::size_t>(y * width + x)] = picture.pixels[static_cast<std::size_t>(
          (y * picture.height / height) * picture.width + x * picture.width / width)];
  return made;
}

Grey cropped(Grey const& picture, int percent) {
  int const side = picture.width * percent / 100, top = picture.height * percent / 100;
  Grey made{picture.width - 2 * side, picture.height - 2 * top, {}};
  for (int y = top; y < picture.height - top; ++y)
    for (int x = side; x < picture.width - side; ++x)
      made.pixels.push_back(picture.pixels[static_cast<std::size_t>(y * picture.width + x)]);
  return made;
}

void save_jpeg(std::filesystem::path const& file, Grey const& picture, int quality, Camera const& camera) {
  auto* const out = std::fopen(file.c_str(), "wb");
  if (out == nullptr) throw std::runtime_error("no file");
  jpeg_compress_struct info;
  jpeg_error_mgr errors;
  info.err = jpeg_std_error(&errors);
  jpeg_create_compress(&info);
  jpeg_stdio_dest(&info, out);
  info.image_width = static_cast<JDIMENSION>(picture.width);
  info.image_height = static_cast<JDIMENSION>(picture.height);
  info.input_components = 1;
  info.in_color_space = JCS_GRAYSCALE;
  jpeg_set_defaults(&info);
  jpeg_set_quality(&info, quality, TRUE);
  jpeg_start_compress(&info, TRUE);
  if (camera.has_data || camera.orientation != 1) {
    auto const exif = exif_of(camera);
    jpeg_write_marker(&info, JPEG_APP0 + 1, reinterpret_cast<JOCTET const*>(exif.data()),
                      static_cast<unsigned>(exif.size()));
  }
  while (info.next_scanline < info.image_height) {
    auto* row = const_cast<JSAMPROW>(picture.pixels.data()) +
                static_cast<std::size_t>(info.next_scanline) * info.image_width;
    jpeg_write_scanlines(&info, &row, 1);
  }
  jpeg_finish_compress(&info);
  jpeg_destroy_compress(&info);
  std::fclose(out);
}

void save_png(std::filesystem::path const& file, Grey const& picture) {
  png_image image{};
  image.version = PNG_IMAGE_VERSION;
  image.width = static_cast<png_uint_32>(picture.width);
  image.height = static_cast<png_uint_32>(picture.height);
  image.format = PNG_FORMAT_GRAY;
  if (png_image_write_to_file(&image, file.c_str(), 0, picture.pixels.data(), 0, nullptr) == 0)
    throw std::runtime_error("no file");
}

}  // namespace shian::material::test
