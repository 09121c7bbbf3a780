#include "api/listing.hpp"

#include <algorithm>

#include "api/resources.hpp"
#include "base/text.hpp"
#include "register/mask.hpp"
#include "register/tables.hpp"
#include "report/typed_values.hpp"

namespace shian::api {
namespace {

constexpr std::size_t kLongestSearch = 200;  // bytes

http::Response no_such_field(reg::Schema const& schema, std::string_view name) {
  return refusal(422, "request.field", schema.definition.name.zh + "没有字段“" + std::string(name) + "”",
                 schema.definition.name.en + " has no field '" + std::string(name) + "'");
}

// Neither filtered, sorted nor searched by: the answer would tell what the mask hides.
http::Response personal_question() {
  return refusal(403, "request.personal", "不能按个人信息筛选或排序",
                 "lists are neither filtered nor sorted by personal data");
}

std::expected<reg::FieldIndex, http::Response> askable_field(reg::Schema const& schema,
                                                             std::string_view name) {
  auto const field = schema.find(name);
  if (field < 0) return std::unexpected(no_such_field(schema, name));
  if (reg::is_personal(schema.fields[static_cast<std::size_t>(field)]))
    return std::unexpected(personal_question());
  return field;
}

// "f.area=T16", "f.day.from=2022-01-01": equal, or a bound that is included.
std::expected<void, http::Response> filter(reg::RecordQuery& query, city::City& city,
                                           report::TypedValues const& typed, reg::Schema const& schema,
                                           std::string_view name, std::string const& text) {
  std::string_view sign = " = ";
  if (name.ends_with(".from")) {
    sign = " >= ";
    name.remove_suffix(5);
  } else if (name.ends_with(".to")) {
    sign = " <= ";
    name.remove_suffix(3);
  }
  auto const field = askable_field(schema, name);
  if (!field) return std::unexpected(field.error());
  auto value = typed.read(*field, text);
  if (!value) return std::unexpected(refusal(422, value.error()));
  auto const compared = reg::comparable(city.session(), schema.fields[static_cast<std::size_t>(*field)]);
  if (is_null(*value)) {
    query.condition += " AND " + compared.column + " IS NULL";
  } else {
    query.condition += " AND " + compared.column + std::string(sign) + compared.mark;
    query.parameters.push_back(std::move(*value));
  }
  return {};
}

bool is_searched(reg::Schema const& schema, std::size_t index) {
  auto const& field = schema.fields[index];
  return !reg::is_personal(field) &&
         (field.definition.type == pack::FieldType::text || field.definition.type == pack::FieldType::code);
}

// "%50!%%": the text stands somewhere within. ASCII is compared without case, as both stores can.
std::string pattern_of(std::string_view text) {
  std::string pattern = "%";
  for (char const c : text) {
    if (c == '%' || c == '_' || c == '!') pattern += '!';
    pattern += c >= 'A' && c <= 'Z' ? static_cast<char>(c + ('a' - 'A')) : c;
  }
  return pattern + "%";
}

// Its texts, and the keys of the records that its own key refers to, as a list shows them.
std::expected<void, http::Response> search(reg::RecordQuery& query, city::City& city,
                                           reg::Schema const& schema, identity::Post const& post,
                                           std::string_view text) {
  text = trimmed(text);
  if (text.empty()) return {};
  if (text.size() > kLongestSearch || !is_valid_utf8(text) || text.find('\0') != std::string_view::npos)
    return std::unexpected(
        refusal(422, "request.search", "q 须为不超过 200 字节的文字", "q must be text of at most 200 bytes"));
  auto const pattern = pattern_of(text);
  std::string any;
  auto const within = [&](std::string const& column) {
    query.parameters.emplace_back(pattern);
    return "lower(" + column + ") LIKE ? ESCAPE '!'";
  };
  // Nor is a record found by the name of one that is kept from the post.
  auto const not_kept = [&](reg::Schema const& target) {
    auto open = identity::not_kept_from(post, target);
    std::ranges::move(open.parameters, std::back_inserter(query.parameters));
    return open.sql.empty() ? std::string() : " AND " + open.sql;
  };
  auto const also = [&](std::string const& condition) { any += (any.empty() ? "" : " OR ") + condition; };
  for (std::size_t i = 0; i < schema.fields.size(); ++i)
    if (is_searched(schema, i)) also(within(reg::sql_name("f_" + schema.fields[i].definition.id)));
  if (!schema.keys.empty()) {
    for (auto const key : schema.keys.front()) {
      auto const& field = schema.fields[static_cast<std::size_t>(key)];
      if (field.target_register < 0) continue;
      auto const& target = city.schemas().at(field.target_register);
      if (target.keys.empty()) continue;
      for (auto const inner : target.keys.front()) {
        auto const at = static_cast<std::size_t>(inner);
        if (!is_searched(target, at)) continue;
        // In the order of their parameters.
        auto condition = within(reg::sql_name("f_" + target.fields[at].definition.id));
        condition += not_kept(target);
        also(reg::sql_name("f_" + field.definition.id) + " IN (SELECT id FROM " +
             reg::sql_name(target.table) + " WHERE " + condition + ")");
      }
    }
  }
  query.condition += any.empty() ? std::string(" AND 1 = 0") : " AND (" + any + ")";
  return {};
}

std::expected<reg::RecordOrder, http::Response> order_of(reg::Schema const& schema, Call const& call) {
  reg::RecordOrder order;
  auto const sort = call.request.parameter("sort");
  if (!sort) return order;
  std::string_view name = *sort;
  if (name.starts_with('-')) {
    order.descending = true;
    name.remove_prefix(1);
  }
  if (name == "id") return order;
  auto const field = askable_field(schema, name);
  if (!field) return std::unexpected(field.error());
  order.field = *field;
  return order;
}

}  // namespace

std::expected<Listing, http::Response> understand_listing(city::City& city, reg::Schema const& schema,
                                                          Call const& call, identity::Action action) {
  Listing listing;
  auto& query = listing.query;
  auto const reached = identity::records_in_reach(call.post(), action, schema, is_shared(city, schema));
  if (!reached) {
    query.condition = "1 = 0";
  } else if (reached->sql.empty()) {
    query.condition = "1 = 1";
  } else {
    query.condition = "(" + reached->sql + ")";
    query.parameters = reached->parameters;
  }
  report::TypedValues const typed(city, schema, reach_of(city, call).may_read);
  for (auto const& [name, text] : call.request.query) {
    if (!name.starts_with("f.")) continue;
    if (auto added = filter(query, city, typed, schema, std::string_view(name).substr(2), text); !added)
      return std::unexpected(std::move(added.error()));
  }
  if (auto searched = search(query, city, schema, call.post(), call.request.parameter("q").value_or(""));
      !searched)
    return std::unexpected(std::move(searched.error()));
  auto const order = order_of(schema, call);
  if (!order) return std::unexpected(order.error());
  query.order = *order;
  auto const limit = page_limit(call);
  if (!limit) return std::unexpected(limit.error());
  listing.limit = *limit;
  constexpr std::int64_t kFarthest = 1'000'000'000;
  auto const offset = number_in_query(call, "offset", 0, kFarthest);
  if (!offset) return std::unexpected(offset.error());
  listing.offset = *offset;
  if (auto const cursor = call.request.parameter("cursor")) {
    listing.after = reg::RecordPlace::parse(*cursor, schema, query.order);
    if (!listing.after)
      return std::unexpected(refusal(422, "request.cursor", "cursor 须为上一页给出的 next",
                                     "cursor must be the 'next' of the page before"));
  }
  return listing;
}

}  // namespace shian::api
