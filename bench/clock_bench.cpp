// Due dates a second, against counting days one by one. Usage: clock_bench PACK
#include <chrono>
#include <cstdio>

#include "city/city.hpp"

int main(int count, char** arguments) {
  using namespace shian;
  if (count != 2) return std::fprintf(stderr, "usage: clock_bench PACK\n"), 2;
  auto const compiled = city::compile(arguments[1]);
  if (!compiled)
    return std::fprintf(stderr, "%s\n", compiled.error().front().to_string(Language::en).c_str()), 1;
  auto const& rules = *compiled->rules;
  Day const first = *Day::from_civil(2021, 1, 1);
  constexpr int kRounds = 2000;
  constexpr int kDays = 1500;
  auto const timed = [&](auto const& work) {
    std::int64_t sum = 0;
    auto const start = std::chrono::steady_clock::now();
    for (int round = 0; round < kRounds; ++round) {
      for (int i = 0; i < kDays; ++i) sum += work(first + i).since_epoch;
    }
    double const seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
    return std::pair{kRounds * static_cast<double>(kDays) / seconds / 1e6, sum};
  };
  auto const by_rule = timed([&](Day day) {
    auto const version = rules.version("complaint.mediate", day);
    return clock::due(**version, day, rules.calendar())->day;
  });
  auto const naive = timed([&](Day start) {
    Day day = start;
    for (int left = 45; left > 0;) {
      ++day;
      left -= rules.calendar().is_working_day(day);
    }
    return day;
  });
  std::printf("due dates by rule, version chosen   %8.1f M/s\n", by_rule.first);
  std::printf("counting 45 days one by one         %8.1f M/s\n", naive.first);
  std::printf("ratio                               %8.1f   (%lld)\n", by_rule.first / naive.first,
              static_cast<long long>(by_rule.second - naive.second));
  return 0;
}
