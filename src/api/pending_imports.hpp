// Tables that were sent and are not records yet: kept on the disk, with what was understood and chosen, until
// they are imported or forgotten. They belong to whoever sent them.
#pragma once

#include <atomic>
#include <filesystem>
#include <functional>
#include <map>
#include <mutex>

#include "api/call.hpp"
#include "intake/choices.hpp"
#include "register/ledger.hpp"

namespace shian::api {

struct PendingImport {
  enum class State { trying, tried, unreadable, importing, imported, failed };

  std::string id, account, register_id, name, file_hash;
  std::string ending;  // of the name, so that what the content is can be held against it
  std::string key;     // Idempotency-Key it came with; "": none
  std::int64_t bytes = 0;
  Timestamp made_at, touched_at, confirmed_at;
  State state = State::trying;
  int revision = 1;  // moves with the choices
  std::string sheet;
  reg::OnExisting on_existing = reg::OnExisting::refuse;
  intake::Choices choices;
  std::int64_t rows_done = 0;
  bool known_file = false;
  Json understood = nullptr, trial = nullptr, report = nullptr, problem = nullptr;  // as they are answered

  [[nodiscard]] bool is_under_way() const { return state == State::trying || state == State::importing; }
};

[[nodiscard]] std::string_view code_of(PendingImport::State state);

/// Any thread but the network's: it writes to the disk.
class PendingImports {
 public:
  static constexpr std::size_t kMost = 5;                              // an account
  static constexpr std::int64_t kKeptMs = 7LL * 24 * 3600 * 1000;      // after it was last touched
  static constexpr std::int64_t kMostBytes = std::int64_t{20} << 30U;  // all of them together

  /// Takes up what the folder holds; where another server of the same city has it, a folder beside it. Throws
  /// std::system_error when it cannot be written to.
  explicit PendingImports(std::filesystem::path const& folder);
  ~PendingImports();
  PendingImports(PendingImports const&) = delete;
  PendingImports& operator=(PendingImports const&) = delete;

  struct Added {
    PendingImport import;
    bool is_new = true;
  };
  /// Moves the table in; its id and times are given here. The oldest finished one of the account makes room.
  /// What the account sent before under the same key is given back instead. Errors: another table came under
  /// that key; too many wait, of the account or altogether.
  Expected<Added> add(PendingImport draft, std::filesystem::path const& table, Timestamp now);
  [[nodiscard]] std::optional<PendingImport> find(std::string_view account, std::string_view id) const;
  [[nodiscard]] std::vector<PendingImport> of(std::string_view account) const;  // newest first
  [[nodiscard]] std::vector<PendingImport> all() const;
  /// Changes it and keeps it so. Nothing: it is gone, or `change` gave back false and nothing happened.
  /// Throws when the disk does not take it; what ended is known to have ended all the same.
  std::optional<PendingImport> change(std::string_view id, std::function<bool(PendingImport&)> const& change);
  /// How far a trial or import is; false: it is no longer wanted at this revision.
  bool note_rows(std::string_view id, int revision, std::int64_t rows);
  /// False: it is being imported, and stays.
  [[nodiscard]] bool remove(std::string_view id);
  /// The program ends: trials give up, and are taken up again after the next start.
  void end_trials() { is_ending_ = true; }

  [[nodiscard]] std::filesystem::path table_of(PendingImport const& one) const;
  [[nodiscard]] std::filesystem::path file_of(PendingImport const& one, std::string_view name) const;

 private:
  void keep(PendingImport const& one) const;
  [[nodiscard]] PendingImport const* sent_before(PendingImport const& draft) const;
  Expected<void> make_room(std::string_view account, std::int64_t bytes, Timestamp now);
  void forget(std::string const& id);

  void take_up();

  int lock_ = -1;
  std::filesystem::path folder_;
  std::atomic<bool> is_ending_ = false;
  mutable std::mutex mutex_;
  std::map<std::string, PendingImport, std::less<>> all_;
};

}  // namespace shian::api
