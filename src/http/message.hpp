// What comes in and what goes out: requests read within limits, responses of text, files or live events.
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "base/error.hpp"

namespace shian::http {

enum class Method { get, head, post, put, patch, del, options, other };
[[nodiscard]] std::string_view name_of(Method method);

struct Header {
  std::string name, value;
};

/// The line and headers of a request, before its body is read.
struct Head {
  Method method = Method::get;
  std::string path;  // percent-decoded, normalised ("/a/b"); never with "..", NUL or a backslash
  std::vector<std::pair<std::string, std::string>> query;  // decoded, in order
  std::vector<Header> headers;
  std::string peer;  // the client's address, as the proxy tells it when the proxy is trusted
  bool secure = false;
  std::string id;  // of the request, in logs and in answers (X-Request-Id)
  std::optional<std::uint64_t> content_length;

  [[nodiscard]] std::string_view header(std::string_view name) const;  // "" when absent; case-insensitive
  [[nodiscard]] std::optional<std::string> parameter(std::string_view name) const;  // first of that name
  [[nodiscard]] std::string_view cookie(std::string_view name) const;               // "" when absent
};

/// A file on its way, in or out; removed with the last owner unless it was moved away.
class Upload {
 public:
  explicit Upload(std::filesystem::path file) : file_(std::move(file)) {}
  ~Upload();
  Upload(Upload const&) = delete;
  Upload& operator=(Upload const&) = delete;
  [[nodiscard]] std::filesystem::path const& file() const { return file_; }

 private:
  std::filesystem::path file_;
};

struct Request : Head {
  std::string body;                // unless streamed
  std::shared_ptr<Upload> upload;  // set when the admission asked for a file
};

/// Live events to one listener (text/event-stream). Whoever holds it may send from any thread; what a slow
/// listener has not read beyond a limit is dropped and the listener is closed.
class EventStream {
 public:
  virtual ~EventStream() = default;
  virtual void send(std::shared_ptr<std::string const> event) = 0;  // a whole event as it goes on the wire
  virtual void close() = 0;
  [[nodiscard]] virtual bool is_open() const = 0;
};

/// "event: NAME\ndata: ...\n\n".
[[nodiscard]] std::shared_ptr<std::string const> event_text(std::string_view name, std::string_view data);

struct FileBody {
  std::filesystem::path file;
  bool ranges = true;  // whether Range and If-Range are answered; If-Range is held against the ETag header
  std::shared_ptr<Upload> kept{};  // for a file that goes away when it has been sent
};

/// The response stays open; `opened` is given the stream, on a thread of the server.
struct LiveBody {
  std::function<void(std::shared_ptr<EventStream>)> opened;
};

struct Response {
  int status = 200;
  std::vector<Header> headers;  // Content-Length, Date and X-Request-Id are the server's
  std::variant<std::string, std::shared_ptr<std::string const>, FileBody, LiveBody> body;

  [[nodiscard]] static Response text(int status, std::string body,
                                     std::string_view type = "text/plain; charset=utf-8");
};

/// Answers one request, once, from any thread. A reply that is dropped unanswered becomes a 500.
class Reply {
 public:
  explicit Reply(std::function<void(Response)> answer);
  void operator()(Response response) const;  // what comes after the first is dropped

 private:
  struct State;
  std::shared_ptr<State> state_;
};

/// What to do with a request whose head has been read.
struct Admission {
  enum class Body { memory, file } body = Body::memory;
  std::uint64_t limit = 1 << 20;    // bytes of the body; more is a 413
  std::optional<Response> refusal;  // answered at once, without reading the body
  /// Asked before the body is read, where the head alone does not tell: it may answer from another thread.
  /// kGoOn lets the body come; any other answer is the request's, and the body is not read.
  std::function<void(Reply)> ask;
};
inline constexpr int kGoOn = 100;

/// What a server serves. Called on the server's threads: must not block.
class Site {
 public:
  virtual ~Site() = default;
  [[nodiscard]] virtual Admission admit(Head const& head) = 0;
  virtual void handle(Request request, Reply reply) = 0;
};

}  // namespace shian::http
