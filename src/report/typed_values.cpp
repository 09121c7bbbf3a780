#include "report/typed_values.hpp"

#include <charconv>

#include "register/secrecy.hpp"

namespace shian::report {
namespace {

Error no_such_record(reg::Schema const& schema, std::string const& text) {
  return Error::make("record.missing", schema.definition.name.zh + "中没有记录“" + text + "”",
                     schema.definition.name.en + " has no record '" + text + "'")
      .hinting("写它的编号；不清楚的，到这本台账里查", "give its number; look it up in that register");
}

}  // namespace

Expected<reg::Record> find_record(city::City& city, reg::Schema const& schema, std::string const& text) {
  RecordId id = 0;
  auto const [end, fault] = std::from_chars(text.data(), text.data() + text.size(), id);
  if (fault == std::errc{} && end == text.data() + text.size()) {
    if (auto record = city.ledger().records().get(schema, id)) return std::move(*record);
  }
  if (auto const keyed = city.ledger().records().find_by_key(schema, text); keyed != 0) {
    if (auto record = city.ledger().records().get(schema, keyed)) return std::move(*record);
  }
  return std::unexpected(no_such_record(schema, text));
}

TypedValues::TypedValues(city::City& city, reg::Schema const& schema, Sees sees)
    : schema_(schema),
      areas_(intake::Directory::of_areas(city.pack().areas)),
      units_(intake::Directory::of_units(city.pack().units)) {
  context_.utc_offset_minutes = city.utc_offset_minutes();
  context_.area = [this](std::string_view text) { return areas_.find(text); };
  context_.unit = [this](std::string_view text) { return units_.find(text); };
  context_.reference = [&city, sees = std::move(sees)](int register_index,
                                                       std::string_view key) -> Expected<RecordId> {
    auto const& target = city.schemas().at(register_index);
    auto const record = find_record(city, target, std::string(key));
    if (!record) return std::unexpected(record.error());
    if (reg::is_secret(target, record->values) && !(sees && sees(target, *record)))
      return std::unexpected(no_such_record(target, std::string(key)));
    return record->id;
  };
}

Expected<Value> TypedValues::read(reg::FieldIndex field, std::string_view text) const {
  intake::Cell cell;
  cell.text = text;
  cell.kind = text.empty() ? intake::CellKind::empty : intake::CellKind::text;
  return intake::convert(cell, schema_.fields[static_cast<std::size_t>(field)], context_);
}

}  // namespace shian::report
