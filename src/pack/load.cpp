#include "pack/load.hpp"

#include <algorithm>
#include <array>
#include <iterator>

#include "pack/sections.hpp"

namespace shian::pack {
namespace {

using namespace std::string_view_literals;
namespace fs = std::filesystem;

constexpr std::array kFileKeys = {
    "pack"sv,      "calendar"sv,   "clocks"sv,         "registers"sv,  "lifecycles"sv,
    "documents"sv, "indicators"sv, "units"sv,          "bodies"sv,     "areas"sv,
    "tasks"sv,     "targets"sv,    "phases"sv,         "safeguards"sv, "dates"sv,
    "systems"sv,   "population"sv, "open_questions"sv, "decisions"sv,  "letters"sv,
    "signs"sv,     "sign_path"sv,  "appraisals"sv,     "acceptance"sv, "questionnaires"sv};

class Loader {
 public:
  std::expected<Pack, Errors> load(fs::path const& folder, std::vector<Decision> signed_since) {
    read_folder(folder, {(folder / "pack.yaml").string(), 0, 0}, {});
    reading_.check();
    auto& decisions = reading_.pack.decisions;
    decisions.insert(decisions.end(), std::make_move_iterator(signed_since.begin()),
                     std::make_move_iterator(signed_since.end()));
    if (!reading_.has_faults()) reading_.apply_decisions();
    if (reading_.has_faults()) return std::unexpected(reading_.faults());
    return std::move(reading_.pack);
  }

 private:
  /// `named_at`: where the pack is named, for faults of the folder itself.
  void read_folder(fs::path const& given, Position const& named_at, std::vector<std::string> above) {
    std::error_code failed;
    auto const folder = fs::weakly_canonical(given, failed);
    auto const name = folder.filename().string();
    if (std::find(above.begin(), above.end(), name) != above.end()) {
      std::string way;
      for (auto const& step : above) way += step + " -> ";
      reading_.fault(named_at, Error::make("pack.cycle", "方案包循环引用：" + way + name,
                                           "packs extend each other in a circle: " + way + name));
      return;
    }
    if (std::find(done_.begin(), done_.end(), name) != done_.end()) return;  // two packs may stand on one
    auto const head_path = folder / "pack.yaml";
    if (!fs::is_regular_file(head_path, failed)) {
      reading_.fault(named_at,
                     Error::make("pack.folder", "没有方案包 " + name + ":文件夹里应有 pack.yaml",
                                 "there is no pack " + name + ": its folder must hold a pack.yaml"));
      reading_.incomplete();
      return;
    }
    auto const* const file = reading_.open(head_path, shown(folder, head_path));
    if (file == nullptr) return;
    if (!file->root().IsMap() || !file->root()["pack"]) {
      reading_.fault(
          file->at(1, 1),
          Error::make("pack.head", "缺少 pack: 一节", "the section pack: is missing")
              .hinting("pack: {id: …, name: …, version: …}", "pack: {id: ..., name: ..., version: ...}"));
      reading_.incomplete();
      return;
    }
    auto const head = read_head(*file, file->root()["pack"]);
    above.push_back(name);
    for (auto const& other : head.extends) {
      auto const wanted = other.IsScalar() ? other.Scalar() : std::string();
      if (wanted.empty() || wanted.front() == '.' || wanted.find('/') != std::string::npos) {
        file->fault(other, Error::make("pack.extends", "extends 应写同级文件夹的名称",
                                       "extends names folders beside this one")
                               .hinting("例如 extends: [china]", "for example extends: [china]"));
        continue;
      }
      read_folder(folder.parent_path() / wanted, file->position(other), above);
    }
    done_.push_back(name);
    reading_.folder = name;
    adopt(head, *file);
    read_files(folder, head_path, *file);
  }

  static std::string shown(fs::path const& folder, fs::path const& file) {
    return file.lexically_relative(folder.parent_path()).generic_string();
  }

  // The head of a later pack speaks for the whole; what it leaves out is taken from the packs below.
  void adopt(Head const& head, File const& file) {
    reading_.is_in_two_languages = head.name.zh != head.name.en;
    auto& pack = reading_.pack;
    pack.id = head.id;
    pack.name = head.name;
    pack.version = head.version;
    pack.chain.push_back(head.id);
    if (head.source) pack.source = *head.source;
    if (head.common_duty) pack.common_duty = *head.common_duty;
    if (head.population_note) pack.population_note = *head.population_note;
    if (head.utc_offset_minutes) pack.utc_offset_minutes = *head.utc_offset_minutes;
    if (head.sample_day) pack.sample_day = head.sample_day;
    if (head.population_year) {
      pack.population_year = *head.population_year;
      reading_.put(Kind::population, "population_year",
                   file.position(file.root()["pack"]["population_year"]));
    }
  }

  void read_files(fs::path const& folder, fs::path const& head_path, File const& head) {
    std::vector<fs::path> paths;
    for (auto const& entry : fs::recursive_directory_iterator(folder)) {
      auto const& path = entry.path();
      if (!entry.is_regular_file() || path.filename().string().starts_with('.') || path == head_path)
        continue;
      if (path.extension() == ".yml") {
        reading_.fault({shown(folder, path), 0, 0},
                       Error::make("pack.extension", "文件名以 .yml 结尾，不会被读到",
                                   "a file that ends in .yml is not read")
                           .hinting("改名为 .yaml", "rename it to .yaml"));
      }
      if (path.extension() == ".yaml") paths.push_back(path);
    }
    std::sort(paths.begin(), paths.end());
    reading_.pack.files.push_back(head_path.string());
    read_sections(head, true);
    for (auto const& path : paths) {
      reading_.pack.files.push_back(path.string());
      if (auto const* const file = reading_.open(path, shown(folder, path))) read_sections(*file, false);
    }
  }

  static void read_sections(File const& file, bool is_head) {
    if (file.root().IsNull()) return;  // nothing but comments
    Map const map(file, file.root(), kFileKeys);
    if (!is_head && map.has("pack")) {
      map.fault("pack", Error::make("pack.head", "pack: 一节只能写在 pack.yaml 里",
                                    "the section pack: belongs in pack.yaml"));
    }
    if (map.has("calendar")) read_calendar(file, map.node("calendar"));
    if (map.has("sign_path")) read_sign_path(file, map.node("sign_path"));
    if (map.has("acceptance")) read_acceptance(file, map.node("acceptance"));
    constexpr std::pair<std::string_view, void (*)(File const&, YAML::Node const&)> kSections[] = {
        {"clocks", read_clock},
        {"registers", read_register},
        {"lifecycles", read_lifecycle},
        {"documents", read_document},
        {"indicators", read_indicator},
        {"units", read_unit},
        {"bodies", read_body},
        {"areas", read_area},
        {"tasks", read_task},
        {"targets", read_target},
        {"phases", read_phase},
        {"safeguards", read_safeguard},
        {"dates", read_key_date},
        {"systems", read_system},
        {"population", read_population},
        {"open_questions", read_open_question},
        {"decisions", read_decision},
        {"letters", read_letter},
        {"signs", read_sign},
        {"questionnaires", read_questionnaire},
        {"appraisals", read_appraisal}};
    for (auto const& [key, read] : kSections) {
      map.each(key, [&](YAML::Node const& item) { read(file, item); });
    }
  }

  Reading reading_;
  std::vector<std::string> done_;
};

}  // namespace

std::expected<Pack, Errors> load(fs::path const& folder, std::vector<Decision> signed_since) {
  return Loader().load(folder, std::move(signed_since));
}

}  // namespace shian::pack
