// The brief for whoever leads: looked at, taken as a paper to edit.
#include "api/resources.hpp"
#include "document/brief_paper.hpp"
#include "dossier/brief.hpp"

namespace shian::api {

http::Response show_brief(city::City& city, Call const& call) {
  auto const day = day_of(city, call);
  if (!day) return day.error();
  store::Transaction const one_moment(city.session(), store::Access::read);
  return answer_text(report::brief_json(dossier::brief_on(city, *day)));
}

http::Response give_brief(city::City& city, Call const& call) {
  auto const day = day_of(city, call);
  if (!day) return day.error();
  store::Transaction const one_moment(city.session(), store::Access::read);
  auto const brief = dossier::brief_on(city, *day);
  http::Response response;
  response.headers = {{"Content-Type", std::string(document::kDocxType)},
                      {"Content-Disposition", disposition("attachment", document::title_of(brief) + ".docx")},
                      {"Cache-Control", "no-store"}};
  response.body = document::write_docx(document::brief_paper(brief));
  return response;
}

}  // namespace shian::api
