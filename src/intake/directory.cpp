#include "intake/directory.hpp"

#include <algorithm>

#include "base/text.hpp"

namespace shian::intake {
namespace {

constexpr std::string_view kTownEndings[] = {"街道办事处", "镇人民政府", "乡人民政府", "街道办",
                                             "镇政府",     "乡政府",     "街道",       "民族乡",
                                             "镇",         "乡",         "管委会"};
constexpr std::size_t kShortestPart = 6;  // bytes of a name that may stand at another's end: two characters

std::string without_town_ending(std::string_view name) {
  for (auto ending : kTownEndings) {
    if (name.ends_with(ending) && name.size() > ending.size())
      return std::string(name.substr(0, name.size() - ending.size()));
  }
  return std::string(name);
}

}  // namespace

Directory Directory::of_areas(std::span<pack::Area const> areas) {
  Directory made;
  made.kind_zh_ = "镇街";
  made.kind_en_ = "area";
  for (auto const& area : areas) made.add(area.id, area.name, area.aliases);
  return made;
}

Directory Directory::of_units(std::span<pack::Unit const> units) {
  Directory made;
  made.kind_zh_ = "单位";
  made.kind_en_ = "unit";
  for (auto const& unit : units) made.add(unit.id, unit.name, unit.aliases);
  return made;
}

void Directory::add(std::string const& id, Text const& name, std::span<std::string const> aliases) {
  int const entry = static_cast<int>(ids_.size());
  ids_.push_back(id);
  names_.push_back(name.zh.empty() ? name.en : name.zh);
  add_spelling(id, entry);
  add_spelling(name.zh, entry);
  add_spelling(name.en, entry);
  for (auto const& alias : aliases) add_spelling(alias, entry);
}

void Directory::add_spelling(std::string_view spelling, int entry) {
  auto text = folded(spelling);
  if (text.empty()) return;
  auto const [at, is_new] = exact_.emplace(text, entry);
  if (!is_new && at->second != entry) at->second = -1;
  spellings_.push_back({std::move(text), entry});
}

Expected<std::string> Directory::find(std::string_view text) const {
  auto const wanted = folded(text);
  if (auto const found = exact_.find(wanted); found != exact_.end() && found->second >= 0) {
    return ids_[static_cast<std::size_t>(found->second)];
  }
  auto const bare = without_town_ending(wanted);
  std::vector<int> entries;
  auto const collect = [&](auto const& fits) {
    for (auto const& spelling : spellings_) {
      bool const is_known = std::find(entries.begin(), entries.end(), spelling.entry) != entries.end();
      if (!is_known && fits(spelling.folded)) entries.push_back(spelling.entry);
    }
    return !entries.empty();
  };
  // From the surest reading to the loosest; the first that fits anything decides.
  bool const is_found =
      collect([&](std::string const& name) { return name == wanted; }) ||
      collect([&](std::string const& name) { return without_town_ending(name) == wanted; }) ||
      collect(
          [&](std::string const& name) { return name.size() >= kShortestPart && wanted.ends_with(name); }) ||
      (bare.size() >= kShortestPart && collect([&](std::string const& name) {
         auto const core = without_town_ending(name);
         return core.size() >= kShortestPart && bare != wanted && (core == bare || bare.ends_with(core));
       })) ||
      (wanted.size() >= 2 * kShortestPart &&
       collect([&](std::string const& name) { return name.ends_with(wanted); }));
  if (is_found && entries.size() == 1) return ids_[static_cast<std::size_t>(entries.front())];
  std::string const shown(trimmed(text));
  if (is_found) {
    std::string list;
    for (int entry : entries) list += (list.empty() ? "" : "、") + names_[static_cast<std::size_t>(entry)];
    return std::unexpected(Error::make("intake." + kind_en_,
                                       "“" + shown + "”可能指几个" + kind_zh_ + ":" + list,
                                       "'" + shown + "' may mean several " + kind_en_ + "s: " + list)
                               .hinting("请写全称", "write the full name"));
  }
  auto error = Error::make("intake." + kind_en_, "没有名为“" + shown + "”的" + kind_zh_,
                           "there is no " + kind_en_ + " '" + shown + "'");
  if (auto const near = nearest(shown, names_)) {
    return std::unexpected(
        std::move(error).hinting("是不是“" + *near + "”?", "did you mean '" + *near + "'?"));
  }
  return std::unexpected(std::move(error));
}

}  // namespace shian::intake
