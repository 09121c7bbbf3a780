// One record: shown masked, entered, corrected, withdrawn, unmasked for a reason.
#include "api/record_access.hpp"
#include "api/resources.hpp"
#include "base/text.hpp"
#include "identity/security_journal.hpp"
#include "report/books.hpp"
#include "report/record_figures.hpp"
#include "report/typed_values.hpp"

namespace shian::api {
namespace {

using identity::Action;

// What correcting, withdrawing and unmasking all begin with.
struct Reasoned {
  FoundRecord found;
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

std::expected<GivenValues, http::Response> values_of(city::City& city, Call const& call,
                                                     reg::Schema const& schema, Json const& body,
                                                     reg::Record const* now) {
  auto const given = body.find("values");
  if (given == body.end() || !given->is_object())
    return std::unexpected(refusal(422, "request.values", "缺少“values”：字段与值",
                                   "'values' is missing: fields and their values"));
  report::TypedValues const typed(city, schema, reach_of(city, call).may_read);
  GivenValues values;
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
      auto const index = static_cast<std::size_t>(field);
      bool const is_as_it_was = value && now != nullptr && now->values[index] == *value;
      if (value && !is_as_it_was && !may_name(city, call.post(), schema.fields[index], *value)) {
        faults.push_back({field, unknown_file()});
      } else if (value) {
        values.emplace_back(field, std::move(*value));
      } else {
        faults.push_back({field, std::move(value.error())});
      }
    }
  }
  if (!faults.empty()) return std::unexpected(refusal(schema, faults));
  return values;
}

http::Response show_record(city::City& city, Call const& call) {
  auto const found = found_for(city, call, Action::read);
  if (!found) return found.error();
  return record_answer(city, call, *found);
}

http::Response show_history(city::City& city, Call const& call) {
  auto const found = found_for(city, call, Action::read);
  if (!found) return found.error();
  auto const file_names =
      may_read_files(call, *found) ? report::FileNames::said : report::FileNames::withheld;
  return answer_text(report::history_json(city, *found->schema, found->record.id, file_names, call.language,
                                          reach_of(city, call).may_read));
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
  auto given = values_of(city, call, **schema, *body, nullptr);
  if (!given) return given.error();
  reg::Record wanted{0, call.author().unit, std::vector<Value>((*schema)->fields.size())};
  for (auto& [field, value] : *given) wanted.values[static_cast<std::size_t>(field)] = std::move(value);
  if (!identity::may(call.post(), Action::create, **schema, wanted, false)) {
    return refusal(403, "identity.other_unit", "只能为本单位或本镇街登记",
                   "records can be entered for the own unit or town only");
  }
  writing.write_within([&city, post = call.post()](auto const& of, auto const& there, auto const& changes) {
    return record_within(city, post, of, there, changes);
  });
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
  auto const given = values_of(city, call, *found.schema, asked->body, &found.record);
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
