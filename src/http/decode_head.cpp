#include "http/decode_head.hpp"

#include <arpa/inet.h>

#include <algorithm>
#include <array>

#include "http/problem.hpp"
#include "http/target.hpp"

namespace shian::http {
namespace {

bool is_request_id(std::string_view text) {
  return text.size() >= 8 && text.size() <= 64 && std::all_of(text.begin(), text.end(), [](char c) {
           return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '-';
         });
}

// A proxy that adds a line of its own adds it below the client's.
std::string_view last_of(std::vector<Header> const& headers, std::string_view name) {
  for (auto header = headers.rbegin(); header != headers.rend(); ++header)
    if (same_name(header->name, name)) return without_blanks(header->value);
  return {};
}

// Each proxy appended whom it heard from: read from the end, the first that is no proxy of ours is the
// client. What stands before him he may have written himself.
std::string client_of(std::vector<Header> const& headers, std::string_view peer,
                      std::span<std::string const> trusted_proxies) {
  std::string client(peer);
  for (auto header = headers.rbegin(); header != headers.rend(); ++header) {
    if (!same_name(header->name, "x-forwarded-for")) continue;
    std::string_view chain = header->value;
    while (true) {
      auto const comma = chain.rfind(',');
      auto const step =
          plain_address(without_blanks(comma == std::string_view::npos ? chain : chain.substr(comma + 1)));
      if (!step) return client;
      client = *step;
      if (std::find(trusted_proxies.begin(), trusted_proxies.end(), client) == trusted_proxies.end())
        return client;
      if (comma == std::string_view::npos) break;
      chain = chain.substr(0, comma);
    }
  }
  return client;
}

// 0, or the status to refuse with. Two readings of one head, ours and a proxy's, would let a request hide in
// another's body: what could be read twice is refused (RFC 9112, section 6).
int framing_fault(RawHead const& raw) {
  int hosts = 0;
  int codings = 0;
  int lengths = 0;
  for (auto const& [name, value] : raw.headers) {
    if (same_name(name, "host")) ++hosts;
    if (same_name(name, "content-length"))
      lengths += 1 + static_cast<int>(std::count(value.begin(), value.end(), ','));
    if (same_name(name, "transfer-encoding")) {
      ++codings;
      if (!same_name(without_blanks(value), "chunked")) return 501;
    }
  }
  if (hosts > 1 || (hosts == 0 && raw.version == 11)) return 400;
  if (codings + lengths > 1 || (codings == 1 && raw.version != 11)) return 400;
  return 0;
}

}  // namespace

std::optional<std::string> plain_address(std::string_view text) {
  std::array<char, INET6_ADDRSTRLEN> given{};
  if (text.empty() || text.size() >= given.size()) return std::nullopt;
  std::copy(text.begin(), text.end(), given.begin());
  std::array<char, INET6_ADDRSTRLEN> written{};
  ::in_addr four{};
  if (::inet_pton(AF_INET, given.data(), &four) == 1)
    return ::inet_ntop(AF_INET, &four, written.data(), written.size());
  ::in6_addr six{};
  if (::inet_pton(AF_INET6, given.data(), &six) != 1) return std::nullopt;
  constexpr std::size_t kFourBegins = 12;
  if (IN6_IS_ADDR_V4MAPPED(&six))
    return ::inet_ntop(AF_INET, &six.s6_addr[kFourBegins], written.data(), written.size());
  return ::inet_ntop(AF_INET6, &six, written.data(), written.size());
}

std::expected<Head, int> decode_head(RawHead raw, Hop const& hop,
                                     std::span<std::string const> trusted_proxies) {
  auto target = decode_target(raw.target);
  if (!target) return std::unexpected(400);
  if (int const fault = framing_fault(raw)) return std::unexpected(fault);
  Head head;
  head.method = raw.method;
  head.path = std::move(target->path);
  head.query = std::move(target->query);
  head.headers = std::move(raw.headers);
  head.content_length = raw.content_length;
  head.peer = hop.peer;
  head.secure = hop.is_tls;
  if (std::find(trusted_proxies.begin(), trusted_proxies.end(), hop.peer) != trusted_proxies.end()) {
    head.peer = client_of(head.headers, hop.peer, trusted_proxies);
    if (auto const scheme = last_of(head.headers, "x-forwarded-proto"); !scheme.empty())
      head.secure = same_name(scheme, "https");
    if (auto const id = last_of(head.headers, "x-request-id"); is_request_id(id)) head.id = id;
  }
  return head;
}

}  // namespace shian::http
