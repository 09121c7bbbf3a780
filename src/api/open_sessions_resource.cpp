// Where one is signed in, and ending it there: after a telephone was lost, or a screen left on in the hall.
#include "api/resources.hpp"
#include "api/service.hpp"
#include "api/session_answers.hpp"

namespace shian::api {
namespace {

// Asks for the password first: whoever sits down at a screen left open ends nobody's work. `end` says whether
// there was anything to end. Who comes by the city's provider has no password here and needs none.
void end_after_password(Service& service, std::shared_ptr<Call const> const& call, http::Reply const& reply,
                        std::function<bool(identity::Sessions&)> const& end, Text const& what) {
  if (auto refused = refused_to_tokens(*call)) return reply(std::move(*refused));
  auto const body = body_of(*call);
  if (!body) return reply(body.error());
  auto const given = text_or_none(*body, "password");
  if (!given) return reply(given.error());
  with_password(service, call, reply, *given, WithoutPassword::goes_on,
                [&service, call, reply, end, what](city::City&, identity::Account const& account) {
                  service.attempts().forgive(account.id, call->request.peer);
                  auto const ended = std::make_shared<bool>(false);
                  auto const write = [call, ended, end, what](city::City& of, reg::Writing&) {
                    identity::Sessions sessions(of.session());
                    *ended = end(sessions);
                    if (*ended) identity::append(of.session(), entry_of(*call, "sign_out", what));
                  };
                  auto const settled = [&service, ended, id = account.id,
                                        reply](store::Failure const* failure) {
                    if (failure != nullptr) return reply(unavailable(*failure));
                    if (!*ended) return reply(not_found());
                    service.forget_visitors(id);
                    reply(no_content());
                  };
                  if (!service.desk().change({call->author(), write, settled})) reply(unavailable());
                });
}

}  // namespace

http::Response list_sessions(city::City& city, Call const& call) {
  auto const& visitor = *call.visitor;
  auto const moment = [&](Timestamp at) { return at.to_string(city.utc_offset_minutes()); };
  Json list = Json::array();
  for (auto const& open : identity::Sessions(city.session()).open(visitor.account.id, call.now)) {
    list.push_back({{"id", open.id},
                    {"is_this", !visitor.session.empty() && visitor.session.starts_with(open.id)},
                    {"begun_at", moment(open.begun_at)},
                    {"seen_at", moment(open.seen_at)},
                    {"peer", open.peer},
                    {"agent", open.agent},
                    {"second_factor", open.second_factor}});
  }
  return answer({{"sessions", std::move(list)}});
}

void end_other_sessions(Service& service, std::shared_ptr<Call const> call, http::Reply reply) {
  auto const end = [account = call->visitor->account.id,
                    own = call->visitor->session](identity::Sessions& sessions) {
    sessions.end_all(account, own, identity::Sessions::Tokens::keep);
    return true;
  };
  end_after_password(service, call, reply, end, {"退出其他登录", "signed out everywhere else"});
}

void end_session(Service& service, std::shared_ptr<Call const> call, http::Reply reply) {
  auto const end = [account = call->visitor->account.id, id = call->parts[0]](identity::Sessions& sessions) {
    return sessions.end_one(account, id);
  };
  end_after_password(service, call, reply, end, {"退出一处登录", "signed out elsewhere"});
}

}  // namespace shian::api
