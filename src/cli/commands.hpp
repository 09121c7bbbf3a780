// Every command of the program: one line here, one in kCommands, one file.
#pragma once

#include <span>

#include "cli/context.hpp"
#include "report/proof.hpp"

namespace shian::cli {

/// Adds the command's options and what runs when it is chosen. Both arguments outlive the parse.
using AddCommand = void (*)(CLI::App& program, Context& context);

void add_pack(CLI::App& program, Context& context);
void add_init(CLI::App& program, Context& context);
void add_import(CLI::App& program, Context& context);
void add_evidence(CLI::App& program, Context& context);
void add_search(CLI::App& program, Context& context);
void add_export(CLI::App& program, Context& context);
void add_board(CLI::App& program, Context& context);
void add_explain(CLI::App& program, Context& context);
void add_records(CLI::App& program, Context& context);
void add_record(CLI::App& program, Context& context);
void add_correct(CLI::App& program, Context& context);
void add_withdraw(CLI::App& program, Context& context);
void add_history(CLI::App& program, Context& context);
void add_batches(CLI::App& program, Context& context);
void add_undo(CLI::App& program, Context& context);
void add_clock(CLI::App& program, Context& context);
void add_simulate(CLI::App& program, Context& context);
void add_verify(CLI::App& program, Context& context);
void add_backup(CLI::App& program, Context& context);
void add_restore(CLI::App& program, Context& context);
void add_upgrade(CLI::App& program, Context& context);
void add_account(CLI::App& program, Context& context);
void add_digest(CLI::App& program, Context& context);
void add_letters(CLI::App& program, Context& context);
void add_signs(CLI::App& program, Context& context);
void add_survey(CLI::App& program, Context& context);
void add_circular(CLI::App& program, Context& context);
void add_brief(CLI::App& program, Context& context);
void add_burden(CLI::App& program, Context& context);
void add_what_if(CLI::App& program, Context& context);
void add_acceptance(CLI::App& program, Context& context);
void add_rehearse(CLI::App& program, Context& context);
void add_freeze(CLI::App& program, Context& context);
void add_verify_dossier(CLI::App& program, Context& context);
void add_appraise(CLI::App& program, Context& context);
void add_serve(CLI::App& program, Context& context);
void add_openapi(CLI::App& program, Context& context);

/// Everything that `shian verify` proves, telling how far it is on stderr.
[[nodiscard]] report::Proof prove_store(Context const& context, city::City& city);

/// In the order of the help page.
[[nodiscard]] std::span<AddCommand const> commands();

}  // namespace shian::cli
