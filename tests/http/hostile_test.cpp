// What unkind or unlucky clients, proxies and sites do to the server.
#include <gmock/gmock.h>

#include <atomic>
#include <mutex>
#include <thread>

#include "http/server.hpp"
#include "http_client.hpp"

namespace shian::http {
namespace {

using namespace std::chrono_literals;
using ::testing::HasSubstr;

// Tells whom it believes to speak with; some paths misbehave.
class Unlucky final : public Site {
 public:
  Admission admit(Head const& head) override {
    if (head.path == "/throws/at-the-head") throw std::runtime_error("the world broke");
    return {};
  }
  void handle(Request request, Reply reply) override {
    if (request.path == "/throws") throw std::runtime_error("the world broke");
    if (request.path == "/throws/after-answering") {
      reply(Response::text(200, "answered\n"));
      throw std::runtime_error("the world broke");
    }
    if (request.path == "/never") {
      std::lock_guard const lock(mutex_);
      kept_.push_back(reply);
      return;
    }
    if (request.path == "/nothing") {
      Response response;
      response.body = std::shared_ptr<std::string const>();
      return reply(std::move(response));
    }
    if (request.path == "/farewell") {
      Response response;
      response.body = LiveBody{[](std::shared_ptr<EventStream> const& stream) {
        stream->send(event_text("farewell", "bye"));
        stream->close();
      }};
      return reply(std::move(response));
    }
    if (request.path == "/events") {
      Response response;
      response.body = LiveBody{[this](std::shared_ptr<EventStream> const&) { ++opened; }};
      return reply(std::move(response));
    }
    reply(Response::text(200, request.peer + (request.secure ? " secure" : " open")));
  }

  std::atomic<int> opened = 0;

 private:
  std::mutex mutex_;
  std::vector<Reply> kept_;
};

class HostileTest : public ::testing::Test {
 protected:
  std::uint16_t start() {
    auto started = Server::start(options_, site_);
    EXPECT_TRUE(started.has_value());
    server_ = std::move(*started);
    return server_->port();
  }

  Unlucky site_;
  ServerOptions options_;
  std::unique_ptr<Server> server_;
};

TEST_F(HostileTest, ASiteThatThrowsIsA500AndTheConnectionLivesOn) {
  Client client(start());
  EXPECT_EQ(client.get("/throws").status, 500);
  EXPECT_EQ(client.get("/throws/at-the-head").status, 500);
  EXPECT_EQ(client.get("/throws/after-answering").status, 200);
  EXPECT_EQ(client.get("/x").status, 200);
}

TEST_F(HostileTest, AnAnswerOfNoTextIsEmpty) {
  Client client(start());
  auto const answer = client.get("/nothing");
  EXPECT_EQ(answer.status, 200);
  EXPECT_EQ(answer.headers.at("content-length"), "0");
}

TEST_F(HostileTest, ASilentHeadIsToldWhyItIsCut) {
  options_.limits.head_time = 200ms;
  Client client(start());
  client.send("GET /x HT");
  EXPECT_EQ(client.answer().status, 408);
}

TEST_F(HostileTest, ASilentBodyIsToldWhyItIsCut) {
  options_.limits.body_stall = 200ms;
  Client client(start());
  client.send("POST /x HTTP/1.1\r\nHost: h\r\nContent-Length: 10\r\n\r\nabc");
  EXPECT_EQ(client.answer().status, 408);
}

TEST_F(HostileTest, ABodyThatTricklesIsCut) {
  options_.limits.body_stall = 500ms;
  options_.limits.bytes_per_second_floor = 1000;
  Client client(start());
  client.send("POST /x HTTP/1.1\r\nHost: h\r\nContent-Length: 1000\r\n\r\n");
  auto const began = std::chrono::steady_clock::now();
  while (!client.receive(50ms) && !client.has_ended() && std::chrono::steady_clock::now() - began < 8s)
    client.send("a");
  EXPECT_EQ(client.answer().status, 408);
}

TEST_F(HostileTest, AnIdleConnectionIsClosedWithoutAWord) {
  options_.limits.idle_time = 100ms;
  Client client(start());
  EXPECT_EQ(client.get("/x").status, 200);
  EXPECT_FALSE(client.receive());
  EXPECT_TRUE(client.has_ended());
  EXPECT_EQ(client.held(), "");
}

TEST_F(HostileTest, AChunkThatNeverBeginsIsNotHeldInMemory) {
  Client client(start());
  client.send("POST /x HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n1;");
  client.send(std::string(300'000, 'a'));
  EXPECT_EQ(client.answer().status, 400);
}

TEST_F(HostileTest, AChunkedBodyWithoutItsEndingLineIsRefused) {
  Client client(start());
  client.send("POST /x HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabcdefgh");
  EXPECT_EQ(client.answer().status, 400);
}

TEST_F(HostileTest, ChunksAreNotCodedTwiceNorSpokenByOldClients) {
  auto const port = start();
  for (std::string const head :
       {"POST /x HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n\r\n",
        "POST /x HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked, chunked\r\n\r\n",
        "POST /x HTTP/1.0\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n",
        "POST /x HTTP/1.1\r\nHost: h\r\nTransfer-Encoding : chunked\r\n\r\n",
        "POST /x HTTP/1.1\r\nHost: h\r\nContent-Length: +3\r\n\r\n",
        "POST /x HTTP/1.1\r\nHost: h\r\nContent-Length: 3, 3\r\n\r\n"}) {
    Client client(port);
    client.send(head + "0\r\n\r\n");
    client.hang_up_sending();
    EXPECT_THAT(client.answer().status, ::testing::AnyOf(400, 501)) << head;
    EXPECT_FALSE(client.receive()) << "nothing may be answered after " << head;
  }
}

TEST_F(HostileTest, OldClientsAreAnsweredAndLeft) {
  Client client(start());
  client.send("GET /x HTTP/1.0\r\nConnection: keep-alive\r\n\r\n");
  auto const answer = client.answer();
  EXPECT_EQ(answer.status, 200);
  EXPECT_EQ(answer.headers.count("connection") ? answer.headers.at("connection") : "", "close");
}

TEST_F(HostileTest, HeadOfLiveEventsIsAHeadOnly) {
  Client client(start());
  client.send("HEAD /events HTTP/1.1\r\nHost: h\r\n\r\n");
  auto const answer = client.answer(true);
  EXPECT_EQ(answer.status, 200);
  EXPECT_EQ(answer.headers.at("content-type"), "text/event-stream");
  EXPECT_FALSE(client.receive(1s));
  EXPECT_TRUE(client.has_ended());
  EXPECT_EQ(client.held(), "");
  EXPECT_EQ(site_.opened, 0);
}

TEST_F(HostileTest, AQuietListenerHearsThatTheServerLives) {
  options_.limits.heartbeat = 50ms;
  Client client(start());
  client.send("GET /events HTTP/1.1\r\nHost: h\r\n\r\n");
  client.answer();
  while (client.held().size() < std::string_view(":\n\n:\n\n:\n\n").size() && client.receive()) {
  }
  EXPECT_THAT(client.held(), ::testing::StartsWith(":\n\n:\n\n:\n\n"));
}

TEST_F(HostileTest, WhatWasSentBeforeClosingIsStillToldToTheListener) {
  Client client(start());
  client.send("GET /farewell HTTP/1.1\r\nHost: h\r\n\r\n");
  while (client.receive()) {
  }
  EXPECT_TRUE(client.has_ended());
  EXPECT_THAT(client.held(), HasSubstr("event: farewell\ndata: bye\n\n"));
}

TEST_F(HostileTest, TheNearestProxyIsBelievedAndNotWhatTheClientSaid) {
  Client client(start());
  // A proxy that adds a line of its own leaves the client's line before it.
  EXPECT_EQ(client.get("/x", "X-Forwarded-For: 6.6.6.6\r\nX-Forwarded-For: 10.1.2.3\r\n").body,
            "10.1.2.3 open");
  EXPECT_EQ(client.get("/x", "X-Forwarded-Proto: https\r\nX-Forwarded-Proto: http\r\n").body,
            "127.0.0.1 open");
}

TEST_F(HostileTest, ProxiesBehindOneAnotherAreSeenThrough) {
  options_.trusted_proxies = {"127.0.0.1", "10.0.0.9"};
  Client client(start());
  EXPECT_EQ(client.get("/x", "X-Forwarded-For: 6.6.6.6, 10.1.2.3, 10.0.0.9\r\n").body, "10.1.2.3 open");
}

TEST_F(HostileTest, WhoIsTurnedAwayIsToldSoEvenWhenHeSpokeFirst) {
  options_.limits.connections = 1;
  auto const port = start();
  Client first(port);
  EXPECT_EQ(first.get("/x").status, 200);
  for (int i = 0; i < 20; ++i) {
    Client next(port);
    next.send("GET /" + std::string(9000, 'x') + " HTTP/1.1\r\nHost: h\r\n\r\n");
    EXPECT_EQ(next.answer().status, 503);
  }
}

TEST_F(HostileTest, StoppingBreaksOffWhatTakesTooLong) {
  auto const port = start();
  Client client(port);
  client.send("GET /never HTTP/1.1\r\nHost: h\r\n\r\n");
  std::this_thread::sleep_for(50ms);
  server_->stop(100ms);
  EXPECT_FALSE(client.receive(1s));
  EXPECT_TRUE(client.has_ended()) << "the socket is closed when stop returns";
  EXPECT_THROW(Client{port}, std::runtime_error);
}

TEST_F(HostileTest, ManyClientsOnSeveralThreadsAreAllAnswered) {
  options_.threads = 4;
  auto const port = start();
  std::atomic<int> answered = 0;
  std::vector<std::thread> clients;
  for (int i = 0; i < 8; ++i) {
    clients.emplace_back([&] {
      for (int round = 0; round < 10; ++round) {
        Client client(port);
        for (int j = 0; j < 10; ++j) answered += client.get("/x").status == 200;
      }
    });
  }
  for (auto& client : clients) client.join();
  EXPECT_EQ(answered, 800);
  Client last(port);
  EXPECT_EQ(last.get("/x").status, 200);
  server_->stop(1s);
}

}  // namespace
}  // namespace shian::http
