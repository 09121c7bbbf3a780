// Days and document numbers that stand in a text.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/day.hpp"

namespace shian::material {

struct FoundDay {
  Day day;
  std::string around;  // the text about it, on one line
  int page = 0;        // from 1; 0: the text has no pages
  bool operator==(FoundDay const&) const = default;
};

/// 文号: who issued it, the year, the number: "乐政办发〔2022〕33号", however its brackets were typed.
struct FoundNumber {
  std::string number;
  std::string around;
  int page = 0;
  bool operator==(FoundNumber const&) const = default;
};

inline constexpr std::size_t kMostMarks = 1'000;  // of each kind: a register of a thousand days is a table

/// 2022年6月15日, 2022-06-15, 2022.6.15, 2022/6/15, ２０２２年６月１５日, 二〇二二年六月十五日. What names no
/// day (2022年6月), no year (6月15日) or a day that does not exist is passed over. Form feeds part pages.
[[nodiscard]] std::vector<FoundDay> days_in(std::string_view text);
[[nodiscard]] std::vector<FoundNumber> numbers_in(std::string_view text);

}  // namespace shian::material
