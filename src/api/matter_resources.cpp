// A record on its way: where it stands, its clocks, the steps of its lifecycle.
#include <algorithm>

#include "api/record_access.hpp"
#include "api/resources.hpp"
#include "report/matter.hpp"
#include "report/words.hpp"

namespace shian::api {
namespace {

using identity::Action;

// Why the post may not take a step of a record that it may read; nothing: it may.
std::optional<Text> bar_of(city::City& city, Call const& call, FoundRecord const& found,
                           reg::Step const& step) {
  if (found.withdrawn) return Text{"记录已撤回", "the record is withdrawn"};
  auto const post = call.post();
  auto const& by = step.definition.by;
  if (std::ranges::find(by, identity::code_of(post.role)) == by.end()) {
    std::vector<std::string> zh, en;
    for (auto const& code : by) {
      auto const name = identity::text_of(*identity::role_of(code));  // the pack was checked for it
      zh.push_back(name.zh);
      en.push_back(name.en);
    }
    return Text{"由" + report::joined(zh, Language::zh) + "办理",
                "taken by: " + report::joined(en, Language::en)};
  }
  if (!identity::may(post, Action::correct, *found.schema, found.record, is_shared(city, *found.schema)))
    return Text{"这条记录属于其他单位或镇街", "the record is another unit's or town's"};
  return std::nullopt;
}

http::Response no_lifecycle(reg::Schema const& schema) {
  return refusal(404, "lifecycle.none", schema.definition.name.zh + "没有办理流程",
                 schema.definition.name.en + " has no lifecycle");
}

http::Response matter_answer(city::City& city, Call const& call, FoundRecord const& found,
                             pack::Clock const* as_if = nullptr) {
  auto const matter = report::matter_of(city, *found.schema, found.record, as_if);
  if (!matter) return no_lifecycle(*found.schema);
  auto const bar = [&](reg::Step const& step) -> std::optional<Text> {
    if (auto barred = bar_of(city, call, found, step)) return barred;
    return reg::barred(*found.schema, step, found.record, matter->taken, call.author(),
                       city.ledger().context());
  };
  auto response = answer_text(report::matter_json(
      city, *matter, bar, [&](reg::Author const& author) { return account_name(city, author.actor); },
      [&](reg::Schema const& other, reg::Record const& record) {
        return identity::may(call.post(), Action::read, other, record, is_shared(city, other));
      }));
  response.headers.push_back({"ETag", etag_of(found.record)});
  return response;
}

// "on": the day of the act; the books' today where the body does not say.
std::expected<Day, http::Response> day_of_act(city::City& city, Json const& body) {
  auto const text = text_or_none(body, "on");
  if (!text) return std::unexpected(text.error());
  if (text->empty()) return city.today();
  if (auto const day = Day::parse(*text)) return *day;
  return std::unexpected(
      refusal(422, Error::make("request.day", "“" + *text + "”不是日期", "'" + *text + "' is no day")
                       .hinting("例如 2022-09-30", "for example 2022-09-30")));
}

}  // namespace

http::Response show_lifecycle(city::City& city, Call const& call) {
  auto const schema = city.schemas().get(call.parts[0]);
  if (!schema) return refusal(404, schema.error());
  if (!(*schema)->lifecycle) return no_lifecycle(**schema);
  return answer_text(report::lifecycle_json(**schema));
}

http::Response show_matter(city::City& city, Call const& call) {
  auto const found = found_for(city, call, Action::read);
  if (!found) return found.error();
  auto const name = call.request.parameter("as_if").value_or("");
  if (name.empty()) return matter_answer(city, call, *found);
  auto const version = report::law_version(city.rules(), name);
  if (!version) return refusal_at("as_if", version.error());
  return matter_answer(city, call, *found, *version);
}

http::Response take_step(city::City& city, reg::Writing& writing, Call const& call) {
  auto found = found_for(city, call, Action::read);
  if (!found) return found.error();
  auto const& schema = *found->schema;
  if (!schema.lifecycle) return no_lifecycle(schema);
  auto const* step = schema.lifecycle->find_step(call.parts[2]);
  if (step == nullptr) {
    return refusal(404, "step.unknown", schema.definition.name.zh + "没有步骤“" + call.parts[2] + "”",
                   schema.definition.name.en + " has no step '" + call.parts[2] + "'");
  }
  if (auto const bar = bar_of(city, call, *found, *step))
    return refusal(403, "step.not_yours", bar->zh, bar->en);
  auto const body = body_of(call);
  if (!body) return body.error();
  if (auto refused = stale(city, call, *found)) return std::move(*refused);
  reg::StepTaking taking;
  taking.step = step;
  taking.today = city.today();
  auto const on = day_of_act(city, *body);
  if (!on) return on.error();
  taking.on = *on;
  if (body->contains("values")) {
    auto given = values_of(city, call, schema, *body, &found->record);
    if (!given) return given.error();
    taking.given = std::move(*given);
  }
  auto note = text_or_none(*body, "note");
  if (!note) return note.error();
  taking.note = std::move(*note);
  auto const may_enter = [&](reg::Schema const& other,
                             reg::Record const& record) -> std::optional<reg::Fault> {
    auto const post = call.post();
    if (identity::may(post, Action::create, other, {0, post.enters_for(), record.values}, false))
      return std::nullopt;
    return reg::Fault{-1, Error::make("identity.forbidden", "您的岗位不能登记这本台账",
                                      "your post enters nothing into this register")};
  };
  auto const done = reg::take_step(writing, call.author(), call.now, schema, found->record.id,
                                   std::move(taking), may_enter);
  if (!done) return refusal(schema, done.error());
  if (auto record = city.ledger().records().get(schema, found->record.id)) found->record = std::move(*record);
  return matter_answer(city, call, *found);
}

}  // namespace shian::api
