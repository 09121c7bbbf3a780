// Questions to a register that somebody keeps for himself.
#include <algorithm>

#include "api/resources.hpp"
#include "api/session_answers.hpp"
#include "identity/saved_filters.hpp"

namespace shian::api {
namespace {

Json filter_json(identity::SavedFilter const& filter) {
  return {{"id", filter.id}, {"name", filter.name}, {"query", filter.query}};
}

}  // namespace

http::Response list_filters(city::City& city, Call const& call) {
  auto const schema = city.schemas().get(call.parts[0]);
  if (!schema) return refusal(404, schema.error());
  Json list = Json::array();
  for (auto const& filter :
       identity::saved_filters(city.session(), call.visitor->account.id, (*schema)->definition.id))
    list.push_back(filter_json(filter));
  return answer({{"filters", std::move(list)}});
}

http::Response keep_filter(city::City& city, reg::Writing&, Call const& call) {
  auto const schema = city.schemas().get(call.parts[0]);
  if (!schema) return refusal(404, schema.error());
  auto const body = body_of(call);
  if (!body) return body.error();
  auto const name = text_in(*body, "name");
  if (!name) return name.error();
  auto const query = text_or_none(*body, "query");
  if (!query) return query.error();
  auto const kept = identity::save_filter(
      city.session(), {"", call.visitor->account.id, (*schema)->definition.id, *name, *query});
  if (!kept) return refusal(422, kept.error());
  return answer(filter_json(*kept), 201);
}

http::Response remove_filter(city::City& city, reg::Writing&, Call const& call) {
  auto const schema = city.schemas().get(call.parts[0]);
  if (!schema) return refusal(404, schema.error());
  auto const& account = call.visitor->account.id;
  auto const own = identity::saved_filters(city.session(), account, (*schema)->definition.id);
  bool const is_there = std::ranges::find(own, call.parts[1], &identity::SavedFilter::id) != own.end();
  if (!is_there || !identity::remove_filter(city.session(), account, call.parts[1])) return not_found();
  return no_content();
}

}  // namespace shian::api
