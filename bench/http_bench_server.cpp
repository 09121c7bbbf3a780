// Two servers of the same answer, one thread each: ours, and Beast as its examples write it, without
// copying the body.
// Usage: http_bench_server [SECONDS [BYTES]], 60 s and 20 KB; it prints both addresses, to be measured with
//   wrk -t1 -c64 -d5s ADDRESS
#include <boost/asio/as_tuple.hpp>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/core/tcp_stream.hpp>
#include <boost/beast/http/read.hpp>
#include <boost/beast/http/span_body.hpp>
#include <boost/beast/http/string_body.hpp>
#include <boost/beast/http/write.hpp>
#include <cstdio>
#include <cstdlib>
#include <string>
#include <thread>

#include "http/server.hpp"

namespace {

namespace asio = boost::asio;
namespace beast = boost::beast;
using asio::ip::tcp;

auto const kQuietly = asio::as_tuple(asio::use_awaitable);
constexpr std::chrono::seconds kTimeout{30};

std::shared_ptr<std::string const> board(std::size_t bytes) {
  std::string text = "{\"targets\":[";
  for (int i = 0; text.size() + 64 < bytes; ++i)
    text += (i == 0 ? "" : ",") + std::string("{\"target\":") + std::to_string(i) + ",\"state\":\"met\"}";
  return std::make_shared<std::string const>(text + "]}\n");
}

asio::awaitable<void> bare_connection(tcp::socket socket, std::shared_ptr<std::string const> answer) {
  socket.set_option(tcp::no_delay(true));
  beast::tcp_stream stream(std::move(socket));
  beast::flat_buffer buffer;
  while (true) {
    beast::http::request<beast::http::string_body> request;
    stream.expires_after(kTimeout);
    auto [failed, got] = co_await beast::http::async_read(stream, buffer, request, kQuietly);
    if (failed) co_return;
    beast::http::response<beast::http::span_body<char const>> response(beast::http::status::ok,
                                                                       request.version());
    response.set(beast::http::field::content_type, "application/json");
    response.keep_alive(request.keep_alive());
    response.body() = {answer->data(), answer->size()};
    response.prepare_payload();
    auto [broken, sent] = co_await beast::http::async_write(stream, response, kQuietly);
    if (broken || !response.keep_alive()) co_return;
  }
}

asio::awaitable<void> bare_server(tcp::acceptor& acceptor, std::shared_ptr<std::string const> answer) {
  while (true) {
    auto [failed, socket] = co_await acceptor.async_accept(kQuietly);
    if (failed) co_return;
    asio::co_spawn(acceptor.get_executor(), bare_connection(std::move(socket), answer), asio::detached);
  }
}

class Board final : public shian::http::Site {
 public:
  explicit Board(std::shared_ptr<std::string const> answer) : answer_(std::move(answer)) {}
  shian::http::Admission admit(shian::http::Head const&) override { return {}; }
  void handle(shian::http::Request, shian::http::Reply reply) override {
    shian::http::Response response;
    response.headers = {{"Content-Type", "application/json"}};
    response.body = answer_;
    reply(std::move(response));
  }

 private:
  std::shared_ptr<std::string const> answer_;
};

}  // namespace

int main(int count, char** arguments) {
  int const seconds = count > 1 ? std::atoi(arguments[1]) : 60;
  constexpr std::size_t kBytes = 20 * 1024;
  auto const answer = board(count > 2 ? static_cast<std::size_t>(std::atol(arguments[2])) : kBytes);
  Board site(answer);
  auto const ours = shian::http::Server::start({}, site);
  if (!ours) return std::fprintf(stderr, "%s\n", ours.error().what.en.c_str()), 1;
  asio::io_context io(1);
  tcp::acceptor acceptor(io, {asio::ip::address_v4::loopback(), 0});
  asio::co_spawn(io, bare_server(acceptor, answer), asio::detached);
  std::printf("%zu bytes a body\nours  http://127.0.0.1:%u/\nbare  http://127.0.0.1:%u/\n", answer->size(),
              unsigned{(*ours)->port()}, unsigned{acceptor.local_endpoint().port()});
  std::fflush(stdout);
  std::thread other([&] { io.run(); });
  std::this_thread::sleep_for(std::chrono::seconds(seconds));
  io.stop();
  other.join();
  return 0;
}
