// The first page of whoever works with records.
#include "api/resources.hpp"
#include "api/session_answers.hpp"
#include "api/today_question.hpp"
#include "report/due_calendar.hpp"
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

report::TodayQuestion today_question(city::City& city, identity::Post const& post, Language language) {
  report::TodayQuestion question;
  question.as_of = city.today();
  question.desk = desk_of(post.role);
  if (question.desk == report::Desk::unit) question.unit = post.unit;
  if (question.desk == report::Desk::area) question.area = post.area;
  question.reach = reach_of(city, post);
  question.holder = post.enters_for();
  question.may_enter = identity::may(post.role, identity::Resource::record, identity::Action::create);
  question.confirms = identity::may(post.role, identity::Resource::decision, identity::Action::decide);
  question.language = language;
  return question;
}

http::Response show_today(city::City& city, Call const& call) {
  return answer_text(
      report::today_json(city, report::read_today(city, today_question(city, call.post(), call.language))));
}

http::Response show_due_calendar(city::City& city, Call const& call) {
  constexpr int kDaysAhead = 180;
  constexpr std::size_t kMostEvents = 500;
  report::LimitsQuestion question;
  question.as_of = city.today();
  question.whose = report::whose_limits(today_question(city, call.post(), call.language));
  question.days = kDaysAhead;
  question.listed = kMostEvents;
  question.language = call.language;
  store::Transaction const one_moment(city.session(), store::Access::read);
  http::Response response;
  response.headers = {{"Content-Type", std::string(report::kCalendarType)},
                      {"Content-Disposition", disposition("attachment", "shian.ics")},
                      {"Cache-Control", "no-store"}};
  response.body = report::due_calendar(report::running_limits(city, question),
                                       {call.language, call.now, city.has_simulated_records()});
  return response;
}

}  // namespace shian::api
