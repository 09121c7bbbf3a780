// Questionnaires: what people are asked.
#include <array>
#include <set>

#include "pack/sections.hpp"
#include "pack/words.hpp"

namespace shian::pack {
namespace {

using namespace std::string_view_literals;

constexpr Word<QuestionUse> kUses[] = {{"screening", QuestionUse::screening},
                                       {"awareness", QuestionUse::awareness},
                                       {"satisfaction", QuestionUse::satisfaction},
                                       {"other", QuestionUse::other}};

// Answers are kept as "q1=a;q2=b": neither sign may stand in an id.
bool is_answer_id(std::string_view id) {
  return !id.empty() && id.size() <= 12 && std::ranges::all_of(id, [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
  });
}

std::string answer_id(Map const& map) {
  auto const id = map.required("id");
  if (!id.empty() && !is_answer_id(id))
    map.fault("id", Error::make("pack.value", "问题和选项的 id 用 1 至 12 个字母、数字或下划线",
                                "a question's or choice's id has 1 to 12 letters, digits or underscores"));
  return id;
}

Choice choice_of(File const& file, YAML::Node const& node, QuestionUse use) {
  constexpr std::array kKeys = {"id"sv, "name"sv, "name_en"sv, "screened_out"sv, "aware"sv, "points"sv};
  Map const map(file, node, kKeys);
  Choice made;
  made.id = answer_id(map);
  made.name = map.required_both("name");
  made.is_screened_out = map.flag("screened_out");
  made.is_aware = map.flag("aware");
  made.points = map.decimal("points");
  auto const only_for = [&](std::string_view key, QuestionUse right, char const* word) {
    if (map.has(key) && use != right)
      map.fault(key, Error::make("pack.value", std::string(key) + " 只用于 use: " + word + " 的问题",
                                 std::string(key) + " belongs to questions with use: " + word));
  };
  only_for("screened_out", QuestionUse::screening, "screening");
  only_for("aware", QuestionUse::awareness, "awareness");
  only_for("points", QuestionUse::satisfaction, "satisfaction");
  if (made.points && (made.points->sign() < 0 || *made.points > Decimal(100)))
    map.fault("points", Error::make("pack.value", "分值应在 0 至 100 之间", "points lie between 0 and 100"));
  return made;
}

Question question_of(File const& file, YAML::Node const& node) {
  constexpr std::array kKeys = {"id"sv, "ask"sv, "ask_en"sv, "use"sv, "weight"sv, "choices"sv};
  Map const map(file, node, kKeys);
  Question made;
  made.id = answer_id(map);
  made.ask = map.required_both("ask");
  (void)map.required("use");
  made.use = map.word("use", kUses, QuestionUse::other);
  if (map.has("weight")) {
    made.weight = map.decimal("weight").value_or(Decimal(1));
    if (made.use != QuestionUse::satisfaction || made.weight.sign() <= 0)
      map.fault("weight", Error::make("pack.value", "weight 是满意度问题的权重，应大于 0",
                                      "weight is that of a satisfaction question, above 0"));
  }
  std::set<std::string> seen;
  map.each("choices", [&](YAML::Node const& item) {
    auto choice = choice_of(file, item, made.use);
    if (!seen.insert(choice.id).second)
      file.fault(item, Error::make("pack.twice", "选项 " + choice.id + " 出现两次",
                                   "the choice " + choice.id + " is there twice"));
    made.choices.push_back(std::move(choice));
  });
  auto const how_many = [&](auto const& is) { return std::ranges::count_if(made.choices, is); };
  if (made.choices.size() < 2)
    map.fault("choices",
              Error::make("pack.value", "一个问题至少有两个选项", "a question has at least two choices"));
  if (made.use == QuestionUse::awareness && how_many([](auto const& c) { return c.is_aware; }) == 0)
    map.fault("choices", Error::make("pack.value", "写明哪些选项算知晓（aware: true）",
                                     "say which choices count as aware (aware: true)"));
  if (made.use == QuestionUse::satisfaction &&
      how_many([](auto const& c) { return c.points.has_value(); }) < 2)
    map.fault("choices", Error::make("pack.value", "写明至少两个选项的分值 points",
                                     "say the points of at least two choices"));
  if (made.use == QuestionUse::screening) {
    auto const out = how_many([](auto const& c) { return c.is_screened_out; });
    if (out == 0 || out == static_cast<std::ptrdiff_t>(made.choices.size()))
      map.fault("choices",
                Error::make("pack.value", "写明哪些选项不在调查范围（screened_out: true），不能全部都是",
                            "say which choices end the interview (screened_out: true); not all do"));
  }
  return made;
}

}  // namespace

void read_questionnaire(File const& file, YAML::Node const& node) {
  constexpr std::array kKeys = {"id"sv,           "name"sv,           "name_en"sv,   "intro"sv,
                                "intro_en"sv,     "basis"sv,          "basis_en"sv,  "awareness"sv,
                                "satisfaction"sv, "largest_weight"sv, "questions"sv, "replaces"sv};
  Map const map(file, node, kKeys);
  Questionnaire made;
  made.id = map.id();
  made.name = map.required_both("name");
  made.intro = map.required_both("intro");
  made.basis = map.required_both("basis");
  (void)map.required("awareness");
  (void)map.required("satisfaction");
  made.awareness = map.name("awareness", Kind::indicator);
  made.satisfaction = map.name("satisfaction", Kind::indicator);
  if (auto const largest = map.decimal("largest_weight")) {
    made.largest_weight = *largest;
    if (*largest < Decimal(1))
      map.fault("largest_weight", Error::make("pack.value", "最大权重不小于平均权重（1）",
                                              "the largest weight is no less than the mean's (1)"));
  }
  std::set<std::string> seen;
  int awareness = 0, satisfaction = 0;
  map.each("questions", [&](YAML::Node const& item) {
    auto question = question_of(file, item);
    if (!seen.insert(question.id).second)
      file.fault(item, Error::make("pack.twice", "问题 " + question.id + " 出现两次",
                                   "the question " + question.id + " is there twice"));
    awareness += question.use == QuestionUse::awareness;
    satisfaction += question.use == QuestionUse::satisfaction;
    made.questions.push_back(std::move(question));
  });
  if (awareness != 1)
    map.fault("questions", Error::make("pack.value", "一份问卷有且只有一个知晓问题（use: awareness）",
                                       "a questionnaire has one question with use: awareness"));
  if (satisfaction == 0)
    map.fault("questions", Error::make("pack.value", "一份问卷至少有一个满意度问题（use: satisfaction）",
                                       "a questionnaire has a question with use: satisfaction"));
  made.where = map.where();
  keep(map, Kind::questionnaire, file.reading().pack.questionnaires, std::move(made));
}

std::string_view code_of(QuestionUse use) { return word_of(kUses, use); }

Choice const* Question::find(std::string_view choice) const {
  auto const found = std::ranges::find(choices, choice, &Choice::id);
  return found == choices.end() ? nullptr : &*found;
}

Question const* Questionnaire::find(std::string_view question) const {
  auto const found = std::ranges::find(questions, question, &Question::id);
  return found == questions.end() ? nullptr : &*found;
}

}  // namespace shian::pack
