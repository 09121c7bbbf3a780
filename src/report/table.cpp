#include "report/table.hpp"

#include <algorithm>

#include "base/error.hpp"
#include "base/text.hpp"

namespace shian::report {
namespace {

constexpr std::size_t kGap = 2;
constexpr int kCanBeMissed = 3;  // Column::sheds from here on

// The columns to show and how wide each becomes.
struct Layout {
  std::vector<std::size_t> shown;
  std::vector<std::size_t> widths;  // by column, also of those left out
};

Layout lay_out(std::vector<Column> const& columns, std::vector<std::size_t> natural, std::size_t room) {
  Layout layout;
  layout.widths = std::move(natural);
  for (std::size_t i = 0; i < columns.size(); ++i) {
    if (layout.widths[i] > 0) layout.shown.push_back(i);
  }
  auto const least = [&](std::size_t i) {
    auto const floor = std::max(columns[i].shrinks_to, display_width(columns[i].title));
    return columns[i].shrinks_to == 0 ? layout.widths[i] : std::min(layout.widths[i], floor);
  };
  // What reads well: a column that may be cut keeps twice its least width for the sake of columns that can be
  // missed.
  auto const comfortable = [&](std::size_t i) { return std::min(layout.widths[i], 2 * least(i)); };
  auto const needed = [&](auto const& width_of) {
    std::size_t sum = layout.shown.empty() ? 0 : kGap * (layout.shown.size() - 1);
    for (auto const i : layout.shown) sum += width_of(i);
    return sum;
  };
  while (true) {
    auto const sheds = [&](std::size_t a, std::size_t b) { return columns[a].sheds < columns[b].sheds; };
    auto const first = std::max_element(layout.shown.begin(), layout.shown.end(), sheds);
    if (first == layout.shown.end() || columns[*first].sheds == 0) break;
    bool const can_be_missed = columns[*first].sheds >= kCanBeMissed;
    if (can_be_missed ? needed(comfortable) <= room : needed(least) <= room) break;
    layout.shown.erase(first);
  }
  std::size_t used = layout.shown.empty() ? 0 : kGap * (layout.shown.size() - 1);
  for (auto const i : layout.shown) used += layout.widths[i];
  while (used > room) {
    std::size_t widest = columns.size();
    for (auto const i : layout.shown) {
      bool const can = layout.widths[i] > least(i);
      if (can && (widest == columns.size() || layout.widths[i] > layout.widths[widest])) widest = i;
    }
    if (widest == columns.size()) break;
    --layout.widths[widest];
    --used;
  }
  return layout;
}

}  // namespace

void Table::add(std::vector<Cell> cells) {
  SHIAN_ASSERT(cells.size() == columns_.size());
  rows_.push_back({std::move(cells), {}});
}

void Table::add_heading(std::string text) { rows_.push_back({{}, std::move(text)}); }

std::string Table::render(Terminal const& terminal, std::size_t indent) const {
  std::vector<std::size_t> natural(columns_.size(), 0);
  for (auto const& row : rows_) {
    for (std::size_t i = 0; i < row.cells.size(); ++i) {
      natural[i] = std::max(natural[i], display_width(row.cells[i].text));
    }
  }
  for (std::size_t i = 0; i < columns_.size(); ++i) {
    if (natural[i] > 0) natural[i] = std::max(natural[i], display_width(columns_[i].title));
  }
  auto const room = terminal.width > indent ? terminal.width - indent : 1;
  auto const layout = lay_out(columns_, std::move(natural), room);
  std::string out;
  auto const put_line = [&](auto const& text_of, auto const& paint_of) {
    std::string line(indent, ' ');
    std::size_t blanks = 0;  // owed before the next text, so that no line ends in them
    for (std::size_t k = 0; k < layout.shown.size(); ++k) {
      auto const i = layout.shown[k];
      auto const text = shortened(text_of(i), layout.widths[i]);
      auto const rest = layout.widths[i] - std::min(layout.widths[i], display_width(text));
      bool const right = columns_[i].align == Align::right;
      if (right) blanks += rest;
      if (!text.empty()) {
        line.append(blanks, ' ');
        blanks = 0;
        line += painted(text, paint_of(i), terminal);
      }
      if (!right) blanks += rest;
      blanks += kGap;
    }
    while (!line.empty() && line.back() == ' ') line.pop_back();
    out += line + "\n";
  };
  bool const titled =
      std::any_of(columns_.begin(), columns_.end(), [](auto const& column) { return !column.title.empty(); });
  if (titled)
    put_line([&](std::size_t i) { return std::string_view(columns_[i].title); },
             [](std::size_t) { return Paint::faint; });
  for (auto const& row : rows_) {
    if (row.cells.empty()) {
      out += std::string(indent, ' ') + painted(shortened(row.heading, room), Paint::strong, terminal) + "\n";
    } else {
      put_line([&](std::size_t i) { return std::string_view(row.cells[i].text); },
               [&](std::size_t i) { return row.cells[i].paint; });
    }
  }
  return out;
}

}  // namespace shian::report
