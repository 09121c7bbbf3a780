#include "report/progress.hpp"

#include <unistd.h>

#include <cmath>

#include "report/words.hpp"

namespace shian::report {
namespace {

using std::chrono::duration;
using std::chrono::steady_clock;

constexpr double kSilent = 1.0;      // seconds
constexpr double kOnTerminal = 0.2;  // between two states of the line
constexpr double kElsewhere = 10.0;  // between two lines
constexpr double kLongestGuess = 360'000;

}  // namespace

Progress::Progress(Text what, std::optional<std::int64_t> total, Language language, std::FILE* out)
    : what_(std::move(what)),
      total_(total),
      language_(language),
      out_(out),
      is_terminal_(::isatty(::fileno(out)) == 1),
      started_(steady_clock::now()) {}

Progress::~Progress() {
  if (!line_stands_) return;
  std::fputs("\r\x1b[K", out_);
  std::fflush(out_);
}

std::string Progress::line(std::int64_t done, double seconds) const {
  bool const zh = language_ == Language::zh;
  std::string text = what_.in(language_) + (zh ? "：" : ": ") + grouped(done);
  if (total_ && *total_ > 0) {
    text += " / " + grouped(*total_) + " (" + std::to_string(done * 100 / *total_) + "%)";
  }
  double const rate = seconds > 0 ? static_cast<double>(done) / seconds : 0;
  text += (zh ? "，每秒 " : ", ") + grouped(static_cast<std::int64_t>(std::llround(rate))) +
          (zh ? "" : " a second");
  if (total_ && rate > 0 && done < *total_) {
    double const left = std::min(kLongestGuess, static_cast<double>(*total_ - done) / rate);
    auto const whole = std::to_string(static_cast<std::int64_t>(std::ceil(left)));
    text += zh ? "，约剩 " + whole + " 秒" : ", about " + whole + " s left";
  }
  return text;
}

void Progress::at(std::int64_t done) {
  auto const now = steady_clock::now();
  double const seconds = duration<double>(now - started_).count();
  if (seconds < kSilent) return;
  if (!said_ && !is_terminal_ && seconds < kElsewhere) return;
  if (said_ && duration<double>(now - *said_).count() < (is_terminal_ ? kOnTerminal : kElsewhere)) return;
  said_ = now;
  auto const text = line(done, seconds);
  if (is_terminal_) {
    std::fputs(("\r\x1b[K" + text).c_str(), out_);
    line_stands_ = true;
  } else {
    std::fputs((text + "\n").c_str(), out_);
  }
  std::fflush(out_);
}

}  // namespace shian::report
