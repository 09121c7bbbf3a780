// A message to one person, as it goes over the wire.
#pragma once

#include <string>
#include <string_view>

#include "base/day.hpp"

namespace shian::mail {

struct Mailbox {
  std::string address;    // one that check_address lets through
  std::string name = {};  // in any script; "": none
};

struct Message {
  Mailbox from, to;
  std::string subject;      // in any script
  std::string plain, html;  // the same in two forms (RFC 2046, 5.1.4), UTF-8, lines ended by \n
  std::string language;     // of the text: "zh-CN"
  Timestamp date;
  int utc_offset_minutes = 0;  // in which the date is written
  std::string id;              // of all messages ever, what stands before the @: letters, digits, dots
};

/// Headers and parts with CRLF, all ASCII; marked as made by a program (RFC 3834), so that nobody's absence
/// note answers it.
[[nodiscard]] std::string wire_text(Message const& message);

/// RFC 2047: printable ASCII as it is, else encoded words of at most 75 characters, folded between them.
[[nodiscard]] std::string header_text(std::string_view text);

}  // namespace shian::mail
