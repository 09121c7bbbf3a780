// YAML with positions: a mapping that knows which keys it may have, and says where and how a value is wrong.
// Inside this room only.
#pragma once

#include <yaml-cpp/yaml.h>

#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "pack/model.hpp"

namespace shian::pack {

/// One YAML file while it is being read: where faults go, and the lines they quote.
class File {
 public:
  /// Reads and parses. Nothing (and a fault) when it cannot be.
  static std::unique_ptr<File> read(std::filesystem::path const& path, std::string shown_name, Errors& faults);

  [[nodiscard]] YAML::Node const& root() const { return root_; }
  [[nodiscard]] Position position(YAML::Node const& node) const;
  void fault(YAML::Node const& node, Error error) const;
  void fault_at(int line, int column, Error error) const;

 private:
  File(std::string name, Errors& faults) : name_(std::move(name)), faults_(faults) {}
  [[nodiscard]] std::string_view line(int number) const;
  std::string name_;
  std::string text_;
  std::vector<std::size_t> line_starts_;
  YAML::Node root_;
  Errors& faults_;
};

/// A word of a closed list and what it means.
template <class T>
struct Word {
  std::string_view text;
  T value;
};

class Map {
 public:
  /// Faults: not a mapping; keys that are not in `keys` (with the nearest); a key given twice.
  Map(File const& file, YAML::Node const& node, std::span<std::string_view const> keys);

  [[nodiscard]] bool has(std::string_view key) const;
  [[nodiscard]] YAML::Node node(std::string_view key) const;
  [[nodiscard]] Position where() const { return file_.position(node_); }
  [[nodiscard]] File const& file() const { return file_; }

  [[nodiscard]] std::string text(std::string_view key) const;           // "" when absent
  [[nodiscard]] std::string required(std::string_view key) const;       // a fault when absent or empty
  /// `key` (Chinese) and `key_en`; a pack in one language gives one of them and both sides take it.
  [[nodiscard]] Text both(std::string_view key) const;
  [[nodiscard]] Text required_both(std::string_view key) const;
  [[nodiscard]] std::optional<std::int64_t> integer(std::string_view key) const;
  [[nodiscard]] std::optional<Decimal> decimal(std::string_view key) const;
  [[nodiscard]] std::optional<Day> day(std::string_view key) const;
  [[nodiscard]] bool flag(std::string_view key, bool otherwise = false) const;
  [[nodiscard]] std::vector<std::string> texts(std::string_view key) const;  // a list, or one scalar
  [[nodiscard]] std::vector<std::int64_t> integers(std::string_view key) const;
  [[nodiscard]] Source source(std::string_view key) const;
  void each(std::string_view key, std::function<void(YAML::Node const&)> const& use) const;  // over a list

  template <class T, std::size_t N>
  [[nodiscard]] T word(std::string_view key, Word<T> const (&words)[N], T otherwise) const {
    if (!has(key)) return otherwise;
    auto const given = text(key);
    std::vector<std::string> known;
    for (auto const& candidate : words) {
      if (candidate.text == given) return candidate.value;
      known.emplace_back(candidate.text);
    }
    wrong_word(key, given, known);
    return otherwise;
  }

  void fault(std::string_view key, Error error) const;

 private:
  void wrong_word(std::string_view key, std::string const& given, std::vector<std::string> const& known) const;
  void wrong(std::string_view key, Text what, Text example) const;
  [[nodiscard]] std::optional<std::string> scalar(std::string_view key) const;

  File const& file_;
  YAML::Node node_;
};

[[nodiscard]] Source source_of(File const& file, YAML::Node const& node);
/// "did you mean ...?", or the list of what is known.
[[nodiscard]] Error suggesting(Error error, std::string_view name, std::vector<std::string> const& known);

}  // namespace shian::pack
