// A row of a table becomes typed values, without asking the store: what names another record is left to be
// asked.
#pragma once

#include <unordered_map>

#include "intake/convert.hpp"
#include "intake/directory.hpp"
#include "intake/header.hpp"
#include "intake/workbook_writer.hpp"
#include "register/ledger.hpp"

namespace shian::intake {

/// A reference still to be looked up: the key as the sheet gives it.
struct AskedReference {
  std::size_t field = 0;
  int column = 0;
  std::string key;
};

/// One data row on its way to a record.
struct Candidate {
  HeldRow source;
  std::vector<Value> values;  // in field order
  std::vector<AskedReference> asked;
  std::vector<Reject> reasons;  // not empty: refused
};

/// Whose table it is: fills the register's unit and area fields where the sheet does not.
struct Sender {
  std::string unit, area;  // "": none of the pack's
};

class RowConverter {
 public:
  RowConverter(pack::Pack const& pack, clock::Rules const& rules, reg::Schema const& schema,
               Understanding const& understanding, bool dates_from_1904, Sender sender);
  RowConverter(RowConverter const&) = delete;
  RowConverter& operator=(RowConverter const&) = delete;

  [[nodiscard]] Candidate convert_row(Row const& row);
  /// Whether convert_row has also validated the values: not where a rule has to look at other records.
  [[nodiscard]] reg::Checked checks() const {
    return schema_.rules_read_others ? reg::Checked::no : reg::Checked::yes;
  }

 private:
  struct TextHash {
    using is_transparent = void;
    std::size_t operator()(std::string_view text) const { return std::hash<std::string_view>{}(text); }
  };
  using KnownValues = std::unordered_map<std::string, Value, TextHash, std::equal_to<>>;

  void put(Candidate& candidate, ColumnPart const& part, Cell const& cell, int column);

  void check(Candidate& candidate) const;

  reg::Schema const& schema_;
  Understanding const& understanding_;
  reg::Lookups lookups_;
  Sender sender_;
  Directory areas_, units_;
  Context context_;
  std::string asked_key_;                  // the last key a conversion wanted looked up
  std::vector<KnownValues> known_values_;  // by field: what a text was found to mean
};

}  // namespace shian::intake
