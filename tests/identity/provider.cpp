#include "provider.hpp"

#include <netinet/in.h>
#include <openssl/core_names.h>
#include <openssl/ec.h>
#include <openssl/ecdsa.h>
#include <openssl/rsa.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <stdexcept>
#include <vector>

#include "identity/signed_token.hpp"

namespace shian::test {
namespace {

using identity::base64url;
using Json = nlohmann::json;

std::string number(EVP_PKEY* key, char const* name, int least_bytes = 0) {
  BIGNUM* value = nullptr;
  EVP_PKEY_get_bn_param(key, name, &value);
  std::string bytes(static_cast<std::size_t>(std::max(BN_num_bytes(value), least_bytes)), '\0');
  BN_bn2binpad(value, reinterpret_cast<unsigned char*>(bytes.data()), static_cast<int>(bytes.size()));
  BN_free(value);
  return bytes;
}

}  // namespace

Provider::Provider(Kind kind)
    : kind_(kind),
      key_(kind == Kind::ec ? EVP_EC_gen("P-256") : EVP_RSA_gen(kind == Kind::rsa ? 2048U : 1024U),
           EVP_PKEY_free) {
  if (!key_) throw std::runtime_error("no key");
}

std::string Provider::key_set() const {
  Json key;
  if (kind_ == Kind::ec) {
    key = {{"kty", "EC"},
           {"crv", "P-256"},
           {"x", base64url(number(key_.get(), OSSL_PKEY_PARAM_EC_PUB_X, 32))},
           {"y", base64url(number(key_.get(), OSSL_PKEY_PARAM_EC_PUB_Y, 32))}};
  } else {
    key = {{"kty", "RSA"},
           {"n", base64url(number(key_.get(), OSSL_PKEY_PARAM_RSA_N))},
           {"e", base64url(number(key_.get(), OSSL_PKEY_PARAM_RSA_E))}};
  }
  key["kid"] = "key-1";
  key["use"] = "sig";
  Json const older = {{"kty", "RSA"}, {"kid", "key-0"}, {"n", "AQAB"}, {"e", "AQAB"}};
  return Json{{"keys", Json::array({older, key})}}.dump();
}

std::string Provider::token(Json const& claims) const {
  return token(claims, {{"alg", kind_ == Kind::ec ? "ES256" : "RS256"}, {"kid", "key-1"}, {"typ", "JWT"}});
}

std::string Provider::token(Json const& claims, Json const& head) const {
  auto const content = base64url(head.dump()) + "." + base64url(claims.dump());
  std::unique_ptr<EVP_MD_CTX, decltype(&EVP_MD_CTX_free)> const context(EVP_MD_CTX_new(), EVP_MD_CTX_free);
  std::size_t length = 0;
  auto const* const bytes = reinterpret_cast<unsigned char const*>(content.data());
  EVP_DigestSignInit(context.get(), nullptr, EVP_sha256(), nullptr, key_.get());
  EVP_DigestSign(context.get(), nullptr, &length, bytes, content.size());
  std::vector<unsigned char> signature(length);
  EVP_DigestSign(context.get(), signature.data(), &length, bytes, content.size());
  signature.resize(length);
  if (kind_ == Kind::ec) {
    auto const* der = signature.data();
    std::unique_ptr<ECDSA_SIG, decltype(&ECDSA_SIG_free)> const parts(
        d2i_ECDSA_SIG(nullptr, &der, static_cast<long>(signature.size())), ECDSA_SIG_free);
    std::vector<unsigned char> bare(64);
    BN_bn2binpad(ECDSA_SIG_get0_r(parts.get()), bare.data(), 32);
    BN_bn2binpad(ECDSA_SIG_get0_s(parts.get()), bare.data() + 32, 32);
    signature = bare;
  }
  return content + "." + base64url({reinterpret_cast<char const*>(signature.data()), signature.size()});
}

LocalServer::LocalServer(Serving serving) : serving_(std::move(serving)) {
  socket_ = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  sockaddr_in here{};
  here.sin_family = AF_INET;
  here.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  socklen_t length = sizeof here;
  if (bind(socket_, reinterpret_cast<sockaddr*>(&here), length) != 0 || listen(socket_, 8) != 0 ||
      getsockname(socket_, reinterpret_cast<sockaddr*>(&here), &length) != 0)
    throw std::runtime_error("no port");
  port_ = ntohs(here.sin_port);
  thread_ = std::thread([this] { serve(); });
}

LocalServer::~LocalServer() {
  stopping_ = true;
  thread_.join();
  close(socket_);
}

void LocalServer::serve() {
  while (!stopping_) {
    pollfd waiting{socket_, POLLIN, 0};
    if (poll(&waiting, 1, 20) != 1) continue;
    int const connection = accept(socket_, nullptr, nullptr);
    if (connection < 0) continue;
    std::string request;
    std::size_t wanted = std::string::npos;
    while (request.size() < wanted) {
      char bytes[4096];
      auto const count = recv(connection, bytes, sizeof bytes, 0);
      if (count <= 0) break;
      request.append(bytes, static_cast<std::size_t>(count));
      auto const end = request.find("\r\n\r\n");
      if (end == std::string::npos) continue;
      auto const length = request.find("Content-Length: ");
      wanted = end + 4 + (length < end ? std::stoul(request.substr(length + 16)) : 0);
    }
    auto const answer = serving_(request);
    auto const text = "HTTP/1.1 " + std::to_string(answer.status) +
                      " x\r\nContent-Length: " + std::to_string(answer.body.size()) +
                      "\r\nLocation: http://127.0.0.1:1/\r\nConnection: close\r\n\r\n" + answer.body;
    for (std::size_t sent = 0; sent < text.size();) {
      auto const count = send(connection, text.data() + sent, text.size() - sent, MSG_NOSIGNAL);
      if (count <= 0) break;
      sent += static_cast<std::size_t>(count);
    }
    close(connection);
  }
}

}  // namespace shian::test
