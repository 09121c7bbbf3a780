// Signs, and the way of a sign. Names of fields and conditions are checked where registers are compiled.
#include <array>

#include "pack/sections.hpp"

namespace shian::pack {
namespace {

using namespace std::string_view_literals;

SignSide side_of(Map const& map) {
  SignSide made;
  made.register_id = map.name("register", Kind::register_);
  made.when = map.source("when");
  made.by = map.texts("by");
  made.day = map.text("day");
  made.fields = map.texts("fields");
  return made;
}

std::optional<SignSide> other_side(Map const& above, std::string_view key) {
  if (!above.has(key)) return std::nullopt;
  constexpr std::array kKeys = {"register"sv, "when"sv, "by"sv, "day"sv, "fields"sv};
  Map const map(above.file(), above.node(key), kKeys);
  (void)map.required("register");
  return side_of(map);
}

std::map<std::string, Decimal> numbers_of(Map const& map) {
  std::map<std::string, Decimal> numbers;
  auto const node = map.node("numbers");
  if (!node) return numbers;
  bool is_sound = node.IsMap();
  if (is_sound) {
    for (auto const& pair : node) {
      auto const number = pair.second.IsScalar() ? Decimal::parse(pair.second.Scalar()) : std::nullopt;
      is_sound = is_sound && number.has_value();
      if (number) numbers.emplace(pair.first.Scalar(), *number);
    }
  }
  if (!is_sound)
    map.fault("numbers", Error::make("pack.value", "numbers 应为“名称: 数”", "numbers holds 'name: number'")
                             .hinting("例如 numbers: {least: 30}", "for example numbers: {least: 30}"));
  return numbers;
}

SignRate rate_of(Map const& above) {
  constexpr std::array kKeys = {"judged"sv, "raised"sv, "how"sv, "how_en"sv};
  Map const map(above.file(), above.node("false_alarms"), kKeys);
  SignRate made;
  if (map.has("judged")) made.judged = map.integer("judged");
  if (map.has("raised")) made.raised = map.integer("raised", 0, made.judged.value_or(0));
  made.how = map.required_both("how");
  if (made.judged.has_value() != made.raised.has_value())
    map.fault("how", Error::make("pack.value", "judged 与 raised 一同写", "judged and raised go together"));
  return made;
}

}  // namespace

void read_sign(File const& file, YAML::Node const& node) {
  constexpr std::array kKeys = {"id"sv,       "name"sv,        "name_en"sv, "why"sv,          "why_en"sv,
                                "harmless"sv, "harmless_en"sv, "kind"sv,    "per"sv,          "register"sv,
                                "when"sv,     "by"sv,          "day"sv,     "fields"sv,       "check"sv,
                                "numbers"sv,  "other"sv,       "covered"sv, "false_alarms"sv, "replaces"sv};
  Map const map(file, node, kKeys);
  Sign made;
  made.id = map.id();
  made.name = map.required_both("name");
  made.why = map.required_both("why");
  made.harmless = map.required_both("harmless");
  (void)map.required("kind");
  made.kind = map.word("kind", kSignKinds, SignKind::burst);
  made.per = map.word("per", kSignPeriods, SignPeriod::all);
  made.own = side_of(map);
  made.check = map.source("check");
  made.numbers = numbers_of(map);
  made.other = other_side(map, "other");
  made.covered = other_side(map, "covered");
  if (map.has("false_alarms"))
    made.rate = rate_of(map);
  else
    map.fault("id",
              Error::make("pack.missing", "迹象要写误报率 false_alarms",
                          "a sign says how often it is a false alarm")
                  .hinting("例如 false_alarms: {judged: 1200, raised: 3, how: 模拟年}；测不了的写明 how",
                           "for example false_alarms: {judged: 1200, raised: 3, how: ...}; say in how why "
                           "it could not be measured"));
  made.where = map.where();
  keep(map, Kind::sign, file.reading().pack.signs, std::move(made));
}

void read_sign_path(File const& file, YAML::Node const& node) {
  constexpr std::array kKeys = {"answer_days"sv, "late_days"sv,      "register"sv,     "key"sv,
                                "sign"sv,        "about_register"sv, "about_record"sv, "unit"sv,
                                "area"sv,        "kind"sv,           "kinds"sv,        "text"sv,
                                "answered"sv,    "accepted"sv,       "refused"sv};
  Map const map(file, node, kKeys);
  SignPath made;
  made.answer_days = map.integer("answer_days", 1, 366).value_or(0);
  made.late_days = map.integer("late_days", 0, 366).value_or(0);
  for (auto const key : {"answer_days"sv, "late_days"sv, "register"sv}) (void)map.required(key);
  made.register_id = map.name("register", Kind::register_);
  made.key = map.required("key");
  made.sign = map.required("sign");
  made.about_register = map.required("about_register");
  made.about_record = map.required("about_record");
  made.unit = map.required("unit");
  made.area = map.required("area");
  made.kind = map.required("kind");
  made.text = map.required("text");
  made.answered = map.required("answered");
  made.accepted = map.required("accepted");
  made.refused = map.required("refused");
  if (auto const kinds = map.node("kinds"); kinds && kinds.IsMap())
    for (auto const& pair : kinds) made.kinds.emplace(pair.first.Scalar(), pair.second.Scalar());
  bool corrected = false, explained = false;
  for (auto const& [option, meaning] : made.kinds) {
    corrected = corrected || meaning == "corrected";
    explained = explained || meaning == "explained";
  }
  if (!corrected || !explained || made.kinds.size() != 2)
    map.fault("kinds", Error::make("pack.value", "kinds 应写明哪个选项是更正、哪个是说明",
                                   "kinds says which option is corrected and which explained")
                           .hinting("例如 kinds: {更正: corrected, 说明: explained}",
                                    "for example kinds: {更正: corrected, 说明: explained}"));
  made.where = map.where();
  file.reading().pack.sign_path = std::move(made);
}

}  // namespace shian::pack
