// Proof that a store is whole: the journal's chain, the records, the cells, the evidence files.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "city/city.hpp"
#include "register/audit.hpp"
#include "report/terminal.hpp"

namespace shian::report {

struct Proof {
  reg::Audit audit;
  indicator::Check cells;
  std::vector<std::string> damaged_files;  // hashes
  /// The other chain: of what concerns security. Told by whoever stands above the room that keeps it.
  struct Security {
    std::int64_t entries = 0;
    std::int64_t first_altered = 0;  // 0: all fit
  } security;

  [[nodiscard]] bool holds() const {
    return audit.findings.empty() && cells.differences.empty() && damaged_files.empty() &&
           security.first_altered == 0;
  }
};

enum class ProofStage { journal, figures, evidence };
[[nodiscard]] std::string_view code_of(ProofStage stage);
/// How far it is: so many journal entries, measures, files done, of so many where that is known.
using ProofProgress =
    std::function<void(ProofStage stage, std::int64_t done, std::optional<std::int64_t> all)>;

/// Reads everything there is, at one moment. What `progress` throws breaks it off.
[[nodiscard]] Proof prove(city::City& city, ProofProgress const& progress);
/// The same, telling how far it is on stderr.
[[nodiscard]] Proof prove(city::City& city, Language language);
[[nodiscard]] std::string proof_text(Proof const& proof, Language language, Terminal const& terminal);
[[nodiscard]] std::string proof_json(Proof const& proof);

}  // namespace shian::report
