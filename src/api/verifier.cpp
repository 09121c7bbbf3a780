#include "api/verifier.hpp"

#include <nlohmann/json.hpp>

#include "city/city.hpp"
#include "identity/security_journal.hpp"
#include "report/proof.hpp"

namespace shian::api {
namespace {

struct BrokenOff {};

}  // namespace

std::optional<Verifier::Run> Verifier::running() const {
  std::lock_guard const lock(mutex_);
  return run_;
}

std::optional<Verifier::Run> Verifier::start(std::string account, Timestamp now) {
  std::lock_guard const lock(mutex_);
  if (run_ || stopping_) return std::nullopt;
  if (thread_.joinable()) thread_.join();  // it has told what it found and ends
  run_ = Run{now, std::move(account), "journal", 0, std::nullopt};
  thread_ = std::thread([this] { work(); });
  return run_;
}

void Verifier::finish() {
  stopping_ = true;
  std::thread thread;
  {
    std::lock_guard const lock(mutex_);
    thread = std::move(thread_);
  }
  if (thread.joinable()) thread.join();
}

void Verifier::tell(std::string_view stage, std::int64_t done, std::optional<std::int64_t> all) {
  if (stopping_) throw BrokenOff();
  std::lock_guard const lock(mutex_);
  run_->stage = stage;
  run_->done = done;
  run_->all = all;
}

void Verifier::work() {
  identity::Verification found;
  {
    std::lock_guard const lock(mutex_);
    found.started_at = run_->started_at;
    found.account = run_->account;
  }
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
  // It is under way until everybody can read what it found; a store that is away keeps nobody from stopping.
  auto const kept = keep_(std::move(found));
  constexpr std::chrono::milliseconds kLookAgain{50};
  while (kept.valid() && kept.wait_for(kLookAgain) == std::future_status::timeout && !stopping_) {
  }
  std::lock_guard const lock(mutex_);
  run_.reset();
}

}  // namespace shian::api
