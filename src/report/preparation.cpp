#include "report/preparation.hpp"

#include "report/json_parts.hpp"

namespace shian::report {

std::string prepared_text(city::Prepared const& prepared, Language language) {
  auto const pack = prepared.pack_id + " " + prepared.pack_version;
  auto const registers = std::to_string(prepared.registers);
  auto const indicators = std::to_string(prepared.indicators);
  auto const targets = std::to_string(prepared.targets);
  auto const rebuilt = std::to_string(prepared.rebuilt_measures);
  if (language == Language::zh) {
    return std::string(prepared.is_new ? "新建" : "已升级") + ":" + pack + "，台账 " + registers + "，指标 " +
           indicators + "，目标 " + targets + "，新增或重算的量 " + rebuilt + "\n";
  }
  return std::string(prepared.is_new ? "new" : "brought up to date") + ": " + pack + ", " + registers +
         " registers, " + indicators + " indicators, " + targets + " targets, " + rebuilt +
         " measures new or rebuilt\n";
}

std::string prepared_json(city::Prepared const& prepared) {
  return dumped({{"new", prepared.is_new},
                 {"pack", prepared.pack_id},
                 {"version", prepared.pack_version},
                 {"registers", prepared.registers},
                 {"indicators", prepared.indicators},
                 {"targets", prepared.targets},
                 {"rebuilt_measures", prepared.rebuilt_measures}});
}

}  // namespace shian::report
