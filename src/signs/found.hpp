// What the search for signs found: a pattern, the records that make it, whose it is, and why.
#pragma once

#include <string>
#include <vector>

#include "city/city.hpp"

namespace shian::signs {

/// Whose records: the unit that they are the work of (or that entered them), and the town. Either may be "".
struct Owner {
  std::string unit, area;
  auto operator<=>(Owner const&) const = default;
};

struct Party {
  reg::Schema const* schema = nullptr;
  RecordId id = 0;
};

/// A number behind the sign, as people read it.
struct Figure {
  Text name;
  std::string value;
};

/// What the records have in common, by a field. Personal ones are told to nobody but their own unit, masked.
struct Common {
  reg::Schema const* schema = nullptr;
  reg::FieldIndex field = -1;
  Value value;
};

struct Found {
  reg::Sign const* sign = nullptr;
  std::string key;  // the same whenever it is found again: the sign and its first record
  std::vector<Owner> owners;
  std::vector<Party> records;  // the first of them: kMostRecords
  std::int64_t total = 0;      // however many
  Party newest;                // what was entered last
  std::vector<Common> common;
  std::optional<Day> from, until;  // the period within which they were compared
  std::vector<Figure> figures;
  Text why;           // in words, without anybody's name
  double chance = 0;  // of coming about by chance, in one group; 0 where nothing is left to chance
};

[[nodiscard]] inline Found found_by(reg::Sign const& sign) {
  Found found;
  found.sign = &sign;
  return found;
}

inline constexpr std::size_t kMostRecords = 30;
inline constexpr std::size_t kMostOwners = 8;

/// How much of a register could be judged by a sign.
struct Tally {
  reg::Sign const* sign = nullptr;
  std::int64_t judged = 0;   // groups, records or pairs
  std::int64_t too_few = 0;  // groups that cannot be judged
  std::int64_t raised = 0;   // however many; `found` holds the first kMostFound
};

inline constexpr std::size_t kMostFound = 500;

/// One sign's share of a search.
struct Outcome {
  Tally tally;
  std::vector<Found> found;
};

}  // namespace shian::signs
