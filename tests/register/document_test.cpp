#include "register/document.hpp"

#include <gmock/gmock.h>

#include "register/on_ledger.hpp"

namespace shian::reg {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

pack::Field named(std::string id, std::string zh, pack::FieldType type) {
  auto field = test::field(std::move(id), type);
  field.name = {std::move(zh), field.id};
  return field;
}

// Letters about shops; a letter has one clock and one step.
pack::Pack written_letters() {
  using pack::FieldType;
  pack::Pack pack;
  pack::Register shop;
  shop.id = "shop";
  shop.name = {"店铺", "Shops"};
  shop.fields = {named("no", "店铺编号", FieldType::text), named("keeper", "负责人", FieldType::person)};
  shop.keys = {{"no"}};
  pack::Register letter;
  letter.id = "letter";
  letter.name = {"来信", "Letters"};
  auto about = named("about", "所涉店铺", FieldType::reference);
  about.refers_to = "shop";
  letter.fields = {named("no", "信号", FieldType::text), named("came_on", "来信日期", FieldType::date), about,
                   named("answered_on", "答复日期", FieldType::date)};
  letter.keys = {{"no"}};
  pack.registers = {shop, letter};
  pack::Lifecycle way;
  way.id = "letter";
  way.states = {{"answered", {"已答复", "answered"}, {"answered_on != null", {}}, {}, true, {}},
                {"open", {"待答复", "open"}, {}, {}, false, {}}};
  pack::LifecycleClock answer;
  answer.id = "answer";
  answer.name = {"答复", "answer"};
  answer.due = {"came_on", {}};
  answer.act = {"answered_on", {}};
  way.clocks = {answer};
  pack::Step step;
  step.id = "answer";
  step.name = {"答复", "answer"};
  step.from = {"open"};
  step.to = {"answered"};
  step.by = {"unit_officer"};
  step.day = "answered_on";
  way.steps = {step};
  pack.lifecycles = {way};
  pack::Document reply;
  reply.id = "reply";
  reply.register_id = "letter";
  reply.name = {"复函", "Reply"};
  reply.steps = {"answer"};
  reply.number = {"{{代字}}复〔{{年}}〕{{序号}}号", {"p.yaml", 4, 14}};
  reply.basis = "信访工作条例";
  reply.body = {
      "< {{信号}}：\n你于{{来信日期}}反映{{所涉店铺.店铺编号}}的来信收悉。\n{{截止日:answer}}前答复。",
      {"p.yaml", 8, 7}};
  pack.documents = {reply};
  return pack;
}

std::vector<std::string> faults_of(pack::Pack const& pack) {
  clock::Rules const rules(pack.clocks, pack.calendar, kShanghaiOffsetMinutes);
  auto const compiled = Schemas::compile(pack, &rules);
  std::vector<std::string> texts;
  if (!compiled)
    for (auto const& error : compiled.error()) texts.push_back(error.to_string(Language::en));
  return texts;
}

TEST(Marks, AreFoundWhereBracesPair) {
  std::vector<std::string> names;
  for (auto const& mark : marks_in("{{ 甲 }}和{{乙}}，{{丙\n}}，{{{{丁}}}}，{单}"))
    names.emplace_back(mark.name);
  EXPECT_THAT(names, ElementsAre("甲", "乙", "丁"));
}

TEST(Documents, AreCompiledWithTheirRegister) {
  auto const pack = written_letters();
  EXPECT_THAT(faults_of(pack), ElementsAre());
  clock::Rules const rules(pack.clocks, pack.calendar, kShanghaiOffsetMinutes);
  auto const schemas = Schemas::compile(pack, &rules);
  ASSERT_TRUE(schemas);
  auto const& letter = *schemas->find("letter");
  auto const* reply = find_document(letter, "reply");
  ASSERT_NE(reply, nullptr);
  EXPECT_FALSE(hold_personal_data(reply->marks, letter, *schemas));
  EXPECT_EQ(find_document(letter, "other"), nullptr);
  ASSERT_TRUE(mark_of("about.keeper", letter, *schemas));
  EXPECT_TRUE(hold_personal_data(std::vector<std::string>{"信号", "about.keeper"}, letter, *schemas));
  EXPECT_FALSE(hold_personal_data(std::vector<std::string>{"信号", "没有"}, letter, *schemas));
  EXPECT_EQ(mark_of("截止日：answer", letter, *schemas)->kind, Mark::Kind::last_day);
  EXPECT_EQ(mark_of("依据:answer", letter, *schemas)->kind, Mark::Kind::basis);
}

TEST(Documents, WithAPersonsNameArePersonal) {
  auto pack = written_letters();
  pack.documents[0].body.text += "\n{{所涉店铺.负责人}}";
  clock::Rules const rules(pack.clocks, pack.calendar, kShanghaiOffsetMinutes);
  auto const schemas = Schemas::compile(pack, &rules);
  ASSERT_TRUE(schemas);
  auto const& letter = *schemas->find("letter");
  EXPECT_TRUE(hold_personal_data(find_document(letter, "reply")->marks, letter, *schemas));
}

TEST(Documents, AreForRecordsThatTheirConditionNames) {
  auto pack = written_letters();
  pack.documents[0].when = {"answered_on != null", {}};
  clock::Rules const rules(pack.clocks, pack.calendar, kShanghaiOffsetMinutes);
  auto const schemas = Schemas::compile(pack, &rules);
  ASSERT_TRUE(schemas);
  auto const& letter = *schemas->find("letter");
  std::vector<Value> values(letter.fields.size());
  auto const* reply = find_document(letter, "reply");
  EXPECT_FALSE(reply->is_for(values, {}));
  values[3] = *Day::parse("2026-03-02");
  EXPECT_TRUE(reply->is_for(values, {}));
}

TEST(Documents, TellWhereAMarkLeadsNowhere) {
  struct Case {
    std::string body, place, says;
  };
  for (auto const& [body, place, says] :
       {Case{"第一行\n你于{{来信日子}}来信", "p.yaml:9:9", "did you mean {{来信日期}}?"},
        Case{"{{所涉店铺.编号}}", "p.yaml:8:7", "{{所涉店铺.编号}}"},
        Case{"{{信号.店铺编号}}", "p.yaml:8:7", "refers to no register"},
        Case{"{{截止日:reply}}", "p.yaml:8:7", "{{截止日:reply}}"},
        Case{"{{序号}}", "p.yaml:8:7", "belong in the number"}}) {
    auto pack = written_letters();
    pack.documents[0].body.text = body;
    auto const faults = faults_of(pack);
    ASSERT_EQ(faults.size(), 1U) << body;
    EXPECT_THAT(faults[0], HasSubstr(place)) << body;
    EXPECT_THAT(faults[0], HasSubstr(says)) << body;
  }
}

TEST(Documents, TellOfANumberAndAStepThatCannotBe) {
  auto pack = written_letters();
  pack.documents[0].number.text = "复〔{{年}}〕号";
  EXPECT_THAT(faults_of(pack), ElementsAre(HasSubstr("lacks {{序号}}")));
  pack.documents[0].number.text = "{{信号}}第{{序号}}号";
  EXPECT_THAT(faults_of(pack), ElementsAre(HasSubstr("{{代字}}, {{年}} and {{序号}} only")));
  pack = written_letters();
  pack.documents[0].steps = {"anser"};
  EXPECT_THAT(faults_of(pack), ElementsAre(HasSubstr("did you mean 'answer'?")));
}

}  // namespace
}  // namespace shian::reg
