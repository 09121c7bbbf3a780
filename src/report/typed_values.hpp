// What a person types becomes a register's values: the text as in a cell of a sheet.
#pragma once

#include <string>
#include <string_view>

#include "city/city.hpp"
#include "intake/convert.hpp"
#include "intake/directory.hpp"
#include "report/reach.hpp"

namespace shian::report {

/// A record by its number, else by its key ("EK-0001", parts joined by "/"). Withdrawn ones have only
/// numbers. Errors: there is none.
[[nodiscard]] Expected<reg::Record> find_record(city::City& city, reg::Schema const& schema,
                                                std::string const& text);

class TypedValues {
 public:
  /// `sees`: whether who types may see a record that is secret still; left out, there is none such for him.
  TypedValues(city::City& city, reg::Schema const& schema, Sees sees = {});
  TypedValues(TypedValues const&) = delete;
  TypedValues& operator=(TypedValues const&) = delete;

  /// Areas and units by any of their names, other records by number or key, days and numbers as people write
  /// them. Errors: as intake::convert.
  [[nodiscard]] Expected<Value> read(reg::FieldIndex field, std::string_view text) const;

 private:
  reg::Schema const& schema_;
  intake::Directory areas_, units_;
  intake::Context context_;
};

}  // namespace shian::report
