#include "identity/oidc_client.hpp"

#include <curl/curl.h>

#include <memory>
#include <nlohmann/json.hpp>

#include "identity/percent.hpp"

namespace shian::identity {
namespace {

constexpr std::int64_t kFreshMs = 3600LL * 1000;
constexpr long kSeconds = 10;
constexpr std::size_t kMostBytes = 1024 * 1024;

std::size_t gather(char* bytes, std::size_t size, std::size_t count, void* into) {
  auto& text = *static_cast<std::string*>(into);
  auto const length = size * count;
  if (text.size() + length > kMostBytes) return 0;  // another number than was given ends the transfer
  text.append(bytes, length);
  return length;
}

std::unexpected<Error> silent(std::string const& address, std::string const& why) {
  return fail("identity.oidc.silent", "统一身份平台没有正常应答：" + address + "（" + why + "）",
              "the provider did not answer as it should: " + address + " (" + why + ")");
}

struct Form {
  std::string body;
  std::string credentials;  // for HTTP Basic; "": none
};

// GET, or POST of a form when there is one.
Expected<std::string> ask(std::string const& address, Form const* form) {
  static bool const is_ready = curl_global_init(CURL_GLOBAL_DEFAULT) == CURLE_OK;
  std::unique_ptr<CURL, decltype(&curl_easy_cleanup)> const handle(is_ready ? curl_easy_init() : nullptr,
                                                                   curl_easy_cleanup);
  if (!handle) throw std::bad_alloc();
  std::unique_ptr<curl_slist, decltype(&curl_slist_free_all)> const headers(
      curl_slist_append(nullptr, "Accept: application/json"), curl_slist_free_all);
  std::string answer;
  auto* const curl = handle.get();
  curl_easy_setopt(curl, CURLOPT_URL, address.c_str());
  curl_easy_setopt(curl, CURLOPT_PROTOCOLS_STR, "https,http");  // is_safe_address has seen it
  curl_easy_setopt(curl, CURLOPT_FOLLOWLOCATION, 0L);
  curl_easy_setopt(curl, CURLOPT_NOSIGNAL, 1L);
  curl_easy_setopt(curl, CURLOPT_TIMEOUT, kSeconds);
  curl_easy_setopt(curl, CURLOPT_HTTPHEADER, headers.get());
  curl_easy_setopt(curl, CURLOPT_WRITEFUNCTION, gather);
  curl_easy_setopt(curl, CURLOPT_WRITEDATA, &answer);
  if (form) {
    curl_easy_setopt(curl, CURLOPT_POSTFIELDS, form->body.c_str());
    curl_easy_setopt(curl, CURLOPT_POSTFIELDSIZE, static_cast<long>(form->body.size()));
    if (!form->credentials.empty()) {
      curl_easy_setopt(curl, CURLOPT_HTTPAUTH, CURLAUTH_BASIC);
      curl_easy_setopt(curl, CURLOPT_USERPWD, form->credentials.c_str());
    }
  }
  if (auto const code = curl_easy_perform(curl); code != CURLE_OK)
    return silent(address, curl_easy_strerror(code));
  long status = 0;
  curl_easy_getinfo(curl, CURLINFO_RESPONSE_CODE, &status);
  if (status != 200) return silent(address, std::to_string(status));
  return answer;
}

}  // namespace

Expected<OidcProvider> OidcClient::provider(Timestamp now) {
  {
    std::lock_guard const lock(mutex_);
    if (provider_ && now.ms - asked_at_.ms < kFreshMs) return *provider_;
  }
  if (!is_safe_address(settings_.issuer)) {
    return fail("identity.oidc.address", "统一身份平台的地址不安全：" + settings_.issuer,
                "the provider's address is not safe: " + settings_.issuer);
  }
  auto issuer = settings_.issuer;
  if (issuer.ends_with('/')) issuer.pop_back();
  auto const discovery = ask(issuer + "/.well-known/openid-configuration", nullptr);
  if (!discovery) return std::unexpected(discovery.error());
  auto found = read_provider(*discovery, settings_);
  if (!found) return found;
  std::lock_guard const lock(mutex_);
  provider_ = *found;
  asked_at_ = now;
  return found;
}

Expected<OidcPerson> OidcClient::person(std::string_view code, OidcAttempt const& attempt, Timestamp now) {
  auto const from = provider(now);
  if (!from) return std::unexpected(from.error());
  Form form{exchange_body(settings_, *from, code, attempt.verifier), ""};
  if (!settings_.client_secret.empty() && from->secret_in == OidcProvider::SecretIn::header)
    form.credentials = percent_encoded(settings_.client_id) + ":" + percent_encoded(settings_.client_secret);
  auto const answer = ask(from->token_endpoint, &form);
  if (!answer) return std::unexpected(answer.error());
  auto const json = nlohmann::json::parse(*answer, nullptr, false);
  auto const token = json.is_object() ? json.find("id_token") : json.end();
  if (!json.is_object() || token == json.end() || !token->is_string())
    return silent(from->token_endpoint, "id_token");
  // Keys are asked for each time: sign-ins are rare, and a withdrawn key must not live on here.
  auto const keys = ask(from->jwks_uri, nullptr);
  if (!keys) return std::unexpected(keys.error());
  return person_of(token->get<std::string>(), *keys, settings_, attempt.nonce, now);
}

}  // namespace shian::identity
