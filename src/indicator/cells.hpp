// Where the figures are kept: cells (measure x day x area x unit x dimension) and, to sum long stretches at
// once, roll-ups of them by day, ten-day period (旬), month and year.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

#include "indicator/contribution.hpp"
#include "store/session.hpp"

namespace shian::indicator {

/// Sums of one measure over a stretch: `amount` in the measure's scale, `n` records (0: nothing is known).
struct Sum {
  std::int64_t amount = 0;
  std::int64_t n = 0;
  Sum& operator+=(Sum const& other) {
    amount += other.amount;
    n += other.n;
    return *this;
  }
  bool operator==(Sum const&) const = default;
};

using AreaSums = std::unordered_map<std::string, Sum>;  // "" holds what has no area

enum class Grain : int { day = 0, ten_days = 1, month = 2, year = 3 };

struct CellKey {
  int measure = 0;  // slot
  Day day;
  std::string area, unit, dimension;
  bool operator==(CellKey const&) const = default;
};
struct CellHash {
  std::size_t operator()(CellKey const& key) const;
};
using CellMap = std::unordered_map<CellKey, Sum, CellHash>;

/// Creates the room's tables, in its own write transaction.
void prepare_cell_tables(store::Session& session);

class Cells {
 public:
  Cells(store::Session& session, Catalogue const& catalogue);

  /// Reads which id the store has for each measure; gives new ones (and says which measures are new or
  /// changed, whose cells must be rebuilt). Inside a write transaction when something is new.
  std::vector<int> adopt();
  void load_ids();  // reading only: measures the store does not know have no cells

  // ---- writing (inside a write transaction)
  void add(int measure, Delta const& delta);
  void flush();
  void discard() { pending_.clear(); }
  void erase(int measure);

  // ---- keyed rows
  [[nodiscard]] std::vector<KeyedRow> keyed(int measure, std::string const& key, std::optional<int> bucket);
  void remove_keyed(int measure, KeyedRow const& row);
  void add_keyed(int measure, std::span<KeyedRow const> rows);
  void scan_keyed(int measure, std::optional<int> bucket, std::function<bool(KeyedRow const&)> const& each);

  // ---- reading
  /// By area over [from, to]; `from` must be kBeginning, the first of a year or month, or `to` itself.
  [[nodiscard]] AreaSums sums(int measure, Day from, Day to);
  /// The same over any stretch and for one unit, from the cells themselves.
  [[nodiscard]] AreaSums sums_of_unit(int measure, Day from, Day to, std::string const& unit);
  /// By unit, or by dimension, over [from, to].
  [[nodiscard]] std::unordered_map<std::string, Sum> sums_by(int measure, Day from, Day to,
                                                             std::string_view column);
  /// The last day not after `to` with something counted.
  [[nodiscard]] std::optional<Day> last_day(int measure, Day to);
  /// City totals of each stretch of `grain` that begins in [from, to]; stretches without a change are left
  /// out.
  [[nodiscard]] std::vector<std::pair<Day, Sum>> series(int measure, Grain grain, Day from, Day to);
  /// By area, in each month that begins in [from, to]; months without a change are left out. With a `unit`
  /// that unit's alone, from the cells themselves.
  [[nodiscard]] std::vector<std::pair<Day, AreaSums>> months(int measure, Day from, Day to,
                                                             std::string const& unit);
  /// All cells, roll-ups' day grain: for verify.
  void scan(int measure, std::function<void(CellKey const&, Sum)> const& each);
  void scan_rollups(int measure, Grain grain, std::function<void(Day, AreaSums const&)> const& each);

 private:
  void flush_rollups();
  [[nodiscard]] std::int64_t id(int measure) const { return ids_[static_cast<std::size_t>(measure)]; }
  int area_number(std::string const& area);
  void load_areas();
  void decode(std::string_view bytes, AreaSums& into) const;
  [[nodiscard]] std::string encode(AreaSums const& sums);

  store::Session& session_;
  Catalogue const& catalogue_;
  std::vector<std::int64_t> ids_;  // by slot; 0: not in the store
  CellMap pending_;
  std::vector<std::string> areas_;  // by number
  std::unordered_map<std::string, int> area_numbers_;
};

[[nodiscard]] Day start_of(Grain grain, Day day);

}  // namespace shian::indicator
