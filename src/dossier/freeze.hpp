// Freezing: the archive of an acceptance (验收档案) as an immutable folder that can be carried away.
#pragma once

#include <filesystem>
#include <functional>
#include <string>
#include <vector>

#include "base/signature.hpp"
#include "dossier/items.hpp"

namespace shian::dossier {

struct FreezeRequest {
  std::string list = std::string(kPlanList);
  std::string name;  // "乐清市创建省食品安全示范市验收档案": its folder is called so, with the moment
  Day as_of;
  Timestamp at;
  std::string by;  // who freezes it; may be empty
};

enum class FreezeStage { standings, records, ledgers, files, report };
[[nodiscard]] std::string_view code_of(FreezeStage stage);  // "standings"
[[nodiscard]] Text text_of(FreezeStage stage);
using FreezeProgress = std::function<void(FreezeStage stage, std::int64_t done, std::int64_t all)>;

struct FrozenDossier {
  std::filesystem::path folder;
  std::string manifest_hash;  // SHA-256 of the manifest: says which dossier it is
  std::string key_fingerprint;
  std::int64_t files = 0, bytes = 0, records = 0;
  std::int64_t secret = 0;  // records that are not in it: what a secret inspection found and nobody revealed
  std::size_t items = 0, gaps = 0;
  std::vector<std::string> lost;  // evidence that was missing or altered already, by hash
  bool has_pdf = false;           // LibreOffice was there to make the report's PDF
};

/// Makes `into`/NAME-YYYYMMDD-HHMMSS, whole or not at all:
///   目录.xlsx 自查报告.docx .pdf README.txt | 01 …/1.1 …/ documents | 台账/ a workbook a register |
///   data/ the pack, decisions, records, board, items | manifest.sha256, manifest.sig, public-key.pem
/// Others write on meanwhile. What `progress` throws breaks it off. Errors: no such list; one with faults
/// (dossier.faults); a name that is none or a day to come (dossier.name, dossier.day); there already.
/// Throws store::Failure: full, other.
[[nodiscard]] Expected<FrozenDossier> freeze(city::City& city, FreezeRequest const& request,
                                             SigningKey const& key, std::filesystem::path const& into,
                                             FreezeProgress const& progress = {});

}  // namespace shian::dossier
