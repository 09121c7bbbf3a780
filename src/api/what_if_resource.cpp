// What if: assumptions of the address, tried on the records as they are.
#include "api/resources.hpp"
#include "api/service.hpp"
#include "base/text.hpp"
#include "report/what_if.hpp"

namespace shian::api {

void show_what_if(Service& service, std::shared_ptr<Call const> call, http::Reply reply) {
  service.ask(
      [call, reply](city::City& city) {
        auto const day = day_of(city, *call);
        if (!day) return reply(day.error());
        std::vector<std::string> assumptions;
        auto const lines = call->request.parameter("assume").value_or("");
        for (auto const line : split(lines, '\n'))
          if (!line.empty()) assumptions.emplace_back(line);
        store::Transaction const one_moment(city.session(), store::Access::read);
        auto const made = report::what_if(city, assumptions, *day);
        if (!made) return reply(refusal_at("assume", made.error().front()));
        reply(answer_text(report::what_if_json(city, *made)));
      },
      reply, Service::Pace::long_lasting);
}

}  // namespace shian::api
