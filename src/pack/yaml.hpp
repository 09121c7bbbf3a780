// YAML with positions: a mapping that knows which keys it may have, and says where and how a value is wrong.
// Inside this room only.
#pragma once

#include <yaml-cpp/yaml.h>

#include <cstdint>
#include <functional>
#include <limits>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "pack/reading.hpp"
#include "pack/words.hpp"

namespace shian::pack {

/// One YAML file: its lines, its root, and where its nodes stand.
class File {
 public:
  File(Reading& reading, std::string name, std::string text);

  /// False, and a fault, when the text is no YAML that a person would have written.
  [[nodiscard]] bool parse();

  [[nodiscard]] std::string const& name() const { return name_; }
  [[nodiscard]] YAML::Node const& root() const { return root_; }
  [[nodiscard]] Reading& reading() const { return reading_; }
  [[nodiscard]] std::string_view line(int number) const;  // from 1, without its end
  [[nodiscard]] Position at(int line, int column) const { return {name_, line, column}; }
  /// Where a node begins; the column counts characters, not bytes.
  [[nodiscard]] Position position(YAML::Node const& node) const;
  void fault(YAML::Node const& node, Error error) const { reading_.fault(position(node), std::move(error)); }
  /// A scalar as a piece of the expression language, with the place of its first character.
  [[nodiscard]] Source source(YAML::Node const& node) const;
  /// The line with a caret below `column`; a very long line is cut around it.
  [[nodiscard]] std::string excerpt(int line, int column) const;

 private:
  [[nodiscard]] bool is_text() const;
  [[nodiscard]] bool is_reasonable(YAML::Node const& node, int depth, std::size_t& seen) const;
  [[nodiscard]] Position place(int line_index, int bytes) const;  // both from 0
  [[nodiscard]] std::optional<Position> odd_quote() const;
  [[nodiscard]] Error hinting_at_colon(Error error, int line) const;
  friend class Map;

  Reading& reading_;
  std::string name_;
  std::string text_;
  std::vector<std::size_t> line_starts_;
  YAML::Node root_;
};

class Map {
 public:
  /// Faults: not a mapping; keys that are not in `keys` (with the nearest); a key given twice.
  Map(File const& file, YAML::Node const& node, std::span<std::string_view const> keys);

  [[nodiscard]] bool has(std::string_view key) const;
  [[nodiscard]] YAML::Node node(std::string_view key) const;
  [[nodiscard]] Position where() const { return file_.position(node_); }
  [[nodiscard]] Position where(
      std::string_view key) const;  // of its value; of the mapping when there is none
  [[nodiscard]] File const& file() const { return file_; }

  [[nodiscard]] std::string text(std::string_view key) const;      // "" when absent
  [[nodiscard]] std::string required(std::string_view key) const;  // a fault when absent or empty
  /// The key "id": letters, digits, '.', '_' and '-', a letter or digit first.
  [[nodiscard]] std::string id() const;
  /// `key` (Chinese) and `key_en`; a pack in one language gives one of them and both sides take it.
  [[nodiscard]] Text both(std::string_view key) const;
  [[nodiscard]] Text required_both(std::string_view key) const;
  [[nodiscard]] std::optional<int> integer(std::string_view key, int least = 0,
                                           int most = std::numeric_limits<int>::max()) const;
  [[nodiscard]] std::optional<Decimal> decimal(std::string_view key) const;
  [[nodiscard]] std::optional<Day> day(std::string_view key) const;
  [[nodiscard]] Day required_day(std::string_view key) const;
  [[nodiscard]] bool flag(std::string_view key, bool otherwise = false) const;
  [[nodiscard]] std::vector<std::string> texts(std::string_view key) const;  // a list, or one scalar
  [[nodiscard]] std::vector<int> integers(std::string_view key, int least, int most,
                                          std::optional<Kind> named = {}) const;
  [[nodiscard]] std::vector<Day> days(std::string_view key) const;
  /// Ids of items of a kind, read so far or not: checked when the whole chain is read.
  [[nodiscard]] std::string name(std::string_view key, Kind kind) const;
  [[nodiscard]] std::vector<std::string> names(std::string_view key, Kind kind) const;
  [[nodiscard]] Source source(std::string_view key) const;
  [[nodiscard]] Source required_source(std::string_view key) const;
  void each(std::string_view key, std::function<void(YAML::Node const&)> const& use) const;  // over a list

  template <class T, std::size_t N>
  [[nodiscard]] T word(std::string_view key, Word<T> const (&words)[N], T otherwise) const {
    auto const given = scalar(key);
    if (!given) return otherwise;
    std::vector<std::string> known;
    for (auto const& candidate : words) {
      if (candidate.text == *given) return candidate.value;
      known.emplace_back(candidate.text);
    }
    wrong_word(key, *given, known);
    return otherwise;
  }

  void fault(std::string_view key, Error error) const { file_.reading().fault(where(key), std::move(error)); }

 private:
  void wrong_word(std::string_view key, std::string const& given,
                  std::vector<std::string> const& known) const;
  void wrong(std::string_view key, Text what, Text example) const;
  void missing(std::string_view key) const;
  [[nodiscard]] bool is_told(std::string_view key) const;
  [[nodiscard]] std::optional<std::string> scalar(std::string_view key) const;
  [[nodiscard]] std::vector<YAML::Node> scalars(std::string_view key) const;  // of a list, or the one

  File const& file_;
  YAML::Node node_;
  bool is_mapping_ = true;
};

}  // namespace shian::pack
