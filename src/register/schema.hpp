// A register compiled from its definition: columns, checks and rules ready to run.
#pragma once

#include <cstdint>
#include <memory>
#include <regex>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "expression/expression.hpp"
#include "pack/model.hpp"
#include "store/session.hpp"

namespace shian::reg {

using FieldIndex = int;  // position within Schema::fields
struct Lifecycle;
struct Document;
struct Alike;

/// One row in memory: values in field order.
struct Record {
  RecordId id = 0;
  std::string unit;  // the unit that entered it
  std::vector<Value> values;
};

struct FieldSchema {
  pack::Field definition;
  store::ColumnType column = store::ColumnType::text;
  int target_register = -1;                                // index in Schemas, for references
  std::vector<std::string> options;                        // codes, for enumerations
  std::unordered_map<std::string, std::string> option_of;  // folded spelling -> option code
  std::shared_ptr<std::regex const> pattern;
};

struct Schema {
  pack::Register definition;
  int index = 0;      // within Schemas
  std::string table;  // SQL table name: "r_sample"
  std::vector<FieldSchema> fields;
  std::vector<std::vector<FieldIndex>> keys;
  FieldIndex area_field = -1;
  FieldIndex unit_field = -1;
  FieldIndex label_field = -1;
  std::vector<expression::Compiled> rules;  // parallel to definition.rules
  std::vector<std::uint8_t> required;       // by field; beside the fields because every row asks all of them
  std::vector<FieldIndex> references;       // the fields that refer to other records
  bool rules_read_others = false;           // whether a rule looks through a reference
  std::shared_ptr<Lifecycle const> lifecycle;  // null: its records have none
  std::vector<std::shared_ptr<Document const>> documents;
  std::vector<std::shared_ptr<Alike const>> alike;

  [[nodiscard]] FieldIndex find(std::string_view field_id) const;  // -1: none
  /// What people call the record: its label, else its first key.
  [[nodiscard]] std::string label_of(std::span<Value const> values) const;
  /// The first key's values joined by "/": how sheets and references name the record. Empty without a key.
  [[nodiscard]] std::string key_of(std::span<Value const> values) const;
  [[nodiscard]] std::string_view area_of(std::span<Value const> values) const;  // "" when not known
  [[nodiscard]] std::string_view unit_of(Record const& record) const;  // the unit field, else who entered it
};

/// All registers of a pack, and the scope that expressions over them are checked in.
class Schemas final : public expression::Scope {
 public:
  /// `rules` checks the rule names in due(); it may be null.
  /// Errors: unknown references, keys, field names; bad patterns; faults in cross-field rules and lifecycles.
  static std::expected<Schemas, Errors> compile(pack::Pack const& pack, clock::Rules const* rules);

  [[nodiscard]] std::span<Schema const> all() const { return schemas_; }
  [[nodiscard]] Schema const& at(int index) const { return schemas_[static_cast<std::size_t>(index)]; }
  [[nodiscard]] Schema const* find(std::string_view register_id) const;
  /// Errors: unknown register, with the nearest name.
  [[nodiscard]] Expected<Schema const*> get(std::string_view register_id) const;

  [[nodiscard]] int find_register(std::string_view id) const override;
  [[nodiscard]] int find_field(int register_index, std::string_view id) const override;
  [[nodiscard]] expression::FieldInfo field(int register_index, int field_index) const override;
  [[nodiscard]] std::string register_id(int register_index) const override;
  [[nodiscard]] std::vector<std::string> register_ids() const override;
  [[nodiscard]] std::vector<std::string> field_ids(int register_index) const override;

 private:
  std::vector<Schema> schemas_;
  std::unordered_map<std::string, int> by_id_;
};

}  // namespace shian::reg
