// What is known while a chain of packs is read: the pack so far, its files, its faults, and who named whom.
// Inside this room only.
#pragma once

#include <filesystem>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "pack/model.hpp"

namespace shian::pack {

/// Kinds of items that have an id. Units and bodies share one kind: their ids may not clash.
enum class Kind {
  clock,
  register_,
  lifecycle,
  document,
  indicator,
  unit,
  duty,
  area,
  task,
  row,  // of the plan's table of tasks, by its number
  target,
  phase,
  safeguard,
  key_date,
  system,
  population,
  open_question,
  decision,
  letter,
  sign,
  appraisal,
  acceptance_item,
  questionnaire,
  anything  // in a reference: an item of whatever kind
};

[[nodiscard]] Text word_for(Kind kind);

class File;

class Reading {
 public:
  Reading();
  ~Reading();
  Reading(Reading const&) = delete;
  Reading& operator=(Reading const&) = delete;

  Pack pack;
  std::string folder;                // name of the pack folder being read
  bool is_in_two_languages = false;  // as its name is: each text for readers has both

  /// Reads and parses one file. Nothing, and a fault, when it cannot be.
  File const* open(std::filesystem::path const& path, std::string shown_name);
  void fault(Position where, Error error);
  /// Something could not be read at all: names that seem to be missing may stand there.
  void incomplete() { complete_ = false; }
  [[nodiscard]] bool has_faults() const { return !faults_.empty(); }
  [[nodiscard]] Errors faults() const;  // in file order, at most 100

  /// An item's id was read. Where the first one stands, if there is one already.
  struct Place {
    Position where;
    std::string folder;
  };
  [[nodiscard]] Place const* place(Kind kind, std::string_view id) const;
  void put(Kind kind, std::string const& id, Position where);
  [[nodiscard]] std::vector<std::string> ids(Kind kind) const;

  /// Somebody names an item, which need not have been read yet.
  void refer(Kind kind, std::string name, Position where);

  /// What can only be told of the whole: names that lead nowhere, versions in force at once, ...
  void check();
  /// Signed decisions become part of what they decide, in the order of their days; those that another
  /// replaces do not.
  void apply_decisions();

 private:
  struct Reference {
    Kind kind;
    std::string name;
    Position where;
    std::string folder;
  };
  void check_references();
  void check_clocks();
  void check_population();
  void check_acceptance();
  [[nodiscard]] std::optional<Error> decide(Decision const& decision);
  [[nodiscard]] bool plan_stands_above(std::string const& folder) const;

  std::vector<std::unique_ptr<File>> files_;  // in reading order; kept for the lines that faults quote
  std::vector<std::string> folders_;          // in chain order
  Errors faults_;
  std::map<std::pair<Kind, std::string>, Place, std::less<>> places_;
  std::vector<Reference> references_;
  bool complete_ = true;
};

/// The error with "did you mean ...?", or with the list of what is known.
[[nodiscard]] Error suggesting(Error error, std::string_view name, std::vector<std::string> const& known);

}  // namespace shian::pack
