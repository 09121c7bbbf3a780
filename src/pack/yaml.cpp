#include "pack/yaml.hpp"

#include <algorithm>
#include <fstream>
#include <sstream>

#include "base/text.hpp"

namespace shian::pack {
namespace {

constexpr std::size_t kLargestFile = 4U << 20U;
constexpr int kDeepest = 50;
constexpr std::size_t kMostNodes = 400'000;
constexpr std::size_t kMostFaults = 100;

// Aliases let a few lines stand for millions of nodes; a pack that a person wrote has neither depth nor size.
bool reasonable(YAML::Node const& node, int depth, std::size_t& seen) {
  if (depth > kDeepest || ++seen > kMostNodes) return false;
  if (node.IsSequence()) {
    for (auto const& item : node) {
      if (!reasonable(item, depth + 1, seen)) return false;
    }
  } else if (node.IsMap()) {
    for (auto const& item : node) {
      if (!reasonable(item.second, depth + 1, seen)) return false;
    }
  }
  return true;
}

// Brackets alone can nest deeper than a recursive parser's stack: look before parsing.
bool nested_too_deeply(std::string_view text) {
  int depth = 0;
  for (char c : text) {
    if (c == '[' || c == '{') ++depth;
    if (c == ']' || c == '}') depth = std::max(0, depth - 1);
    if (c == '\n' && depth == 0) continue;
    if (depth > kDeepest) return true;
  }
  return false;
}

std::string joined(std::vector<std::string> const& names, std::string_view mark) {
  std::string text;
  for (std::size_t i = 0; i < names.size() && i < 14; ++i) text += (i ? std::string(mark) : "") + names[i];
  return names.size() > 14 ? text + "…" : text;
}

}  // namespace

Error suggesting(Error error, std::string_view name, std::vector<std::string> const& known) {
  if (auto const near = nearest(name, known)) {
    return std::move(error).hinting("是不是“" + *near + "”?", "did you mean '" + *near + "'?");
  }
  if (known.empty()) return error;
  return std::move(error).hinting("可用的有:" + joined(known, "、"), "known: " + joined(known, ", "));
}

std::unique_ptr<File> File::read(std::filesystem::path const& path, std::string shown_name, Errors& faults) {
  std::unique_ptr<File> file(new File(std::move(shown_name), faults));
  std::ifstream in(path, std::ios::binary);
  std::ostringstream bytes;
  bytes << in.rdbuf();
  file->text_ = bytes.str();
  auto& text = file->text_;
  if (!in) {
    faults.push_back(Error::make("pack.read", "无法读取文件", "the file cannot be read").at(file->name_, 0));
    return nullptr;
  }
  if (text.size() > kLargestFile) {
    faults.push_back(Error::make("pack.size", "文件超过 4 MB", "the file is over 4 MB").at(file->name_, 0));
    return nullptr;
  }
  file->line_starts_.push_back(0);
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '\n') file->line_starts_.push_back(i + 1);
  }
  if (!is_valid_utf8(text) || text.find('\0') != std::string::npos) {
    int bad = 1;
    for (std::size_t n = 1; n <= file->line_starts_.size(); ++n) {
      auto const line = file->line(static_cast<int>(n));
      if (is_valid_utf8(line) && line.find('\0') == std::string_view::npos) continue;
      bad = static_cast<int>(n);
      break;
    }
    faults.push_back(Error::make("pack.encoding", "文件不是 UTF-8 编码", "the file is not UTF-8")
                         .hinting("请另存为 UTF-8", "save it as UTF-8")
                         .at(file->name_, bad));
    return nullptr;
  }
  if (nested_too_deeply(text)) {
    faults.push_back(Error::make("pack.depth", "嵌套太深", "nested too deeply").at(file->name_, 0));
    return nullptr;
  }
  try {
    file->root_ = YAML::Load(text);
    std::size_t seen = 0;
    if (!reasonable(file->root_, 0, seen)) {
      faults.push_back(Error::make("pack.depth", "嵌套太深或条目太多", "nested too deeply, or too many items").at(file->name_, 0));
      return nullptr;
    }
  } catch (YAML::Exception const& fault) {
    file->fault_at(fault.mark.line + 1, fault.mark.column + 1,
                   Error::make("pack.yaml", "YAML 写法有误:" + fault.msg, "not well-formed YAML: " + fault.msg)
                       .hinting("检查缩进、冒号后的空格和引号", "look at the indentation, the blank after a colon, the quotes"));
    return nullptr;
  }
  return file;
}

std::string_view File::line(int number) const {
  if (number < 1 || static_cast<std::size_t>(number) > line_starts_.size()) return {};
  auto const start = line_starts_[static_cast<std::size_t>(number) - 1];
  auto const end = text_.find('\n', start);
  auto text = std::string_view(text_).substr(start, end == std::string::npos ? std::string::npos : end - start);
  if (text.ends_with('\r')) text.remove_suffix(1);
  return text;
}

Position File::position(YAML::Node const& node) const {
  auto const mark = node.Mark();
  if (mark.line < 0) return {name_, 0, 0};
  return {name_, mark.line + 1, mark.column + 1};
}

void File::fault_at(int line_number, int column, Error error) const {
  if (faults_.size() >= kMostFaults) return;
  error.where = {name_, line_number, column};
  auto const text = line(line_number);
  if (!text.empty() && column > 0) {
    // yaml-cpp counts columns in code points.
    std::size_t at = 0;
    for (int i = 1; i < column && at < text.size(); ++i) {
      ++at;
      while (at < text.size() && (static_cast<unsigned char>(text[at]) & 0xC0U) == 0x80U) ++at;
    }
    error.excerpt = std::string(text) + "\n" + std::string(display_width(text.substr(0, at)), ' ') + "^";
  }
  faults_.push_back(std::move(error));
}

void File::fault(YAML::Node const& node, Error error) const {
  auto const where = position(node);
  fault_at(where.line, where.column, std::move(error));
}

Source source_of(File const& file, YAML::Node const& node) {
  Source source;
  if (!node || !node.IsScalar()) return source;
  source.text = node.Scalar();
  source.where = file.position(node);
  if (node.Tag() == "!") ++source.where.column;  // quoted: the expression begins after the quote
  return source;
}

Map::Map(File const& file, YAML::Node const& node, std::span<std::string_view const> keys) : file_(file), node_(node) {
  if (!node_.IsMap()) {
    file_.fault(node_, Error::make("pack.mapping", "这里应为“键: 值”", "a mapping (key: value) is expected here"));
    node_ = YAML::Node(YAML::NodeType::Map);
    return;
  }
  std::vector<std::string> seen;
  for (auto const& entry : node_) {
    auto const key = entry.first.IsScalar() ? entry.first.Scalar() : std::string();
    if (std::find(keys.begin(), keys.end(), key) == keys.end()) {
      std::vector<std::string> const known(keys.begin(), keys.end());
      file_.fault(entry.first, suggesting(Error::make("pack.unknown_key", "不认识的键“" + key + "”", "unknown key '" + key + "'"), key, known));
    } else if (std::find(seen.begin(), seen.end(), key) != seen.end()) {
      file_.fault(entry.first, Error::make("pack.twice", "键“" + key + "”写了两次", "the key '" + key + "' is given twice"));
    }
    seen.push_back(key);
  }
}

bool Map::has(std::string_view key) const {
  auto const found = node_[std::string(key)];
  return found && !found.IsNull();
}

YAML::Node Map::node(std::string_view key) const { return node_[std::string(key)]; }

void Map::fault(std::string_view key, Error error) const { file_.fault(has(key) ? node(key) : node_, std::move(error)); }

void Map::wrong(std::string_view key, Text what, Text example) const {
  auto const name = std::string(key);
  fault(key, Error::make("pack.value", name + ":" + what.zh, name + ": " + what.en).hinting(std::move(example.zh), std::move(example.en)));
}

void Map::wrong_word(std::string_view key, std::string const& given, std::vector<std::string> const& known) const {
  auto const name = std::string(key);
  auto error = suggesting(Error::make("pack.word", name + " 没有“" + given + "”这个取值", name + " cannot be '" + given + "'"), given, known);
  fault(key, std::move(error));
}

std::optional<std::string> Map::scalar(std::string_view key) const {
  if (!has(key)) return std::nullopt;
  auto const found = node(key);
  if (!found.IsScalar()) {
    wrong(key, {"应为一个值,不是列表或键值", "must be one value, not a list or mapping"}, {});
    return std::nullopt;
  }
  return found.Scalar();
}

std::string Map::text(std::string_view key) const { return scalar(key).value_or(""); }

std::string Map::required(std::string_view key) const {
  auto const found = text(key);
  if (found.empty()) {
    auto const name = std::string(key);
    fault(key, Error::make("pack.missing", "缺少必填的键“" + name + "”", "the key '" + name + "' is missing"));
  }
  return found;
}

Text Map::both(std::string_view key) const {
  Text made{text(key), text(std::string(key) + "_en")};
  if (made.zh.empty()) made.zh = made.en;
  if (made.en.empty()) made.en = made.zh;
  return made;
}

Text Map::required_both(std::string_view key) const {
  auto made = both(key);
  if (made.empty()) (void)required(key);
  return made;
}

std::optional<std::int64_t> Map::integer(std::string_view key) const {
  auto const found = scalar(key);
  if (!found) return std::nullopt;
  auto const number = Decimal::parse(*found);
  if (number && number->scale() == 0) return number->mantissa();
  wrong(key, {"“" + *found + "”不是整数", "'" + *found + "' is not a whole number"}, {"例如 20", "for example 20"});
  return std::nullopt;
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
  wrong(key, {"“" + *found + "”不是日期", "'" + *found + "' is not a day"}, {"写成 2022-09-30", "write 2022-09-30"});
  return std::nullopt;
}

bool Map::flag(std::string_view key, bool otherwise) const {
  auto const found = scalar(key);
  if (!found) return otherwise;
  if (*found == "true" || *found == "是") return true;
  if (*found == "false" || *found == "否") return false;
  wrong(key, {"“" + *found + "”应为 true 或 false", "'" + *found + "' must be true or false"}, {});
  return otherwise;
}

std::vector<std::string> Map::texts(std::string_view key) const {
  std::vector<std::string> made;
  if (!has(key)) return made;
  auto const found = node(key);
  if (found.IsScalar()) return {found.Scalar()};
  if (!found.IsSequence()) {
    wrong(key, {"应为列表", "must be a list"}, {"例如 [U20, U23]", "for example [U20, U23]"});
    return made;
  }
  for (auto const& item : found) {
    if (item.IsScalar()) {
      made.push_back(item.Scalar());
    } else {
      file_.fault(item, Error::make("pack.value", "列表里应为单个值", "a list of single values is expected"));
    }
  }
  return made;
}

std::vector<std::int64_t> Map::integers(std::string_view key) const {
  std::vector<std::int64_t> made;
  for (auto const& text : texts(key)) {
    auto const number = Decimal::parse(text);
    if (number && number->scale() == 0) {
      made.push_back(number->mantissa());
    } else {
      wrong(key, {"“" + text + "”不是整数", "'" + text + "' is not a whole number"}, {});
    }
  }
  return made;
}

Source Map::source(std::string_view key) const { return has(key) ? source_of(file_, node(key)) : Source{}; }

void Map::each(std::string_view key, std::function<void(YAML::Node const&)> const& use) const {
  if (!has(key)) return;
  auto const found = node(key);
  if (!found.IsSequence()) {
    wrong(key, {"应为列表", "must be a list"}, {"每项以“- ”开头", "each item begins with '- '"});
    return;
  }
  for (auto const& item : found) use(item);
}

}  // namespace shian::pack
