// A mail server that takes messages: SMTP (RFC 5321), by TLS from the start (smtps) or from STARTTLS on.
#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "base/error.hpp"

namespace shian::mail {

struct ServerSettings {
  std::string address;                   // smtp://HOST[:PORT] (port 25) or smtps://HOST[:PORT] (port 465)
  std::string user = {}, password = {};  // "": nobody has to sign in there
  std::string authorities = {};          // a PEM file of whose certificates count; "": the system's
  /// What smtp:// does when the server is another machine and offers no TLS. This machine is 127.0.0.0/8,
  /// [::1], localhost: to it nothing is encrypted.
  enum class Plain { refused, sent } plain = Plain::refused;
};

/// Why a message did not leave.
struct NotSent {
  enum class Fault {
    message,  // the server did not take it: another may still do
    server,   // not reached, not trusted, no longer answering, does not let us in: nor will another
  } fault = Fault::message;
  Text why;  // with what the server said, on one line, without the password and whose address it was
};

/// One connection, used for one message after another. Blocks for a minute a message at most.
class Server {
 public:
  /// Connects to nothing yet. Errors: no such address; a password that would go over the wire unencrypted.
  [[nodiscard]] static Expected<Server> at(ServerSettings settings);

  /// `message` is a wire_text; both addresses are such as check_address lets through.
  [[nodiscard]] std::expected<void, NotSent> send(std::string const& from, std::string const& to,
                                                  std::string_view message);

 private:
  explicit Server(ServerSettings settings);
  ServerSettings settings_;
  std::unique_ptr<void, void (*)(void*)> handle_;  // libcurl's
};

}  // namespace shian::mail
