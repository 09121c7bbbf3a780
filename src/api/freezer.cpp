#include "api/freezer.hpp"

#include "city/city.hpp"

namespace shian::api {
namespace {

struct BrokenOff {};

}  // namespace

std::optional<Freezer::Run> Freezer::running() const {
  std::lock_guard const lock(mutex_);
  return run_;
}

std::optional<Error> Freezer::failure() const {
  std::lock_guard const lock(mutex_);
  return failure_;
}

std::optional<Freezer::Run> Freezer::start(dossier::FreezeRequest request, std::string account) {
  std::lock_guard const lock(mutex_);
  if (run_ || stopping_) return std::nullopt;
  if (thread_.joinable()) thread_.join();  // it has told what it froze and ends
  run_ = Run{std::move(request), std::move(account)};
  failure_.reset();
  thread_ = std::thread([this] { work(); });
  return run_;
}

void Freezer::finish() {
  stopping_ = true;
  std::thread thread;
  {
    std::lock_guard const lock(mutex_);
    thread = std::move(thread_);
  }
  if (thread.joinable()) thread.join();
}

std::optional<Error> Freezer::freeze(Run const& run) {
  auto const key = SigningKey::read_or_make(key_);
  if (!key) return key.error();
  auto const city = city::City::open(store_);
  if (!city) return city.error().front();
  auto const made = dossier::freeze(**city, run.request, *key, folder_,
                                    [this](dossier::FreezeStage stage, std::int64_t done, std::int64_t all) {
                                      if (stopping_) throw BrokenOff();
                                      std::lock_guard const lock(mutex_);
                                      run_->stage = stage;
                                      run_->done = done;
                                      run_->all = all;
                                    });
  if (!made) return made.error();
  dossier::Kept kept;
  kept.name = run.request.name;
  kept.list = run.request.list;
  kept.as_of = run.request.as_of;
  kept.at = run.request.at;
  kept.account = run.account;
  kept.folder = made->folder.filename().string();
  kept.manifest_hash = made->manifest_hash;
  kept.key_fingerprint = made->key_fingerprint;
  kept.files = made->files;
  kept.bytes = made->bytes;
  kept.records = made->records;
  kept.items = static_cast<std::int64_t>(made->items);
  kept.gaps = static_cast<std::int64_t>(made->gaps);
  // It is under way until everybody can read of it; a store that is away keeps nobody from stopping.
  auto const told = keep_(std::move(kept));
  constexpr std::chrono::milliseconds kLookAgain{50};
  while (told.valid() && told.wait_for(kLookAgain) == std::future_status::timeout && !stopping_) {
  }
  return std::nullopt;
}

void Freezer::work() {
  Run run;
  {
    std::lock_guard const lock(mutex_);
    run = *run_;
  }
  std::optional<Error> failure;
  try {
    failure = freeze(run);
  } catch (BrokenOff const&) {
    failure = Error::make("dossier.broken_off", "程序停止，封存中断", "broken off: the program was stopped");
  } catch (store::Failure const& broken) {
    failure = Error::make("dossier.broken", broken.text().zh, broken.text().en);
  } catch (std::exception const& broken) {
    failure = Error::make("dossier.broken", "封存出错：" + std::string(broken.what()),
                          "freezing broke: " + std::string(broken.what()));
  }
  std::lock_guard const lock(mutex_);
  failure_ = std::move(failure);
  run_.reset();
}

}  // namespace shian::api
