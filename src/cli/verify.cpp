#include <CLI/CLI.hpp>

#include "cli/commands.hpp"
#include "identity/security_journal.hpp"

namespace shian::cli {
namespace {

struct JournalOptions {
  std::string store;
  bool json = false;
};

int verify(Context& context, JournalOptions const& options) {
  auto const city = open_city(context, options.store);
  if (!city) return context.exit_code;
  auto const proof = prove_store(context, *city);
  print(options.json ? report::proof_json(proof)
                     : report::proof_text(proof, context.language, context.terminal));
  return proof.holds() ? kDone : kWrongData;
}

}  // namespace

report::Proof prove_store(Context const& context, city::City& city) {
  auto proof = report::prove(city, context.language);
  proof.security = {identity::entry_count(city.session()), identity::first_altered(city.session())};
  return proof;
}

void add_verify(CLI::App& program, Context& context) {
  auto* const command = program.add_subcommand(
      "verify",
      help("核对日志链、记录、指标单元、佐证文件和安全日志",
           "journal chain, records, cells against recomputation, evidence files, security journal"));
  auto const options = std::make_shared<JournalOptions>();
  add_store(*command, options->store);
  add_json(*command, options->json);
  command->callback([&context, options] { context.exit_code = verify(context, *options); });
}

}  // namespace shian::cli
