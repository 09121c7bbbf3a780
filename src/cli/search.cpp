// Records and evidence by words.
#include <CLI/CLI.hpp>

#include "api/found_json.hpp"
#include "base/text.hpp"
#include "cli/commands.hpp"
#include "material/follow.hpp"
#include "material/tables.hpp"
#include "report/record_names.hpp"

namespace shian::cli {
namespace {

struct SearchOptions {
  std::string store;
  std::vector<std::string> words;
  std::size_t limit = 20;
  bool json = false;
};

std::string line_of(material::Snippet const& snippet) {
  std::string line;
  for (auto const& piece : snippet.pieces) line += piece.is_marked ? "【" + piece.text + "】" : piece.text;
  return line;
}

void print_found(Context const& context, city::City& city, material::Found const& found) {
  report::RecordNames const names(city, reg::Personal::masked, context.language);
  auto const called = [&](reg::Schema const& schema, reg::Record const& record) {
    return schema.definition.name.in(context.language) + " #" + std::to_string(record.id) + " " +
           names.name(schema, record.values);
  };
  bool const zh = context.language == Language::zh;
  for (auto const& one : found.records) {
    auto const& field = one.schema->fields[static_cast<std::size_t>(one.field)].definition;
    print(called(*one.schema, one.record) + "\n  " + field.name.in(context.language) + (zh ? "：" : ": ") +
          line_of(one.snippet) + "\n");
  }
  for (auto const& one : found.files) {
    auto const& first = one.holders.front();
    std::string const page = one.page == 0 ? ""
                                           : (zh ? " 第 " + std::to_string(one.page) + " 页"
                                                 : " page " + std::to_string(one.page));
    print(api::file_name(city, *first.schema, first.record, first.field) + page + "\n  " +
          line_of(one.snippet) + "\n");
    for (auto const& holder : one.holders) print("  → " + called(*holder.schema, holder.record) + "\n");
  }
}

void tell(Context const& context, material::Found const& found, material::Unfindable const& not_there) {
  if (found.records.empty() && found.files.empty()) say(context, {"没有找到", "nothing was found"});
  if (found.next_record || found.next_file)
    say(context, {"还有更多，可加 --limit", "there is more: say --limit"});
  if (found.gave_up)
    say(context, {"符合的太多，没有看完，请多写一个词", "too much holds the words: add one"});
  if (not_there.unread > 0) {
    auto const count = std::to_string(not_there.unread);
    say(context, {"还有 " + count + " 个佐证文件未读取，运行 shian evidence index --store …",
                  count + " evidence files are not read yet: run shian evidence index --store ..."});
  }
  for (auto const& one : not_there.unreadable) {
    auto const count = std::to_string(one.files);
    say(context, {"有 " + count + " 个佐证文件不能读取：" + one.why.to_string(Language::zh),
                  count + " evidence files cannot be read: " + one.why.to_string(Language::en)});
  }
}

int search(Context& context, SearchOptions const& options) {
  std::string text;
  for (auto const& word : options.words) text += word + " ";
  auto query = material::Query::parse(text);
  if (!query) return refuse(context, query.error());
  auto const city = open_city(context, options.store);
  if (!city) return context.exit_code;
  material::prepare_tables(city->session());
  // Records are cheap to follow, files take their time: those are read by `evidence index`.
  constexpr std::int64_t kChunk = 20'000;
  for (std::int64_t followed = 1; followed > 0;) {
    store::Transaction transaction(city->session(), store::Access::write);
    followed = material::follow(city->ledger(), kChunk);
    transaction.commit();
  }
  store::Transaction const one_moment(city->session(), store::Access::read);
  auto const everybody = material::everything();
  auto const found = material::search(
      city->ledger(), {.query = std::move(*query), .limit = options.limit, .reader = everybody});
  auto const not_there = material::unfindable(city->ledger(), everybody, {});
  if (options.json) {
    api::ShownTo const reader{.language = context.language};
    auto told = api::found_json(*city, found, reader);
    told["not_there"] = api::unfindable_json(*city, not_there, reader);
    print(told.dump() + "\n");
    return kDone;
  }
  print_found(context, *city, found);
  tell(context, found, not_there);
  return kDone;
}

}  // namespace

void add_search(CLI::App& program, Context& context) {
  auto* const command =
      program.add_subcommand("search", help("按词查找记录和佐证材料", "finds records and evidence by words"));
  auto const options = std::make_shared<SearchOptions>();
  add_store(*command, options->store);
  command
      ->add_option("WORDS", options->words,
                   help("要找的词，都要出现；两个字起即可", "the words, all of which must be there"))
      ->required();
  add_limit(*command, options->limit);
  add_json(*command, options->json);
  command->callback([&context, options] { context.exit_code = search(context, *options); });
}

}  // namespace shian::cli
