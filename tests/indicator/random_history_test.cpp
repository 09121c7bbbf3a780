// After any history of creations, corrections, withdrawals, batches and undos, the live cells equal a
// recomputation, and both equal a naive count written here without the engine.
#include <gmock/gmock.h>

#include <random>

#include "indicator/small_city.hpp"
#include "support/fresh_store.hpp"

namespace shian::test {
namespace {

using reg::Record;

Day day(int n) { return *Day::from_civil(2021, 12, 1) + n; }

class RandomHistory : public OnBothStores {};
INSTANTIATE_TEST_SUITE_P(Stores, RandomHistory, kBothStores, store_name);

struct Dice {
  std::mt19937 engine;
  explicit Dice(unsigned seed) : engine(seed) {}
  int upto(int n) { return std::uniform_int_distribution<int>(0, n - 1)(engine); }
  bool chance(int percent) { return upto(100) < percent; }
  Value date() { return chance(10) ? Value{} : Value(day(upto(430))); }
  Value area() {
    static std::vector<std::string> const names = {"north", "south", "east"};
    return chance(10) ? Value{} : Value(names[static_cast<std::size_t>(upto(3))]);
  }
  Value pick(std::vector<std::string> const& options) {
    int const which = upto(static_cast<int>(options.size()) + 1);
    return which == static_cast<int>(options.size()) ? Value{}
                                                     : Value(options[static_cast<std::size_t>(which)]);
  }
  Value flag() { return chance(15) ? Value{} : Value(chance(60)); }
};

class History {
 public:
  History(SmallCity& city, unsigned seed) : city_(city), dice_(seed) {}

  void run(int transactions) {
    for (int t = 0; t < transactions; ++t) {
      if (dice_.chance(20)) {
        batch();
      } else if (!batches_.empty() && dice_.chance(10)) {
        undo();
      } else {
        reg::Writing writing(city_.ledger, {"tester", "health"}, now());
        int const steps = 1 + dice_.upto(8);
        for (int s = 0; s < steps; ++s) one(writing);
        if (dice_.chance(90)) writing.commit();  // else: rolled back, and nothing of it may stay
      }
    }
  }

 private:
  Timestamp now() { return {1'660'000'000'000 + 1000 * ++tick_}; }
  reg::Schema const& schema(char const* id) { return *city_.schemas.find(id); }

  RecordId some(reg::Schema const& of) {
    std::vector<RecordId> ids;
    city_.ledger.records().scan(of, [&](Record const& record) {
      ids.push_back(record.id);
      return true;
    });
    return ids.empty() ? 0 : ids[static_cast<std::size_t>(dice_.upto(static_cast<int>(ids.size())))];
  }
  Value reference(char const* id) {
    RecordId const found = some(schema(id));
    return found == 0 || dice_.chance(10) ? Value{} : Value(found);
  }

  std::vector<Value> values(reg::Schema const& of) {
    auto const& id = of.definition.id;
    auto const number = std::to_string(dice_.upto(400));
    if (id == "place")
      return {Value("P" + number), dice_.pick({"shop", "kitchen"}), dice_.area(), dice_.date(), later()};
    if (id == "test") {
      return {Value("T" + number),
              reference("place"),
              dice_.area(),
              dice_.pick({"health", "market"}),
              dice_.date(),
              dice_.date(),
              dice_.pick({"good", "bad"}),
              Value(*Decimal::of(dice_.upto(5000), 2)),
              dice_.chance(80) ? Value{} : reference("test")};
    }
    if (id == "stream") return {reference("place"), Value(day(dice_.upto(90))), dice_.flag()};
    if (id == "certificate") return {Value("C" + number), reference("place"), dice_.date(), later()};
    if (id == "visit")
      return {reference("place"), dice_.date(), dice_.flag(), Value(std::int64_t{dice_.upto(8)})};
    return {Value("M" + number), dice_.area(), dice_.date(), later()};
  }
  Value later() { return dice_.chance(50) ? Value{} : Value(day(dice_.upto(430))); }

  void one(reg::Writing& writing) {
    auto const all = city_.schemas.all();
    auto const& of = all[static_cast<std::size_t>(dice_.upto(static_cast<int>(all.size())))];
    int const what = dice_.upto(10);
    if (what < 5) {
      (void)writing.create(of, values(of));
      return;
    }
    RecordId const id = some(of);
    if (id == 0) return;
    if (what < 9) {
      auto const fresh = values(of);
      std::vector<std::pair<reg::FieldIndex, Value>> changes;
      for (std::size_t f = 0; f < fresh.size(); ++f) {
        if (dice_.chance(35)) changes.emplace_back(static_cast<int>(f), fresh[f]);
      }
      (void)writing.correct(of, id, changes, "typing error");
    } else {
      (void)writing.withdraw(of, id, "entered twice");
    }
  }

  void batch() {
    auto const all = city_.schemas.all();
    auto const& of = all[static_cast<std::size_t>(dice_.upto(static_cast<int>(all.size())))];
    reg::Writing writing(city_.ledger, {"tester", "market"}, now());
    writing.begin_batch(of, {"sheet.csv", std::to_string(tick_)});
    for (int chunk = 0; chunk < 2; ++chunk) {
      std::vector<std::vector<Value>> rows;
      for (int i = dice_.upto(60); i > 0; --i) rows.push_back(values(of));
      auto const on_existing = dice_.chance(50) ? reg::OnExisting::correct : reg::OnExisting::refuse;
      (void)writing.create_many(of, rows, on_existing);
    }
    batches_.push_back(writing.batch().id);
    writing.commit();
  }

  void undo() {
    reg::Writing writing(city_.ledger, {"tester", "market"}, now());
    auto const which = static_cast<std::size_t>(dice_.upto(static_cast<int>(batches_.size())));
    if (writing.undo(batches_[which], "wrong file")) {
      writing.commit();
      batches_.erase(batches_.begin() + static_cast<std::ptrdiff_t>(which));
    }
  }

  SmallCity& city_;
  Dice dice_;
  std::vector<std::int64_t> batches_;
  std::int64_t tick_ = 0;
};

// ---------------------------------------------------------------- the naive count

struct Books {
  std::map<RecordId, std::vector<Value>> place, test, stream, certificate, visit, point;
};

Books read(SmallCity& city) {
  Books books;
  auto const take = [&](char const* id, auto& into) {
    city.ledger.records().scan(*city.schemas.find(id), [&](Record const& record) {
      into[record.id] = record.values;
      return true;
    });
  };
  take("place", books.place);
  take("test", books.test);
  take("stream", books.stream);
  take("certificate", books.certificate);
  take("visit", books.visit);
  take("point", books.point);
  return books;
}

bool has(Value const& value) { return !is_null(value); }
bool is(Value const& value, char const* text) { return has(value) && std::get<std::string>(value) == text; }
bool within(Value const& value, Day from, Day to) {
  return has(value) && std::get<Day>(value) >= from && std::get<Day>(value) <= to;
}
bool alive(Value const& from, Value const& until, Day on) {
  return has(from) && std::get<Day>(from) <= on && (!has(until) || std::get<Day>(until) >= on);
}
bool refers(Value const& value, RecordId id) { return has(value) && std::get<std::int64_t>(value) == id; }
bool in_area(Value const& value, std::string const& area) {
  return area == "*" || (has(value) ? std::get<std::string>(value) == area : area.empty());
}

using Naive = std::map<std::string, double>;

Naive count(Books const& books, Day as_of, std::string const& area) {
  Naive n;
  Day const year = as_of.first_of_year();
  Day const month_last = as_of.last_of_month() == as_of ? as_of : as_of.first_of_month() - 1;
  Day const month_first = month_last.first_of_month();
  for (auto const& [id, t] : books.test) {
    if (!in_area(t[2], area)) continue;
    if (within(t[5], year, as_of)) {
      n["tests.numerator"] += !has(t[8]);
      n["pass.numerator"] += is(t[6], "good");
      n["pass.denominator"] += has(t[6]);
    }
    if (within(t[4], month_first, month_last) && has(t[1]) &&
        is(books.place.at(std::get<std::int64_t>(t[1]))[1], "kitchen")) {
      n["weight.numerator"] += 2 * std::get<Decimal>(t[7]).to_double();
    }
  }
  for (auto const& [id, p] : books.place) {
    if (!in_area(p[2], area)) continue;
    int tests = 0;
    int online = 0;
    int certificates = 0;
    int visits = 0;
    double points = 0;
    Day last{};
    RecordId last_id = 0;
    Value last_passed;
    double joined_points = 0;
    for (auto const& [tid, t] : books.test)
      tests += refers(t[1], id) && has(t[6]) && within(t[5], year, as_of);
    for (auto const& [sid, s] : books.stream) {
      online +=
          refers(s[0], id) && has(s[2]) && std::get<bool>(s[2]) && within(s[1], month_first, month_last);
    }
    for (auto const& [cid, c] : books.certificate)
      certificates += refers(c[1], id) && alive(c[2], c[3], as_of);
    for (auto const& [vid, v] : books.visit) {
      if (!refers(v[0], id) || !within(v[1], year, as_of)) continue;
      ++visits;
      points += static_cast<double>(std::get<std::int64_t>(v[3]));
      if (has(p[2])) joined_points += static_cast<double>(std::get<std::int64_t>(v[3]));
      // A visit that does not say whether it was passed cannot be the latest word.
      if (has(v[2]) && std::make_pair(std::get<Day>(v[1]), vid) >= std::make_pair(last, last_id)) {
        last = std::get<Day>(v[1]);
        last_id = vid;
        last_passed = v[2];
      }
    }
    bool const open = alive(p[3], p[4], as_of);
    bool const open_month = alive(p[3], p[4], month_last);
    bool const opened = has(p[3]) && std::get<Day>(p[3]) <= as_of;
    bool const kitchen = is(p[1], "kitchen");
    n["open.numerator"] += open;
    n["tested.denominator"] += open && kitchen;
    n["tested.numerator"] += open && kitchen && tests >= 2;
    n["online.denominator"] += open_month;
    n["online.numerator"] += open_month && online >= 3;
    n["certified.denominator"] += open;
    n["certified.numerator"] += open && certificates >= 1;
    n["clean.denominator"] += opened && visits >= 1;
    n["clean.numerator"] += opened && has(last_passed) && std::get<bool>(last_passed);
    if (open && visits > 0) n["points.numerator"] += std::min(points, 10.0);
    if (joined_points > 0 || visits > 0) {
      double share = 1;
      Day const year_end = as_of.last_of_year();
      if (has(p[3]) && std::get<Day>(p[3]) > year) {
        share = std::get<Day>(p[3]) > year_end
                    ? 0
                    : double(year_end - std::get<Day>(p[3]) + 1) / double(year_end - year + 1);
      }
      n["joined.numerator"] += has(p[2]) && joined_points + 1e-9 >= 12 * share;
    }
  }
  for (auto const* town : {"north", "south", "east"}) {
    bool covered = false;
    for (auto const& [id, m] : books.point) covered = covered || (is(m[1], town) && alive(m[2], m[3], as_of));
    if (in_area(Value(std::string(town)), area)) n["network.numerator"] += covered;
  }
  return n;
}

void compare(SmallCity& city, Books const& books, Day as_of) {
  for (std::string const area : {"*", "north", "south", "east"}) {
    auto naive = count(books, as_of, area);
    for (auto const& indicator : city.catalogue.indicators()) {
      auto const stretch = city.figures.stretch(indicator, as_of);
      for (int const slot : indicator.measures) {
        auto const& measure = city.catalogue.measure(slot);
        if (measure.is_areas()) continue;
        auto const span = indicator::summed_over(measure, stretch);
        double live = 0;
        for (auto const& [where, sum] : city.cells.sums(slot, span.first, span.last)) {
          if (area == "*" || where == area) live += static_cast<double>(sum.amount);
        }
        if (scale_of(measure) > 0) live /= 1e6;
        auto const name = indicator.id() + "." + measure.id;
        EXPECT_NEAR(live, naive[name], 1e-6) << name << " in " << area << " as of " << as_of.to_string();
      }
    }
  }
}

// The months read at once are the days read one by one, for the city, a town and a unit.
void compare_months(SmallCity& city, Day as_of) {
  constexpr int kMonths = 14;
  for (std::string const unit : {"", "health"}) {
    for (std::string const area : {"", "north", "east"}) {
      for (auto const& indicator : city.catalogue.indicators()) {
        auto const months = city.figures.by_month(indicator, {as_of, kMonths, area, unit});
        ASSERT_EQ(months.size(), kMonths);
        for (auto const& [day, figure] : months) {
          auto const reading =
              unit.empty() ? city.figures.read(indicator, day) : city.figures.read_unit(indicator, day, unit);
          auto const& single = area.empty() ? reading.city : reading.areas.at(area);
          EXPECT_EQ(figure.value, single.value)
              << indicator.id() << " in " << area << " of " << unit << " on " << day.to_string();
          EXPECT_EQ(figure.known, single.known) << indicator.id() << " on " << day.to_string();
          EXPECT_EQ(figure.numerator, single.numerator) << indicator.id() << " on " << day.to_string();
          EXPECT_EQ(figure.records, single.records) << indicator.id() << " on " << day.to_string();
        }
      }
    }
  }
}

TEST_P(RandomHistory, LeavesLiveCellsEqualToARecomputationAndToANaiveCount) {
  for (unsigned const seed : {1U, 2U, 3U}) {
    auto const session = open();
    session->execute(session->dialect() == store::Dialect::postgresql
                         ? "DROP SCHEMA public CASCADE; CREATE SCHEMA public"
                         : "SELECT 1");
    TemporaryFolder place;
    auto const own =
        store::open(session->dialect() == store::Dialect::sqlite
                        ? store::Address{store::Dialect::sqlite, (place.path() / "city.db").string()}
                        : address,
                    store::Create::if_missing);
    SmallCity city(*own);
    History history(city, seed);
    for (int round = 0; round < 3; ++round) {
      history.run(40);
      auto const check = indicator::verify(city.ledger, city.catalogue, city.cells);
      for (auto const& d : check.differences) {
        ADD_FAILURE() << "seed " << seed << ": " << d.indicator << "." << d.measure << " " << d.where
                      << ": kept " << d.kept << ", should be " << d.recomputed;
      }
      auto const books = read(city);
      for (int n = 20; n < 430; n += 37) compare(city, books, day(n));
      compare(city, books, *Day::parse("2022-01-31"));
      compare_months(city, *Day::parse("2022-01-31"));
      compare_months(city, *Day::parse("2022-03-17"));
      if (HasFailure()) return;
    }
  }
}

TEST_P(RandomHistory, BuildsAMeasureAnewToTheSameCells) {
  auto const session = open();
  SmallCity city(*session);
  History(city, 7).run(60);
  {
    store::Transaction transaction(*session, store::Access::write);
    std::vector<int> all;
    for (auto const& measure : city.catalogue.measures()) {
      city.cells.erase(measure.slot);
      all.push_back(measure.slot);
    }
    indicator::rebuild(city.ledger, city.catalogue, city.cells, all);
    transaction.commit();
  }
  EXPECT_TRUE(indicator::verify(city.ledger, city.catalogue, city.cells).differences.empty());
}

TEST_P(RandomHistory, IsNoticedWhenSomebodyChangesACellOrARecordBehindTheProgram) {
  auto const session = open();
  SmallCity city(*session);
  History(city, 9).run(30);
  session->execute(
      "UPDATE shian_cell SET amount = amount + 1 WHERE measure = (SELECT min(measure) FROM shian_cell)");
  EXPECT_FALSE(indicator::verify(city.ledger, city.catalogue, city.cells).differences.empty());
}

}  // namespace
}  // namespace shian::test
