// One reader for each kind of item a pack file may hold. Inside this room only.
#pragma once

#include <algorithm>

#include "pack/yaml.hpp"

namespace shian::pack {

/// The years that a pack may speak of.
constexpr int kFirstYear = 1949;
constexpr int kLastYear = 2200;

/// What pack.yaml says about its pack. What it leaves out is taken from the packs below.
struct Head {
  std::string id;
  Text name;
  std::string version;
  std::vector<YAML::Node> extends;
  std::optional<std::string> source, common_duty, population_note;
  std::optional<int> utc_offset_minutes, population_year;
  std::optional<Day> sample_day;
};

[[nodiscard]] Head read_head(File const& file, YAML::Node const& node);

// Each adds what it reads to the pack of the file's reading; faults go there too.
void read_calendar(File const& file, YAML::Node const& node);
void read_clock(File const& file, YAML::Node const& node);
void read_register(File const& file, YAML::Node const& node);
void read_lifecycle(File const& file, YAML::Node const& node);
void read_document(File const& file, YAML::Node const& node);
void read_indicator(File const& file, YAML::Node const& node);
void read_unit(File const& file, YAML::Node const& node);
void read_body(File const& file, YAML::Node const& node);
void read_area(File const& file, YAML::Node const& node);
void read_task(File const& file, YAML::Node const& node);
void read_target(File const& file, YAML::Node const& node);
void read_phase(File const& file, YAML::Node const& node);
void read_safeguard(File const& file, YAML::Node const& node);
void read_key_date(File const& file, YAML::Node const& node);
void read_system(File const& file, YAML::Node const& node);
void read_population(File const& file, YAML::Node const& node);
void read_open_question(File const& file, YAML::Node const& node);
void read_decision(File const& file, YAML::Node const& node);
void read_letter(File const& file, YAML::Node const& node);
void read_sign(File const& file, YAML::Node const& node);
void read_sign_path(File const& file, YAML::Node const& node);
void read_questionnaire(File const& file, YAML::Node const& node);
void read_appraisal(File const& file, YAML::Node const& node);
void read_acceptance(File const& file, YAML::Node const& node);

/// A fault for each that is no code of a post.
void check_roles(Map const& map, std::string_view key, std::vector<std::string> const& roles);

/// printed or to_be_confirmed. `decided` is no word of a pack: only a signed decision settles a point.
[[nodiscard]] Certainty certainty_of(Map const& map, std::string_view key, Certainty otherwise);

/// Whether an item of this id may be added, replaces one of a lower pack, or is a fault (told here).
enum class Standing { added, replacing, refused };
[[nodiscard]] Standing standing_of(Map const& map, Kind kind, std::string const& id);

/// Adds an item by its id, or puts it in the place of the one it replaces.
template <class T>
void keep(Map const& map, Kind kind, std::vector<T>& items, T item) {
  switch (standing_of(map, kind, item.id)) {
    case Standing::added:
      items.push_back(std::move(item));
      return;
    case Standing::replacing: {
      auto const there =
          std::find_if(items.begin(), items.end(), [&](T const& other) { return other.id == item.id; });
      if (there == items.end()) {
        items.push_back(std::move(item));  // a unit in the place of a body of the same id, or the reverse
      } else {
        *there = std::move(item);
      }
      return;
    }
    case Standing::refused:
      return;
  }
}

}  // namespace shian::pack
