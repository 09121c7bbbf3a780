#include "intake/xml_scanner.hpp"

#include <algorithm>
#include <charconv>

#include "base/utf8.hpp"

namespace shian::intake {
namespace {

constexpr std::size_t kXmlBuffer = std::size_t{1} << 18;
constexpr std::size_t kLongestToken = std::size_t{4} << 20;

constexpr bool is_space(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; }

std::string_view without_prefix(std::string_view name) {
  auto const colon = name.find(':');
  return colon == std::string_view::npos ? name : name.substr(colon + 1);
}

}  // namespace

XmlScanner::XmlScanner(Read read, std::string file, std::string part)
    : read_(std::move(read)), file_(std::move(file)), part_(std::move(part)), buffer_(kXmlBuffer) {}

bool XmlScanner::more() {
  if (at_end_ || error_) return false;
  if (begin_ > 0) {
    std::memmove(buffer_.data(), buffer_.data() + begin_, end_ - begin_);
    end_ -= begin_;
    begin_ = 0;
  }
  if (end_ == buffer_.size()) {
    if (buffer_.size() >= kLongestToken) {
      fail("intake.xml", "标签或文字超过 4 MB", "a tag or text is longer than 4 MB");
      return false;
    }
    buffer_.resize(buffer_.size() * 2);
  }
  auto const count = read_(buffer_.data() + end_, buffer_.size() - end_);
  if (!count) {
    error_ = count.error();
    return false;
  }
  end_ += *count;
  if (*count == 0) at_end_ = true;
  return *count > 0;
}

XmlScanner::Token XmlScanner::fail(std::string code, std::string zh, std::string en) {
  error_ = Error::make(std::move(code), part_ + ":" + zh, part_ + ": " + en).at({file_, 0, 0});
  return Token::fault;
}

XmlScanner::Token XmlScanner::next() {
  for (;;) {
    if (error_) return Token::fault;
    if (begin_ == end_) {
      if (more()) continue;
      return error_ ? Token::fault : Token::done;
    }
    char const* const first = buffer_.data() + begin_;
    if (*first == '<') {
      auto const token = markup();
      if (token != Token::text || !text_.empty()) return token;
      continue;
    }
    auto const* const open = static_cast<char const*>(std::memchr(first, '<', end_ - begin_));
    if (!open && more()) continue;
    if (error_) return Token::fault;
    char const* const from = buffer_.data() + begin_;
    auto const length = open ? static_cast<std::size_t>(open - from) : end_ - begin_;
    text_ = {from, length};
    begin_ += length;
    if (std::memchr(text_.data(), '&', text_.size())) {
      decoded_.clear();
      append_decoded(decoded_, text_);
      text_ = decoded_;
    }
    return Token::text;
  }
}

bool XmlScanner::skip_past(std::string_view mark) {
  for (;;) {
    std::string_view const rest(buffer_.data() + begin_, end_ - begin_);
    auto const at = rest.find(mark);
    if (at != std::string_view::npos) {
      begin_ += at + mark.size();
      return true;
    }
    if (rest.size() >= mark.size()) begin_ += rest.size() - mark.size() + 1;
    if (!more()) return false;
  }
}

// An empty text stands for "passed over".
XmlScanner::Token XmlScanner::markup() {
  constexpr std::string_view kCdata = "<![CDATA[";
  while (end_ - begin_ < kCdata.size() && more()) {
  }
  if (error_) return Token::fault;
  std::string_view const rest(buffer_.data() + begin_, end_ - begin_);
  text_ = {};
  auto const cut = [this] {
    return error_ ? Token::fault : fail("intake.damaged", "内容不完整", "the content is cut off");
  };
  if (rest.starts_with("<?")) {
    begin_ += 2;
    return skip_past("?>") ? Token::text : cut();
  }
  if (rest.starts_with("<!--")) {
    begin_ += 4;
    return skip_past("-->") ? Token::text : cut();
  }
  if (rest.starts_with(kCdata)) {
    for (;;) {
      std::string_view const body(buffer_.data() + begin_, end_ - begin_);
      auto const close = body.find("]]>");
      if (close != std::string_view::npos) {
        text_ = body.substr(kCdata.size(), close - kCdata.size());
        begin_ += close + 3;
        return Token::text;
      }
      if (!more()) return cut();
    }
  }
  if (rest.starts_with("<!")) {
    return fail("intake.doctype", "带有文档类型声明，拒绝读取", "a document type is declared: refused");
  }
  std::size_t from = 1;
  for (;;) {
    char const* const first = buffer_.data() + begin_;
    auto const* const close = static_cast<char const*>(std::memchr(first + from, '>', end_ - begin_ - from));
    if (close) {
      // A '>' may stand within an attribute's value: the quotes before it must be in pairs.
      char quote = 0;
      for (char const* at = first + 1; at < close; ++at) {
        if (quote) {
          if (*at == quote) quote = 0;
        } else if (*at == '"' || *at == '\'') {
          quote = *at;
        }
      }
      if (!quote) return tag(close);
      from = static_cast<std::size_t>(close - first) + 1;
      continue;
    }
    from = end_ - begin_;
    if (!more()) return cut();
  }
}

XmlScanner::Token XmlScanner::tag(char const* close) {
  char const* at = buffer_.data() + begin_ + 1;
  begin_ = static_cast<std::size_t>(close - buffer_.data()) + 1;
  bool const is_end = *at == '/';
  if (is_end) ++at;
  is_empty_element_ = !is_end && close > at && close[-1] == '/';
  char const* const stop = is_empty_element_ ? close - 1 : close;
  char const* name_end = at;
  while (name_end < stop && !is_space(*name_end)) ++name_end;
  name_ = without_prefix({at, static_cast<std::size_t>(name_end - at)});
  attributes_ = {name_end, static_cast<std::size_t>(stop - name_end)};
  return is_end ? Token::end : Token::start;
}

bool XmlScanner::next_attribute(std::string_view& rest, std::string_view& name, std::string_view& value) {
  std::size_t at = 0;
  while (at < rest.size() && is_space(rest[at])) ++at;
  auto const equals = rest.find('=', at);
  if (equals == std::string_view::npos) return false;
  auto name_end = equals;
  while (name_end > at && is_space(rest[name_end - 1])) --name_end;
  name = without_prefix(rest.substr(at, name_end - at));
  auto open = equals + 1;
  while (open < rest.size() && is_space(rest[open])) ++open;
  if (open >= rest.size() || (rest[open] != '"' && rest[open] != '\'')) return false;
  auto const shut = rest.find(rest[open], open + 1);
  if (shut == std::string_view::npos) return false;
  value = rest.substr(open + 1, shut - open - 1);
  rest.remove_prefix(shut + 1);
  return true;
}

void XmlScanner::append_decoded(std::string& out, std::string_view raw) {
  while (!raw.empty()) {
    auto const amp = raw.find('&');
    out += raw.substr(0, amp);
    if (amp == std::string_view::npos) return;
    raw.remove_prefix(amp);
    auto const semicolon = raw.substr(0, 12).find(';');
    auto const word = semicolon == std::string_view::npos ? std::string_view{} : raw.substr(1, semicolon - 1);
    char32_t point = 0;
    if (word == "amp") {
      point = '&';
    } else if (word == "lt") {
      point = '<';
    } else if (word == "gt") {
      point = '>';
    } else if (word == "quot") {
      point = '"';
    } else if (word == "apos") {
      point = '\'';
    } else if (word.size() > 1 && word[0] == '#') {
      bool const is_hex = word[1] == 'x' || word[1] == 'X';
      auto const digits = word.substr(is_hex ? 2 : 1);
      std::uint32_t number = 0;
      auto const [end, fault] =
          std::from_chars(digits.data(), digits.data() + digits.size(), number, is_hex ? 16 : 10);
      bool const is_number = fault == std::errc{} && end == digits.data() + digits.size() && !digits.empty();
      bool const is_character = number > 0 && number <= 0x10FFFF && (number < 0xD800 || number > 0xDFFF);
      if (is_number) point = is_character ? number : kReplacement;
    }
    if (point == 0) {
      out += '&';
      raw.remove_prefix(1);
      continue;
    }
    append_code_point(out, point);
    raw.remove_prefix(semicolon + 1);
  }
}

}  // namespace shian::intake
