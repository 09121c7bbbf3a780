#include "api/freezer.hpp"

#include "city/city.hpp"

namespace shian::api {

std::optional<Error> Freezer::failure() const {
  std::lock_guard const lock(mutex_);
  return failure_;
}

std::optional<Freezer::Run> Freezer::start(dossier::FreezeRequest request, std::string account) {
  return work_.start({std::move(request), std::move(account)}, [this](Run const& begun) { freeze(begun); });
}

std::optional<Error> Freezer::freeze_and_keep(Run const& begun) {
  auto const key = SigningKey::read_or_make(key_);
  if (!key) return key.error();
  auto const city = city::City::open(store_);
  if (!city) return city.error().front();
  auto const made = dossier::freeze(**city, begun.request, *key, folder_,
                                    [this](dossier::FreezeStage stage, std::int64_t done, std::int64_t all) {
                                      work_.tell([&](Run& run) {
                                        run.stage = stage;
                                        run.done = done;
                                        run.all = all;
                                      });
                                    });
  if (!made) return made.error();
  dossier::Kept kept;
  kept.name = begun.request.name;
  kept.list = begun.request.list;
  kept.as_of = begun.request.as_of;
  kept.at = begun.request.at;
  kept.account = begun.account;
  kept.folder = made->folder.filename().string();
  kept.manifest_hash = made->manifest_hash;
  kept.key_fingerprint = made->key_fingerprint;
  kept.files = made->files;
  kept.bytes = made->bytes;
  kept.records = made->records;
  kept.items = static_cast<std::int64_t>(made->items);
  kept.gaps = static_cast<std::int64_t>(made->gaps);
  work_.wait_for(keep_(std::move(kept)));
  return std::nullopt;
}

void Freezer::freeze(Run const& begun) {
  note(std::nullopt);
  std::optional<Error> failure;
  try {
    failure = freeze_and_keep(begun);
  } catch (BrokenOff const&) {
    failure = Error::make("dossier.broken_off", "程序停止，封存中断", "broken off: the program was stopped");
  } catch (store::Failure const& broken) {
    failure = Error::make("dossier.broken", broken.text().zh, broken.text().en);
  } catch (std::exception const& broken) {
    failure = Error::make("dossier.broken", "封存出错：" + std::string(broken.what()),
                          "freezing broke: " + std::string(broken.what()));
  }
  note(std::move(failure));
}

void Freezer::note(std::optional<Error> failure) {
  std::lock_guard const lock(mutex_);
  failure_ = std::move(failure);
}

}  // namespace shian::api
