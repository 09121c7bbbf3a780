#include "report/brief.hpp"
#include "report/json_parts.hpp"
#include "report/words.hpp"

namespace shian::report {
namespace {

Json target_head(pack::Target const& target, Text const& name) {
  return {{"id", target.id}, {"name", json_of(name)}};
}

Json attention_json(pack::Pack const& pack, std::vector<BriefTarget> const& targets) {
  Json made = Json::array();
  for (auto const& one : targets) {
    auto line = target_head(*one.target, one.name);
    line["state"] = indicator::code_of(one.state);
    line["value"] = one.value.empty() ? Json(nullptr) : Json(one.value);
    line["threshold"] = json_of(one.threshold);
    line["what_it_takes"] = json_of(one.takes);
    line["units"] = Json::array();
    for (auto const& unit : one.units)
      line["units"].push_back({{"id", unit}, {"name", json_of(unit_name(pack, unit))}});
    made.push_back(std::move(line));
  }
  return made;
}

Json moves_json(std::vector<BriefMove> const& moves) {
  Json made = Json::array();
  for (auto const& move : moves) {
    auto line = target_head(*move.target, move.name);
    line["from"] = indicator::code_of(move.from);
    line["to"] = indicator::code_of(move.to);
    made.push_back(std::move(line));
  }
  return made;
}

Json findings_json(std::optional<BriefFindings> const& findings) {
  if (!findings) return nullptr;
  return {{"found", findings->found},
          {"closed", findings->closed},
          {"due", findings->due},
          {"on_time", findings->on_time},
          {"open_late", findings->open_late}};
}

Json acceptance_counts_json(std::optional<BriefAcceptance> const& acceptance) {
  if (!acceptance) return nullptr;
  return {{"proved", acceptance->proved},
          {"lacking", acceptance->lacking},
          {"not_yet", acceptance->not_yet},
          {"gaps", acceptance->gaps}};
}

Json decisions_json(BriefDecisions const& decisions) {
  Json first = Json::array();
  for (auto const& name : decisions.first) first.push_back(json_of(name));
  return {{"open", decisions.open}, {"not_judged", decisions.not_judged}, {"first", std::move(first)}};
}

}  // namespace

std::string brief_json(Brief const& brief) {
  auto made = head_of(*brief.pack, brief.as_of, brief.simulated);
  made["before"] = brief.before.to_string();
  made["next_stage"] = next_stage_json(brief.next_stage);
  made["counts"] = counts_json(brief.counts);
  made["counts_before"] = counts_json(brief.counts_before);
  made["attention"] = attention_json(*brief.pack, brief.attention);
  made["better"] = moves_json(brief.better);
  made["worse"] = moves_json(brief.worse);
  made["findings"] = findings_json(brief.findings);
  made["letters"] = Json::object();
  for (auto const colour :
       {pack::Colour::red, pack::Colour::orange, pack::Colour::yellow, pack::Colour::blue}) {
    auto const found = brief.letters.find(colour);
    made["letters"][std::string(supervise::code_of(colour))] =
        found == brief.letters.end() ? 0 : found->second;
  }
  made["acceptance"] = acceptance_counts_json(brief.acceptance);
  made["decisions"] = decisions_json(brief.decisions);
  return dumped(made);
}

}  // namespace shian::report
