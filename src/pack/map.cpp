#include <algorithm>

#include "pack/yaml.hpp"

namespace shian::pack {

Map::Map(File const& file, YAML::Node const& node, std::span<std::string_view const> keys)
    : file_(file), node_(node) {
  if (!node_.IsMap()) {
    auto error = Error::make("pack.mapping", "这里应为“键: 值”", "a mapping (key: value) is expected here");
    file_.fault(node_, file_.hinting_at_colon(std::move(error), file_.position(node_).line));
    file_.reading().incomplete();
    node_ = YAML::Node(YAML::NodeType::Map);
    is_mapping_ = false;
    return;
  }
  std::vector<std::string> const known(keys.begin(), keys.end());
  std::vector<std::string> seen;
  for (auto const& entry : node_) {
    auto const key = entry.first.IsScalar() ? entry.first.Scalar() : std::string();
    if (std::find(known.begin(), known.end(), key) == known.end()) {
      auto error = Error::make("pack.unknown_key", "不认识的键“" + key + "”", "unknown key '" + key + "'");
      file_.fault(entry.first, suggesting(std::move(error), key, known));
    } else if (std::find(seen.begin(), seen.end(), key) != seen.end()) {
      file_.fault(entry.first, Error::make("pack.twice", "键“" + key + "”写了两次",
                                           "the key '" + key + "' is given twice"));
    }
    seen.push_back(key);
  }
}

bool Map::has(std::string_view key) const {
  auto const found = node_[std::string(key)];
  return found && !found.IsNull();
}

YAML::Node Map::node(std::string_view key) const { return node_[std::string(key)]; }

Position Map::where(std::string_view key) const { return file_.position(has(key) ? node(key) : node_); }

void Map::wrong(std::string_view key, Text what, Text example) const {
  auto const name = std::string(key);
  fault(key, Error::make("pack.value", name + ":" + what.zh, name + ": " + what.en)
                 .hinting(std::move(example.zh), std::move(example.en)));
}

void Map::wrong_word(std::string_view key, std::string const& given,
                     std::vector<std::string> const& known) const {
  auto const name = std::string(key);
  auto error =
      Error::make("pack.word", name + " 没有“" + given + "”这个取值", name + " cannot be '" + given + "'");
  fault(key, suggesting(std::move(error), given, known));
}

// Whether a value is there that is no text: that was told when it was read.
bool Map::is_told(std::string_view key) const { return has(key) && !node(key).IsScalar(); }

void Map::missing(std::string_view key) const {
  if (!is_mapping_) return;  // told already
  auto const name = std::string(key);
  fault(key, Error::make("pack.missing", "缺少必填的键“" + name + "”", "the key '" + name + "' is missing"));
}

std::optional<std::string> Map::scalar(std::string_view key) const {
  if (!has(key)) return std::nullopt;
  auto const found = node(key);
  if (found.IsScalar()) return found.Scalar();
  wrong(key, {"应为一个值，不是列表或键值", "must be one value, not a list or a mapping"}, {});
  return std::nullopt;
}

std::string Map::text(std::string_view key) const { return scalar(key).value_or(""); }

std::string Map::required(std::string_view key) const {
  if (!has(key)) {
    missing(key);
    return {};
  }
  auto const found = scalar(key);
  if (found && found->empty()) missing(key);
  return found.value_or("");
}

std::string Map::id() const {
  auto const found = required("id");
  if (found.empty()) file_.reading().incomplete();
  auto const is_alphanumeric = [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
  };
  bool const good = std::all_of(found.begin(), found.end(), [&](char c) {
    return is_alphanumeric(c) || c == '.' || c == '_' || c == '-';
  });
  if (!found.empty() && (!good || !is_alphanumeric(found.front()))) {
    fault("id",
          Error::make("pack.id", "编号“" + found + "”只能用字母、数字、点、横线和下划线，以字母或数字开头",
                      "the id '" + found +
                          "' may hold only letters, digits, '.', '-' and '_', a letter or digit first")
              .hinting("例如 K39", "for example K39"));
  }
  return found;
}

Text Map::both(std::string_view key) const {
  Text made{text(key), text(std::string(key) + "_en")};
  if (file_.reading().is_in_two_languages && made.zh.empty() != made.en.empty()) {
    auto const other = std::string(key) + (made.zh.empty() ? "" : "_en");
    if (!is_told(other)) {
      fault(key, Error::make("pack.language", "缺少 " + other + ":方案包有两种语言",
                             other + " is missing: the pack is in two languages"));
    }
  }
  if (made.zh.empty()) made.zh = made.en;
  if (made.en.empty()) made.en = made.zh;
  return made;
}

Text Map::required_both(std::string_view key) const {
  auto made = both(key);
  if (made.empty() && !is_told(key) && !is_told(std::string(key) + "_en")) missing(key);
  return made;
}

std::optional<int> Map::integer(std::string_view key, int least, int most) const {
  auto const found = scalar(key);
  if (!found) return std::nullopt;
  auto const number = Decimal::parse(*found);
  if (!number || number->scale() != 0) {
    wrong(key, {"“" + *found + "”不是整数", "'" + *found + "' is not a whole number"},
          {"例如 20", "for example 20"});
    return std::nullopt;
  }
  if (number->mantissa() < least || number->mantissa() > most) {
    auto const from = std::to_string(least), to = std::to_string(most);
    bool const open = most == std::numeric_limits<int>::max();
    wrong(key,
          {*found + (open ? " 太小，不得小于 " + from : " 不在 " + from + " 到 " + to + " 之间"),
           *found + (open ? " is below " + from : " is not between " + from + " and " + to)},
          {});
    return std::nullopt;
  }
  return static_cast<int>(number->mantissa());
}

std::optional<Decimal> Map::decimal(std::string_view key) const {
  auto const found = scalar(key);
  if (!found) return std::nullopt;
  if (auto const number = Decimal::parse(*found)) return number;
  wrong(key, {"“" + *found + "”不是数", "'" + *found + "' is not a number"}, {"例如 4.5", "for example 4.5"});
  return std::nullopt;
}

std::optional<Day> Map::day(std::string_view key) const {
  auto const found = scalar(key);
  if (!found) return std::nullopt;
  if (auto const day = Day::parse(*found)) return day;
  wrong(key, {"“" + *found + "”不是日期", "'" + *found + "' is not a day"},
        {"写成 2022-09-30", "write 2022-09-30"});
  return std::nullopt;
}

Day Map::required_day(std::string_view key) const {
  if (!has(key)) missing(key);
  return day(key).value_or(Day());
}

bool Map::flag(std::string_view key, bool otherwise) const {
  auto const found = scalar(key);
  if (!found) return otherwise;
  if (*found == "true" || *found == "是") return true;
  if (*found == "false" || *found == "否") return false;
  wrong(key, {"“" + *found + "”应为 true 或 false", "'" + *found + "' must be true or false"}, {});
  return otherwise;
}

std::vector<YAML::Node> Map::scalars(std::string_view key) const {
  std::vector<YAML::Node> made;
  if (!has(key)) return made;
  auto const found = node(key);
  if (found.IsScalar()) return {found};
  if (!found.IsSequence()) {
    wrong(key, {"应为列表", "must be a list"}, {"例如 [U20, U23]", "for example [U20, U23]"});
    return made;
  }
  for (auto const& item : found) {
    if (item.IsScalar()) {
      made.push_back(item);
    } else {
      file_.fault(item, Error::make("pack.value", "列表里应为单个值", "a list of single values is expected"));
    }
  }
  return made;
}

std::vector<std::string> Map::texts(std::string_view key) const {
  std::vector<std::string> made;
  for (auto const& item : scalars(key)) made.push_back(item.Scalar());
  return made;
}

std::vector<int> Map::integers(std::string_view key, int least, int most, std::optional<Kind> named) const {
  std::vector<int> made;
  for (auto const& item : scalars(key)) {
    auto const number = Decimal::parse(item.Scalar());
    if (number && number->scale() == 0 && number->mantissa() >= least && number->mantissa() <= most) {
      made.push_back(static_cast<int>(number->mantissa()));
      if (named) file_.reading().refer(*named, number->to_string(), file_.position(item));
      continue;
    }
    auto const range = std::to_string(least) + "…" + std::to_string(most);
    file_.fault(item, Error::make("pack.value", "“" + item.Scalar() + "”不是 " + range + " 的整数",
                                  "'" + item.Scalar() + "' is not a whole number of " + range));
  }
  return made;
}

std::vector<Day> Map::days(std::string_view key) const {
  std::vector<Day> made;
  for (auto const& item : scalars(key)) {
    if (auto const day = Day::parse(item.Scalar())) {
      made.push_back(*day);
    } else {
      file_.fault(item, Error::make("pack.value", "“" + item.Scalar() + "”不是日期",
                                    "'" + item.Scalar() + "' is not a day")
                            .hinting("写成 2022-10-01", "write 2022-10-01"));
    }
  }
  return made;
}

std::string Map::name(std::string_view key, Kind kind) const {
  auto found = text(key);
  if (!found.empty()) file_.reading().refer(kind, found, where(key));
  return found;
}

std::vector<std::string> Map::names(std::string_view key, Kind kind) const {
  std::vector<std::string> made;
  for (auto const& item : scalars(key)) {
    auto const& name = item.Scalar();
    if (std::find(made.begin(), made.end(), name) != made.end()) {
      file_.fault(item, Error::make("pack.twice", "“" + name + "”写了两次", "'" + name + "' is named twice"));
      continue;
    }
    file_.reading().refer(kind, name, file_.position(item));
    made.push_back(name);
  }
  return made;
}

Source Map::source(std::string_view key) const {
  if (!scalar(key)) return {};
  return file_.source(node(key));
}

Source Map::required_source(std::string_view key) const {
  (void)required(key);
  return has(key) ? file_.source(node(key)) : Source{};
}

void Map::each(std::string_view key, std::function<void(YAML::Node const&)> const& use) const {
  if (!has(key)) return;
  auto const found = node(key);
  if (!found.IsSequence()) {
    wrong(key, {"应为列表", "must be a list"}, {"每项以“- ”开头", "each item begins with '- '"});
    file_.reading().incomplete();
    return;
  }
  for (auto const& item : found) use(item);
}

}  // namespace shian::pack
