// Finding by words among many records against a scan with LIKE, near-duplicate photos among many against
// comparing each with each, and reading files. Usage: material_bench RECORDS PHOTOS (stores of its own in the
// temporary folder, SQLite)
#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <functional>
#include <random>
#include <vector>

#include "base/hash.hpp"
#include "base/temporary_folder.hpp"
#include "material/alike_photos.hpp"
#include "material/content.hpp"
#include "material/follow.hpp"
#include "material/likeness.hpp"
#include "material/materials.hpp"
#include "material/search.hpp"
#include "material/tables.hpp"
#include "register/tables.hpp"

namespace {

using namespace shian;

double once(std::function<void()> const& work) {
  auto const start = std::chrono::steady_clock::now();
  work();
  return std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - start).count();
}

double median(std::function<void()> const& work, int runs) {
  std::vector<double> times;
  for (int i = 0; i < runs; ++i) times.push_back(once(work));
  std::ranges::sort(times);
  return times[times.size() / 2];
}

pack::Pack inspections() {
  pack::Pack pack;
  pack::Register made;
  made.id = "inspection";
  made.name = {"检查", "Inspections"};
  for (auto const* id : {"no", "place", "note"}) {
    pack::Field field;
    field.id = id;
    field.name = {id, id};
    field.type = pack::FieldType::text;
    made.fields.push_back(field);
  }
  pack.registers = {made};
  return pack;
}

// Some forty characters a record, of words that inspectors write; one in a hundred thousand holds a rare one.
std::string note_of(std::mt19937& random, int number) {
  static constexpr char const* kWords[] = {
      "后厨",     "地面",     "不洁",     "索证索票",   "台账", "未公示",   "健康证", "过期",
      "冷藏",     "温度",     "留样",     "食品添加剂", "标签", "农药残留", "快检",   "芹菜",
      "豇豆",     "责令改正", "立即整改", "从业人员",   "消毒", "记录",     "不全",   "原料",
      "进货查验", "生熟混放", "防蝇",     "设施",       "餐具", "抽检",     "合格",   "不合格"};
  std::string text;
  for (int i = 0; i < 12; ++i) text += kWords[random() % std::size(kWords)];
  if (number % 100'000 == 77) text += "孔雀石绿";
  return text;
}

void enter(reg::Ledger& ledger, reg::Schema const& schema, int records) {
  std::mt19937 random(1);
  reg::Writing writing(ledger, {"bench", "U1"}, Timestamp::now());
  writing.begin_batch(schema, {"bench", "bench"});
  constexpr int kChunk = 10'000;
  for (int at = 0; at < records; at += kChunk) {
    std::vector<std::vector<Value>> rows;
    for (int i = at; i < std::min(at + kChunk, records); ++i)
      rows.push_back({Value("YQ-" + std::to_string(i)),
                      Value("柳市镇第" + std::to_string(i % 5'000) + "号店"), Value(note_of(random, i))});
    (void)writing.create_many(schema, rows, reg::OnExisting::refuse);
  }
  writing.commit();
}

void search_records(std::filesystem::path const& folder, int records) {
  auto const pack = inspections();
  clock::Rules const rules(pack.clocks, pack.calendar, kShanghaiOffsetMinutes);
  auto const schemas = std::move(*reg::Schemas::compile(pack, &rules));
  auto const session =
      store::open(*store::Address::parse("sqlite:" + (folder / "a.db").string()), store::Create::if_missing);
  reg::prepare_tables(*session, schemas);
  material::prepare_tables(*session);
  reg::Ledger ledger(*session, pack, schemas, rules);
  auto const& schema = *schemas.find("inspection");
  double const entering = once([&] { enter(ledger, schema, records); });
  double const following = once([&] {
    constexpr std::int64_t kChunk = 20'000;
    for (std::int64_t followed = 1; followed > 0;) {
      store::Transaction transaction(*session, store::Access::write);
      followed = material::follow(ledger, kChunk);
      transaction.commit();
    }
  });
  std::printf("records                                   %12d\n", records);
  std::printf("entered                                   %12.0f /s\n", records / entering * 1000);
  std::printf("their words indexed, following            %12.0f /s\n", records / following * 1000);
  std::printf("the store, words included                 %12.0f MB\n",
              static_cast<double>(std::filesystem::file_size(folder / "a.db")) / 1e6);
  for (auto const* words :
       {"孔雀石绿", "索证", "索证索票 生熟混放 孔雀", "食品添加剂农药残留", "绿", "yq-77777", "没有此词"}) {
    auto const query = *material::Query::parse(words);
    std::size_t found = 0;
    double const by_words = median(
        [&] {
          ledger.records().forget_all();
          store::Transaction const one_moment(*session, store::Access::read);
          found = material::search(ledger, {.query = query}).records.size();
        },
        9);
    // Who sees the records of one shop in a thousand: what is kept from him is passed over inside the store.
    auto few = material::everything();
    few.visible = [](reg::Schema const&) {
      return std::optional(material::Condition{"\"f_place\" = ?", {Value("柳市镇第77号店")}});
    };
    std::size_t found_by_few = 0;
    double const by_few = median(
        [&] {
          ledger.records().forget_all();
          store::Transaction const one_moment(*session, store::Access::read);
          found_by_few = material::search(ledger, {.query = query, .reader = few}).records.size();
        },
        9);
    double const by_like = once([&] {
      std::size_t rows = 0;
      std::string pattern = words;
      std::ranges::replace(pattern, ' ', '%');
      std::array<Value, 1> const parameters = {Value("%" + pattern + "%")};
      session->scan(
          "SELECT id FROM r_inspection WHERE f_note LIKE ?1 OR f_no LIKE ?1 OR f_place LIKE ?1 ORDER BY "
          "id DESC LIMIT 20",
          parameters, [&](store::Statement const&) { return ++rows > 0; });
    });
    std::printf("%-34s %4zu  %8.2f ms   of few %4zu %8.2f ms   LIKE %9.2f ms   ratio %6.1f\n", words, found,
                by_words, found_by_few, by_few, by_like, by_like / by_words);
  }
  double const telling = median(
      [&] {
        store::Transaction const one_moment(*session, store::Access::read);
        (void)material::unfindable(ledger, material::everything(), {});
      },
      9);
  std::printf("what could not be looked into             %12.2f ms\n", telling);
}

// As a screen asks it: pictures that are evidence of records, those that whoever asks may see.
void photos_of_records(std::filesystem::path const& folder, int photos) {
  constexpr int kAreas = 25;
  pack::Pack pack = inspections();
  auto& fields = pack.registers[0].fields;
  fields[1].id = "area";
  fields[1].type = pack::FieldType::area;
  fields[2].id = "photo";
  fields[2].type = pack::FieldType::file;
  pack.registers[0].area_field = "area";
  for (int i = 0; i < kAreas; ++i) {
    pack::Area area;
    area.id = "T" + std::to_string(i);
    area.name = {area.id, area.id};
    pack.areas.push_back(area);
  }
  clock::Rules const rules(pack.clocks, pack.calendar, kShanghaiOffsetMinutes);
  auto const schemas = std::move(*reg::Schemas::compile(pack, &rules));
  auto const session =
      store::open(*store::Address::parse("sqlite:" + (folder / "b.db").string()), store::Create::if_missing);
  reg::prepare_tables(*session, schemas);
  material::prepare_tables(*session);
  reg::Ledger ledger(*session, pack, schemas, rules);
  auto const& schema = *schemas.find("inspection");
  std::mt19937_64 random(4);
  {
    reg::Writing writing(ledger, {"bench", "U1"}, Timestamp::now());
    material::Content content;
    content.kind = material::ContentKind::picture;
    std::vector<std::vector<Value>> rows;
    material::Likeness bits = 0;
    for (int i = 0; i < photos; ++i) {
      // One in a hundred is the picture before it, saved again.
      bits = i % 100 == 99 ? bits ^ (material::Likeness{1} << (random() % 64)) : random();
      content.photo = material::Photo{};
      content.photo->likeness = bits;
      auto const hash = hex(sha256(std::to_string(i)));
      material::keep(*session, hash, content, Timestamp::now());
      rows.push_back(
          {Value("YQ-" + std::to_string(i)), Value("T" + std::to_string(random() % kAreas)), Value(hash)});
    }
    for (auto const& made : writing.create_many(schema, rows, reg::OnExisting::refuse))
      if (made.kind != reg::Outcome::Kind::created) std::abort();
    writing.commit();
  }
  {
    store::Transaction transaction(*session, store::Access::write);
    while (material::follow(ledger, photos) > 0) {
    }
    transaction.commit();
  }
  auto const told = [&](char const* who, material::Reader const& reader) {
    material::AlikePhotos found;
    double const took = median(
        [&] {
          ledger.records().forget_all();
          store::Transaction const one_moment(*session, store::Access::read);
          found = material::alike_photos(ledger, {.limit = 20, .reader = reader});
        },
        3);
    std::printf("%lld photos of records, %-22s %4zu pairs%s %8.0f ms\n", static_cast<long long>(found.photos),
                who, found.pairs.size(), found.has_more ? " and more" : "", took);
  };
  told("seen by the office", material::everything());
  auto one_town = material::everything();
  one_town.visible_files = [](reg::Schema const&) {
    return std::optional(material::Condition{"\"f_area\" = ?", {Value("T1")}});
  };
  told("seen by one town", one_town);
}

void compare_photos(int photos) {
  // As photos are: groups of the same scene (a few bits apart) among others; and as documents are, with bands
  // that many share.
  for (bool const crowded : {false, true}) {
    std::mt19937_64 random(2);
    std::vector<material::Likeness> all;
    while (static_cast<int>(all.size()) < photos) {
      material::Likeness bits = random();
      if (crowded && all.size() % 3 != 0) bits = (bits & ~0xFFFFULL) | (random() % 64);
      all.push_back(bits);
      if (all.size() % 100 == 0) all.push_back(bits ^ (material::Likeness{1} << (random() % 64)));
    }
    for (int const within : {material::kAlikeWithin, material::kFarthest}) {
      std::size_t pairs = 0;
      double const indexed = median([&] { pairs = material::near_pairs(all, within, 1'000'000).size(); }, 3);
      std::size_t same = 0;
      double const each = once([&] {
        for (std::size_t i = 0; i < all.size(); ++i)
          for (std::size_t j = i + 1; j < all.size(); ++j)
            same += material::distance(all[i], all[j]) <= within ? 1U : 0U;
      });
      std::printf("%d photos%s, within %2d: %7zu pairs %8.0f ms   each with each %8.0f ms   ratio %5.1f%s\n",
                  photos, crowded ? " (crowded)" : "", within, pairs, indexed, each, each / indexed,
                  pairs == same ? "" : "   DIFFERENT PAIRS");
    }
  }
}

void read_files(std::filesystem::path const& folder) {
  std::mt19937 random(3);
  std::string text;
  while (text.size() < (std::size_t{1} << 20U) - 200) text += note_of(random, 1) + "，2022年6月15日。\n";
  auto const file = folder / "a.txt";
  std::ofstream(file) << text;
  double const reading =
      median([&] { (void)material::read_content(file, "a.txt", kShanghaiOffsetMinutes); }, 5);
  std::printf("plain text, with its days and numbers     %12.1f MB/s\n",
              static_cast<double>(text.size()) / 1e6 / reading * 1000);
  double const cutting = median([&] { (void)material::words_of(text); }, 5);
  std::printf("cut into words                            %12.1f MB/s\n",
              static_cast<double>(text.size()) / 1e6 / cutting * 1000);
}

// Files that are given besides: what each takes.
void read_given(std::vector<std::string> const& files) {
  for (auto const& file : files) {
    std::size_t bytes = 0;
    double const reading = median(
        [&] {
          auto const content = material::read_content(file, file, kShanghaiOffsetMinutes);
          if (!content) std::fprintf(stderr, "%s\n", content.error().to_string(Language::en).c_str());
          bytes = content ? content->text.size() : 0;
        },
        5);
    auto const size = static_cast<double>(std::filesystem::file_size(file));
    std::printf("%-34s %10.1f MB/s  %8.1f ms  %zu bytes of text\n", file.c_str(), size / 1e6 / reading * 1000,
                reading, bytes);
  }
}

}  // namespace

int main(int count, char** arguments) {
  if (count < 3) return std::fprintf(stderr, "usage: material_bench RECORDS PHOTOS [FILE...]\n"), 2;
  TemporaryFolder const folder("bench");
  search_records(folder.path(), std::atoi(arguments[1]));
  compare_photos(std::atoi(arguments[2]));
  photos_of_records(folder.path(), std::atoi(arguments[2]));
  read_files(folder.path());
  read_given({arguments + 3, arguments + count});
  return 0;
}
