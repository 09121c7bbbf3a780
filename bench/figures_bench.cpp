// The whole board (every target, city and areas) from the cells, against the same sums by SQL GROUP BY over
// the records of the same file. Usage: figures_bench STORE DATE
#include <algorithm>
#include <chrono>
#include <cstdio>
#include <vector>

#include "city/city.hpp"

namespace {

using namespace shian;

double milliseconds(auto const& work, int runs) {
  std::vector<double> times;
  for (int i = 0; i < runs; ++i) {
    auto const start = std::chrono::steady_clock::now();
    work();
    times.push_back(
        std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - start).count());
  }
  std::sort(times.begin(), times.end());
  return times[times.size() / 2];
}

}  // namespace

int main(int count, char** arguments) {
  if (count != 3) return std::fprintf(stderr, "usage: figures_bench STORE DATE\n"), 2;
  auto const address = store::Address::parse(arguments[1]);
  auto const day = Day::parse(arguments[2]);
  if (!address || !day) return std::fprintf(stderr, "not a store, or not a day\n"), 2;
  auto opened = city::City::open(*address);
  if (!opened) return std::fprintf(stderr, "%s\n", opened.error().front().to_string(Language::en).c_str()), 1;
  auto& city = **opened;
  auto const records = city.ledger().records().count(*city.schemas().find("sample"));
  double const board =
      milliseconds([&] { (void)indicator::board(city.figures(), *day, indicator::WithForecast::no); }, 15);
  double const outlook = milliseconds([&] { (void)indicator::board(city.figures(), *day); }, 15);
  // One of the board's figures, for all areas, the plain way.
  auto const& sampled = *city.catalogue().find("sampling.per_thousand");
  double const cell = milliseconds([&] { (void)city.figures().read(sampled, *day); }, 51);
  double const sql = milliseconds(
      [&] {
        std::vector<Value> const from_to = {Value(day->first_of_year()), Value(*day)};
        city.session().scan(
            "SELECT f_area, count(*) FROM r_sample WHERE withdrawn = 0 AND f_report_on >= ? AND f_report_on "
            "<= ? AND "
            "f_duplicate_of IS NULL AND (f_purpose IS NULL OR f_purpose <> '快检') GROUP BY f_area",
            from_to, [](store::Statement const&) { return true; });
      },
      3);
  std::printf("records in the sample register        %12lld\n", static_cast<long long>(records));
  std::printf("board, %zu targets, city and %zu areas   %9.2f ms\n", city.pack().targets.size(),
              city.pack().areas.size(), board);
  std::printf("board with forecasts                  %12.2f ms\n", outlook);
  std::printf("one figure, all areas, from cells     %12.3f ms\n", cell);
  std::printf("the same by SQL GROUP BY              %12.1f ms\n", sql);
  std::printf("ratio                                 %12.0f\n", sql / cell);
  return 0;
}
