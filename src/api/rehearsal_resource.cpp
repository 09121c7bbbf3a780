// The acceptance rehearsed: drawn by a seed, so that the same address shows the same draw.
#include "api/resources.hpp"
#include "dossier/rehearsal.hpp"

namespace shian::api {

http::Response show_rehearsal(city::City& city, Call const& call) {
  auto const day = day_of(city, call);
  if (!day) return day.error();
  dossier::RehearsalPlan plan;
  plan.as_of = *day;
  auto const seed = number_in_query(call, "seed", plan.seed, UINT32_MAX);
  if (!seed) return seed.error();
  plan.seed = static_cast<std::uint32_t>(*seed);
  for (auto const& [name, size] :
       {std::pair{"places", &plan.places}, {"records", &plan.records}, {"figures", &plan.figures}}) {
    auto const number = number_in_query(call, name, static_cast<std::int64_t>(*size),
                                        static_cast<std::int64_t>(dossier::kMostDrawn));
    if (!number) return number.error();
    *size = static_cast<std::size_t>(*number);
  }
  store::Transaction const one_moment(city.session(), store::Access::read);
  auto const made = dossier::rehearse(city, plan);
  if (!made) return refusal(422, made.error());
  return answer_text(dossier::rehearsal_json(city, *made, call.language));
}

}  // namespace shian::api
