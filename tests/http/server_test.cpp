#include "http/server.hpp"

#include <gmock/gmock.h>

#include <atomic>
#include <fstream>
#include <mutex>
#include <thread>

#include "http_client.hpp"

namespace shian::http {
namespace {

using namespace std::chrono_literals;
using ::testing::HasSubstr;

// Answers with what it was asked; some paths are special.
class Echo final : public Site {
 public:
  ~Echo() override {
    for (auto& thread : later_) thread.join();
  }
  Admission admit(Head const& head) override {
    Admission admission;
    admission.limit = 1000;
    if (head.path == "/upload") admission = {Admission::Body::file, 10'000'000, std::nullopt, {}};
    if (head.path == "/asked") {
      bool const lets = head.parameter("lets").has_value();
      admission = {Admission::Body::file, 10'000'000, std::nullopt, [this, lets](Reply const& reply) {
                     later_.emplace_back([reply, lets] {
                       std::this_thread::sleep_for(50ms);
                       reply(lets ? Response{kGoOn, {}, {}} : Response::text(403, "not you\n"));
                     });
                   }};
    }
    if (head.path == "/refused") admission.refusal = Response::text(403, "no\n");
    return admission;
  }
  void handle(Request request, Reply reply) override {
    ++taken;
    if (request.path == "/dropped") return;
    if (request.path == "/later") {
      later_.emplace_back([reply] {
        std::this_thread::sleep_for(150ms);
        reply(Response::text(200, "late\n"));
      });
      return;
    }
    if (request.path == "/file") {
      Response response;
      response.headers = {{"ETag", "\"one\""}, {"Content-Type", "text/plain"}};
      response.body = FileBody{file, true};
      return reply(std::move(response));
    }
    if (request.path == "/events") {
      Response response;
      response.body = LiveBody{[this](std::shared_ptr<EventStream> stream) {
        std::lock_guard const lock(mutex_);
        listener_ = std::move(stream);
      }};
      return reply(std::move(response));
    }
    if (request.path == "/large") return reply(Response::text(200, std::string(4'000'000, 'x')));
    std::string text = std::string(name_of(request.method)) + " " + request.path;
    for (auto const& [key, value] : request.query) text += " " + key + "=" + value;
    text += " body=" + (request.upload ? content_of(request.upload->file()) : request.body);
    text += " peer=" + request.peer + (request.secure ? " secure" : "");
    reply(Response::text(200, text));
  }

  static std::string content_of(std::filesystem::path const& path) {
    std::ifstream in(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), {}};
  }

  [[nodiscard]] std::shared_ptr<EventStream> listener() const {
    std::lock_guard const lock(mutex_);
    return listener_;
  }

  std::filesystem::path file;
  std::atomic<int> taken = 0;

 private:
  std::vector<std::thread> later_;
  mutable std::mutex mutex_;
  std::shared_ptr<EventStream> listener_;
};

class ServerTest : public ::testing::Test {
 protected:
  ServerTest() {
    auto pattern = (std::filesystem::temp_directory_path() / "shian-http-XXXXXX").string();
    folder_ = ::mkdtemp(pattern.data());
    site_.file = folder_ / "file";
    std::ofstream(site_.file) << "0123456789";
    options_.upload_folder = folder_;
    options_.limits.head_bytes = 2000;
    options_.limits.connections = 20;
    options_.limits.event_backlog = 200'000;
  }
  ~ServerTest() override {
    server_.reset();
    std::filesystem::remove_all(folder_);
  }
  // For the tests whose clients are slow on purpose; the others must not fail on a busy machine.
  void lose_patience() {
    options_.limits.head_time = 300ms;
    options_.limits.body_stall = 300ms;
  }
  std::uint16_t start() {
    auto started = Server::start(options_, site_);
    EXPECT_TRUE(started.has_value());
    server_ = std::move(*started);
    return server_->port();
  }
  template <class Condition>
  static bool soon(Condition const& holds) {
    for (int i = 0; i < 300 && !holds(); ++i) std::this_thread::sleep_for(10ms);
    return holds();
  }

  std::filesystem::path folder_;
  Echo site_;
  ServerOptions options_;
  std::unique_ptr<Server> server_;
};

TEST_F(ServerTest, AnswersRequestsOfOneConnectionOneAfterAnother) {
  Client client(start());
  auto const first = client.get("/a/%E4%B9%90?b=%E6%B8%85&c=1+2");
  EXPECT_EQ(first.status, 200);
  EXPECT_EQ(first.body, "GET /a/乐 b=清 c=1 2 body= peer=127.0.0.1");
  EXPECT_EQ(first.headers.count("x-request-id"), 1U);
  EXPECT_EQ(first.headers.count("date"), 1U);
  EXPECT_EQ(first.headers.count("server"), 0U);
  EXPECT_EQ(client.ask("PUT /b HTTP/1.1\r\nHost: h\r\nContent-Length: 3\r\n\r\nabc").body,
            "PUT /b body=abc peer=127.0.0.1");
}

TEST_F(ServerTest, AnswersPipelinedRequestsInOrder) {
  Client client(start());
  client.send("GET /later HTTP/1.1\r\nHost: h\r\n\r\nGET /two HTTP/1.1\r\nHost: h\r\n\r\n");
  EXPECT_EQ(client.answer().body, "late\n");
  EXPECT_THAT(client.answer().body, HasSubstr("/two"));
}

TEST_F(ServerTest, ReadsChunkedBodiesThatComeByteByByte) {
  Client client(start());
  std::string const bytes =
      "POST /c HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n6\r\n "
      "world\r\n0\r\n\r\n";
  for (char const c : bytes) client.send({&c, 1});
  EXPECT_THAT(client.answer().body, HasSubstr("body=hello world"));
}

TEST_F(ServerTest, ClosesWhenAskedTo) {
  Client client(start());
  EXPECT_EQ(client.get("/x", "Connection: close\r\n").headers["connection"], "close");
  EXPECT_FALSE(client.receive());
  EXPECT_TRUE(client.has_ended());
}

TEST_F(ServerTest, HeadHasNoBody) {
  Client client(start());
  client.send("HEAD /file HTTP/1.1\r\nHost: h\r\n\r\n");
  auto const answer = client.answer(true);
  EXPECT_EQ(answer.status, 200);
  EXPECT_EQ(answer.headers.at("content-length"), "10");
  EXPECT_EQ(client.get("/file").body, "0123456789");
}

TEST_F(ServerTest, RefusesWhatIsNoHonestRequest) {
  auto const port = start();
  struct Case {
    char const* bytes;
    int status;
  };
  for (auto const& [bytes, status] : {
           Case{"nonsense\r\n\r\n", 400},
           Case{"GET /../etc/passwd HTTP/1.1\r\nHost: h\r\n\r\n", 400},
           Case{"GET /%2e%2e/etc HTTP/1.1\r\nHost: h\r\n\r\n", 400},
           Case{"GET /a%2fb HTTP/1.1\r\nHost: h\r\n\r\n", 400},
           Case{"GET /a%00b HTTP/1.1\r\nHost: h\r\n\r\n", 400},
           Case{"GET /a\\b HTTP/1.1\r\nHost: h\r\n\r\n", 400},
           Case{"GET /%ff HTTP/1.1\r\nHost: h\r\n\r\n", 400},
           Case{"GET //a HTTP/1.1\r\nHost: h\r\n\r\n", 400},
           Case{"GET /a HTTP/1.1\r\n\r\n", 400},
           Case{"GET /a HTTP/1.1\r\nHost: h\r\nHost: i\r\n\r\n", 400},
           Case{"GET /a HTTP/9.9\r\nHost: h\r\n\r\n", 505},
           Case{"POST /a HTTP/1.1\r\nHost: h\r\nContent-Length: 5\r\nContent-Length: 6\r\n\r\nabcdef", 400},
           Case{"POST /a HTTP/1.1\r\nHost: h\r\nContent-Length: 5\r\nTransfer-Encoding: "
                "chunked\r\n\r\n0\r\n\r\n",
                400},
           Case{"POST /a HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: gzip\r\n\r\n", 501},
           Case{"POST /a HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n", 400},
       }) {
    Client client(port);
    client.send(bytes);
    client.hang_up_sending();
    auto const answer = client.answer();
    EXPECT_EQ(answer.status, status) << bytes;
    EXPECT_EQ(answer.headers.count("content-type") ? answer.headers.at("content-type") : "",
              "application/problem+json")
        << bytes;
    EXPECT_EQ(answer.headers.count("x-content-type-options"), 1U) << bytes;
    EXPECT_FALSE(client.receive()) << "the connection must be closed after " << bytes;
  }
}

TEST_F(ServerTest, RefusesAHeadThatIsTooLarge) {
  Client client(start());
  EXPECT_EQ(client.get("/x", "X-Long: " + std::string(5000, 'a') + "\r\n").status, 431);
}

TEST_F(ServerTest, RefusesABodyThatIsTooLargeBeforeReadingIt) {
  Client client(start());
  EXPECT_EQ(client.ask("POST /x HTTP/1.1\r\nHost: h\r\nContent-Length: 1001\r\n\r\n").status, 413);
}

TEST_F(ServerTest, CountsAChunkedBodyAsItComes) {
  Client client(start());
  std::string bytes = "POST /x HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n";
  for (int i = 0; i < 3; ++i) bytes += "200\r\n" + std::string(512, 'a') + "\r\n";
  EXPECT_EQ(client.ask(bytes).status, 413);
}

TEST_F(ServerTest, RefusesWithoutReadingTheBodyWhenTheSiteSaysSo) {
  Client client(start());
  EXPECT_EQ(client.ask("POST /refused HTTP/1.1\r\nHost: h\r\nContent-Length: 900\r\n\r\n").status, 403);
}

TEST_F(ServerTest, TellsASenderThatWaitsToGoOn) {
  Client client(start());
  client.send("POST /x HTTP/1.1\r\nHost: h\r\nContent-Length: 3\r\nExpect: 100-continue\r\n\r\n");
  ASSERT_TRUE(client.receive());
  EXPECT_THAT(client.held(), HasSubstr("100 Continue"));
  EXPECT_THAT(client.ask("abc").body, HasSubstr("body=abc"));
}

TEST_F(ServerTest, CutsASlowHeadAndASlowBody) {
  lose_patience();
  auto const port = start();
  Client head(port);
  head.send("GET /x HT");
  Client body(port);
  body.send("POST /x HTTP/1.1\r\nHost: h\r\nContent-Length: 10\r\n\r\nabc");
  auto const began = std::chrono::steady_clock::now();
  while (head.receive(4s)) {
  }
  while (body.receive(4s)) {
  }
  EXPECT_TRUE(head.has_ended());
  EXPECT_TRUE(body.has_ended());
  EXPECT_LT(std::chrono::steady_clock::now() - began, 4s);
  EXPECT_TRUE(soon([&] { return server_->connections() == 0; }));
}

TEST_F(ServerTest, AClientThatReadsNothingIsCut) {
  lose_patience();
  Client client(start());
  client.read_slowly(4096);
  client.send("GET /large HTTP/1.1\r\nHost: h\r\n\r\n");
  EXPECT_TRUE(soon([&] { return server_->connections() == 1; }));
  EXPECT_TRUE(soon([&] { return server_->connections() == 0; }));
}

TEST_F(ServerTest, TurnsAwayWhoComesWhenItIsFull) {
  options_.limits.connections = 1;
  auto const port = start();
  Client first(port);
  EXPECT_EQ(first.get("/x").status, 200);
  Client second(port);
  auto const answer = second.answer();
  EXPECT_EQ(answer.status, 503);
  EXPECT_EQ(answer.headers.at("retry-after"), "1");
  EXPECT_EQ(answer.headers.at("connection"), "close");
  EXPECT_EQ(answer.headers.at("x-content-type-options"), "nosniff");
  EXPECT_NE(answer.headers.at("date"), "");
  EXPECT_NE(answer.headers.at("x-request-id"), "");
  EXPECT_NE(answer.body.find("urn:shian:http.busy"), std::string::npos);
}

TEST_F(ServerTest, StreamsAnUploadToAFileThatGoesAwayAfterwards) {
  Client client(start());
  std::string const large(5'000'000, 'u');
  auto const answer =
      client.ask("POST /upload HTTP/1.1\r\nHost: h\r\nContent-Length: 5000000\r\n\r\n" + large);
  EXPECT_EQ(answer.body.size(), std::string("POST /upload body= peer=127.0.0.1").size() + large.size());
  EXPECT_EQ(std::distance(std::filesystem::directory_iterator(folder_), {}), 1)
      << "only the test's own file is left";
}

TEST_F(ServerTest, WhoeverMayNotSendAFileIsToldBeforeItsFirstByteIsKept) {
  Client client(start());
  std::string const head = " HTTP/1.1\r\nHost: h\r\nExpect: 100-continue\r\nContent-Length: 5\r\n\r\n";
  client.send("POST /asked" + head);
  auto const refused = client.answer();
  EXPECT_EQ(refused.status, 403);
  EXPECT_EQ(refused.body, "not you\n");
  EXPECT_EQ(site_.taken, 0);
  Client other(server_->port());
  other.send("POST /asked?lets=1" + head);
  while (other.held().find("100 Continue") == std::string::npos) ASSERT_TRUE(other.receive());
  other.send("bytes");
  EXPECT_EQ(other.answer().body, "POST /asked lets=1 body=bytes peer=127.0.0.1");
}

TEST_F(ServerTest, AnUploadThatBreaksOffLeavesNothing) {
  {
    Client client(start());
    client.send("POST /upload HTTP/1.1\r\nHost: h\r\nContent-Length: 5000000\r\n\r\nstart");
    EXPECT_TRUE(soon([&] { return std::distance(std::filesystem::directory_iterator(folder_), {}) == 2; }));
  }
  EXPECT_TRUE(soon([&] { return std::distance(std::filesystem::directory_iterator(folder_), {}) == 1; }));
}

TEST_F(ServerTest, AnswersRangesOfFiles) {
  Client client(start());
  auto const part = client.get("/file", "Range: bytes=2-4\r\n");
  EXPECT_EQ(part.status, 206);
  EXPECT_EQ(part.body, "234");
  EXPECT_EQ(part.headers.at("content-range"), "bytes 2-4/10");
  EXPECT_EQ(client.get("/file", "Range: bytes=-3\r\n").body, "789");
  EXPECT_EQ(client.get("/file", "Range: bytes=7-\r\n").body, "789");
  EXPECT_EQ(client.get("/file", "Range: bytes=7-100\r\n").body, "789");
  EXPECT_EQ(client.get("/file", "Range: bytes=1-2,4-5\r\n").body, "0123456789");
  EXPECT_EQ(client.get("/file", "Range: bytes=1-2\r\nIf-Range: \"one\"\r\n").body, "12");
  EXPECT_EQ(client.get("/file", "Range: bytes=1-2\r\nIf-Range: \"other\"\r\n").status, 200);
  auto const none = client.get("/file", "Range: bytes=10-\r\n");
  EXPECT_EQ(none.status, 416);
  EXPECT_EQ(none.headers.at("content-range"), "bytes */10");
}

TEST_F(ServerTest, AFileThatIsGoneIsNotFound) {
  std::filesystem::remove(site_.file);
  EXPECT_EQ(Client(start()).get("/file").status, 404);
}

TEST_F(ServerTest, SendsEventsAsTheyCome) {
  Client client(start());
  client.send("GET /events HTTP/1.1\r\nHost: h\r\n\r\n");
  auto const head = client.answer();
  EXPECT_EQ(head.headers.at("content-type"), "text/event-stream");
  ASSERT_TRUE(soon([&] { return site_.listener() != nullptr; }));
  site_.listener()->send(event_text("change", "{\"version\":2}\nsecond line"));
  while (client.held().find("second") == std::string::npos && client.receive()) {
  }
  EXPECT_THAT(client.held(), HasSubstr("event: change\ndata: {\"version\":2}\ndata: second line\n\n"));
}

TEST_F(ServerTest, AListenerThatHangsUpIsNoticed) {
  {
    Client client(start());
    client.send("GET /events HTTP/1.1\r\nHost: h\r\n\r\n");
    ASSERT_TRUE(soon([&] { return site_.listener() != nullptr; }));
  }
  EXPECT_TRUE(soon([&] { return server_->listeners() == 0; }));
  EXPECT_FALSE(site_.listener()->is_open());
}

TEST_F(ServerTest, AListenerThatReadsNothingIsCut) {
  lose_patience();
  Client client(start());
  client.read_slowly(4096);
  client.send("GET /events HTTP/1.1\r\nHost: h\r\n\r\n");
  ASSERT_TRUE(soon([&] { return site_.listener() != nullptr; }));
  auto const event = event_text("change", std::string(100'000, 'e'));
  EXPECT_TRUE(soon([&] {
    site_.listener()->send(event);
    return !site_.listener()->is_open();
  }));
  EXPECT_TRUE(soon([&] { return server_->listeners() == 0; }));
}

TEST_F(ServerTest, ADroppedReplyIsAnErrorAndNotAWaitForEver) {
  Client client(start());
  EXPECT_EQ(client.get("/dropped").status, 500);
  EXPECT_EQ(client.get("/x").status, 200);
}

TEST_F(ServerTest, StoppingFinishesWhatWasAccepted) {
  auto const port = start();
  Client busy(port);
  Client idle(port);
  EXPECT_EQ(idle.get("/x").status, 200);
  busy.send("GET /later HTTP/1.1\r\nHost: h\r\n\r\n");
  ASSERT_TRUE(soon([&] { return site_.taken == 2; }));
  server_->stop(5s);
  auto const answer = busy.answer();
  EXPECT_EQ(answer.body, "late\n");
  EXPECT_EQ(answer.headers.at("connection"), "close");
  EXPECT_FALSE(idle.receive());
  EXPECT_THROW(Client{port}, std::runtime_error);
}

TEST_F(ServerTest, AnAnswerAfterTheEndHarmsNobody) {
  auto const port = start();
  Client busy(port);
  busy.send("GET /later HTTP/1.1\r\nHost: h\r\n\r\n");
  ASSERT_TRUE(soon([&] { return site_.taken == 1; }));
  server_.reset();  // the site's thread answers a connection that is no more
  std::this_thread::sleep_for(200ms);
  EXPECT_FALSE(busy.receive(100ms));
}

TEST_F(ServerTest, BelievesAProxyOnlyWhenItIsTrusted) {
  std::string const told =
      "X-Forwarded-For: 6.6.6.6, 10.1.2.3\r\nX-Forwarded-Proto: https\r\nX-Request-Id: abc-12345\r\n";
  {
    Client client(start());
    auto const answer = client.get("/x", told);
    EXPECT_THAT(answer.body, HasSubstr("peer=10.1.2.3 secure"));
    EXPECT_EQ(answer.headers.at("x-request-id"), "abc-12345");
  }
  options_.trusted_proxies = {"10.0.0.1"};
  Client client(start());
  auto const answer = client.get("/x", told);
  EXPECT_THAT(answer.body, ::testing::EndsWith("peer=127.0.0.1"));
  EXPECT_NE(answer.headers.at("x-request-id"), "abc-12345");
}

TEST_F(ServerTest, TellsOfEachFinishedRequest) {
  std::atomic<int> told = 0;
  std::string seen;
  options_.finished = [&](ServerOptions::Finished const& finished) {
    seen = std::string(finished.method) + " " + std::string(finished.path) + " " +
           std::to_string(finished.status);
    ++told;
  };
  Client client(start());
  client.get("/x");
  EXPECT_TRUE(soon([&] { return told == 1; }));
  EXPECT_EQ(seen, "GET /x 200");
}

TEST_F(ServerTest, SaysWhyItCannotListen) {
  options_.listen.port = start();
  auto const again = Server::start(options_, site_);
  ASSERT_FALSE(again.has_value());
  EXPECT_EQ(again.error().code, "http.listen");
  options_.listen = {"127.0.0.1", 0, folder_ / "none.pem", folder_ / "none.key"};
  auto const tls = Server::start(options_, site_);
  ASSERT_FALSE(tls.has_value());
  EXPECT_EQ(tls.error().code, "http.certificate");
}

TEST_F(ServerTest, SpeaksTlsAndRefusesOldVersions) {
  auto const key = (folder_ / "key.pem").string();
  auto const certificate = (folder_ / "certificate.pem").string();
  auto const made =
      "openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 2 -subj /CN=localhost "
      "-addext subjectAltName=DNS:localhost -keyout " +
      key + " -out " + certificate + " 2>/dev/null";
  ASSERT_EQ(std::system(made.c_str()), 0);
  options_.listen.certificate = certificate;
  options_.listen.key = key;
  auto const port = std::to_string(start());
  auto const ask = [&](std::string const& option) {
    auto const command =
        "printf 'GET /tls HTTP/1.1\\r\\nHost: h\\r\\nConnection: close\\r\\n\\r\\n' | openssl s_client "
        "-quiet " +
        option + " -verify_return_error -CAfile " + certificate + " -connect localhost:" + port +
        " 2>/dev/null >" + (folder_ / "said").string();
    (void)std::system(command.c_str());
    return Echo::content_of(folder_ / "said");
  };
  EXPECT_THAT(ask("-ign_eof"), HasSubstr("GET /tls body= peer=127.0.0.1 secure"));
  EXPECT_THAT(ask("-ign_eof -tls1_2"), HasSubstr("GET /tls"));
  EXPECT_EQ(ask("-ign_eof -tls1_1"), "");
  for (std::string const weak : {"AES128-SHA", "AES256-GCM-SHA384", "ECDHE-ECDSA-AES128-SHA256", "NULL"})
    EXPECT_EQ(ask("-ign_eof -tls1_2 -cipher " + weak), "") << weak;
}

}  // namespace
}  // namespace shian::http
