// One reader for each kind of item a pack file may hold. Inside this room only.
#pragma once

#include "pack/yaml.hpp"

namespace shian::pack {

// Each adds what it reads to the pack; faults go to the file.
void read_head(Map const& head, Pack& pack, std::vector<std::string>& extends);
void read_calendar(File const& file, YAML::Node const& node, Pack& pack);
void read_clock(File const& file, YAML::Node const& node, Pack& pack);
void read_register(File const& file, YAML::Node const& node, Pack& pack);
void read_indicator(File const& file, YAML::Node const& node, Pack& pack);
void read_unit(File const& file, YAML::Node const& node, Pack& pack, std::vector<Unit>& into);
void read_area(File const& file, YAML::Node const& node, Pack& pack);
void read_task(File const& file, YAML::Node const& node, Pack& pack);
void read_target(File const& file, YAML::Node const& node, Pack& pack);
void read_phase(File const& file, YAML::Node const& node, Pack& pack);
void read_safeguard(File const& file, YAML::Node const& node, Pack& pack);
void read_key_date(File const& file, YAML::Node const& node, Pack& pack);
void read_system(File const& file, YAML::Node const& node, Pack& pack);
void read_population(File const& file, YAML::Node const& node, Pack& pack);
void read_open_question(File const& file, YAML::Node const& node, Pack& pack);
void read_decision(File const& file, YAML::Node const& node, Pack& pack);

/// Adds an item by its id: a second of the same id is a fault unless it says `replaces: true`.
template <class T>
void keep(Map const& map, std::vector<T>& items, T item) {
  for (auto& there : items) {
    if (there.id != item.id) continue;
    if (map.flag("replaces")) {
      there = std::move(item);
      return;
    }
    map.fault("id", Error::make("pack.duplicate", "编号 " + item.id + " 已经有了", "the id " + item.id + " is there already")
                        .hinting("要代替下层方案包的同名项,写 replaces: true", "to replace the item of a lower pack write replaces: true"));
    return;
  }
  items.push_back(std::move(item));
}

/// Whether names used across items exist; whether things the law or the plan forbids are there. Faults carry positions.
void check(Pack const& pack, Errors& faults);
/// Signed decisions become part of what they decide.
void apply_decisions(Pack& pack, Errors& faults);

}  // namespace shian::pack
