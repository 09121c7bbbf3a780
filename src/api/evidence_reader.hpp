// Keeps the index of words abreast: follows the journal, and reads evidence that was filed and that nobody
// has read. On a thread of its own, behind everything else.
#pragma once

#include <condition_variable>
#include <functional>
#include <map>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

#include "api/desk.hpp"
#include "material/materials.hpp"
#include "material/reading_process.hpp"

namespace shian::api {

struct EvidenceReaderOptions {
  /// What reads files in a process of its own (material::answer_readings); empty: they are read in this one.
  std::vector<std::string> program = {};
  std::chrono::seconds at_most{120};             // a file
  std::chrono::milliseconds rest{500};           // after something was written, for more of it to come
  std::chrono::milliseconds look_again{60'000};  // for what others filed without writing in the journal
  std::function<void(Text const&)> complain = {};
};

/// Owned by the service. Any thread.
class EvidenceReader {
 public:
  explicit EvidenceReader(EvidenceReaderOptions options);
  ~EvidenceReader() { finish(); }
  EvidenceReader(EvidenceReader const&) = delete;
  EvidenceReader& operator=(EvidenceReader const&) = delete;

  /// The desk's one writer keeps what was read, a piece at a time.
  void start(Desk& desk);
  /// The books moved.
  void wake();
  /// Breaks off what is under way: whatever was not read is read when the program runs again.
  void finish();

 private:
  enum class Came { done, broken, stopped };
  struct Batch;

  void work();
  Came follow();
  Came read();
  Came read_one(material::UnreadFile const& file, std::filesystem::path const& path, int utc_offset_minutes);
  std::optional<Expected<material::Content>> content_of(material::UnreadFile const& file,
                                                        std::filesystem::path const& path,
                                                        int utc_offset_minutes);
  template <class Answer>
  std::optional<Answer> ask(std::function<Answer(city::City&)> question);
  Came change(std::function<void(city::City&)> write);
  void pass_over(std::string const& hash, std::chrono::minutes so_long);
  [[nodiscard]] bool is_passed_over(std::string const& hash) const;
  void complain(Text const& text) const;
  [[nodiscard]] bool is_stopping() const;

  EvidenceReaderOptions options_;
  material::ReadingProcess process_;
  /// Files whose bytes are not here, or that could not be kept, and when they are tried again.
  std::map<std::string, std::chrono::steady_clock::time_point> passed_;
  Desk* desk_ = nullptr;
  mutable std::mutex mutex_;
  std::condition_variable moved_;
  bool is_woken_ = true, is_stopping_ = false;
  std::thread thread_;
};

}  // namespace shian::api
