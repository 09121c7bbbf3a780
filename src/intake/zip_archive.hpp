// A ZIP file from outside, read with suspicion.
#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.hpp"
#include "intake/table_reader.hpp"

struct zip;
struct zip_file;

namespace shian::intake {

/// One entry being inflated. Its checksum is verified when the end is reached.
class ZipStream {
 public:
  /// As many bytes as there are, at most `capacity`; 0 at the end.
  /// Errors: damaged data, more bytes than the limits allow (whatever the directory claims).
  [[nodiscard]] Expected<std::size_t> read(char* out, std::size_t capacity);

 private:
  friend class ZipArchive;
  struct Close {
    void operator()(zip_file* file) const;
  };
  std::unique_ptr<zip_file, Close> file_;
  std::string name_;
  std::string entry_;
  std::uint64_t given_ = 0;
  std::uint64_t most_ = 0;
};

class ZipArchive {
 public:
  /// Errors: damaged or cut off, too many entries.
  static Expected<ZipArchive> open(std::filesystem::path const& file, Limits const& limits);
  static Expected<ZipArchive> open(std::string bytes, std::string name, Limits const& limits);

  [[nodiscard]] bool has(std::string_view entry) const;
  /// The entries' names as they stand in the archive, in its order.
  [[nodiscard]] std::vector<std::string> entries() const;
  /// Errors: no such entry, password-protected, an unusual compression, beyond the limits of size or ratio.
  [[nodiscard]] Expected<ZipStream> stream(std::string const& entry) const;
  /// The whole of a small part that is XML. Errors: as above, and a document type (entities are not expanded
  /// here).
  [[nodiscard]] Expected<std::string> read_xml(std::string const& entry) const;

 private:
  struct Close {
    void operator()(zip* archive) const;
  };
  Expected<void> check() const;
  Error error(std::string code, std::string zh, std::string en) const;

  std::shared_ptr<std::string const> bytes_;
  std::unique_ptr<zip, Close> archive_;
  std::string name_;
  Limits limits_;
};

}  // namespace shian::intake
