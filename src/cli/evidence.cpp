#include <unistd.h>

#include <CLI/CLI.hpp>

#include "api/found_json.hpp"
#include "base/text.hpp"
#include "cli/commands.hpp"
#include "material/follow.hpp"
#include "material/materials.hpp"
#include "material/reading_process.hpp"
#include "material/tables.hpp"
#include "report/record_names.hpp"
#include "report/words.hpp"

namespace shian::cli {
namespace {

struct EvidenceOptions {
  std::string store, as_unit;
  std::vector<std::string> files;
};

int add(Context& context, EvidenceOptions const& options) {
  if (options.store.empty() || options.files.empty())
    return misuse(context, {"请给出 --store 和文件", "say --store, and which file"});
  auto const city = open_city(context, options.store);
  if (!city) return context.exit_code;
  auto const who = author(*city, options.as_unit);
  if (!who) return refuse(context, who.error());
  // Nobody who writes waits while files are copied.
  for (std::filesystem::path const file : options.files) {
    auto const kept = city->evidence().keep(file);
    if (!kept) return refuse(context, kept.error());
    store::Transaction transaction(city->session(), store::Access::write);
    city->evidence().note(*kept, file.filename().string(), *who, Timestamp::now());
    transaction.commit();
    print(kept->hash + "\n");
  }
  return kDone;
}

struct IndexOptions {
  std::string store;
  bool again = false;
  bool json = false;
};

std::int64_t follow_all(city::City& city) {
  constexpr std::int64_t kChunk = 20'000;
  std::int64_t all = 0;
  for (std::int64_t followed = 1; followed > 0; all += followed) {
    store::Transaction transaction(city.session(), store::Access::write);
    followed = material::follow(city.ledger(), kChunk);
    transaction.commit();
  }
  return all;
}

int index(Context& context, IndexOptions const& options) {
  auto const city = open_city(context, options.store);
  if (!city) return context.exit_code;
  material::prepare_tables(city->session());
  auto const entries = follow_all(*city);
  auto const again = options.again ? material::Again::all : material::Again::where_it_helps;
  constexpr std::size_t kAll = 100'000'000;
  auto refused = nlohmann::ordered_json::array();
  std::int64_t read = 0;
  for (auto const& file : material::unread_files(city->session(), kAll, again)) {
    auto const content =
        material::read_content(city->evidence().path_of(file.hash), file.name, city->utc_offset_minutes());
    store::Transaction transaction(city->session(), store::Access::write);
    material::keep(city->session(), file.hash, content, Timestamp::now());
    transaction.commit();
    if (content) {
      ++read;
      continue;
    }
    auto const& error = content.error();
    refused.push_back({{"sha256", file.hash},
                       {"name", file.name},
                       {"code", error.code},
                       {"why", {{"zh", error.what.zh}, {"en", error.what.en}}}});
    if (!options.json) print(file.name + "  " + error.to_string(context.language) + "\n");
  }
  if (options.json) {
    print(nlohmann::ordered_json{{"entries", entries}, {"read", read}, {"unreadable", std::move(refused)}}
              .dump() +
          "\n");
    return kDone;
  }
  auto const said = [](std::int64_t number) { return std::to_string(number); };
  say(context,
      {"读取 " + said(read) + " 个文件，不能读取 " + said(static_cast<std::int64_t>(refused.size())) +
           " 个；跟进 " + said(entries) + " 条变更",
       "read " + said(read) + " files, could not read " + said(static_cast<std::int64_t>(refused.size())) +
           "; followed " + said(entries) + " entries"});
  return kDone;
}

struct AlikeOptions {
  std::string store;
  int within = material::kAlikeWithin;
  std::size_t limit = 20;
  bool across = false, json = false;
};

int alike(Context& context, AlikeOptions const& options) {
  auto const city = open_city(context, options.store);
  if (!city) return context.exit_code;
  material::prepare_tables(city->session());
  (void)follow_all(*city);
  store::Transaction const one_moment(city->session(), store::Access::read);
  auto const found = material::alike_photos(
      city->ledger(),
      {.within = options.within, .limit = options.limit, .only_across_areas = options.across});
  auto const unread = material::unfindable(city->ledger(), material::everything(), {}).unread;
  if (options.json) {
    auto told = api::photos_json(*city, found, {.language = context.language});
    told["unread_files"] = unread;
    print(told.dump() + "\n");
    return kDone;
  }
  report::RecordNames const names(*city, reg::Personal::masked, context.language);
  bool const zh = context.language == Language::zh;
  auto const side = [&](material::Holder const& one) {
    std::string const area(one.schema->area_of(one.record.values));
    return "  " + one.schema->definition.name.in(context.language) + " #" + std::to_string(one.record.id) +
           " " + names.name(*one.schema, one.record.values) +
           (area.empty() ? "" : "  " + report::area_name(city->pack(), area).in(context.language)) + "  " +
           api::file_name(*city, *one.schema, one.record, one.field) + "\n";
  };
  for (auto const& pair : found.pairs) {
    std::string const far = std::to_string(pair.distance);
    print((pair.is_same_file ? (zh ? std::string("同一文件") : "the same file")
                             : (zh ? "相近，差 " + far + "/64" : "alike, " + far + " of 64 apart")) +
          (pair.is_across_areas ? (zh ? "，跨镇街" : ", of two towns") : "") + "\n" + side(pair.first) +
          side(pair.second));
  }
  auto const photos = std::to_string(found.photos);
  say(context, {"比对了 " + photos + " 张图片", photos + " pictures were compared"});
  if (found.has_more) say(context, {"还有更多，可加 --limit", "there is more: say --limit"});
  if (unread > 0) {
    auto const count = std::to_string(unread);
    say(context, {"还有 " + count + " 个佐证文件未读取，先运行 shian evidence index",
                  count + " evidence files are not read yet: run shian evidence index first"});
  }
  return kDone;
}

void add_index(CLI::App& group, Context& context) {
  auto* const command = group.add_subcommand(
      "index",
      help("读取尚未读取的佐证文件，更新查找用的索引",
           "reads the evidence files that are not read yet, and brings the index of words up to date"));
  auto const options = std::make_shared<IndexOptions>();
  add_store(*command, options->store);
  command->add_flag("--again", options->again,
                    help("不能读取的也再试一次", "tries once more those that could not be read"));
  add_json(*command, options->json);
  command->callback([&context, options] { context.exit_code = index(context, *options); });
}

void add_alike(CLI::App& group, Context& context) {
  auto* const command = group.add_subcommand(
      "alike",
      help("不同记录下的相同或相近照片", "the same picture, or nearly, as evidence of different records"));
  auto const options = std::make_shared<AlikeOptions>();
  add_store(*command, options->store);
  command
      ->add_option("--within", options->within,
                   help("最多差几位（共 64 位），默认 10", "at most so many bits of 64 apart, 10 by default"))
      ->check(CLI::Range(0, material::kFarthest))
      ->type_name("N");
  command->add_flag("--across-areas", options->across, help("只看跨镇街的", "of two towns alone"));
  add_limit(*command, options->limit);
  add_json(*command, options->json);
  command->callback([&context, options] { context.exit_code = alike(context, *options); });
}

// For `serve`, which starts it: what a hostile file does to it, it does to nobody else.
void add_reader(CLI::App& group) {
  auto* const command = group.add_subcommand(
      "reader", help("供 serve 使用：从标准输入接收要读取的文件，逐个答复",
                     "for serve: reads the files that it is told of on standard input, and answers"));
  command->group("");
  command->callback([] { material::answer_readings(STDIN_FILENO, STDOUT_FILENO); });
}

}  // namespace

void add_evidence(CLI::App& program, Context& context) {
  auto* const command = program.add_subcommand(
      "evidence",
      help("存入佐证文件，逐个打印 SHA-256（填入“佐证”字段）",
           "keeps evidence files and prints the SHA-256 of each, which a record's file field takes"));
  auto const options = std::make_shared<EvidenceOptions>();
  add_store(*command, options->store)->required(false);
  command->add_option("FILE", options->files, help("一个或多个文件", "one file or more"));
  command->add_option("--as", options->as_unit, help("代表哪个单位", "for which unit"))->type_name("UNIT");
  add_index(*command, context);
  add_alike(*command, context);
  add_reader(*command);
  // Runs also when one of the commands below it was chosen.
  command->callback([&context, command, options] {
    if (command->get_subcommands().empty()) context.exit_code = add(context, *options);
  });
}

}  // namespace shian::cli
