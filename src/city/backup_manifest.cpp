#include "city/backup_manifest.hpp"

#include <nlohmann/json.hpp>

namespace shian::city {
namespace {

using Json = nlohmann::ordered_json;

constexpr int kForm = 1;

Json json_of(Manifest::File const& file) {
  return {{"name", file.name}, {"bytes", file.bytes}, {"sha256", file.sha256}};
}

// A name that leads out of the folder is no file of the backup's.
bool is_inside(std::string const& name) {
  std::filesystem::path const path(name);
  if (path.empty() || path.is_absolute()) return false;
  for (auto const& step : path)
    if (step == ".." || step == ".") return false;
  return true;
}

Manifest::File file_of(Json const& json) {
  Manifest::File file{json.at("name"), json.at("bytes"), json.at("sha256")};
  if (!is_inside(file.name)) throw std::invalid_argument(file.name);
  return file;
}

}  // namespace

std::string manifest_text(Manifest const& manifest) {
  Json evidence = Json::array();
  for (auto const& file : manifest.evidence) evidence.push_back(json_of(file));
  Json const json = {
      {"form", kForm},
      {"made_at", manifest.made_at.to_utc()},
      {"program", manifest.program_version},
      {"pack", {{"id", manifest.pack_id}, {"version", manifest.pack_version}}},
      {"store", manifest.dialect == store::Dialect::sqlite ? "sqlite" : "postgresql"},
      {"journal", {{"last_entry", manifest.last_entry}, {"chain_end", hex(manifest.chain_end)}}},
      {"database", json_of(manifest.database)},
      {"evidence", std::move(evidence)},
      {"lost", manifest.lost}};
  return json.dump(1) + "\n";
}

Expected<Manifest> read_manifest(std::string_view text) {
  try {
    auto const json = Json::parse(text);
    if (json.at("form") != kForm) {
      return fail("backup.form", "备份的格式较新，请用新版程序恢复",
                  "the backup has a newer form; restore it with a newer program");
    }
    Manifest manifest;
    auto const made_at = Timestamp::parse(json.at("made_at").get<std::string>(), 0);
    auto const chain_end = digest_from_hex(json.at("journal").at("chain_end").get<std::string>());
    auto const kind = json.at("store").get<std::string>();
    if (!made_at || !chain_end || (kind != "sqlite" && kind != "postgresql"))
      throw std::invalid_argument("made_at, chain_end or store");
    manifest.made_at = *made_at;
    manifest.chain_end = *chain_end;
    manifest.dialect = kind == "sqlite" ? store::Dialect::sqlite : store::Dialect::postgresql;
    manifest.program_version = json.at("program");
    manifest.pack_id = json.at("pack").at("id");
    manifest.pack_version = json.at("pack").at("version");
    manifest.last_entry = json.at("journal").at("last_entry");
    manifest.database = file_of(json.at("database"));
    for (auto const& file : json.at("evidence")) manifest.evidence.push_back(file_of(file));
    manifest.lost = json.at("lost").get<std::vector<std::string>>();
    return manifest;
  } catch (std::exception const& fault) {  // of the parser, of a missing key or a wrong type
    return fail("backup.manifest", "manifest.json 已损坏：" + std::string(fault.what()),
                "manifest.json is damaged: " + std::string(fault.what()));
  }
}

}  // namespace shian::city
