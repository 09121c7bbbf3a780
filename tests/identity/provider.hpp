// A provider of identities for tests: keys of its own, tokens it signs, and its address on this machine.
#pragma once

#include <openssl/evp.h>

#include <atomic>
#include <functional>
#include <memory>
#include <nlohmann/json.hpp>
#include <string>
#include <thread>

namespace shian::test {

class Provider {
 public:
  enum class Kind { rsa, rsa_1024, ec };
  explicit Provider(Kind kind);
  [[nodiscard]] std::string key_set() const;
  /// Signed with its key, whatever the head says.
  [[nodiscard]] std::string token(nlohmann::json const& claims) const;
  [[nodiscard]] std::string token(nlohmann::json const& claims, nlohmann::json const& head) const;

 private:
  Kind kind_;
  std::unique_ptr<EVP_PKEY, decltype(&EVP_PKEY_free)> key_;
};

/// Answers one request after another on a free port of 127.0.0.1.
class LocalServer {
 public:
  struct Answer {
    int status = 200;
    std::string body;
  };
  /// Given the whole request: its head and its body.
  using Serving = std::function<Answer(std::string const& request)>;
  explicit LocalServer(Serving serving);
  ~LocalServer();
  LocalServer(LocalServer const&) = delete;
  LocalServer& operator=(LocalServer const&) = delete;
  [[nodiscard]] std::string address() const { return "http://127.0.0.1:" + std::to_string(port_); }

 private:
  void serve();
  Serving serving_;
  int socket_ = -1;
  int port_ = 0;
  std::atomic<bool> stopping_ = false;
  std::thread thread_;
};

}  // namespace shian::test
