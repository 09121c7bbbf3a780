// Lists in any order, page by page: nothing twice, nothing left out, both stores alike.
#include "register/pages.hpp"

#include <gtest/gtest.h>

#include <algorithm>

#include "register/on_ledger.hpp"

namespace shian::reg {
namespace {

pack::Pack one_register() {
  using pack::FieldType;
  using test::field;
  pack::Pack pack;
  pack::Register sample;
  sample.id = "sample";
  sample.name = {"样品", "Samples"};
  auto kg = field("kg", FieldType::decimal);
  kg.scale = 1;
  sample.fields = {field("no", FieldType::integer),
                   field("taken_on", FieldType::date),
                   kg,
                   field("note", FieldType::text),
                   field("fresh", FieldType::boolean),
                   field("seen_at", FieldType::timestamp)};
  pack.registers = {sample};
  return pack;
}

class Pages : public test::OnLedger {
 protected:
  Pages() : OnLedger(one_register()) {}
  void SetUp() override {
    OnLedger::SetUp();
    if (!IsSkipped()) enter();
  }

  // Values that repeat, that are missing, that sort otherwise as text (9.5 and 10.5), and other scripts.
  void enter() {
    Writing writing(*ledger, {"clerk", "U1"}, now);
    for (std::int64_t i = 0; i < kRecords; ++i) {
      std::vector<Value> values = {Value(i), Value{}, Value{}, Value{}, Value{}, Value{}};
      if (i % 3 != 0) values[1] = Value(*Day::parse("2022-01-01") + static_cast<int>(i % 7));
      if (i % 4 != 0) values[2] = Value(*Decimal::parse(std::to_string(i % 13) + ".5"));
      if (i % 5 != 0)
        values[3] = Value(std::string(i % 2 == 0 ? "柳市 'x'" : "a%_!b") + std::to_string(i % 3));
      if (i % 6 != 0) values[4] = Value(i % 2 == 0);
      if (i % 7 != 0) values[5] = Value(Timestamp{now.ms + i % 11});
      ASSERT_TRUE(writing.create(sample(), std::move(values)));
    }
    ASSERT_TRUE(writing.withdraw(sample(), 8, "twice"));
    writing.commit();
  }
  Schema const& sample() { return *schemas.find("sample"); }

  std::vector<RecordId> by_pages(RecordQuery const& query, std::size_t limit) {
    std::vector<RecordId> ids;
    std::optional<RecordPlace> after;
    while (true) {
      auto const page = records_behind(*ledger, sample(), query, after, limit);
      for (auto const& record : page) ids.push_back(record.id);
      if (page.size() < limit) return ids;
      // As a client sends it back.
      after = RecordPlace::parse(RecordPlace::of(page.back(), query.order).to_text(), sample(), query.order);
      if (!after) return {};
    }
  }

  static constexpr std::int64_t kRecords = 90;
  Timestamp now{1'650'000'000'000};
};
INSTANTIATE_TEST_SUITE_P(Stores, Pages, test::kBothStores, test::store_name);

TEST_P(Pages, GiveEveryRecordOnceInTheOrderAskedForHoweverLargeAPageIs) {
  for (FieldIndex field = -1; field < 6; ++field) {
    for (bool const descending : {false, true}) {
      RecordQuery const query{"", {}, {field, descending}};
      auto const whole = records_behind(*ledger, sample(), query, std::nullopt, 1'000);
      ASSERT_EQ(whole.size(), static_cast<std::size_t>(kRecords - 1)) << field;
      std::vector<RecordId> ids;
      for (auto const& record : whole) ids.push_back(record.id);
      for (std::size_t const limit : {1U, 7U, 50U, 89U})
        EXPECT_EQ(by_pages(query, limit), ids) << "field " << field << ", pages of " << limit;
      for (std::int64_t const offset : {1, 40, 60, 88, 200}) {
        std::vector<RecordId> from;
        for (auto const& record : records_from(*ledger, sample(), query, offset, 5))
          from.push_back(record.id);
        auto const begin = ids.begin() + std::min<std::int64_t>(offset, std::ssize(ids));
        auto const end = ids.begin() + std::min<std::int64_t>(offset + 5, std::ssize(ids));
        EXPECT_EQ(from, std::vector<RecordId>(begin, end)) << "field " << field << " from " << offset;
      }
      if (field < 0) continue;
      auto const at = static_cast<std::size_t>(field);
      auto const silent = std::find_if(whole.begin(), whole.end(),
                                       [&](auto const& record) { return is_null(record.values[at]); });
      EXPECT_TRUE(std::all_of(silent, whole.end(), [&](auto const& record) {
        return is_null(record.values[at]);
      })) << "what says nothing comes last";
    }
  }
}

TEST_P(Pages, OrderDecimalsAsNumbers) {
  auto const records = records_behind(*ledger, sample(), {"", {}, {2, false}}, std::nullopt, 1'000);
  Decimal before(0);
  for (auto const& record : records) {
    auto const* kg = std::get_if<Decimal>(&record.values[2]);
    if (kg == nullptr) break;
    EXPECT_LE(before, *kg);
    before = *kg;
  }
  EXPECT_EQ(before, *Decimal::parse("12.5"));
}

TEST_P(Pages, CountWhatAConditionLeavesAndKnowTheNewest) {
  auto const all = count_records(*session, sample(), {});
  EXPECT_EQ(all.records, kRecords - 1);
  EXPECT_EQ(all.newest, kRecords);
  auto const few = count_records(*session, sample(), {"f_no < ?", {Value(std::int64_t{10})}, {}});
  EXPECT_EQ(few.records, 9) << "one of ten is withdrawn";
  EXPECT_EQ(count_records(*session, sample(), {"1 = 0", {}, {}}).newest, 0);
  EXPECT_EQ(entered_at(*session, sample(), all.newest), now);
  EXPECT_EQ(entered_at(*session, sample(), 999), std::nullopt);
}

TEST_P(Pages, TakeNoCursorThatNoListHasGivenOut) {
  struct Row {
    char const* text;
    RecordOrder order;
    bool fits;
  };
  for (auto const& row :
       {Row{"12", {}, true}, Row{"12", {1, false}, true}, Row{"", {}, false}, Row{"x", {}, false},
        Row{"-1", {}, false}, Row{"12.", {1, false}, false}, Row{"12.323032322d30312d3031", {1, false}, true},
        Row{"12.323032322d30312d3031", {}, false},
        Row{"12.323032322d31332d3031", {1, false}, false},  // 2022-13-01
        Row{"12.3", {1, false}, false}, Row{"12.zz", {1, false}, false}, Row{"12.00", {3, false}, false},
        Row{"12.796573", {4, false}, false}, Row{"99999999999999999999", {}, false},
        Row{"1 or 1=1", {}, false}}) {
    EXPECT_EQ(RecordPlace::parse(row.text, sample(), row.order).has_value(), row.fits) << row.text;
  }
}

}  // namespace
}  // namespace shian::reg
