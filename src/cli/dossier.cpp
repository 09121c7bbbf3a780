// The acceptance: what is lacking, rehearsing it, freezing its archive, and proving one that was frozen.
#include <CLI/CLI.hpp>
#include <nlohmann/json.hpp>

#include "base/file_bytes.hpp"
#include "base/signature.hpp"
#include "cli/commands.hpp"
#include "dossier/acceptance_text.hpp"
#include "dossier/freeze.hpp"
#include "dossier/rehearsal.hpp"
#include "dossier/verify.hpp"
#include "report/progress.hpp"

namespace shian::cli {
namespace {

using Json = nlohmann::ordered_json;

struct AcceptanceOptions {
  std::string store, list = std::string(dossier::kPlanList), as_of, unit, item;
  bool json = false;
};

struct RehearsalOptions {
  std::string store, as_of;
  std::uint32_t seed = 1;
  std::size_t places = 20, records = 40, figures = 10;
  bool json = false;
};

struct FreezeOptions {
  std::string store, list = std::string(dossier::kPlanList), name, as_of, to, key;
  bool json = false;
};

struct VerifyOptions {
  std::string folder, public_key;
  bool json = false;
};

int acceptance(Context& context, AcceptanceOptions const& options) {
  auto const city = open_city(context, options.store);
  if (!city) return context.exit_code;
  std::string whose;
  if (!options.unit.empty()) {
    auto unit = find_unit(*city, options.unit);
    if (!unit) return refuse(context, unit.error());
    whose = std::move(*unit);
  }
  store::Transaction const one_moment(city->session(), store::Access::read);
  auto list = dossier::item_list(*city, options.list);
  if (!list) return refuse(context, list.error());
  auto const faults = list->faults;
  auto const as_of = options.as_of.empty() ? city->today() : *Day::parse(options.as_of);
  if (!options.item.empty()) {
    auto const* const item = list->find(options.item);
    if (item == nullptr)
      return refuse(context, Error::make("dossier.item", "清单没有条目 " + options.item,
                                         "the list has no item " + options.item));
    auto const index = static_cast<std::size_t>(item - list->items.data());
    auto const made = dossier::stand(*city, std::move(*list), as_of, index);
    print(report::dumped(dossier::item_json(*city, made, index)));
  } else {
    auto const made = dossier::stand(*city, std::move(*list), as_of);
    auto const overview = dossier::overview_of(made, whose);
    print(options.json ? report::dumped(dossier::acceptance_json(*city, made, overview))
                       : dossier::acceptance_text(*city, made, overview, context.language, context.terminal));
  }
  return faults.empty() ? kDone : kWrongData;
}

int freeze(Context& context, FreezeOptions const& options) {
  auto const key = SigningKey::read_or_make(options.key);
  if (!key) return refuse(context, key.error());
  auto const city = open_city(context, options.store);
  if (!city) return context.exit_code;
  auto const who = author(*city, "");
  if (!who) return refuse(context, who.error());
  dossier::FreezeRequest request;
  request.list = options.list;
  request.name = options.name.empty() ? city->pack().acceptance.name.zh : options.name;
  request.as_of = options.as_of.empty() ? city->today() : *Day::parse(options.as_of);
  request.at = Timestamp::now();
  request.by = who->actor;
  std::optional<dossier::FreezeStage> at;
  std::optional<report::Progress> progress;
  auto const made = dossier::freeze(
      *city, request, *key, options.to, [&](dossier::FreezeStage stage, std::int64_t done, std::int64_t all) {
        if (at != stage)
          progress.emplace(dossier::text_of(stage), all > 0 ? std::optional(all) : std::nullopt,
                           context.language);
        at = stage;
        progress->at(done);
      });
  if (!made) return refuse(context, made.error());
  if (options.json) {
    print(Json{{"folder", made->folder.string()},
               {"manifest", made->manifest_hash},
               {"key", made->key_fingerprint},
               {"files", made->files},
               {"bytes", made->bytes},
               {"records", made->records},
               {"items", made->items},
               {"gaps", made->gaps},
               {"lost", made->lost},
               {"pdf", made->has_pdf}}
              .dump() +
          "\n");
  } else {
    print(made->folder.string() + "\n");
  }
  auto const numbers = std::to_string(made->files) + " / " + std::to_string(made->records);
  say(context, {"已封存：文件 / 记录 " + numbers + "，缺项 " + std::to_string(made->gaps) + "，清单指纹 " +
                    made->manifest_hash + "，公钥指纹 " + made->key_fingerprint,
                "frozen: files / records " + numbers + ", gaps " + std::to_string(made->gaps) +
                    ", manifest " + made->manifest_hash + ", key " + made->key_fingerprint});
  if (!made->has_pdf)
    say(context,
        {"没有装 LibreOffice，自查报告没有 PDF", "LibreOffice is not installed: the self-check has no PDF"});
  for (auto const& hash : made->lost)
    say(context, {"佐证文件缺失或被改动，档案中没有它：" + hash,
                  "an evidence file is missing or altered and not in the dossier: " + hash});
  return made->lost.empty() ? kDone : kWrongData;
}

int rehearse(Context& context, RehearsalOptions const& options) {
  auto const city = open_city(context, options.store);
  if (!city) return context.exit_code;
  dossier::RehearsalPlan plan{options.seed, options.places, options.records, options.figures,
                              options.as_of.empty() ? city->today() : *Day::parse(options.as_of)};
  store::Transaction const one_moment(city->session(), store::Access::read);
  auto const made = dossier::rehearse(*city, plan);
  if (!made) return refuse(context, made.error());
  print(options.json ? dossier::rehearsal_json(*city, *made, context.language)
                     : dossier::rehearsal_text(*city, *made, context.language));
  std::size_t lacking = 0;
  for (auto const& drawn : made->drawn) lacking += drawn.lacking();
  auto const drawn = std::to_string(made->drawn.size()), gaps = std::to_string(lacking);
  auto const day = made->mend_by.to_string();
  say(context, {"抽了 " + drawn + " 个，缺 " + gaps + " 处，应于 " + day + " 前补上",
                drawn + " drawn, " + gaps + " gaps, to be mended by " + day});
  return kDone;
}

std::string proof_text(dossier::DossierProof const& proof, bool zh) {
  auto const verdict = [&](bool holds) {
    return std::string(holds ? (zh ? "是" : "yes") : (zh ? "否" : "NO"));
  };
  std::string text = proof.name + "  " + proof.as_of + (proof.simulated ? "  模拟数据 SIMULATED" : "") + "\n";
  auto const line = [&](char const* chinese, char const* english, std::string const& value) {
    text += std::string(zh ? chinese : english) + (zh ? "：" : ": ") + value + "\n";
  };
  line("封存时间", "frozen at", proof.at + (proof.by.empty() ? "" : "  " + proof.by));
  line("签名有效", "signature holds", verdict(proof.is_signed));
  line("公钥指纹", "fingerprint of the key", proof.key_fingerprint);
  line("是所给的公钥", "it is the key that was given",
       proof.is_known_key
           ? verdict(*proof.is_known_key)
           : (zh ? "没有给公钥，只能说明档案自身一致；请与签发单位公布的指纹核对"
                 : "none was given: compare the fingerprint with the one that the issuer published"));
  line("文件未改动", "no file was altered",
       verdict(proof.files.none()) + "  (" + std::to_string(proof.files_checked) + ")");
  for (auto const& [names, chinese, english] : {std::tuple(&proof.files.missing, "缺少", "missing"),
                                                std::tuple(&proof.files.altered, "被改动", "altered"),
                                                std::tuple(&proof.files.added, "多出", "added")})
    for (auto const& name : *names) text += "  " + std::string(zh ? chinese : english) + "  " + name + "\n";
  line("数值由所附记录算出", "figures follow from the records",
       verdict(proof.figures_follow) + "  (" + std::to_string(proof.records) + ")");
  for (auto const& target : proof.differing) text += "  " + target + "\n";
  return text;
}

int verify_dossier(Context& context, VerifyOptions const& options) {
  std::string key;
  if (!options.public_key.empty()) {
    auto read = content_of(options.public_key);
    if (!read) return refuse(context, read.error());
    if (fingerprint_of(*read).empty())
      return refuse(
          context, Error::make("signature.key", options.public_key + " 不是公钥",
                               options.public_key + " is no public key")
                       .hinting("应为签发单位公布的 PEM 文件", "it is a PEM file that the issuer published"));
    key = std::move(*read);
  }
  auto const proof = dossier::verify(options.folder, key, [&](dossier::VerifyStage stage) {
    if (stage == dossier::VerifyStage::files)
      say(context, {"核对文件", "checking the files"});
    else
      say(context, {"由所附记录重算各目标", "working out the figures from the records"});
  });
  if (!proof) return refuse(context, proof.error());
  if (options.json) {
    print(Json{{"holds", proof->holds()},
               {"name", proof->name},
               {"as_of", proof->as_of},
               {"at", proof->at},
               {"by", proof->by},
               {"simulated", proof->simulated},
               {"manifest", proof->manifest_hash},
               {"key", proof->key_fingerprint},
               {"is_signed", proof->is_signed},
               {"is_known_key", proof->is_known_key ? Json(*proof->is_known_key) : Json(nullptr)},
               {"files", proof->files_checked},
               {"missing", proof->files.missing},
               {"altered", proof->files.altered},
               {"added", proof->files.added},
               {"records", proof->records},
               {"figures_follow", proof->figures_follow},
               {"differing", proof->differing}}
              .dump() +
          "\n");
  } else {
    print(proof_text(*proof, context.language == Language::zh));
  }
  if (!proof->faults.empty()) return refuse(context, proof->faults);
  return proof->holds() ? kDone : kWrongData;
}

}  // namespace

void add_acceptance(CLI::App& program, Context& context) {
  auto* const command = program.add_subcommand(
      "acceptance", help("验收条目：佐证齐不齐，缺什么、归谁、下一步",
                         "the items of the acceptance: what is lacking, whose, what next"));
  auto const options = std::make_shared<AcceptanceOptions>();
  add_store(*command, options->store);
  command
      ->add_option("--list", options->list,
                   help("条目清单，默认方案自带的", "the list of items; the plan's by default"))
      ->type_name("LIST");
  add_day(*command, "--as-of", options->as_of, help("截至日，默认今天", "the day; today by default"));
  command->add_option("--unit", options->unit, help("只看一个单位的", "one unit's alone"))->type_name("UNIT");
  command
      ->add_option("--item", options->item,
                   help("一个条目的全部佐证（JSON）", "one item with all that proves it, as JSON"))
      ->type_name("ITEM");
  add_json(*command, options->json);
  command->callback([&context, options] { context.exit_code = acceptance(context, *options); });
}

void add_rehearse(CLI::App& program, Context& context) {
  auto* const command = program.add_subcommand(
      "rehearse",
      help("验收演练：按种子抽主体、记录、数字，逐个核对能不能打开到佐证",
           "rehearses the acceptance: places, records and figures drawn by a seed, each opened down "
           "to its evidence"));
  auto const options = std::make_shared<RehearsalOptions>();
  add_store(*command, options->store);
  command->add_option("--seed", options->seed, help("种子；同一种子抽到的一样", "the same draws the same"))
      ->type_name("N");
  command->add_option("--places", options->places, help("抽几个主体", "how many places"))->type_name("N");
  command->add_option("--records", options->records, help("抽几条记录", "how many records"))->type_name("N");
  command->add_option("--figures", options->figures, help("抽几个数字", "how many figures"))->type_name("N");
  add_day(*command, "--as-of", options->as_of, help("截至日，默认今天", "the day; today by default"));
  add_json(*command, options->json);
  command->callback([&context, options] { context.exit_code = rehearse(context, *options); });
}

void add_freeze(CLI::App& program, Context& context) {
  auto* const command =
      program.add_subcommand("freeze", help("封存验收档案：目录、自查报告、台账、材料、记录，签名",
                                            "freezes the dossier of the acceptance, signed"));
  auto const options = std::make_shared<FreezeOptions>();
  add_store(*command, options->store);
  command->add_option("--to", options->to, help("放档案的文件夹", "the folder that holds dossiers"))
      ->required()
      ->type_name("DIR");
  command
      ->add_option("--key", options->key,
                   help("签名用的 Ed25519 私钥（PEM）；没有就在这里生成",
                        "the Ed25519 key that signs, PEM; made there when missing"))
      ->required()
      ->type_name("FILE");
  command
      ->add_option("--list", options->list,
                   help("条目清单，默认方案自带的", "the list of items; the plan's by default"))
      ->type_name("LIST");
  command->add_option("--name", options->name, help("档案名称", "what it is called"))->type_name("NAME");
  add_day(*command, "--as-of", options->as_of, help("截至日，默认今天", "the day; today by default"));
  add_json(*command, options->json);
  command->callback([&context, options] { context.exit_code = freeze(context, *options); });
}

void add_verify_dossier(CLI::App& program, Context& context) {
  auto* const command = program.add_subcommand(
      "verify-dossier",
      help("核对验收档案：文件未改动，数值由所附记录算出；不需要库",
           "proves a dossier: nothing altered, figures follow from its records; needs no store"));
  auto const options = std::make_shared<VerifyOptions>();
  command->add_option("DIR", options->folder, help("档案文件夹", "the dossier's folder"))
      ->required()
      ->type_name("DIR");
  command
      ->add_option("--public-key", options->public_key,
                   help("签发单位公布的公钥（PEM）", "the key as the issuer published it, PEM"))
      ->type_name("FILE");
  add_json(*command, options->json);
  command->callback([&context, options] { context.exit_code = verify_dossier(context, *options); });
}

}  // namespace shian::cli
