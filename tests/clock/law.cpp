#include "law.hpp"

#include <fstream>
#include <stdexcept>

#include "pack/load.hpp"
#include "support/source_dir.hpp"

namespace shian::clock {

Day day(std::string_view iso) { return Day::parse(iso).value(); }

pack::Pack const& law() {
  static pack::Pack const loaded = [] {
    auto made = pack::load(std::string(test::kSourceDir) + "/packs/law");
    if (made) return std::move(*made);
    std::string faults;
    for (auto const& fault : made.error()) faults += fault.to_string(Language::en) + '\n';
    throw std::runtime_error(faults);
  }();
  return loaded;
}

Rules const& law_rules() {
  static Rules const rules(law().clocks, law().calendar, law().utc_offset_minutes);
  return rules;
}

std::optional<std::filesystem::path> shared_file(std::string const& name) {
  auto const path = std::filesystem::path(test::kSourceDir) / "../shared" / name;
  if (std::filesystem::exists(path)) return path;
  return std::nullopt;
}

nlohmann::json read_json(std::filesystem::path const& path) {
  std::ifstream in(path);
  return nlohmann::json::parse(in);
}

WallCalendar::WallCalendar(pack::Calendar const& published) {
  for (auto const& year : published.years) {
    if (!year.papers.empty()) years_.insert(year.year);
    off_.insert(year.holidays.begin(), year.holidays.end());
    on_.insert(year.extra_workdays.begin(), year.extra_workdays.end());
  }
}

bool WallCalendar::works(Day day) const {
  if (on_.contains(day)) return true;
  if (off_.contains(day)) return false;
  int const since_monday = ((day.since_epoch + 3) % 7 + 7) % 7;  // 1970-01-01 was a Thursday
  return since_monday < 5;
}

Day WallCalendar::plus(Day start, int working_days) const {
  Day day = start;
  for (int counted = 0; counted < working_days;) {
    ++day;
    if (works(day)) ++counted;
  }
  return day;
}

}  // namespace shian::clock
