// A head as any client or proxy may write it: the first line is the target, the others are fields.
#include <algorithm>
#include <cstdint>

#include "base/error.hpp"
#include "base/text.hpp"
#include "http/decode_head.hpp"
#include "http/static_files.hpp"

extern "C" int LLVMFuzzerTestOneInput(std::uint8_t const* data, std::size_t size) {
  std::string_view rest(reinterpret_cast<char const*>(data), size);
  auto const next = [&rest](char until) {
    auto const end = std::min(rest.find(until), rest.size());
    auto const part = rest.substr(0, end);
    rest.remove_prefix(std::min(end + 1, rest.size()));
    return part;
  };
  shian::http::RawHead raw;
  raw.target = next('\n');
  while (!rest.empty()) {
    auto const line = next('\n');
    auto const colon = std::min(line.find(':'), line.size());
    raw.headers.push_back(
        {std::string(line.substr(0, colon)), std::string(line.substr(std::min(colon + 1, line.size())))});
  }
  static std::vector<std::string> const trusted = {"127.0.0.1", "::1"};
  auto const head = shian::http::decode_head(std::move(raw), {"127.0.0.1", false}, trusted);
  if (!head) {
    SHIAN_ASSERT(head.error() == 400 || head.error() == 501);
    return 0;
  }
  SHIAN_ASSERT(head->path.starts_with('/') && shian::is_valid_utf8(head->path));
  SHIAN_ASSERT(head->path.find("/../") == std::string::npos && !head->path.ends_with("/.."));
  SHIAN_ASSERT(head->path.find("//") == std::string::npos && head->path.find('\\') == std::string::npos);
  SHIAN_ASSERT(std::none_of(head->path.begin(), head->path.end(),
                            [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7f; }));
  SHIAN_ASSERT(head->peer == shian::http::plain_address(head->peer));
  SHIAN_ASSERT(head->id.empty() || (head->id.size() >= 8 && head->id.size() <= 64));
  auto const framing = [&head](std::string_view name) {
    return std::count_if(head->headers.begin(), head->headers.end(),
                         [name](auto const& header) { return header.name == name; });
  };
  SHIAN_ASSERT(framing("Content-Length") + framing("Transfer-Encoding") <= 1 && framing("Host") <= 1);
  static_cast<void>(head->cookie("session"));
  static_cast<void>(shian::http::takes_gzip(head->header("accept-encoding")));
  static_cast<void>(shian::http::names_etag(head->header("if-none-match"), "\"a\""));
  return 0;
}
