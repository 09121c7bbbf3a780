#include "report/record_clocks.hpp"

#include <algorithm>

#include "base/text.hpp"
#include "report/clock_view.hpp"
#include "report/json_parts.hpp"

namespace shian::report {
namespace {

bool is_name(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
}

// Steps over a text in quotes; `at` stands on the opening one.
std::size_t after_text(std::string_view text, std::size_t at) {
  char const quote = text[at++];
  while (at < text.size() && text[at] != quote) at += text[at] == '\\' ? 2U : 1U;
  return std::min(at + 1, text.size());
}

std::size_t after_name(std::string_view text, std::size_t at) {
  while (at < text.size() && is_name(text[at])) ++at;
  return at;
}

// Where the bracket that opens at `at` closes; the end of the text when it does not.
std::size_t closing(std::string_view text, std::size_t at) {
  int depth = 0;
  while (at < text.size()) {
    char const c = text[at];
    if (c == '"' || c == '\'') {
      at = after_text(text, at);
      continue;
    }
    if (c == '(') ++depth;
    if (c == ')' && --depth == 0) return at;
    ++at;
  }
  return at;
}

// The register of count(CHILD by ...), sum(... of CHILD by ...), last(... of CHILD by ...): the name before
// "by".
std::string aggregated(std::string_view inside) {
  std::string before;
  int depth = 0;
  for (std::size_t at = 0; at < inside.size();) {
    char const c = inside[at];
    if (c == '"' || c == '\'') {
      at = after_text(inside, at);
    } else if (is_name(c)) {
      auto const end = after_name(inside, at);
      auto const name = inside.substr(at, end - at);
      if (depth == 0 && name == "by") return before;
      if (depth == 0) before = name;
      at = end;
    } else {
      depth += c == '(' ? 1 : c == ')' ? -1 : 0;
      ++at;
    }
  }
  return "";
}

void collect(std::string_view text, std::string const& of_register, std::vector<DueCall>& found) {
  for (std::size_t at = 0; at < text.size();) {
    if (text[at] == '"' || text[at] == '\'') {
      at = after_text(text, at);
      continue;
    }
    if (!is_name(text[at])) {
      ++at;
      continue;
    }
    auto const end = after_name(text, at);
    auto const name = text.substr(at, end - at);
    auto open = end;
    while (open < text.size() && (text[open] == ' ' || text[open] == '\n')) ++open;
    bool const is_call = open < text.size() && text[open] == '(';
    at = end;
    if (!is_call) continue;
    auto const close = closing(text, open);
    auto const inside = text.substr(open + 1, close - open - 1);
    if (name == "due") {
      auto const quote = inside.find_first_of("\"'");
      if (quote == std::string_view::npos) continue;
      auto const end_of_rule = after_text(inside, quote);
      auto const comma = inside.find(',', end_of_rule);
      if (comma == std::string_view::npos) continue;
      found.push_back({std::string(inside.substr(quote + 1, end_of_rule - quote - 2)),
                       std::string(trimmed(inside.substr(comma + 1))), of_register});
      collect(inside.substr(comma + 1), of_register, found);
      at = close;
    } else if (name == "count" || name == "sum" || name == "last") {
      auto const child = aggregated(inside);
      collect(inside, child.empty() ? of_register : child, found);
      at = close;
    }
  }
}

}  // namespace

std::vector<DueCall> due_calls(std::string_view expression) {
  std::vector<DueCall> found;
  collect(expression, "", found);
  return found;
}

std::vector<ClockUse> clock_uses(city::City& city, reg::Schema const& schema) {
  std::vector<ClockUse> uses;
  auto const& id = schema.definition.id;
  auto const take = [&](pack::Source const& source, std::string const& outer, std::string const& used_by,
                        std::span<expression::Parameter const> parameters) {
    for (auto const& call : due_calls(source.text)) {
      if ((call.aggregate_register.empty() ? outer : call.aggregate_register) != id) continue;
      auto const known = std::find_if(uses.begin(), uses.end(), [&](auto const& use) {
        return use.rule == call.rule && use.start == call.start;
      });
      if (known != uses.end()) {
        if (std::find(known->used_by.begin(), known->used_by.end(), used_by) == known->used_by.end())
          known->used_by.push_back(used_by);
        continue;
      }
      expression::Environment const environment{&city.schemas(), &city.rules(), parameters};
      auto compiled =
          expression::compile({call.start, {}}, schema.index, environment, expression::Type::date);
      if (compiled) uses.push_back({call.rule, call.start, {used_by}, std::move(*compiled)});
    }
  };
  for (auto const& indicator : city.catalogue().indicators()) {
    std::vector<expression::Parameter> parameters;
    for (auto const& parameter : indicator.definition.parameters)
      parameters.push_back({parameter.id, parameter.value});
    for (std::size_t i = 0; i < indicator.measures.size(); ++i) {
      auto const& measure = city.catalogue().measure(indicator.measures[i]);
      if (measure.is_areas()) continue;
      auto const outer = city.schemas().register_id(measure.expression.register_index);
      auto const& words = indicator.definition.measures[i];
      take(words.expression, outer, indicator.id(), parameters);
      for (auto const& exclusion : words.exclusions) take(exclusion.when, outer, indicator.id(), parameters);
    }
  }
  for (auto const& rule : schema.definition.rules) take(rule.check, id, id + "." + rule.id, {});
  return uses;
}

std::vector<RecordClock> record_clocks(city::City& city, reg::Schema const& schema,
                                       reg::Record const& record) {
  expression::Context context;
  context.records = &city.ledger().records();
  context.rules = &city.rules();
  std::vector<RecordClock> clocks;
  for (auto& use : clock_uses(city, schema)) {
    RecordClock made;
    auto const start = use.compiled.evaluate(record.values, context);
    if (start.type == expression::Type::date) {
      made.start = start.day;
      made.due = city.rules().due(use.rule, start.day, clock::Explain::yes);
    }
    made.use = std::move(use);
    clocks.push_back(std::move(made));
  }
  return clocks;
}

std::string record_clocks_text(std::vector<RecordClock> const& clocks, Language language,
                               Terminal const& terminal) {
  bool const zh = language == Language::zh;
  std::string out;
  for (auto const& clock : clocks) {
    if (!out.empty()) out += "\n";
    if (!clock.due) {
      out += painted(clock.use.rule, Paint::strong, terminal) + "\n  " +
             (zh ? "未起算:" + clock.use.start + " 还没有日期"
                 : "not started: " + clock.use.start + " has no day yet") +
             "\n";
    } else if (!*clock.due) {
      out += painted(clock.use.rule, Paint::strong, terminal) + "\n  " +
             clock.due->error().to_string(language) + "\n";
    } else {
      out += due_text(**clock.due, language, terminal);
    }
    std::string users;
    for (auto const& user : clock.use.used_by) users += (users.empty() ? "" : ", ") + user;
    out += "  " +
           painted((zh ? "起算 " : "starts ") + clock.use.start + (zh ? ",用于 " : ", used by ") + users,
                   Paint::faint, terminal) +
           "\n";
  }
  if (out.empty())
    out = zh ? "没有指标或规则对这个台账计时限\n"
             : "no indicator or rule counts a time limit on this register\n";
  return out;
}

std::string record_clocks_json(reg::Schema const& schema, RecordId id,
                               std::vector<RecordClock> const& clocks) {
  Json list = Json::array();
  for (auto const& clock : clocks) {
    Json made = {{"rule", clock.use.rule},
                 {"start_expression", clock.use.start},
                 {"used_by", clock.use.used_by},
                 {"start", json_of(clock.start)},
                 {"due", nullptr}};
    if (clock.due && *clock.due) {
      made.update(Json::parse(due_json(**clock.due)));
    } else if (clock.due) {
      made["error"] = json_of(clock.due->error().what);
    }
    list.push_back(std::move(made));
  }
  return dumped({{"register", schema.definition.id}, {"id", id}, {"clocks", std::move(list)}});
}

}  // namespace shian::report
