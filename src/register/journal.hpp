// The append-only journal: who changed what, when, before and after; each entry's hash covers the one before
// it.
#pragma once

#include <functional>
#include <optional>

#include "base/hash.hpp"
#include "register/schema.hpp"

namespace shian::reg {

enum class Action : int { create = 1, correct = 2, withdraw = 3 };

struct Author {
  std::string actor;  // who, as a post: "创建办/数据员"
  std::string unit;   // for whom
};

struct JournalEntry {
  std::int64_t seq = 0;
  Timestamp at;
  Author author;
  std::string register_id;
  RecordId record = 0;
  Action action = Action::create;
  std::int64_t batch = 0;  // 0: entered one by one
  std::string reason;
  std::int64_t layout = 0;
  std::string body;  // see encode_...
  Digest hash{};
};

/// The hash of an entry, given the hash of the entry before it (zeros before the first).
[[nodiscard]] Digest chained(Digest const& before, JournalEntry const& entry);

/// A creation's body: the canonical values in layout order, parted by U+001F; missing ones at the end are
/// left out.
void encode_image(std::vector<Value> const& values, std::string& body);
/// A correction's body: for each changed field "index U+001E before U+001E after", parted by U+001F.
[[nodiscard]] std::string encode_changes(std::vector<Value> const& before, std::vector<Value> const& after);

struct FieldChange {
  int field = 0;              // position in the layout
  std::string before, after;  // canonical
};
[[nodiscard]] std::vector<std::string> decode_image(std::string_view body);
[[nodiscard]] std::vector<FieldChange> decode_changes(std::string_view body);

/// Which fields a journal body's positions mean.
class Layouts {
 public:
  explicit Layouts(store::Session& session);
  /// The layout of a register as it is defined now; recorded when new (needs a write transaction then).
  [[nodiscard]] std::int64_t current(Schema const& schema);
  [[nodiscard]] std::vector<std::string> const* fields(std::int64_t layout) const;

 private:
  store::Session& session_;
  std::unordered_map<std::int64_t, std::vector<std::string>> fields_;
  std::unordered_map<std::string, std::int64_t> newest_;  // by register
};

/// Appends entries within one write transaction.
class JournalWriter {
 public:
  explicit JournalWriter(store::Session& session);  // reads the chain's end
  /// The number that the next entry gets.
  [[nodiscard]] std::int64_t next() const { return last_seq_ + 1; }
  /// Gives the entry its place and hash.
  void seal(JournalEntry& entry);
  void append(std::span<JournalEntry const> sealed);

 private:
  store::Session& session_;
  std::int64_t last_seq_ = 0;
  Digest last_hash_{};
};

/// The number of the newest entry, 0 for an empty journal: what a cache compares to know that somebody wrote.
[[nodiscard]] std::int64_t last_entry(store::Session& session);
/// The newest entry's number and hash, 0 and zeros for an empty journal: what stands for all before it.
struct ChainEnd {
  std::int64_t seq = 0;
  Digest hash{};
};
[[nodiscard]] ChainEnd chain_end(store::Session& session);
/// Streams entries in order; `until` leaves out what came after that moment.
void read_journal(store::Session& session, std::optional<Timestamp> until,
                  std::function<bool(JournalEntry const&)> const& each);
/// Entries with numbers in (after, until], in order.
void read_entries(store::Session& session, std::int64_t after, std::int64_t until,
                  std::function<bool(JournalEntry const&)> const& each);
/// A record's creation, corrections and withdrawal, in order; empty: there is no such record.
[[nodiscard]] std::vector<JournalEntry> history(store::Session& session, Schema const& schema,
                                                RecordId record);

}  // namespace shian::reg
