#include "mail/message.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "mail/base64.hpp"

namespace shian::mail {
namespace {

// Base64 has no underscore: no line of a part can look like this.
constexpr std::string_view kBoundary = "=_shian_parts";
constexpr std::size_t kLongestLine = 76;  // RFC 2045, 6.8
constexpr std::size_t kWordBytes =
    39;  // of UTF-8 in an encoded word: 64 characters, behind the name 76 at most

bool is_plain(std::string_view text) {
  // "=?" would begin an encoded word; a long header would have to be folded.
  return text.size() <= 60 && text.find("=?") == std::string_view::npos &&
         std::ranges::all_of(text, [](char c) { return c >= ' ' && c <= '~'; });
}

// Text goes with CRLF, whatever its encoding (RFC 2046, 4.1.1).
std::string with_crlf(std::string_view text) {
  std::string made;
  for (char const c : text) {
    if (c == '\n') made += '\r';
    if (c != '\r') made += c;
  }
  return made;
}

void put_part(std::string& out, std::string_view type, std::string_view text) {
  out += fmt::format("--{}\r\nContent-Type: {}; charset=utf-8\r\nContent-Transfer-Encoding: base64\r\n\r\n",
                     kBoundary, type);
  auto const encoded = base64(with_crlf(text));
  for (std::size_t at = 0; at < encoded.size(); at += kLongestLine)
    out.append(encoded, at, kLongestLine).append("\r\n");
}

// RFC 5322, 3.3: "Fri, 30 Sep 2022 08:00:00 +0800".
std::string date_text(Timestamp at, int offset_minutes) {
  constexpr std::array kDays = {"Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"};
  constexpr std::array kMonths = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                  "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
  auto const day = at.day(offset_minutes);
  auto const civil = day.civil();
  auto const written = at.to_string(offset_minutes);  // "2022-09-30T08:00:00+08:00"
  auto const minutes = offset_minutes < 0 ? -offset_minutes : offset_minutes;
  return fmt::format("{}, {} {} {} {} {}{:02}{:02}", kDays[static_cast<std::size_t>(day.iso_weekday() - 1)],
                     civil.day, kMonths[static_cast<std::size_t>(civil.month - 1)], civil.year,
                     written.substr(11, 8), offset_minutes < 0 ? '-' : '+', minutes / 60, minutes % 60);
}

std::string encoded_words(std::string_view text) {
  std::string made;
  for (std::size_t at = 0; at < text.size();) {
    auto end = std::min(text.size(), at + kWordBytes);
    // No character is cut between two words (RFC 2047, 5).
    while (end < text.size() && end > at + 1 && (static_cast<unsigned char>(text[end]) & 0xC0U) == 0x80U)
      --end;
    if (!made.empty()) made += "\r\n ";
    made += "=?UTF-8?B?" + base64(text.substr(at, end - at)) + "?=";
    at = end;
  }
  return made;
}

// A name is a phrase: what is more than words and blanks is encoded, which saves quoting it.
std::string mailbox_text(Mailbox const& box) {
  if (box.name.empty()) return box.address;
  bool const is_phrase = is_plain(box.name) && std::ranges::all_of(box.name, [](char c) {
                           return c == ' ' || c == '-' || (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') ||
                                  (c >= 'a' && c <= 'z');
                         });
  return (is_phrase ? box.name : encoded_words(box.name)) + "\r\n <" + box.address + ">";
}

std::string domain_of(std::string const& address) { return address.substr(address.rfind('@') + 1); }

}  // namespace

std::string header_text(std::string_view text) {
  return is_plain(text) ? std::string(text) : encoded_words(text);
}

std::string wire_text(Message const& message) {
  std::string out;
  auto const put = [&out](std::string_view name, std::string const& value) {
    out.append(name).append(": ").append(value).append("\r\n");
  };
  put("From", mailbox_text(message.from));
  put("To", mailbox_text(message.to));
  put("Subject", header_text(message.subject));
  put("Date", date_text(message.date, message.utc_offset_minutes));
  put("Message-ID", "<" + message.id + "@" + domain_of(message.from.address) + ">");
  put("Auto-Submitted", "auto-generated");
  put("Content-Language", message.language);
  put("MIME-Version", "1.0");
  put("Content-Type", fmt::format("multipart/alternative;\r\n boundary=\"{}\"", kBoundary));
  out += "\r\n";
  put_part(out, "text/plain", message.plain);
  put_part(out, "text/html", message.html);
  out += fmt::format("--{}--\r\n", kBoundary);
  return out;
}

}  // namespace shian::mail
