// A folder of files held in memory: the desk's screens, given out with what lets browsers keep them.
#pragma once

#include <filesystem>
#include <map>
#include <memory>
#include <optional>
#include <string>

#include "http/message.hpp"

namespace shian::http {

class StaticFiles {
 public:
  /// Reads all regular files below `folder`, once; symbolic links and names that begin with a dot are left
  /// out. Errors: no such folder, a file that cannot be read, more bytes than belong into memory.
  [[nodiscard]] static Expected<StaticFiles> load(std::filesystem::path const& folder);

  /// The file at the path of a GET or HEAD ("/" is index.html): 200, or 304 for who has it already. Nothing
  /// for other methods and paths.
  [[nodiscard]] std::optional<Response> answer(Head const& head) const;
  /// index.html, whatever the path: for the addresses that a single-page application makes itself.
  [[nodiscard]] std::optional<Response> index(Head const& head) const;
  [[nodiscard]] std::size_t size() const { return files_.size(); }

 private:
  struct File {
    std::shared_ptr<std::string const> plain, gzip;  // gzip: null when packing gains nothing
    std::string type, etag, gzip_etag;
    bool never_changes = false;  // its name holds a hash of what is in it
  };
  [[nodiscard]] static Response given(File const& file, Head const& head);

  std::map<std::string, File, std::less<>> files_;  // by path, "/assets/app-1a2b3c4d.js"
};

/// Whether an If-None-Match header names this ETag ("*" names all), compared weakly (RFC 9110, 13.1.2).
[[nodiscard]] bool names_etag(std::string_view if_none_match, std::string_view etag);
/// Whether an Accept-Encoding header takes gzip: named, or "*", and not with q=0 (RFC 9110, 12.5.3).
[[nodiscard]] bool takes_gzip(std::string_view accept_encoding);

}  // namespace shian::http
