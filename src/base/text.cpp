#include "base/text.hpp"

#include <algorithm>
#include <cstdint>

#include "base/utf8.hpp"

namespace shian {
namespace {

constexpr bool is_blank(char32_t point) {
  return point == ' ' || (point >= 0x09 && point <= 0x0D) || point == 0xA0 || point == 0x3000;
}

// Marks that are not seen: zero-width space, byte-order mark.
constexpr bool is_unseen(char32_t point) { return point == 0x200B || point == 0xFEFF; }

constexpr char32_t half_width(char32_t point) {
  if (point >= 0xFF01 && point <= 0xFF5E) return point - 0xFEE0;
  switch (point) {
    case 0xFFE0:
      return 0xA2;  // ￠
    case 0xFFE1:
      return 0xA3;  // ￡
    case 0xFFE5:
      return 0xA5;  // ￥
    default:
      return point;
  }
}

// Every bracket as a round one: headers are written 数量（吨）, 数量[吨], 数量【吨】.
constexpr char32_t round_bracket(char32_t point) {
  switch (point) {
    case '[':
    case '{':
    case 0x3010:
    case 0x3014:
    case 0x3016:
    case 0x300C:
    case 0x300E:
    case 0x3008:
      return '(';
    case ']':
    case '}':
    case 0x3011:
    case 0x3015:
    case 0x3017:
    case 0x300D:
    case 0x300F:
    case 0x3009:
      return ')';
    default:
      return point;
  }
}

std::u32string code_points(std::string_view text) {
  std::u32string out;
  out.reserve(text.size());
  for (std::size_t at = 0; at < text.size();) out += next_code_point(text, at);
  return out;
}

// Insertions, deletions, replacements and swaps of neighbours (optimal string alignment); anything above
// `limit` is limit + 1.
std::size_t distance(std::u32string_view a, std::u32string_view b, std::size_t limit) {
  std::size_t const gap = a.size() > b.size() ? a.size() - b.size() : b.size() - a.size();
  if (gap > limit) return limit + 1;
  std::vector<std::size_t> before(b.size() + 1), above(b.size() + 1), row(b.size() + 1);
  for (std::size_t j = 0; j <= b.size(); ++j) above[j] = j;
  for (std::size_t i = 1; i <= a.size(); ++i) {
    row[0] = i;
    for (std::size_t j = 1; j <= b.size(); ++j) {
      std::size_t const replaced = above[j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1);
      row[j] = std::min({above[j] + 1, row[j - 1] + 1, replaced});
      if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1]) {
        row[j] = std::min(row[j], before[j - 2] + 1);
      }
    }
    before.swap(above);
    above.swap(row);
  }
  return std::min(above[b.size()], limit + 1);
}

}  // namespace

bool is_valid_utf8(std::string_view text) {
  for (std::size_t at = 0; at < text.size();) {
    if (static_cast<unsigned char>(text[at]) < 0x80) {
      ++at;
      continue;
    }
    std::size_t const start = at;
    if (next_code_point(text, at) == kReplacement && at == start + 1) return false;
  }
  return true;
}

std::string_view trimmed(std::string_view text) {
  std::size_t first = 0;
  while (first < text.size()) {
    std::size_t next = first;
    char32_t const point = next_code_point(text, next);
    if (!is_blank(point) && point != 0xFEFF) break;
    first = next;
  }
  std::size_t last = text.size();
  while (last > first) {
    std::size_t start = last - 1;
    while (start > first && (static_cast<unsigned char>(text[start]) & 0xC0) == 0x80) --start;
    std::size_t end = start;
    char32_t const point = next_code_point(text, end);
    if (end != last || (!is_blank(point) && point != 0xFEFF)) break;
    last = start;
  }
  return text.substr(first, last - first);
}

std::string half_width(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  bool blank_due = false;
  for (std::size_t at = 0; at < text.size();) {
    std::size_t const start = at;
    char32_t const point = next_code_point(text, at);
    if (is_unseen(point)) continue;
    if (is_blank(point)) {
      blank_due = !out.empty();
      continue;
    }
    if (blank_due) out += ' ';
    blank_due = false;
    char32_t const narrow = half_width(point);
    if (narrow == point) {
      out += text.substr(start, at - start);  // broken bytes stay as they are
    } else {
      append_code_point(out, narrow);
    }
  }
  return out;
}

std::string folded(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  for (std::size_t at = 0; at < text.size();) {
    std::size_t const start = at;
    char32_t const point = next_code_point(text, at);
    if (is_unseen(point) || is_blank(point)) continue;
    char32_t plain = round_bracket(half_width(point));
    if (plain >= 'A' && plain <= 'Z') plain += 'a' - 'A';
    if (plain == point) {
      out += text.substr(start, at - start);
    } else {
      append_code_point(out, plain);
    }
  }
  return out;
}

std::vector<std::string_view> split(std::string_view text, char separator) {
  std::vector<std::string_view> out;
  for (;;) {
    auto const end = text.find(separator);
    out.push_back(text.substr(0, end));
    if (end == std::string_view::npos) return out;
    text.remove_prefix(end + 1);
  }
}

std::optional<std::string> nearest(std::string_view name, std::span<std::string const> candidates) {
  std::u32string const wanted = code_points(folded(name));
  // A third of the letters may be wrong, but not all of them.
  std::size_t limit = std::max<std::size_t>(1, (wanted.size() + 1) / 3);
  if (wanted.size() < 2) limit = 0;
  std::string const* best = nullptr;
  for (auto const& candidate : candidates) {
    std::u32string const other = code_points(folded(candidate));
    std::size_t const d = distance(wanted, other, limit);
    if (d > limit || (best && d == limit)) continue;
    best = &candidate;
    if (d == 0) break;
    limit = d;
  }
  return best ? std::optional<std::string>(*best) : std::nullopt;
}

}  // namespace shian
