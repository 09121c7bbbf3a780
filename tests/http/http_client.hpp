// A client that sends exactly the bytes it is told to, so that tests can be rude.
#pragma once

#include <arpa/inet.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <chrono>
#include <map>
#include <optional>
#include <stdexcept>
#include <string>

namespace shian::http {

struct Answer {
  int status = 0;
  std::map<std::string, std::string> headers;  // names in lower case; "1, 1": it came twice
  std::string body;
};

class Client {
 public:
  explicit Client(std::uint16_t port) : fd_(::socket(AF_INET, SOCK_STREAM, 0)) {
    ::sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(port);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    if (::connect(fd_, reinterpret_cast<::sockaddr*>(&address), sizeof address) != 0)
      throw std::runtime_error("cannot connect");
  }
  ~Client() { ::close(fd_); }
  Client(Client const&) = delete;
  Client& operator=(Client const&) = delete;

  void send(std::string_view bytes) const {
    while (!bytes.empty()) {
      auto const sent = ::send(fd_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
      if (sent <= 0) return;  // the server hung up: what it said is still to be read
      bytes.remove_prefix(static_cast<std::size_t>(sent));
    }
  }
  void hang_up_sending() const { ::shutdown(fd_, SHUT_WR); }
  void read_slowly(int buffer_bytes) const {
    ::setsockopt(fd_, SOL_SOCKET, SO_RCVBUF, &buffer_bytes, sizeof buffer_bytes);
  }

  /// More bytes into what is held; false at the end or when nothing comes for so long.
  bool receive(std::chrono::milliseconds patience = std::chrono::seconds(5)) {
    ::pollfd waiting{fd_, POLLIN, 0};
    if (::poll(&waiting, 1, static_cast<int>(patience.count())) <= 0) return false;
    char piece[65536];
    auto const got = ::recv(fd_, piece, sizeof piece, 0);
    if (got <= 0) {
      ended_ = true;
      return false;
    }
    held_.append(piece, static_cast<std::size_t>(got));
    return true;
  }
  [[nodiscard]] bool has_ended() const { return ended_; }
  [[nodiscard]] std::string& held() { return held_; }

  /// The next whole answer; status 0 when the connection ends before it is whole.
  Answer answer(bool is_head = false) {
    Answer made;
    std::size_t end = 0;
    while ((end = held_.find("\r\n\r\n")) == std::string::npos)
      if (!receive()) return {};
    made.status = std::stoi(held_.substr(9, 3));
    for (auto at = held_.find("\r\n") + 2; at < end;) {
      auto const stop = std::min(held_.find("\r\n", at), end);
      auto const colon = held_.find(": ", at);
      auto name = held_.substr(at, colon - at);
      for (auto& c : name) c = static_cast<char>(std::tolower(c));
      auto& value = made.headers[name];
      value += (value.empty() ? "" : ", ") + held_.substr(colon + 2, stop - colon - 2);
      at = stop + 2;
    }
    held_.erase(0, end + 4);
    if (made.status == 100) return answer(is_head);
    auto const length = made.headers.find("content-length");
    std::size_t const wanted = length == made.headers.end() || is_head ? 0 : std::stoul(length->second);
    while (held_.size() < wanted)
      if (!receive()) return {};
    made.body = held_.substr(0, wanted);
    held_.erase(0, wanted);
    return made;
  }
  Answer ask(std::string_view bytes) {
    send(bytes);
    return answer();
  }
  Answer get(std::string const& target, std::string const& headers = "") {
    return ask("GET " + target + " HTTP/1.1\r\nHost: here\r\n" + headers + "\r\n");
  }

 private:
  int fd_;
  std::string held_;
  bool ended_ = false;
};

}  // namespace shian::http
