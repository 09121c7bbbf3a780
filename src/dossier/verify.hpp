// Proof that a dossier is as it was frozen and that its figures follow from the records in it. Needs no
// store: anybody with the program can do it.
#pragma once

#include <filesystem>
#include <functional>
#include <optional>
#include <string>

#include "dossier/manifest.hpp"

namespace shian::dossier {

enum class VerifyStage { files, figures };
using VerifyProgress = std::function<void(VerifyStage stage)>;

struct DossierProof {
  std::string name, as_of, at, by;  // what the dossier says of itself
  bool simulated = false;
  std::string manifest_hash, key_fingerprint;
  bool is_signed = false;            // the signature is that of the key over the manifest
  std::optional<bool> is_known_key;  // the key is the one that was given; nothing: none was
  Differences files;
  std::int64_t files_checked = 0, records = 0;
  bool figures_follow = false;
  std::vector<std::string> differing;  // targets whose figures do not follow
  Errors faults;                       // why the figures could not be worked out anew

  [[nodiscard]] bool holds() const {
    return is_signed && is_known_key.value_or(true) && files.none() && figures_follow && faults.empty();
  }
};

/// `public_key`: PEM, as the issuer published it; "": the dossier's own, which shows only that it is whole.
/// Errors (dossier.none): no dossier; what cannot be read.
[[nodiscard]] Expected<DossierProof> verify(std::filesystem::path const& folder, std::string_view public_key,
                                            VerifyProgress const& progress = {});

}  // namespace shian::dossier
