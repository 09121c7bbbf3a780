// Registers: their definitions, and lists of their records narrowed to what the post may see.
#include <algorithm>
#include <charconv>

#include "api/resources.hpp"
#include "register/tables.hpp"
#include "report/record_names.hpp"
#include "report/typed_values.hpp"

namespace shian::api {
namespace {

using identity::Action;

constexpr std::size_t kLargestPage = 500;

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

// What a list asks for, as SQL over the register's columns.
struct Listing {
  std::string where = "1 = 1";
  std::vector<Value> parameters;
  std::string order = "id";
  std::size_t limit = 100;
  std::int64_t offset = 0;
};

std::expected<std::int64_t, http::Response> number_of(Call const& call, char const* name,
                                                      std::int64_t otherwise, std::int64_t most) {
  auto const text = call.request.parameter(name);
  if (!text) return otherwise;
  std::int64_t number = -1;
  auto const [end, failed] = std::from_chars(text->data(), text->data() + text->size(), number);
  if (failed != std::errc() || end != text->data() + text->size() || number < 0 || number > most) {
    return std::unexpected(
        refusal(422, "request.number", std::string(name) + " 须为 0 至 " + std::to_string(most) + " 的整数",
                std::string(name) + " must be a whole number from 0 to " + std::to_string(most)));
  }
  return number;
}

http::Response no_such_field(reg::Schema const& schema, std::string const& name) {
  return refusal(422, "request.field", schema.definition.name.zh + "没有字段“" + name + "”",
                 schema.definition.name.en + " has no field '" + name + "'");
}

bool is_personal(pack::Field const& field) { return field.personal || field.type == pack::FieldType::person; }

http::Response personal_question() {
  return refusal(403, "request.personal", "不能按个人信息筛选或排序",
                 "lists are neither filtered nor sorted by personal data");
}

// "f.area=T16", "f.day.from=2022-01-01": equal, or a bound that is included. Personal fields are never
// searched: a filter would tell what the mask hides.
std::expected<void, http::Response> filter(Listing& listing, report::TypedValues const& typed,
                                           reg::Schema const& schema, std::string_view name,
                                           std::string const& text) {
  std::string_view sign = "=";
  if (name.ends_with(".from")) {
    sign = ">=";
    name.remove_suffix(5);
  } else if (name.ends_with(".to")) {
    sign = "<=";
    name.remove_suffix(3);
  }
  auto const field = schema.find(name);
  if (field < 0) return std::unexpected(no_such_field(schema, std::string(name)));
  auto const& definition = schema.fields[static_cast<std::size_t>(field)].definition;
  if (definition.personal || definition.type == pack::FieldType::person)
    return std::unexpected(
        refusal(403, "request.personal", "不能按个人信息筛选", "personal data cannot be filtered by"));
  auto value = typed.read(field, text);
  if (!value) return std::unexpected(refusal(422, value.error()));
  auto const column = reg::quoted("f_" + definition.id);
  if (is_null(*value)) {
    listing.where += " AND " + column + " IS NULL";
  } else {
    listing.where += " AND " + column + " " + std::string(sign) + " ?";
    listing.parameters.push_back(std::move(*value));
  }
  return {};
}

std::expected<Listing, http::Response> understand(city::City& city, reg::Schema const& schema,
                                                  Call const& call) {
  Listing listing;
  auto const visible = identity::visible_records(call.post(), schema, is_shared(city, schema));
  if (!visible) {
    listing.where = "1 = 0";
  } else if (!visible->sql.empty()) {
    listing.where = "(" + visible->sql + ")";
    listing.parameters = visible->parameters;
  }
  report::TypedValues const typed(city, schema);
  for (auto const& [name, text] : call.request.query) {
    if (!name.starts_with("f.")) continue;
    if (auto added = filter(listing, typed, schema, std::string_view(name).substr(2), text); !added)
      return std::unexpected(std::move(added.error()));
  }
  if (auto const sort = call.request.parameter("sort"); sort && *sort != "id") {
    bool const down = sort->starts_with('-');
    auto const name = sort->substr(down ? 1 : 0);
    auto const field = schema.find(name);
    if (field < 0 && name != "id") return std::unexpected(no_such_field(schema, name));
    if (field >= 0 && is_personal(schema.fields[static_cast<std::size_t>(field)].definition))
      return std::unexpected(personal_question());
    listing.order = field < 0 ? "id" : reg::quoted("f_" + name);
    if (down) listing.order += " DESC";
    if (field >= 0) listing.order += down ? ", id DESC" : ", id";
  }
  auto const limit = number_of(call, "limit", 100, kLargestPage);
  if (!limit) return std::unexpected(limit.error());
  listing.limit = static_cast<std::size_t>(*limit);
  constexpr std::int64_t kFarthest = 1'000'000'000;
  auto const offset = number_of(call, "offset", 0, kFarthest);
  if (!offset) return std::unexpected(offset.error());
  listing.offset = *offset;
  if (auto const cursor = call.request.parameter("cursor")) {
    // In order of id a page begins behind the last one's id; in another order, at its place.
    auto const after = number_of(call, "cursor", 0, kFarthest);
    if (!after) return std::unexpected(after.error());
    if (listing.order == "id") {
      listing.where += " AND id > ?";
      listing.parameters.emplace_back(*after);
    } else {
      listing.offset = *after;
    }
  }
  return listing;
}

Json may_json(Call const& call) {
  auto const role = call.visitor->account.role;
  Json may = Json::object();
  for (auto const action :
       {Action::read, Action::create, Action::correct, Action::withdraw, Action::unmask, Action::exporting})
    may[identity::code_of(action)] = identity::may(role, identity::Resource::record, action);
  return may;
}

}  // namespace

bool is_shared(city::City const& city, reg::Schema const& schema) {
  if (schema.unit_field >= 0) return false;
  for (auto const& other : city.schemas().all())
    for (auto const& field : other.fields)
      if (field.target_register == schema.index) return true;
  return false;
}

report::Reach reach_of(city::City& city, Call const& call) {
  return {[&city, post = call.post()](reg::Schema const& schema) -> std::optional<report::Condition> {
            auto visible = identity::visible_records(post, schema, is_shared(city, schema));
            if (!visible) return std::nullopt;
            return report::Condition{std::move(visible->sql), std::move(visible->parameters)};
          },
          [&city, post = call.post()](reg::Schema const& schema, reg::Record const& record) {
            return identity::may(post, Action::read, schema, record, is_shared(city, schema));
          }};
}

http::Response list_registers(city::City& city, Call const& call) {
  Json list = Json::array();
  for (auto const& schema : city.schemas().all()) {
    auto const& definition = schema.definition;
    list.push_back({{"id", definition.id},
                    {"name", json_of(definition.name)},
                    {"group", definition.group},
                    {"help", json_of(definition.help)},
                    {"may", may_json(call)}});
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
                 {"group", definition.group},
                 {"pack", definition.pack},
                 {"area_field", definition.area_field},
                 {"unit_field", definition.unit_field},
                 {"label_field", definition.label_field},
                 {"keys", definition.keys},
                 {"fields", std::move(fields)},
                 {"rules", std::move(rules)},
                 {"may", may_json(call)}});
}

http::Response list_records(city::City& city, Call const& call) {
  auto const found = city.schemas().get(call.parts[0]);
  if (!found) return refusal(404, found.error());
  auto const& schema = **found;
  auto const listing = understand(city, schema, call);
  if (!listing) return listing.error();
  std::vector<reg::Record> records;
  auto const order = listing->order + " LIMIT " + std::to_string(listing->limit + 1) + " OFFSET " +
                     std::to_string(listing->offset);
  city.ledger().records().scan_where(schema, listing->where, listing->parameters, order,
                                     [&](reg::Record const& record) {
                                       records.push_back(record);
                                       return true;
                                     });
  bool const more = records.size() > listing->limit;
  if (more) records.pop_back();
  report::RecordNames const names(city, reg::Personal::masked, call.language);
  Json list = Json::array();
  for (auto const& record : records) {
    Json values = Json::object();
    for (std::size_t i = 0; i < schema.fields.size(); ++i) {
      if (!is_null(record.values[i]))
        values[schema.fields[i].definition.id] = names.shown(schema.fields[i], record.values[i]);
    }
    list.push_back({{"id", record.id},
                    {"unit", record.unit},
                    {"name", names.name(schema, record.values)},
                    {"values", std::move(values)}});
  }
  Json next = nullptr;
  if (more && !records.empty()) {
    auto const place = listing->offset + static_cast<std::int64_t>(listing->limit);
    next = std::to_string(listing->order == "id" ? records.back().id : place);
  }
  return answer(
      {{"register", schema.definition.id}, {"records", std::move(list)}, {"next", std::move(next)}});
}

}  // namespace shian::api
