// The one way records change: create, correct, withdraw, and whole batches; journaled, and seen by observers,
// in one transaction.
#pragma once

#include <functional>
#include <memory>
#include <variant>

#include "register/journal.hpp"
#include "register/records.hpp"
#include "register/validate.hpp"

namespace shian::reg {

/// What happened to one record. `before` is null for a creation, `after` for a withdrawal.
struct Change {
  Schema const* schema = nullptr;
  Action action = Action::create;
  Record const* before = nullptr;
  Record const* after = nullptr;
  [[nodiscard]] RecordId id() const { return after != nullptr ? after->id : before->id; }
};

/// Rooms above that keep something right with the records (indicator cells, clocks) in the same transaction.
class Observer {
 public:
  virtual ~Observer() = default;
  /// A write transaction has begun; `others_wrote`: what was remembered of the store may be old.
  virtual void begun(bool others_wrote) = 0;
  /// The changes are written; they happened in this order.
  virtual void changed(std::span<Change const> changes) = 0;
  /// About to commit: write what is still held back.
  virtual void finishing() = 0;
  virtual void rolled_back() noexcept = 0;
};

class Ledger {
 public:
  /// The store must have been prepared for this pack (prepare_tables).
  Ledger(store::Session& session, pack::Pack const& pack, Schemas const& schemas, clock::Rules const& rules);

  void observe(Observer& observer) { observers_.push_back(&observer); }
  [[nodiscard]] store::Session& session() { return session_; }
  [[nodiscard]] Records& records() { return records_; }
  [[nodiscard]] pack::Pack const& pack() const { return pack_; }
  [[nodiscard]] Schemas const& schemas() const { return schemas_; }
  [[nodiscard]] clock::Rules const& rules() const { return rules_; }
  /// What expressions over records are evaluated with.
  [[nodiscard]] expression::Context context();
  [[nodiscard]] Lookups lookups();

 private:
  friend class Writing;
  store::Session& session_;
  pack::Pack const& pack_;
  Schemas const& schemas_;
  clock::Rules const& rules_;
  Records records_;
  std::vector<Observer*> observers_;
  std::int64_t seen_entry_ = -1;
};

/// What to do when a row's key is already in the register with other values.
enum class OnExisting { refuse, correct };

/// Whether the rows have passed validate() already, on another thread.
enum class Checked { no, yes };

/// What became of one row of a batch.
struct Outcome {
  enum class Kind { created, corrected, same, refused } kind = Kind::refused;
  RecordId id = 0;
  std::vector<Fault> faults;  // of a refused row
};

/// What whoever writes may do with a record that one of his rows meets.
enum class Within { nothing, reading, correcting };
/// Asked with the record as it is and the fields that the row would change.
using RecordReach = std::function<Within(Schema const&, Record const& there,
                                         std::vector<std::pair<FieldIndex, Value>> const& changes)>;
[[nodiscard]] inline RecordReach everything_within() {
  return [](auto const&, auto const&, auto const&) { return Within::correcting; };
}

struct BatchInfo {
  std::string file_name;
  std::string file_hash;  // of the bytes as they came
};

struct BatchTotals {
  std::int64_t id = 0;
  std::int64_t created = 0, corrected = 0, same = 0, refused = 0;

  void count(Outcome::Kind kind);
};

struct BatchSummary {
  BatchTotals totals;
  std::string register_id, file_name, file_hash;
  Author author;
  Timestamp started_at;
  std::optional<Timestamp> undone_at;
};

/// One write transaction. Nothing is kept unless commit() returns.
class Writing {
 public:
  Writing(Ledger& ledger, Author author, Timestamp now);
  ~Writing();
  Writing(Writing const&) = delete;
  Writing& operator=(Writing const&) = delete;

  /// What follows is written by `author` at `now`: several people's changes may share one transaction, a
  /// batch has one author.
  void write_as(Author author, Timestamp now) {
    author_ = std::move(author);
    now_ = now;
    within_ = everything_within();
  }
  /// Until the next write_as: of a record beyond it nobody learns what it holds by entering its key.
  void write_within(RecordReach reach) { within_ = std::move(reach); }

  /// Faults: the record is refused and nothing changes.
  std::expected<RecordId, std::vector<Fault>> create(Schema const& schema, std::vector<Value> values);
  /// Only the named fields change; the reason is kept for ever.
  std::expected<void, std::vector<Fault>> correct(Schema const& schema, RecordId id,
                                                  std::vector<std::pair<FieldIndex, Value>> const& changes,
                                                  std::string reason);
  /// The record no longer counts; it and its history stay.
  std::expected<void, std::vector<Fault>> withdraw(Schema const& schema, RecordId id, std::string reason);

  /// Rows that follow belong to one batch, which can be undone as a whole.
  void begin_batch(Schema const& schema, BatchInfo info);
  /// Creates many rows at the store's full speed; an outcome for each, in order. Rows are consumed.
  std::vector<Outcome> create_many(Schema const& schema, std::vector<std::vector<Value>>& rows,
                                   OnExisting on_existing, Checked checked = Checked::no);
  [[nodiscard]] BatchTotals const& batch() const { return totals_; }
  /// Rows of the batch that were refused before they could become values.
  void count_refused(std::int64_t rows) { totals_.refused += rows; }

  /// Withdraws what a batch created and takes back what it corrected.
  /// Errors: no such batch; undone already; records of it were corrected since (they are named).
  Expected<BatchTotals> undo(std::int64_t batch, std::string reason);

  void commit();
  [[nodiscard]] Ledger& ledger() { return ledger_; }

 private:
  struct Keys;  // finds rows that are already there
  [[nodiscard]] Day today() const;
  RecordId next_id(Schema const& schema);
  void insert(Schema const& schema, std::span<Record const> records, std::span<std::string const> row_hashes);
  void write_change(Schema const& schema, Action action, Record const& before, Record const* after,
                    std::string reason);
  void tell(std::span<Change const> changes);

  Ledger& ledger_;
  Author author_;
  Timestamp now_;
  std::unique_ptr<store::Transaction> transaction_;
  Layouts layouts_;
  JournalWriter journal_;
  std::unordered_map<int, RecordId> next_ids_;
  std::unordered_map<std::string, int>
      repeats_;  // of equal rows within this batch, for registers without a key
  RecordReach within_ = everything_within();
  BatchTotals totals_;
  BatchInfo batch_info_;
  std::int64_t batch_first_entry_ = 0;
  Schema const* batch_schema_ = nullptr;
};

[[nodiscard]] std::vector<BatchSummary> batches(store::Session& session);

}  // namespace shian::reg
