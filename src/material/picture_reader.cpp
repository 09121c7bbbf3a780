#include <cstdio>
// first, as it uses FILE
#include <jerror.h>
#include <jpeglib.h>
#include <png.h>

#include <algorithm>
#include <csetjmp>
#include <memory>

#include "material/likeness.hpp"
#include "material/readers.hpp"

namespace shian::material {
namespace {

struct Close {
  void operator()(std::FILE* file) const { std::fclose(file); }
};
using File = std::unique_ptr<std::FILE, Close>;

std::unexpected<Error> damaged() {
  return std::unexpected(
      Error::make("material.damaged", "图片已损坏或没有传完整", "the picture is damaged or cut off")
          .hinting("请重新发送", "send it again"));
}

std::unexpected<Error> too_many_pixels(std::uint64_t most) {
  auto const millions = std::to_string(most >> 20U);
  return fail("material.large", "图片超过 " + millions + " 百万像素",
              "the picture has over " + millions + " million pixels");
}

void finish(Content& content, Grey grey) {
  auto& photo = *content.photo;
  photo.likeness = likeness_of(upright(std::move(grey), photo.orientation));
  if (!photo.likeness) content.notes.push_back({"图片只有一种颜色", "the picture shows one colour alone"});
}

// libjpeg tells of faults by calling; a jump is its way back, so nothing that must be destroyed may stand
// between: the decoder's own state is here, what it fills is the caller's.
struct Decoder {
  jpeg_decompress_struct info;
  jpeg_error_mgr errors;
  jpeg_progress_mgr progress;
  std::jmp_buf back;
  bool is_made = false;
};

[[noreturn]] void jump_back(j_common_ptr info) {
  std::longjmp(static_cast<Decoder*>(info->client_data)->back, 1);
}
void say_nothing(j_common_ptr) {}
// Of what libjpeg merely warns of, these mean that a part of the picture is made up.
void note_loss(j_common_ptr info, int level) {
  int const code = info->err->msg_code;
  if (level < 0 && (code == JWRN_JPEG_EOF || code == JWRN_HIT_MARKER || code == JWRN_HUFF_BAD_CODE))
    ++info->err->num_warnings;
}

// A progressive picture may come in thousands of passes over the same pixels.
void watch_passes(j_common_ptr info) {
  constexpr int kMostPasses = 100;
  if (info->is_decompressor && reinterpret_cast<j_decompress_ptr>(info)->input_scan_number > kMostPasses)
    jump_back(info);
}

// Reads the head. False: it is broken.
bool open_jpeg(Decoder& decoder, std::FILE* file) {
  decoder.info.err = jpeg_std_error(&decoder.errors);
  decoder.errors.error_exit = jump_back;
  decoder.errors.output_message = say_nothing;
  decoder.errors.emit_message = note_loss;
  decoder.info.client_data = &decoder;
  if (setjmp(decoder.back) != 0) return false;  // NOLINT: libjpeg's way
  jpeg_create_decompress(&decoder.info);
  decoder.is_made = true;
  decoder.info.client_data = &decoder;
  decoder.progress.progress_monitor = watch_passes;
  decoder.info.progress = &decoder.progress;
  constexpr unsigned kLongestSegment = 0xFFFF;
  jpeg_save_markers(&decoder.info, JPEG_APP0 + 1, kLongestSegment);
  jpeg_stdio_src(&decoder.info, file);
  return jpeg_read_header(&decoder.info, TRUE) == JPEG_HEADER_OK;
}

// Begins to decode, as small as suffices. False: it is broken, or in colours that have no brightness.
bool start_jpeg(Decoder& decoder) {
  if (setjmp(decoder.back) != 0) return false;  // NOLINT
  auto& info = decoder.info;
  constexpr unsigned kEnough = 256, kFull = 8;
  info.scale_denom = kFull;
  info.scale_num = kFull;
  while (info.scale_num > 1 &&
         std::min(info.image_width, info.image_height) * info.scale_num / (2 * kFull) >= kEnough)
    info.scale_num /= 2;
  bool const has_brightness = info.jpeg_color_space == JCS_YCbCr || info.jpeg_color_space == JCS_GRAYSCALE ||
                              info.jpeg_color_space == JCS_RGB;
  if (!has_brightness) return false;
  info.out_color_space = JCS_GRAYSCALE;
  info.dct_method = JDCT_IFAST;
  info.do_fancy_upsampling = FALSE;
  return jpeg_start_decompress(&info) != FALSE;
}

bool read_lines(Decoder& decoder, std::uint8_t* pixels) {
  if (setjmp(decoder.back) != 0) return false;  // NOLINT
  auto& info = decoder.info;
  while (info.output_scanline < info.output_height) {
    JSAMPROW row = pixels + static_cast<std::size_t>(info.output_scanline) * info.output_width;
    if (jpeg_read_scanlines(&info, &row, 1) != 1) return false;
  }
  return true;
}

struct DestroyDecoder {
  void operator()(Decoder* decoder) const {
    if (decoder->is_made) jpeg_destroy_decompress(&decoder->info);
    delete decoder;
  }
};

}  // namespace

Expected<Content> read_jpeg(std::filesystem::path const& path, int utc_offset_minutes,
                            ReadLimits const& limits) {
  File const file(std::fopen(path.c_str(), "rb"));
  if (!file) return fail("material.missing", "文件无法读取", "the file cannot be read");
  std::unique_ptr<Decoder, DestroyDecoder> const decoder(new Decoder{});
  if (!open_jpeg(*decoder, file.get())) return damaged();
  auto& info = decoder->info;
  if (std::uint64_t{info.image_width} * info.image_height > limits.pixels)
    return too_many_pixels(limits.pixels);
  Content content;
  content.kind = ContentKind::picture;
  auto& photo = content.photo.emplace();
  photo.width = static_cast<int>(info.image_width);
  photo.height = static_cast<int>(info.image_height);
  for (auto const* marker = info.marker_list; marker != nullptr; marker = marker->next) {
    std::string_view const segment(reinterpret_cast<char const*>(marker->data), marker->data_length);
    if (segment.starts_with("Exif")) {
      read_exif(segment, utc_offset_minutes, photo);
      break;
    }
  }
  if (!start_jpeg(*decoder)) {
    bool const is_print = info.jpeg_color_space == JCS_CMYK || info.jpeg_color_space == JCS_YCCK;
    if (!is_print) return damaged();
    content.notes.push_back({"印刷色（CMYK）图片，不参与相同照片的比对",
                             "a picture in printing colours (CMYK): it is not compared with others"});
    return content;
  }
  Grey grey{static_cast<int>(info.output_width), static_cast<int>(info.output_height), {}};
  grey.pixels.resize(std::size_t{info.output_width} * info.output_height);
  if (!read_lines(*decoder, grey.pixels.data()) || decoder->errors.num_warnings > 0) return damaged();
  finish(content, std::move(grey));
  return content;
}

Expected<Content> read_png(std::filesystem::path const& path, ReadLimits const& limits) {
  struct Free {
    void operator()(png_image* image) const {
      png_image_free(image);
      delete image;
    }
  };
  std::unique_ptr<png_image, Free> const image(new png_image{});
  image->version = PNG_IMAGE_VERSION;
  if (png_image_begin_read_from_file(image.get(), path.c_str()) == 0) return damaged();
  if (std::uint64_t{image->width} * image->height > limits.pixels) return too_many_pixels(limits.pixels);
  Content content;
  content.kind = ContentKind::picture;
  auto& photo = content.photo.emplace();
  photo.width = static_cast<int>(image->width);
  photo.height = static_cast<int>(image->height);
  image->format = PNG_FORMAT_GRAY;
  Grey grey{photo.width, photo.height, {}};
  grey.pixels.resize(PNG_IMAGE_SIZE(*image));
  png_color const white = {0xFF, 0xFF, 0xFF};  // what a drawing without a ground stands on
  if (png_image_finish_read(image.get(), &white, grey.pixels.data(), 0, nullptr) == 0) return damaged();
  finish(content, std::move(grey));
  return content;
}

}  // namespace shian::material
