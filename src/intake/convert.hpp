// One cell becomes one typed value of a field.
#pragma once

#include <functional>
#include <string>
#include <string_view>

#include "base/error.hpp"
#include "base/value.hpp"
#include "intake/cell.hpp"

namespace shian::reg {
struct FieldSchema;
}

namespace shian::intake {

/// What conversion must ask of others. A lookup that is not set leaves the text as it is.
struct Context {
  int utc_offset_minutes = kShanghaiOffsetMinutes;
  bool dates_from_1904 = false;                                 // of the workbook: TableInfo::dates_from_1904
  std::function<Expected<std::string>(std::string_view)> area;  // name -> id; see Directory
  std::function<Expected<std::string>(std::string_view)> unit;
  /// The record of a register that a key names.
  std::function<Expected<RecordId>(int register_index, std::string_view key)> reference;
};

/// Nothing for an empty cell or a dash that stands for nothing. Numbers with a unit are converted exactly to
/// the field's unit; a number without one is in `header_unit` (from 数量(吨)), else in the field's unit.
/// Length, range and pattern are the register's to check. Errors name the field, what was found and what
/// would be right; the caller adds the position.
[[nodiscard]] Expected<Value> convert(Cell const& cell, reg::FieldSchema const& field, Context const& context,
                                      std::string_view header_unit = {});

}  // namespace shian::intake
