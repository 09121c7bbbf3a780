#include "material/marks.hpp"

#include <array>
#include <optional>

#include "base/utf8.hpp"
#include "material/words.hpp"

namespace shian::material {
namespace {

// The text as signs with their places: what is looked for is written in half- and full-width.
struct Signs {
  std::string_view text;
  std::u32string signs;
  std::vector<std::size_t> at;

  explicit Signs(std::string_view from) : text(from) {
    for (std::size_t next = 0; next < text.size();) {
      at.push_back(next);
      char32_t sign = next_code_point(text, next);
      constexpr char32_t kFullWidth = 0xFF01, kFullWidthEnd = 0xFF5E, kApart = 0xFEE0;
      if (sign >= kFullWidth && sign <= kFullWidthEnd) sign -= kApart;
      signs += sign;
    }
    at.push_back(text.size());
  }
};

constexpr bool is_digit(char32_t sign) { return sign >= U'0' && sign <= U'9'; }
constexpr bool is_blank(char32_t sign) { return sign == U' ' || sign == 0x3000 || sign == 0xA0; }

std::optional<int> numeral(char32_t sign) {
  constexpr std::u32string_view kNumerals = U"〇一二三四五六七八九";
  if (sign == U'○' || sign == U'零' || sign == U'Ｏ' || sign == U'◯') return 0;
  auto const found = kNumerals.find(sign);
  return found == std::u32string_view::npos ? std::nullopt : std::optional(static_cast<int>(found));
}

// Reads on from a place; what cannot be read leaves it where it was.
class Scan {
 public:
  Scan(std::u32string_view signs, std::size_t at) : signs_(signs), at_(at) {}
  [[nodiscard]] std::size_t at() const { return at_; }
  [[nodiscard]] char32_t now() const { return at_ < signs_.size() ? signs_[at_] : U'\0'; }
  [[nodiscard]] char32_t next() const { return at_ + 1 < signs_.size() ? signs_[at_ + 1] : U'\0'; }
  bool take(std::u32string_view any) {
    if (at_ >= signs_.size() || any.find(signs_[at_]) == std::u32string_view::npos) return false;
    ++at_;
    return true;
  }
  void blanks() {
    while (at_ < signs_.size() && is_blank(signs_[at_])) ++at_;
  }
  /// A number of so many digits.
  std::optional<int> number(std::size_t least, std::size_t most) {
    int value = 0;
    std::size_t digits = 0;
    constexpr int kTen = 10;
    for (; digits < most && is_digit(now()); ++digits, ++at_)
      value = value * kTen + static_cast<int>(now() - U'0');
    if (digits < least || is_digit(now())) return std::nullopt;
    return value;
  }
  /// 六, 十, 十五, 二十, 二十五, 三十一; or digits.
  std::optional<int> small_number() {
    if (is_digit(now())) return number(1, 2);
    constexpr int kTen = 10;
    auto const tens = numeral(now());
    if (tens) ++at_;
    if (now() == U'十') {
      ++at_;
      auto const ones = numeral(now());
      if (ones) ++at_;
      return tens.value_or(1) * kTen + ones.value_or(0);
    }
    return tens;
  }
  std::optional<int> written_year() {
    int year = 0;
    constexpr int kTen = 10;
    for (int i = 0; i < 4; ++i, ++at_) {
      auto const digit = numeral(now());
      if (!digit) return std::nullopt;
      year = year * kTen + *digit;
    }
    return year;
  }

 private:
  std::u32string_view signs_;
  std::size_t at_;
};

struct Reached {
  Day day;
  std::size_t end = 0;
};

std::optional<Reached> reached(std::optional<int> year, std::optional<int> month, std::optional<int> day,
                               std::size_t end) {
  constexpr int kFirstYear = 1900, kLastYear = 2100;
  if (!year || !month || !day || *year < kFirstYear || *year > kLastYear) return std::nullopt;
  auto const made = Day::from_civil(*year, *month, *day);
  return made ? std::optional(Reached{*made, end}) : std::nullopt;
}

std::optional<Reached> day_at(std::u32string_view signs, std::size_t at) {
  Scan scan(signs, at);
  bool const is_plain = is_digit(scan.now());
  auto const year = is_plain ? scan.number(4, 4) : scan.written_year();
  if (!year) return std::nullopt;
  scan.blanks();
  if (scan.take(U"年")) {
    scan.blanks();
    auto const month = scan.small_number();
    scan.blanks();
    if (!month || !scan.take(U"月")) return std::nullopt;
    scan.blanks();
    auto const day = scan.small_number();
    scan.blanks();
    if (!day || !scan.take(U"日号")) return std::nullopt;
    return reached(year, month, day, scan.at());
  }
  char32_t const mark = scan.now();
  if (!is_plain || !scan.take(U"-/.")) return std::nullopt;
  auto const month = scan.number(1, 2);
  if (!month || scan.now() != mark) return std::nullopt;
  (void)scan.take(U"-/.");
  auto const day = scan.number(1, 2);
  // 2022.6.15.3 is a version, 2022-06-15-001 a number.
  if (scan.now() == mark && is_digit(scan.next())) return std::nullopt;
  return reached(year, month, day, scan.at());
}

constexpr bool is_han(char32_t sign) { return sign >= 0x4E00 && sign <= 0x9FFF; }

// The year in its brackets and the number behind: 〔2022〕33号.
struct YearAndNumber {
  int year = 0;
  int number = 0;
  std::size_t end = 0;
};
std::optional<YearAndNumber> year_and_number(std::u32string_view signs, std::size_t at) {
  Scan scan(signs, at);
  if (!scan.take(U"〔［[(【﹝〖{〈<")) return std::nullopt;
  scan.blanks();
  auto const year = scan.number(4, 4);
  (void)scan.take(U"年");
  scan.blanks();
  if (!year || !scan.take(U"〕］])】﹞〗}〉>")) return std::nullopt;
  scan.blanks();
  (void)scan.take(U"第");
  scan.blanks();
  constexpr std::size_t kMostDigits = 6;
  auto const number = scan.number(1, kMostDigits);
  scan.blanks();
  if (!number || !scan.take(U"号")) return std::nullopt;
  return YearAndNumber{*year, *number, scan.at()};
}

// 代字 stands right before the bracket; a text leads to it with words that are not part of it.
std::u32string_view without_leading_words(std::u32string_view code) {
  constexpr std::array<std::u32string_view, 20> kWords = {
      U"根据", U"按照", U"依据", U"依照", U"贯彻", U"落实", U"执行", U"印发", U"文件", U"转发",
      U"参照", U"关于", U"详见", U"文号", U"编号", U"号为", U"下达", U"收到", U"以及", U"按"};
  for (bool found = true; found;) {
    found = false;
    for (auto const word : kWords) {
      auto const at = code.rfind(word);
      if (at == std::u32string_view::npos || at + word.size() >= code.size()) continue;
      code.remove_prefix(at + word.size());
      found = true;
    }
  }
  while (code.size() > 2 && (code.front() == U'和' || code.front() == U'及' || code.front() == U'与' ||
                             code.front() == U'见' || code.front() == U'以'))
    code.remove_prefix(1);
  return code;
}

}  // namespace

std::vector<FoundDay> days_in(std::string_view text) {
  Signs const signs(text);
  std::vector<FoundDay> found;
  bool const has_pages = text.find('\f') != std::string_view::npos;
  int page = has_pages ? 1 : 0;
  for (std::size_t i = 0; i < signs.signs.size() && found.size() < kMostMarks;) {
    char32_t const sign = signs.signs[i];
    if (sign == U'\f') ++page;
    bool const may_begin = (is_digit(sign) && (i == 0 || !is_digit(signs.signs[i - 1]))) ||
                           (numeral(sign) && (i == 0 || !numeral(signs.signs[i - 1])));
    auto const day = may_begin ? day_at(signs.signs, i) : std::nullopt;
    if (day) found.push_back({day->day, around(text, signs.at[i], signs.at[day->end]), page});
    i = day ? day->end : i + 1;
  }
  return found;
}

std::vector<FoundNumber> numbers_in(std::string_view text) {
  Signs const signs(text);
  std::vector<FoundNumber> found;
  bool const has_pages = text.find('\f') != std::string_view::npos;
  int page = has_pages ? 1 : 0;
  std::size_t behind_last = 0;
  for (std::size_t i = 0; i < signs.signs.size() && found.size() < kMostMarks;) {
    if (signs.signs[i] == U'\f') ++page;
    auto const made = year_and_number(signs.signs, i);
    if (!made) {
      ++i;
      continue;
    }
    constexpr std::size_t kLongestCode = 14;
    std::size_t begin = i;
    while (begin > behind_last && is_blank(signs.signs[begin - 1])) --begin;
    auto const end_of_code = begin;
    while (begin > behind_last && end_of_code - begin < kLongestCode && is_han(signs.signs[begin - 1]))
      --begin;
    auto const code =
        without_leading_words(std::u32string_view(signs.signs).substr(begin, end_of_code - begin));
    if (code.size() >= 2) {
      std::string number;
      for (char32_t const sign : code) append_code_point(number, sign);
      number += "〔" + std::to_string(made->year) + "〕" + std::to_string(made->number) + "号";
      found.push_back(
          {std::move(number), around(text, signs.at[end_of_code - code.size()], signs.at[made->end]), page});
    }
    behind_last = i = made->end;
  }
  return found;
}

}  // namespace shian::material
