#include "report/digest.hpp"
#include "support/day.hpp"

#include <gmock/gmock.h>

#include <deque>

namespace shian::report {
namespace {

using testing::HasSubstr;
using testing::Not;

using test::day;

// A page as read_today makes it, of invented matters; what it points at lives as long as the test.
class ADigest : public testing::Test {
 protected:
  ADigest() {
    pack.name = {"乐清市食品安全方案", "Food safety in Yueqing"};
    pack::Unit unit;
    unit.id = "U20";
    unit.name = {"市市场监督管理局", "Market regulation"};
    pack.units.push_back(unit);
    book.definition.id = "complaint";
    book.definition.name = {"投诉举报", "Complaints"};
    limit.definition.name = {"投诉处理", "Mediation"};
    law.law = "中华人民共和国食品召回管理办法 (2026)";
    law.article = "第二十一条";
    phase.id = "P1";
    phase.name = {"攻坚阶段", "Second stage"};
    today.question.as_of = day("2022-09-30");
    today.question.unit = "U20";
  }
  [[nodiscard]] DueRecord due(RecordId id, std::string name, std::string_view on) const {
    DueRecord item;
    item.schema = &book;
    item.id = id;
    item.name = std::move(name);
    item.limit = &limit;
    item.clock = &law;
    item.due = day(on);
    return item;
  }
  void late(DueRecord item) {
    today.limits.late.items.push_back(std::move(item));
    ++today.limits.late.total;
  }
  void soon(DueRecord item) {
    today.limits.due_today += item.due == today.question.as_of ? 1 : 0;
    today.limits.due_soon.items.push_back(std::move(item));
    ++today.limits.due_soon.total;
  }
  void to_confirm(std::string name) {
    pack::Point point;
    point.name = {name, name};
    point.about = "K18";
    today.to_confirm.push_back(std::move(point));
  }
  [[nodiscard]] Digest made(Language language = Language::zh, std::string desk = "") const {
    return digest_of(pack, today, {language, std::move(desk)});
  }

  pack::Pack pack;
  reg::Schema book;
  reg::LifecycleClock limit;
  pack::Clock law;
  pack::Phase phase;
  Today today;
};

TEST_F(ADigest, TellsWhatIsLateWhatFallsDueAndWhatThePlansDatesBring) {
  late(due(3, "TS-3 王*", "2022-08-04"));
  soon(due(7, "TS-7", "2022-09-30"));
  auto by_hand = due(8, "", "2022-10-01");
  by_hand.clock = nullptr;
  by_hand.provisional = true;
  soon(by_hand);
  today.dates = {{&phase, nullptr, day("2022-10-07")}, {&phase, nullptr, day("2022-10-08")}};
  to_confirm("抽检合格率");
  auto const digest = made(Language::zh, "https://shian.example.gov.cn");
  EXPECT_FALSE(digest.is_empty);
  EXPECT_EQ(digest.subject,
            "食安摘要 2022-09-30：已超期 1 项，今天到期 1 项，7 天内到期 1 项，方案的日期 1 项");
  EXPECT_EQ(digest.plain, R"(乐清市食品安全方案 · 市市场监督管理局 · 2022-09-30

已超期（1 项）
  - 投诉举报 TS-3 王* #3：投诉处理，最后一天 2022-08-04（已超 57 天），《食品召回管理办法》第二十一条
    https://shian.example.gov.cn/registers/complaint/records/3

今天到期（1 项）
  - 投诉举报 TS-7 #7：投诉处理，最后一天 2022-09-30（今天），《食品召回管理办法》第二十一条
    https://shian.example.gov.cn/registers/complaint/records/7

7 天内到期（1 项）
  - 投诉举报 #8：投诉处理，最后一天 2022-10-01（还有 1 天），放假安排未公布，日期可能变动
    https://shian.example.gov.cn/registers/complaint/records/8

方案的日期（1 项）
  - 攻坚阶段：最后一天 2022-10-07（还有 7 天）

等待确认（1 项）
  - 抽检合格率 K18：目标值

https://shian.example.gov.cn/today
本摘要由食安自动发出，请勿回复。个人信息已遮蔽；不再接收请告知账号管理员。
)");
  auto const english = made(Language::en);
  EXPECT_EQ(english.subject,
            "Shian digest 2022-09-30: Late 1, Due today 1, Due within 7 days 1, Dates of the plan 1");
  EXPECT_THAT(english.plain,
              HasSubstr("  - Complaints TS-3 王* #3: Mediation, last day 2022-08-04 (57 days over), "
                        "食品召回管理办法 第二十一条\n"));
  EXPECT_THAT(english.plain, HasSubstr("(in 1 day), holidays not yet published"));
  EXPECT_THAT(english.plain + english.html, Not(HasSubstr("://"))) << "no desk, no links";
}

TEST_F(ADigest, IsEmptyWhenNothingHasItsDay) {
  today.dates = {{&phase, nullptr, day("2022-10-08")}};  // of the month, and not of the week
  to_confirm("抽检合格率");                              // for months
  auto const digest = made();
  EXPECT_TRUE(digest.is_empty);
  EXPECT_EQ(digest.subject, "食安摘要 2022-09-30：没有待办");
  EXPECT_THAT(digest.plain, HasSubstr("今天没有待办。\n\n等待确认（1 项）"));
  EXPECT_THAT(digest.html, HasSubstr("今天没有待办。"));
}

TEST_F(ADigest, SaysThatItsRecordsAreSimulated) {
  EXPECT_THAT(made().subject + made().plain + made().html, Not(HasSubstr("模拟")));
  today.board.simulated = true;
  for (auto const language : {Language::zh, Language::en}) {
    auto const digest = made(language);
    EXPECT_THAT(digest.subject, testing::StartsWith(language == Language::zh ? "【模拟】" : "[simulated] "));
    EXPECT_THAT(digest.plain, HasSubstr(simulated_notice().in(language)));
    EXPECT_THAT(digest.html, HasSubstr(simulated_notice().in(language)));
  }
}

TEST_F(ADigest, ListsTenOfEachPartAndHowManyMoreThereAre) {
  for (int i = 1; i <= 12; ++i) late(due(i, "TS-" + std::to_string(i), "2022-08-04"));
  today.limits.late.total = 1'234;  // more than the page lists
  for (int i = 0; i < 11; ++i) to_confirm("问题" + std::to_string(i));
  auto const text = made(Language::zh, "https://desk").plain;
  EXPECT_THAT(text, HasSubstr("已超期（1,234 项）"));
  EXPECT_THAT(text, HasSubstr(" TS-10 "));
  EXPECT_THAT(text, Not(HasSubstr(" TS-11 ")));
  EXPECT_THAT(text, HasSubstr("  … 另有 1,224 项\n    https://desk/today\n"));
  EXPECT_THAT(text, HasSubstr("  … 另有 1 项\n    https://desk/office/decisions\n"));
  EXPECT_THAT(made(Language::en).html, HasSubstr("<li>and 1,224 more</li>"));
}

TEST_F(ADigest, KeepsTheOrderInWhichThePageHasItsMatters) {
  late(due(1, "first", "2022-08-04"));
  late(due(2, "second", "2022-09-29"));
  auto const text = made().plain;
  EXPECT_LT(text.find("first"), text.find("second")) << "the longest late is first";
}

TEST_F(ADigest, TakesNoOrdersFromTheNamesOfRecords) {
  late(due(1,
           "<script>alert('x')</script> & \"co\"\n\n今天到期（9 项）\r\n  - forged " + std::string(60, 'x'),
           "2022-08-04"));
  book.definition.name = {"<b>台账</b>", "<b>"};
  pack.name = {"<i>城市", "<i>"};
  auto const digest = made(Language::zh, "https://desk");
  EXPECT_THAT(digest.html,
              HasSubstr("&lt;b&gt;台账&lt;/b&gt; &lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt; "
                        "&amp; &quot;co&quot;"));
  for (auto const* tag : {"<script", "<b>", "<i>"}) EXPECT_THAT(digest.html, Not(HasSubstr(tag)));
  EXPECT_THAT(digest.plain, Not(HasSubstr("\n今天到期"))) << "a name begins no line of its own";
  EXPECT_THAT(digest.plain, Not(HasSubstr("\n  - forged")));
  EXPECT_THAT(digest.plain, HasSubstr("… #1：")) << "a long one is cut, its number stays";
}

TEST(ShortLaw, IsWhatTheLawIsCalled) {
  for (auto const& [law, called] :
       {std::pair{"中华人民共和国食品安全法", "食品安全法"},
        std::pair{"食品召回管理办法 (2015)", "食品召回管理办法"},
        std::pair{"食源性疾病监测报告工作规范(试行)", "食源性疾病监测报告工作规范(试行)"},
        std::pair{"办法 (试行)", "办法 (试行)"}, std::pair{"", ""}})
    EXPECT_EQ(short_law(law), called);
}

}  // namespace
}  // namespace shian::report
