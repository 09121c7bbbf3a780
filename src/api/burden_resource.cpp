// The account of burden (减负): of all departments for the office, of one's own for others.
#include "api/resources.hpp"
#include "report/burden.hpp"

namespace shian::api {

http::Response show_burden(city::City& city, Call const& call) {
  report::BurdenQuestion question;
  for (auto const& [name, day] : {std::pair{"from", &question.from}, {"to", &question.to}}) {
    auto const text = call.request.parameter(name);
    if (!text || text->empty()) continue;
    auto const read = day_from(*text);
    if (!read) return read.error();
    *day = *read;
  }
  store::Transaction const one_moment(city.session(), store::Access::read);
  auto burden = report::read_burden(city, question);
  if (!burden) return refusal_at("to", burden.error());
  auto const post = call.post();
  bool const is_office = identity::may(post.role, identity::Resource::supervision, identity::Action::create);
  if (!is_office) *burden = report::of_department(std::move(*burden), post.unit, post.area);
  return answer_text(report::burden_json(city, *burden));
}

}  // namespace shian::api
