// What a record says in fields that its register need not have.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "register/schema.hpp"

namespace shian::reg {

/// Of a register without one of the fields, that one says nothing.
class RecordFields {
 public:
  explicit RecordFields(Schema const& schema) : schema_(schema) {}

  template <class T>
  [[nodiscard]] std::optional<T> get(Record const& record, std::string_view field) const {
    auto const index = schema_.find(field);
    if (index < 0) return std::nullopt;
    auto const* value = std::get_if<T>(&record.values[static_cast<std::size_t>(index)]);
    return value == nullptr ? std::nullopt : std::optional<T>(*value);
  }
  [[nodiscard]] std::string text(Record const& record, std::string_view field) const {
    return get<std::string>(record, field).value_or("");
  }

 private:
  Schema const& schema_;
};

}  // namespace shian::reg
