#include "document/issued.hpp"

#include <gmock/gmock.h>

#include "document/draft.hpp"
#include "document/tables.hpp"
#include "document/templates.hpp"
#include "support/fresh_store.hpp"

namespace shian::document {
namespace {

using testing::HasSubstr;

class Papers : public test::OnBothStores {
 protected:
  void SetUp() override {
    OnBothStores::SetUp();
    if (IsSkipped()) return;
    session = open();
    prepare_tables(*session);
  }

  static Issued paper(std::string number, std::string hash) {
    Issued made;
    made.register_id = "complaint";
    made.record = 7;
    made.document = "complaint_refusal";
    made.name = "投诉不予受理决定书";
    made.number = std::move(number);
    made.series = "乐市监投不受〔2026〕{{序号}}号";
    made.signed_on = *Day::parse("2026-03-02");
    made.signer = "张三";
    made.file.hash = std::move(hash);
    made.file.name = "决定书.pdf";
    made.file.type = "application/pdf";
    made.file.bytes = 12;
    made.file.author = {"u23.officer", "U23"};
    made.file.at = Timestamp::now();
    return made;
  }

  Expected<Issued> put(Issued const& given) {
    store::Transaction transaction(*session, store::Access::write);
    auto issued = issue(*session, given);
    if (issued) transaction.commit();
    return issued;
  }

  std::unique_ptr<store::Session> session;
};

TEST_P(Papers, AreNumberedInTheirSeries) {
  auto const series = paper("", "").series;
  EXPECT_EQ(next_serial(*session, series), 1);
  auto const first = put(paper("乐市监投不受〔2026〕4号", "aa"));
  ASSERT_TRUE(first);
  EXPECT_EQ(first->serial, 4);
  EXPECT_EQ(next_serial(*session, series), 5);
  EXPECT_EQ(next_serial(*session, "乐市监投不受〔2027〕{{序号}}号"), 1);
  auto const again = put(paper("乐市监投不受〔2026〕4号", "bb"));
  ASSERT_FALSE(again);
  EXPECT_EQ(again.error().code, "document.number");
  EXPECT_THAT(again.error().to_string(Language::zh), HasSubstr("下一个序号是 5"));
  auto const other = put(paper("另号1", "bb"));
  ASSERT_TRUE(other);
  EXPECT_EQ(other->serial, 0);
  EXPECT_EQ(next_serial(*session, series), 5);
}

TEST_P(Papers, AreReadAsTheyWereIssued) {
  auto const issued = put(paper("乐市监投不受〔2026〕1号", "aa"));
  ASSERT_TRUE(issued);
  auto const all = issued_for(*session, "complaint", 7);
  ASSERT_EQ(all.size(), 1U);
  EXPECT_EQ(all[0].name, "投诉不予受理决定书");
  EXPECT_EQ(all[0].signed_on, *Day::parse("2026-03-02"));
  EXPECT_EQ(all[0].file.name, "决定书.pdf");
  EXPECT_EQ(all[0].file.author.unit, "U23");
  EXPECT_FALSE(all[0].voided);
  EXPECT_TRUE(issued_for(*session, "complaint", 8).empty());
  EXPECT_FALSE(find_issued(*session, issued->id + 1));
}

TEST_P(Papers, AreRefusedWithoutASignerAndTwice) {
  auto nobody = paper("1", "aa");
  nobody.signer = " 　";
  EXPECT_EQ(put(nobody).error().code, "document.signer");
  ASSERT_TRUE(put(paper("", "aa")));
  EXPECT_EQ(put(paper("", "aa")).error().code, "document.twice");
  EXPECT_TRUE(put(paper("", "bb")));  // papers without a number do not clash
}

TEST_P(Papers, ThatAreVoidStayAndKeepTheirNumber) {
  auto const issued = put(paper("乐市监投不受〔2026〕1号", "aa"));
  ASSERT_TRUE(issued);
  store::Transaction transaction(*session, store::Access::write);
  EXPECT_EQ(void_paper(*session, issued->id, {Timestamp::now(), "u23.officer", " "}).error().code,
            "document.reason");
  ASSERT_TRUE(void_paper(*session, issued->id, {Timestamp::now(), "u23.officer", "当事人写错"}));
  EXPECT_EQ(void_paper(*session, issued->id, {Timestamp::now(), "u23.officer", "再次"}).error().code,
            "document.voided");
  transaction.commit();
  auto const there = find_issued(*session, issued->id);
  ASSERT_TRUE(there && there->voided);
  EXPECT_EQ(there->voided->reason, "当事人写错");
  EXPECT_EQ(put(paper("乐市监投不受〔2026〕1号", "cc")).error().code, "document.number");
  EXPECT_TRUE(put(paper("乐市监投不受〔2026〕2号", "aa")));  // the file of a void paper can be issued rightly
}

TEST_P(Papers, FollowTheNewestTemplateOfTheOffice) {
  EXPECT_TRUE(template_changes(*session).empty());
  store::Transaction transaction(*session, store::Access::write);
  change_template(*session, "x", {"aa", {"office", ""}, "改抬头", Timestamp::now()});
  change_template(*session, "x", {"bb", {"office", ""}, "再改", Timestamp::now()});
  EXPECT_EQ(template_changes(*session).at("x").hash, "bb");
  change_template(*session, "x", {"", {"office", ""}, "恢复", Timestamp::now()});
  EXPECT_TRUE(template_changes(*session).empty());
  transaction.commit();
}

TEST(Numbers, AreThePatternWithYearAndSerial) {
  pack::Document document;
  document.number = {"{{代字}}责改〔{{年}}〕{{序号}}号", {}};
  EXPECT_EQ(number_text(document, "乐市监", 2026, 12), "乐市监责改〔2026〕12号");
  EXPECT_EQ(number_text(document, "", 2026, 0), "＿＿＿＿责改〔2026〕＿＿＿＿号");
}

INSTANTIATE_TEST_SUITE_P(Stores, Papers, test::kBothStores, test::store_name);

}  // namespace
}  // namespace shian::document
