#include "register/secrecy.hpp"

#include "register/lifecycle.hpp"
#include "register/tables.hpp"

namespace shian::reg {
namespace {

struct SecrecyFields {
  FieldIndex when = -1, until = -1;
};

SecrecyFields fields_of(Schema const& schema) {
  auto const& secrecy = schema.definition.secrecy;
  if (secrecy.empty()) return {};
  return {schema.find(secrecy.when), schema.find(secrecy.until)};
}

}  // namespace

bool is_secret(Schema const& schema, std::span<Value const> values) {
  auto const [when, until] = fields_of(schema);
  if (when < 0 || until < 0) return false;
  auto const* said = std::get_if<bool>(&values[static_cast<std::size_t>(when)]);
  return said != nullptr && *said && is_null(values[static_cast<std::size_t>(until)]);
}

OpenCondition open_records(Schema const& schema) {
  auto const [when, until] = fields_of(schema);
  if (when < 0 || until < 0) return {};
  auto const said = sql_name("f_" + schema.definition.secrecy.when);
  return {"(" + said + " IS NULL OR " + said + " = ? OR " + sql_name("f_" + schema.definition.secrecy.until) +
              " IS NOT NULL)",
          {Value(false)}};
}

Step const* revealing_step(Schema const& schema) {
  auto const until = fields_of(schema).until;
  if (until < 0 || !schema.lifecycle) return nullptr;
  for (auto const& step : schema.lifecycle->steps)
    if (step.day == until) return &step;
  return nullptr;
}

std::vector<SecretRecord> secrets_under(Ledger& ledger, Schema const& schema, RecordId id) {
  std::vector<SecretRecord> found;
  for (auto const& other : ledger.schemas().all()) {
    if (other.definition.secrecy.empty() || other.index == schema.index) continue;
    for (auto const field : other.references) {
      if (other.fields[static_cast<std::size_t>(field)].target_register != schema.index) continue;
      for (auto const one : ledger.records().referring(other, field, id)) {
        auto const* record = ledger.records().find(other.index, one);
        if (record != nullptr && is_secret(other, record->values)) found.push_back({&other, one});
      }
    }
  }
  return found;
}

}  // namespace shian::reg
