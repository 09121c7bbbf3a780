#include "pack/load.hpp"

#include <algorithm>
#include <array>

#include "pack/sections.hpp"

namespace shian::pack {
namespace {

using namespace std::string_view_literals;
namespace fs = std::filesystem;

constexpr std::array kFileKeys = {"pack"sv, "calendar"sv, "clocks"sv, "registers"sv, "indicators"sv, "units"sv,
                                  "bodies"sv, "areas"sv, "tasks"sv, "targets"sv, "phases"sv, "safeguards"sv,
                                  "dates"sv, "systems"sv, "population"sv, "open_questions"sv, "decisions"sv};
constexpr std::array kHeadKeys = {"id"sv, "name"sv, "name_en"sv, "version"sv, "source"sv, "extends"sv, "utc_offset"sv,
                                  "sample_day"sv, "common_duty"sv, "population_year"sv, "population_note"sv};

class Loader {
 public:
  std::expected<Pack, Errors> load(fs::path const& folder) {
    read_folder(folder, {});
    if (faults_.empty()) {
      apply_decisions(pack_, faults_);
      check(pack_, faults_);
    }
    if (!faults_.empty()) return std::unexpected(std::move(faults_));
    return std::move(pack_);
  }

 private:
  void read_folder(fs::path const& given, std::vector<std::string> const& above) {
    std::error_code failed;
    auto const folder = fs::weakly_canonical(given, failed);
    auto const name = folder.filename().string();
    if (std::find(above.begin(), above.end(), name) != above.end()) {
      faults_.push_back(Error::make("pack.cycle", "方案包循环引用:" + name, "packs extend each other in a circle: " + name).at((folder / "pack.yaml").string(), 0));
      return;
    }
    if (std::find(read_.begin(), read_.end(), name) != read_.end()) return;  // two packs may stand on one
    auto const head_file = folder / "pack.yaml";
    if (!fs::is_regular_file(head_file, failed)) {
      faults_.push_back(Error::make("pack.missing_folder", "文件夹里没有 pack.yaml", "there is no pack.yaml in the folder").at(head_file.string(), 0));
      return;
    }
    auto const shown = [&](fs::path const& file) { return name + "/" + file.lexically_relative(folder).generic_string(); };
    auto head = File::read(head_file, shown(head_file), faults_);
    if (!head) return;
    std::vector<std::string> extends;
    Pack own;
    if (!head->root().IsMap() || !head->root()["pack"]) {
      head->fault_at(1, 1, Error::make("pack.head", "缺少 pack: 一节", "the section pack: is missing"));
      return;
    }
    read_head(Map(*head, head->root()["pack"], kHeadKeys), own, extends);
    auto below = above;
    below.push_back(name);
    for (auto const& other : extends) read_folder(folder.parent_path() / other, below);
    // Now the head speaks for the whole: what the lower packs said about themselves is replaced.
    read_head(Map(*head, head->root()["pack"], kHeadKeys), pack_, extends);
    pack_.chain.push_back(own.id);
    read_.push_back(name);

    std::vector<fs::path> files;
    for (auto const& entry : fs::recursive_directory_iterator(folder)) {
      if (entry.is_regular_file() && entry.path().extension() == ".yaml") files.push_back(entry.path());
    }
    std::sort(files.begin(), files.end());
    for (auto const& path : files) {
      auto file = path == head_file ? std::move(head) : File::read(path, shown(path), faults_);
      pack_.files.push_back(path.string());
      if (file) read_sections(*file);
    }
  }

  void read_sections(File const& file) {
    if (file.root().IsNull()) return;  // nothing but comments
    Map const map(file, file.root(), kFileKeys);
    if (map.has("calendar")) read_calendar(file, map.node("calendar"), pack_);
    auto const each = [&](std::string_view key, auto read) {
      map.each(key, [&](YAML::Node const& item) { read(file, item, pack_); });
    };
    each("clocks", read_clock);
    each("registers", read_register);
    each("indicators", read_indicator);
    map.each("units", [&](YAML::Node const& item) { read_unit(file, item, pack_, pack_.units); });
    map.each("bodies", [&](YAML::Node const& item) { read_unit(file, item, pack_, pack_.bodies); });
    each("areas", read_area);
    each("tasks", read_task);
    each("targets", read_target);
    each("phases", read_phase);
    each("safeguards", read_safeguard);
    each("dates", read_key_date);
    each("systems", read_system);
    each("population", read_population);
    each("open_questions", read_open_question);
    each("decisions", read_decision);
  }

  Pack pack_;
  Errors faults_;
  std::vector<std::string> read_;
};

}  // namespace

std::expected<Pack, Errors> load(fs::path const& folder) { return Loader().load(folder); }

}  // namespace shian::pack
