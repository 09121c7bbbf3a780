#include "indicator/appraisal.hpp"

#include <algorithm>
#include <cctype>

#include "base/text.hpp"
#include "expression/condition.hpp"
#include "indicator/standing.hpp"

namespace shian::indicator {
namespace {

using pack::AppraisalSubjects;

constexpr char const* kCode = "appraisal.formula";

bool names(expression::Compiled const& formula, Given given) {
  return std::ranges::find(formula.own_fields(), static_cast<int>(given)) != formula.own_fields().end();
}

bool has_type(reg::Schema const& schema, reg::FieldIndex field,
              std::initializer_list<pack::FieldType> types) {
  return std::ranges::find(types, schema.fields[static_cast<std::size_t>(field)].definition.type) !=
         types.end();
}

// The names of a compiled formula that do not stand inside coalesce(): if(value > before, …) would give its
// other branch, and points out of nothing, where nobody knows `before`.
std::vector<Given> needed(std::string_view text) {
  std::vector<Given> found;
  std::vector<bool> brackets;  // whether each that is open belongs to coalesce
  auto const is_name = [](char c) { return c == '_' || std::isalnum(static_cast<unsigned char>(c)) != 0; };
  for (std::size_t at = 0; at < text.size();) {
    auto end = at;
    while (end < text.size() && is_name(text[end])) ++end;
    auto const word = text.substr(at, end - at);
    auto const next = text.find_first_not_of(" \n\t", end);
    bool const opens = next != std::string_view::npos && text[next] == '(';
    if (!word.empty() && opens) {
      brackets.push_back(word == "coalesce");
      at = next + 1;
      continue;
    }
    auto const name = std::ranges::find(kGiven, word);
    auto const given = static_cast<Given>(name - kGiven.begin());
    bool const is_new = std::ranges::find(found, given) == found.end();
    if (!word.empty() && name != kGiven.end() && is_new &&
        std::ranges::find(brackets, true) == brackets.end())
      found.push_back(given);
    if (word.empty()) {
      if (text[at] == '(') brackets.push_back(false);
      if (text[at] == ')' && !brackets.empty()) brackets.pop_back();
      ++end;
    }
    at = end;
  }
  return found;
}

class Compiling {
 public:
  Compiling(pack::AppraisalScheme const& scheme, pack::Pack const& pack, reg::Schemas const& schemas,
            Catalogue const& catalogue, clock::Rules const& rules)
      : scheme_(scheme),
        pack_(pack),
        schemas_(schemas),
        catalogue_(catalogue),
        environment_{&schemas, &rules, {}},
        names_(kGiven.begin(), kGiven.end()) {}

  AppraisalRule rule(pack::AppraisalItem const& item) {
    AppraisalRule made;
    made.definition = item;
    made.target = item.target.empty() ? nullptr : pack_.find_target(item.target);
    check_subjects(item);
    if (item.indicator.empty()) {
      made.by_hand = by_hand(item.score, expression::Measure::Kind::sum);
      return made;
    }
    made.indicator = catalogue_.find(item.indicator);
    if (made.indicator != nullptr && made.target != nullptr)
      made.threshold = threshold(*made.target, made.indicator->definition);
    take(made.score, expression::compile_formula(item.score, names_, environment_));
    made.needs = needed(item.score.text);
    if (names(made.score, Given::threshold) && made.target == nullptr)
      fault(item.score.where, "公式用了 threshold，项目要写 target",
            "the formula names threshold: the item needs a target");
    check_residents(made.score, item.score.where);
    return made;
  }

  VetoRule veto(pack::AppraisalVeto const& veto) {
    VetoRule made;
    made.definition = veto;
    if (veto.indicator.empty()) {
      made.by_hand = by_hand(veto.when, expression::Measure::Kind::count);
      return made;
    }
    made.indicator = catalogue_.find(veto.indicator);
    take(made.when, expression::compile_condition(veto.when, names_, environment_));
    made.needs = needed(veto.when.text);
    for (auto const given : {Given::threshold, Given::points})
      if (names(made.when, given))
        fault(veto.when.where, "否决条件没有 " + std::string(kGiven[static_cast<std::size_t>(given)]),
              "a veto has no " + std::string(kGiven[static_cast<std::size_t>(given)]));
    check_residents(made.when, veto.when.where);
    return made;
  }

  Errors faults;

 private:
  void fault(Position const& where, std::string zh, std::string en) {
    faults.push_back(Error::make(kCode, std::move(zh), std::move(en)).at(where));
  }

  void take(expression::Compiled& into, Expected<expression::Compiled> made) {
    if (made)
      into = std::move(*made);
    else
      faults.push_back(std::move(made.error()));
  }

  void check_residents(expression::Compiled const& formula, Position const& where) {
    if (scheme_.subjects == AppraisalSubjects::units && names(formula, Given::residents))
      fault(where, "责任单位没有常住人口（residents）", "a unit has no residents");
  }

  void check_subjects(pack::AppraisalItem const& item) {
    for (auto const& subject : item.subjects) {
      bool const is_there = scheme_.subjects == AppraisalSubjects::areas
                                ? pack_.find_area(subject) != nullptr
                                : pack_.find_unit(subject) != nullptr;
      if (is_there) continue;
      std::vector<std::string> known;
      if (scheme_.subjects == AppraisalSubjects::areas)
        for (auto const& area : pack_.areas) known.push_back(area.id);
      else
        for (auto const& unit : pack_.units) known.push_back(unit.id);
      auto error =
          Error::make("appraisal.subject", "没有考核对象 " + subject, "there is no subject '" + subject + "'")
              .at(item.where);
      if (auto const near = nearest(subject, known))
        error = std::move(error).hinting("是不是“" + *near + "”?", "did you mean '" + *near + "'?");
      faults.push_back(std::move(error));
    }
  }

  HandScores by_hand(pack::Source const& source, expression::Measure::Kind kind) {
    HandScores made;
    auto measure = expression::compile_measure(source, environment_);
    if (!measure) {
      faults.push_back(std::move(measure.error()));
      return made;
    }
    bool const is_sum = kind == expression::Measure::Kind::sum;
    bool const is_plain =
        measure->kind == kind && !measure->is_entity() && (!is_sum || measure->value.plain_field() >= 0);
    if (!is_plain) {
      fault(source.where,
            is_sum ? "人工评分写成 sum(分值字段) of 台账 where 条件 on 日期"
                   : "人工认定写成 count 台账 where 条件 on 日期",
            is_sum ? "a score by hand is sum(FIELD) of REGISTER where CONDITION on DATE"
                   : "what is found by hand is count REGISTER where CONDITION on DATE");
      return made;
    }
    auto const& schema = schemas_.at(measure->register_index);
    using pack::FieldType;
    bool const is_keyed =
        !schema.keys.empty() && schema.keys.front().size() == 3 &&
        has_type(schema, schema.keys.front()[0], {FieldType::integer}) &&
        has_type(schema, schema.keys.front()[1], {FieldType::text, FieldType::area, FieldType::unit}) &&
        has_type(schema, schema.keys.front()[2], {FieldType::text, FieldType::code});
    if (!is_keyed) {
      fault(source.where, "台账 " + schema.definition.id + " 的第一组主键应依次为年度、对象、项目",
            "the first key of '" + schema.definition.id + "' should be year, subject and item");
      return made;
    }
    made.schema = &schema;
    made.year = schema.keys.front()[0];
    made.subject = schema.keys.front()[1];
    made.item = schema.keys.front()[2];
    if (is_sum) made.points = measure->value.plain_field();
    made.proven = std::move(measure->where);
    return made;
  }

  pack::AppraisalScheme const& scheme_;
  pack::Pack const& pack_;
  reg::Schemas const& schemas_;
  Catalogue const& catalogue_;
  expression::Environment environment_;
  std::vector<std::string> names_;
};

}  // namespace

Text text_of(Given given) {
  switch (given) {
    case Given::value:
      return {"本单位数", "own figure"};
    case Given::threshold:
      return {"目标值", "threshold"};
    case Given::points:
      return {"满分", "full marks"};
    case Given::city:
      return {"全市数", "the city's figure"};
    case Given::before:
      return {"上年同期数", "figure a year before"};
    case Given::residents:
      return {"常住人口", "residents"};
  }
  return {};
}

bool AppraisalRule::asks(Given given) const { return names(score, given); }
bool VetoRule::asks(Given given) const { return names(when, given); }

AppraisalRule const* Appraisal::find_item(std::string_view id) const {
  for (auto const* rules : {&items, &bonuses})
    for (auto const& rule : *rules)
      if (rule.definition.id == id) return &rule;
  return nullptr;
}

bool AppraisalRule::is_for(std::string_view subject) const {
  auto const& only = definition.subjects;
  return only.empty() || std::ranges::find(only, subject) != only.end();
}

std::expected<Appraisal, Errors> compile_appraisal(pack::AppraisalScheme const& scheme,
                                                   pack::Pack const& pack, reg::Schemas const& schemas,
                                                   Catalogue const& catalogue, clock::Rules const& rules) {
  Compiling compiling(scheme, pack, schemas, catalogue, rules);
  Appraisal made;
  made.definition = scheme;
  for (auto const& item : scheme.items) made.items.push_back(compiling.rule(item));
  for (auto const& bonus : scheme.bonuses) made.bonuses.push_back(compiling.rule(bonus));
  for (auto const& veto : scheme.vetoes) made.vetoes.push_back(compiling.veto(veto));
  if (!compiling.faults.empty()) return std::unexpected(std::move(compiling.faults));
  return made;
}

std::expected<std::vector<Appraisal>, Errors> compile_appraisals(pack::Pack const& pack,
                                                                 reg::Schemas const& schemas,
                                                                 Catalogue const& catalogue,
                                                                 clock::Rules const& rules) {
  std::vector<Appraisal> made;
  Errors faults;
  for (auto const& scheme : pack.appraisals) {
    auto compiled = compile_appraisal(scheme, pack, schemas, catalogue, rules);
    if (compiled)
      made.push_back(std::move(*compiled));
    else
      faults.insert(faults.end(), compiled.error().begin(), compiled.error().end());
  }
  if (!faults.empty()) return std::unexpected(std::move(faults));
  return made;
}

}  // namespace shian::indicator
