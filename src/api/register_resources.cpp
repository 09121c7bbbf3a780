// Registers: their definitions, and lists of their records narrowed to what the post may see.
#include "api/listing.hpp"
#include "api/resources.hpp"
#include "register/mask.hpp"
#include "report/record_names.hpp"

namespace shian::api {
namespace {

using identity::Action;

std::string_view code_of(pack::FieldType type) {
  constexpr std::array<std::string_view, 13> kCodes = {
      "text",    "code", "enumeration", "integer",   "decimal", "date", "timestamp",
      "boolean", "unit", "area",        "reference", "person",  "file"};
  return kCodes[static_cast<std::size_t>(type)];
}

Json field_json(reg::FieldSchema const& field) {
  auto const& definition = field.definition;
  Json options = Json::array();
  for (auto const& option : definition.options)
    options.push_back({{"code", option.code}, {"name", json_of(option.name)}});
  return {{"id", definition.id},
          {"name", json_of(definition.name)},
          {"help", json_of(definition.help)},
          {"type", code_of(definition.type)},
          {"required", definition.required},
          {"personal", definition.personal || definition.type == pack::FieldType::person},
          {"unit", definition.unit},
          {"accepted_units", definition.accepted_units},
          {"scale", definition.scale},
          {"minimum", definition.minimum ? Json(definition.minimum->to_string()) : Json(nullptr)},
          {"maximum", definition.maximum ? Json(definition.maximum->to_string()) : Json(nullptr)},
          {"max_length", definition.max_length},
          {"pattern", definition.pattern},
          {"refers_to", definition.refers_to},
          {"options", std::move(options)},
          {"example", definition.example}};
}

Json may_json(Call const& call) {
  auto const role = call.visitor->account.role;
  Json may = Json::object();
  for (auto const action :
       {Action::read, Action::create, Action::correct, Action::withdraw, Action::unmask, Action::exporting})
    may[identity::code_of(action)] = identity::may(role, identity::Resource::record, action);
  return may;
}

// How many records the post may see, and when anything was last entered; of those that each see but their own
// the own.
void add_counts(Json& shown, city::City& city, reg::Schema const& schema, Call const& call) {
  auto const post = call.post();
  auto& holdings = city.holdings();
  auto const records = holdings.records_of(schema, [&, shared = is_shared(city, schema)](auto const& owner) {
    return identity::may(post, Action::read, schema, owner, shared);
  });
  auto at = records > 0 ? holdings.of(schema).last_entry_at : std::nullopt;
  if (at && identity::reach(post.role, identity::Resource::record, Action::read) == identity::Reach::own) {
    auto const own = identity::visible_records(post, schema, false);
    auto const newest = reg::count_records(city.session(), schema, {own->sql, own->parameters, {}}).newest;
    at = reg::entered_at(city.session(), schema, newest);
  }
  shown["records"] = records;
  shown["last_entry_at"] = at ? Json(at->to_string(city.utc_offset_minutes())) : Json(nullptr);
}

}  // namespace

bool is_shared(city::City const& city, reg::Schema const& schema) {
  if (schema.unit_field >= 0) return false;
  for (auto const& other : city.schemas().all())
    for (auto const& field : other.fields)
      if (field.target_register == schema.index) return true;
  return false;
}

namespace {

report::Reach reach_as(identity::Post const& post, std::function<bool(reg::Schema const&)> const& shared) {
  return {[post, shared](reg::Schema const& schema) -> std::optional<report::Condition> {
            auto visible = identity::visible_records(post, schema, shared(schema));
            if (!visible) return std::nullopt;
            return report::Condition{std::move(visible->sql), std::move(visible->parameters)};
          },
          [post, shared](reg::Schema const& schema, reg::Record const& record) {
            return identity::may(post, Action::read, schema, record, shared(schema));
          }};
}

}  // namespace

report::Reach reach_of(city::City& city, identity::Post const& post) {
  return reach_as(post, [&city](reg::Schema const& schema) { return is_shared(city, schema); });
}

report::Reach reach_of(city::City& city, Call const& call) { return reach_of(city, call.post()); }

report::Reach own_reach_of(Call const& call) {
  return reach_as(call.post(), [](reg::Schema const&) { return false; });
}

http::Response list_registers(city::City& city, Call const& call) {
  auto const counted = flag_in_query(call, "counts");
  if (!counted) return counted.error();
  store::Transaction const one_moment(city.session(), store::Access::read);
  Json list = Json::array();
  for (auto const& schema : city.schemas().all()) {
    auto const& definition = schema.definition;
    Json shown = {{"id", definition.id},
                  {"name", json_of(definition.name)},
                  {"group", json_of(definition.group)},
                  {"help", json_of(definition.help)},
                  {"may", may_json(call)}};
    if (*counted) add_counts(shown, city, schema, call);
    list.push_back(std::move(shown));
  }
  return answer({{"registers", std::move(list)}});
}

http::Response show_register(city::City& city, Call const& call) {
  auto const schema = city.schemas().get(call.parts[0]);
  if (!schema) return refusal(404, schema.error());
  auto const& definition = (*schema)->definition;
  Json fields = Json::array();
  for (auto const& field : (*schema)->fields) fields.push_back(field_json(field));
  Json rules = Json::array();
  for (auto const& rule : definition.rules)
    rules.push_back({{"id", rule.id}, {"message", json_of(rule.message)}});
  return answer({{"id", definition.id},
                 {"name", json_of(definition.name)},
                 {"help", json_of(definition.help)},
                 {"group", json_of(definition.group)},
                 {"pack", definition.pack},
                 {"area_field", definition.area_field},
                 {"unit_field", definition.unit_field},
                 {"label_field", definition.label_field},
                 {"keys", definition.keys},
                 {"fields", std::move(fields)},
                 {"rules", std::move(rules)},
                 {"has_lifecycle", (*schema)->lifecycle != nullptr},
                 {"may", may_json(call)}});
}

http::Response list_records(city::City& city, Call const& call) {
  auto const found = city.schemas().get(call.parts[0]);
  if (!found) return refusal(404, found.error());
  auto const& schema = **found;
  auto const listing = understand_listing(city, schema, call, Action::read);
  if (!listing) return listing.error();
  auto const counted = flag_in_query(call, "count");
  if (!counted) return counted.error();
  auto const& [query, limit, offset, after] = *listing;
  auto records = after ? reg::records_behind(city.ledger(), schema, query, after, limit + 1)
                       : reg::records_from(city.ledger(), schema, query, offset, limit + 1);
  bool const more = records.size() > limit;
  if (more) records.pop_back();
  report::RecordNames const names(city, reg::Personal::masked, call.language, reach_of(city, call).may_read);
  Json list = Json::array();
  for (auto const& record : records) {
    Json values = Json::object();
    for (std::size_t i = 0; i < schema.fields.size(); ++i) {
      if (!is_null(record.values[i]))
        values[schema.fields[i].definition.id] = names.shown(schema.fields[i], record.values[i]);
    }
    auto const area = schema.area_of(record.values);
    list.push_back({{"id", record.id},
                    {"unit", record.unit},
                    {"area", area.empty() ? Json(nullptr) : Json(area)},
                    {"etag", etag_of(record)},
                    {"name", names.name(schema, record.values)},
                    {"values", std::move(values)}});
  }
  Json next = nullptr;
  if (more && !records.empty()) next = reg::RecordPlace::of(records.back(), query.order).to_text();
  Json total = nullptr;
  if (*counted) total = reg::count_records(city.session(), schema, query).records;
  return answer({{"register", schema.definition.id},
                 {"total", std::move(total)},
                 {"records", std::move(list)},
                 {"next", std::move(next)}});
}

}  // namespace shian::api
