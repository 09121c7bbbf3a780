#include "survey/entering.hpp"

#include <algorithm>

namespace shian::survey {
namespace {

std::unexpected<Error> fault_at(char const* property, char const* code, std::string zh, std::string en) {
  return std::unexpected(Error::make(code, std::move(zh), std::move(en)).at({property, 0, 0}));
}

bool is_receipt(std::string_view text) {
  return text.size() >= 16 && text.size() <= 40 && std::ranges::all_of(text, [](char c) {
           return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' ||
                  c == '_';
         });
}

bool has_option(reg::Schema const& schema, std::string_view field, std::string const& option) {
  auto const index = schema.find(field);
  return index >= 0 &&
         std::ranges::count(schema.fields[static_cast<std::size_t>(index)].options, option) != 0;
}

std::optional<Error> not_open(Wave const& wave, Day today) {
  if (wave.is_open(today)) return std::nullopt;
  if (today < wave.from)
    return Error::make("survey.not_yet", "调查从 " + wave.from.to_string() + " 开始",
                       "the survey begins on " + wave.from.to_string());
  return Error::make("survey.over", "调查已经结束，不再收答卷",
                     "the survey is over and takes no more answers");
}

// Everything but the receipt. Nothing: it is sound.
std::optional<Error> wrong(city::City const& city, reg::Schema const& schema, Wave const& wave, Way way,
                           Entry const& entry) {
  auto const at = [](char const* property, char const* code, std::string zh, std::string en) {
    return Error::make(code, std::move(zh), std::move(en)).at({property, 0, 0});
  };
  auto const& questionnaire = *wave.questionnaire;
  if (entry.is_refused && way == Way::open_link)
    return at("refused", "survey.refused", "公开链接没有拒访", "nobody refuses through the open link");
  auto const* area = entry.area.empty() ? nullptr : city.pack().find_area(entry.area);
  if (!entry.area.empty() && area == nullptr)
    return at("area", "survey.area", "没有镇街 " + entry.area, "there is no town '" + entry.area + "'");
  for (auto const& [field, value] : {std::pair("age_band", &entry.age_band), std::pair("sex", &entry.sex)})
    if (!value->empty() && !has_option(schema, field, *value))
      return at(field, "survey.option", "没有选项 " + *value, "there is no option '" + *value + "'");
  for (auto const& [question, choice] : entry.answers) {
    auto const* known = questionnaire.find(question);
    if (known == nullptr)
      return at("answers", "survey.question", "问卷没有问题 " + question,
                "the questionnaire has no question '" + question + "'");
    if (known->find(choice) == nullptr)
      return at("answers", "survey.choice", "问题 " + question + " 没有选项 " + choice,
                "the question '" + question + "' has no choice '" + choice + "'");
  }
  if (entry.is_refused || is_screened_out(questionnaire, entry.answers)) return std::nullopt;
  if (auto const* open = first_open(questionnaire, entry.answers))
    return at("answers", "survey.open", "还没有回答：" + open->ask.zh, "not answered yet: " + open->ask.en);
  if (area == nullptr) return at("area", "survey.area", "请选择居住的镇街", "choose the town of residence");
  if (way == Way::interview && !wave.stratum_of(entry.area))
    return at("area", "survey.area", area->name.zh + " 不在这次调查的镇街里",
              area->name.en + " is none of the survey's towns");
  return std::nullopt;
}

}  // namespace

Expected<Kept> enter(reg::Writing& writing, city::City& city, Wave const& wave, Way way, Entry const& entry,
                     Day today) {
  auto const& schema = *city.schemas().find(kAnswers);
  if (auto error = not_open(wave, today)) return std::unexpected(std::move(*error));
  if (way == Way::open_link && wave.code.empty())
    return fail("survey.link", "这次调查没有公开链接", "the survey has no open link");
  if (!is_receipt(entry.receipt))
    return fault_at("receipt", "survey.receipt", "答卷号应为 16 至 40 个字母、数字、- 或 _",
                    "a receipt has 16 to 40 letters, digits, - or _");
  if (auto error = wrong(city, schema, wave, way, entry)) return std::unexpected(std::move(*error));
  auto& records = city.ledger().records();
  bool is_there = false;
  std::vector<Value> const parameters = {Value(wave.record), Value(entry.receipt)};
  records.scan_where(schema, R"("f_design" = ? AND "f_receipt" = ?)", parameters, "id",
                     [&](reg::Record const&) {
                       is_there = true;
                       return false;
                     });
  if (is_there) return Kept::there_already;

  bool const is_out = is_screened_out(*wave.questionnaire, entry.answers);
  auto const outcome = entry.is_refused ? kRefused : is_out ? kScreenedOut : kValid;
  std::vector<Value> row(schema.fields.size());
  auto const put = [&](std::string_view field, Value value) {
    if (auto const index = schema.find(field); index >= 0)
      row[static_cast<std::size_t>(index)] = std::move(value);
  };
  auto const put_text = [&](std::string_view field, std::string text) {
    if (!text.empty()) put(field, std::move(text));
  };
  put("design", wave.record);
  put("receipt", entry.receipt);
  put("mode", way == Way::open_link ? std::string(kOpenLink) : wave.mode);
  put("outcome", std::string(outcome));
  put("answered_on", today);
  put_text("area", entry.area);
  put_text("age_band", entry.age_band);
  put_text("sex", entry.sex);
  put_text("answers", text_of(*wave.questionnaire, entry.answers));
  if (auto const made = writing.create(schema, std::move(row)); !made)
    return std::unexpected(made.error().front().error);
  return Kept::created;
}

}  // namespace shian::survey
