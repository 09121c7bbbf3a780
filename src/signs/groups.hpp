// Records as they stream past, in the order of their groups, with no more of them in memory than what the
// sign looks at. Secret records do not come by. Inside this room only.
#pragma once

#include <functional>

#include "signs/found.hpp"

namespace shian::signs {

/// The first and last day of the period that holds the day.
struct Stretch {
  Day from, until;
};
[[nodiscard]] Stretch stretch_of(Day day, pack::SignPeriod per);

/// The records that came by: how many, the first of them, whose they are.
class Involved {
 public:
  void add(reg::Schema const& schema, reg::Record const& record);
  [[nodiscard]] std::int64_t count() const { return count_; }
  /// Into the sign found: its records, owners and key.
  void give(Found& found) const;

 private:
  std::int64_t count_ = 0;
  std::vector<Party> first_;
  Party lowest_, newest_;
  std::vector<Owner> owners_;
};

/// The values that hold a group together.
struct Group {
  std::vector<Value> by;
  std::optional<Stretch> stretch;
};

enum class Sorted { by_id, by_group };

class Stream {
 public:
  /// `looked_at`: fields that are read besides those of the side.
  Stream(city::City& city, reg::SignSide const& side, std::vector<reg::FieldIndex> looked_at = {});

  [[nodiscard]] city::City& city() const { return city_; }
  [[nodiscard]] reg::SignSide const& side() const { return side_; }
  [[nodiscard]] expression::Context context() const { return city_.ledger().context(); }

  /// Those that meet the side's condition. Fields that nobody looks at are empty.
  void each(Sorted sorted, std::function<void(reg::Record const&)> const& use) const;
  /// Those whose grouping fields (and day, where there is a period) say something: `begin` with each new
  /// group, `use` with each of its records, `end` after the last.
  struct Steps {
    std::function<void(Group const&)> begin;
    std::function<void(reg::Record const&)> use;
    std::function<void(Group const&)> end;
  };
  void each_group(pack::SignPeriod per, Steps const& steps) const;

 private:
  city::City& city_;
  reg::SignSide const& side_;
  std::vector<reg::FieldIndex> read_;  // ascending
};

[[nodiscard]] inline Value const& at(reg::Record const& record, reg::FieldIndex field) {
  return record.values[static_cast<std::size_t>(field)];
}
[[nodiscard]] std::optional<Decimal> number_at(reg::Record const& record, reg::FieldIndex field);
[[nodiscard]] std::optional<Day> day_at(reg::Record const& record, reg::FieldIndex field);

/// What the group has in common and the days of its period, into the sign found.
void give_group(Group const& group, reg::SignSide const& side, Found& found);

/// Values joined so that equal ones make equal texts.
[[nodiscard]] std::string joined(std::span<Value const> values);
/// Nothing where one of the fields says nothing.
[[nodiscard]] std::optional<std::string> joined(reg::Record const& record,
                                                std::span<reg::FieldIndex const> fields);

/// Signs found by a test: those stay whose chance, times the groups judged, is no more than `alpha`.
class Candidates {
 public:
  explicit Candidates(reg::Sign const& sign) : alpha_(sign.number("alpha")) {}
  void add(Found found);
  /// The least likely first.
  void give(Outcome& outcome);

 private:
  double alpha_;
  std::vector<Found> waiting_;
};

/// Adds it, while there is room.
void raise(Outcome& outcome, Found found);

[[nodiscard]] std::string percent(std::int64_t part, std::int64_t whole);
[[nodiscard]] std::string chance_text(double chance);

}  // namespace shian::signs
