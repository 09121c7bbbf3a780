// Records, their history, and batches for a reader. Personal data is masked.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "city/city.hpp"
#include "report/reach.hpp"
#include "report/terminal.hpp"

namespace shian::report {

struct RecordPage {
  reg::Schema const* schema = nullptr;
  std::vector<reg::Record> records;
  bool more = false;
};

/// The first records for which `condition` holds (all, when it is empty), in order of id.
[[nodiscard]] RecordPage read_records(city::City& city, reg::Schema const& schema,
                                      expression::Compiled const& condition, std::size_t limit);
[[nodiscard]] std::string records_text(city::City& city, RecordPage const& page, Language language,
                                       Terminal const& terminal);
/// {"register", "records": [{"id", "unit", "name", "values": {field: text}}], "more"}
[[nodiscard]] std::string records_json(city::City& city, RecordPage const& page, Language language);

/// Whether a history says what files are called, or their hashes alone: to whoever may not read a record's
/// evidence.
enum class FileNames { said, withheld };
/// What was done to one record, in order: who, when, why, each field before and after.
[[nodiscard]] std::string history_text(city::City& city, reg::Schema const& schema, RecordId id,
                                       Language language, Terminal const& terminal);
[[nodiscard]] std::string history_json(city::City& city, reg::Schema const& schema, RecordId id,
                                       FileNames file_names, Language language, Sees const& sees);

[[nodiscard]] std::string batches_text(std::span<reg::BatchSummary const> batches, int utc_offset_minutes,
                                       Language language, Terminal const& terminal);
[[nodiscard]] std::string batches_json(std::span<reg::BatchSummary const> batches, int utc_offset_minutes);

}  // namespace shian::report
