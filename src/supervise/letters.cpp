#include "supervise/letters.hpp"

#include <fmt/format.h>
#include <algorithm>
#include <cmath>
#include <limits>
#include <map>

#include "register/lifecycle.hpp"
#include "register/mask.hpp"
#include "register/running_clocks.hpp"

namespace shian::supervise {
namespace {

using pack::Colour;
using pack::LetterRule;

constexpr std::string_view kCirculars = "circular";
constexpr std::string_view kTarget = "target";
constexpr std::size_t kLongestName = 200;  // bytes of a record's own words in a title

Text name_of(pack::Pack const& pack, Letter const& letter) {
  auto const* unit = pack.find_unit(letter.unit);
  auto const* area = pack.find_area(letter.area);
  if (unit != nullptr) return unit->name;
  if (area != nullptr) return area->name;
  auto const& id = letter.unit.empty() ? letter.area : letter.unit;
  return {id, id};
}

std::string text_in(reg::Schema const& schema, reg::Record const& record, std::string_view field) {
  auto const at = schema.find(field);
  if (at < 0) return "";
  auto const* text = std::get_if<std::string>(&record.values[static_cast<std::size_t>(at)]);
  return text != nullptr ? *text : "";
}

std::optional<Day> day_in(reg::Schema const& schema, reg::Record const& record, std::string_view field) {
  auto const at = schema.find(field);
  if (at < 0) return std::nullopt;
  auto const* day = std::get_if<Day>(&record.values[static_cast<std::size_t>(at)]);
  return day != nullptr ? std::optional(*day) : std::nullopt;
}

std::optional<Colour> colour_of(std::string_view text) {
  for (auto const colour : {Colour::blue, Colour::yellow, Colour::orange, Colour::red})
    if (text_of(colour).zh == text) return colour;
  return std::nullopt;
}

// Found in secret, and not made known yet.
bool is_secret(reg::Schema const& schema, reg::Record const& record, Day as_of) {
  auto const& secrecy = schema.definition.secrecy;
  if (secrecy.empty()) return false;
  auto const* secret = std::get_if<bool>(&record.values[static_cast<std::size_t>(schema.find(secrecy.when))]);
  if (secret == nullptr || !*secret) return false;
  auto const until = day_in(schema, record, secrecy.until);
  return !until || *until > as_of;
}

// Letters that were written, by what they are about and to whom.
class Written {
 public:
  explicit Written(city::City& city) {
    auto const* circulars = circulars_of(city);
    if (circulars == nullptr) return;
    city.ledger().records().scan_where(
        *circulars, "f_about_record IS NOT NULL", {}, "id", [&](reg::Record const& record) {
          auto const colour = colour_of(text_in(*circulars, record, "colour"));
          if (!colour) return true;
          letters_[key(text_in(*circulars, record, "about_register"),
                       text_in(*circulars, record, "about_record"), text_in(*circulars, record, "unit_to"),
                       text_in(*circulars, record, "area_to"))]
              .push_back({record.id, text_in(*circulars, record, "document_no"), *colour,
                          day_in(*circulars, record, "issued_on")});
          return true;
        });
  }
  /// False when it was written about in this colour or a graver one.
  [[nodiscard]] bool leaves_room_for(Letter& letter) const {
    auto const about = letter.schema != nullptr ? letter.schema->definition.id : std::string(kTarget);
    auto const found = letters_.find(key(about, letter.about, letter.unit, letter.area));
    if (found == letters_.end()) return true;
    letter.written = found->second;
    return std::ranges::none_of(found->second,
                                [&](auto const& written) { return written.colour >= letter.rule->colour; });
  }

 private:
  static std::string key(std::string_view about, std::string_view record, std::string_view unit,
                         std::string_view area) {
    return fmt::format("{}\n{}\n{}\n{}", about, record, unit, area);
  }
  std::map<std::string, std::vector<WrittenLetter>> letters_;
};

bool is_asked_for(Letter const& letter, LettersQuestion const& question) {
  if (question.unit.empty() && question.area.empty()) return true;
  return (!question.unit.empty() && letter.unit == question.unit) ||
         (!question.area.empty() && letter.area == question.area);
}

void add_days(std::vector<Text>& why, clock::Calendar const& calendar, Letter const& letter, Day as_of) {
  auto const& due = *letter.due;
  if (letter.due_as_set)
    why.push_back(
        {fmt::format("原定期限 {}，经批准延长至 {}", letter.due_as_set->to_string(), due.to_string()),
         fmt::format("due on {}, extended to {}", letter.due_as_set->to_string(), due.to_string())});
  else
    why.push_back({"期限 " + due.to_string(), "due on " + due.to_string()});
  auto const days = letter.working_days;
  auto const today = as_of.to_string();
  if (as_of > due)
    why.push_back({fmt::format("至 {} 已超期 {} 个工作日", today, days),
                   fmt::format("{} working days late by {}", days, today)});
  else
    why.push_back({fmt::format("至 {} 距期限还有 {} 个工作日", today, -days),
                   fmt::format("{} working days left on {}", -days, today)});
  auto const begins = calendar.plus_working_days(due, *letter.rule->after);
  why.push_back({fmt::format("{}：{}，自 {} 起适用", letter.rule->name.zh, text_of(letter.rule->colour).zh,
                             begins.to_string()),
                 fmt::format("{}: {}, applies from {}", letter.rule->name.en, text_of(letter.rule->colour).en,
                             begins.to_string())});
  if (letter.provisional)
    why.push_back({"其间的放假安排尚未公布，工作日数为暂算",
                   "holidays within are not published yet: the count is provisional"});
}

void add_written(Letter& letter) {
  for (auto const& written : letter.written) {
    auto const zh = text_of(written.colour).zh, en = text_of(written.colour).en;
    if (written.issued_on)
      letter.why.push_back({fmt::format("已发{}函（{}，{}），仍未办结", zh, written.document_no,
                                        written.issued_on->to_string()),
                            fmt::format("a {} letter was sent ({}, {})", en, written.document_no,
                                        written.issued_on->to_string())});
    else
      letter.why.push_back(
          {fmt::format("已拟{}函（{}），尚未签发", zh, written.document_no),
           fmt::format("a {} letter is drafted ({}) and not signed", en, written.document_no)});
  }
}

// Matters whose day somebody set, of the registers that letters can be about.
void add_matters(city::City& city, LettersQuestion const& question, Written const& written,
                 std::vector<Letter>& made) {
  auto const* circulars = circulars_of(city);
  if (circulars == nullptr) return;
  auto const about = circulars->find("about_register");
  if (about < 0) return;
  auto const& followed = circulars->fields[static_cast<std::size_t>(about)].options;
  auto const& calendar = city.rules().calendar();
  int soonest = 0;
  for (auto const& rule : city.pack().letters)
    if (rule.after) soonest = std::min(soonest, *rule.after);
  auto const until = calendar.plus_working_days(question.as_of, -soonest) + 7;
  auto const all = reg::running_clocks(city.session(), city.schemas(), {}, std::nullopt, until,
                                       std::numeric_limits<std::int32_t>::max());
  for (auto const& running : all) {
    auto const& schema = *running.schema;
    if (running.clock->due.empty() || std::ranges::find(followed, schema.definition.id) == followed.end())
      continue;
    auto const* rule = rule_for(city.pack().letters, calendar, running.due, question.as_of);
    if (rule == nullptr) continue;
    auto const* record = city.ledger().records().find(schema.index, running.record);
    if (record == nullptr || is_secret(schema, *record, question.as_of)) continue;
    Letter letter;
    letter.rule = rule;
    letter.schema = &schema;
    letter.record = running.record;
    letter.about = schema.key_of(record->values);
    auto const label = schema.definition.label_field.empty()
                           ? std::string()
                           : text_in(schema, *record, schema.definition.label_field);
    letter.matter = {schema.definition.name.zh + " " + letter.about,
                     schema.definition.name.en + " " + letter.about};
    if (!label.empty() && label.size() <= kLongestName) {
      letter.matter.zh += " " + label;
      letter.matter.en += " " + label;
    }
    // A circular is answered by whom it was written to, not by whom it was issued.
    if (&schema == circulars) {
      letter.unit = text_in(schema, *record, "unit_to");
      letter.area = text_in(schema, *record, "area_to");
      if (letter.unit.empty() && letter.area.empty()) continue;
    } else {
      letter.unit = running.holder;
      letter.area = std::string(schema.area_of(record->values));
    }
    if (!is_asked_for(letter, question)) continue;
    letter.due = running.due;
    if (auto const set = running.clock->due.plain_field(); set >= 0) {
      auto const* day = std::get_if<Day>(&record->values[static_cast<std::size_t>(set)]);
      if (day != nullptr && *day != running.due) letter.due_as_set = *day;
    }
    letter.working_days = calendar.working_days_between(running.due, question.as_of);
    letter.provisional =
        !calendar.all_published(std::min(running.due, question.as_of), std::max(running.due, question.as_of));
    if (!written.leaves_room_for(letter)) continue;
    add_days(letter.why, calendar, letter, question.as_of);
    add_written(letter);
    made.push_back(std::move(letter));
  }
}

// Behind what its deadline asks: not met when it is due, or the whole of the forecast is short of it.
bool is_behind(pack::Target const& target, indicator::Part const& part) {
  if (part.state == indicator::State::not_met) return true;
  if (part.state != indicator::State::not_yet_due || !part.forecast) return false;
  auto const limit = indicator::threshold(target, part.indicator->definition);
  if (!limit) return false;
  bool const at_most = target.comparator == pack::Comparator::at_most;
  // A forecast is an estimate: rounded to the places that it is shown with, in the forecaster's favour.
  auto const best = at_most ? part.forecast->low : part.forecast->high;
  auto const places = part.indicator->definition.decimals;
  auto const scaled = best * std::pow(10.0, places);
  if (!std::isfinite(scaled) || std::abs(scaled) > 9e17) return false;
  auto const reached = Decimal::of(
      at_most ? static_cast<std::int64_t>(std::floor(scaled)) : static_cast<std::int64_t>(std::ceil(scaled)),
      places);
  return reached && (at_most ? *reached > *limit : *reached < *limit);
}

void add_targets(city::City& city, LettersQuestion const& question, Written const& written,
                 std::vector<Letter>& made) {
  auto const rule = std::ranges::max_element(city.pack().letters, {}, [](LetterRule const& candidate) {
    return candidate.behind ? static_cast<int>(candidate.colour) : -1;
  });
  if (rule == city.pack().letters.end() || !rule->behind) return;
  for (auto const& standing : indicator::board(city.figures(), question.as_of)) {
    auto const& target = *standing.target;
    std::vector<Text> why;
    std::vector<std::string> towns;
    for (auto const& part : standing.parts) {
      if (!is_behind(target, part)) continue;
      auto const& name = part.indicator->definition.name;
      auto const state = indicator::text_of(part.state);
      why.push_back(
          {name.zh + "：" + state.zh +
               (part.state == indicator::State::not_met ? "" : "，按现在的进度到期达不到"),
           name.en + ": " + state.en +
               (part.state == indicator::State::not_met ? "" : ", will fall short at its present pace")});
      for (auto const& town : part.behind)
        if (auto const* area = city.pack().find_area(town); area != nullptr) towns.push_back(area->name.zh);
    }
    if (why.empty()) continue;
    why.push_back({"目标期限 " + target.deadline.to_string(), "deadline " + target.deadline.to_string()});
    if (!towns.empty()) {
      Text line{fmt::format("低于要求的镇街 {} 个：", towns.size()),
                fmt::format("{} towns below it: ", towns.size())};
      for (std::size_t i = 0; i < towns.size(); ++i) {
        line.zh += (i == 0 ? "" : "、") + towns[i];
        line.en += (i == 0 ? "" : ", ") + towns[i];
      }
      why.push_back(std::move(line));
    }
    for (auto const& unit : target.units) {
      Letter letter;
      letter.rule = &*rule;
      letter.target = letter.about = target.id;
      letter.matter = {target.id + " " + target.subject.zh, target.id + " " + target.subject.en};
      letter.unit = unit;
      letter.why = why;
      if (!is_asked_for(letter, question) || !written.leaves_room_for(letter)) continue;
      add_written(letter);
      made.push_back(std::move(letter));
    }
  }
}

std::string cut(std::string text, std::size_t most) {
  if (text.size() <= most) return text;
  while (most > 0 && (static_cast<unsigned char>(text[most]) & 0xC0U) == 0x80U) --most;
  text.resize(most);
  return text;
}

}  // namespace

Text text_of(Colour colour) {
  constexpr std::string_view kZh[] = {"蓝色", "黄色", "橙色", "红色"};
  return {std::string(kZh[static_cast<std::size_t>(colour)]), std::string(code_of(colour))};
}

std::string_view code_of(Colour colour) {
  constexpr std::string_view kCodes[] = {"blue", "yellow", "orange", "red"};
  return kCodes[static_cast<std::size_t>(colour)];
}

Text post_name(std::string_view code) {
  if (code == "office") return {"市食安办", "the office"};
  if (code == "unit_officer") return {"单位联络员", "the unit's officer"};
  if (code == "unit_leader") return {"单位负责人", "the unit's leader"};
  if (code == "town_officer") return {"镇街食安办", "the town's officer"};
  return {std::string(code), std::string(code)};
}

reg::Schema const* circulars_of(city::City const& city) {
  auto const* schema = city.schemas().find(kCirculars);
  return schema != nullptr && schema->find("about_record") >= 0 ? schema : nullptr;
}

LetterRule const* rule_for(std::span<LetterRule const> rules, clock::Calendar const& calendar, Day due,
                           Day as_of) {
  LetterRule const* gravest = nullptr;
  for (auto const& rule : rules) {
    if (!rule.after || as_of < calendar.plus_working_days(due, *rule.after)) continue;
    if (gravest == nullptr || rule.colour > gravest->colour) gravest = &rule;
  }
  return gravest;
}

std::vector<Letter> letters_due(city::City& city, LettersQuestion const& question) {
  std::vector<Letter> made;
  Written const written(city);
  add_matters(city, question, written, made);
  add_targets(city, question, written, made);
  std::ranges::stable_sort(made, [](Letter const& a, Letter const& b) {
    if (a.rule->colour != b.rule->colour) return a.rule->colour > b.rule->colour;
    return a.working_days > b.working_days;
  });
  return made;
}

std::vector<Value> draft_of(city::City const& city, reg::Schema const& circulars, Letter const& letter,
                            std::string const& by, Day today) {
  constexpr std::size_t kLongestTitle = 500, kLongestText = 8000;  // bytes: below the fields' characters
  std::vector<Value> values(circulars.fields.size());
  auto const say = [&](std::string_view field, std::string text) {
    auto const at = circulars.find(field);
    if (at >= 0 && !text.empty()) values[static_cast<std::size_t>(at)] = std::move(text);
  };
  auto const colour = text_of(letter.rule->colour).zh;
  auto const about = letter.schema != nullptr ? letter.schema->definition.id : std::string(kTarget);
  auto const to = name_of(city.pack(), letter).zh;
  // It is unique for the matter, the colour and whom it goes to: nobody is written to twice at once.
  auto const what = letter.schema != nullptr ? std::to_string(letter.record) : letter.target;
  say("document_no", fmt::format("待编号-{}-{}-{}-{}", colour, about, what,
                                 letter.unit.empty() ? letter.area : letter.unit));
  say("title", cut("关于" + letter.matter.zh + "的" + letter.rule->paper, kLongestTitle));
  say("unit", by);
  say("kind", letter.rule->paper);
  say("addressed_to", to);
  std::string text = "关于" + letter.matter.zh + "：\n";
  for (auto const& line : letter.why) text += line.zh + "。\n";
  if (letter.rule->answer_days > 0)
    text +=
        fmt::format("请于收到本函之日起 {} 个工作日内书面反馈办理情况（拟发日 {} 起算为 {}）。\n",
                    letter.rule->answer_days, today.to_string(),
                    city.rules().calendar().plus_working_days(today, letter.rule->answer_days).to_string());
  std::string posts;
  for (auto const& post : letter.rule->to) posts += (posts.empty() ? "" : "、") + post_name(post).zh;
  if (!posts.empty()) text += "送：" + posts + "。\n";
  if (!letter.rule->basis.zh.empty()) text += "依据：" + letter.rule->basis.zh + "。";
  say("text", cut(std::move(text), kLongestText));
  say("colour", colour);
  say("unit_to", letter.unit);
  say("area_to", letter.area);
  say("about_register", about);
  say("about_record", letter.about);
  return values;
}

}  // namespace shian::supervise
