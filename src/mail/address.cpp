#include "mail/address.hpp"

#include <algorithm>

#include "base/text.hpp"

namespace shian::mail {
namespace {

constexpr std::size_t kLongest = 254, kLongestLocal = 64, kLongestLabel = 63;  // RFC 5321, 4.5.3.1; RFC 1035

bool is_letter_or_digit(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
}

bool is_atom(std::string_view atom) {
  constexpr std::string_view kMarks = "!#$%&'*+-/=?^_`{|}~";
  return !atom.empty() && std::ranges::all_of(atom, [&](char c) {
    return is_letter_or_digit(c) || kMarks.find(c) != std::string_view::npos;
  });
}

bool is_label(std::string_view label) {
  return !label.empty() && label.size() <= kLongestLabel && label.front() != '-' && label.back() != '-' &&
         std::ranges::all_of(label, [](char c) { return is_letter_or_digit(c) || c == '-'; });
}

bool is_address(std::string_view address) {
  auto const at = address.rfind('@');
  if (at == std::string_view::npos || address.size() > kLongest || at > kLongestLocal) return false;
  return std::ranges::all_of(split(address.substr(0, at), '.'), is_atom) &&
         std::ranges::all_of(split(address.substr(at + 1), '.'), is_label);
}

}  // namespace

Expected<void> check_address(std::string_view address) {
  if (is_address(address)) return {};
  return std::unexpected(Error::make("mail.address", "这不是邮箱地址", "this is no mail address")
                             .hinting("格式如 zhang.san@yueqing.gov.cn，不用中文和空格",
                                      "such as zhang.san@yueqing.gov.cn, in ASCII and without blanks"));
}

}  // namespace shian::mail
