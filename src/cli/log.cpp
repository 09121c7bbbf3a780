#include "cli/log.hpp"

#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cstdio>
#include <cstdlib>
#include <nlohmann/json.hpp>

#include "base/day.hpp"

namespace shian::cli {
namespace {

constexpr char const* kError = "<3>";  // syslog's numbers, as sd-daemon(3) writes them
constexpr char const* kInfo = "<6>";

// JOURNAL_STREAM (systemd.exec(5)) names the stream of the service: it is ours unless it was redirected.
bool is_journal() {
  char const* const named = std::getenv("JOURNAL_STREAM");
  struct ::stat about {};
  return named != nullptr && ::fstat(STDERR_FILENO, &about) == 0 &&
         fmt::format("{}:{}", about.st_dev, about.st_ino) == named;
}

// One write a line: lines of several threads do not mix.
void write_line(char const* priority, std::string const& text) {
  static bool const has_priorities = is_journal();
  auto const line = (has_priorities ? priority : "") + text + "\n";
  std::fwrite(line.data(), 1, line.size(), stderr);
}

}  // namespace

void log_request(http::ServerOptions::Finished const& done) {
  nlohmann::ordered_json const facts = {{"at", Timestamp::now().to_utc()},
                                        {"level", "info"},
                                        {"request", done.id},
                                        {"method", done.method},
                                        {"path", done.status == 404 ? std::string_view() : done.path},
                                        {"status", done.status},
                                        {"peer", done.peer},
                                        {"ms", static_cast<double>(done.took.count()) / 1000.0},
                                        {"bytes", done.bytes_out}};
  write_line(done.status >= 500 ? kError : kInfo, facts.dump());
}

void log_trouble(Text const& what, LogForm form) {
  if (form == LogForm::plain) return write_line(kError, what.en);
  nlohmann::ordered_json const facts = {
      {"at", Timestamp::now().to_utc()}, {"level", "error"}, {"message", what.en}, {"message_zh", what.zh}};
  write_line(kError, facts.dump(-1, ' ', false, nlohmann::ordered_json::error_handler_t::replace));
}

}  // namespace shian::cli
