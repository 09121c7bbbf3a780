// The desk's threads over one store: readers that answer questions, one writer that commits changes together,
// and a watcher that notices what others wrote.
#pragma once

#include <array>
#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "city/city.hpp"

namespace shian::api {

/// A question to the books. Runs on a reader's thread, which has a city of its own; it may be asked of books
/// that are newer than the version it was asked at, never older.
using Question = std::function<void(city::City&)>;
/// A question whose answer is kept: it is told the version that the books it asks are at least of.
using DatedQuestion = std::function<void(city::City&, std::uint64_t version)>;

/// A change to the books. `write` runs on the writer's thread inside a transaction that it shares with other
/// changes. It keeps what it finds wrong to itself and changes nothing then (Writing's promise). It may run
/// twice: when the store broke under the group it was written with, each change is tried again alone.
struct Change {
  reg::Author author;
  std::function<void(city::City&, reg::Writing&)> write;
  /// Once: after the commit (null), or with what broke. On the writer's thread; must not block.
  std::function<void(store::Failure const*)> settled;
};

/// Work that needs the writer's city for itself and makes its own transactions: imports, undoing, the pack.
/// Gives back whether the pack was changed, and every city must be opened anew.
enum class Reload { no, yes };
using Undertaking = std::function<Reload(city::City&)>;

/// What listeners are told after a commit.
struct Movement {
  std::uint64_t version = 0;
  std::vector<std::string> registers;  // ids; those whose records changed
  Timestamp at;
};

struct DeskOptions {
  store::Address store;
  int readers = 2;
  std::size_t most_waiting = 2'000;            // questions, and changes, that may wait; beyond: refused
  std::size_t most_long_waiting = 32;          // questions that take long
  std::size_t largest_group = 256;             // changes committed together
  std::chrono::milliseconds look_again{500};   // how often others' writing is looked for
  std::function<void(Movement const&)> moved;  // on the writer's or the watcher's thread; must not block
  std::function<void(Text const&)> broken;     // what went wrong and nobody waits for: for the log
};

class Desk {
 public:
  /// Errors: the store was never prepared. Throws store::Failure when it cannot be opened.
  static std::expected<std::unique_ptr<Desk>, Errors> open(DeskOptions options);
  ~Desk();  // finishes
  /// Finishes what it has taken and what that leads to; takes nothing more.
  void finish();

  /// False: too much waits already, or the store is away, and the question was not taken.
  [[nodiscard]] bool ask(Question question);
  [[nodiscard]] bool ask_dated(DatedQuestion question);
  /// A question that takes long (an export, the trial of a table): one after another on a thread of their
  /// own, so that they hold up nobody else's.
  [[nodiscard]] bool ask_at_length(Question question);
  [[nodiscard]] bool change(Change change);
  /// `settled` is called when all that the work changed can be asked for, the new pack too.
  [[nodiscard]] bool undertake(Undertaking work, std::function<void()> settled = {});

  /// Moves with every commit, of this process or another: what a remembered answer is compared with.
  [[nodiscard]] std::uint64_t version() const;
  /// Something beside the records changed (a comment, a decision): answers are remembered no longer.
  void note_change();

  struct Facts {
    std::size_t questions_waiting = 0, changes_waiting = 0;  // of questions both kinds
    std::uint64_t questions = 0, changes = 0, groups = 0, largest_group = 0;
    int readers = 0;
  };
  [[nodiscard]] Facts facts() const;

 private:
  class Implementation;
  explicit Desk(std::unique_ptr<Implementation> implementation);
  std::unique_ptr<Implementation> implementation_;
};

}  // namespace shian::api
