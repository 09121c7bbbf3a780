#include "pack/yaml.hpp"

#include <yaml-cpp/depthguard.h>
#include <yaml-cpp/eventhandler.h>
#include <yaml-cpp/parser.h>

#include <algorithm>
#include <optional>
#include <sstream>

#include "base/text.hpp"
#include "base/utf8.hpp"

namespace shian::pack {
namespace {

constexpr int kDeepest = 50;
constexpr std::size_t kMostNodes = 400'000;
constexpr std::size_t kWidestExcerpt = 160;  // columns
constexpr std::string_view kFullWidthColon = "\uFF1A";

// yaml-cpp takes a quoted text that is never closed for one that ends with the file. A comment of our own at
// the end, with a character that no pack holds, tells: it must not be part of any text.
constexpr std::string_view kEndMark = "\n#\uE000";
constexpr std::string_view kEndCharacter = "\uE000";

struct Saying {
  std::string_view yaml_cpp;  // as it begins
  std::string_view zh;
};
constexpr Saying kSayings[] = {
    {"illegal map value", "这里不能再出现“键: 值”(多半是上一行的缩进、引号或冒号有误)"},
    {"end of map not found", "缩进与上面的键不一致"},
    {"end of sequence not found", "缩进与上面的列表项不一致"},
    {"end of map flow not found", "花括号 { 没有闭合"},
    {"end of sequence flow not found", "方括号 [ 没有闭合"},
    {"illegal tab", "缩进里有制表符，请改用空格"},
    {"illegal flow end", "括号不配对"},
    {"illegal block entry", "这里不能出现列表项“- ”"},
    {"the referenced anchor is not defined", "引用的锚点没有定义"},
    {"unknown escape character", "双引号内的反斜杠写法不对"},
    {"illegal EOF in scalar", "引号没有闭合"},
    {"unknown token", "不认识的符号（以 @、`、% 开头的值要加引号）"},
};

std::string said_in_chinese(std::string const& message) {
  for (auto const& saying : kSayings) {
    if (message.starts_with(saying.yaml_cpp)) return std::string(saying.zh);
  }
  return message;
}

// Hears a document and keeps nothing but where it and its first item begin.
class Beginning final : public YAML::EventHandler {
 public:
  void OnDocumentStart(YAML::Mark const& mark) override {
    document = mark;
    has_item_ = false;
  }
  void OnDocumentEnd() override {}
  void OnNull(YAML::Mark const& mark, YAML::anchor_t /*anchor*/) override { note(mark); }
  void OnAlias(YAML::Mark const& mark, YAML::anchor_t /*anchor*/) override { note(mark); }
  void OnScalar(YAML::Mark const& mark, std::string const& /*tag*/, YAML::anchor_t /*anchor*/,
                std::string const& /*value*/) override {
    note(mark);
  }
  void OnSequenceStart(YAML::Mark const& mark, std::string const& /*tag*/, YAML::anchor_t /*anchor*/,
                       YAML::EmitterStyle::value /*style*/) override {
    note(mark);
  }
  void OnSequenceEnd() override {}
  void OnMapStart(YAML::Mark const& mark, std::string const& /*tag*/, YAML::anchor_t /*anchor*/,
                  YAML::EmitterStyle::value /*style*/) override {
    note(mark);
  }
  void OnMapEnd() override {}

  YAML::Mark document, item;

 private:
  void note(YAML::Mark const& mark) {
    if (!has_item_) item = mark;
    has_item_ = true;
  }
  bool has_item_ = false;
};

// Where a second document begins. Not asked of YAML::LoadAll: at a symbol that begins nothing, a bare comma,
// yaml-cpp 0.7 finds one empty document after another without end.
std::optional<Beginning> second_document(std::string const& text) {
  std::istringstream in(text);
  YAML::Parser parser(in);
  Beginning document;
  if (!parser.HandleNextDocument(document) || !parser.HandleNextDocument(document)) return std::nullopt;
  return document;
}

// Without reading it a second time: what follows a root in block style is part of it or a fault, unless a
// line that ends documents stands between.
bool has_one_document(std::string_view text, YAML::Node const& root) {
  bool const is_block =
      root.IsDefined() && !root.IsScalar() && !root.IsNull() && root.Style() == YAML::EmitterStyle::Block;
  bool const has_marker = text.starts_with("---") || text.starts_with("...") ||
                          text.find("\n---") != std::string_view::npos ||
                          text.find("\n...") != std::string_view::npos;
  return is_block && !has_marker;
}

// The end of the first `characters` characters, in bytes.
std::size_t offset_of(std::string_view text, int characters) {
  std::size_t at = 0;
  for (int i = 0; i < characters && at < text.size(); ++i) (void)next_code_point(text, at);
  return at;
}

}  // namespace

File::File(Reading& reading, std::string name, std::string text)
    : reading_(reading), name_(std::move(name)), text_(std::move(text)) {
  line_starts_.push_back(0);
  for (std::size_t i = 0; i < text_.size(); ++i) {
    if (text_[i] == '\n') line_starts_.push_back(i + 1);
  }
}

std::string_view File::line(int number) const {
  if (number < 1 || static_cast<std::size_t>(number) > line_starts_.size()) return {};
  auto const start = line_starts_[static_cast<std::size_t>(number) - 1];
  auto const end = text_.find('\n', start);
  auto const length = end == std::string::npos ? std::string::npos : end - start;
  auto text = std::string_view(text_).substr(start, length);
  if (text.ends_with('\r')) text.remove_suffix(1);
  return text;
}

bool File::is_text() const {
  for (std::size_t i = 0; i < line_starts_.size(); ++i) {
    auto const number = static_cast<int>(i) + 1;
    auto const text = line(number);
    if (is_valid_utf8(text) && text.find('\0') == std::string_view::npos &&
        text.find(kEndCharacter) == std::string_view::npos) {
      continue;
    }
    reading_.fault(at(number, 1),
                   Error::make("pack.encoding", "这一行不是 UTF-8 文本", "this line is not UTF-8 text")
                       .hinting("请把文件另存为 UTF-8 编码", "save the file as UTF-8"));
    return false;
  }
  return true;
}

bool File::parse() {
  if (!is_text()) return false;
  try {
    auto const text = text_ + std::string(kEndMark);
    root_ = YAML::Load(text);
    if (auto const second = has_one_document(text, root_) ? std::nullopt : second_document(text)) {
      auto const where = place(second->item.line, second->item.column);
      bool const is_marked = line(second->document.line + 1).starts_with("---");
      reading_.fault(
          where, is_marked
                     ? Error::make("pack.documents", "一个文件里有两份 YAML 文档，后面的不会被读到",
                                   "two YAML documents in one file: the second would not be read")
                           .hinting("删去“---”一行", "remove the line '---'")
                     : Error::make("pack.yaml", "YAML 写法有误：这里有多余的符号",
                                   "not well-formed YAML: nothing can stand here")
                           .hinting("删去多余的逗号或括号", "remove the comma or bracket that is too many"));
      return false;
    }
  } catch (YAML::DeepRecursion const& fault) {
    reading_.fault(place(fault.mark.line, fault.mark.column),
                   Error::make("pack.depth", "嵌套太深", "nested too deeply"));
    return false;
  } catch (YAML::Exception const& fault) {
    auto error = Error::make("pack.yaml", "YAML 写法有误：" + said_in_chinese(fault.msg),
                             "not well-formed YAML: " + fault.msg)
                     .hinting("检查缩进、冒号后的空格和引号",
                              "look at the indentation, the blank after a colon, the quotes");
    auto where = place(fault.mark.line, fault.mark.column);
    if (fault.msg == YAML::ErrorMsg::EOF_IN_SCALAR) where = odd_quote().value_or(where);
    reading_.fault(where, hinting_at_colon(std::move(error), where.line));
    return false;
  }
  std::size_t seen = 0;
  return is_reasonable(root_, 0, seen);
}

// Aliases let a few lines stand for millions of items, or for themselves; a pack that a person wrote has
// neither such depth nor such size.
bool File::is_reasonable(YAML::Node const& node, int depth, std::size_t& seen) const {
  if (depth > kDeepest) {
    fault(node, Error::make("pack.depth", "嵌套超过 50 层", "nested deeper than 50 levels"));
    return false;
  }
  if (++seen > kMostNodes) {
    fault(node, Error::make("pack.items", "条目太多（引用展开后超过 40 万）",
                            "too many items (over 400 000 once aliases are followed)"));
    return false;
  }
  if (node.IsScalar() && node.Scalar().find(kEndCharacter) != std::string::npos) {
    fault(node, Error::make("pack.yaml", "引号没有闭合", "this quote is never closed"));
    return false;
  }
  for (auto const& item : node) {
    if (node.IsMap()) {
      if (!is_reasonable(item.first, depth + 1, seen)) return false;
      if (!is_reasonable(item.second, depth + 1, seen)) return false;
    } else if (!is_reasonable(item, depth + 1, seen)) {
      return false;
    }
  }
  return true;
}

// A quote that is never closed is noticed only at the end of the file. It most likely stands in the last line
// that has an odd number of quotes.
std::optional<Position> File::odd_quote() const {
  for (auto number = static_cast<int>(line_starts_.size()); number > 0; --number) {
    auto const text = line(number);
    for (char const quote : {'"', '\''}) {
      if (std::count(text.begin(), text.end(), quote) % 2 == 0) continue;
      return place(number - 1, static_cast<int>(text.rfind(quote)));
    }
  }
  return std::nullopt;
}

// yaml-cpp counts columns in bytes.
Position File::place(int line_index, int bytes) const {
  if (line_index < 0) return at(0, 0);
  auto number = line_index + 1;
  auto before = line(number).substr(0, static_cast<std::size_t>(std::max(bytes, 0)));
  // What is found missing at the end of the file is shown at the end of its last line.
  while (line(number).empty()) {
    if (--number < 1) return at(0, 0);
    before = line(number);
  }
  int column = 1;
  for (std::size_t i = 0; i < before.size(); ++column) (void)next_code_point(before, i);
  return at(number, column);
}

Position File::position(YAML::Node const& node) const {
  auto const mark = node.Mark();
  return place(mark.line, mark.column);
}

std::string File::excerpt(int line_number, int column) const {
  auto const text = line(line_number);
  if (text.empty() || column < 1) return {};
  auto const caret = offset_of(text, column - 1);
  if (display_width(text) <= kWidestExcerpt) {
    return std::string(text) + "\n" + std::string(display_width(text.substr(0, caret)), ' ') + "^";
  }
  constexpr int kBefore = 40;
  auto const start = offset_of(text, std::max(0, column - 1 - kBefore));
  auto const shown_before = text.substr(start, caret - start);
  auto const lead = std::string(start > 0 ? "…" : "");
  auto const rest = shortened(text.substr(caret), kWidestExcerpt - display_width(shown_before));
  return lead + std::string(shown_before) + rest + "\n" +
         std::string(display_width(lead) + display_width(shown_before), ' ') + "^";
}

// The slip of those who type Chinese: “名称:乐清” is no key and value.
Error File::hinting_at_colon(Error error, int line_number) const {
  for (int number : {line_number, line_number - 1}) {
    auto const text = line(number);
    auto const full_width = text.find(kFullWidthColon);
    if (full_width != std::string_view::npos && text.find(':') == std::string_view::npos) {
      return std::move(error).hinting(
          "第 " + std::to_string(number) + " 行的冒号是全角的，应为半角冒号加一个空格",
          "the colon in line " + std::to_string(number) + " is full-width: write an ASCII colon and a blank");
    }
  }
  return error;
}

Source File::source(YAML::Node const& node) const {
  Source source;
  if (!node || !node.IsScalar()) return source;
  source.text = node.Scalar();
  source.where = position(node);
  auto const text = line(source.where.line);
  auto at_byte = offset_of(text, source.where.column - 1);
  // An anchor or a tag may stand before the value.
  while (at_byte < text.size() && (text[at_byte] == '&' || text[at_byte] == '!')) {
    auto const blank = text.find(' ', at_byte);
    if (blank == std::string_view::npos) break;
    source.where.column += static_cast<int>(display_width(text.substr(at_byte, blank - at_byte))) + 1;
    at_byte = blank + 1;
  }
  if (at_byte >= text.size()) return source;
  if (text[at_byte] == '"' || text[at_byte] == '\'') {
    ++source.where.column;
  } else if (text[at_byte] == '|' || text[at_byte] == '>') {
    int number = source.where.line + 1;
    while (static_cast<std::size_t>(number) < line_starts_.size() && trimmed(line(number)).empty()) ++number;
    source.where.line = number;
    source.where.column = static_cast<int>(line(number).find_first_not_of(' ')) + 1;
  }
  return source;
}

}  // namespace shian::pack
