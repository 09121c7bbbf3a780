// Documents that were filed where an acceptance looks for them: what each says it proves, and what it lacks.
#pragma once

#include <map>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "dossier/items.hpp"

namespace shian::dossier {

struct Filed {
  reg::Schema const* schema = nullptr;
  RecordId record = 0;
  std::string title;               // what the record is called where it has none
  std::vector<std::string> items;  // by number
  std::string task;                // a task's id, or a duty's
  std::optional<pack::ProofKind> kind;
  std::optional<Day> day;
  std::string number, hash;
  std::string unit, area;     // whose it is
  bool bears_number = false;  // its register has a field for one
  bool is_checked = false;    // somebody saw number, seal and signature
  bool can_be_checked = false;
  std::string stated_target;  // of the figure it states
  std::optional<Decimal> stated;
};

/// Every document of the filing registers that says what it proves, in the order of their records. Reads them
/// all: thousands, not millions.
[[nodiscard]] std::vector<Filed> filed_documents(city::City& city);

/// Which documents prove what. Of documents that outlive it; they are told by their index, in their order.
class DocumentIndex {
 public:
  DocumentIndex(pack::Pack const& plan, std::span<Filed const> documents);
  /// Those that name the item, or the task or target that it is about, or a duty of the unit whose duties it
  /// is about.
  [[nodiscard]] std::vector<std::size_t> about(pack::AcceptanceItem const& item) const;
  /// Those that state a figure of one of the targets.
  [[nodiscard]] std::vector<std::size_t> stating(std::span<std::string const> targets) const;

 private:
  using ByName = std::map<std::string, std::vector<std::size_t>, std::less<>>;

  pack::Pack const& plan_;
  ByName by_item_, by_task_, by_target_;
};

}  // namespace shian::dossier
