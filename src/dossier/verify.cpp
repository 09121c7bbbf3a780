#include "dossier/verify.hpp"

#include <nlohmann/json.hpp>

#include <fstream>

#include "base/file_bytes.hpp"
#include "base/hash.hpp"
#include "base/signature.hpp"
#include "base/temporary_folder.hpp"
#include "dossier/snapshot.hpp"

namespace shian::dossier {
namespace {

namespace fs = std::filesystem;
using Json = nlohmann::ordered_json;

std::int64_t lines_in(fs::path const& folder) {
  std::int64_t lines = 0;
  std::error_code none;
  for (auto const& entry : fs::directory_iterator(folder, none)) {
    std::ifstream in(entry.path(), std::ios::binary);
    std::string line;
    while (std::getline(in, line)) ++lines;
  }
  return lines;
}

// The targets that two boards tell otherwise.
std::vector<std::string> differing(std::string const& kept, std::string const& now) {
  auto const by_id = [](std::string const& text) {
    std::map<std::string, std::string> targets;
    auto const board = Json::parse(text, nullptr, false);
    if (board.is_object() && board.contains("targets"))
      for (auto const& target : board["targets"]) targets[target.value("id", "")] = target.dump();
    return targets;
  };
  auto const before = by_id(kept), after = by_id(now);
  std::vector<std::string> ids;
  for (auto const& [id, told] : after) {
    auto const found = before.find(id);
    if (found == before.end() || found->second != told) ids.push_back(id);
  }
  for (auto const& [id, told] : before)
    if (!after.contains(id)) ids.push_back(id);
  return ids;
}

void work_out(fs::path const& folder, Meta const& meta, DossierProof& proof) {
  TemporaryFolder const scratch("dossier");
  auto books = open_books(folder, meta, scratch.path());
  if (!books) {
    proof.faults = std::move(books.error());
    return;
  }
  auto const kept = content_of(folder / kBoardFile);
  store::Transaction const one_moment((*books)->session(), store::Access::read);
  auto const now = board_text(board_of(**books, meta.as_of));
  proof.figures_follow = kept == now;
  if (!proof.figures_follow) proof.differing = differing(kept.value_or(""), now);
}

}  // namespace

Expected<DossierProof> verify(fs::path const& folder, std::string_view public_key,
                              VerifyProgress const& progress) {
  auto const manifest_text = content_of(folder / kManifestName);
  if (!manifest_text) {
    return std::unexpected(
        Error::make("dossier.none", folder.string() + " 不是验收档案：没有 " + std::string(kManifestName),
                    folder.string() + " is no dossier: it has no " + std::string(kManifestName))
            .hinting("应为封存时得到的文件夹", "name the folder that freezing made"));
  }
  DossierProof proof;
  auto const manifest = read_manifest(*manifest_text);
  if (!manifest) return std::unexpected(manifest.error());
  auto const own_key = content_of(folder / kPublicKeyName).value_or("");
  auto const signature = content_of(folder / kSignatureName).value_or("");
  proof.manifest_hash = hex(sha256(*manifest_text));
  proof.key_fingerprint = fingerprint_of(own_key);
  proof.is_signed = is_signed(*manifest_text, signature, public_key.empty() ? own_key : public_key);
  if (!public_key.empty()) proof.is_known_key = fingerprint_of(public_key) == proof.key_fingerprint;
  if (progress) progress(VerifyStage::files);
  proof.files = held_against(*manifest, folder);
  proof.files_checked = static_cast<std::int64_t>(manifest->size());
  auto const meta = read_meta(folder);
  if (!meta) {
    proof.faults.push_back(meta.error());
    return proof;
  }
  proof.name = meta->name;
  proof.as_of = meta->as_of.to_string();
  proof.at = meta->at.to_utc();
  proof.by = meta->by;
  proof.simulated = meta->simulated;
  proof.records = lines_in(folder / kRecordsFolder);
  if (progress) progress(VerifyStage::figures);
  work_out(folder, *meta, proof);
  return proof;
}

}  // namespace shian::dossier
