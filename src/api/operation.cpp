#include "api/openapi.hpp"
#include "api/resources.hpp"
#include "api/service.hpp"

namespace shian::api {

void healthz(Service&, std::shared_ptr<Call const>, http::Reply reply) {
  reply(http::Response::text(200, "ok\n"));
}

void readyz(Service& service, std::shared_ptr<Call const>, http::Reply reply) {
  bool const taken = service.desk().ask([reply](city::City& city) {
    try {
      (void)reg::last_entry(city.session());
    } catch (store::Failure const&) {
      reply(http::Response::text(503, "the store is away\n"));
      throw;
    }
    reply(http::Response::text(200, "ready\n"));
  });
  if (!taken) reply(http::Response::text(503, "busy\n"));
}

void metrics(Service& service, std::shared_ptr<Call const> call, http::Reply reply) {
  // Figures of the program's running are its operators' matter: asked on the machine itself. What a proxy
  // brings came from elsewhere, whatever address it names.
  auto const& request = call->request;
  bool const is_local = request.peer == "127.0.0.1" || request.peer == "::1";
  bool is_brought = false;
  for (auto const* mark : {"x-forwarded-for", "x-forwarded-proto", "x-real-ip", "forwarded", "via"})
    is_brought |= !request.header(mark).empty();
  if (!is_local || is_brought) return reply(not_found());
  reply(http::Response::text(200, service.metrics(), "text/plain; version=0.0.4; charset=utf-8"));
}

void listen(Service& service, std::shared_ptr<Call const> call, http::Reply reply) {
  http::Response response;
  // Which registers move is told with the board.
  auto const hears =
      identity::may(call->visitor->account.role, identity::Resource::board, identity::Action::read)
          ? Listeners::Hears::all
          : Listeners::Hears::own;
  response.body =
      http::LiveBody{[&service, visitor = call->visitor, hears](std::shared_ptr<http::EventStream> stream) {
        service.listeners().add(std::move(stream), visitor->account.id, visitor->expires_at, hears);
      }};
  reply(std::move(response));
}

http::Response show_openapi(city::City& city, Call const&) {
  return answer(openapi(city.pack(), city.schemas().all()));
}

}  // namespace shian::api
