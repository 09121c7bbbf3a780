// An HTTP/1.1 server with limits: keep-alive, time-outs, TLS, streamed uploads, ranges, live events.
#pragma once

#include <chrono>
#include <memory>

#include "http/message.hpp"

namespace shian::http {

struct Limits {
  std::size_t head_bytes = 16 * 1024;
  std::size_t connections = 4096;                // more are answered 503 and closed
  std::chrono::milliseconds head_time{10'000};   // from the first byte to the end of the head
  std::chrono::milliseconds idle_time{60'000};   // between requests
  std::chrono::milliseconds body_stall{15'000};  // without progress, reading or writing
  std::size_t bytes_per_second_floor = 1024;     // a body slower than this over its whole time is cut
  std::size_t event_backlog = 64 * 1024;         // unread bytes of one listener
  std::chrono::milliseconds heartbeat{15'000};   // a comment to a listener that was sent nothing for so long
};

struct Listen {
  std::string address = "127.0.0.1";
  std::uint16_t port = 0;  // 0: a free one
  /// PEM files; empty: plain HTTP.
  std::filesystem::path certificate, key;
};

struct ServerOptions {
  Listen listen;
  Limits limits;
  int threads = 1;
  std::filesystem::path upload_folder;                              // where streamed bodies go; must exist
  std::vector<std::string> trusted_proxies = {"127.0.0.1", "::1"};  // whose X-Forwarded-For/-Proto count
  /// One finished request, for logs and metrics. Called on the server's threads.
  struct Finished {
    std::string_view id, method, path, peer;
    int status = 0;
    std::uint64_t bytes_in = 0, bytes_out = 0;
    std::chrono::microseconds took{};
  };
  std::function<void(Finished const&)> finished;
};

class Server {
 public:
  /// Binds and starts listening. Errors: address in use or not ours, a certificate that cannot be read.
  static Expected<std::unique_ptr<Server>> start(ServerOptions options, Site& site);
  ~Server();  // stops at once
  [[nodiscard]] std::uint16_t port() const;
  [[nodiscard]] std::size_t connections() const;
  [[nodiscard]] std::size_t listeners() const;  // open event streams
  /// Accepts nothing new, finishes what it accepted (at most `within`), closes listeners, stops.
  void stop(std::chrono::milliseconds within);

 private:
  class Implementation;
  explicit Server(std::unique_ptr<Implementation> implementation);
  std::unique_ptr<Implementation> implementation_;
};

}  // namespace shian::http
