#include "cli/service_notice.hpp"

#include <systemd/sd-daemon.h>

namespace shian::cli {

void service_is_ready() { (void)sd_notify(0, "READY=1\nSTATUS=serving"); }
void service_is_stopping() { (void)sd_notify(0, "STOPPING=1"); }
void service_is_alive() { (void)sd_notify(0, "WATCHDOG=1"); }

std::optional<std::chrono::nanoseconds> watch_interval() {
  std::uint64_t microseconds = 0;
  if (sd_watchdog_enabled(0, &microseconds) <= 0) return std::nullopt;
  constexpr int kTimesWithin = 3;
  return std::chrono::microseconds(microseconds / kTimesWithin);
}

}  // namespace shian::cli
