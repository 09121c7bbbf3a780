#include "report/lifecycle_page.hpp"

#include <vector>

#include "register/lifecycle.hpp"
#include "report/words.hpp"

namespace shian::report {
namespace {

// "受理 accept"
std::string both(Text const& name) { return name.en.empty() ? name.zh : name.zh + " " + name.en; }

std::string const& id_of(reg::Lifecycle const& lifecycle, int state) {
  return lifecycle.states[static_cast<std::size_t>(state)].definition.id;
}

std::string diagram(reg::Lifecycle const& lifecycle) {
  std::string out = "```mermaid\nstateDiagram-v2\n";
  // As a record goes through them: they are written the last first.
  for (auto state = lifecycle.states.rbegin(); state != lifecycle.states.rend(); ++state)
    out += "  state \"" + state->definition.name.zh + "\" as " + state->definition.id + "\n";
  out += "  [*] --> " + lifecycle.states.back().definition.id + "\n";
  for (auto const& step : lifecycle.steps)
    for (int const from : step.from)
      for (int const to : step.to)
        out += "  " + id_of(lifecycle, from) + " --> " + id_of(lifecycle, to) + ": " +
               step.definition.name.zh + "\n";
  for (auto const& state : lifecycle.states)
    if (state.definition.is_end) out += "  " + state.definition.id + " --> [*]\n";
  return out + "```\n";
}

std::string line(std::string const& title, std::vector<std::string> const& names) {
  return names.empty() ? std::string() : "* " + title + joined(names, Language::zh) + "\n";
}

std::string notes(reg::Lifecycle const& lifecycle) {
  std::vector<std::string> by_itself, staying, clocks;
  for (auto const& state : lifecycle.states)
    if (!state.definition.from.empty()) by_itself.push_back(both(state.definition.name));
  for (auto const& step : lifecycle.steps)
    if (step.to.empty()) staying.push_back(both(step.definition.name));
  for (auto const& clock : lifecycle.clocks) clocks.push_back(both(clock.definition.name));
  return line("到日自动进入 begin by themselves on a day: ", by_itself) +
         line("不改变状态的步骤 steps that add a fact: ", staying) + line("时限 time limits: ", clocks);
}

}  // namespace

std::string lifecycle_page(reg::Schemas const& schemas) {
  std::string out =
      "# 办理流程 Lifecycles\n\n"
      "由 `shian pack lifecycles packs/yueqing` 写出，勿手改。Written by that command from the pack; see "
      "[packs](packs.md#lifecycles-办理流程) for what the words mean.\n";
  for (auto const& schema : schemas.all()) {
    if (!schema.lifecycle) continue;
    out += "\n## " + both(schema.definition.name) + " `" + schema.definition.id + "`\n\n" +
           diagram(*schema.lifecycle) + "\n" + notes(*schema.lifecycle);
  }
  return out;
}

}  // namespace shian::report
