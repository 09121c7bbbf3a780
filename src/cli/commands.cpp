#include "cli/commands.hpp"

#include <array>

namespace shian::cli {

std::span<AddCommand const> commands() {
  static constexpr std::array kCommands = {
      add_pack,     add_init,    add_import,   add_export,     add_board,    add_explain, add_records,
      add_record,   add_correct, add_withdraw, add_history,    add_batches,  add_undo,    add_clock,
      add_evidence, add_search,  add_simulate, add_verify,     add_backup,   add_restore, add_upgrade,
      add_account,  add_digest,  add_appraise, add_letters,    add_signs,    add_survey,  add_circular,
      add_brief,    add_burden,  add_what_if,  add_acceptance, add_rehearse, add_freeze,  add_verify_dossier,
      add_serve,    add_openapi,
  };
  return kCommands;
}

}  // namespace shian::cli
