// What the service manager (systemd, Type=notify) is told; nothing where none listens.
#pragma once

#include <chrono>
#include <optional>

namespace shian::cli {

void service_is_ready();
void service_is_stopping();
void service_is_alive();
/// How often it wants to hear that the service is alive, with room to spare; nothing when it does not watch.
[[nodiscard]] std::optional<std::chrono::nanoseconds> watch_interval();

}  // namespace shian::cli
