#include "survey/answers.hpp"

namespace shian::survey {
namespace {

pack::Choice const* chosen(pack::Question const& question, Answers const& answers) {
  auto const answer = answers.find(question.id);
  return answer == answers.end() ? nullptr : question.find(answer->second);
}

}  // namespace

std::string text_of(pack::Questionnaire const& questionnaire, Answers const& answers) {
  std::string text;
  for (auto const& question : questionnaire.questions)
    if (auto const* choice = chosen(question, answers))
      text += (text.empty() ? "" : ";") + question.id + "=" + choice->id;
  return text;
}

Expected<Answers> answers_from(pack::Questionnaire const& questionnaire, std::string_view text) {
  Answers made;
  while (!text.empty()) {
    auto const end = text.find(';');
    auto const one = text.substr(0, end);
    text = end == std::string_view::npos ? std::string_view{} : text.substr(end + 1);
    auto const middle = one.find('=');
    auto const* question = questionnaire.find(one.substr(0, middle));
    if (question == nullptr || middle == std::string_view::npos)
      return fail("survey.question",
                  "问卷 " + questionnaire.id + " 没有问题 " + std::string(one.substr(0, middle)),
                  "the questionnaire " + questionnaire.id + " has no question '" +
                      std::string(one.substr(0, middle)) + "'");
    auto const choice = one.substr(middle + 1);
    if (question->find(choice) == nullptr)
      return fail("survey.choice", "问题 " + question->id + " 没有选项 " + std::string(choice),
                  "the question " + question->id + " has no choice '" + std::string(choice) + "'");
    if (!made.emplace(question->id, choice).second)
      return fail("survey.twice", "问题 " + question->id + " 答了两次",
                  "the question " + question->id + " is answered twice");
  }
  return made;
}

bool is_screened_out(pack::Questionnaire const& questionnaire, Answers const& answers) {
  for (auto const& question : questionnaire.questions)
    if (auto const* choice = chosen(question, answers); choice != nullptr && choice->is_screened_out)
      return true;
  return false;
}

pack::Question const* first_open(pack::Questionnaire const& questionnaire, Answers const& answers) {
  for (auto const& question : questionnaire.questions)
    if (chosen(question, answers) == nullptr) return &question;
  return nullptr;
}

Given counted(pack::Questionnaire const& questionnaire, Answers const& answers) {
  Given made;
  double points = 0, weight = 0;
  for (auto const& question : questionnaire.questions) {
    auto const* choice = chosen(question, answers);
    if (choice == nullptr) continue;
    if (question.use == pack::QuestionUse::awareness) made.aware = choice->is_aware;
    if (question.use != pack::QuestionUse::satisfaction || !choice->points) continue;
    points += question.weight.to_double() * choice->points->to_double();
    weight += question.weight.to_double();
  }
  if (weight > 0) made.points = points / weight;
  return made;
}

}  // namespace shian::survey
