#include "http/server.hpp"

#include <openssl/err.h>

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/asio/write.hpp>
#include <thread>

#include "http/answer_head.hpp"
#include "http/connection.hpp"
#include "http/decode_head.hpp"
#include "http/problem.hpp"

namespace shian::http {
namespace {

using asio::ip::tcp;

constexpr std::chrono::milliseconds kSweep{100};
constexpr int kBacklog = 1024;

Expected<std::unique_ptr<asio::ssl::context>> tls_context(Listen const& listen) {
  auto context = std::make_unique<asio::ssl::context>(asio::ssl::context::tls_server);
  context->set_options(asio::ssl::context::default_workarounds | asio::ssl::context::no_tlsv1 |
                       asio::ssl::context::no_tlsv1_1 | asio::ssl::context::single_dh_use);
  // Of TLS 1.2 what keeps past talk secret when the key is lost, and authenticates what it encrypts; TLS 1.3
  // has nothing else.
  if (::SSL_CTX_set_cipher_list(context->native_handle(), "ECDHE+AESGCM:ECDHE+CHACHA20") != 1)
    return fail("http.ciphers", "TLS 库缺少所需的加密套件", "the TLS library lacks the cipher suites needed");
  auto const refuse = [](char const* code, std::filesystem::path const& file,
                         boost::system::error_code const& why, char const* zh, char const* en) {
    return std::unexpected(
        Error::make(code, zh + file.string() + "：" + why.message(),
                    en + file.string() + ": " + why.message())
            .hinting("证书和私钥须为 PEM 文件，且服务所用的用户可以读取",
                     "certificate and key must be PEM files which the server's user can read"));
  };
  boost::system::error_code failed;
  context->use_certificate_chain_file(listen.certificate.string(), failed);
  if (failed)
    return refuse("http.certificate", listen.certificate, failed, "证书无法读取：",
                  "cannot read the certificate ");
  context->use_private_key_file(listen.key.string(), asio::ssl::context::pem, failed);
  if (failed)
    return refuse("http.key", listen.key, failed, "私钥无法读取，或与证书不符：",
                  "cannot read the private key, or it is another certificate's: ");
  return context;
}

}  // namespace

void Shared::add(std::shared_ptr<Connection> const& connection) {
  std::lock_guard const lock(mutex);
  open.insert(connection);
}

void Shared::remove(std::shared_ptr<Connection> const& connection) {
  std::lock_guard const lock(mutex);
  open.erase(connection);
}

class Server::Implementation {
 public:
  Implementation(ServerOptions options, Site& site)
      : shared_(std::make_shared<Shared>(std::move(options), site)),
        io_(shared_->options.threads),
        acceptor_(asio::make_strand(io_)) {
    for (auto& proxy : shared_->options.trusted_proxies) proxy = plain_address(proxy).value_or(proxy);
  }

  ~Implementation() { stop(std::chrono::milliseconds(0)); }

  Expected<void> start() {
    auto const& listen = shared_->options.listen;
    if (!listen.certificate.empty()) {
      auto tls = tls_context(listen);
      if (!tls) return std::unexpected(std::move(tls.error()));
      shared_->tls = std::move(*tls);
    }
    boost::system::error_code failed;
    auto const where = listen.address + ":" + std::to_string(listen.port);
    auto const refuse = [&] {
      return std::unexpected(Error::make("http.listen", "无法在 " + where + " 上监听：" + failed.message(),
                                         "cannot listen on " + where + ": " + failed.message())
                                 .hinting("换一个地址或端口，或停掉占用它的程序",
                                          "choose another address or port, or stop what holds it"));
    };
    auto const address = asio::ip::make_address(listen.address, failed);
    if (failed) return refuse();
    tcp::endpoint const endpoint(address, listen.port);
    acceptor_.open(endpoint.protocol(), failed);
    if (failed) return refuse();
    acceptor_.set_option(tcp::acceptor::reuse_address(true), failed);
    acceptor_.bind(endpoint, failed);
    if (failed) return refuse();
    acceptor_.listen(kBacklog, failed);
    if (failed) return refuse();
    port_ = acceptor_.local_endpoint().port();
    asio::co_spawn(acceptor_.get_executor(), accept_all(), asio::detached);
    asio::co_spawn(io_, sweep(), asio::detached);
    for (int i = 0; i < std::max(1, shared_->options.threads); ++i)
      threads_.emplace_back([this] { io_.run(); });
    return {};
  }

  [[nodiscard]] std::uint16_t port() const { return port_; }
  [[nodiscard]] std::size_t connections() const {
    std::lock_guard const lock(shared_->mutex);
    return shared_->open.size();
  }
  [[nodiscard]] std::size_t listeners() const { return shared_->listeners; }

  void stop(std::chrono::milliseconds within) {
    if (threads_.empty()) return;
    shared_->finishing = true;
    asio::post(acceptor_.get_executor(), [this] {
      boost::system::error_code ignored;
      acceptor_.close(ignored);
    });
    auto const until = Clock::now() + within;
    for (auto const& connection : all_open()) connection->finish();
    while (connections() > 0 && Clock::now() < until)
      std::this_thread::sleep_for(std::chrono::milliseconds(5));
    io_.stop();
    for (auto& thread : threads_) thread.join();
    threads_.clear();
    // Nothing runs any more: what was not over is broken off now, not when the server is destroyed.
    boost::system::error_code ignored;
    acceptor_.close(ignored);
    for (auto const& connection : all_open()) connection->abandon();
  }

 private:
  [[nodiscard]] std::vector<std::shared_ptr<Connection>> all_open() const {
    std::lock_guard const lock(shared_->mutex);
    return {shared_->open.begin(), shared_->open.end()};
  }

  asio::awaitable<void> accept_all() {
    auto const quietly = asio::as_tuple(asio::use_awaitable);
    while (acceptor_.is_open()) {
      tcp::socket socket(asio::make_strand(io_));
      auto [failed] = co_await acceptor_.async_accept(socket, quietly);
      if (!acceptor_.is_open() || failed == asio::error::operation_aborted) co_return;
      if (failed) {  // out of descriptors, most likely: they come back
        asio::steady_timer pause(acceptor_.get_executor(), kSweep);
        co_await pause.async_wait(quietly);
        continue;
      }
      if (connections() >= shared_->options.limits.connections) {
        turn_away(socket);
        continue;
      }
      boost::system::error_code ignored;
      socket.set_option(tcp::no_delay(true), ignored);
      auto executor = socket.get_executor();
      asio::co_spawn(executor, serve(shared_, std::move(socket)), asio::detached);
    }
  }

  // As much of an answer as fits the socket's buffer, without waiting.
  void turn_away(tcp::socket& socket) const {
    if (shared_->tls) return;
    auto const answer = problem(503);
    auto const& body = std::get<std::string>(answer.body);
    auto text = answer_head(answer, random_id(), After::close);
    add_header(text, "Content-Length", std::to_string(body.size()));
    text += "\r\n" + body;
    boost::system::error_code ignored;
    socket.non_blocking(true, ignored);
    socket.write_some(asio::buffer(text), ignored);
    socket.shutdown(tcp::socket::shutdown_send, ignored);
  }

  asio::awaitable<void> sweep() {
    auto const quietly = asio::as_tuple(asio::use_awaitable);
    asio::steady_timer timer(io_);
    while (true) {
      timer.expires_after(kSweep);
      co_await timer.async_wait(quietly);
      auto const now = Clock::now();
      for (auto const& connection : all_open())
        if (connection->is_overdue(now)) connection->cut();
    }
  }

  std::shared_ptr<Shared> shared_;
  asio::io_context io_;
  tcp::acceptor acceptor_;
  std::uint16_t port_ = 0;
  std::vector<std::thread> threads_;
};

Expected<std::unique_ptr<Server>> Server::start(ServerOptions options, Site& site) {
  auto implementation = std::make_unique<Implementation>(std::move(options), site);
  if (auto started = implementation->start(); !started) return std::unexpected(std::move(started.error()));
  return std::unique_ptr<Server>(new Server(std::move(implementation)));
}

Server::Server(std::unique_ptr<Implementation> implementation) : implementation_(std::move(implementation)) {}
Server::~Server() = default;
std::uint16_t Server::port() const { return implementation_->port(); }
std::size_t Server::connections() const { return implementation_->connections(); }
std::size_t Server::listeners() const { return implementation_->listeners(); }
void Server::stop(std::chrono::milliseconds within) { implementation_->stop(within); }

}  // namespace shian::http
