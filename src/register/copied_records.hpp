// Records as they stand in a store, put into an empty one under the same numbers, past the journal: to work
// out figures from them anew.
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <string_view>

#include "register/schema.hpp"

namespace shian::reg {

/// A line of JSON: {"id", "unit", "values": {field: canonical text}}; fields that say nothing are left out.
/// Personal texts are given through `personal`.
[[nodiscard]] std::string line_of(Schema const& schema, Record const& record,
                                  std::function<std::string(std::string_view)> const& personal);
/// Its inverse. Errors (record.line): no such line, a field that the register has not, a value that does not
/// fit its type.
[[nodiscard]] Expected<Record> record_of_line(Schema const& schema, std::string_view line);

/// Inside a write transaction, into the register's own table. The tables were prepared, and hold none of
/// these numbers.
class RecordCopier {
 public:
  RecordCopier(store::Session& session, Schema const& schema);
  void add(Record const& record);
  void finish();

 private:
  std::unique_ptr<store::BulkInsert> bulk_;
};

}  // namespace shian::reg
