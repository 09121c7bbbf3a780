// A pack file of any bytes: it loads, or every fault says what and where.
#include <unistd.h>

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <filesystem>
#include <fstream>

#include "pack/load.hpp"

namespace {

std::filesystem::path const& folder() {
  static std::filesystem::path const made = [] {
    auto pattern = (std::filesystem::temp_directory_path() / "shian-fuzz-XXXXXX").string();
    if (::mkdtemp(pattern.data()) == nullptr) std::abort();
    std::filesystem::create_directory(std::filesystem::path(pattern) / "city");
    std::ofstream(std::filesystem::path(pattern) / "city" / "pack.yaml")
        << "pack: {id: city, name: City, version: \"1\", source: fuzz}\n";
    static std::filesystem::path kept;
    kept = pattern;
    std::atexit([] {
      std::error_code ignored;
      std::filesystem::remove_all(kept, ignored);
    });
    return std::filesystem::path(pattern) / "city";
  }();
  return made;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(std::uint8_t const* data, std::size_t size) {
  {
    std::ofstream out(folder() / "part.yaml", std::ios::binary | std::ios::trunc);
    out.write(reinterpret_cast<char const*>(data), static_cast<std::streamsize>(size));
  }
  auto const loaded = shian::pack::load(folder());
  if (!loaded) {
    SHIAN_ASSERT(!loaded.error().empty());
    for (auto const& fault : loaded.error()) SHIAN_ASSERT(!fault.what.zh.empty() && !fault.what.en.empty());
  }
  return 0;
}
