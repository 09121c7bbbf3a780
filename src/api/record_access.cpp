#include "api/record_access.hpp"

#include <charconv>

#include "api/resources.hpp"
#include "base/hash.hpp"
#include "report/record_names.hpp"

namespace shian::api {

using identity::Action;

// What one sees of a record depends on nothing but its values: two people with the same tag saw the same.
std::string etag_of(reg::Record const& record) {
  std::string image;
  reg::encode_image(record.values, image);
  constexpr std::size_t kEnough = 20;
  return "\"" + hex(sha256(image)).substr(0, kEnough) + "\"";
}

// A record that the post may not read is not there for it.
std::expected<FoundRecord, http::Response> found_for(city::City& city, Call const& call, Action action) {
  auto const schema = city.schemas().get(call.parts[0]);
  if (!schema) return std::unexpected(refusal(404, schema.error()));
  auto const missing = [&] {
    return std::unexpected(refusal(404, "record.missing",
                                   (*schema)->definition.name.zh + "没有第 " + call.parts[1] + " 号记录",
                                   (*schema)->definition.name.en + " has no record " + call.parts[1]));
  };
  RecordId id = 0;
  auto const& text = call.parts[1];
  auto const [end, failed] = std::from_chars(text.data(), text.data() + text.size(), id);
  if (failed != std::errc() || end != text.data() + text.size() || id <= 0) return missing();
  auto record = city.ledger().records().get(**schema, id);
  if (!record) return missing();
  bool const shared = is_shared(city, **schema);
  if (!identity::may(call.post(), Action::read, **schema, *record, shared)) return missing();
  if (!identity::may(call.post(), action, **schema, *record, shared)) {
    return std::unexpected(refusal(403, "identity.other_unit", "这条记录属于其他单位或镇街，只能查看",
                                   "the record is another unit's or town's: it can only be read"));
  }
  FoundRecord found{*schema, std::move(*record), false};
  found.withdrawn = city.ledger().records().find((*schema)->index, id) == nullptr;
  return found;
}

bool may_read_files(Call const& call, FoundRecord const& found) {
  return identity::may(call.visitor->account.role, identity::Resource::evidence, Action::read) &&
         identity::may(call.post(), Action::read, *found.schema, found.record, false);
}

Json record_json(city::City& city, Call const& call, FoundRecord const& found, reg::Personal personal) {
  auto const& [schema, record, withdrawn] = found;
  report::RecordNames const names(city, personal, call.language, reach_of(city, call).may_read);
  Json values = Json::object();
  Json shown = Json::object();
  Json masked = Json::array();
  for (std::size_t i = 0; i < schema->fields.size(); ++i) {
    auto const& field = schema->fields[i];
    auto const& value = record.values[i];
    if (is_null(value)) continue;
    bool const hidden = is_personal(field) && personal == reg::Personal::masked;
    values[field.definition.id] = hidden ? Json(nullptr) : Json(canonical(value));
    shown[field.definition.id] = names.shown(field, value);
    if (hidden) masked.push_back(field.definition.id);
  }
  bool const shared = is_shared(city, *schema);
  auto const may = [&](Action action) {
    return !withdrawn && identity::may(call.post(), action, *schema, record, shared);
  };
  return {{"register", schema->definition.id},
          {"id", record.id},
          {"unit", record.unit},
          {"name", names.name(*schema, record.values)},
          {"withdrawn", withdrawn},
          {"values", std::move(values)},
          {"shown", std::move(shown)},
          {"masked", std::move(masked)},
          {"may",
           {{"correct", may(Action::correct)},
            {"withdraw", may(Action::withdraw)},
            {"unmask", may(Action::unmask)}}}};
}

http::Response record_answer(city::City& city, Call const& call, FoundRecord const& found, int status) {
  auto response = answer(record_json(city, call, found, reg::Personal::masked), status);
  response.headers.push_back({"ETag", etag_of(found.record)});
  return response;
}

// If-Match: whoever changes a record says which one he saw.
std::optional<http::Response> stale(city::City& city, Call const& call, FoundRecord const& found) {
  auto const seen = call.request.header("if-match");
  if (seen.empty()) {
    return refusal(
        428, Error::make("request.if_match", "须注明所依据的版本", "say which version this is based on")
                 .hinting("If-Match: 读取记录时得到的 ETag", "If-Match: the ETag that came with the record"));
  }
  if (seen == etag_of(found.record) || seen == "*") return std::nullopt;
  auto refused = refusal(412, "record.changed", "记录已被他人改动，请核对后再提交",
                         "somebody else has changed the record: look at it again");
  auto body = Json::parse(std::get<std::string>(refused.body));
  body["current"] = record_json(city, call, found, reg::Personal::masked);
  refused.body = body.dump() + "\n";
  refused.headers.push_back({"ETag", etag_of(found.record)});
  return refused;
}

bool may_name(city::City& city, identity::Post const& post, reg::FieldSchema const& field,
              Value const& value) {
  auto const* hash = std::get_if<std::string>(&value);
  if (hash == nullptr || field.definition.type != pack::FieldType::file) return true;
  auto const noted = city.evidence().noted(*hash);
  auto const& own = post.enters_for();
  return noted && (noted->author.actor == post.account || (!own.empty() && noted->author.unit == own));
}

reg::Within record_within(city::City& city, identity::Post const& post, reg::Schema const& schema,
                          reg::Record const& there,
                          std::vector<std::pair<reg::FieldIndex, Value>> const& changes) {
  bool const shared = is_shared(city, schema);
  if (!identity::may(post, Action::read, schema, there, shared)) return reg::Within::nothing;
  auto after = there;
  for (auto const& [field, value] : changes) after.values[static_cast<std::size_t>(field)] = value;
  bool const corrects = identity::may(post, Action::correct, schema, there, shared) &&
                        identity::may(post, Action::correct, schema, after, false);
  return corrects ? reg::Within::correcting : reg::Within::reading;
}

Error unknown_file() {
  return Error::make("evidence.unknown", "本单位没有存入过这个佐证文件",
                     "the own unit has kept no such evidence file")
      .hinting("请先登记记录，再附上文件", "enter the record first, then attach the file");
}

}  // namespace shian::api
