#include "intake/date_text.hpp"

#include <array>
#include <cstdint>
#include <string>
#include <vector>

#include "base/text.hpp"
#include "base/utf8.hpp"

namespace shian::intake {
namespace {

struct Scan {
  std::string_view rest;

  bool take(std::string_view word) {
    if (!rest.starts_with(word)) return false;
    rest.remove_prefix(word.size());
    return true;
  }
  bool take_any(std::initializer_list<std::string_view> words) {
    for (auto word : words) {
      if (take(word)) return true;
    }
    return false;
  }
  void blanks() {
    while (take(" ")) {
    }
  }
  /// A run of digits; `length` tells how many. -1: none or too many.
  int number(int& length) {
    int value = 0;
    length = 0;
    while (!rest.empty() && is_digit(rest[0])) {
      if (++length > 9) return -1;
      value = value * 10 + (rest[0] - '0');
      rest.remove_prefix(1);
    }
    return length == 0 ? -1 : value;
  }
};

/// 二〇二二年六月十五日 -> 2022年6月15日. Text without Chinese numerals comes back unchanged.
std::string with_plain_digits(std::string_view text) {
  constexpr std::array<char32_t, 12> kNumerals{U'〇', U'一', U'二', U'三', U'四', U'五',
                                               U'六', U'七', U'八', U'九', U'零', U'○'};
  // A numeral counts only within a date; in 星期三 it is none.
  auto const week = std::min(text.find("星期"), text.find("周"));
  auto const front = text.substr(0, week);
  std::string out;
  std::string run;  // of Chinese numerals; 'x' stands for ten
  auto const close = [&] {
    if (auto const ten = run.find('x'); ten != std::string::npos) {
      auto const tens = run.substr(0, ten), ones = run.substr(ten + 1);
      out += (tens.empty() ? "1" : tens) + (ones.empty() ? "0" : ones);
    } else {
      out += run;
    }
    run.clear();
  };
  for (std::size_t at = 0; at < front.size();) {
    auto const start = at;
    char32_t const point = next_code_point(front, at);
    if (point == U'十') {
      run += 'x';
      continue;
    }
    bool is_numeral = false;
    for (std::size_t i = 0; i < kNumerals.size(); ++i) {
      if (point == kNumerals[i]) {
        run += static_cast<char>('0' + (i > 9 ? 0 : i));
        is_numeral = true;
      }
    }
    if (is_numeral) continue;
    close();
    out += front.substr(start, at - start);
  }
  close();
  return out + std::string(week == std::string_view::npos ? std::string_view{} : text.substr(week));
}

struct Refusal {
  char const* zh;
  char const* en;
};
constexpr Refusal kNoDate{"不是日期", "is not a date"};
constexpr Refusal kNoDay{"没有写明日", "does not name the day"};
constexpr Refusal kNoSuchDay{"不是存在的日期", "is a day that does not exist"};
constexpr Refusal kShortYear{"的年份应写四位", "needs a year of four digits"};
constexpr Refusal kYearLast{"应按年、月、日的顺序写", "must be in the order year, month, day"};
constexpr Refusal kRange{"是时间段，这里只能填一天", "is a range, one day is wanted"};
constexpr Refusal kFarYear{"的年份不在 1900 至 2100 之间", "has a year outside 1900 to 2100"};
constexpr Refusal kNoSuchTime{"的时间不存在", "has a time that does not exist"};

std::unexpected<Error> refuse(std::string_view text, Refusal reason) {
  std::string const quoted(text);
  return std::unexpected(
      Error::make("intake.date", "“" + quoted + "”" + reason.zh, "'" + quoted + "' " + reason.en)
          .hinting("如 2022-06-15 或 2022年6月15日", "for example 2022-06-15"));
}

/// What follows the day: blank, 'T', a weekday, a time, a zone. Null: read to the end.
Refusal const* read_time(Scan& scan, DateText& made) {
  scan.blanks();
  scan.take("T");
  auto const weekday = [&] {
    scan.blanks();
    bool const has_bracket = scan.take("(");
    if (scan.take_any({"星期", "周"})) scan.take_any({"一", "二", "三", "四", "五", "六", "日", "天"});
    if (has_bracket) scan.take(")");
    scan.blanks();
  };
  weekday();
  if (scan.rest.empty()) return nullptr;
  bool const is_morning = scan.take_any({"上午", "AM", "am"});
  bool const is_afternoon = !is_morning && scan.take_any({"下午", "晚上", "PM", "pm"});
  scan.blanks();
  int length = 0;
  int hour = scan.number(length);
  if (hour < 0) return scan.take_any({"-", "~", "—", "–", "至", "到"}) ? &kRange : &kNoDate;
  int minute = 0, second = 0, ms = 0;
  if (scan.take_any({":", "时", "点"})) {
    if (!scan.rest.empty() && is_digit(scan.rest[0])) {
      minute = scan.number(length);
      if (scan.take_any({":", "分"}) && !scan.rest.empty() && is_digit(scan.rest[0])) {
        second = scan.number(length);
        scan.take("秒");
        if (scan.take(".")) {
          ms = scan.number(length);
          for (; length < 3; ++length) ms *= 10;
          for (; length > 3; --length) ms /= 10;
        }
      }
    }
  } else {
    return &kRange;
  }
  scan.blanks();
  if (!is_morning && !is_afternoon) {
    if (scan.take_any({"PM", "pm"})) {
      if (hour < 12) hour += 12;
    } else if (scan.take_any({"AM", "am"}) && hour == 12) {
      hour = 0;
    }
  } else if (is_afternoon && hour < 12) {
    hour += 12;
  }
  if (hour > 23 || minute < 0 || minute > 59 || second < 0 || second > 59 || ms < 0) return &kNoSuchTime;
  made.ms_of_day = ((hour * 60 + minute) * 60 + second) * 1000 + ms;
  if (scan.take("Z")) {
    made.offset_minutes = 0;
  } else if (scan.rest.size() >= 5 && (scan.rest[0] == '+' || scan.rest[0] == '-')) {
    int const sign = scan.rest[0] == '-' ? -1 : 1;
    scan.rest.remove_prefix(1);
    int const hours = scan.number(length);
    bool const has_both = length == 4;
    int minutes = 0;
    if (!has_both && scan.take(":")) minutes = scan.number(length);
    made.offset_minutes = sign * (has_both ? hours / 100 * 60 + hours % 100 : hours * 60 + minutes);
    if (hours < 0 || minutes < 0 || *made.offset_minutes > 14 * 60 || *made.offset_minutes < -14 * 60)
      return &kNoSuchTime;
  }
  weekday();
  return scan.rest.empty() ? nullptr : &kRange;
}

}  // namespace

Expected<DateText> parse_date_text(std::string_view given) {
  // The fast and common form.
  if (given.size() == 10) {
    if (auto const day = Day::parse(given); day && day->year() >= 1900 && day->year() <= 2100)
      return DateText{*day, {}, {}};
  }
  auto const shown = trimmed(given);
  std::string const narrow = with_plain_digits(half_width(given));
  Scan scan{narrow};
  DateText made;
  int length = 0;
  int const year = scan.number(length);
  if (year < 0) return refuse(shown, kNoDate);
  int month = 0, day = 0;
  if (length == 8 && (scan.rest.empty() || scan.rest[0] == ' ' || scan.rest[0] == 'T')) {
    auto const made_day = Day::from_civil(year / 10'000, year / 100 % 100, year % 100);
    if (!made_day) return refuse(shown, kNoSuchDay);
    made.day = *made_day;
  } else {
    int const year_length = length;
    scan.blanks();
    if (!scan.take_any({"年", "-", "/", ".", "、", "—", "–"})) return refuse(shown, kNoDate);
    scan.blanks();
    month = scan.number(length);
    if (month < 0) return refuse(shown, year_length == 4 ? kNoDay : kNoDate);
    scan.blanks();
    bool const has_mark = scan.take_any({"月", "-", "/", ".", "、", "—", "–"});
    scan.blanks();
    day = has_mark ? scan.number(length) : -1;
    if (day < 0) return refuse(shown, year_length == 4 ? kNoDay : kNoDate);
    if (length == 4 && year_length <= 2) return refuse(shown, kYearLast);
    if (year_length != 4) return refuse(shown, kShortYear);
    scan.blanks();
    scan.take_any({"日", "号"});
    auto const made_day = Day::from_civil(year, month, day);
    if (!made_day) return refuse(shown, kNoSuchDay);
    made.day = *made_day;
  }
  if (made.day.year() < 1900 || made.day.year() > 2100) return refuse(shown, kFarYear);
  if (auto const* reason = read_time(scan, made)) return refuse(shown, *reason);
  return made;
}

}  // namespace shian::intake
