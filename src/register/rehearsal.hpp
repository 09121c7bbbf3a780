// What would become of a batch's rows, without writing: a table is tried beside the writer, on any reader.
#pragma once

#include <filesystem>

#include "register/existing.hpp"
#include "register/ledger.hpp"

namespace shian::reg {

/// Judges rows as Writing::create_many does, one table from its first row to its last. What the rows would
/// have made of the register stands in a scratch file, so that memory does not grow with the table.
class Rehearsal {
 public:
  /// `scratch`: a new file, made here and the caller's to remove. Throws store::Failure when it cannot be.
  Rehearsal(Ledger& ledger, Schema const& schema, std::filesystem::path const& scratch);
  ~Rehearsal();
  Rehearsal(Rehearsal const&) = delete;
  Rehearsal& operator=(Rehearsal const&) = delete;

  void write_within(RecordReach reach) { within_ = std::move(reach); }
  /// An outcome for each row, in order; `numbers`: what the source calls them. A record that a row would make
  /// has its number below zero for an id.
  std::vector<Outcome> create_many(std::vector<std::vector<Value>>& rows, std::span<int const> numbers,
                                   OnExisting on_existing, Checked checked = Checked::no);
  /// The record that the rows above have given the key that a reference names; 0: they have taken it away.
  /// Nothing: they say nothing of it.
  [[nodiscard]] std::optional<RecordId> find_by_key(std::string_view key);
  [[nodiscard]] BatchTotals const& totals() const { return totals_; }

 private:
  struct Chunk;
  void find_there(Chunk& chunk);
  void look_up(Chunk& chunk, std::size_t k, std::vector<KeyColumn> const& columns);
  void create(Chunk const& chunk, std::size_t i, int number, Outcome& outcome);
  void meet(std::vector<Value> const& row, OnExisting on_existing, Outcome& outcome);
  void correct(Record const& before, Record after, Outcome& outcome);

  [[nodiscard]] std::vector<std::string> keys_of(std::vector<Value> const& values) const;
  [[nodiscard]] std::vector<Fault> faults_of(std::vector<Value>& values, Checked checked);
  [[nodiscard]] std::optional<Record> record(RecordId id);
  [[nodiscard]] std::optional<RecordId> holder_in_table(std::string_view key);
  [[nodiscard]] RecordId holder(std::size_t k, std::string const& key, std::vector<Value> const& values);
  void remember_key(std::string_view key, RecordId id);
  void remember(Record const& record);
  int next_alike(std::vector<Value> const& values);

  Ledger& ledger_;
  Schema const& schema_;
  std::unique_ptr<store::Session> scratch_;
  std::unique_ptr<store::Transaction> transaction_;  // never committed: what it holds is for once
  RecordReach within_ = everything_within();
  BatchTotals totals_;
};

}  // namespace shian::reg
