// Files are read in a process of its own: one that crashes, hangs or swells takes nobody with it.
#pragma once

#include <sys/types.h>

#include <atomic>
#include <string>
#include <vector>

#include "base/temporary_folder.hpp"
#include "material/content.hpp"

namespace shian::material {

/// One file at a time, on one thread. The process is started when it is needed.
class ReadingProcess {
 public:
  /// `program` and its arguments: one that answers as `answer_readings` does, at standard input and output.
  ReadingProcess(std::vector<std::string> program, std::chrono::seconds at_most)
      : program_(std::move(program)), at_most_(at_most) {}
  ~ReadingProcess() { end(); }
  ReadingProcess(ReadingProcess const&) = delete;
  ReadingProcess& operator=(ReadingProcess const&) = delete;

  /// Why nobody can say what the file holds; it is no fault of the file.
  struct NotRead {
    Text why;  // empty: it was stopped
  };
  /// The errors of read_content; material.broke and material.late: the file ended the process, or had to be
  /// ended with it.
  [[nodiscard]] std::expected<Expected<Content>, NotRead> read(std::filesystem::path const& file,
                                                               std::string_view name, int utc_offset_minutes);
  /// From any thread: what is under way is broken off, and nothing more is read.
  void stop() { stopping_ = true; }
  /// Gives back its memory; the next file starts another.
  void end();

 private:
  enum class Line { whole, late, ended, long_, stopped };
  bool start();
  Line read_line(std::string& line, std::chrono::seconds at_most);

  std::vector<std::string> program_;
  std::chrono::seconds at_most_;
  shian::TemporaryFolder folder_{"reading"};  // the process's own: what a killed one leaves goes with it
  ::pid_t process_ = -1;
  int socket_ = -1;
  std::string unread_;
  std::atomic<bool> stopping_ = false;
};

/// The other side: reads what is asked for on `in` until its end, and answers on `out`. Holds the process to
/// the limits of memory first.
void answer_readings(int in, int out, ReadLimits const& limits = {});

}  // namespace shian::material
