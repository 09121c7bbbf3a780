#include "api/screens.hpp"

#include <algorithm>
#include <array>

namespace shian::api {
namespace {

// What the desk's page may load and who may frame it: nothing from elsewhere, nobody. Styles are written into
// elements by the components; scripts are not.
constexpr std::string_view kPolicy =
    "default-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; connect-src 'self'; "
    "font-src 'self' data:; object-src 'none'; frame-ancestors 'none'; base-uri 'self'; form-action 'self'";

bool is_apart(std::string_view path) {
  constexpr std::array<std::string_view, 5> kApart = {"/api", "/auth", "/healthz", "/readyz", "/metrics"};
  return std::any_of(kApart.begin(), kApart.end(), [&](std::string_view start) {
    return path.starts_with(start) && (path.size() == start.size() || path[start.size()] == '/');
  });
}

bool names_a_file(std::string_view path) {
  return path.substr(path.rfind('/') + 1).find('.') != std::string_view::npos;
}

}  // namespace

Expected<Screens> Screens::load(std::filesystem::path const& folder) {
  auto files = http::StaticFiles::load(folder);
  if (!files) return std::unexpected(files.error());
  http::Head head;
  head.path = "/";
  if (!files->index(head)) {
    auto const name = folder.string();
    return std::unexpected(
        Error::make("api.screens", name + " 中没有 index.html", name + " has no index.html")
            .hinting("先构建网页：cd web && npm ci && npm run build",
                     "build the screens first: cd web && npm ci && npm run build"));
  }
  return Screens(std::move(*files));
}

std::optional<http::Response> Screens::answer(http::Head const& head) const {
  if (is_apart(head.path)) return std::nullopt;
  auto found = files_.answer(head);
  if (!found && !names_a_file(head.path)) found = files_.index(head);
  if (!found) return std::nullopt;
  found->headers.push_back({"Content-Security-Policy", std::string(kPolicy)});
  found->headers.push_back({"Referrer-Policy", "same-origin"});
  return found;
}

}  // namespace shian::api
