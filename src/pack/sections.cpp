#include "pack/sections.hpp"

namespace shian::pack {

Certainty certainty_of(Map const& map, std::string_view key, Certainty otherwise) {
  if (map.text(key) == "decided") {
    map.fault(key, Error::make("pack.unsigned", "decided 只能来自签发的决定",
                               "only a signed decision makes this 'decided'")
                       .hinting("写 to_be_confirmed，并在 decisions 里登记决定",
                                "write to_be_confirmed, and put the decision into decisions"));
    return otherwise;
  }
  constexpr Word<Certainty> kWords[] = {{"printed", Certainty::printed},
                                        {"to_be_confirmed", Certainty::to_be_confirmed}};
  return map.word(key, kWords, otherwise);
}

Standing standing_of(Map const& map, Kind kind, std::string const& id) {
  if (id.empty()) return Standing::refused;  // told already
  auto& reading = map.file().reading();
  auto const* const there = reading.place(kind, id);
  bool const replaces = map.flag("replaces");
  if (there == nullptr) {
    if (replaces) {
      map.fault("id", suggesting(Error::make("pack.replaces", "下层方案包里没有可代替的 " + id,
                                             "no lower pack has '" + id + "' to be replaced"),
                                 id, reading.ids(kind)));
    }
    reading.put(kind, id, map.where("id"));
    return Standing::added;
  }
  if (replaces && there->folder != reading.folder) {
    reading.put(kind, id, map.where("id"));
    return Standing::replacing;
  }
  auto error =
      Error::make("pack.duplicate", "编号 " + id + " 已经有了", "the id '" + id + "' is there already");
  auto const first = there->where.to_string();
  if (there->folder == reading.folder) {
    map.fault("id", std::move(error).hinting("第一个在 " + first, "the first stands at " + first));
  } else {
    map.fault("id", std::move(error).hinting("要代替 " + first + " 处的同名项，写 replaces: true",
                                             "to replace the one at " + first + " write replaces: true"));
  }
  return Standing::refused;
}

}  // namespace shian::pack
