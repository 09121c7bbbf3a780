#include "http/decode_head.hpp"

#include <gtest/gtest.h>

namespace shian::http {
namespace {

std::vector<std::string> const kTrusted = {"127.0.0.1", "10.0.0.9"};

Head behind_proxy(std::vector<Header> headers) {
  headers.push_back({"Host", "h"});
  RawHead raw;
  raw.target = "/";
  raw.headers = std::move(headers);
  return decode_head(std::move(raw), {"127.0.0.1", false}, kTrusted).value();
}

TEST(PlainAddress, WritesEachAddressInOneWay) {
  EXPECT_EQ(plain_address("10.0.0.1"), "10.0.0.1");
  EXPECT_EQ(plain_address("::ffff:10.0.0.1"), "10.0.0.1");
  EXPECT_EQ(plain_address("0:0:0:0:0:0:0:1"), "::1");
  EXPECT_EQ(plain_address("2001:DB8::A"), "2001:db8::a");
  for (auto const* text : {"", "localhost", "10.0.0", "10.0.0.1:80", "unknown", "10.0.0.1 "})
    EXPECT_FALSE(plain_address(text)) << text;
  EXPECT_FALSE(plain_address(std::string(500, '1')));
}

TEST(DecodeHead, ReadsTheClientFromTheEndOfTheChain) {
  struct Case {
    std::vector<Header> headers;
    char const* client;
  };
  for (auto const& [headers, client] : std::vector<Case>{
           {{}, "127.0.0.1"},
           {{{"X-Forwarded-For", "6.6.6.6"}}, "6.6.6.6"},
           {{{"X-Forwarded-For", "1.1.1.1, 6.6.6.6"}}, "6.6.6.6"},
           {{{"X-Forwarded-For", "1.1.1.1,6.6.6.6 ,\t10.0.0.9"}}, "6.6.6.6"},
           {{{"x-forwarded-for", "1.1.1.1"}, {"X-FORWARDED-FOR", "6.6.6.6"}}, "6.6.6.6"},
           {{{"X-Forwarded-For", "1.1.1.1, 6.6.6.6"}, {"X-Forwarded-For", "10.0.0.9"}}, "6.6.6.6"},
           {{{"X-Forwarded-For", "10.0.0.9"}}, "10.0.0.9"},
           {{{"X-Forwarded-For", "1.1.1.1, nonsense"}}, "127.0.0.1"},
           {{{"X-Forwarded-For", "1.1.1.1, "}}, "127.0.0.1"},
           {{{"X-Forwarded-For", "::ffff:6.6.6.6"}}, "6.6.6.6"},
       }) {
    EXPECT_EQ(behind_proxy(headers).peer, client);
  }
}

TEST(DecodeHead, BelievesNothingFromWhoIsNoProxy) {
  RawHead raw;
  raw.target = "/";
  raw.headers = {{"Host", "h"},
                 {"X-Forwarded-For", "1.1.1.1"},
                 {"X-Forwarded-Proto", "https"},
                 {"X-Request-Id", "abcdefgh"}};
  auto const head = decode_head(std::move(raw), {"6.6.6.6", false}, kTrusted).value();
  EXPECT_EQ(head.peer, "6.6.6.6");
  EXPECT_FALSE(head.secure);
  EXPECT_EQ(head.id, "");
}

TEST(DecodeHead, TakesARequestIdOnlyInItsForm) {
  struct Case {
    std::string given, taken;
  };
  std::string const longest(64, 'a');
  for (auto const& [given, taken] :
       {Case{"abc-1234", "abc-1234"}, Case{"abc-123", ""}, Case{longest, longest}, Case{longest + "a", ""},
        Case{"abc_12345", ""}, Case{"abc 12345", ""}})
    EXPECT_EQ(behind_proxy({{"X-Request-Id", given}}).id, taken) << given;
}

TEST(DecodeHead, RefusesWhatCouldBeReadInTwoWays) {
  struct Case {
    int version;
    std::vector<Header> headers;
    int status;
  };
  Header const host{"Host", "h"};
  Header const chunked{"Transfer-Encoding", "chunked"};
  for (auto const& [version, headers, status] : std::vector<Case>{
           {11, {}, 400},
           {11, {host, host}, 400},
           {11, {host, chunked, {"Content-Length", "3"}}, 400},
           {11, {host, chunked, chunked}, 400},
           {11, {host, {"Transfer-Encoding", "gzip, chunked"}}, 501},
           {11, {host, {"Content-Length", "3"}, {"Content-Length", "3"}}, 400},
           {11, {host, {"Content-Length", "3, 3"}}, 400},
           {10, {chunked}, 400},
           {11, {host, chunked}, 0},
           {11, {host, {"Content-Length", "3"}}, 0},
           {10, {}, 0},
       }) {
    RawHead raw;
    raw.target = "/";
    raw.version = version;
    raw.headers = headers;
    auto const head = decode_head(std::move(raw), {"6.6.6.6", false}, kTrusted);
    EXPECT_EQ(head ? 0 : head.error(), status) << headers.size() << " headers";
  }
}

}  // namespace
}  // namespace shian::http
