#include "intake/field_names.hpp"

#include <algorithm>

#include "base/text.hpp"
#include "intake/units.hpp"
#include "register/schema.hpp"

namespace shian::intake {
namespace {

struct Bracketed {
  std::string outside;
  std::string inside;
};

/// Sets one bracket aside: the last one, wherever it stands. Nothing outside: no bracket.
Bracketed without_bracket(std::string const& key) {
  auto const close = key.rfind(')');
  if (close == std::string::npos) return {};
  auto const open = key.rfind('(', close);
  if (open == std::string::npos) return {};
  return {key.substr(0, open) + key.substr(close + 1), key.substr(open + 1, close - open - 1)};
}

std::string unit_hint(std::string_view text) {
  for (std::string_view word : {"单位:", "单位", "unit:"}) {
    if (text.starts_with(word)) text.remove_prefix(word.size());
  }
  return find_unit(text) ? std::string(text) : std::string{};
}

std::vector<std::string_view> split_by(std::string_view text, std::string_view separator) {
  std::vector<std::string_view> parts;
  for (;;) {
    auto const at = text.find(separator);
    parts.push_back(trimmed(text.substr(0, at)));
    if (at == std::string_view::npos) return parts;
    text.remove_prefix(at + separator.size());
  }
}

}  // namespace

std::string header_key(std::string_view header) {
  auto key = folded(header);
  std::erase(key, '*');
  for (std::string_view mark : {"(必填)", "(选填)", "(必录)"}) {
    if (auto const at = key.find(mark); at != std::string::npos) key.erase(at, mark.size());
  }
  while (key.ends_with(':')) key.pop_back();
  return key;
}

FieldNames::FieldNames(reg::Schema const& schema) {
  auto const count = static_cast<int>(schema.fields.size());
  auto const of = [&](int i) -> pack::Field const& {
    return schema.fields[static_cast<std::size_t>(i)].definition;
  };
  for (int i = 0; i < count; ++i) add(of(i).name.zh, i, MatchedBy::name);
  for (int i = 0; i < count; ++i) add(of(i).name.en, i, MatchedBy::english_name);
  for (int i = 0; i < count; ++i) add(of(i).id, i, MatchedBy::id);
  for (int i = 0; i < count; ++i) {
    for (auto const& alias : of(i).aliases) add(alias, i, MatchedBy::alias);
  }
}

void FieldNames::add(std::string_view spelling, int field, MatchedBy how) {
  auto key = header_key(spelling);
  if (key.empty()) return;
  auto const [at, is_new] = meanings_.emplace(key, Meaning{field, how});
  // A name beats another field's alias; two aliases of different fields mean neither.
  if (!is_new && at->second.field != field && at->second.how == how) at->second.field = -1;
  if (is_new) spellings_.push_back(std::string(trimmed(spelling)));
}

ColumnPart FieldNames::match(std::string_view header) const {
  ColumnPart part;
  part.header = trimmed(header);
  auto key = header_key(header);
  auto const known = [&](std::string const& text) {
    auto const found = meanings_.find(text);
    if (found == meanings_.end() || found->second.field < 0) return false;
    part.field = found->second.field;
    part.how = found->second.how;
    return true;
  };
  if (key.size() > 2 && key.front() == '(' && key.find(')') == key.size() - 1)
    key = key.substr(1, key.size() - 2);
  if (auto const bracket = without_bracket(key); !bracket.outside.empty())
    part.unit = unit_hint(bracket.inside);
  if (known(key)) return part;
  for (int depth = 0; depth < 3; ++depth) {
    auto const bracket = without_bracket(key);
    if (bracket.outside.empty()) break;
    if (part.unit.empty()) part.unit = unit_hint(bracket.inside);
    key = bracket.outside;
    if (known(key)) return part;
  }
  // 数量/吨, 数量,吨
  for (char separator : {'/', ','}) {
    auto const at = key.find(separator);
    if (at == std::string::npos || at == 0) continue;
    auto const unit = unit_hint(key.substr(at + 1));
    if (unit.empty()) continue;
    if (part.unit.empty()) part.unit = unit;
    if (known(key.substr(0, at))) return part;
  }
  return part;  // it keeps its unit: somebody may yet say which field it means
}

std::vector<ColumnPart> FieldNames::match_combined(std::string_view header) const {
  for (auto separator : kCombinedSeparators) {
    if (header.find(separator) == std::string_view::npos) continue;
    auto const texts = split_by(header, separator);
    if (texts.size() < 2) continue;
    std::vector<ColumnPart> parts;
    std::size_t matched = 0;
    bool is_one_field = true;
    for (auto text : texts) {
      parts.push_back(match(text));
      if (parts.back().field < 0) continue;
      ++matched;
      is_one_field = is_one_field && parts.back().field == parts.front().field;
    }
    // A slash also joins two names of one thing: 社会信用代码/营业执照号.
    if (separator == "/") {
      if (matched == 0 || (matched < texts.size() && texts.size() > 2)) continue;
      if (matched < texts.size() || is_one_field) {
        auto whole = parts[parts[0].field >= 0 ? 0 : 1];
        whole.header = trimmed(header);
        return {std::move(whole)};
      }
      return parts;
    }
    if (matched >= 2 || matched == texts.size()) return parts;
  }
  return {};
}

int FieldNames::nearest_to(std::string_view header) const {
  auto key = header_key(header);
  for (int depth = 0; depth < 2; ++depth) {
    if (auto const near = nearest(key, spellings_)) {
      auto const found = meanings_.find(header_key(*near));
      if (found != meanings_.end() && found->second.field >= 0) return found->second.field;
    }
    auto const bracket = without_bracket(key);
    if (bracket.outside.empty()) break;
    key = bracket.outside;
  }
  return -1;
}

}  // namespace shian::intake
