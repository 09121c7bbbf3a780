// Records and evidence found by words, on both stores alike; and who finds what.
#include "material/search.hpp"

#include <gmock/gmock.h>

#include <fstream>
#include <set>

#include "material/alike_photos.hpp"
#include "material/follow.hpp"
#include "material/materials.hpp"
#include "material/tables.hpp"
#include "pictures.hpp"
#include "register/on_ledger.hpp"

namespace shian::material {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using testing::UnorderedElementsAre;

pack::Pack inspections() {
  using pack::FieldType;
  using shian::test::field;
  pack::Pack pack;
  pack::Register made;
  made.id = "inspection";
  made.name = {"检查", "Inspections"};
  auto person = field("witness", FieldType::person);
  auto phone = field("phone", FieldType::text);
  phone.personal = true;
  auto kind = field("kind", FieldType::enumeration);
  pack::EnumOption option;
  option.code = "market";
  option.name = {"农贸市场", "Market"};
  kind.options = {option};
  auto id_card = field("id_card", FieldType::file);
  id_card.personal = true;
  made.fields = {field("on", FieldType::date),
                 field("no", FieldType::code),
                 field("note", FieldType::text),
                 person,
                 phone,
                 kind,
                 field("photo", FieldType::file),
                 id_card,
                 field("area", FieldType::area)};
  made.area_field = "area";
  auto other = made;
  other.id = "complaint";
  pack.registers = {made, other};
  for (auto const* id : {"T1", "T2"}) {
    pack::Area area;
    area.id = id;
    area.name = {id, id};
    pack.areas.push_back(area);
  }
  return pack;
}

class Search : public shian::test::OnLedger {
 protected:
  Search() : OnLedger(inspections()) {}
  void SetUp() override {
    OnLedger::SetUp();
    if (IsSkipped()) return;
    prepare_tables(*session);
    evidence.emplace(*session, folder.path() / "files");
  }

  reg::Schema const& schema() { return *schemas.find("inspection"); }
  std::size_t at(char const* id) { return static_cast<std::size_t>(schema().find(id)); }

  RecordId enter(std::map<std::string, std::string> const& given, std::string const& unit = "U1") {
    reg::Writing writing(*ledger, {"clerk", unit}, now);
    std::vector<Value> values(schema().fields.size());
    for (auto const& [id, value] : given)
      values[at(id.c_str())] = id == "on" ? Value(shian::test::day(value)) : Value(value);
    auto const made = writing.create(schema(), std::move(values));
    EXPECT_TRUE(made) << made.error().front().error.to_string(Language::en);
    writing.commit();
    return made.value_or(0);
  }
  void correct(RecordId id, char const* field, std::string const& value) {
    reg::Writing writing(*ledger, {"clerk", "U1"}, now);
    EXPECT_TRUE(writing.correct(schema(), id, {{schema().find(field), Value(value)}}, "put right"));
    writing.commit();
  }
  std::string file(std::string const& name, std::string const& text) {
    auto const path = folder.path() / name;
    std::ofstream(path) << text;
    return add(path);
  }
  std::string add(std::filesystem::path const& path) {
    store::Transaction transaction(*session, store::Access::write);
    auto const hash = evidence->add(path, {"clerk", "U1"}, now);
    EXPECT_TRUE(hash);
    transaction.commit();
    return *hash;
  }
  std::int64_t index(std::int64_t most = 1'000'000) {
    for (auto const& unread : unread_files(*session, 1'000, Again::where_it_helps)) {
      auto const content = read_content(evidence->path_of(unread.hash), unread.name, kShanghaiOffsetMinutes);
      store::Transaction transaction(*session, store::Access::write);
      keep(*session, unread.hash, content, now);
      transaction.commit();
    }
    store::Transaction transaction(*session, store::Access::write);
    auto const followed = follow(*ledger, most);
    transaction.commit();
    return followed;
  }
  Found find(std::string const& words, Reader reader = everything(), std::size_t limit = 20) {
    store::Transaction const one_moment(*session, store::Access::read);
    auto const query = Query::parse(words);
    EXPECT_TRUE(query);
    return search(*ledger, {.query = *query, .limit = limit, .reader = std::move(reader)});
  }
  Unfindable not_there(Reader const& reader = everything()) {
    store::Transaction const one_moment(*session, store::Access::read);
    return unfindable(*ledger, reader, {});
  }
  // Whoever reads what one unit entered; of its files the same, or none.
  static Reader of_unit(std::string const& unit, bool files = true) {
    auto const visible = [unit](reg::Schema const&) {
      return std::optional(Condition{"unit = ?", {Value(unit)}});
    };
    auto const none = [](reg::Schema const&) { return std::optional<Condition>(); };
    auto const may = [unit](reg::Schema const&, reg::Record const& record) { return record.unit == unit; };
    Reader reader{visible, none, may, may};
    if (files) reader.visible_files = visible;
    return reader;
  }
  std::vector<RecordId> records(std::string const& words, Reader reader = everything()) {
    std::vector<RecordId> ids;
    for (auto const& found : find(words, std::move(reader)).records) ids.push_back(found.record.id);
    return ids;
  }

  Timestamp now{1'650'000'000'000};
  std::optional<reg::Evidence> evidence;
};
INSTANTIATE_TEST_SUITE_P(Stores, Search, shian::test::kBothStores, shian::test::store_name);

TEST_P(Search, FindsRecordsByWordsOfTwoCharacters) {
  auto const first = enter({{"no", "YQ-2022-001"}, {"note", "未按规定索证索票"}, {"kind", "market"}});
  auto const second = enter({{"no", "YQ-2022-002"}, {"note", "索证。索票台账不全"}});
  EXPECT_EQ(not_there().behind, 2);
  EXPECT_THAT(records("索证"), IsEmpty());
  EXPECT_EQ(index(), 2);
  EXPECT_EQ(not_there().behind, 0);
  EXPECT_THAT(records("索票"), ElementsAre(second, first));
  EXPECT_THAT(records("证索"), ElementsAre(first));  // side by side in the first alone
  EXPECT_THAT(records("索证索票"), ElementsAre(first));
  EXPECT_THAT(records("台账 索证"), ElementsAre(second));
  EXPECT_THAT(records("账"), ElementsAre(second));
  EXPECT_THAT(records("农贸"), ElementsAre(first));  // what its option is called
  EXPECT_THAT(records("yq"), ElementsAre(second, first));
  EXPECT_THAT(records("ＹＱ 001"), ElementsAre(first));
  EXPECT_THAT(records("票索"), IsEmpty());
  EXPECT_THAT(records("不在此处"), IsEmpty());
  auto const found = find("规定");
  ASSERT_EQ(found.records.size(), 1U);
  EXPECT_EQ(found.records[0].field, schema().find("note"));
  EXPECT_THAT(found.records[0].snippet.pieces,
              ElementsAre(Snippet::Piece{"未按", false}, Snippet::Piece{"规定", true},
                          Snippet::Piece{"索证索票", false}));
}

TEST_P(Search, FollowsCorrectionsAndWithdrawals) {
  auto const id = enter({{"no", "1"}, {"note", "芹菜检出毒死蜱"}});
  index();
  correct(id, "note", "豇豆检出毒死蜱");
  EXPECT_THAT(records("芹菜"), IsEmpty());  // at once: it is no longer there
  index();
  EXPECT_THAT(records("芹菜"), IsEmpty());
  EXPECT_THAT(records("豇豆"), ElementsAre(id));
  {
    reg::Writing writing(*ledger, {"clerk", "U1"}, now);
    ASSERT_TRUE(writing.withdraw(schema(), id, "twice"));
    writing.commit();
  }
  EXPECT_THAT(records("豇豆"), IsEmpty());
  EXPECT_EQ(index(), 1);
  EXPECT_EQ(index(), 0);
  EXPECT_THAT(records("豇豆"), IsEmpty());
}

TEST_P(Search, FollowsFewEntriesAtATimeToTheSameEnd) {
  for (int i = 0; i < 20; ++i)
    enter({{"no", std::to_string(i)}, {"note", "抽检第" + std::to_string(i) + "批"}});
  correct(3, "note", "抽检已改");
  int rounds = 0;
  while (index(4) > 0) ++rounds;
  EXPECT_EQ(rounds, 6);
  EXPECT_EQ(find("抽检", everything(), 100).records.size(), 20U);
  EXPECT_THAT(records("已改"), ElementsAre(3));
  auto const few = find("抽检", everything(), 5);
  EXPECT_EQ(few.records.size(), 5U);
  ASSERT_TRUE(few.next_record);
  // Page by page each of them once, and the last page knows that it is the last.
  std::vector<RecordId> seen;
  SearchQuestion question{.query = *Query::parse("抽检"), .limit = 5, .part = SearchQuestion::Part::records};
  for (int pages = 0; pages < 4; ++pages) {
    store::Transaction const one_moment(*session, store::Access::read);
    auto const page = search(*ledger, question);
    for (auto const& found : page.records) seen.push_back(found.record.id);
    EXPECT_EQ(page.next_record.has_value(), pages < 3) << pages;
    question.behind = page.next_record;
  }
  EXPECT_EQ(seen.size(), 20U);
  EXPECT_EQ(std::set(seen.begin(), seen.end()).size(), 20U);
}

TEST_P(Search, NeverFindsByWhatIsPersonal) {
  enter({{"no", "1"}, {"witness", "张三丰"}, {"phone", "13800001111"}, {"note", "无"}});
  index();
  EXPECT_THAT(records("三丰"), IsEmpty());
  EXPECT_THAT(records("13800001111"), IsEmpty());
  // A field that becomes personal is found no longer, before the index knows it and after.
  pack.registers[0].fields[2].personal = true;
  schemas = std::move(*reg::Schemas::compile(pack, &rules));
  ledger.emplace(*session, pack, schemas, rules);
  EXPECT_THAT(records("无"), IsEmpty());
  EXPECT_GT(not_there().behind, 0);
  EXPECT_EQ(index(), 1);
  EXPECT_THAT(records("无"), IsEmpty());
  EXPECT_THAT(records("1"), ElementsAre(1));
}

TEST_P(Search, ShowsARecordToWhomMayReadIt) {
  auto const own = enter({{"no", "1"}, {"note", "后厨不洁"}}, "U1");
  enter({{"no", "2"}, {"note", "后厨不洁"}}, "U2");
  index();
  EXPECT_THAT(records("后厨", of_unit("U1")), ElementsAre(own));
  auto none = of_unit("U1");
  none.visible = none.visible_files = [](reg::Schema const&) { return std::optional<Condition>(); };
  EXPECT_THAT(records("后厨", none), IsEmpty());
  // Either rule alone keeps it: the store's question, and the look at the record in hand.
  auto only_in_hand = everything();
  only_in_hand.may_read = of_unit("U1").may_read;
  EXPECT_THAT(records("后厨", only_in_hand), ElementsAre(own));
  auto only_asked = everything();
  only_asked.visible = of_unit("U1").visible;
  EXPECT_THAT(records("后厨", only_asked), ElementsAre(own));
}

TEST_P(Search, NarrowsToARegisterAndAYear) {
  auto const now_ = enter({{"no", "1"}, {"note", "后厨不洁"}, {"on", "2022-05-04"}});
  auto const before = enter({{"no", "2"}, {"note", "后厨不洁"}, {"on", "2021-12-31"}});
  auto const never = enter({{"no", "3"}, {"note", "后厨不洁"}});
  index();
  auto const found = [&](Narrowing narrowing) {
    store::Transaction const one_moment(*session, store::Access::read);
    std::vector<RecordId> ids;
    for (auto const& one : search(*ledger, {.query = *Query::parse("后厨"), .narrowing = narrowing}).records)
      ids.push_back(one.record.id);
    return ids;
  };
  EXPECT_THAT(found({&schema(), {}}), ElementsAre(never, before, now_));
  EXPECT_THAT(found({nullptr, 2022}), ElementsAre(now_));
  EXPECT_THAT(found({nullptr, 2021}), ElementsAre(before));
  EXPECT_THAT(found({&schema(), 2020}), IsEmpty());
  EXPECT_THAT(found({schemas.find("complaint"), {}}), IsEmpty());
}

TEST_P(Search, FindsEvidenceThroughTheRecordsThatHoldIt) {
  auto const hash = file("通知.txt", "乐食安办〔2022〕33号\n请于2022年6月15日前整改后厨\n");
  file("loose.txt", "后厨，没有记录引用");
  auto const record = enter({{"no", "1"}, {"photo", hash}}, "U1");
  auto const other = enter({{"no", "2"}, {"photo", hash}}, "U2");
  enter({{"no", "3"}, {"id_card", hash}}, "U1");
  EXPECT_EQ(not_there().unread, 0);  // which records hold it is not followed yet, and that is told
  EXPECT_EQ(not_there().behind, 3);
  {
    store::Transaction transaction(*session, store::Access::write);
    follow(*ledger, 100);
    transaction.commit();
  }
  EXPECT_EQ(not_there().unread, 1);  // what hangs on no record is nobody's
  EXPECT_EQ(not_there(of_unit("U2")).unread, 1);
  EXPECT_EQ(not_there(of_unit("U3")).unread, 0);
  index();
  auto found = find("后厨 整改");
  EXPECT_EQ(not_there().unread, 0);
  ASSERT_EQ(found.files.size(), 1U);             // what hangs on no record is nobody's
  ASSERT_EQ(found.files[0].holders.size(), 2U);  // and what is personal is not shown
  EXPECT_EQ(found.files[0].holders[0].record.id, record);
  found = find("乐食安办〔2022〕33号", of_unit("U2"));
  ASSERT_EQ(found.files.size(), 1U);
  ASSERT_EQ(found.files[0].holders.size(), 1U);
  EXPECT_EQ(found.files[0].holders[0].record.id, other);
  EXPECT_THAT(find("后厨", of_unit("U2", false)).files, IsEmpty());
  // A record that lets go of it shows it no longer.
  correct(record, "photo", file("other.txt", "别的"));
  found = find("后厨 整改");
  EXPECT_EQ(found.files[0].holders.size(), 1U);
}

TEST_P(Search, KeepsWhatWasReadAndWhyNot) {
  auto const path = folder.path() / "a.jpg";
  test::save_jpeg(path, test::scene(2), 90, {6, true});
  auto const photo = add(path);
  auto const text = file("通知.txt", "乐食安办〔2022〕33号，2022年6月15日");
  auto const broken = file("broken.pdf", "%PDF-1.7 nothing");
  index();
  auto const counts = count_files(*session);
  EXPECT_EQ(counts.read, 2);
  EXPECT_EQ(counts.unreadable, 1);
  EXPECT_EQ(counts.unread, 0);
  auto const kept_photo = kept(*session, photo);
  ASSERT_TRUE(kept_photo && kept_photo->content.photo);
  auto const read = read_content(path, "a.jpg", kShanghaiOffsetMinutes);
  EXPECT_EQ(kept_photo->content.photo->likeness, read->photo->likeness);
  EXPECT_EQ(kept_photo->content.photo->place, read->photo->place);
  EXPECT_EQ(kept_photo->content.photo->taken_at, read->photo->taken_at);
  auto const kept_text = kept(*session, text);
  ASSERT_TRUE(kept_text);
  ASSERT_EQ(kept_text->content.days.size(), 1U);
  EXPECT_EQ(kept_text->content.days[0].day.to_string(), "2022-06-15");
  EXPECT_EQ(kept_text->content.numbers.at(0).number, "乐食安办〔2022〕33号");
  auto const kept_broken = kept(*session, broken);
  ASSERT_TRUE(kept_broken && kept_broken->unreadable);
  EXPECT_EQ(kept_broken->unreadable->code, "material.damaged");
  EXPECT_FALSE(kept(*session, std::string(64, '0')));
  EXPECT_EQ(unread_files(*session, 10, Again::where_it_helps).size(), 0U);
  EXPECT_EQ(unread_files(*session, 10, Again::all).size(), 1U);
}

TEST_P(Search, TellsWhatCouldNotBeReadToWhomMaySeeIt) {
  auto const own = enter({{"no", "1"}, {"photo", file("a.pdf", "%PDF-1.7 nothing")}}, "U1");
  enter({{"no", "2"}, {"photo", file("b.pdf", "%PDF-1.7 nothing either")}}, "U2");
  enter({{"no", "3"}, {"id_card", file("c.pdf", "%PDF-1.7 personal")}}, "U1");
  index();
  auto const all = not_there();
  EXPECT_EQ(all.unread, 0);
  ASSERT_EQ(all.unreadable.size(), 1U);
  EXPECT_EQ(all.unreadable[0].files, 2);  // what is personal is neither found nor missed
  EXPECT_EQ(all.unreadable[0].why.code, "material.damaged");
  EXPECT_FALSE(all.unreadable[0].why.hint.zh.empty());
  auto const of_one = not_there(of_unit("U1"));
  ASSERT_EQ(of_one.unreadable.size(), 1U);
  EXPECT_EQ(of_one.unreadable[0].files, 1);
  ASSERT_EQ(of_one.unreadable[0].holders.size(), 1U);
  EXPECT_EQ(of_one.unreadable[0].holders[0].record.id, own);
  EXPECT_THAT(not_there(of_unit("U3")).unreadable, IsEmpty());
}

TEST_P(Search, ReadsOnBehindAFileAndOnceOnly) {
  std::vector<std::string> hashes;
  for (int i = 0; i < 5; ++i) hashes.push_back(file("t" + std::to_string(i), "第" + std::to_string(i)));
  std::ranges::sort(hashes);
  auto const behind = unread_files(*session, 2, Again::where_it_helps, hashes[1]);
  ASSERT_EQ(behind.size(), 2U);
  EXPECT_EQ(behind[0].hash, hashes[2]);
  EXPECT_TRUE(is_unread(*session, hashes[2]));
  index();
  EXPECT_FALSE(is_unread(*session, hashes[2]));
  EXPECT_TRUE(are_all_read(*session));
}

TEST_P(Search, FindsTheSamePictureUnderTwoTowns) {
  auto const photo = [&](char const* name, Grey const& picture, int quality) {
    test::save_jpeg(folder.path() / name, picture, quality);
    return add(folder.path() / name);
  };
  auto const kitchen = test::scene(11);
  auto const first = photo("a.jpg", kitchen, 92);
  auto const again = photo("b.jpg", test::resized(kitchen, 400, 300), 70);
  auto const market = photo("c.jpg", test::scene(12), 90);
  auto const a = enter({{"no", "1"}, {"photo", first}, {"area", "T1"}});
  auto const b = enter({{"no", "2"}, {"photo", again}, {"area", "T2"}});
  auto const c = enter({{"no", "3"}, {"photo", first}, {"area", "T1"}});  // the same bytes
  enter({{"no", "4"}, {"photo", market}, {"area", "T2"}});
  enter({{"no", "5"}, {"id_card", first}, {"area", "T2"}});
  index();
  store::Transaction const one_moment(*session, store::Access::read);
  auto const found = alike_photos(*ledger, {});
  EXPECT_EQ(found.photos, 3);
  std::vector<std::string> pairs;
  for (auto const& pair : found.pairs) {
    auto const [low, high] = std::minmax(pair.first.record.id, pair.second.record.id);
    pairs.push_back(std::to_string(low) + "-" + std::to_string(high) +
                    (pair.is_across_areas ? " across" : "") + (pair.is_same_file ? " same" : ""));
  }
  auto const named = [](RecordId one, RecordId other, char const* more) {
    return std::to_string(one) + "-" + std::to_string(other) + more;
  };
  EXPECT_THAT(pairs,
              UnorderedElementsAre(named(a, b, " across"), named(b, c, " across"), named(a, c, " same")));
  EXPECT_EQ(alike_photos(*ledger, {.only_across_areas = true}).pairs.size(), 2U);
  EXPECT_TRUE(alike_photos(*ledger, {.limit = 1}).has_more);
  auto const last = alike_photos(*ledger, {.limit = 2, .offset = 2});
  ASSERT_EQ(last.pairs.size(), 1U);
  EXPECT_FALSE(last.has_more);
  EXPECT_TRUE(last.pairs[0].is_same_file);
  // Whoever may see one of two records alone is told of none, nor that there was another picture.
  auto one_town = everything();
  one_town.visible_files = [](reg::Schema const&) {
    return std::optional(Condition{"\"f_area\" = ?", {Value("T1")}});
  };
  auto const of_town = alike_photos(*ledger, {.reader = one_town});
  EXPECT_EQ(of_town.photos, 1);
  ASSERT_EQ(of_town.pairs.size(), 1U);
  EXPECT_TRUE(of_town.pairs[0].is_same_file);
  auto in_hand = everything();
  in_hand.may_read_files = [](reg::Schema const& of, reg::Record const& record) {
    return of.area_of(record.values) == "T1";
  };
  EXPECT_EQ(alike_photos(*ledger, {.reader = in_hand}).pairs.size(), 1U);
}

}  // namespace
}  // namespace shian::material
