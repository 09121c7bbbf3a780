// The first page of whoever works with records.
#include "api/resources.hpp"
#include "report/today.hpp"

namespace shian::api {
namespace {

report::Desk desk_of(identity::Role role) {
  switch (identity::belongs(role)) {
    case identity::Belongs::nowhere:
      return report::Desk::city;
    case identity::Belongs::unit:
      return report::Desk::unit;
    case identity::Belongs::area:
      return report::Desk::area;
    case identity::Belongs::own:
      return report::Desk::own;
  }
  return report::Desk::own;
}

}  // namespace

http::Response show_today(city::City& city, Call const& call) {
  auto const post = call.post();
  report::TodayQuestion question;
  question.as_of = city.today();
  question.desk = desk_of(post.role);
  if (question.desk == report::Desk::unit) question.unit = post.unit;
  if (question.desk == report::Desk::area) question.area = post.area;
  question.reach = reach_of(city, call);
  question.holder = post.enters_for();
  question.may_enter = identity::may(post.role, identity::Resource::record, identity::Action::create);
  question.confirms = identity::may(post.role, identity::Resource::decision, identity::Action::decide);
  question.language = call.language;
  return answer_text(report::today_json(city, report::read_today(city, std::move(question))));
}

}  // namespace shian::api
