// What a form need not ask, because it is held already.
#include <algorithm>

#include "api/resources.hpp"
#include "register/mask.hpp"
#include "report/record_names.hpp"
#include "report/typed_values.hpp"

namespace shian::api {
namespace {

// Whether one field may be filled from the other: both are kept alike, and neither is personal.
bool are_alike(reg::FieldSchema const& field, reg::FieldSchema const& other) {
  auto const& one = field.definition;
  auto const& two = other.definition;
  return one.type == two.type && one.unit == two.unit && field.target_register == other.target_register &&
         !reg::is_personal(field) && !reg::is_personal(other);
}

class Prefill {
 public:
  Prefill(city::City& city, Call const& call, reg::Schema const& schema)
      : city_(city),
        call_(call),
        schema_(schema),
        names_(city, reg::Personal::masked, call.language, reach_of(city, call).may_read) {}

  // Who fills the form in, and when.
  void from_post() {
    auto const post = call_.post();
    if (schema_.unit_field >= 0 && city_.pack().find_unit(post.unit) != nullptr)
      put(schema_.unit_field, post.unit, {{"kind", "post"}});
    if (schema_.area_field >= 0 && !post.area.empty()) put(schema_.area_field, post.area, {{"kind", "post"}});
  }

  // The record that a field of the form refers to.
  void from_record(reg::FieldIndex field, RecordId number) {
    auto const target = schema_.fields[static_cast<std::size_t>(field)].target_register;
    // An earlier record of the same register is another matter: its number, days and outcome are not this
    // one's.
    if (target == schema_.index) return;
    auto const& other = city_.schemas().at(target);
    auto const* record = city_.ledger().records().find(target, number);
    if (record == nullptr ||
        !identity::may(call_.post(), identity::Action::read, other, *record, is_shared(city_, other)))
      return;
    Json const from = {{"kind", "record"},
                       {"register", other.definition.id},
                       {"id", record->id},
                       {"name", names_.name(other, record->values)}};
    // A field of the same name, or one named after the reference: operator_name is the operator's name.
    auto const prefix = schema_.fields[static_cast<std::size_t>(field)].definition.id + "_";
    for (std::size_t i = 0; i < schema_.fields.size(); ++i) {
      std::string_view const id = schema_.fields[i].definition.id;
      auto held = other.find(id);
      if (held < 0 && id.starts_with(prefix)) held = other.find(id.substr(prefix.size()));
      if (held < 0) continue;
      auto const at = static_cast<std::size_t>(held);
      if (!are_alike(schema_.fields[i], other.fields[at]) || is_null(record->values[at])) continue;
      auto const& options = schema_.fields[i].options;
      bool const is_option = options.empty() || std::find(options.begin(), options.end(),
                                                          canonical(record->values[at])) != options.end();
      if (is_option) put(static_cast<reg::FieldIndex>(i), record->values[at], from);
    }
  }

  void from_day() {
    for (std::size_t i = 0; i < schema_.fields.size(); ++i) {
      auto const& definition = schema_.fields[i].definition;
      if (definition.type != pack::FieldType::date || !definition.required) continue;
      return put(static_cast<reg::FieldIndex>(i), city_.today(), {{"kind", "day"}});
    }
  }

  [[nodiscard]] Json take() { return std::move(values_); }

 private:
  // The first source that knows a field is the one that fills it.
  void put(reg::FieldIndex index, Value const& value, Json from) {
    auto const& field = schema_.fields[static_cast<std::size_t>(index)];
    if (values_.contains(field.definition.id) || call_.request.parameter("f." + field.definition.id)) return;
    values_[field.definition.id] = {
        {"text", canonical(value)}, {"shown", names_.shown(field, value)}, {"from", std::move(from)}};
  }

  city::City& city_;
  Call const& call_;
  reg::Schema const& schema_;
  report::RecordNames names_;
  Json values_ = Json::object();
};

}  // namespace

http::Response show_prefill(city::City& city, Call const& call) {
  auto const schema = city.schemas().get(call.parts[0]);
  if (!schema) return refusal(404, schema.error());
  Prefill prefill(city, call, **schema);
  prefill.from_post();
  report::TypedValues const typed(city, **schema, reach_of(city, call).may_read);
  for (auto const& [name, text] : call.request.query) {
    if (!name.starts_with("f.")) continue;
    auto const field = (*schema)->find(std::string_view(name).substr(2));
    if (field < 0 ||
        (*schema)->fields[static_cast<std::size_t>(field)].definition.type != pack::FieldType::reference) {
      return refusal(422, "request.field", "“" + name + "”不是本台账引用其他记录的字段",
                     "'" + name + "' is no field of this register that refers to a record");
    }
    auto const value = typed.read(field, text);
    if (!value) return refusal(422, value.error());
    if (auto const* id = std::get_if<std::int64_t>(&*value)) prefill.from_record(field, *id);
  }
  prefill.from_day();
  return answer({{"values", prefill.take()}});
}

}  // namespace shian::api
