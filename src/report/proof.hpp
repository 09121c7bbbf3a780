// Proof that a store is whole: the journal's chain, the records, the cells, the evidence files.
#pragma once

#include <string>
#include <vector>

#include "city/city.hpp"
#include "register/audit.hpp"
#include "report/terminal.hpp"

namespace shian::report {

struct Proof {
  reg::Audit audit;
  indicator::Check cells;
  std::vector<std::string> damaged_files;  // hashes

  [[nodiscard]] bool holds() const {
    return audit.findings.empty() && cells.differences.empty() && damaged_files.empty();
  }
};

/// Reads everything there is, at one moment; tells how far it is on stderr.
[[nodiscard]] Proof prove(city::City& city, Language language);
[[nodiscard]] std::string proof_text(Proof const& proof, Language language, Terminal const& terminal);
[[nodiscard]] std::string proof_json(Proof const& proof);

}  // namespace shian::report
