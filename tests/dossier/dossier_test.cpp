#include <gmock/gmock.h>

#include <filesystem>
#include <fstream>

#include "base/durable_file.hpp"
#include "base/file_bytes.hpp"
#include "dossier/acceptance_json.hpp"
#include "dossier/freeze.hpp"
#include "dossier/kept.hpp"
#include "dossier/own_list.hpp"
#include "dossier/proved.hpp"
#include "dossier/verify.hpp"
#include "support/fresh_store.hpp"
#include "support/source_dir.hpp"

namespace shian::dossier {
namespace {

namespace fs = std::filesystem;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

fs::path const kSource = test::kSourceDir;

constexpr std::string_view kAcceptance = R"(
registers:
  - id: paper
    name_en: Papers
    keys: [[paper_no]]
    unit: office
    label: title
    fields:
      - {id: paper_no, name_en: Number, type: text, required: true, max: 40}
      - {id: items, name_en: Items, type: text, max: 100}
      - {id: task, name_en: Task, type: text, max: 20}
      - {id: title, name_en: Title, type: text, max: 100}
      - {id: kind, name_en: Kind, type: enum, options: [{code: rule, name_en: rule}, {code: minutes, name_en: minutes}, {code: book, name_en: book}]}
      - {id: dated_on, name_en: Dated, type: date, indexed: true}
      - {id: reference, name_en: Reference, type: text, max: 40}
      - {id: office, name_en: Office, type: unit}
      - {id: copy, name_en: Copy, type: file}
      - {id: seen_on, name_en: Seen on, type: date}
      - {id: target, name_en: Target, type: text, max: 20}
      - {id: figure, name_en: Figure, type: decimal, scale: 4}
  - id: wanted
    name_en: Wanted
    keys: [[list, item]]
    fields:
      - {id: list, name_en: List, type: text, required: true}
      - {id: item, name_en: Item, type: text, required: true}
      - {id: parent, name_en: Below, type: text}
      - {id: title, name_en: Title, type: text}
      - {id: standard, name_en: Standard, type: text}
      - {id: kinds, name_en: Kinds, type: text}
      - {id: books, name_en: Books, type: text}
      - {id: task, name_en: Task, type: text}
      - {id: target, name_en: Target, type: text}
      - {id: offices, name_en: Offices, type: text}
      - {id: years, name_en: Years, type: text}
      - {id: points, name_en: Points, type: decimal, scale: 2}
acceptance:
  name_en: Elmwood's dossier
  years: [2031]
  filings:
    - {register: paper, item: items, task: task, kind: kind, kinds: {rule: rule, minutes: minutes, book: ledger}, title: title, day: dated_on, number: reference, file: copy, checked: seen_on, target: target, figure: figure}
  own: {register: wanted, list: list, item: item, parent: parent, name: title, text: standard, kinds: kinds, registers: books, task: task, target: target, units: offices, years: years, points: points, words: {rule: rule, ledger: ledger}}
  items:
    - {id: "1", name_en: Tasks}
    - id: "1.1"
      parent: "1"
      task: A1
      proofs:
        - {id: rule, kind: rule, name_en: the rules}
        - {id: checks, kind: ledger, name_en: the checks, registers: [check], when: outcome == "pass", least: 2}
    - id: "1.2"
      parent: "1"
      name_en: Each office's minutes
      units: [health, trade]
      proofs:
        - {id: minutes, kind: minutes, name_en: minutes, each_unit: true}
    - id: "2"
      target: E2
      proofs:
        - {id: figure, kind: statistics, name_en: the figure}
)";

class Dossiers : public testing::Test {
 protected:
  void SetUp() override {
    auto const packs = folder.path() / "packs";
    fs::create_directories(packs);
    fs::copy(kSource / "tests" / "packs" / "elmwood", packs / "elmwood", fs::copy_options::recursive);
    std::ofstream(packs / "elmwood" / "acceptance.yaml") << kAcceptance;
    address = *store::Address::parse("sqlite:" + (folder.path() / "elmwood.db").string());
    auto const prepared = city::prepare(address, packs / "elmwood");
    ASSERT_TRUE(prepared) << prepared.error().front().to_string(Language::en);
    city = std::move(*city::City::open(address));
    // The books stand at the sample day while they hold simulated records.
    store::Transaction transaction(city->session(), store::Access::write);
    city->note_simulated_records();
    transaction.commit();
  }

  RecordId enter(std::string_view book, std::map<std::string, Value> const& said,
                 std::string const& unit = "health") {
    auto const& schema = *city->schemas().find(book);
    std::vector<Value> values(schema.fields.size());
    for (auto const& [field, value] : said) values[static_cast<std::size_t>(schema.find(field))] = value;
    reg::Writing writing(city->ledger(), {"clerk", unit}, *Timestamp::parse("2031-06-30T08:00Z", 0));
    auto const id = writing.create(schema, std::move(values));
    EXPECT_TRUE(id) << (id ? "" : id.error().front().error.to_string(Language::en));
    writing.commit();
    return id.value_or(0);
  }

  std::string evidence(std::string const& name, std::string const& bytes) {
    auto const file = folder.path() / name;
    std::ofstream(file, std::ios::binary) << bytes;
    store::Transaction transaction(city->session(), store::Access::write);
    auto const hash = city->evidence().add(file, {"clerk", "health"}, Timestamp::now());
    transaction.commit();
    return hash.value_or("");
  }

  static Value day(std::string_view text) { return Value(*Day::parse(text)); }
  static Value text(std::string value) { return Value(std::move(value)); }

  Acceptance standing(Day as_of = *Day::parse("2031-06-30")) {
    store::Transaction const one_moment(city->session(), store::Access::read);
    return stand(*city, *item_list(*city, kPlanList), as_of);
  }

  static std::vector<std::string> gaps(Acceptance const& acceptance, std::string_view item) {
    std::vector<std::string> kinds;
    auto const index = static_cast<std::size_t>(acceptance.list.find(item) - acceptance.list.items.data());
    for (auto const& proof : acceptance.items[index].proofs)
      for (auto const& gap : proof.gaps)
        kinds.push_back(std::string(code_of(gap.kind)) + " " + std::to_string(gap.year) + " " + gap.unit);
    return kinds;
  }

  Expected<FrozenDossier> frozen(FreezeRequest request = {}) {
    auto const key = SigningKey::read_or_make(folder.path() / "key.pem");
    EXPECT_TRUE(key);
    if (request.name.empty()) request.name = "Elmwood 2031";
    request.as_of = *Day::parse("2031-06-30");
    request.at = *Timestamp::parse("2031-06-30T12:00Z", 0);
    request.by = "clerk";
    return freeze(*city, request, *key, folder.path() / "dossiers");
  }

  // Two kitchens, three checks of which two were passed, and a rule on file.
  void fill() {
    RecordId const lion = enter("kitchen", {{"number", text("EK-1")},
                                            {"sign", text("Lion")},
                                            {"ward", text("hill")},
                                            {"opened_on", day("2030-01-01")},
                                            {"keeper", text("Ada Lovelace")}});
    for (auto const& [on, outcome] :
         {std::pair("2031-02-01", "pass"), std::pair("2031-03-01", "pass"), std::pair("2031-03-02", "fail")})
      enter("check", {{"kitchen", Value(lion)},
                      {"checked_on", day(on)},
                      {"ward", text("hill")},
                      {"office", text("health")},
                      {"outcome", text(outcome)}});
    enter("paper", {{"paper_no", text("P-1")},
                    {"task", text("A1")},
                    {"title", text("The rules: of \"checks\"?")},
                    {"kind", text("rule")},
                    {"dated_on", day("2031-01-05")},
                    {"reference", text("EK 7")},
                    {"copy", text(evidence("rules.pdf", "%PDF-1.4 rules"))},
                    {"seen_on", day("2031-01-06")},
                    {"office", text("health")}});
  }

  test::TemporaryFolder folder;
  store::Address address;
  std::unique_ptr<city::City> city;
};

TEST_F(Dossiers, TellWhatIsMissingAndWhose) {
  auto const nothing = standing();
  EXPECT_THAT(gaps(nothing, "1.1"), ElementsAre("missing 2031 health", "missing 2031 health"));
  EXPECT_THAT(gaps(nothing, "1.2"), ElementsAre("unit_missing 2031 health", "unit_missing 2031 trade"));
  EXPECT_EQ(nothing.items[0].state, ItemState::heading);
  fill();
  auto const filled = standing();
  EXPECT_THAT(gaps(filled, "1.1"), IsEmpty());
  EXPECT_EQ(filled.items[1].state, ItemState::proved);
  EXPECT_EQ(filled.items[1].proofs[1].ledgers[0].records, 2) << "only those that were passed";
  EXPECT_EQ(standing(*Day::parse("2030-12-31")).items[1].state, ItemState::not_yet)
      << "its year is still to come";
}

TEST_F(Dossiers, SayWhatADocumentLacks) {
  auto const file = text(evidence("a.pdf", "%PDF-1.4 a"));
  struct Row {
    std::map<std::string, Value> lacking;
    std::vector<std::string> gaps;
    char const* why;
  };
  std::vector<Row> const rows = {
      {{{"dated_on", day("2030-05-01")}},
       {"missing 2031 health", "wrong_year 2030 health"},
       "of another year"},
      {{{"dated_on", Value{}}}, {"missing 2031 health", "wrong_year 0 health"}, "of no day"},
      {{{"reference", Value{}}}, {"no_number 2031 health"}, "without a number"},
      {{{"copy", Value{}}}, {"no_file 2031 health"}, "without the file"},
      {{{"copy", text(std::string(64, 'a'))}}, {"lost_file 2031 health"}, "its file is gone"},
      {{{"seen_on", Value{}}}, {"not_checked 2031 health"}, "nobody saw the seal"},
  };
  int number = 0;
  for (auto const& row : rows) {
    std::map<std::string, Value> said = {{"paper_no", text("P-" + std::to_string(++number))},
                                         {"task", text("A1")},
                                         {"title", text("Rules")},
                                         {"kind", text("rule")},
                                         {"dated_on", day("2031-05-01")},
                                         {"reference", text("EK 1")},
                                         {"copy", file},
                                         {"seen_on", day("2031-05-02")},
                                         {"office", text("health")}};
    for (auto const& [field, value] : row.lacking) said[field] = value;
    auto const id = enter("paper", said);
    auto found = gaps(standing(), "1.1");
    found.pop_back();  // of the checks
    EXPECT_EQ(found, row.gaps) << row.why;
    reg::Writing writing(city->ledger(), {"clerk", "health"}, Timestamp::now());
    ASSERT_TRUE(writing.withdraw(*city->schemas().find("paper"), id, "the next one"));
    writing.commit();
  }
}

TEST_F(Dossiers, KnowWhatTheMissingDocumentHasToSay) {
  auto const nothing = standing();
  auto const& rule = nothing.items[1].proofs[0].gaps.front();
  EXPECT_EQ(rule.schema->definition.id, "paper");
  EXPECT_EQ(rule.fill, (FieldTexts{{"items", "1.1"}, {"kind", "rule"}, {"office", "health"}}));
  auto const& minutes = nothing.items[2].proofs[0].gaps;
  ASSERT_EQ(minutes.size(), 2U);
  EXPECT_EQ(minutes[1].fill, (FieldTexts{{"items", "1.2"}, {"kind", "minutes"}, {"office", "trade"}}))
      << "each of its own office";
  auto const& checks = nothing.items[1].proofs[1].gaps.front();
  EXPECT_EQ(checks.schema->definition.id, "check");
  EXPECT_THAT(checks.fill, IsEmpty()) << "no document, but records";
  enter("paper", {{"paper_no", text("P-1")},
                  {"task", text("A1")},
                  {"kind", text("rule")},
                  {"dated_on", day("2031-05-01")}});
  auto const there = standing();
  for (auto const& gap : there.items[1].proofs[0].gaps)
    EXPECT_THAT(gap.fill, IsEmpty()) << "it is there: " << code_of(gap.kind);
}

TEST_F(Dossiers, SayHowTheListShowsTheRecordsThatWereCounted) {
  auto const made = standing();
  auto const& ledger = made.items[1].proofs[1].ledgers.front();
  EXPECT_EQ(ledger.filter,
            (FieldTexts{{"f.checked_on.from", "2031-01-01"}, {"f.checked_on.to", "2031-12-31"}}));
}

TEST_F(Dossiers, TellOneItemAsTheWholeTellsIt) {
  fill();
  auto const whole = standing();
  store::Transaction const one_moment(city->session(), store::Access::read);
  for (std::size_t i = 0; i < whole.items.size(); ++i) {
    auto const one = stand(*city, *item_list(*city, kPlanList), whole.as_of, i);
    EXPECT_EQ(item_json(*city, one, i), item_json(*city, whole, i)) << whole.list.items[i].definition.id;
    EXPECT_EQ(one.items.size(), whole.items.size());
  }
}

TEST_F(Dossiers, TellAUnitItsOwnItemsAndGaps) {
  auto const nothing = standing();
  auto const all = overview_of(nothing);
  EXPECT_EQ(all.lines.size(), nothing.items.size());
  EXPECT_EQ(all.gaps.at("trade"), 1U);
  auto const trade = overview_of(nothing, "trade");
  std::vector<std::string> shown;
  for (auto const& line : trade.lines)
    shown.push_back(nothing.list.items[line.item].definition.id + " " + std::to_string(line.gaps));
  EXPECT_THAT(shown, ElementsAre("1 0", "1.2 1")) << "headings stay";
  EXPECT_EQ(trade.items.at(ItemState::lacking), 1U);
  EXPECT_THAT(trade.gaps, ElementsAre(testing::Pair("trade", 1U)));
}

TEST_F(Dossiers, TakeADocumentForEveryItemThatItProves) {
  enter("paper", {{"paper_no", text("P-1")},
                  {"items", text("1.2、1.1")},
                  {"title", text("Minutes")},
                  {"kind", text("minutes")},
                  {"dated_on", day("2031-05-01")},
                  {"office", text("trade")}});
  EXPECT_THAT(gaps(standing(), "1.2"), testing::Contains("unit_missing 2031 health"));
  EXPECT_THAT(gaps(standing(), "1.2"), testing::Not(testing::Contains("unit_missing 2031 trade")));
}

TEST_F(Dossiers, FindDocumentsByItemTaskAndTarget) {
  auto const paper = [&](std::string const& number, std::map<std::string, Value> said) {
    said["paper_no"] = text(number);
    said["kind"] = text("rule");
    enter("paper", said);
  };
  paper("P-0", {{"items", text("2")}});
  paper("P-1", {{"task", text("A1")}, {"items", text("1.1、2")}});
  paper("P-2", {{"target", text("E2")}});
  paper("P-3", {{"task", text("A2")}});
  auto const made = standing();
  DocumentIndex const index(city->pack(), made.documents);
  auto const about = [&](char const* item) { return index.about(made.list.find(item)->definition); };
  EXPECT_THAT(about("1.1"), ElementsAre(1U)) << "named twice, told once";
  EXPECT_THAT(about("2"), ElementsAre(0U, 1U, 2U)) << "by item, by a task with the target, by the target";
  EXPECT_THAT(about("1.2"), IsEmpty());
  EXPECT_THAT(index.stating(std::vector<std::string>{"E2", "E3"}), ElementsAre(2U));
}

TEST_F(Dossiers, HoldAFigureInADocumentAgainstTheRecords) {
  fill();
  enter("paper", {{"paper_no", text("P-2")},
                  {"target", text("E2")},
                  {"figure", Value(*Decimal::parse("66.7"))},
                  {"kind", text("minutes")},
                  {"title", text("Right")},
                  {"dated_on", day("2031-06-01")}});
  EXPECT_THAT(gaps(standing(), "2"), testing::Not(testing::Contains(HasSubstr("other_figure"))));
  enter("paper", {{"paper_no", text("P-3")},
                  {"target", text("E2")},
                  {"figure", Value(*Decimal::parse("98"))},
                  {"kind", text("minutes")},
                  {"title", text("Wrong")},
                  {"dated_on", day("2031-06-01")},
                  {"office", text("trade")}});
  EXPECT_THAT(gaps(standing(), "2"), testing::Contains("other_figure 2031 trade"));
}

TEST_F(Dossiers, ReadAListOfTheOfficesOwn) {
  auto const item = [&](char const* number, char const* parent, char const* kinds, char const* books = "") {
    enter("wanted", {{"list", text("official")},
                     {"item", text(number)},
                     {"parent", *parent ? text(parent) : Value{}},
                     {"title", text(std::string("Item ") + number)},
                     {"kinds", *kinds ? text(kinds) : Value{}},
                     {"books", *books ? text(books) : Value{}},
                     {"offices", text("Licensing")},
                     {"years", text("2031")}});
  };
  item("1.10", "1", "ledger", "Checks");
  item("1.2", "1", "rule、ledger", "check");
  item("1", "", "");
  EXPECT_THAT(list_ids(*city), ElementsAre("plan", "official"));
  auto list = *item_list(*city, "official");
  EXPECT_THAT(list.faults, IsEmpty());
  std::vector<std::string> ids;
  for (auto const& one : list.items) ids.push_back(one.definition.id);
  EXPECT_THAT(ids, ElementsAre("1", "1.2", "1.10"));
  EXPECT_THAT(list.items[1].definition.units, ElementsAre("trade")) << "by another name";
  EXPECT_EQ(list.items[1].definition.proofs.size(), 2U);

  item("2", "3", "rule");
  item("4", "5", "rule");
  item("5", "4", "rule");
  item("6", "", "photograph");
  std::vector<std::string> codes;
  auto const faulty = *item_list(*city, "official");
  for (auto const& fault : faulty.faults) codes.push_back(fault.code);
  EXPECT_THAT(codes, ElementsAre("dossier.kind", "dossier.parent", "dossier.cycle", "dossier.cycle"));
  FreezeRequest request;
  request.list = "official";
  EXPECT_EQ(frozen(request).error().code, "dossier.faults") << "nothing half right is frozen";
  EXPECT_EQ(item_list(*city, "none").error().code, "dossier.list");
}

TEST_F(Dossiers, AreFrozenWholeAndProvedByAnybody) {
  fill();
  auto const made = frozen();
  ASSERT_TRUE(made) << made.error().to_string(Language::en);
  EXPECT_EQ(made->records, 5);
  EXPECT_THAT(made->lost, IsEmpty());
  auto const proof = verify(made->folder, "");
  ASSERT_TRUE(proof);
  EXPECT_TRUE(proof->holds()) << (proof->faults.empty() ? "" : proof->faults.front().to_string(Language::en));
  EXPECT_EQ(proof->records, 5);
  EXPECT_FALSE(proof->is_known_key) << "none was given";
  EXPECT_TRUE(fs::exists(made->folder / "01 Tasks")) << "numbered folders";
  EXPECT_TRUE(fs::exists(made->folder / "目录.xlsx"));
  EXPECT_EQ(frozen().error().code, "dossier.exists") << "what was frozen is not written over";
  for (auto const& entry : fs::directory_iterator(folder.path() / "dossiers"))
    EXPECT_EQ(entry.path(), made->folder) << "nothing half done is left";
}

TEST_F(Dossiers, LetNoPersonalTextOut) {
  fill();
  auto const made = frozen();
  ASSERT_TRUE(made);
  std::ifstream in(made->folder / "data" / "records" / "kitchen.jsonl");
  std::string line;
  std::getline(in, line);
  EXPECT_THAT(line, testing::Not(HasSubstr("Lovelace")));
  EXPECT_THAT(line, HasSubstr("#"));
}

TEST_F(Dossiers, ShowWhatWasAltered) {
  fill();
  auto const made = frozen();
  ASSERT_TRUE(made);
  auto const at = [&](char const* name) { return made->folder / name; };
  struct Row {
    std::function<void()> alter;
    std::function<bool(DossierProof const&)> shows;
    char const* what;
  };
  auto const append = [&](char const* name) { std::ofstream(at(name), std::ios::app) << " "; };
  std::vector<Row> const rows = {
      {[&] { append("README.txt"); },
       [](auto const& proof) { return proof.files.altered == std::vector<std::string>{"README.txt"}; },
       "a file"},
      {[&] { std::ofstream(at("more.txt")) << "x"; },
       [](auto const& proof) { return proof.files.added == std::vector<std::string>{"more.txt"}; },
       "one more file"},
      {[&] { fs::remove(at("README.txt")); },
       [](auto const& proof) { return proof.files.missing == std::vector<std::string>{"README.txt"}; },
       "one file less"},
      {[&] { append("manifest.sha256"); }, [](auto const& proof) { return !proof.is_signed; },
       "the manifest"},
  };
  for (auto const& row : rows) {
    auto const copy = folder.path() / "copy";
    fs::copy(made->folder, copy, fs::copy_options::recursive);
    row.alter();
    auto const proof = verify(made->folder, "");
    if (proof) {
      EXPECT_FALSE(proof->holds()) << row.what;
      EXPECT_TRUE(row.shows(*proof)) << row.what;
    } else {
      EXPECT_EQ(proof.error().code, "dossier.manifest") << row.what;
    }
    fs::remove_all(made->folder);
    fs::rename(copy, made->folder);
  }
}

TEST_F(Dossiers, ShowFiguresThatDoNotFollowHoweverWellTheyAreSigned) {
  fill();
  auto const made = frozen();
  ASSERT_TRUE(made);
  // Somebody with the key makes the board better and signs anew.
  auto const board = made->folder / "data" / "board.json";
  auto text = *content_of(board);
  auto const found = text.rfind("\"state\": \"not_yet_due\"");
  ASSERT_NE(found, std::string::npos);
  text.replace(found, 22, "\"state\": \"met\"");
  std::ofstream(board, std::ios::trunc) << text;
  auto manifest = *read_manifest(*content_of(made->folder / kManifestName));
  manifest["data/board.json"] = *hash_of_file(board);
  auto const altered = manifest_text(manifest);
  std::ofstream(made->folder / kManifestName, std::ios::trunc) << altered;
  std::ofstream(made->folder / kSignatureName, std::ios::trunc)
      << SigningKey::read(folder.path() / "key.pem")->sign(altered);
  auto const proof = verify(made->folder, "");
  ASSERT_TRUE(proof);
  EXPECT_TRUE(proof->is_signed);
  EXPECT_TRUE(proof->files.none());
  EXPECT_FALSE(proof->figures_follow);
  EXPECT_THAT(proof->differing, testing::Not(IsEmpty()));
  EXPECT_FALSE(proof->holds());
}

TEST_F(Dossiers, AreNotTakenForAnotherIssuers) {
  fill();
  auto const made = frozen();
  ASSERT_TRUE(made);
  auto const other = SigningKey::read_or_make(folder.path() / "other.pem")->public_pem();
  auto const proof = verify(made->folder, other);
  ASSERT_TRUE(proof);
  EXPECT_FALSE(proof->is_signed);
  EXPECT_FALSE(*proof->is_known_key);
  EXPECT_TRUE(verify(made->folder, SigningKey::read(folder.path() / "key.pem")->public_pem())->holds());
}

TEST_F(Dossiers, AreOfOneMomentWhileOthersWrite) {
  fill();
  auto const key = SigningKey::read_or_make(folder.path() / "key.pem");
  auto other = std::move(*city::City::open(address));
  FreezeRequest request;
  request.name = "Elmwood";
  request.as_of = *Day::parse("2031-06-30");
  request.at = Timestamp::now();
  bool has_written = false;
  auto const made = freeze(*city, request, *key, folder.path() / "dossiers",
                           [&](FreezeStage stage, std::int64_t, std::int64_t) {
                             if (stage != FreezeStage::ledgers || has_written) return;
                             has_written = true;
                             reg::Writing writing(other->ledger(), {"clerk", "health"}, Timestamp::now());
                             auto const& schema = *other->schemas().find("paper");
                             std::vector<Value> values(schema.fields.size());
                             values[0] = text("P-9");
                             ASSERT_TRUE(writing.create(schema, std::move(values)));
                             writing.commit();
                           });
  ASSERT_TRUE(made) << made.error().to_string(Language::en);
  EXPECT_TRUE(has_written);
  EXPECT_EQ(made->records, 5) << "what came later is not in it";
  EXPECT_TRUE(verify(made->folder, "")->holds());
}

TEST_F(Dossiers, TellOfEvidenceThatIsLost) {
  fill();
  auto const hash = city->evidence().known().front();
  std::ofstream(city->evidence().path_of(hash), std::ios::app) << "altered";
  auto const made = frozen();
  ASSERT_TRUE(made);
  EXPECT_THAT(made->lost, ElementsAre(hash));
  EXPECT_TRUE(verify(made->folder, "")->holds());
}

TEST_F(Dossiers, LeaveNothingWhenTheyAreBrokenOff) {
  fill();
  auto const key = SigningKey::read_or_make(folder.path() / "key.pem");
  FreezeRequest request;
  request.name = "Elmwood";
  request.as_of = *Day::parse("2031-06-30");
  request.at = Timestamp::now();
  struct Stop {};
  EXPECT_THROW((void)freeze(*city, request, *key, folder.path() / "dossiers",
                            [](FreezeStage stage, std::int64_t, std::int64_t) {
                              if (stage == FreezeStage::report) throw Stop();
                            }),
               Stop);
  EXPECT_TRUE(fs::is_empty(folder.path() / "dossiers"));
}

TEST_F(Dossiers, AreKeptInTheStore) {
  prepare_tables(city->session());
  store::Transaction transaction(city->session(), store::Access::write);
  Kept kept;
  kept.name = "Elmwood";
  kept.folder = "Elmwood-1";
  EXPECT_EQ(keep(city->session(), kept).id, 1);
  EXPECT_EQ(keep(city->session(), kept).id, 2);
  transaction.commit();
  ASSERT_EQ(kept_dossiers(city->session()).size(), 2U);
  EXPECT_EQ(kept_dossiers(city->session()).front().id, 2) << "newest first";
  EXPECT_FALSE(find_kept(city->session(), 3));
}

TEST(Manifest, RefusesNamesThatLeadOut) {
  auto const hash = std::string(64, 'a');
  EXPECT_TRUE(read_manifest(hash + "  a/b.txt\n"));
  for (auto const* name : {"../b", "/etc/passwd", "a/../../b", ""})
    EXPECT_EQ(read_manifest(hash + "  " + name + "\n").error().code, "dossier.manifest") << name;
  EXPECT_FALSE(read_manifest("short  a\n"));
}

}  // namespace
}  // namespace shian::dossier
