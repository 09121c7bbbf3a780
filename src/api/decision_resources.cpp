// What the plan leaves open, and the signed decisions that settle it.
#include <algorithm>
#include <map>

#include "api/decision_json.hpp"
#include "api/once.hpp"
#include "api/resources.hpp"
#include "api/service.hpp"
#include "api/session_answers.hpp"
#include "base/text.hpp"
#include "city/trial.hpp"
#include "identity/written_text.hpp"
#include "report/figure_changes.hpp"

namespace shian::api {
namespace {

constexpr int kLongestValue = 1'000;
constexpr int kLongestText = 200;

http::Response wrong(std::string code, std::string zh, std::string en) {
  return refusal(422, std::move(code), std::move(zh), std::move(en));
}

std::expected<Day, http::Response> signed_day(city::City& city, Call const& call, Json const& body) {
  auto const text = text_in(body, "decided_on");
  if (!text) return std::unexpected(text.error());
  auto const day = day_from(*text);
  if (!day) return day;
  auto const today = call.now.day(city.utc_offset_minutes());
  if (*day > today)
    return std::unexpected(wrong("decision.day", "签发日期 " + *text + " 在今天之后",
                                 "the day of signing, " + *text + ", is after today"));
  return *day;
}

// A property's text, trimmed, of at most `most` characters. Refusals name it.
std::expected<std::string, http::Response> limited_text(
    std::expected<std::string, http::Response> const& text, std::string const& property, int most) {
  if (!text) return text;
  auto const characters = identity::characters_of(*text);
  if (!characters || *characters > most) {
    auto const limit = std::to_string(most);
    return std::unexpected(wrong("decision.long", "“" + property + "”至多 " + limit + " 个字",
                                 "'" + property + "' has at most " + limit + " characters"));
  }
  return std::string(trimmed(*text));
}

// The body as a decision of whoever calls. Refusals name the property.
std::expected<pack::Decision, http::Response> decision_in(city::City& city, Call const& call) {
  auto const body = body_of(call);
  if (!body) return std::unexpected(body.error());
  pack::Decision made;
  struct Property {
    std::string name;
    std::string* into;
    int most;
    bool required;
  };
  for (auto const& [name, into, most, required] : {Property{"subject", &made.subject, kLongestText, true},
                                                   {"value", &made.value, kLongestValue, true},
                                                   {"decided_by", &made.decided_by, kLongestText, true},
                                                   {"document_no", &made.document_no, kLongestText, true},
                                                   {"note", &made.note, kLongestValue, false},
                                                   {"replaces", &made.replaces, kLongestText, false}}) {
    auto text = limited_text(required ? text_in(*body, name) : text_or_none(*body, name), name, most);
    if (!text) return std::unexpected(text.error());
    *into = std::move(*text);
  }
  auto const day = signed_day(city, call, *body);
  if (!day) return std::unexpected(day.error());
  made.decided_on = *day;
  made.account = call.post().account;
  made.entered_at = call.now;
  return made;
}

// Nobody takes the place of a decision that he has not seen.
std::optional<http::Response> at_odds(city::City& city, pack::Decision const& decision) {
  auto const point = pack::point_of(city.pack(), decision.subject);
  auto const* holds = point ? point->decision : nullptr;
  if (holds == nullptr && decision.replaces.empty()) return std::nullopt;
  if (holds == nullptr || (!decision.replaces.empty() && holds->id != decision.replaces)) {
    return refusal(409, "decision.replaced", "所要代替的决定 " + decision.replaces + " 现在并不生效",
                   "the decision to be replaced, " + decision.replaces + ", is not the one that holds now");
  }
  if (!decision.replaces.empty()) return std::nullopt;
  return refusal(
      409,
      Error::make("decision.decided", "此事已由 " + holds->id + " 号决定（" + holds->document_no + "）确定",
                  "this was decided by " + holds->id + " (" + holds->document_no + ")")
          .hinting("要更改，请注明代替该决定", "to change it, name that decision in 'replaces'"));
}

http::Response refused(Errors const& errors) { return refusal(422, errors.front()); }

report::StandingOf stood(city::City& city) {
  return [&city](pack::Target const& target) -> std::optional<indicator::Standing> {
    return indicator::stand(city.figures(), target, city.today(), indicator::WithForecast::no);
  };
}

// What it would change, without changing it.
void try_decision(city::City& city, Call const& call, http::Reply const& reply) {
  auto const decision = decision_in(city, call);
  if (!decision) return reply(decision.error());
  if (auto conflict = at_odds(city, *decision)) return reply(std::move(*conflict));
  store::Transaction const one_moment(city.session(), store::Access::read);
  auto compiled = city::compile_with(city.session(), *decision);
  if (!compiled) return reply(refused(compiled.error()));
  auto const today = city.today();
  city::Trial trial(city, std::move(*compiled));
  auto const figures =
      report::figure_changes(city.pack(), stood(city), trial.pack(),
                             [&](pack::Target const& target) { return trial.stand(target, today); });
  reply(answer({{"point", point_json(trial.pack(), *pack::point_of(trial.pack(), decision->subject))},
                {"figures", Json::parse(report::figure_changes_json(figures))}}));
}

http::Response sign(city::City& city, Call const& call) {
  auto const decision = decision_in(city, call);
  if (!decision) return decision.error();
  if (auto conflict = at_odds(city, *decision)) return std::move(*conflict);
  auto const today = city.today();
  // As it stands before the cells are built anew.
  std::map<std::string, indicator::Standing> before;
  for (auto const& standing : city.standings().on(today)) before.emplace(standing.target->id, standing);
  auto const made = city::decide(city.session(), *decision);
  if (!made) return refused(made.error());
  auto const& [kept, compiled] = *made;
  indicator::Cells cells(city.session(), *compiled.catalogue);
  cells.load_ids();
  indicator::Figures figures(compiled.pack, *compiled.catalogue, cells);
  auto const changes = report::figure_changes(
      city.pack(), [&](pack::Target const& target) { return std::optional(before.at(target.id)); },
      compiled.pack,
      [&](pack::Target const& target) {
        return std::optional(indicator::stand(figures, target, today, indicator::WithForecast::no));
      });
  identity::append(city.session(), entry_of(call, "decision",
                                            {"签发决定 " + kept.id + "：" + kept.subject + " = " +
                                                 kept.value + "（" + kept.document_no + "）",
                                             "signed decision " + kept.id + ": " + kept.subject + " = " +
                                                 kept.value + " (" + kept.document_no + ")"}));
  return answer({{"decision", decision_json(kept, city.utc_offset_minutes())},
                 {"point", point_json(compiled.pack, *pack::point_of(compiled.pack, kept.subject))},
                 {"figures", Json::parse(report::figure_changes_json(changes))}},
                201);
}

}  // namespace

http::Response list_decisions(city::City& city, Call const& call) {
  auto const state = call.request.parameter("decided").value_or("");
  if (!state.empty() && state != "0" && state != "1")
    return refusal(422, "request.decided", "decided 须为 0 或 1", "decided must be 0 or 1");
  auto all = pack::points(city.pack());
  std::ranges::stable_partition(all, &pack::Point::is_open);
  Json points = Json::array();
  for (auto const& point : all)
    if (state.empty() || (state == "0") == point.is_open()) points.push_back(point_json(city.pack(), point));
  Json idle = Json::array();
  for (auto const& decision : city.pack().decisions)
    if (decision.idle) idle.push_back(decision_json(decision, city.utc_offset_minutes()));
  return answer({{"points", std::move(points)}, {"without_effect", std::move(idle)}});
}

void sign_decision(Service& service, std::shared_ptr<Call const> call, http::Reply reply) {
  auto const dry_run = flag_in_query(*call, "dry_run");
  if (!dry_run) return reply(dry_run.error());
  if (*dry_run) {
    return service.ask([call, reply](city::City& city) { try_decision(city, *call, reply); }, reply,
                       Service::Pace::long_lasting);
  }
  service.undertake(
      [call](city::City& city) -> std::pair<http::Response, Reload> {
        store::Transaction transaction(city.session(), store::Access::write);
        bool signs = false;
        auto response = once(city, *call, Shows::nothing_secret, [&] {
          auto made = sign(city, *call);
          constexpr int kMade = 201;
          signs = made.status == kMade;
          return made;
        });
        if (!signs) return {std::move(response), Reload::no};
        transaction.commit();
        return {std::move(response), Reload::yes};
      },
      reply);
}

}  // namespace shian::api
