#include "material/words.hpp"

#include <unicode/uchar.h>

#include <algorithm>
#include <optional>

#include "base/utf8.hpp"

namespace shian::material {
namespace {

constexpr std::size_t kLongestWord = 64;  // a longer run of letters is cut into several

enum class Sort { none, han, latin };

Sort sort_of(char32_t sign) {
  constexpr char32_t kAscii = 0x80;
  if (sign < kAscii)
    return (sign >= '0' && sign <= '9') || (sign >= 'a' && sign <= 'z') ? Sort::latin : Sort::none;
  bool const is_han = (sign >= 0x4E00 && sign <= 0x9FFF) || (sign >= 0x3400 && sign <= 0x4DBF) ||
                      (sign >= 0x20000 && sign <= 0x3FFFF) || (sign >= 0xF900 && sign <= 0xFAFF) ||
                      sign == 0x3005 || sign == 0x3007;
  if (is_han) return Sort::han;
  bool const is_asian = (sign >= 0x3041 && sign <= 0x30FE) || (sign >= 0xAC00 && sign <= 0xD7A3);
  if (!u_isalnum(static_cast<UChar32>(sign))) return Sort::none;
  return is_asian ? Sort::han : Sort::latin;
}

char32_t folded_sign(char32_t sign) {
  if (sign >= 'A' && sign <= 'Z') return sign + ('a' - 'A');
  if (sign < 0x80 || (sign >= 0x3400 && sign <= 0x9FFF)) return sign;
  constexpr char32_t kFullWidth = 0xFF01, kFullWidthEnd = 0xFF5E, kApart = 0xFEE0;
  if (sign >= kFullWidth && sign <= kFullWidthEnd) sign -= kApart;
  return static_cast<char32_t>(u_foldCase(static_cast<UChar32>(sign), U_FOLD_CASE_DEFAULT));
}

void append_signs(std::string& out, std::u32string_view signs) {
  for (char32_t const sign : signs) append_code_point(out, sign);
}

// Gives each run in turn, in one buffer.
template <class Each>
void each_run(std::string_view text, Each const& each) {
  Run run;
  auto const close = [&](std::size_t at) {
    if (run.signs.empty()) return;
    run.at.push_back(at);
    each(run);
    run.signs.clear();
    run.at.clear();
  };
  for (std::size_t at = 0; at < text.size();) {
    auto const start = at;
    char32_t const sign = folded_sign(next_code_point(text, at));
    auto const sort = sort_of(sign);
    bool const is_other = sort == Sort::none || (sort == Sort::han) != run.is_han ||
                          (sort == Sort::latin && run.signs.size() == kLongestWord);
    if (is_other) close(start);
    if (sort == Sort::none) continue;
    run.is_han = sort == Sort::han;
    run.signs += sign;
    run.at.push_back(start);
  }
  close(text.size());
}

std::string utf8(std::u32string_view signs) {
  std::string out;
  append_signs(out, signs);
  return out;
}

std::size_t one_back(std::string_view text, std::size_t at) {
  constexpr unsigned kContinues = 0x80, kMask = 0xC0;
  do {
    --at;
  } while (at > 0 && (static_cast<unsigned char>(text[at]) & kMask) == kContinues);
  return at;
}

bool is_empty_sign(char32_t sign) { return sign <= 0x20 || sign == 0x3000 || sign == 0xA0 || sign == 0x7F; }

// Blanks of any kind become one.
std::string on_one_line(std::string_view text) {
  std::string out;
  for (std::size_t at = 0; at < text.size();) {
    auto const start = at;
    if (!is_empty_sign(next_code_point(text, at))) {
      out += text.substr(start, at - start);
    } else if (!out.empty() && out.back() != ' ') {
      out += ' ';
    }
  }
  return out;
}

std::size_t back_by(std::string_view text, std::size_t at, std::size_t signs) {
  for (; signs > 0 && at > 0; --signs) at = one_back(text, at);
  return at;
}

std::size_t forth_by(std::string_view text, std::size_t at, std::size_t signs) {
  for (; signs > 0 && at < text.size(); --signs) (void)next_code_point(text, at);
  return at;
}

}  // namespace

std::vector<Run> runs_of(std::string_view text) {
  std::vector<Run> runs;
  each_run(text, [&](Run const& run) { runs.push_back(run); });
  return runs;
}

std::string words_of(std::string_view text) {
  std::string words;
  words.reserve(text.size() * 2);
  each_run(text, [&](Run const& run) {
    if (!run.is_han) {
      append_signs(words, run.signs);
      words += ' ';
      return;
    }
    for (std::size_t i = 0; i < run.signs.size(); ++i) {
      append_signs(words, std::u32string_view(run.signs).substr(i, 2));
      words += ' ';
    }
  });
  if (!words.empty()) words.pop_back();
  return words;
}

Expected<Query> Query::parse(std::string_view text) {
  Query made;
  std::size_t runs = 0;
  std::optional<Error> fault;
  each_run(text, [&](Run const& run) {
    ++runs;
    if (run.signs.size() > kLongestRun)
      fault = Error::make("material.query", "要找的词太长", "a word to look for is too long");
    auto& list = run.is_han ? made.han_ : made.latin_;
    if (std::ranges::find(list, run.signs) == list.end()) list.push_back(run.signs);
  });
  if (runs == 0)
    return std::unexpected(Error::make("material.query", "没有要找的词", "there is no word to look for")
                               .hinting("写入汉字、字母或数字", "write characters, letters or digits"));
  if (runs > kMostRuns) {
    auto const most = std::to_string(kMostRuns);
    fault =
        Error::make("material.query", "最多同时找 " + most + " 个词", "at most " + most + " words at once");
  }
  if (fault) return std::unexpected(std::move(*fault));
  return made;
}

std::string Query::for_fts5() const {
  std::string out;
  auto const add = [&](std::string const& phrase, bool is_beginning) {
    out += (out.empty() ? "\"" : " AND \"") + phrase + (is_beginning ? "\" *" : "\"");
  };
  for (auto const& run : han_) {
    if (run.size() == 1) {
      add(utf8(run), true);
      continue;
    }
    std::string phrase;
    for (std::size_t i = 0; i + 1 < run.size(); ++i)
      phrase += (i == 0 ? "" : " ") + utf8(std::u32string_view(run).substr(i, 2));
    add(phrase, false);
  }
  for (auto const& run : latin_) add(utf8(run), true);
  return out;
}

std::string Query::for_tsquery() const {
  std::string out;
  auto const add = [&](std::string const& word, bool is_beginning) {
    out += (out.empty() ? "'" : " & '") + word + (is_beginning ? "':*" : "'");
  };
  for (auto const& run : han_) {
    if (run.size() == 1) add(utf8(run), true);
    for (std::size_t i = 0; i + 1 < run.size(); ++i) add(utf8(std::u32string_view(run).substr(i, 2)), false);
  }
  for (auto const& run : latin_) add(utf8(run), true);
  return out;
}

std::vector<Query::Place> Query::any_places_in(std::string_view text) const {
  std::vector<Place> places;
  each_run(text, [&](Run const& run) {
    for (auto const& wanted : run.is_han ? han_ : latin_) {
      if (!run.is_han) {
        if (run.signs.starts_with(wanted)) places.push_back({run.at.front(), run.at[wanted.size()]});
        continue;
      }
      for (auto from = run.signs.find(wanted); from != std::u32string::npos;
           from = run.signs.find(wanted, from + wanted.size()))
        places.push_back({run.at[from], run.at[from + wanted.size()]});
    }
  });
  std::ranges::sort(places,
                    [](Place a, Place b) { return a.begin != b.begin ? a.begin < b.begin : a.end > b.end; });
  std::vector<Place> apart;
  for (auto const place : places) {
    if (apart.empty() || place.begin >= apart.back().end) {
      apart.push_back(place);
    } else {
      apart.back().end = std::max(apart.back().end, place.end);
    }
  }
  return apart;
}

std::vector<Query::Place> Query::places_in(std::string_view text) const {
  std::vector<bool> han(han_.size()), latin(latin_.size());
  each_run(text, [&](Run const& run) {
    auto& there = run.is_han ? han : latin;
    auto const& wanted = run.is_han ? han_ : latin_;
    for (std::size_t i = 0; i < wanted.size(); ++i) {
      if (there[i]) continue;
      there[i] =
          run.is_han ? run.signs.find(wanted[i]) != std::u32string::npos : run.signs.starts_with(wanted[i]);
    }
  });
  bool const all = std::ranges::all_of(han, std::identity()) && std::ranges::all_of(latin, std::identity());
  return all ? any_places_in(text) : std::vector<Place>();
}

Snippet snippet_of(std::string_view text, std::vector<Query::Place> const& places, std::size_t signs_around) {
  Snippet made;
  auto const first = places.empty() ? Query::Place() : places.front();
  auto const begin = back_by(text, first.begin, signs_around);
  auto const end = forth_by(text, first.end, signs_around);
  auto const add = [&](std::size_t from, std::size_t to, bool is_marked) {
    if (from >= to) return;
    auto line = on_one_line(text.substr(from, to - from));
    if (!line.empty()) made.pieces.push_back({std::move(line), is_marked});
  };
  if (begin > 0) made.pieces.push_back({"…", false});
  auto at = begin;
  for (auto const place : places) {
    if (place.end > end) break;
    add(at, place.begin, false);
    add(place.begin, place.end, true);
    at = place.end;
  }
  add(at, end, false);
  if (end < text.size()) made.pieces.push_back({"…", false});
  return made;
}

std::string around(std::string_view text, std::size_t begin, std::size_t end, std::size_t signs) {
  auto const from = back_by(text, begin, signs);
  auto const to = forth_by(text, end, signs);
  auto line = on_one_line(text.substr(from, to - from));
  while (!line.empty() && line.back() == ' ') line.pop_back();
  return line;
}

}  // namespace shian::material
