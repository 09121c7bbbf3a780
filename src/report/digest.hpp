// What a post has to do on a day, short enough for a message: what is late, what falls due, what the plan's
// dates bring, what waits to be confirmed. It tells of matters and never of people or units beside others.
#pragma once

#include <string>

#include "report/today.hpp"

namespace shian::report {

struct DigestWish {
  Language language = Language::zh;
  std::string desk;  // where the desk is reached, "https://shian.example.gov.cn"; "": no links
};

struct Digest {
  std::string subject;
  std::string plain, html;  // the same in two forms, UTF-8
  bool is_empty = true;     // nothing is late, falls due or ends within a week
};

/// Of a page read by `read_today`, whose names are masked and in its language. Ten lines of each part and how
/// many more there are; the longest late first, then the soonest. Simulated books say so in both forms and in
/// the subject.
[[nodiscard]] Digest digest_of(pack::Pack const& pack, Today const& today, DigestWish const& wish);

/// What a law is called among those who work by it: without 中华人民共和国 and without the year of its
/// edition.
[[nodiscard]] std::string short_law(std::string law);

}  // namespace shian::report
