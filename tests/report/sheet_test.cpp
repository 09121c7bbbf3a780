#include "report/sheet.hpp"

#include <gmock/gmock.h>

#include <fstream>
#include <sstream>

#include "elmwood.hpp"
#include "intake/importer.hpp"
#include "report/books.hpp"

namespace shian::report {
namespace {

using test::day;
using testing::HasSubstr;
using testing::Not;

class Sheet : public test::Elmwood {
 protected:
  void SetUp() override {
    Elmwood::SetUp();
    auto const lion = kitchen("EK-1", "Red Lion", "hill", "Grace Hopper");
    kitchen("EK-2", "=1+1, \"The Sum\"", "mill");
    check(lion, "2031-01-10", "hill", "pass");
    grievance("G-1", "2031-03-03", "");
  }

  std::string written(std::string_view book_id,
                      SheetOptions const& options = {Language::en, reg::Personal::masked, {}, {}}) {
    auto const file = folder.path() / "out.csv";
    auto const made = write_sheet(*city, book(book_id), file, options);
    EXPECT_TRUE(made.has_value()) << made.error().to_string(Language::en);
    std::ifstream in(file, std::ios::binary);
    std::ostringstream text;
    text << in.rdbuf();
    return text.str();
  }
};

TEST_F(Sheet, MasksPersonalDataUnlessItIsWanted) {
  EXPECT_THAT(written("kitchen"), Not(HasSubstr("Grace Hopper")));
  auto const open = written("kitchen", {Language::en, reg::Personal::shown, {}, "inspection round"});
  EXPECT_THAT(open, HasSubstr("Grace Hopper"));
  EXPECT_THAT(open, HasSubstr("inspection round"));
}

TEST_F(Sheet, NamesWhatARecordRefersToByItsKey) {
  EXPECT_THAT(written("check"), HasSubstr("EK-1"));
  EXPECT_THAT(written("check"), HasSubstr("Hill Ward"));
}

TEST_F(Sheet, ComesBackThroughTheImporterAsTheSameRecords) {
  {
    store::Transaction transaction(city->session(), store::Access::write);
    city->note_simulated_records();  // a notice stands above the header
    transaction.commit();
  }
  for (auto const* book_id : {"kitchen", "check"}) {
    for (auto const* name : {"back.csv", "back.xlsx"}) {
      auto const file = folder.path() / (std::string(book_id) + name);
      ASSERT_TRUE(
          write_sheet(*city, book(book_id), file, {Language::en, reg::Personal::shown, {}, "round trip"})
              .has_value());
      intake::ImportOptions options;
      options.author = {"clerk", "health"};
      options.now = *Timestamp::parse("2031-07-01T08:00Z", 0);
      auto const report = intake::import_table(city->ledger(), book(book_id), file, options);
      ASSERT_TRUE(report.has_value()) << report.error().to_string(Language::en);
      EXPECT_EQ(report->totals.refused, 0)
          << book_id << name << (report->refused.empty() ? "" : report->refused[0].reasons[0].en);
      EXPECT_EQ(report->totals.created, 0) << book_id << name;
      EXPECT_EQ(report->totals.same, city->ledger().records().count(book(book_id))) << book_id << name;
    }
  }
}

TEST_F(Sheet, RefusesAnEndingItDoesNotKnow) {
  auto const made = write_sheet(*city, book("kitchen"), folder.path() / "out.doc", {});
  ASSERT_FALSE(made.has_value());
  EXPECT_EQ(made.error().code, "export.format");
}

TEST_F(Sheet, TheColumnOfNumbersIsTakenForNoField) {
  for (auto const& schema : city->schemas().all())
    EXPECT_EQ(number_header(schema), "编号") << schema.definition.id;
}

TEST_F(Sheet, HistorySaysWhatWasThereBeforeAndMasksPersons) {
  reg::Writing writing(city->ledger(), {"clerk", "trade"}, *Timestamp::parse("2031-07-02T08:00Z", 0));
  ASSERT_TRUE(
      writing.correct(book("kitchen"), 1, {{1, Value(std::string("Golden Lion"))}}, "the sign was changed")
          .has_value());
  writing.commit();
  auto const text = history_text(*city, book("kitchen"), 1, Language::en, {120, false});
  EXPECT_THAT(text, HasSubstr("Red Lion → Golden Lion"));
  EXPECT_THAT(text, HasSubstr("the sign was changed"));
  EXPECT_THAT(text, HasSubstr("2031-07-02T03:00:00-05:00")) << "moments stand in the plan's zone";
  EXPECT_THAT(text, Not(HasSubstr("Grace")));
}

TEST_F(Sheet, AConditionChoosesRecords) {
  auto const& kitchens = book("kitchen");
  expression::Environment const environment{&city->schemas(), &city->rules(), {}};
  auto const condition =
      expression::compile({"ward == \"mill\"", {}}, kitchens.index, environment, expression::Type::boolean);
  ASSERT_TRUE(condition.has_value());
  auto const page = read_records(*city, kitchens, *condition, 10);
  ASSERT_EQ(page.records.size(), 1U);
  EXPECT_FALSE(page.more);
  EXPECT_TRUE(read_records(*city, kitchens, {}, 1).more);
}

}  // namespace
}  // namespace shian::report
