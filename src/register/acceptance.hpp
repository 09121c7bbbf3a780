// What proves the items of an acceptance, checked against the registers: where documents are filed, which
// records a ledger means, and the year that a record is about.
#pragma once

#include <functional>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "register/schema.hpp"

namespace shian::reg {

/// How a register's records tell the year they are about: by a day (the first that is indexed, else the
/// first), or by a whole number called "year". -1: they do not.
struct YearField {
  FieldIndex field = -1;
  bool is_number = false;
};
[[nodiscard]] YearField year_field(Schema const& schema);
[[nodiscard]] std::optional<int> year_of(YearField year, std::span<Value const> values);

/// pack::Filing with its fields found; -1 where it names none.
struct Filing {
  Schema const* schema = nullptr;
  std::map<std::string, pack::ProofKind, std::less<>> kinds;  // what the options of its field of kinds mean
  FieldIndex item = -1, task = -1, kind = -1, title = -1, day = -1, number = -1, file = -1, checked = -1,
             target = -1, figure = -1;
};

/// pack::ItemTable likewise; all fields are there.
struct ItemTable {
  Schema const* schema = nullptr;
  std::map<std::string, pack::ProofKind, std::less<>> words;
  FieldIndex list = -1, item = -1, parent = -1, name = -1, text = -1, kinds = -1, registers = -1, task = -1,
             target = -1, units = -1, years = -1, points = -1;
};

struct Acceptance {
  std::vector<Filing> filings;
  std::optional<ItemTable> own;
  std::map<std::pair<std::string, std::string>, expression::Compiled> when;  // by item and proof
};

/// Faults (acceptance.field, and those of expressions), with their place. The result points into the schemas.
[[nodiscard]] std::expected<Acceptance, Errors> compile_acceptance(pack::Pack const& pack,
                                                                   Schemas const& schemas,
                                                                   clock::Rules const& rules);

}  // namespace shian::reg
