#include "http/connection.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <boost/asio/as_tuple.hpp>
#include <boost/asio/buffer.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/ssl/stream.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/asio/write.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/http/buffer_body.hpp>
#include <boost/beast/http/parser.hpp>

#include "http/answer_head.hpp"
#include "http/decode_head.hpp"
#include "http/file_range.hpp"
#include "http/live.hpp"
#include "http/meeting.hpp"
#include "http/problem.hpp"

namespace shian::http {
namespace {

namespace beast = boost::beast;
using asio::ip::tcp;
using boost::system::error_code;
using Socket = tcp::socket;
using TlsSocket = asio::ssl::stream<tcp::socket>;

auto const kQuietly = asio::as_tuple(asio::use_awaitable);
constexpr std::size_t kPiece = 64 * 1024;
constexpr std::chrono::milliseconds kLinger{2'000};
constexpr std::size_t kMostLingering = 1 << 20;

Method method_of(beast::http::verb word) {
  using beast::http::verb;
  switch (word) {
    case verb::get:
      return Method::get;
    case verb::head:
      return Method::head;
    case verb::post:
      return Method::post;
    case verb::put:
      return Method::put;
    case verb::patch:
      return Method::patch;
    case verb::delete_:
      return Method::del;
    case verb::options:
      return Method::options;
    default:
      return Method::other;
  }
}

// An open file; reading goes by position.
class OpenFile {
 public:
  explicit OpenFile(int descriptor) : descriptor_(descriptor) {}
  ~OpenFile() {
    if (descriptor_ >= 0) ::close(descriptor_);
  }
  OpenFile(OpenFile const&) = delete;
  OpenFile& operator=(OpenFile const&) = delete;
  [[nodiscard]] int get() const { return descriptor_; }
  [[nodiscard]] explicit operator bool() const { return descriptor_ >= 0; }

 private:
  int descriptor_;
};

std::string_view etag_of(Response const& response) {
  for (auto const& header : response.headers)
    if (same_name(header.name, "etag")) return header.value;
  return {};
}

Socket& lowest(Socket& socket) { return socket; }
Socket& lowest(TlsSocket& socket) { return socket.next_layer(); }

template <class Stream>
class Talk final : public Connection, public std::enable_shared_from_this<Talk<Stream>> {
 public:
  Talk(std::shared_ptr<Shared> shared, Stream stream)
      : shared_(std::move(shared)), stream_(std::move(stream)), limits_(shared_->options.limits) {
    error_code failed;
    auto const peer = lowest(stream_).remote_endpoint(failed);
    if (!failed) peer_ = plain_address(peer.address().to_string()).value_or("");
  }

  void cut() override {
    asio::post(stream_.get_executor(), [self = this->shared_from_this()] {
      if (!self->is_overdue(Clock::now())) return;  // it moved on before this came to its turn
      if (!self->reading_) return self->close();
      self->late_ = true;
      error_code ignored;
      lowest(self->stream_).cancel(ignored);  // it is still told why
    });
  }
  void finish() override {
    asio::post(stream_.get_executor(), [self = this->shared_from_this()] {
      if (self->idle_) self->close();
      if (self->live_) self->live_->close();
    });
  }

  asio::awaitable<void> run() {
    allow(limits_.head_time);
    if constexpr (std::is_same_v<Stream, TlsSocket>) {
      auto [failed] = co_await stream_.async_handshake(asio::ssl::stream_base::server, kQuietly);
      if (failed) co_return;
    }
    bool more = true;
    while (more) more = co_await one_request();
    if constexpr (std::is_same_v<Stream, TlsSocket>) {
      allow(kLinger);
      if (!live_) co_await stream_.async_shutdown(kQuietly);  // the client knows that nothing was cut off
    }
    close();
  }

  void abandon() override { close(); }

 private:
  using Parser = beast::http::request_parser<beast::http::buffer_body>;

  void close() {
    error_code ignored;
    lowest(stream_).shutdown(tcp::socket::shutdown_both, ignored);
    lowest(stream_).close(ignored);
  }

  enum class Came { more, nothing, late };

  asio::awaitable<Came> fill() {
    constexpr std::size_t kAtOnce = 16 * 1024;
    late_ = false;
    reading_ = true;
    auto [failed, got] = co_await stream_.async_read_some(buffer_.prepare(kAtOnce), kQuietly);
    reading_ = false;
    if (failed) co_return late_ ? Came::late : Came::nothing;
    buffer_.commit(got);
    co_return Came::more;
  }

  // Reads the head. 0: the head is there; -1: the connection ended; else the status to refuse with.
  asio::awaitable<int> read_head(Parser& parser) {
    if (buffer_.size() == 0) {
      idle_ = true;
      allow(shared_->finishing ? std::chrono::milliseconds(0) : limits_.idle_time);
      auto const came = co_await fill();
      idle_ = false;
      if (came != Came::more) co_return -1;
    }
    allow(limits_.head_time);
    while (!parser.is_header_done()) {
      error_code failed;
      auto const used = parser.put(buffer_.data(), failed);
      buffer_.consume(used);
      if (failed == beast::http::error::need_more) {
        if (buffer_.size() > limits_.head_bytes) co_return 431;
        if (auto const came = co_await fill(); came != Came::more) co_return came == Came::late ? 408 : -1;
        continue;
      }
      if (failed == beast::http::error::header_limit) co_return 431;
      if (failed == beast::http::error::bad_version) co_return 505;
      if (failed) co_return 400;
    }
    co_return 0;
  }

  // What the head says, or the status to refuse it with.
  std::expected<Request, int> understand(Parser const& parser) {
    auto const& message = parser.get();
    RawHead raw;
    raw.method = method_of(message.method());
    raw.target = {message.target().data(), message.target().size()};
    raw.version = static_cast<int>(message.version());
    for (auto const& field : message)
      raw.headers.push_back({std::string(field.name_string()), std::string(field.value())});
    if (auto const length = parser.content_length()) raw.content_length = *length;
    auto head =
        decode_head(std::move(raw), {peer_, shared_->tls != nullptr}, shared_->options.trusted_proxies);
    if (!head) return std::unexpected(head.error());
    Request request;
    static_cast<Head&>(request) = std::move(*head);
    if (request.id.empty()) request.id = random_id();
    return request;
  }

  // Takes the body in. 0: done; -1: the connection ended; else the status to refuse with.
  asio::awaitable<int> read_body(Parser& parser, Request& request, Admission const& admission) {
    std::optional<OpenFile> file;
    if (admission.body == Admission::Body::file) {
      auto name = (shared_->options.upload_folder / "upload-XXXXXX").string();
      file.emplace(::mkostemp(name.data(), O_CLOEXEC));
      if (!*file) co_return 503;
      request.upload = std::make_shared<Upload>(name);
    }
    auto const started = Clock::now();
    std::vector<char> piece(parser.is_done() ? 0 : kPiece);
    std::uint64_t taken = 0;
    bool starved = buffer_.size() == 0;
    parser.eager(true);
    while (!parser.is_done()) {
      if (starved) {
        allow(limits_.body_stall);
        if (auto const came = co_await fill(); came != Came::more) co_return came == Came::late ? 408 : -1;
        starved = false;
      }
      auto& body = parser.get().body();
      body.data = piece.data();
      body.size = piece.size();
      body.more = true;
      error_code failed;
      auto const used = parser.put(buffer_.data(), failed);
      buffer_.consume(used);
      auto const got = piece.size() - parser.get().body().size;
      taken += got;
      bytes_in_ += used;
      if (taken > admission.limit) co_return 413;
      if (got > 0 && file && ::write(file->get(), piece.data(), got) != static_cast<ssize_t>(got))
        co_return 503;
      if (got > 0 && !file) request.body.append(piece.data(), got);
      bool const needs_more = failed == beast::http::error::need_more;
      if (failed && !needs_more && failed != beast::http::error::need_buffer) co_return 400;
      // A chunk's first line or a trailer that does not end would be kept whole.
      if (needs_more && buffer_.size() > limits_.head_bytes) co_return 400;
      starved = needs_more || buffer_.size() == 0;
      auto const seconds = std::chrono::duration_cast<std::chrono::seconds>(Clock::now() - started);
      if (seconds > limits_.body_stall &&
          taken < limits_.bytes_per_second_floor * static_cast<std::uint64_t>(seconds.count()))
        co_return 408;
    }
    co_return 0;
  }

  // One request and its answer; whether another may follow.
  asio::awaitable<bool> one_request() {
    Parser parser;
    parser.header_limit(static_cast<std::uint32_t>(limits_.head_bytes));
    parser.body_limit(boost::none);
    bytes_in_ = bytes_out_ = 0;
    int status = co_await read_head(parser);
    auto const began = Clock::now();
    if (status < 0) co_return false;
    if (status > 0) co_return co_await refuse(status, random_id());
    auto understood = understand(parser);
    if (!understood) co_return co_await refuse(understood.error(), random_id());
    auto& request = *understood;
    bool const keep = parser.keep_alive() && parser.get().version() == 11 && !shared_->finishing;
    bool const is_head = request.method == Method::head;
    Finishing done{request.id, request.method, request.path, request.peer, began};

    auto admission = admit(request);
    bool const has_body = !parser.is_done();
    if (!admission.refusal && admission.ask) {
      allow_any_time();
      auto said = co_await answer_of(admission.ask);
      if (said.status != kGoOn) admission.refusal = std::move(said);
    }
    if (admission.refusal || (request.content_length && *request.content_length > admission.limit)) {
      auto refusal = admission.refusal ? *admission.refusal : problem(413);
      bool const reusable = !has_body && keep;
      bool const sent = co_await send(std::move(refusal), done, reusable, is_head);
      if (!reusable) co_await linger();
      co_return sent&& reusable;
    }
    if (has_body && same_name(request.header("expect"), "100-continue")) {
      allow(limits_.body_stall);
      constexpr std::string_view kContinue = "HTTP/1.1 100 Continue\r\n\r\n";
      auto [failed, sent] = co_await asio::async_write(stream_, asio::buffer(kContinue), kQuietly);
      if (failed) co_return false;
    }
    status = co_await read_body(parser, request, admission);
    if (status < 0) co_return false;
    if (status > 0) {
      co_await send(problem(status), done, false, is_head);
      co_await linger();
      co_return false;
    }

    range_ = request.header("range");
    if_range_ = request.header("if-range");
    allow_any_time();
    std::function<void(Reply)> const handle = [this, &request](Reply reply) {
      shared_->site.handle(std::move(request), std::move(reply));
    };
    auto response = co_await answer_of(handle);
    if (auto* live = std::get_if<LiveBody>(&response.body)) {
      co_await listen(response, *live, done, is_head);
      co_return false;
    }
    co_return co_await send(std::move(response), done, keep && !shared_->finishing, is_head);
  }

  // What the site answers, now or later and from any thread.
  asio::awaitable<Response> answer_of(std::function<void(Reply)> const& ask) {
    auto const meeting = std::make_shared<Meeting>(stream_.get_executor());
    struct Leaving {
      std::shared_ptr<Meeting> meeting;
      ~Leaving() { meeting->leave(); }
    } const leaving{meeting};
    try {
      ask(Reply([meeting](Response given) { meeting->answer(std::move(given)); }));
    } catch (...) {
      // Its reply is gone with it: unless it was answered before, that is a 500.
    }
    while (!meeting->is_answered()) {
      co_await meeting->bell->async_wait(kQuietly);
    }
    co_return std::move(*meeting->response);
  }

  Admission admit(Head const& head) {
    try {
      return shared_->site.admit(head);
    } catch (...) {
      Admission broken;
      broken.refusal = problem(500);
      return broken;
    }
  }

  // What is told of a request when it is over.
  struct Finishing {
    std::string id;
    Method method;
    std::string path, peer;
    Clock::time_point began;
  };

  void note(Finishing const& done, int status) {
    if (!shared_->options.finished) return;
    shared_->options.finished(
        {done.id, name_of(done.method), done.path, done.peer, status, bytes_in_, bytes_out_,
         std::chrono::duration_cast<std::chrono::microseconds>(Clock::now() - done.began)});
  }

  asio::awaitable<bool> refuse(int status, std::string id) {
    Finishing const done{std::move(id), Method::other, "", peer_, Clock::now()};
    co_await send(problem(status), done, false, false);
    co_await linger();
    co_return false;
  }

  // After a refusal the client may still be sending: reading a little of it lets the answer reach him, where
  // closing at once would reset the connection.
  asio::awaitable<void> linger() {
    allow(kLinger);
    error_code ignored;
    lowest(stream_).shutdown(tcp::socket::shutdown_send, ignored);
    std::size_t passed = 0;
    std::array<char, 8192> sink{};
    while (passed < kMostLingering) {
      auto [failed, got] = co_await lowest(stream_).async_read_some(asio::buffer(sink), kQuietly);
      if (failed) break;
      passed += got;
    }
  }

  asio::awaitable<bool> send(Response response, Finishing const& done, bool keep, bool is_head) {
    if (auto* file = std::get_if<FileBody>(&response.body)) {
      auto const path = std::move(file->file);
      co_return co_await send_file(std::move(response), path, done, keep, is_head);
    }
    auto const* shared = std::get_if<std::shared_ptr<std::string const>>(&response.body);
    std::string_view body;
    if (shared == nullptr) body = std::get<std::string>(response.body);
    if (shared != nullptr && *shared) body = **shared;
    auto head = answer_head(response, done.id, keep ? After::keep : After::close);
    bool const has_body = response.status != 204 && response.status != 304;
    if (has_body) add_header(head, "Content-Length", std::to_string(body.size()));
    head += "\r\n";
    bool const ok = co_await write(head, has_body && !is_head ? body : std::string_view());
    note(done, response.status);
    bool const again = ok && keep;
    co_return again;
  }

  // Large bodies go in pieces, so that each piece has its own time.
  asio::awaitable<bool> write(std::string_view head, std::string_view body) {
    constexpr std::size_t kAtOnce = 256 * 1024;
    do {
      allow(limits_.body_stall);
      auto const piece = body.substr(0, kAtOnce);
      std::array<asio::const_buffer, 2> const buffers = {asio::buffer(head), asio::buffer(piece)};
      auto [failed, sent] = co_await asio::async_write(stream_, buffers, kQuietly);
      bytes_out_ += sent;
      if (failed) co_return false;
      head = {};
      body.remove_prefix(piece.size());
    } while (!body.empty());
    co_return true;
  }

  asio::awaitable<bool> send_file(Response response, std::filesystem::path path, Finishing const& done,
                                  bool keep, bool is_head) {
    OpenFile const file(::open(path.c_str(), O_RDONLY | O_CLOEXEC));
    struct ::stat facts {};
    if (!file || ::fstat(file.get(), &facts) != 0 || !S_ISREG(facts.st_mode)) {
      co_return co_await send(problem(404), done, keep, is_head);
    }
    auto const size = static_cast<std::uint64_t>(facts.st_size);
    FileRange range{FileRange::Answer::whole, 0, size};
    if (std::get<FileBody>(response.body).ranges && response.status == 200) {
      response.headers.push_back({"Accept-Ranges", "bytes"});
      if (if_range_.empty() || if_range_ == etag_of(response)) range = file_range(range_, size);
    }
    if (range.answer == FileRange::Answer::none) {
      auto refusal = problem(416);
      refusal.headers.push_back({"Content-Range", "bytes */" + std::to_string(size)});
      co_return co_await send(std::move(refusal), done, keep, is_head);
    }
    if (range.answer == FileRange::Answer::part) {
      response.status = 206;
      response.headers.push_back({"Content-Range", "bytes " + std::to_string(range.first) + "-" +
                                                       std::to_string(range.first + range.length - 1) + "/" +
                                                       std::to_string(size)});
    }
    auto head = answer_head(response, done.id, keep ? After::keep : After::close);
    add_header(head, "Content-Length", std::to_string(range.length));
    head += "\r\n";
    bool ok = co_await write(head, {});
    if (!is_head) {
      std::vector<char> piece(std::min<std::uint64_t>(kPiece, range.length));
      for (std::uint64_t sent = 0; ok && sent < range.length;) {
        auto const wanted = std::min<std::uint64_t>(piece.size(), range.length - sent);
        auto const got = ::pread(file.get(), piece.data(), wanted, static_cast<off_t>(range.first + sent));
        if (got <= 0) ok = false;  // cut short under our hands: the length that was promised is broken off
        if (ok) ok = co_await write({}, {piece.data(), static_cast<std::size_t>(got)});
        sent += got > 0 ? static_cast<std::uint64_t>(got) : 0;
      }
    }
    note(done, response.status);
    bool const again = ok && keep;
    co_return again;
  }

  asio::awaitable<void> listen(Response& response, LiveBody& body, Finishing const& done, bool is_head) {
    response.headers.push_back({"Content-Type", "text/event-stream"});
    response.headers.push_back({"Cache-Control", "no-cache"});
    response.headers.push_back({"X-Accel-Buffering", "no"});  // nginx passes each event on at once
    auto const head = answer_head(response, done.id, After::close) + (is_head ? "\r\n" : "\r\n:\n\n");
    bool ok = co_await write(head, {});
    if (!ok || is_head) {
      note(done, response.status);
      co_return;
    }
    buffer_ = beast::flat_buffer();  // thousands may listen: no one keeps a buffer
    live_ = std::make_shared<Live>(stream_.get_executor(), limits_.event_backlog);
    ++shared_->listeners;
    struct Leaving {
      std::shared_ptr<Shared> shared;
      std::shared_ptr<Live> live;
      ~Leaving() {
        live->leave();
        --shared->listeners;
      }
    } const leaving{shared_, live_};
    if (body.opened) body.opened(live_);
    asio::co_spawn(stream_.get_executor(), until_hung_up(this->shared_from_this(), live_), asio::detached);
    while (ok && live_->is_open() && !shared_->finishing) {
      allow_any_time();
      if (!live_->has_news()) {
        live_->bell().expires_after(limits_.heartbeat);
        // What rings between the look and the wait does so on this executor, and so after the wait began.
        auto [rung] = co_await live_->bell().async_wait(kQuietly);
        if (!rung && !co_await write(":\n\n", {})) break;
      }
      ok = co_await pass_on();
    }
    if (ok) co_await pass_on();  // what was sent before it was closed
    note(done, response.status);
  }

  asio::awaitable<bool> pass_on() {
    bool ok = true;
    for (auto const& event : live_->take())
      if (ok) ok = co_await write(*event, {});
    co_return ok;
  }

  // A listener sends nothing; when its side closes, ours does.
  static asio::awaitable<void> until_hung_up(std::shared_ptr<Talk> self, std::shared_ptr<Live> live) {
    std::array<char, 64> sink{};
    while (true) {
      auto [failed, got] = co_await self->stream_.async_read_some(asio::buffer(sink), kQuietly);
      if (failed) break;
    }
    live->close();
  }

  std::shared_ptr<Shared> shared_;
  Stream stream_;
  Limits const& limits_;
  beast::flat_buffer buffer_;
  std::string peer_;
  bool idle_ = false;     // waits for a request to begin
  bool reading_ = false;  // waits for the client's bytes
  bool late_ = false;     // they did not come in time
  std::string range_, if_range_;
  std::shared_ptr<Live> live_;
  std::uint64_t bytes_in_ = 0, bytes_out_ = 0;
};

template <class Stream>
asio::awaitable<void> serve_over(std::shared_ptr<Shared> shared, Stream stream) {
  auto const talk = std::make_shared<Talk<Stream>>(shared, std::move(stream));
  struct Registered {
    std::shared_ptr<Shared> shared;
    std::shared_ptr<Connection> connection;
    Registered(std::shared_ptr<Shared> of, std::shared_ptr<Connection> one)
        : shared(std::move(of)), connection(std::move(one)) {
      shared->add(connection);
    }
    Registered(Registered const&) = delete;
    Registered& operator=(Registered const&) = delete;
    ~Registered() { shared->remove(connection); }
  } const registered(shared, talk);
  co_await talk->run();
}

}  // namespace

asio::awaitable<void> serve(std::shared_ptr<Shared> shared, tcp::socket socket) {
  if (shared->tls) {
    auto& tls = *shared->tls;
    co_await serve_over(std::move(shared), TlsSocket(std::move(socket), tls));
  } else {
    co_await serve_over(std::move(shared), std::move(socket));
  }
}

}  // namespace shian::http
