#include "http/static_files.hpp"

#include <algorithm>
#include <array>

#include "base/file_bytes.hpp"
#include "base/hash.hpp"
#include "http/gzip.hpp"
#include "http/problem.hpp"

namespace shian::http {
namespace {

constexpr std::uintmax_t kMostBytes = 256U << 20U;
constexpr std::string_view kIndex = "/index.html";

struct Kind {
  std::string_view extension, type;
  bool packs;  // text does; pictures and fonts are packed already
};

constexpr std::array<Kind, 21> kKinds = {{
    {".html", "text/html; charset=utf-8", true},
    {".js", "text/javascript; charset=utf-8", true},
    {".mjs", "text/javascript; charset=utf-8", true},
    {".css", "text/css; charset=utf-8", true},
    {".json", "application/json", true},
    {".map", "application/json", true},
    {".webmanifest", "application/manifest+json", true},
    {".svg", "image/svg+xml", true},
    {".txt", "text/plain; charset=utf-8", true},
    {".csv", "text/csv; charset=utf-8", true},
    {".xml", "application/xml", true},
    {".wasm", "application/wasm", true},
    {".ico", "image/x-icon", true},
    {".ttf", "font/ttf", true},
    {".png", "image/png", false},
    {".jpg", "image/jpeg", false},
    {".jpeg", "image/jpeg", false},
    {".webp", "image/webp", false},
    {".woff", "font/woff", false},
    {".woff2", "font/woff2", false},
    {".pdf", "application/pdf", false},
}};

constexpr Kind kUnknown{"", "application/octet-stream", false};

Kind const& kind_of(std::filesystem::path const& file) {
  auto const extension = file.extension().string();
  for (auto const& kind : kKinds)
    if (same_name(kind.extension, extension)) return kind;
  return kUnknown;
}

// "app-1a2b3c4d.js", "app.1a2b3c4d.js": eight characters or more of a hash before the extension, with a digit
// or a capital among them, where a plain word ("date-picker") has none.
bool has_hash(std::string_view name) {
  auto const dot = name.rfind('.');
  auto const stem = name.substr(0, dot);
  constexpr std::size_t kShortest = 8;
  for (auto at = stem.find_first_of("-."); at != std::string_view::npos;
       at = stem.find_first_of("-.", at + 1)) {
    auto const part = stem.substr(at + 1);
    bool const is_word = std::none_of(
        part.begin(), part.end(), [](char c) { return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z'); });
    bool const is_hash = std::all_of(part.begin(), part.end(), [](char c) {
      return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' ||
             c == '-';
    });
    if (part.size() >= kShortest && is_hash && !is_word) return true;
  }
  return false;
}

// The items of a list header, one after another.
std::string_view next_item(std::string_view& rest) {
  auto const end = std::min(rest.find(','), rest.size());
  auto const item = without_blanks(rest.substr(0, end));
  rest.remove_prefix(std::min(end + 1, rest.size()));
  return item;
}

}  // namespace

bool names_etag(std::string_view if_none_match, std::string_view etag) {
  auto const strong = [](std::string_view tag) { return tag.starts_with("W/") ? tag.substr(2) : tag; };
  while (!if_none_match.empty()) {
    auto const item = next_item(if_none_match);
    if (item == "*" || strong(item) == strong(etag)) return true;
  }
  return false;
}

bool takes_gzip(std::string_view accept_encoding) {
  bool others = false;
  while (!accept_encoding.empty()) {
    auto const item = next_item(accept_encoding);
    auto const mark = std::min(item.find(';'), item.size());
    auto const coding = without_blanks(item.substr(0, mark));
    auto weight = without_blanks(item.substr(std::min(mark + 1, item.size())));
    bool taken = true;
    if (weight.starts_with("q=") || weight.starts_with("Q="))
      taken = weight.substr(2).find_first_of("123456789") != std::string_view::npos;
    if (same_name(coding, "gzip")) return taken;
    if (coding == "*") others = taken;
  }
  return others;
}

Expected<StaticFiles> StaticFiles::load(std::filesystem::path const& folder) {
  namespace fs = std::filesystem;
  auto const refuse = [](fs::path const& path, std::string const& zh, std::string const& en) {
    return std::unexpected(Error::make("http.static", zh + path.string(), en + path.string())
                               .hinting("应为网页构建所得的文件夹，且服务所用的用户可以读取",
                                        "this should be the folder of the built screens, readable by the "
                                        "server's user"));
  };
  std::error_code failed;
  fs::recursive_directory_iterator entry(folder, failed);
  if (failed) return refuse(folder, "文件夹无法读取：", "cannot read the folder ");
  StaticFiles made;
  std::uintmax_t bytes = 0;
  for (; entry != fs::recursive_directory_iterator(); entry.increment(failed)) {
    auto const& path = entry->path();
    bool const is_hidden = path.filename().string().starts_with('.');
    if (is_hidden && entry->is_directory()) entry.disable_recursion_pending();
    if (is_hidden || entry->is_symlink() || !entry->is_regular_file()) continue;
    bytes += entry->file_size();
    if (bytes > kMostBytes) return refuse(folder, "文件过多，放不进内存：", "too many bytes for memory in ");
    auto text = content_of(path);
    if (!text || text->size() != entry->file_size())
      return refuse(path, "文件无法读取：", "cannot read the file ");
    auto const& kind = kind_of(path);
    File file;
    file.type = kind.type;
    constexpr std::size_t kEnough = 32;  // 128 bits of the hash
    auto const hash = hex(sha256(*text)).substr(0, kEnough);
    file.etag = "\"" + hash + "\"";
    file.gzip_etag = "\"" + hash + "-gz\"";  // other bytes, and so another strong tag
    if (kind.packs) {
      auto packed = gzipped(*text, Packing::small);
      if (packed.size() < text->size()) file.gzip = std::make_shared<std::string const>(std::move(packed));
    }
    file.plain = std::make_shared<std::string const>(std::move(*text));
    auto const name = "/" + path.lexically_relative(folder).generic_string();
    file.never_changes = name.starts_with("/assets/") && has_hash(path.filename().string());
    made.files_.emplace(name, std::move(file));
  }
  if (failed) return refuse(folder, "文件夹无法读取：", "cannot read the folder ");
  return made;
}

Response StaticFiles::given(File const& file, Head const& head) {
  bool const packed = file.gzip && takes_gzip(head.header("accept-encoding"));
  auto const& etag = packed ? file.gzip_etag : file.etag;
  Response response;
  response.headers = {
      {"ETag", etag},
      {"Cache-Control", file.never_changes ? "public, max-age=31536000, immutable" : "no-cache"},
  };
  if (file.gzip) response.headers.push_back({"Vary", "Accept-Encoding"});
  if (names_etag(head.header("if-none-match"), etag)) {
    response.status = 304;
    return response;
  }
  response.headers.push_back({"Content-Type", file.type});
  response.headers.push_back({"X-Content-Type-Options", "nosniff"});
  if (packed) response.headers.push_back({"Content-Encoding", "gzip"});
  response.body = packed ? file.gzip : file.plain;
  return response;
}

std::optional<Response> StaticFiles::answer(Head const& head) const {
  if (head.method != Method::get && head.method != Method::head) return std::nullopt;
  auto const found = files_.find(head.path == "/" ? kIndex : std::string_view(head.path));
  if (found == files_.end()) return std::nullopt;
  return given(found->second, head);
}

std::optional<Response> StaticFiles::index(Head const& head) const {
  if (head.method != Method::get && head.method != Method::head) return std::nullopt;
  auto const found = files_.find(kIndex);
  if (found == files_.end()) return std::nullopt;
  return given(found->second, head);
}

}  // namespace shian::http
