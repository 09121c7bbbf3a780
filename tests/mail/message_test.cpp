#include "mail/message.hpp"

#include <gtest/gtest.h>

#include <sstream>

#include "mail/address.hpp"
#include "mail/base64.hpp"
#include "mail/server.hpp"

namespace shian::mail {
namespace {

Message message() {
  Message made;
  made.from = {"shian@yueqing.gov.cn", "食安"};
  made.to = {"wang@yueqing.gov.cn", "Clerk One"};
  made.subject = "late: 3";
  made.plain = "超期\n";
  made.html = "<p>超期</p>\n";
  made.language = "zh-CN";
  made.date = *Timestamp::parse("2022-09-30T00:05:09Z", 0);
  made.utc_offset_minutes = kShanghaiOffsetMinutes;
  made.id = "digest.20220930.00ff";
  return made;
}

TEST(Message, GoesOverTheWireAsItsRfcsSay) {
  EXPECT_EQ(wire_text(message()),
            "From: =?UTF-8?B?6aOf5a6J?=\r\n <shian@yueqing.gov.cn>\r\n"
            "To: Clerk One\r\n <wang@yueqing.gov.cn>\r\n"
            "Subject: late: 3\r\n"
            "Date: Fri, 30 Sep 2022 08:05:09 +0800\r\n"
            "Message-ID: <digest.20220930.00ff@yueqing.gov.cn>\r\n"
            "Auto-Submitted: auto-generated\r\n"
            "Content-Language: zh-CN\r\n"
            "MIME-Version: 1.0\r\n"
            "Content-Type: multipart/alternative;\r\n boundary=\"=_shian_parts\"\r\n"
            "\r\n"
            "--=_shian_parts\r\n"
            "Content-Type: text/plain; charset=utf-8\r\n"
            "Content-Transfer-Encoding: base64\r\n\r\n"
            "6LaF5pyfDQo=\r\n"
            "--=_shian_parts\r\n"
            "Content-Type: text/html; charset=utf-8\r\n"
            "Content-Transfer-Encoding: base64\r\n\r\n"
            "PHA+6LaF5pyfPC9wPg0K\r\n"
            "--=_shian_parts--\r\n");
}

TEST(Message, WritesItsDateInItsZone) {
  struct Row {
    char const* at;
    int offset;
    std::string date;
  };
  for (auto const& row : {Row{"2022-12-31T23:30:00Z", 480, "Sun, 1 Jan 2023 07:30:00 +0800"},
                          Row{"2022-09-01T00:00:00Z", 0, "Thu, 1 Sep 2022 00:00:00 +0000"},
                          Row{"2022-09-01T00:00:00Z", -210, "Wed, 31 Aug 2022 20:30:00 -0330"}}) {
    auto made = message();
    made.date = *Timestamp::parse(row.at, 0);
    made.utc_offset_minutes = row.offset;
    EXPECT_NE(wire_text(made).find("Date: " + row.date + "\r\n"), std::string::npos) << row.date;
  }
}

TEST(Message, HasNoLineThatAServerWouldChangeAndNoneThatSomebodyElseBegan) {
  auto made = message();
  std::string const hostile = "x\r\nBcc: all@example.org\r\n\r\n--=_shian_parts\r\n.\r\n";
  made.subject = hostile;
  made.to.name = made.from.name = hostile;
  made.plain = made.html = hostile;
  for (int i = 0; i < 300; ++i) made.subject += "时限\xF0\x9F\x90\x9F";
  std::istringstream lines(wire_text(made));
  int boundaries = 0;
  for (std::string line; std::getline(lines, line);) {
    ASSERT_TRUE(line.ends_with('\r'));
    line.pop_back();
    EXPECT_LE(line.size(), 76U) << line;
    for (char const c : line) EXPECT_TRUE(c >= ' ' && c <= '~') << line;
    EXPECT_FALSE(line.starts_with("Bcc") || line == ".") << line;
    boundaries += line.starts_with("--");
  }
  EXPECT_EQ(boundaries, 3);
}

TEST(HeaderText, EncodesWhatIsNotPlainAndCutsNoCharacter) {
  EXPECT_EQ(header_text("Shian digest 2022-09-30: 3 late"), "Shian digest 2022-09-30: 3 late");
  EXPECT_EQ(header_text("=?UTF-8?B?eA==?="), "=?UTF-8?B?" + base64("=?UTF-8?B?eA==?=") + "?=");
  std::string text, expected;
  for (int i = 0; i < 14; ++i) text += "食";
  // Thirteen of three bytes fill a word.
  expected = "=?UTF-8?B?" + base64(text.substr(0, 39)) + "?=\r\n =?UTF-8?B?" + base64("食") + "?=";
  EXPECT_EQ(header_text(text), expected);
  EXPECT_EQ(header_text("a" + text), "=?UTF-8?B?" + base64("a" + text.substr(0, 36)) + "?=\r\n =?UTF-8?B?" +
                                         base64(text.substr(36)) + "?=");
}

TEST(Address, IsOneThatMailServersKnow) {
  for (auto const* good : {"a@b", "zhang.san@yueqing.gov.cn", "o'neil+food@example.org", "shian@localhost",
                           "x_1-2@sub.example-city.cn"})
    EXPECT_TRUE(check_address(good)) << good;
  for (auto const& bad : std::vector<std::string>{"",
                                                  "a",
                                                  "@b",
                                                  "a@",
                                                  "a@b@c",
                                                  "a b@c",
                                                  ".a@b",
                                                  "a.@b",
                                                  "a..b@c",
                                                  "a@b..c",
                                                  "a@-b",
                                                  "a@b-",
                                                  "a@b_c",
                                                  "张三@example.cn",
                                                  "a@例子.cn",
                                                  "a@[127.0.0.1]",
                                                  "\"a\"@b",
                                                  "a@b>",
                                                  "<a@b",
                                                  "a@b\r\nRCPT TO:<c@d>",
                                                  "a@b\n",
                                                  std::string("a\0@b", 4),
                                                  std::string(65, 'a') + "@b",
                                                  "a@" + std::string(64, 'b'),
                                                  "a@" + std::string(60, 'b') + "." + std::string(60, 'b') +
                                                      "." + std::string(60, 'b') + "." +
                                                      std::string(60, 'b') + "." + std::string(60, 'b')})
    EXPECT_EQ(check_address(bad).error().code, "mail.address") << bad;
}

TEST(Server, HasAnAddressWithoutSecretsAndSendsNoPasswordInTheClear) {
  for (auto const* good :
       {"smtp://127.0.0.1:25", "smtps://mail.example.org", "smtp://[::1]:2525/", "smtp://mail"})
    EXPECT_TRUE(Server::at({good})) << good;
  for (auto const* bad :
       {"", "mail.example.org", "http://mail", "smtp://", "smtp://u:p@mail", "smtp://mail:0",
        "smtp://mail:65536", "smtp://mail/x?y", "smtp://mail\r\n", "SMTP ://mail"})
    EXPECT_EQ(Server::at({bad}).error().code, "mail.server.address") << bad;
  using Plain = ServerSettings::Plain;
  struct Row {
    char const* address;
    Plain plain;
    bool is_allowed;
  };
  for (auto const& row : {Row{"smtp://mail", Plain::refused, true}, Row{"smtp://mail", Plain::sent, false},
                          Row{"smtps://mail", Plain::sent, true}, Row{"smtp://127.0.0.1", Plain::sent, true},
                          Row{"smtp://127.0.0.1.example.org", Plain::sent, false}})
    EXPECT_EQ(Server::at({row.address, "u", "p", "", row.plain}).has_value(), row.is_allowed) << row.address;
}

}  // namespace
}  // namespace shian::mail
