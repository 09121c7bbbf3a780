// Pending imports as the API tells them. Inside this room only.
#pragma once

#include <fstream>

#include "api/pending_imports.hpp"
#include "intake/importer.hpp"

namespace shian::api {

[[nodiscard]] Json import_json(PendingImport const& one);
[[nodiscard]] Json choices_json(PendingImport const& one);
/// Throws Json::exception for what choices_json did not write.
void read_choices(Json const& choices, PendingImport& one);

/// What was understood of a table. `sender`: what fills fields that no column gives.
[[nodiscard]] Json understood_json(reg::Schema const& schema, pack::Pack const& pack,
                                   intake::ImportReport const& report, reg::Author const& sender,
                                   std::string const& area);
[[nodiscard]] Json counts_json(intake::ImportReport const& report, std::int64_t took_ms);

/// The refused rows of a trial or an import, one line each, to be read a page at a time. As many as somebody
/// may want to look through; the workbook has them all.
class RefusedRows {
 public:
  static constexpr std::int64_t kMost = 10'000;

  RefusedRows(std::filesystem::path file, reg::Schema const& schema, intake::Choices const& choices);
  void add(intake::Row const& row, std::span<intake::Reject const> reasons,
           intake::Understanding const& understanding);
  /// After the last row. This and `add` throw store::Failure when the disk does not take it.
  void finish();

  struct Page {
    Json rows = Json::array();
    std::optional<std::uint64_t> next;
  };
  /// From a place that the page before gave; 0: the first. Nothing: no such place.
  [[nodiscard]] static std::optional<Page> read(std::filesystem::path const& file, std::uint64_t from,
                                                std::size_t limit);

 private:
  void must_be_written() const;

  std::ofstream out_;
  reg::Schema const& schema_;
  intake::CorrectedCells corrected_;
  std::int64_t kept_ = 0;
};

}  // namespace shian::api
