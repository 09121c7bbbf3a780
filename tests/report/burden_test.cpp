#include "report/burden.hpp"

#include <fmt/format.h>
#include <gmock/gmock.h>

#include "support/day.hpp"
#include "support/fresh_store.hpp"
#include "support/source_dir.hpp"

namespace shian::report {
namespace {

using test::day;
using testing::HasSubstr;
using testing::Not;

using Fields = std::vector<std::pair<std::string, Value>>;

class Burdens : public test::OnBothStores {
 protected:
  void SetUp() override {
    OnBothStores::SetUp();
    if (IsSkipped()) return;
    auto const prepared = city::prepare(address, std::string(test::kSourceDir) + "/packs/yueqing");
    ASSERT_TRUE(prepared) << prepared.error().front().to_string(Language::en);
    city = std::move(*city::City::open(address));
  }

  RecordId enter(std::string_view register_id, Fields const& fields, std::string const& unit = "U23",
                 std::string const& account = "zhang", int seconds = 0) {
    auto const& schema = *city->schemas().find(register_id);
    std::vector<Value> values(schema.fields.size());
    for (auto const& [id, value] : fields) values.at(static_cast<std::size_t>(schema.find(id))) = value;
    auto at = *Timestamp::parse("2022-06-01T08:00+08:00", 0);
    at.ms += seconds * 1000LL;
    reg::Writing writing(city->ledger(), {account, unit}, at);
    auto const id = writing.create(schema, std::move(values));
    EXPECT_TRUE(id) << (id ? "" : id.error().front().error.to_string(Language::en));
    writing.commit();
    return id.value_or(0);
  }
  RecordId shop() {
    return enter("operator", {{"operator_no", Value(std::string("JY-1"))},
                              {"name", Value(std::string("一号食品店"))},
                              {"area", Value(std::string("T16"))}});
  }
  RecordId inspection(std::string const& number, Fields more, std::string const& unit = "U23",
                      std::string const& account = "zhang", int seconds = 0) {
    more.emplace_back("inspection_no", Value(number));
    more.emplace_back("area", Value(std::string("T16")));
    more.emplace_back("inspected_on", Value(day("2022-05-31")));
    return enter("inspection", more, unit, account, seconds);
  }
  Burden read(BurdenQuestion const& question = {}) {
    store::Transaction const one_moment(city->session(), store::Access::read);
    auto made = read_burden(*city, question);
    EXPECT_TRUE(made) << (made ? "" : made.error().to_string(Language::en));
    return made.value_or(Burden{});
  }
  std::string json(Burden const& burden) {
    store::Transaction const one_moment(city->session(), store::Access::read);
    return burden_json(*city, burden);
  }
  std::unique_ptr<city::City> city;
};
INSTANTIATE_TEST_SUITE_P(Stores, Burdens, test::kBothStores, test::store_name);

TEST_P(Burdens, CountWhatWasHandedInAndWhatTheCityHeldAlready) {
  auto const of = shop();
  inspection("JC-1", {{"operator", Value(of)}, {"operator_name", Value(std::string("一号食品店"))}});
  inspection("JC-2", {{"operator", Value(of)}, {"operator_name", Value(std::string("旧招牌"))}});
  auto const made = read();
  EXPECT_EQ(made.from, day("2022-01-01"));
  EXPECT_EQ(made.to, day("2022-12-31"));
  ASSERT_EQ(made.departments.size(), 1U);
  auto const& books = made.departments[0].registers;
  auto const book =
      std::ranges::find_if(books, [](auto const& one) { return one.schema->definition.id == "inspection"; });
  ASSERT_NE(book, books.end());
  auto const& counts = book->counts;
  EXPECT_EQ(counts.records, 2);
  EXPECT_EQ(counts.typed, 2);
  EXPECT_EQ(counts.asked, 2 * static_cast<std::int64_t>(book->schema->fields.size()));
  EXPECT_EQ(counts.given, 10);
  EXPECT_EQ(counts.held, 3) << "the town of both, the name of the one that is the same";
  EXPECT_EQ(made.all.records, 3);
}

TEST_P(Burdens, NameWhatTwoDepartmentsWereAskedAlike) {
  auto const of = shop();
  Value const content(std::string("冷藏柜温度超标"));
  inspection("JC-1", {{"operator", Value(of)}, {"content", content}});
  inspection("JC-2", {{"operator", Value(of)}, {"content", content}});
  auto const finding = [&](std::string const& number, std::string const& unit) {
    enter("finding",
          {{"finding_no", Value(number)},
           {"found_on", Value(day("2022-05-31"))},
           {"operator", Value(of)},
           {"content", content}},
          unit);
  };
  finding("WT-1", "U23");
  EXPECT_TRUE(read().twice.empty()) << "one department, twice";
  finding("WT-2", "U11");
  auto const made = read();
  ASSERT_EQ(made.twice.size(), 1U);
  auto const& pair = made.twice[0];
  EXPECT_EQ(pair.times, 1);
  EXPECT_EQ(pair.about->definition.id, "operator");
  std::set<std::string> const books = {pair.one.schema->definition.id, pair.other.schema->definition.id};
  EXPECT_EQ(books, (std::set<std::string>{"finding", "inspection"}));
  EXPECT_NE(pair.one.department, pair.other.department);
  EXPECT_THAT(json(made), Not(HasSubstr("冷藏柜"))) << "what was written is nobody else's";
}

TEST_P(Burdens, TellTheUsualPauseOfManyAndNobodys) {
  int number = 0;
  auto const day_of_work = [&](std::string const& account) {
    for (int i = 0; i < 9; ++i)  // one pause of 40 minutes is a break
      inspection(fmt::format("JC-{}", ++number), {}, "U23", account, i * 60 + (i > 4 ? 2400 : 0));
  };
  day_of_work("zhang");
  day_of_work("wang");
  EXPECT_FALSE(read().all.pace.median_s) << "two could be told apart";
  EXPECT_EQ(read().all.pace.intervals, 0);
  day_of_work("chen");
  auto const made = read();
  EXPECT_EQ(made.all.pace.median_s, 60);
  EXPECT_EQ(made.all.pace.intervals, 21);
  auto const told = json(made);
  for (auto const* account : {"zhang", "wang", "chen"}) EXPECT_THAT(told, Not(HasSubstr(account)));
}

TEST_P(Burdens, LeaveOutWhatIsSecret) {
  enter("finding", {{"finding_no", Value(std::string("WT-1"))},
                    {"found_on", Value(day("2022-05-31"))},
                    {"secret", Value(true)}});
  EXPECT_EQ(read().all.records, 0);
}

TEST_P(Burdens, ShowADepartmentItsOwn) {
  inspection("JC-1", {}, "U23");
  inspection("JC-2", {}, "U11");
  inspection("JC-3", {}, "T16");
  auto const town = of_department(read(), "", "T16");
  EXPECT_EQ(town.all.records, 3);
  for (auto const& one : town.departments) EXPECT_EQ(one.registers.empty(), one.area != "T16");
  EXPECT_THAT(json(town), Not(HasSubstr("U11")));
}

TEST_P(Burdens, AreOfTheDaysThatAreAskedFor) {
  inspection("JC-1", {});
  EXPECT_EQ(read({day("2022-06-01"), day("2022-06-01")}).all.records, 1);
  EXPECT_EQ(read({day("2022-06-02"), std::nullopt}).all.records, 0);
  store::Transaction const one_moment(city->session(), store::Access::read);
  auto const refused = read_burden(*city, {day("2022-06-02"), day("2022-06-01")});
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().code, "burden.days");
}

}  // namespace
}  // namespace shian::report
