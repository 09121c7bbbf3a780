// The plan's tasks, and what people say to them.
#include "api/resources.hpp"
#include "identity/comments.hpp"
#include "report/tasks.hpp"

namespace shian::api {
namespace {

http::Response no_task(Call const& call) {
  return refusal(404, "plan.task", "方案中没有任务 " + call.parts[0],
                 "the plan has no task " + call.parts[0]);
}

}  // namespace

http::Response list_tasks(city::City& city, Call const&) {
  return answer_text(report::tasks_json(city, report::read_tasks(city, city.today()),
                                        identity::comment_counts(city.session())));
}

http::Response show_task(city::City& city, Call const& call) {
  constexpr std::size_t kMostEvidence = 50;
  auto const* task = city.pack().find_task(call.parts[0]);
  if (task == nullptr) return no_task(call);
  auto const detail = report::read_task(city, *task, city.today(), own_reach_of(call), kMostEvidence);
  std::vector<report::Said> comments;
  for (auto const& comment : identity::comments_on(city.session(), task->id)) {
    comments.push_back({comment.id, comment.at, comment.account, account_name(city, comment.account),
                        comment.unit, comment.text});
  }
  return answer_text(report::task_json(city, detail, comments));
}

http::Response comment_on_task(city::City& city, reg::Writing&, Call const& call) {
  auto const* task = city.pack().find_task(call.parts[0]);
  if (task == nullptr) return no_task(call);
  auto const body = body_of(call);
  if (!body) return body.error();
  auto const text = text_in(*body, "text");
  if (!text) return text.error();
  auto const post = call.post();
  auto const said =
      identity::add_comment(city.session(), {0, task->id, call.now, post.account, post.enters_for(), *text});
  if (!said) return refusal(422, said.error());
  return answer({{"id", said->id},
                 {"at", said->at.to_string(city.utc_offset_minutes())},
                 {"account", said->account},
                 {"name", call.visitor->account.name},
                 {"unit", said->unit},
                 {"text", said->text}},
                201);
}

}  // namespace shian::api
