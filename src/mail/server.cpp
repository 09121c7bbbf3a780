#include "mail/server.hpp"

#include <curl/curl.h>

#include <algorithm>
#include <array>
#include <cstring>
#include <new>
#include <regex>

#include "base/text.hpp"
#include "mail/base64.hpp"

namespace shian::mail {
namespace {

constexpr long kConnectSeconds = 10, kReplySeconds = 20, kMessageSeconds = 60;
constexpr std::size_t kLongestReply = 4096, kToldColumns = 240;

struct Upload {
  std::string_view rest;
};

std::size_t give(char* into, std::size_t size, std::size_t count, void* from) {
  auto& rest = static_cast<Upload*>(from)->rest;
  auto const length = std::min(rest.size(), size * count);
  std::memcpy(into, rest.data(), length);
  rest.remove_prefix(length);
  return length;
}

// What the server said: lines "550-..." and at last "550 ..." (RFC 5321, 4.2.1). A refusal stays, whatever
// is said when the connection is closed after it.
struct Heard {
  std::string reply, refusal;
  bool is_whole = false;
};

std::size_t hear(char* line, std::size_t size, std::size_t count, void* into) {
  auto& heard = *static_cast<Heard*>(into);
  auto const length = size * count;
  std::string_view const said(line, length);
  if (heard.is_whole) heard.reply.clear();
  constexpr std::size_t kCodeDigits = 3;
  heard.is_whole = said.size() <= kCodeDigits || said[kCodeDigits] != '-';
  if (heard.reply.size() + length <= kLongestReply) heard.reply += said;
  if (heard.is_whole && (heard.reply.starts_with('4') || heard.reply.starts_with('5')))
    heard.refusal = heard.reply;
  return length;
}

void remove_all(std::string& text, std::string const& secret) {
  if (secret.empty()) return;
  for (auto at = text.find(secret); at != std::string::npos; at = text.find(secret, at))
    text.replace(at, secret.size(), "***");
}

// On one line, of readable characters, without what was said to sign in and without whose message it was: it
// goes into logs.
std::string told(std::string text, ServerSettings const& settings, std::string const& to) {
  remove_all(text, to);
  for (auto const& secret :
       {base64(std::string(1, '\0') + settings.user + std::string(1, '\0') + settings.password),
        base64(settings.password), settings.password})
    if (!settings.password.empty()) remove_all(text, secret);
  bool const is_utf8 = is_valid_utf8(text);
  for (auto& c : text) {
    auto const code = static_cast<unsigned char>(c);
    if (code < 0x20 || code == 0x7F || (code >= 0x80 && !is_utf8)) c = ' ';
  }
  return shortened(std::string(trimmed(text)), kToldColumns);
}

bool is_of_server(CURLcode code) {
  static constexpr std::array kCodes = {CURLE_COULDNT_RESOLVE_HOST, CURLE_COULDNT_CONNECT,
                                        CURLE_OPERATION_TIMEDOUT,   CURLE_USE_SSL_FAILED,
                                        CURLE_SSL_CONNECT_ERROR,    CURLE_PEER_FAILED_VERIFICATION,
                                        CURLE_SSL_CACERT_BADFILE,   CURLE_LOGIN_DENIED};
  return std::ranges::find(kCodes, code) != kCodes.end();
}

NotSent not_sent(CURLcode code, Heard const& heard, std::string const& detail, ServerSettings const& settings,
                 std::string const& to) {
  NotSent made{is_of_server(code) ? NotSent::Fault::server : NotSent::Fault::message, {}};
  auto const said = told(heard.refusal.empty() ? detail : heard.refusal, settings, to);
  switch (code) {
    case CURLE_USE_SSL_FAILED:
      made.why = {"服务器不支持 TLS，未发送（确须明文发送：--smtp-plain）：" + said,
                  "the server offers no TLS, nothing was sent (--smtp-plain sends it in the clear): " + said};
      break;
    case CURLE_PEER_FAILED_VERIFICATION:
    case CURLE_SSL_CONNECT_ERROR:
    case CURLE_SSL_CACERT_BADFILE:
      made.why = {"TLS 连接未建立：" + said, "no TLS connection could be made: " + said};
      break;
    case CURLE_LOGIN_DENIED:
      made.why = {"服务器拒绝登录：" + said, "the server refuses the sign-in: " + said};
      break;
    default:
      made.why = made.fault == NotSent::Fault::server
                     ? Text{"连不上邮件服务器：" + said, "the mail server cannot be reached: " + said}
                     : Text{"服务器未接收：" + said, "the server did not take it: " + said};
  }
  return made;
}

struct Parts {
  bool is_tls = false;
  std::string host;
};

Expected<Parts> parts_of(std::string const& address) {
  static std::regex const kAddress(R"((smtps?)://(\[[0-9A-Fa-f:.]+\]|[A-Za-z0-9.-]+)(?::([0-9]{1,5}))?/?)");
  std::smatch found;
  constexpr int kMostPort = 65535;
  bool const fits = std::regex_match(address, found, kAddress);
  int const port = fits && found[3].matched ? std::stoi(found[3]) : 1;
  if (!fits || port < 1 || port > kMostPort) {
    return std::unexpected(
        Error::make("mail.server.address", "邮件服务器的地址不对", "this is no address of a mail server")
            .hinting("格式为 smtp://主机:端口 或 smtps://主机:端口；账号另用 --user 和 --password-file",
                     "write smtp://HOST:PORT or smtps://HOST:PORT; who signs in goes into --user and "
                     "--password-file"));
  }
  return Parts{found[1] == "smtps", found[2]};
}

bool is_this_machine(std::string const& host) {
  static std::regex const kLoopback(R"(127\.[0-9]{1,3}\.[0-9]{1,3}\.[0-9]{1,3}|\[::1\]|localhost)");
  return std::regex_match(host, kLoopback);
}

}  // namespace

Server::Server(ServerSettings settings)
    : settings_(std::move(settings)), handle_(nullptr, curl_easy_cleanup) {
  static bool const is_ready = curl_global_init(CURL_GLOBAL_DEFAULT) == CURLE_OK;
  if (is_ready) handle_.reset(curl_easy_init());
  if (!handle_) throw std::bad_alloc();
}

Expected<Server> Server::at(ServerSettings settings) {
  auto const parts = parts_of(settings.address);
  if (!parts) return std::unexpected(parts.error());
  bool const in_the_clear = !parts->is_tls && settings.plain == ServerSettings::Plain::sent;
  if (in_the_clear && !is_this_machine(parts->host) && !settings.user.empty()) {
    return std::unexpected(
        Error::make("mail.server.password", "不加密的连接上不发送密码",
                    "a password is not sent over a connection that may be unencrypted")
            .hinting("去掉 --smtp-plain，或不用 --user", "leave out --smtp-plain, or --user"));
  }
  return Server(std::move(settings));
}

std::expected<void, NotSent> Server::send(std::string const& from, std::string const& to,
                                          std::string_view message) {
  auto* const curl = handle_.get();
  auto const parts = parts_of(settings_.address);
  SHIAN_ASSERT(parts.has_value());
  long const tls = is_this_machine(parts->host)                        ? CURLUSESSL_NONE
                   : settings_.plain == ServerSettings::Plain::refused ? CURLUSESSL_ALL
                                                                       : CURLUSESSL_TRY;
  std::unique_ptr<curl_slist, decltype(&curl_slist_free_all)> const recipients(
      curl_slist_append(nullptr, ("<" + to + ">").c_str()), curl_slist_free_all);
  if (!recipients) throw std::bad_alloc();
  Upload upload{message};
  Heard heard;
  char detail[CURL_ERROR_SIZE] = "";
  curl_easy_setopt(curl, CURLOPT_URL, settings_.address.c_str());
  curl_easy_setopt(curl, CURLOPT_PROTOCOLS_STR, "smtp,smtps");
  curl_easy_setopt(curl, CURLOPT_USE_SSL, tls);
  curl_easy_setopt(curl, CURLOPT_NOPROXY, "*");
  curl_easy_setopt(curl, CURLOPT_NOSIGNAL, 1L);
  curl_easy_setopt(curl, CURLOPT_CONNECTTIMEOUT, kConnectSeconds);
  curl_easy_setopt(curl, CURLOPT_SERVER_RESPONSE_TIMEOUT, kReplySeconds);
  curl_easy_setopt(curl, CURLOPT_TIMEOUT, kMessageSeconds);
  curl_easy_setopt(curl, CURLOPT_ERRORBUFFER, detail);
  curl_easy_setopt(curl, CURLOPT_HEADERFUNCTION, hear);
  curl_easy_setopt(curl, CURLOPT_HEADERDATA, &heard);
  curl_easy_setopt(curl, CURLOPT_MAIL_FROM, ("<" + from + ">").c_str());
  curl_easy_setopt(curl, CURLOPT_MAIL_RCPT, recipients.get());
  curl_easy_setopt(curl, CURLOPT_UPLOAD, 1L);
  curl_easy_setopt(curl, CURLOPT_READFUNCTION, give);
  curl_easy_setopt(curl, CURLOPT_READDATA, &upload);
  curl_easy_setopt(curl, CURLOPT_INFILESIZE_LARGE, static_cast<curl_off_t>(message.size()));
  if (!settings_.authorities.empty()) curl_easy_setopt(curl, CURLOPT_CAINFO, settings_.authorities.c_str());
  if (!settings_.user.empty()) {
    curl_easy_setopt(curl, CURLOPT_USERNAME, settings_.user.c_str());
    curl_easy_setopt(curl, CURLOPT_PASSWORD, settings_.password.c_str());
  }
  auto const code = curl_easy_perform(curl);
  curl_easy_reset(curl);  // what it was given is this call's; the connection stays
  if (code == CURLE_OK) return {};
  return std::unexpected(
      not_sent(code, heard, detail[0] != '\0' ? detail : curl_easy_strerror(code), settings_, to));
}

}  // namespace shian::mail
