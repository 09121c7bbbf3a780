// The rows of an understood table, read and converted on a thread of their own, a few chunks ahead of what
// becomes of them. Inside this room only.
#pragma once

#include <exception>
#include <thread>

#include "intake/choices.hpp"
#include "intake/handover.hpp"
#include "intake/row_converter.hpp"

namespace shian::intake {

// A chunk ends with whichever comes first: real rows hold a few hundred bytes, hostile ones megabytes.
inline constexpr std::size_t kChunkRows = 4'000;
inline constexpr std::size_t kChunkBytes = std::size_t{32} << 20;

// Rows that were read and converted together, and how the reading ended with them.
struct Chunk {
  std::vector<Candidate> rows;
  std::int64_t passed_over = 0;
  std::optional<Error> fault;  // the table cannot be read on
  std::exception_ptr broken;   // nor can the program
};

// Reads and converts on a thread of its own, a few chunks ahead of the writing.
class Reading {
 public:
  Reading(TableReader& table, RowConverter& converter, Understanding const& understanding,
          CorrectedCells const& corrected)
      : corrected_(corrected),
        thread_([this, &table, &converter, &understanding] { run(table, converter, understanding); }) {}
  ~Reading() { handover_.close(); }
  Reading(Reading const&) = delete;
  Reading& operator=(Reading const&) = delete;

  [[nodiscard]] std::optional<Chunk> next() { return handover_.take(); }

 private:
  void run(TableReader& table, RowConverter& converter, Understanding const& understanding) {
    bool more = true;
    while (more) {
      Chunk chunk;
      try {
        more = fill(chunk, table, converter, understanding);
      } catch (...) {
        chunk.broken = std::current_exception();
        more = false;
      }
      if (!handover_.put(std::move(chunk))) return;
    }
    handover_.close();
  }

  bool fill(Chunk& chunk, TableReader& table, RowConverter& converter,
            Understanding const& understanding) const {
    Row row;
    std::size_t bytes = 0;
    while (chunk.rows.size() < kChunkRows && bytes < kChunkBytes) {
      auto const more = table.next(row);
      if (!more) {
        chunk.fault = more.error();
        return false;
      }
      if (!*more) return false;
      corrected_.put_right(row);
      if (role_of(row, understanding) == RowRole::data) {
        chunk.rows.push_back(converter.convert_row(row));
        bytes += chunk.rows.back().source.bytes();
      } else {
        ++chunk.passed_over;
      }
    }
    return true;
  }

  CorrectedCells const& corrected_;
  Handover<Chunk> handover_{2};
  std::jthread thread_;  // last: it uses what stands above
};

}  // namespace shian::intake
