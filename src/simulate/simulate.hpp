// A reproducible year of an invented city's ledgers, as the CSV sheets its offices would send. Every sheet
// says so.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "pack/model.hpp"

namespace shian::simulate {

struct Options {
  std::filesystem::path folder;
  std::uint64_t seed = 1;
  double scale = 1.0;  // 1: about 20,000 operators and half a million records a year
  int year = 2022;
  Day until{};  // nothing is dated later: the day the city stands at
};

struct SheetWritten {
  std::string register_id, file;
  std::int64_t rows = 0;
};

/// Writes one CSV a register that the pack has (registers it does not have are passed over), and order.txt:
/// "register<TAB>file" in the order they can be imported. The same seed, scale, year and day give the same
/// bytes. Errors: the folder cannot be written; the pack has no area.
[[nodiscard]] Expected<std::vector<SheetWritten>> simulate(pack::Pack const& pack, Options const& options);

}  // namespace shian::simulate
