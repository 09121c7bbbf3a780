// The account of burden (减负): what each department was asked to hand in, how much of it the city held
// already, what two departments are asked alike, and how long an entry takes. Of departments, never of
// people.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "city/city.hpp"

namespace shian::report {

/// How long an entry takes: the pause between two of one account, at most kLongestPause. Only what was
/// entered one by one says something; of a group so small that somebody could be made out nothing is
/// published.
struct Pace {
  std::optional<int> median_s;  // nothing: too few
  std::int64_t intervals = 0;   // 0 where nothing is published
};
inline constexpr std::int64_t kLongestPause_s = 1800;  // a longer one is a break
inline constexpr std::size_t kFewestAccounts = 3, kFewestIntervals = 20;

struct BurdenCounts {
  std::int64_t records = 0;
  std::int64_t typed = 0;  // of them one by one; the others came in tables
  std::int64_t asked = 0;  // fields that the forms of the typed ones have
  std::int64_t given = 0;  // values handed in, typed or in tables
  std::int64_t held =
      0;  // of these: the record that it refers to says the same, and the form could fill it in
  Pace pace;

  void add(BurdenCounts const& other);
};

struct RegisterBurden {
  reg::Schema const* schema = nullptr;
  BurdenCounts counts;
};
struct Department {
  std::string unit, area;  // one of them; both empty: nobody said for whom it was entered
  BurdenCounts counts;
  std::vector<RegisterBurden> registers;  // in the pack's order
};

/// The same text about the same record, handed in by two departments in two registers.
struct AskedTwice {
  struct Side {
    std::size_t department = 0;  // index
    reg::Schema const* schema = nullptr;
    reg::FieldIndex field = 0;
  };
  Side one, other;
  reg::Schema const* about = nullptr;  // the register that both refer to
  std::int64_t times = 0;
};

struct Burden {
  Day from, to;  // by when it was entered, in the plan's zone
  bool simulated = false;
  BurdenCounts all;
  std::vector<Department> departments;  // in the plan's order: units, towns, nobody
  std::vector<AskedTwice> twice;        // the most often first
  bool is_complete = true;              // false: more than kMostCompared texts, the rest was not compared
};
inline constexpr std::size_t kMostCompared = 2'000'000;

struct BurdenQuestion {
  std::optional<Day> from, to;  // nothing: the year in which something was entered last
};
/// Reads the journal of these days. What is secret still is not counted. Errors (burden.days): the days are
/// the wrong way round. Inside a read transaction of the caller's.
[[nodiscard]] Expected<Burden> read_burden(city::City& city, BurdenQuestion const& question);

/// Only what concerns the unit or the town, beside the totals of all.
[[nodiscard]] Burden of_department(Burden burden, std::string_view unit, std::string_view area);
[[nodiscard]] std::string burden_json(city::City& city, Burden const& burden);

}  // namespace shian::report
