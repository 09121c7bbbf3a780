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

// A page's own address may end in a number with dots: /acceptance/2.1.3.
bool names_a_file(std::string_view path) {
  auto const name = path.substr(path.rfind('/') + 1);
  auto const dot = name.rfind('.');
  return dot != std::string_view::npos &&
         !std::ranges::all_of(name.substr(dot + 1), [](char c) { return c >= '0' && c <= '9'; });
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
