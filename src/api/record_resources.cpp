// One record: shown masked, entered, corrected, withdrawn, unmasked for a reason.
#include <charconv>

#include "api/resources.hpp"
#include "base/hash.hpp"
#include "base/text.hpp"
#include "identity/security_journal.hpp"
#include "report/books.hpp"
#include "report/record_clocks.hpp"
#include "report/record_figures.hpp"
#include "report/record_names.hpp"
#include "report/typed_values.hpp"

namespace shian::api {
namespace {

using identity::Action;

struct Found {
  reg::Schema const* schema = nullptr;
  reg::Record record;
  bool withdrawn = false;
};

// A record that the post may not read is not there for it.
std::expected<Found, http::Response> found_for(city::City& city, Call const& call, Action action) {
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
  Found found{*schema, std::move(*record), false};
  found.withdrawn = city.ledger().records().find((*schema)->index, id) == nullptr;
  return found;
}

Json record_json(city::City& city, Call const& call, Found const& found, reg::Personal personal) {
  auto const& [schema, record, withdrawn] = found;
  report::RecordNames const names(city, personal, call.language);
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

http::Response record_answer(city::City& city, Call const& call, Found const& found, int status = 200) {
  auto response = answer(record_json(city, call, found, reg::Personal::masked), status);
  response.headers.push_back({"ETag", etag_of(found.record)});
  return response;
}

using Values = std::vector<std::pair<reg::FieldIndex, Value>>;

// {"values": {"field": "as in a cell" | null}}; every fault is told, at its field.
std::expected<Values, http::Response> values_of(city::City& city, reg::Schema const& schema,
                                                Json const& body) {
  auto const given = body.find("values");
  if (given == body.end() || !given->is_object())
    return std::unexpected(refusal(422, "request.values", "缺少“values”：字段与值",
                                   "'values' is missing: fields and their values"));
  report::TypedValues const typed(city, schema);
  Values values;
  std::vector<reg::Fault> faults;
  for (auto const& [name, text] : given->items()) {
    auto const field = schema.find(name);
    if (field < 0) {
      faults.push_back({-1, Error::make("record.field", schema.definition.name.zh + "没有字段“" + name + "”",
                                        schema.definition.name.en + " has no field '" + name + "'")});
    } else if (!text.is_string() && !text.is_null()) {
      faults.push_back({field, Error::make("request.text", "值须为文字，如 \"12.5\"",
                                           "a value must be text such as \"12.5\"")});
    } else {
      auto value = typed.read(field, text.is_null() ? std::string() : text.get<std::string>());
      if (value) {
        values.emplace_back(field, std::move(*value));
      } else {
        faults.push_back({field, std::move(value.error())});
      }
    }
  }
  if (!faults.empty()) return std::unexpected(refusal(schema, faults));
  return values;
}

// If-Match: whoever changes a record says which one he saw.
std::optional<http::Response> stale(city::City& city, Call const& call, Found const& found) {
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

// What correcting, withdrawing and unmasking all begin with.
struct Reasoned {
  Found found;
  Json body;
  std::string reason;
};
enum class Seen { need_not_say, must_say };
std::expected<Reasoned, http::Response> reasoned(city::City& city, Call const& call, Action action,
                                                 Seen seen) {
  auto found = found_for(city, call, action);
  if (!found) return std::unexpected(std::move(found.error()));
  auto body = body_of(call);
  if (!body) return std::unexpected(std::move(body.error()));
  auto reason = text_in(*body, "reason");
  if (!reason) return std::unexpected(std::move(reason.error()));
  if (seen == Seen::must_say) {
    if (auto refused = stale(city, call, *found)) return std::unexpected(std::move(*refused));
  }
  return Reasoned{std::move(*found), std::move(*body), std::move(*reason)};
}

}  // namespace

// What one sees of a record depends on nothing but its values: two people with the same tag saw the same.
std::string etag_of(reg::Record const& record) {
  std::string image;
  reg::encode_image(record.values, image);
  constexpr std::size_t kEnough = 20;
  return "\"" + hex(sha256(image)).substr(0, kEnough) + "\"";
}

http::Response show_record(city::City& city, Call const& call) {
  auto const found = found_for(city, call, Action::read);
  if (!found) return found.error();
  return record_answer(city, call, *found);
}

http::Response show_history(city::City& city, Call const& call) {
  auto const found = found_for(city, call, Action::read);
  if (!found) return found.error();
  return answer_text(report::history_json(city, *found->schema, found->record.id, call.language));
}

http::Response show_clocks(city::City& city, Call const& call) {
  auto const found = found_for(city, call, Action::read);
  if (!found) return found.error();
  return answer_text(report::record_clocks_json(*found->schema, found->record.id,
                                                report::record_clocks(city, *found->schema, found->record)));
}

http::Response show_figures(city::City& city, Call const& call) {
  auto const found = found_for(city, call, Action::read);
  if (!found) return found.error();
  return answer_text(report::record_figures_json(
      found->withdrawn ? std::vector<report::RecordFigure>{}
                       : report::record_figures(city, *found->schema, found->record, city.today())));
}

http::Response create_record(city::City& city, reg::Writing& writing, Call const& call) {
  auto const schema = city.schemas().get(call.parts[0]);
  if (!schema) return refusal(404, schema.error());
  auto const body = body_of(call);
  if (!body) return body.error();
  auto given = values_of(city, **schema, *body);
  if (!given) return given.error();
  reg::Record wanted{0, call.author().unit, std::vector<Value>((*schema)->fields.size())};
  for (auto& [field, value] : *given) wanted.values[static_cast<std::size_t>(field)] = std::move(value);
  if (!identity::may(call.post(), Action::create, **schema, wanted, false)) {
    return refusal(403, "identity.other_unit", "只能为本单位或本镇街登记",
                   "records can be entered for the own unit or town only");
  }
  auto const made = writing.create(**schema, wanted.values);
  if (!made) return refusal(**schema, made.error());
  auto const record = city.ledger().records().get(**schema, *made);
  auto response = answer({{"register", (*schema)->definition.id}, {"id", *made}}, 201);
  response.headers.push_back({"Location", call.request.path + "/" + std::to_string(*made)});
  if (record) response.headers.push_back({"ETag", etag_of(*record)});
  return response;
}

http::Response correct_record(city::City& city, reg::Writing& writing, Call const& call) {
  auto asked = reasoned(city, call, Action::correct, Seen::must_say);
  if (!asked) return asked.error();
  auto& found = asked->found;
  auto const given = values_of(city, *found.schema, asked->body);
  if (!given) return given.error();
  auto after = found.record;
  for (auto const& [field, value] : *given) after.values[static_cast<std::size_t>(field)] = value;
  if (!identity::may(call.post(), Action::correct, *found.schema, after, false)) {
    return refusal(403, "identity.other_unit", "不能把记录改归其他单位或镇街",
                   "a record cannot be given to another unit or town");
  }
  auto const done = writing.correct(*found.schema, found.record.id, *given, asked->reason);
  if (!done) return refusal(*found.schema, done.error());
  if (auto record = city.ledger().records().get(*found.schema, found.record.id))
    found.record = std::move(*record);
  return record_answer(city, call, found);
}

http::Response withdraw_record(city::City& city, reg::Writing& writing, Call const& call) {
  auto const asked = reasoned(city, call, Action::withdraw, Seen::must_say);
  if (!asked) return asked.error();
  auto const& found = asked->found;
  auto const done = writing.withdraw(*found.schema, found.record.id, asked->reason);
  if (!done) return refusal(*found.schema, done.error());
  http::Response response;
  response.status = 204;
  return response;
}

http::Response unmask_record(city::City& city, reg::Writing&, Call const& call) {
  auto const asked = reasoned(city, call, Action::unmask, Seen::need_not_say);
  if (!asked) return asked.error();
  auto const& found = asked->found;
  // The answer goes out only when this entry is kept.
  identity::append(city.session(), {0,
                                    call.now,
                                    "unmask",
                                    call.visitor->account.id,
                                    call.request.peer,
                                    {"查看个人信息，理由：" + asked->reason,
                                     "looked at personal data, for: " + asked->reason},
                                    found.schema->definition.id,
                                    found.record.id});
  auto const whole = record_json(city, call, found, reg::Personal::shown);
  return answer({{"values", whole["values"]}, {"shown", whole["shown"]}});
}

}  // namespace shian::api
