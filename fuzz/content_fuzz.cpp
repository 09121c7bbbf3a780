// Evidence files from the fuzzer's bytes: documents, tables, texts and pictures. What is read is valid, and
// what was put into words is found again. PDFs go to a program of their own and are left out.
#include <fstream>

#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "base/temporary_folder.hpp"
#include "base/text.hpp"
#include "material/content.hpp"
#include "material/words.hpp"

extern "C" int LLVMFuzzerTestOneInput(std::uint8_t const* data, std::size_t size) {
  using namespace shian;
  std::string_view const bytes(reinterpret_cast<char const*>(data), size);
  if (bytes.starts_with("%PDF-")) return 0;
  static TemporaryFolder const folder("fuzz");
  auto const file = folder.path() / "file";
  std::ofstream(file, std::ios::binary).write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
  auto const content = material::read_content(file, "file", kShanghaiOffsetMinutes);
  if (!content) {
    if (content.error().what.zh.empty() || content.error().what.en.empty()) std::abort();
    return 0;
  }
  if (!is_valid_utf8(content->text)) std::abort();
  auto const query = material::Query::parse(std::string_view(content->text).substr(0, 24));
  if (query && query->any_places_in(content->text).empty()) std::abort();
  (void)material::words_of(content->text);
  return 0;
}
