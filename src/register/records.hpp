// Reading records: by id, by key, one after another. Keeps what it read for as long as nobody else wrote.
#pragma once

#include <functional>
#include <optional>
#include <unordered_map>

#include "register/schema.hpp"

namespace shian::reg {

/// The inverse of canonical() for a column's type; "" is nothing. Nothing at all when the text does not fit
/// the type.
[[nodiscard]] std::optional<Value> value_from_canonical(std::string_view text, store::ColumnType column);

class Records final : public expression::Records {
 public:
  Records(store::Session& session, Schemas const& schemas) : session_(session), schemas_(schemas) {}

  [[nodiscard]] std::vector<Value> const* fetch(int register_index, RecordId id) override;
  /// The record, withdrawn ones too when asked. Nothing when there is none.
  [[nodiscard]] std::optional<Record> get(Schema const& schema, RecordId id);
  [[nodiscard]] Record const* find(int register_index, RecordId id);  // cached; not withdrawn
  /// Every record that is not withdrawn, in order of id. The callback may return false to stop.
  void scan(Schema const& schema, std::function<bool(Record const&)> const& each);
  /// With a condition written for this store ("f_area = ?") and an order; used by lists and lineage.
  void scan_where(Schema const& schema, std::string_view condition, std::span<Value const> parameters,
                  std::string_view order, std::function<bool(Record const&)> const& each);
  [[nodiscard]] std::int64_t count(Schema const& schema);
  /// The record a sheet or a reference names by the first key's values joined with "/"; 0 when there is none.
  [[nodiscard]] RecordId find_by_key(Schema const& schema, std::string_view key);
  /// Ids of records whose `reference` field holds `id`.
  [[nodiscard]] std::vector<RecordId> referring(Schema const& schema, FieldIndex reference, RecordId id);

  void remember(Schema const& schema, Record record);
  void created(Schema const& schema, RecordId id);  // is no longer "known not to be there"
  void forget(Schema const& schema, RecordId id);
  void forget_all();

  /// For evaluating "as it was before": fetch() answers with `values` for this record until cleared.
  void pretend(int register_index, RecordId id, std::vector<Value> const* values);
  void stop_pretending() { pretended_register_ = -1; }

 private:
  store::Session& session_;
  Schemas const& schemas_;
  std::unordered_map<int, std::unordered_map<RecordId, Record>> cache_;
  std::unordered_map<int, std::unordered_map<std::string, RecordId>> keys_;
  std::size_t cached_ = 0;
  int pretended_register_ = -1;
  RecordId pretended_id_ = 0;
  std::vector<Value> const* pretended_ = nullptr;
};

}  // namespace shian::reg
