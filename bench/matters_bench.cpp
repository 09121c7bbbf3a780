// Today's limits of a post among many open matters, and the day after, against a nightly recomputation of the
// same limits. Usage: matters_bench PACK MATTERS (a store of its own in the temporary folder, SQLite)
#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <functional>
#include <vector>

#include "base/temporary_folder.hpp"
#include "city/city.hpp"
#include "register/running_clocks.hpp"
#include "report/running_limits.hpp"

namespace {

using namespace shian;

double once(std::function<void()> const& work) {
  auto const start = std::chrono::steady_clock::now();
  work();
  return std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - start).count();
}

double median(std::function<void()> const& work, int runs) {
  std::vector<double> times;
  for (int i = 0; i < runs; ++i) times.push_back(once(work));
  std::ranges::sort(times);
  return times[times.size() / 2];
}

// Complaints received over 2022, held by the units and counted for the towns in turn.
void enter(city::City& city, int matters) {
  auto const& schema = *city.schemas().find("complaint");
  auto const field = [&](char const* id) { return static_cast<std::size_t>(schema.find(id)); };
  auto const& units = city.pack().units;
  auto const& areas = city.pack().areas;
  reg::Writing writing(city.ledger(), {"bench", "U20"}, Timestamp::now());
  writing.begin_batch(schema, {"bench", "bench"});
  constexpr int kChunk = 10'000;
  for (int at = 0; at < matters; at += kChunk) {
    std::vector<std::vector<Value>> rows;
    for (int i = at; i < std::min(at + kChunk, matters); ++i) {
      std::vector<Value> values(schema.fields.size());
      auto const turn = static_cast<std::size_t>(i);
      values[field("complaint_no")] = "B-" + std::to_string(i);
      values[field("kind")] = std::string("投诉");
      values[field("area")] = areas[turn % areas.size()].id;
      values[field("unit")] = units[turn % units.size()].id;
      values[field("received_on")] = *Day::parse("2022-01-04") + (i % 360);
      rows.push_back(std::move(values));
    }
    for (auto const& outcome : writing.create_many(schema, rows, reg::OnExisting::refuse)) {
      if (!outcome.faults.empty())
        std::fprintf(stderr, "%s\n", outcome.faults.front().error.to_string(Language::en).c_str()),
            std::exit(1);
    }
  }
  writing.commit();
}

double today(city::City& city, Day as_of, reg::Whose const& whose) {
  return median(
      [&] {
        report::LimitsQuestion question;
        question.as_of = as_of;
        question.whose = whose;
        store::Transaction const one_moment(city.session(), store::Access::read);
        (void)report::running_limits(city, question);
      },
      15);
}

}  // namespace

int main(int count, char** arguments) {
  if (count != 3) return std::fprintf(stderr, "usage: matters_bench PACK MATTERS\n"), 2;
  auto const matters = std::atoi(arguments[2]);
  TemporaryFolder const folder("shian-bench");
  auto const address = *store::Address::parse("sqlite:" + (folder.path() / "bench.db").string());
  if (auto const made = city::prepare(address, arguments[1]); !made)
    return std::fprintf(stderr, "%s\n", made.error().front().to_string(Language::en).c_str()), 1;
  auto const city = std::move(*city::City::open(address));
  double const entering = once([&] { enter(*city, matters); });
  using By = reg::Whose::By;
  auto const eve = *Day::parse("2022-09-30");  // before the seven days of the National Day
  auto const after = *Day::parse("2022-10-08");
  std::printf("open matters                             %12d\n", matters);
  std::printf("entered, with their clocks               %12.0f /s\n", matters / entering * 1000);
  for (auto const day : {eve, after}) {
    std::printf("limits of a unit on %s           %12.2f ms\n", day.to_string().c_str(),
                today(*city, day, {By::holder, "U20"}));
    std::printf("limits of a town on %s           %12.2f ms\n", day.to_string().c_str(),
                today(*city, day, {By::area, "T16"}));
    std::printf("limits of the city on %s         %12.2f ms\n", day.to_string().c_str(),
                today(*city, day, {}));
  }
  double const nightly = once([&] {
    store::Transaction change(city->session(), store::Access::write);
    reg::rebuild_clocks(city->ledger(), *city->schemas().find("complaint"));
    change.commit();
  });
  std::printf("the same limits recomputed at night      %12.0f ms\n", nightly);
  return 0;
}
