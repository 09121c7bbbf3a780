#include "supervise/letters.hpp"

#include <fmt/format.h>
#include <algorithm>
#include <limits>
#include <map>

#include "pack/words.hpp"
#include "register/lifecycle.hpp"
#include "register/mask.hpp"
#include "register/record_fields.hpp"
#include "register/running_clocks.hpp"
#include "register/secrecy.hpp"

namespace shian::supervise {
namespace {

using pack::Colour;
using pack::LetterRule;

constexpr std::string_view kCirculars = "circular";
constexpr std::size_t kLongestName = 200;  // bytes of a record's own words in a title

// Letters that were written, by what they are about and to whom.
class Written {
 public:
  explicit Written(city::City& city) {
    auto const* circulars = circulars_of(city);
    if (circulars == nullptr) return;
    reg::RecordFields const fields(*circulars);
    city.ledger().records().scan_where(
        *circulars, "f_about_record IS NOT NULL", {}, "id", [&](reg::Record const& record) {
          auto const colour = colour_named(fields.text(record, "colour"));
          if (!colour) return true;
          letters_[key(fields.text(record, "about_register"), fields.text(record, "about_record"),
                       fields.text(record, "unit_to"), fields.text(record, "area_to"))]
              .push_back({record.id, fields.text(record, "document_no"), *colour,
                          fields.get<Day>(record, "issued_on")});
          return true;
        });
  }
  /// False when it was written about in this colour or a graver one.
  [[nodiscard]] bool leaves_room_for(Letter& letter) const {
    auto const about = letter.schema != nullptr ? letter.schema->definition.id : std::string(kAboutTarget);
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

// What people call the record, where that is nothing personal.
std::string label_of(reg::Schema const& schema, reg::Record const& record) {
  auto const at = schema.find(schema.definition.label_field);
  if (at < 0 || reg::is_personal(schema.fields[static_cast<std::size_t>(at)])) return "";
  return reg::RecordFields(schema).text(record, schema.definition.label_field);
}

// Who is written to about the record. A group of towns holds nothing by itself: what it holds in a town is
// that town's.
void address(city::City const& city, reg::RunningClock const& running, reg::Record const& record,
             Letter& letter) {
  auto const& schema = *running.schema;
  // A circular is answered by whom it was written to, not by whom it was issued.
  if (&schema == circulars_of(city)) {
    reg::RecordFields const fields(schema);
    letter.unit = fields.text(record, "unit_to");
    letter.area = fields.text(record, "area_to");
  } else {
    letter.unit = running.holder;
    letter.area = std::string(schema.area_of(record.values));
  }
  auto const& pack = city.pack();
  auto const* unit = pack.find_unit(letter.unit);
  if (unit == nullptr && pack.find_area(letter.unit) != nullptr) {  // a town holds what it entered itself
    if (letter.area.empty()) letter.area = letter.unit;
    letter.unit.clear();
  } else if (unit != nullptr && std::ranges::find(unit->members, letter.area) != unit->members.end()) {
    letter.unit.clear();
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
    if (record == nullptr || reg::is_secret(schema, record->values)) continue;
    Letter letter;
    letter.rule = rule;
    letter.schema = &schema;
    letter.record = running.record;
    letter.about = schema.key_of(record->values);
    auto const label = label_of(schema, *record);
    letter.matter = {schema.definition.name.zh + " " + letter.about,
                     schema.definition.name.en + " " + letter.about};
    if (!label.empty() && label.size() <= kLongestName) {
      letter.matter.zh += " " + label;
      letter.matter.en += " " + label;
    }
    address(city, running, *record, letter);
    if (letter.unit.empty() && letter.area.empty()) continue;
    if (!question.asks_for(letter.unit, letter.area)) continue;
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
      if (!indicator::is_behind(target, part)) continue;
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
      if (!question.asks_for(letter.unit, letter.area) || !written.leaves_room_for(letter)) continue;
      add_written(letter);
      made.push_back(std::move(letter));
    }
  }
}

}  // namespace

Text text_of(Colour colour) {
  constexpr std::string_view kZh[] = {"蓝色", "黄色", "橙色", "红色"};
  return {std::string(kZh[static_cast<std::size_t>(colour)]), std::string(code_of(colour))};
}

std::string_view code_of(Colour colour) { return pack::word_of(pack::kColours, colour); }

std::optional<Colour> colour_named(std::string_view zh) {
  for (auto const& word : pack::kColours)
    if (text_of(word.value).zh == zh) return word.value;
  return std::nullopt;
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

}  // namespace shian::supervise
