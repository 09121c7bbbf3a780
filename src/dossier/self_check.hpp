// The self-check report (自查报告) of a dossier: what is proved, what is lacking and whose it is, how the
// targets stand.
#pragma once

#include <string>

#include "dossier/proved.hpp"
#include "report/board.hpp"

namespace shian::dossier {

struct SelfCheckHead {
  std::string name;         // of the dossier
  std::int64_t secret = 0;  // records that are not in it
};

/// As a DOCX file in the official type area. Every figure is that of `board` and `acceptance`, which are of
/// one moment.
[[nodiscard]] std::string self_check_docx(city::City& city, Acceptance const& acceptance,
                                          report::Board const& board, SelfCheckHead const& head);

}  // namespace shian::dossier
