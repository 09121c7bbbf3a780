// Boards as they stood when the office froze them: what an acceptance reads.
#include "api/once.hpp"
#include "api/resources.hpp"
#include "api/service.hpp"
#include "api/session_answers.hpp"
#include "identity/frozen.hpp"
#include "identity/written_text.hpp"
#include "report/explanation.hpp"

namespace shian::api {
namespace {

Json head_json(city::City& city, identity::Frozen const& frozen) {
  return {{"id", frozen.id},
          {"name", frozen.name},
          {"as_of", frozen.as_of.to_string()},
          {"at", frozen.at.to_string(city.utc_offset_minutes())},
          {"account", frozen.account},
          {"by", account_name(city, frozen.account)},
          {"hash", frozen.hash},
          {"is_as_frozen", identity::is_as_frozen(city.session(), frozen.id)}};
}

http::Response none_such(Call const& call) {
  return refusal(404, "identity.frozen", "没有存档 " + call.parts[0],
                 "nothing was frozen as " + call.parts[0]);
}

// What was frozen is given as it was, next to what is said about it.
http::Response with_head(city::City& city, identity::Frozen const& frozen, std::string const& name,
                         std::string const& content) {
  auto text = R"({"frozen":)" + head_json(city, frozen).dump() + ",\"" + name + "\":" + content;
  while (text.ends_with('\n')) text.pop_back();
  return answer_text(std::move(text) + "}\n");
}

struct Wanted {
  std::string name;
  Day as_of;
};
std::expected<Wanted, http::Response> wanted_in(city::City& city, Call const& call) {
  auto const body = body_of(call);
  if (!body) return std::unexpected(body.error());
  auto const name = text_in(*body, "name");
  if (!name) return std::unexpected(name.error());
  if (!identity::is_written(*name, identity::kLongestName))
    return std::unexpected(refusal(422, "identity.frozen.name", "存档须有名称，至多 80 个字",
                                   "what is frozen has a name of at most 80 characters"));
  auto const text = text_or_none(*body, "as_of");
  if (!text) return std::unexpected(text.error());
  auto const day = text->empty() ? city.today() : day_from(*text);
  if (!day) return std::unexpected(day.error());
  if (*day > city.today())
    return std::unexpected(
        refusal(422, "identity.frozen.day", "还没有到 " + *text, *text + " is still to come"));
  return Wanted{*name, *day};
}

}  // namespace

http::Response list_frozen(city::City& city, Call const&) {
  Json list = Json::array();
  for (auto const& frozen : identity::frozen_boards(city.session())) list.push_back(head_json(city, frozen));
  return answer({{"frozen", std::move(list)}});
}

http::Response show_frozen(city::City& city, Call const& call) {
  auto const frozen = identity::find_frozen(city.session(), call.parts[0]);
  return frozen ? with_head(city, *frozen, "board", frozen->content) : none_such(call);
}

http::Response show_frozen_target(city::City& city, Call const& call) {
  auto const frozen = identity::find_frozen(city.session(), call.parts[0]);
  if (!frozen) return none_such(call);
  auto const content = identity::frozen_target(city.session(), frozen->id, call.parts[1]);
  if (!content)
    return refusal(404, "plan.target", "这份存档中没有目标 " + call.parts[1],
                   "what was frozen has no target " + call.parts[1]);
  return with_head(city, *frozen, "target", *content);
}

void freeze_board(Service& service, std::shared_ptr<Call const> call, http::Reply reply) {
  service.ask(
      [&service, call, reply](city::City& city) {
        auto const wanted = wanted_in(city, *call);
        if (!wanted) return reply(wanted.error());
        identity::Frozen frozen;
        frozen.name = wanted->name;
        frozen.as_of = wanted->as_of;
        frozen.at = call->now;
        frozen.account = call->post().account;
        std::vector<identity::FrozenTarget> targets;
        {
          store::Transaction const one_moment(city.session(), store::Access::read);
          frozen.content = report::board_json(report::board_at_moment(city, {frozen.as_of, "", ""}),
                                              report::EachArea::yes);
          for (auto const& target : city.pack().targets) {
            auto const explained =
                report::explanation_at_moment(city, target, {frozen.as_of, "", 0, call->language});
            targets.push_back({target.id, report::explanation_json(explained)});
          }
        }
        service.write(
            call->author(),
            [call, frozen = std::move(frozen), targets = std::move(targets)](city::City& books,
                                                                             reg::Writing&) {
              return once(books, *call, Shows::nothing_secret, [&] {
                auto const made = identity::freeze(books.session(), frozen, targets);
                if (!made) return refusal(422, made.error());
                identity::append(books.session(),
                                 entry_of(*call, "freeze",
                                          {"存档“" + made->name + "”，指纹 " + made->hash,
                                           "froze '" + made->name + "', hash " + made->hash}));
                return answer(head_json(books, *made), 201);
              });
            },
            reply);
      },
      reply, Service::Pace::long_lasting);
}

}  // namespace shian::api
