// The yearly appraisal: its schemes, the places and points of a year, what each item was worked out from;
// drafts that are told; another scheme tried on the records.
#include "api/files.hpp"
#include "api/resources.hpp"
#include "api/service.hpp"
#include "api/session_answers.hpp"
#include "intake/file_kind.hpp"
#include "report/appraisal.hpp"

namespace shian::api {
namespace {

constexpr std::int64_t kLastYear = 2200;
constexpr std::uintmax_t kLargestScheme = 1U << 20U;

// Whoever publishes sees every subject; a unit or a town its own part.
report::AppraisalReach appraisal_reach(Call const& call) {
  auto const post = call.post();
  report::AppraisalReach reach;
  reach.everything = identity::may(post.role, identity::Resource::supervision, identity::Action::create);
  reach.area = post.area;
  reach.unit = post.unit;
  return reach;
}

// `file`, `name`: what the file that was sent stands at here, and is called by whoever sent it.
http::Response appraisal_refused(Errors errors, std::filesystem::path const& file = {},
                                 std::string const& name = {}) {
  for (auto& error : errors)
    if (!file.empty() && error.where.file == file.string()) error.where.file = name;
  auto const& first = errors.front();
  if (first.code == "appraisal.scheme") return refusal(404, first);
  Json faults = Json::array();
  for (auto const& error : errors)
    faults.push_back(
        fault_json(error, error.where.file.empty() ? Json(nullptr) : Json(error.where.to_string())));
  return refusal(422, first.code, first.what, std::move(faults));
}

// Scheme, year and day: of the path and the query.
std::expected<report::AppraisalQuestion, http::Response> appraisal_asked(city::City& city, Call const& call) {
  report::AppraisalQuestion question;
  question.scheme = call.parts[0];
  auto const year = number_in_query(call, "year", 0, kLastYear);
  if (!year) return std::unexpected(year.error());
  if (*year != 0) question.year = static_cast<int>(*year);
  if (call.request.parameter("as_of")) {
    auto const day = day_of(city, call);
    if (!day) return std::unexpected(day.error());
    question.as_of = *day;
  }
  return question;
}

http::Response no_subject(Call const& call) {
  return refusal(404, "appraisal.subject", "没有考核对象 " + call.parts[1],
                 call.parts[1] + " is not scored by this scheme");
}

// `name`: what the file of `to` is called.
http::Response schemes_compared(city::City& city, report::AppraisalQuestion from,
                                report::AppraisalQuestion to, std::string const& name) {
  from.is_trial = to.is_trial = true;
  to.year = from.year;
  to.as_of = from.as_of;
  store::Transaction const one_moment(city.session(), store::Access::read);
  auto const present = report::appraisal_at_moment(city, from);
  if (!present) return appraisal_refused(present.error());
  auto const other = report::appraisal_at_moment(city, to);
  if (!other) return appraisal_refused(other.error(), to.file, name);
  if (present->sheet.scheme->definition.subjects != other->sheet.scheme->definition.subjects)
    return refusal(422, "appraisal.subjects", "两个方案的考核对象不同，一个考核镇街，一个考核单位，不能比较",
                   "one scheme scores towns and the other units: they cannot be compared");
  return answer_text(report::comparison_json(*present, *other));
}

}  // namespace

http::Response list_appraisals(city::City& city, Call const& call) {
  return answer_text(report::appraisals_json(city, city.today(), appraisal_reach(call)));
}

http::Response show_appraisal(city::City& city, Call const& call) {
  auto const question = appraisal_asked(city, call);
  if (!question) return question.error();
  auto const view = report::read_appraisal(city, *question);
  if (!view) return appraisal_refused(view.error());
  return answer_text(report::appraisal_json(*view, appraisal_reach(call)));
}

http::Response show_appraised(city::City& city, Call const& call) {
  auto const question = appraisal_asked(city, call);
  if (!question) return question.error();
  auto const view = report::read_appraisal(city, *question);
  if (!view) return appraisal_refused(view.error());
  auto const* score = view->sheet.find(call.parts[1]);
  if (score == nullptr || !appraisal_reach(call).may_see(view->sheet.scheme->definition, call.parts[1]))
    return no_subject(call);
  return answer_text(report::subject_json(*view, *score));
}

http::Response list_appraised_records(city::City& city, Call const& call) {
  auto const question = appraisal_asked(city, call);
  if (!question) return question.error();
  auto const page = page_of(call.request.parameter("page").value_or(""));
  if (!page)
    return refusal_at("page", "request.page", "page 须为 counted、left_out 或 missing",
                      "page must be counted, left_out or missing");
  auto const limit = page_limit(call);
  if (!limit) return limit.error();
  auto const schemes = supervise::schemes(city);
  auto const today = city.today();
  int const year = question->year.value_or(question->as_of.value_or(today).year());
  auto const scheme = supervise::scheme_for(schemes, question->scheme, year, supervise::Use::in_force);
  if (!scheme) return appraisal_refused({scheme.error()});
  auto const& definition = (*scheme)->definition;
  auto const as_of = question->as_of.value_or(supervise::appraised_on(year, today));
  auto const scored = supervise::subjects(city.pack(), definition, as_of);
  if (std::ranges::find(scored, call.parts[1]) == scored.end() ||
      !appraisal_reach(call).may_see(definition, call.parts[1]))
    return no_subject(call);
  auto const* rule = (*scheme)->find_item(call.parts[2]);
  if (rule == nullptr || rule->indicator == nullptr)
    return refusal(404, "appraisal.item", "没有按指标计分的项目 " + call.parts[2],
                   "there is no item '" + call.parts[2] + "' that is scored by an indicator");
  report::PageScope scope;
  (definition.subjects == pack::AppraisalSubjects::areas ? scope.area : scope.unit) = call.parts[1];
  return answer(
      page_json(report::readable_page(city, *rule->indicator, city.figures().stretch(*rule->indicator, as_of),
                                      scope, *page, *limit, reach_of(city, call), call.language)));
}

http::Response compare_appraisal(city::City& city, Call const& call) {
  auto const question = appraisal_asked(city, call);
  if (!question) return question.error();
  auto const against = text_in_query(call, "against");
  if (!against) return against.error();
  auto other = *question;
  other.scheme = *against;
  return schemes_compared(city, *question, other, "");
}

http::Response publish_appraisal(city::City& city, reg::Writing& writing, Call const& call) {
  auto const body = body_of(call);
  if (!body) return body.error();
  auto const year = whole_number_in(*body, "year");
  if (!year) return year.error();
  if (*year < 1 || *year > kLastYear)
    return refusal_at("year", "appraisal.year", "没有年度 " + std::to_string(*year),
                      "there is no year " + std::to_string(*year));
  auto const schemes = supervise::schemes(city);
  auto const scheme =
      supervise::scheme_for(schemes, call.parts[0], static_cast<int>(*year), supervise::Use::in_force);
  if (!scheme) return appraisal_refused({scheme.error()});
  auto const today = city.today();
  auto const made = supervise::publish_drafts(writing, city, **scheme, static_cast<int>(*year),
                                              supervise::appraised_on(static_cast<int>(*year), today), today);
  if (!made) return refusal(422, made.error());
  return answer_text(report::published_json(*made), 201);
}

void give_appraisal(Service& service, std::shared_ptr<Call const> call, http::Reply reply) {
  service.ask(
      [&service, call, reply](city::City& city) {
        auto const question = appraisal_asked(city, *call);
        if (!question) return reply(question.error());
        auto const view = report::read_appraisal(city, *question);
        if (!view) return reply(appraisal_refused(view.error()));
        auto file = service.new_file(".xlsx");
        if (auto const written = report::write_score_sheet(*view, file->file(), call->language); !written)
          return reply(refusal(503, written.error()));
        auto const name = view->sheet.scheme->definition.name.in(call->language) + " " +
                          std::to_string(view->sheet.year) + ".xlsx";
        reply(made_file(std::move(file), intake::kXlsxType, name));
      },
      reply, Service::Pace::quick);
}

// The file is read as if it stood in the city's pack; nothing of it is kept.
void try_appraisal(Service& service, std::shared_ptr<Call const> call, http::Reply reply) {
  if (!call->request.upload)
    return reply(refusal(415, "request.type", "请求内容须为文件", "the request's body must be a file"));
  service.ask(
      [call, reply](city::City& city) {
        auto const question = appraisal_asked(city, *call);
        if (!question) return reply(question.error());
        auto const name = file_name_of(*call);
        if (!name) return reply(name.error());
        std::error_code ignored;
        auto const& file = call->request.upload->file();
        if (std::filesystem::file_size(file, ignored) > kLargestScheme)
          return reply(
              refusal(422, "appraisal.file", "方案文件超过 1 MB", "a scheme's file has at most 1 MB"));
        auto other = *question;
        other.scheme.clear();
        other.file = file;
        reply(schemes_compared(city, *question, other, *name));
      },
      reply, Service::Pace::long_lasting);
}

}  // namespace shian::api
