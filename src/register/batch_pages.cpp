#include "register/batch_pages.hpp"

namespace shian::reg {
namespace {

std::vector<BatchSummary> select(store::Session& session, std::string const& rest,
                                 std::vector<Value> const& parameters) {
  std::vector<BatchSummary> all;
  session.scan(
      "SELECT id, register, actor, unit, started_at, file_name, file_hash, created, corrected, same, "
      "refused, undone_at FROM shian_batch WHERE " +
          rest,
      parameters, [&](store::Statement const& row) {
        BatchSummary batch;
        batch.totals = {row.integer(0), row.integer(7), row.integer(8), row.integer(9), row.integer(10)};
        batch.register_id = row.text(1);
        batch.author = {std::string(row.text(2)), std::string(row.text(3))};
        batch.started_at = std::get<Timestamp>(row.value(4, store::ColumnType::timestamp));
        batch.file_name = row.text(5);
        batch.file_hash = row.text(6);
        if (!row.is_null(11))
          batch.undone_at = std::get<Timestamp>(row.value(11, store::ColumnType::timestamp));
        all.push_back(std::move(batch));
        return true;
      });
  return all;
}

std::optional<BatchSummary> only(std::vector<BatchSummary> found) {
  if (found.empty()) return std::nullopt;
  return std::move(found.front());
}

}  // namespace

std::vector<BatchSummary> batches(store::Session& session, BatchQuery const& query) {
  std::string where = "1 = 1";
  std::vector<Value> parameters;
  if (query.unit) {
    where += " AND unit = ?";
    parameters.emplace_back(*query.unit);
  }
  if (!query.register_id.empty()) {
    where += " AND register = ?";
    parameters.emplace_back(query.register_id);
  }
  if (query.before > 0) {
    where += " AND id < ?";
    parameters.emplace_back(query.before);
  }
  return select(session, where + " ORDER BY id DESC LIMIT " + std::to_string(query.limit), parameters);
}

std::optional<BatchSummary> find_batch(store::Session& session, std::int64_t id) {
  return only(select(session, "id = ?", {Value(id)}));
}

std::optional<BatchSummary> find_batch(store::Session& session, BatchMark const& mark) {
  return only(select(session, "file_hash = ? AND actor = ? AND started_at = ? ORDER BY id DESC LIMIT 1",
                     {Value(mark.file_hash), Value(mark.actor), Value(mark.started_at)}));
}

}  // namespace shian::reg
