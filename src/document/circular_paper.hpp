// A circular of supervision as a draft to edit: 总体情况, 好的做法, 主要问题, 工作要求, tables and a chart
// that a word processor can change.
#pragma once

#include <string>

#include "document/docx_package.hpp"
#include "report/circular.hpp"

namespace shian::document {

enum class CircularKind { circular, brief };  // 督查通报, 工作专报
[[nodiscard]] std::string_view name_of(CircularKind kind);

/// Nothing: no such kind.
[[nodiscard]] std::optional<CircularKind> kind_named(std::string_view name);
/// "食品安全督查通报（2022年7月1日至2022年9月30日）"
[[nodiscard]] std::string title_of(report::Circular const& circular, CircularKind kind);

/// What the paper says above its annexes; each figure by the number of its source.
struct CircularText {
  struct Part {
    std::string text;
    std::size_t source = 0;  // from 1; 0: words
  };
  struct Section {
    std::string heading;
    std::vector<std::vector<Part>> lines;
  };
  struct Source {
    std::string what;         // 已销号
    report::Counted counted;  // by their place in Circular::findings
  };
  std::vector<Section> sections;
  std::vector<Source> sources;
  [[nodiscard]] std::string plain() const;
};
[[nodiscard]] CircularText circular_text(report::Circular const& circular);

struct CircularWish {
  CircularKind kind = CircularKind::circular;
  std::string unit;  // who issues it, by its full name; "": a blank
  std::string
      desk;  // address of the desk, without a slash at its end; "": figures lead to the list of sources
};

/// In the official layout. Every figure leads to the numbered list of sources at the end, which names the
/// register, what was counted, and the records' numbers.
[[nodiscard]] Expected<Parts> circular_paper(report::Circular const& circular, CircularWish const& wish);

}  // namespace shian::document
