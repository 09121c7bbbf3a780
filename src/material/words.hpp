// The words of a text as they are looked for: letters folded, Chinese by overlapping pairs of characters. One
// way of cutting for both stores.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.hpp"

namespace shian::material {

/// Signs that belong together: Chinese characters (kana and hangul likewise), or letters and digits. Folded:
/// half-width, lower case. `at` tells for each sign, and for what follows the last, the byte where it stands.
struct Run {
  bool is_han = false;
  std::u32string signs;
  std::vector<std::size_t> at;
};
[[nodiscard]] std::vector<Run> runs_of(std::string_view text);

/// What is put into an index, parted by blanks: "食品安全，GB 2760" -> "食品 品安 安全 全 gb 2760". Of
/// Chinese characters each pair, and the last one of a run alone; so one character is found by what begins
/// with it.
[[nodiscard]] std::string words_of(std::string_view text);

/// All runs must be there, wherever they stand; Chinese ones as they are written, letters and digits as the
/// beginning of a word.
class Query {
 public:
  static constexpr std::size_t kMostRuns = 16;
  static constexpr std::size_t kLongestRun = 64;

  /// Errors (material.query): nothing to look for, too many words, one too long.
  static Expected<Query> parse(std::string_view text);

  [[nodiscard]] std::vector<std::u32string> const& han() const { return han_; }
  [[nodiscard]] std::vector<std::u32string> const& latin() const { return latin_; }
  /// For FTS5: "食品 品安 安全" as a phrase, latin words by their beginnings.
  [[nodiscard]] std::string for_fts5() const;
  /// For PostgreSQL's tsquery: the same words; whether pairs stand side by side is for `places_in` to say.
  [[nodiscard]] std::string for_tsquery() const;

  struct Place {
    std::size_t begin = 0, end = 0;  // bytes
    bool operator==(Place const&) const = default;
  };
  /// Where the runs stand in a text, in order, none over another. Empty: not all of them are there.
  [[nodiscard]] std::vector<Place> places_in(std::string_view text) const;
  /// The same of whichever are there.
  [[nodiscard]] std::vector<Place> any_places_in(std::string_view text) const;

 private:
  std::vector<std::u32string> han_, latin_;
};

/// A piece of text around the first of the places, on one line.
struct Snippet {
  struct Piece {
    std::string text;
    bool is_marked = false;
    bool operator==(Piece const&) const = default;
  };
  std::vector<Piece> pieces;  // what was left out before or behind shows as an ellipsis
};
[[nodiscard]] Snippet snippet_of(std::string_view text, std::vector<Query::Place> const& places,
                                 std::size_t signs_around = 40);

/// The text from `begin` to `end` (bytes) and up to `signs` signs on either side, blanks folded.
[[nodiscard]] std::string around(std::string_view text, std::size_t begin, std::size_t end,
                                 std::size_t signs = 20);

}  // namespace shian::material
