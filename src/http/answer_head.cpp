#include "http/answer_head.hpp"

#include <array>
#include <ctime>
#include <random>

#include "http/problem.hpp"

namespace shian::http {
namespace {

// IMF-fixdate (RFC 9110, 5.6.7), made once a second.
std::string_view date_now() {
  thread_local std::time_t made = 0;
  thread_local std::array<char, 40> text{};
  auto const now = std::time(nullptr);
  if (now != made) {
    made = now;
    std::tm parts{};
    ::gmtime_r(&now, &parts);
    std::strftime(text.data(), text.size(), "%a, %d %b %Y %H:%M:%S GMT", &parts);
  }
  return text.data();
}

}  // namespace

std::string random_id() {
  thread_local std::mt19937_64 generator{std::random_device{}()};
  constexpr std::string_view kDigits = "0123456789abcdef";
  std::string id(16, '0');
  auto bits = generator();
  for (auto& digit : id) {
    digit = kDigits[bits & 15U];
    bits >>= 4U;
  }
  return id;
}

void add_header(std::string& head, std::string_view name, std::string_view value) {
  head += name;
  head += ": ";
  for (char const c : value)
    if (c != '\r' && c != '\n') head += c;
  head += "\r\n";
}

std::string answer_head(Response const& response, std::string_view id, After after) {
  std::string head;
  head.reserve(512);
  head += "HTTP/1.1 ";
  head += std::to_string(response.status);
  head += ' ';
  head += reason_of(response.status);
  head += "\r\n";
  add_header(head, "Date", date_now());
  add_header(head, "X-Request-Id", id);
  if (after == After::close) add_header(head, "Connection", "close");
  for (auto const& header : response.headers) add_header(head, header.name, header.value);
  return head;
}

}  // namespace shian::http
