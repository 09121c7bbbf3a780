#include "supervise/appraisal.hpp"

#include <algorithm>
#include <set>

namespace shian::supervise {
namespace {

using indicator::Figure;
using indicator::Given;
using indicator::Known;
using pack::AppraisalSubjects;

std::optional<Decimal> known_value(Figure const& figure) {
  return figure.known == Known::value ? figure.value : std::nullopt;
}

Value or_nothing(std::optional<Decimal> const& value) { return value ? Value(*value) : Value{}; }

// Figures of every subject, each indicator read once a day.
class Read {
 public:
  Read(city::City& city, AppraisalSubjects subjects) : city_(city), subjects_(subjects) {}

  indicator::Reading const& of(indicator::Indicator const& indicator, Day day, std::string const& subject) {
    bool const is_unit = subjects_ == AppraisalSubjects::units;
    auto const key = std::tuple(&indicator, day, is_unit ? subject : std::string());
    auto found = readings_.find(key);
    if (found == readings_.end()) {
      auto& figures = city_.figures();
      found = readings_
                  .emplace(key, is_unit ? figures.read_unit(indicator, day, subject)
                                        : figures.read(indicator, day))
                  .first;
    }
    return found->second;
  }

  Figure own(indicator::Indicator const& indicator, Day day, std::string const& subject) {
    auto const& reading = of(indicator, day, subject);
    if (subjects_ == AppraisalSubjects::units) return reading.city;
    auto const found = reading.areas.find(subject);
    return found == reading.areas.end() ? Figure{} : found->second;
  }

  Figure city(indicator::Indicator const& indicator, Day day) {
    auto const key = std::pair(&indicator, day);
    auto found = cities_.find(key);
    if (found == cities_.end()) found = cities_.emplace(key, city_.figures().read(indicator, day).city).first;
    return found->second;
  }

 private:
  city::City& city_;
  AppraisalSubjects subjects_;
  std::map<std::tuple<indicator::Indicator const*, Day, std::string>, indicator::Reading> readings_;
  std::map<std::pair<indicator::Indicator const*, Day>, Figure> cities_;
};

// Scores by hand of a year, by register.
class ByHand {
 public:
  ByHand(city::City& city, pack::AppraisalScheme const& scheme, int year)
      : city_(city), scheme_(scheme), year_(year) {}

  // The records that give a subject an item, by whatever both are called.
  std::vector<reg::Record const*> of(indicator::HandScores const& hand, std::string const& subject,
                                     std::string const& item, Text const& item_name) {
    std::vector<reg::Record const*> found;
    for (auto const& record : records(hand)) {
      auto const* named = std::get_if<std::string>(&record.values[static_cast<std::size_t>(hand.item)]);
      if (named == nullptr || (*named != item && *named != item_name.zh && *named != item_name.en)) continue;
      if (is_about(hand, record, subject)) found.push_back(&record);
    }
    return found;
  }

 private:
  std::vector<reg::Record> const& records(indicator::HandScores const& hand) {
    auto const [found, is_new] = records_.try_emplace(hand.schema);
    if (is_new) {
      auto const& year = hand.schema->fields[static_cast<std::size_t>(hand.year)].definition.id;
      std::vector<Value> const parameters = {Value(std::int64_t{year_})};
      city_.ledger().records().scan_where(*hand.schema, "\"f_" + year + "\" = ?", parameters, "id",
                                          [&, list = &found->second](reg::Record const& record) {
                                            list->push_back(record);
                                            return true;
                                          });
    }
    return found->second;
  }

  // The record's area or unit decides; where it has none, the words of its subject.
  bool is_about(indicator::HandScores const& hand, reg::Record const& record,
                std::string const& subject) const {
    auto const field =
        scheme_.subjects == AppraisalSubjects::areas ? hand.schema->area_field : hand.schema->unit_field;
    if (field >= 0)
      if (auto const* id = std::get_if<std::string>(&record.values[static_cast<std::size_t>(field)]))
        return *id == subject;
    auto const* said = std::get_if<std::string>(&record.values[static_cast<std::size_t>(hand.subject)]);
    if (said == nullptr) return false;
    auto const name = subject_name(city_.pack(), scheme_, subject);
    return *said == subject || *said == name.zh || *said == name.en;
  }

  city::City& city_;
  pack::AppraisalScheme const& scheme_;
  int year_;
  std::map<reg::Schema const*, std::vector<reg::Record>> records_;
};

class Scoring {
 public:
  Scoring(city::City& city, indicator::Appraisal const& scheme, int year, Day as_of)
      : city_(city),
        scheme_(scheme),
        as_of_(as_of),
        before_(as_of.plus_months(-12)),
        read_(city, scheme.definition.subjects),
        by_hand_(city, scheme.definition, year) {}

  Score score(std::string const& subject) {
    Score made;
    made.subject = subject;
    for (auto const& rule : scheme_.items) {
      if (!rule.is_for(subject)) continue;
      made.items.push_back(item(rule, subject));
      add(made.whole, rule.definition.points);
      if (made.items.back().outcome != Outcome::scored) continue;
      add(made.points, made.items.back().points);
      add(made.full, rule.definition.points);
    }
    for (auto const& rule : scheme_.bonuses) {
      if (!rule.is_for(subject)) continue;
      made.bonuses.push_back(item(rule, subject));
      add(made.points, made.bonuses.back().points);
    }
    for (auto const& rule : scheme_.vetoes) made.vetoes.push_back(veto(rule, subject));
    grade(made);
    return made;
  }

 private:
  static void add(Decimal& sum, Decimal more) {
    auto const made = sum.plus(more);
    SHIAN_ASSERT(made.has_value());  // points are few and small
    sum = *made;
  }

  // What the formula may name; `into` keeps what it does.
  std::vector<Value> given(indicator::Indicator const& indicator, Figure const& own,
                           std::string const& subject, auto const& asks, ItemScore& into) {
    std::vector<Value> values(indicator::kGiven.size());
    auto const put = [&](Given name, std::optional<Decimal> const& value) {
      values[static_cast<std::size_t>(name)] = or_nothing(value);
    };
    put(Given::value, known_value(own));
    if (asks(Given::city)) put(Given::city, into.city = known_value(read_.city(indicator, as_of_)));
    if (asks(Given::before))
      put(Given::before, into.before = known_value(read_.own(indicator, before_, subject)));
    if (asks(Given::residents)) put(Given::residents, into.residents = city_.figures().population(subject));
    return values;
  }

  // The first thing that the formula needs and nobody knows.
  static std::optional<Text> missing(std::vector<Value> const& values, std::vector<Given> const& needs) {
    for (auto const need : needs) {
      if (!is_null(values[static_cast<std::size_t>(need)])) continue;
      auto const name = indicator::text_of(need);
      return Text{"没有" + name.zh, "no " + name.en};
    }
    return std::nullopt;
  }
  static Text no_result() { return {"公式算不出得数", "the formula has no result"}; }

  ItemScore item(indicator::AppraisalRule const& rule, std::string const& subject) {
    ItemScore made;
    made.rule = &rule;
    if (rule.indicator == nullptr) return hand_item(std::move(made), subject);
    made.own = read_.own(*rule.indicator, as_of_, subject);
    made.stretch = read_.of(*rule.indicator, as_of_, subject).stretch;
    if (made.own->known != Known::value) {
      made.reason = indicator::text_of(made.own->known);
      return made;
    }
    auto const asks = [&](Given name) { return rule.asks(name); };
    auto values = given(*rule.indicator, *made.own, subject, asks, made);
    values[static_cast<std::size_t>(Given::threshold)] = or_nothing(rule.threshold);
    values[static_cast<std::size_t>(Given::points)] = rule.definition.points;
    if (auto lack = missing(values, rule.needs)) {
      made.reason = std::move(*lack);
      return made;
    }
    auto const result = rule.score.evaluate(values, {});
    if (result.is_null()) {
      made.reason = no_result();
      return made;
    }
    give(made, result.number);
    return made;
  }

  static void give(ItemScore& made, Decimal points) {
    made.outcome = Outcome::scored;
    made.points = std::clamp(points, Decimal(0), made.rule->definition.points).rounded(kPointPlaces);
    if (points < Decimal(0) || points > made.rule->definition.points) made.unclamped = points;
  }

  struct Found {
    reg::Record const* record = nullptr;
    bool is_proven = false;
    std::string said;
    Text lacks;
  };

  Found hand(indicator::HandScores const& hand, std::string const& subject, std::string const& id,
             Text const& name) {
    Found found;
    for (auto const* record : by_hand_.of(hand, subject, id, name)) {
      bool const is_proven =
          hand.proven.empty() || hand.proven.holds(record->values, city_.ledger().context());
      if (found.record != nullptr && (found.is_proven || !is_proven)) continue;
      found = {record, is_proven, "", {}};
      for (auto const field : hand.proofs()) {
        auto const& schema = hand.schema->fields[static_cast<std::size_t>(field)];
        auto const& value = record->values[static_cast<std::size_t>(field)];
        if (is_null(value)) {
          found.lacks.zh += (found.lacks.zh.empty() ? "缺" : "、") + schema.definition.name.zh;
          found.lacks.en += (found.lacks.en.empty() ? "lacks: " : ", ") + schema.definition.name.en;
        } else if (schema.definition.type == pack::FieldType::text && found.said.empty()) {
          found.said = canonical(value);
        }
      }
      if (found.lacks.empty() && !is_proven) found.lacks = {"不合评分条件", "does not meet the condition"};
    }
    return found;
  }

  ItemScore hand_item(ItemScore made, std::string const& subject) {
    auto const& rule = *made.rule;
    auto const found = hand(rule.by_hand, subject, rule.definition.id, rule.definition.name);
    if (found.record == nullptr) {
      made.reason = {"还没有人工评分", "nobody has scored it yet"};
      return made;
    }
    made.schema = rule.by_hand.schema;
    made.record = found.record->id;
    made.said = found.said;
    if (!found.is_proven) {
      made.outcome = Outcome::not_proven;
      made.reason = found.lacks;
      return made;
    }
    auto const& points = found.record->values[static_cast<std::size_t>(rule.by_hand.points)];
    if (auto const* decimal = std::get_if<Decimal>(&points))
      give(made, *decimal);
    else if (auto const* whole = std::get_if<std::int64_t>(&points))
      give(made, *whole);
    else
      made.reason = {"评分记录没有填分值", "the record gives no points"};
    return made;
  }

  VetoFinding veto(indicator::VetoRule const& rule, std::string const& subject) {
    using State = VetoFinding::State;
    VetoFinding made;
    made.rule = &rule;
    if (rule.indicator == nullptr) {
      auto const found = hand(rule.by_hand, subject, rule.definition.id, rule.definition.name);
      if (found.record == nullptr) return made;
      made.state = found.is_proven ? State::holds : State::not_proven;
      made.reason = found.lacks;
      made.schema = rule.by_hand.schema;
      made.record = found.record->id;
      made.said = found.said;
      return made;
    }
    made.own = read_.own(*rule.indicator, as_of_, subject);
    ItemScore asked;
    auto const asks = [&](Given name) { return rule.asks(name); };
    auto const values = given(*rule.indicator, *made.own, subject, asks, asked);
    auto const lack = missing(values, rule.needs);
    auto const result = rule.when.evaluate(values, {});
    if (made.own->known == Known::no_data) {
      made.reason = {"没有此类记录", "no such record"};
    } else if (lack || result.is_null()) {
      made.state = State::not_judged;
      made.reason =
          made.own->known == Known::value ? lack.value_or(no_result()) : indicator::text_of(made.own->known);
    } else if (result.is_true()) {
      made.state = State::holds;
    }
    return made;
  }

  void grade(Score& made) const {
    auto const& grades = scheme_.definition.grades;
    if (made.full.is_zero()) return;
    auto const hundred = made.points.times(Decimal(100));
    SHIAN_ASSERT(hundred.has_value());
    made.share = hundred->divided_by(made.full, kPointPlaces);
    auto const earned =
        std::ranges::find_if(grades, [&](auto const& grade) { return *made.share >= grade.from; });
    if (earned == grades.end()) return;
    auto given = earned;
    for (auto const& veto : made.vetoes) {
      if (veto.state != VetoFinding::State::holds) continue;
      auto const cap = std::ranges::find(grades, veto.rule->definition.cap, &pack::AppraisalGrade::id);
      given = std::max(given, cap);  // best first
    }
    made.earned = &*earned;
    made.grade = &*given;
  }

  city::City& city_;
  indicator::Appraisal const& scheme_;
  Day as_of_, before_;
  Read read_;
  ByHand by_hand_;
};

// Places are given among those judged on the same full marks: of several such groups the largest, of equal
// ones that with more marks.
void rank(ScoreSheet& sheet) {
  std::map<Decimal, int> groups;
  for (auto const& score : sheet.scores)
    if (score.share) ++groups[score.full];
  for (auto const& [full, count] : groups) {
    if (count < sheet.ranked) continue;
    sheet.ranked = count;
    sheet.ranked_on = full;
  }
  if (sheet.ranked < 2) {
    sheet.ranked = 0;
    sheet.ranked_on.reset();
  }
  for (auto& score : sheet.scores) {
    if (!score.share) {
      score.not_ranked = {"没有一项可以评分", "nothing could be judged"};
    } else if (!sheet.ranked_on) {
      score.not_ranked = {"没有第二个对象按同样的满分评", "no other is judged on the same marks"};
    } else if (score.full != *sheet.ranked_on) {
      auto const own = score.full.to_string();
      auto const theirs = sheet.ranked_on->to_string();
      score.not_ranked = {"只评到" + own + "分的项目，排名的按" + theirs + "分评",
                          "judged on " + own + " marks, those with a place on " + theirs};
    } else {
      score.rank = 1 + static_cast<int>(std::ranges::count_if(sheet.scores, [&](auto const& other) {
                     return other.share && other.full == score.full && other.points > score.points;
                   }));
    }
  }
}

}  // namespace

std::string_view code_of(Outcome outcome) {
  switch (outcome) {
    case Outcome::scored:
      return "scored";
    case Outcome::not_judged:
      return "not_judged";
    case Outcome::not_proven:
      return "not_proven";
  }
  return {};
}

Text text_of(Outcome outcome) {
  switch (outcome) {
    case Outcome::scored:
      return {"已评分", "scored"};
    case Outcome::not_judged:
      return {"未评", "not judged"};
    case Outcome::not_proven:
      return {"无佐证，不计", "not proven, not counted"};
  }
  return {};
}

std::string_view code_of(VetoFinding::State state) {
  switch (state) {
    case VetoFinding::State::holds:
      return "holds";
    case VetoFinding::State::does_not_hold:
      return "does_not_hold";
    case VetoFinding::State::not_judged:
      return "not_judged";
    case VetoFinding::State::not_proven:
      return "not_proven";
  }
  return {};
}

Text text_of(VetoFinding::State state) {
  switch (state) {
    case VetoFinding::State::holds:
      return {"触发", "holds"};
    case VetoFinding::State::does_not_hold:
      return {"未触发", "does not hold"};
    case VetoFinding::State::not_judged:
      return {"无法判断", "cannot be judged"};
    case VetoFinding::State::not_proven:
      return {"无佐证，不计", "not proven, not counted"};
  }
  return {};
}

Score const* ScoreSheet::find(std::string_view subject) const {
  auto const found = std::ranges::find(scores, subject, &Score::subject);
  return found == scores.end() ? nullptr : &*found;
}

Day appraised_on(int year, Day today) {
  auto const last = Day::from_civil(year, 12, 31).value_or(today);
  return std::min(last, today);
}

std::vector<std::string> subjects(pack::Pack const& pack, pack::AppraisalScheme const& scheme, Day as_of) {
  std::vector<std::string> ids;
  if (scheme.subjects == AppraisalSubjects::areas) {
    for (auto const& area : pack.areas)
      if (indicator::exists(area, as_of)) ids.push_back(area.id);
  } else {
    for (auto const& unit : pack.units) ids.push_back(unit.id);
  }
  return ids;
}

Text subject_name(pack::Pack const& pack, pack::AppraisalScheme const& scheme, std::string const& subject) {
  if (scheme.subjects == AppraisalSubjects::areas) {
    auto const* area = pack.find_area(subject);
    return area == nullptr ? Text{subject, subject} : area->name;
  }
  auto const* unit = pack.find_unit(subject);
  return unit == nullptr ? Text{subject, subject} : unit->name;
}

Expected<ScoreSheet> score(city::City& city, indicator::Appraisal const& scheme, int year, Day as_of) {
  if (as_of.year() != year)
    return fail("appraisal.year", as_of.to_string() + " 不在" + std::to_string(year) + "年度内",
                as_of.to_string() + " is no day of " + std::to_string(year));
  ScoreSheet sheet;
  sheet.scheme = &scheme;
  sheet.year = year;
  sheet.as_of = as_of;
  Scoring scoring(city, scheme, year, as_of);
  for (auto const& subject : subjects(city.pack(), scheme.definition, as_of))
    sheet.scores.push_back(scoring.score(subject));
  rank(sheet);
  return sheet;
}

bool Difference::flips() const {
  auto const grade = [](Score const* score) {
    return score == nullptr || score->grade == nullptr ? std::string() : score->grade->id;
  };
  return grade(from) != grade(to);
}

std::vector<Difference> compare(ScoreSheet const& from, ScoreSheet const& to) {
  std::vector<Difference> made;
  for (auto const& score : from.scores) made.push_back({score.subject, &score, to.find(score.subject)});
  for (auto const& score : to.scores)
    if (from.find(score.subject) == nullptr) made.push_back({score.subject, nullptr, &score});
  return made;
}

}  // namespace shian::supervise
