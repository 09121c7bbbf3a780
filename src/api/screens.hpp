// The built desk in the browser: its files, and the one page that stands at every address the desk makes
// itself.
#pragma once

#include "http/static_files.hpp"

namespace shian::api {

class Screens {
 public:
  /// Errors: as http::StaticFiles::load; a folder without index.html.
  [[nodiscard]] static Expected<Screens> load(std::filesystem::path const& folder);

  /// A file of the folder; index.html for every other address of the desk ("/registers/complaint/17").
  /// Nothing for the API's addresses, for other methods than GET and HEAD, and for files that are not there.
  [[nodiscard]] std::optional<http::Response> answer(http::Head const& head) const;

 private:
  explicit Screens(http::StaticFiles files) : files_(std::move(files)) {}
  http::StaticFiles files_;
};

}  // namespace shian::api
