// A store with the books of tests/signs/books, and records put into them.
#pragma once

#include <gtest/gtest.h>

#include "signs/find.hpp"
#include "support/fresh_store.hpp"
#include "support/source_dir.hpp"

namespace shian::signs {

inline Day day(std::string_view text) { return *Day::parse(text); }
inline Value text(std::string_view words) { return std::string(words); }
inline Value number(std::string_view written) { return *Decimal::parse(written); }

class Books : public test::OnBothStores {
 protected:
  using Given = std::vector<std::pair<std::string, Value>>;

  void SetUp() override {
    OnBothStores::SetUp();
    if (IsSkipped()) return;
    auto const prepared = city::prepare(address, std::string(test::kSourceDir) + "/tests/signs/books");
    ASSERT_TRUE(prepared) << prepared.error().front().to_string(Language::en);
    city = std::move(*city::City::open(address));
  }
  /// One by one, at a moment; numbered by itself.
  RecordId enter(char const* register_id, Given const& given, std::string_view at = "2022-09-01T08:00Z",
                 char const* account = "clerk", char const* unit = "one") {
    auto const& schema = *city->schemas().find(register_id);
    reg::Writing writing(city->ledger(), {account, unit}, *Timestamp::parse(at, 0));
    auto const made = writing.create(schema, values_of(schema, given));
    EXPECT_TRUE(made) << made.error().front().error.to_string(Language::en);
    writing.commit();
    return made ? *made : 0;
  }
  /// As a table brings them.
  void bring(char const* register_id, std::vector<Given> const& rows) {
    auto const& schema = *city->schemas().find(register_id);
    std::vector<std::vector<Value>> values;
    for (auto const& row : rows) values.push_back(values_of(schema, row));
    reg::Writing writing(city->ledger(), {"clerk", "one"}, *Timestamp::parse("2022-09-01T08:00Z", 0));
    writing.begin_batch(schema, {"rows.csv", ""});
    for (auto const& outcome : writing.create_many(schema, values, reg::OnExisting::refuse)) {
      auto const why = outcome.faults.empty() ? "" : outcome.faults.front().error.to_string(Language::en);
      EXPECT_EQ(outcome.kind, reg::Outcome::Kind::created) << why;
    }
    writing.commit();
  }
  /// Its hash, known to the store; the bytes are nobody's concern here.
  std::string keep(std::string_view bytes) {
    auto hash = hex(sha256(bytes));
    store::Transaction transaction(city->session(), store::Access::write);
    city->evidence().note({hash, static_cast<std::int64_t>(bytes.size()), true}, "photo.jpg",
                          {"clerk", "one"}, *Timestamp::parse("2022-09-01T08:00Z", 0));
    transaction.commit();
    return hash;
  }
  Outcome look(std::string const& sign, std::string_view today = "2022-10-15") {
    store::Transaction const one_moment(city->session(), store::Access::read);
    auto outcomes = look_for_signs(*city, {day(today), sign, ""});
    EXPECT_TRUE(outcomes) << outcomes.error().to_string(Language::en);
    return outcomes ? std::move(outcomes->front()) : Outcome{};
  }

  std::unique_ptr<city::City> city;

 private:
  std::vector<Value> values_of(reg::Schema const& schema, Given const& given) {
    std::vector<Value> values(schema.fields.size());
    values[static_cast<std::size_t>(schema.find("no"))] = "N" + std::to_string(++number_);
    for (auto const& [field, value] : given) values[static_cast<std::size_t>(schema.find(field))] = value;
    return values;
  }
  int number_ = 0;
};

}  // namespace shian::signs
