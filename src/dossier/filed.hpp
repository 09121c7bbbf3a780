// Documents that were filed where an acceptance looks for them: what each says it proves, and what it lacks.
#pragma once

#include <optional>
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

/// Whether a document proves an item: it names it, or the task or target that the item is about, or a duty of
/// the unit whose duties it is about.
[[nodiscard]] bool is_about(pack::Pack const& plan, Filed const& filed, pack::AcceptanceItem const& item);

}  // namespace shian::dossier
