// Backups: made while the server runs, put back when it stands still, proved by verify.
#include <CLI/CLI.hpp>
#include <nlohmann/json.hpp>

#include "city/backup.hpp"
#include "cli/commands.hpp"

namespace shian::cli {
namespace {

struct BackupOptions {
  std::string store, to;
  std::size_t keep = 0;
  bool json = false;
};

struct RestoreOptions {
  std::string store, from;
  bool replace = false;
};

std::string summary(city::Manifest const& manifest, Language language) {
  auto const entry = std::to_string(manifest.last_entry);
  auto const files = std::to_string(manifest.evidence.size());
  return language == Language::zh ? "方案包 " + manifest.pack_id + " " + manifest.pack_version +
                                        "，日志至第 " + entry + " 条，佐证文件 " + files + " 个"
                                  : "pack " + manifest.pack_id + " " + manifest.pack_version +
                                        ", journal to entry " + entry + ", " + files + " evidence files";
}

int backup(Context const& context, BackupOptions const& options) {
  auto const made = city::make_backup(address_of(options.store), options.to);
  if (!made) return refuse(context, made.error());
  auto const removed =
      options.keep > 0 ? city::prune_backups(options.to, options.keep) : std::vector<std::string>();
  auto const& manifest = made->manifest;
  if (options.json) {
    print(nlohmann::ordered_json{{"folder", made->folder.string()},
                                 {"last_entry", manifest.last_entry},
                                 {"chain_end", hex(manifest.chain_end)},
                                 {"evidence", manifest.evidence.size()},
                                 {"lost", manifest.lost},
                                 {"removed", removed}}
              .dump() +
          "\n");
  } else {
    print(made->folder.string() + "\n");
  }
  say(context,
      {"已备份：" + summary(manifest, Language::zh), "backed up: " + summary(manifest, Language::en)});
  for (auto const& name : removed) say(context, {"已删除旧备份 " + name, "removed the old backup " + name});
  for (auto const& hash : manifest.lost)
    say(context, {"佐证文件缺失或被改动，备份中没有它：" + hash,
                  "an evidence file is missing or altered and not in the backup: " + hash});
  return manifest.lost.empty() ? kDone : kWrongData;
}

int restore(Context& context, RestoreOptions const& options) {
  auto const checked = city::checked_backup(options.from);
  if (!checked) return refuse(context, checked.error());
  auto const existing = options.replace ? city::Existing::replace : city::Existing::refuse;
  if (auto done = city::restore(*checked, address_of(options.store), existing); !done)
    return refuse(context, done.error());
  say(context, {"已恢复：" + summary(checked->manifest, Language::zh) + "；正在核对",
                "restored: " + summary(checked->manifest, Language::en) + "; verifying"});
  auto const city = open_city(context, options.store);
  if (!city) return context.exit_code;
  auto const proof = prove_store(context, *city);
  print(report::proof_text(proof, context.language, context.terminal));
  if (proof.audit.chain_end != checked->manifest.chain_end) {
    return refuse(context, Error::make("backup.other_chain", "日志链尾与备份清单不符",
                                       "the end of the journal's chain is not the manifest's"));
  }
  return proof.holds() ? kDone : kWrongData;
}

}  // namespace

void add_backup(CLI::App& program, Context& context) {
  auto* const command = program.add_subcommand(
      "backup", help("备份库和佐证文件，服务不必停",
                     "backs up the store and its evidence files while the server runs"));
  auto const options = std::make_shared<BackupOptions>();
  add_store(*command, options->store);
  command->add_option("--to", options->to, help("放备份的文件夹", "the folder that holds backups"))
      ->required()
      ->type_name("DIR");
  command
      ->add_option("--keep", options->keep,
                   help("只留最新的 N 份，默认全留", "keeps the newest N, all by default"))
      ->check(CLI::Range(1, 10'000))
      ->type_name("N");
  add_json(*command, options->json);
  command->callback([&context, options] { context.exit_code = backup(context, *options); });
}

void add_restore(CLI::App& program, Context& context) {
  auto* const command = program.add_subcommand(
      "restore",
      help("从备份恢复，然后核对；先停服务", "puts a backup back and verifies it; stop the server first"));
  auto const options = std::make_shared<RestoreOptions>();
  add_store(*command, options->store);
  command->add_option("--from", options->from, help("备份文件夹", "the backup's folder"))
      ->required()
      ->type_name("DIR");
  command->add_flag("--replace", options->replace,
                    help("取代已有的库", "in the place of a store that exists"));
  command->callback([&context, options] { context.exit_code = restore(context, *options); });
}

}  // namespace shian::cli
