// Surveys: the open page that anybody may answer, the interviewer's entry, and the office's view with its
// end.
#include "api/answer_rate.hpp"
#include "api/resources.hpp"
#include "api/service.hpp"
#include "identity/totp.hpp"
#include "report/board.hpp"
#include "survey/closing.hpp"
#include "survey/entering.hpp"
#include "survey/survey_json.hpp"

namespace shian::api {
namespace {

constexpr std::size_t kLargestAnswer = 8U << 10U;

// Whose surveys the post works with: the office with all, a unit with those it commissioned.
bool works_with(Call const& call, survey::Wave const& wave) {
  auto const post = call.post();
  return post.role == identity::Role::office || (!wave.unit.empty() && post.unit == wave.unit);
}

// Of the path's first part. Refusals: 404, for one that is not the post's as well.
std::expected<survey::Wave, http::Response> wave_for(city::City& city, Call const& call) {
  auto wave = survey::find_wave(city, call.parts[0]);
  if (!wave) return std::unexpected(refusal(404, wave.error()));
  if (!works_with(call, *wave))
    return std::unexpected(refusal(404, "survey.wave", "没有调查 " + call.parts[0],
                                   "there is no survey '" + call.parts[0] + "'"));
  return std::move(*wave);
}

Json towns_json(city::City const& city, Day today) {
  Json towns = Json::array();
  for (auto const& area : city.pack().areas)
    if (indicator::exists(area, today)) towns.push_back({{"id", area.id}, {"name", json_of(area.name)}});
  return towns;
}

// Options of a field of the register of answers.
Json options_json(city::City const& city, std::string_view field) {
  Json options = Json::array();
  auto const* schema = city.schemas().find(survey::kAnswers);
  auto const index = schema == nullptr ? -1 : schema->find(field);
  if (index < 0) return options;
  for (auto const& option : schema->fields[static_cast<std::size_t>(index)].definition.options)
    options.push_back({{"id", option.code}, {"name", json_of(option.name)}});
  return options;
}

Json form_json(city::City& city, survey::Wave const& wave, Day today) {
  return {{"wave", wave.number},
          {"from", wave.from.to_string()},
          {"until", wave.until.to_string()},
          {"is_open", wave.is_open(today)},
          {"notice", city.has_simulated_records() ? json_of(report::simulated_notice()) : Json(nullptr)},
          {"questionnaire", survey::questionnaire_json(*wave.questionnaire)},
          {"towns", towns_json(city, today)},
          {"ages", options_json(city, "age_band")},
          {"sexes", options_json(city, "sex")}};
}

std::expected<survey::Entry, http::Response> entry_in(Call const& call) {
  if (call.request.body.size() > kLargestAnswer)
    return std::unexpected(refusal(413, "survey.size", "答卷过大", "the answer is too large"));
  auto const body = body_of(call);
  if (!body) return std::unexpected(body.error());
  survey::Entry made;
  auto receipt = text_in(*body, "receipt");
  if (!receipt) return std::unexpected(receipt.error());
  made.receipt = std::move(*receipt);
  for (auto const& [property, into] :
       {std::pair("area", &made.area), std::pair("age_band", &made.age_band), std::pair("sex", &made.sex)}) {
    auto text = text_or_none(*body, property);
    if (!text) return std::unexpected(text.error());
    *into = std::move(*text);
  }
  auto const refused = flag_or_none(*body, "refused");
  if (!refused) return std::unexpected(refused.error());
  made.is_refused = refused->value_or(false);
  auto const answers = body->find("answers");
  if (answers == body->end() || !answers->is_object())
    return std::unexpected(refusal_at("answers", "request.answers", "answers 应为“问题: 选项”",
                                      "answers is an object of question: choice"));
  for (auto const& [question, choice] : answers->items()) {
    if (!choice.is_string())
      return std::unexpected(refusal_at("answers", "request.answers", "问题 " + question + " 的选项应为文字",
                                        "the choice of '" + question + "' must be a text"));
    made.answers.emplace(question, choice.get<std::string>());
  }
  return made;
}

http::Response entered(city::City& city, reg::Writing& writing, survey::Wave const& wave, survey::Way way,
                       survey::Entry const& entry) {
  auto const kept = survey::enter(writing, city, wave, way, entry, city.today());
  if (kept) return answer({{"kept", true}}, *kept == survey::Kept::created ? 201 : 200);
  auto const& error = kept.error();
  if (error.code == "survey.over" || error.code == "survey.not_yet") return refusal(409, error);
  return error.where.file.empty() ? refusal(422, error) : refusal_at(error.where.file, error);
}

http::Response no_link() {
  return refusal(404, Error::make("survey.link", "没有这个调查链接", "there is no survey at this link")
                          .hinting("请核对链接或重新扫码", "check the link or scan the code again"));
}

// The address of the open page as whoever asks reached this desk.
Json link_json(Call const& call, survey::Wave const& wave) {
  if (wave.code.empty()) return nullptr;
  auto const path = "/survey/" + wave.code;
  auto const host = call.request.header("host");
  auto const address = (call.request.secure ? "https://" : "http://") + std::string(host) + path;
  return {{"path", path}, {"address", address}, {"qr_svg", identity::qr_svg(address)}};
}

}  // namespace

// ---- open to everybody

http::Response show_open_survey(city::City& city, Call const& call) {
  store::Transaction const one_moment(city.session(), store::Access::read);
  auto const wave = survey::wave_of_link(city, call.parts[0]);
  return wave ? answer(form_json(city, *wave, city.today())) : no_link();
}

void answer_open_survey(Service& service, std::shared_ptr<Call const> call, http::Reply reply) {
  auto entry = entry_in(*call);
  if (!entry) return reply(std::move(entry.error()));
  if (auto const wait = service.answer_rate().take(call->request.peer, AnswerRate::Clock::now());
      wait.count() > 0) {
    auto refused =
        refusal(429, "survey.rate", "答卷来得太快，请稍后再试", "too many answers; try again later");
    refused.headers.push_back({"Retry-After", std::to_string(wait.count())});
    return reply(std::move(refused));
  }
  // The journal says by which way it came, and of nobody who he was.
  service.write(
      {"survey-link", ""},
      [call, entry = std::move(*entry)](city::City& city, reg::Writing& writing) {
        auto const wave = survey::wave_of_link(city, call->parts[0]);
        return wave ? entered(city, writing, *wave, survey::Way::open_link, entry) : no_link();
      },
      reply);
}

// ---- for whoever works with it

http::Response list_survey_waves(city::City& city, Call const& call) {
  store::Transaction const one_moment(city.session(), store::Access::read);
  auto const today = city.today();
  Json waves = Json::array();
  for (auto const& wave : survey::waves(city))
    if (works_with(call, wave))
      waves.push_back(survey::wave_json(city, wave, survey::came(city, wave), today));
  Json questionnaires = Json::array();
  for (auto const& one : city.pack().questionnaires)
    questionnaires.push_back({{"id", one.id}, {"name", json_of(one.name)}});
  return answer({{"as_of", today.to_string()},
                 {"questionnaires", std::move(questionnaires)},
                 {"may_close", call.post().role == identity::Role::office},
                 {"waves", std::move(waves)}});
}

http::Response show_survey_wave(city::City& city, Call const& call) {
  store::Transaction const one_moment(city.session(), store::Access::read);
  auto wave = wave_for(city, call);
  if (!wave) return wave.error();
  auto const today = city.today();
  Json told = {{"form", form_json(city, *wave, today)}, {"link", link_json(call, *wave)}};
  auto const found = survey::result(city, std::move(*wave));
  told["result"] = survey::result_json(city, found, today);
  told["may_close"] = call.post().role == identity::Role::office;
  told["comparison"] = nullptr;
  if (auto const against = call.request.parameter("against"); against && !against->empty()) {
    auto other = survey::find_wave(city, *against);
    if (!other || !works_with(call, *other))
      return refusal_at("against", "survey.wave", "没有调查 " + *against,
                        "there is no survey '" + *against + "'");
    auto const earlier = survey::result(city, std::move(*other));
    auto const comparison = survey::compared(earlier, found);
    if (!comparison) return refusal_at("against", comparison.error());
    told["comparison"] = survey::comparison_json(earlier, found, *comparison);
  }
  return answer(told);
}

http::Response enter_survey_answer(city::City& city, reg::Writing& writing, Call const& call) {
  auto const entry = entry_in(call);
  if (!entry) return entry.error();
  auto const wave = wave_for(city, call);
  if (!wave) return wave.error();
  return entered(city, writing, *wave, survey::Way::interview, *entry);
}

http::Response close_survey_wave(city::City& city, reg::Writing& writing, Call const& call) {
  auto const wave = wave_for(city, call);
  if (!wave) return wave.error();
  auto const filed = survey::close(writing, city, *wave, city.today());
  if (!filed) return refusal(422, filed.error());
  return answer({{"register", survey::kResults}, {"id", *filed}}, 201);
}

}  // namespace shian::api
