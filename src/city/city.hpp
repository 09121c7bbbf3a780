// A store opened with its pack: everything the rooms below offer, wired once.
#pragma once

#include <filesystem>
#include <memory>

#include "city/holdings.hpp"
#include "city/pack_history.hpp"
#include "city/standings.hpp"
#include "indicator/recompute.hpp"
#include "indicator/standing.hpp"
#include "register/acceptance.hpp"
#include "register/evidence.hpp"
#include "register/running_clocks.hpp"
#include "register/signs.hpp"

namespace shian::city {

/// What init did.
struct Prepared {
  bool is_new = false;
  std::string pack_id, pack_version;
  int registers = 0, indicators = 0, targets = 0;
  int rebuilt_measures = 0;  // new or changed since the store was last prepared
};

/// Loads and checks a pack with its registers and indicators compiled: what `pack check` runs. With the
/// decisions that were signed since.
struct Compiled {
  pack::Pack pack;
  std::unique_ptr<clock::Rules> rules;
  std::unique_ptr<reg::Schemas> schemas;
  std::unique_ptr<indicator::Catalogue> catalogue;
  reg::Acceptance acceptance;
  reg::Signs signs;
};
[[nodiscard]] std::expected<Compiled, Errors> compile(std::filesystem::path const& pack_folder,
                                                      std::vector<pack::Decision> signed_since = {});

/// The same of a pack that was read before and perhaps changed since.
[[nodiscard]] std::expected<Compiled, Errors> compile(pack::Pack pack);

/// The files that the pack was read from, as a store keeps them.
[[nodiscard]] PackFiles files_of(pack::Pack const& pack, std::filesystem::path const& pack_folder);

/// Makes the store ready for the pack: a new one, or one that was prepared before (a later version of its
/// pack). The pack's files are kept in the store, which needs them nowhere else from then on. Errors: faults
/// in the pack; the store belongs to another pack; somebody signed a decision meanwhile (pack.moved).
[[nodiscard]] std::expected<Prepared, Errors> prepare(store::Address const& address,
                                                      std::filesystem::path const& pack_folder);

/// Brings a store that an older program left to what this one keeps, its own pack unchanged. Errors: the
/// store was never prepared; this program finds faults in its pack.
[[nodiscard]] std::expected<Prepared, Errors> upgrade(store::Address const& address);

/// A later version of the pack for a store in use, by whom and why.
struct NewPack {
  std::filesystem::path folder;
  std::string replaces;  // hash of the files it was compared with; "": of whichever are there
  std::string account, reason;
  Timestamp at;
};
/// As `prepare`; `also` is written in the same transaction. Makes its own transactions; cities that are open
/// must be opened anew. Errors: those of `prepare`; the store keeps other files by now (pack.moved).
[[nodiscard]] std::expected<Prepared, Errors> apply_pack(store::Session& session, NewPack const& pack,
                                                         std::function<void(store::Session&)> const& also);

struct Decided {
  pack::Decision decision;  // with its id
  Compiled compiled;        // the pack with it
};
/// Signs a decision, inside the caller's write transaction: from the commit on, figures are judged with it.
/// Cities that are open must be opened anew. Errors: the pack has nothing such to decide, or not so; a later
/// decision holds.
[[nodiscard]] std::expected<Decided, Errors> decide(store::Session& session, pack::Decision decision);

/// The pack as it would be with one more decision; nothing is written. Errors: those of `decide`.
[[nodiscard]] std::expected<Compiled, Errors> compile_with(store::Session& session,
                                                           pack::Decision const& decision);

class City {
 public:
  /// Errors: the store was never prepared, or an older program left it. Throws store::Failure when it cannot
  /// be opened.
  static std::expected<std::unique_ptr<City>, Errors> open(store::Address const& address);

  [[nodiscard]] store::Session& session() { return *session_; }
  [[nodiscard]] pack::Pack const& pack() const { return compiled_.pack; }
  [[nodiscard]] clock::Rules const& rules() const { return *compiled_.rules; }
  [[nodiscard]] reg::Schemas const& schemas() const { return *compiled_.schemas; }
  [[nodiscard]] indicator::Catalogue const& catalogue() const { return *compiled_.catalogue; }
  [[nodiscard]] reg::Acceptance const& acceptance() const { return compiled_.acceptance; }
  [[nodiscard]] reg::Signs const& signs() const { return compiled_.signs; }
  [[nodiscard]] reg::Ledger& ledger() { return *ledger_; }
  [[nodiscard]] indicator::Cells& cells() { return *cells_; }
  [[nodiscard]] indicator::Figures& figures() { return *figures_; }
  [[nodiscard]] reg::Evidence& evidence() { return *evidence_; }
  [[nodiscard]] Holdings& holdings() { return *holdings_; }
  [[nodiscard]] Standings& standings() { return *standings_; }
  /// Of the pack as it was when the city was opened: see pack_edition.
  [[nodiscard]] std::int64_t edition() const { return edition_; }
  [[nodiscard]] int utc_offset_minutes() const { return compiled_.pack.utc_offset_minutes; }
  /// The day the books stand at: the sample city's day while it holds simulated records, else today.
  [[nodiscard]] Day today();
  /// Whether records were made by `shian simulate`: said on every output.
  [[nodiscard]] bool has_simulated_records();
  void note_simulated_records();  // inside a write transaction

 private:
  City() = default;
  std::unique_ptr<store::Session> session_;
  Compiled compiled_;
  std::int64_t edition_ = 0;
  std::unique_ptr<reg::Ledger> ledger_;
  std::unique_ptr<indicator::Cells> cells_;
  std::unique_ptr<indicator::Maintainer> maintainer_;
  std::unique_ptr<reg::RunningClocks> running_clocks_;
  std::unique_ptr<indicator::Figures> figures_;
  std::unique_ptr<reg::Evidence> evidence_;
  std::unique_ptr<Holdings> holdings_;
  std::unique_ptr<Standings> standings_;
};

}  // namespace shian::city
