#include "api/verifier.hpp"

#include <nlohmann/json.hpp>

#include "city/city.hpp"
#include "identity/security_journal.hpp"
#include "report/proof.hpp"

namespace shian::api {

std::optional<Verifier::Run> Verifier::start(std::string account, Timestamp now) {
  return work_.start(
      {now, std::move(account), std::string(report::code_of(report::ProofStage::journal)), 0, std::nullopt},
      [this](Run const& begun) { verify(begun); });
}

void Verifier::tell(std::string_view stage, std::int64_t done, std::optional<std::int64_t> all) {
  work_.tell([&](Run& run) {
    run.stage = stage;
    run.done = done;
    run.all = all;
  });
}

void Verifier::verify(Run const& begun) {
  identity::Verification found;
  found.started_at = begun.started_at;
  found.account = begun.account;
  try {
    auto const city = city::City::open(store_);
    if (city) {
      auto proof = report::prove(
          **city, [this](report::ProofStage stage, std::int64_t done, std::optional<std::int64_t> all) {
            tell(report::code_of(stage), done, all);
          });
      tell("security", 0, std::nullopt);
      auto& session = (*city)->session();
      proof.security = {identity::entry_count(session), identity::first_altered(session)};
      found.holds = proof.holds();
      found.proof = report::proof_json(proof);
    } else {
      found.broke = city.error().front().what;
    }
  } catch (BrokenOff const&) {
    found.broke = {"程序停止，核对中断", "broken off: the program was stopped"};
  } catch (store::Failure const& failure) {
    found.broke = failure.text();
  } catch (std::exception const& broken) {
    found.broke = {"核对出错：" + std::string(broken.what()), "it broke: " + std::string(broken.what())};
  }
  found.finished_at = Timestamp::now();
  work_.wait_for(keep_(std::move(found)));
}

}  // namespace shian::api
