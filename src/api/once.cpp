#include "api/once.hpp"

#include <algorithm>
#include <array>

#include "base/hash.hpp"
#include "identity/idempotency.hpp"

namespace shian::api {
namespace {

constexpr std::array<std::string_view, 3> kKeptHeaders = {"Content-Type", "Location", "ETag"};

// Each piece with its length, so that none can pass for the beginning of the next.
std::string print_of(http::Request const& request) {
  Sha256 hash;
  auto const piece = [&](std::string_view text) {
    hash.update(std::to_string(text.size()) + "\x1f");
    hash.update(text);
  };
  piece(http::name_of(request.method));
  piece(request.path);
  for (auto const& [name, value] : request.query) {
    piece(name);
    piece(value);
  }
  piece(request.body);
  return hex(hash.finish());
}

std::string kept_form(http::Response const& response) {
  Json headers = Json::object();
  for (auto const& header : response.headers)
    if (std::ranges::find(kKeptHeaders, header.name) != kKeptHeaders.end())
      headers[header.name] = header.value;
  Json const form = {{"headers", std::move(headers)}, {"body", std::get<std::string>(response.body)}};
  return form.dump(-1, ' ', false, Json::error_handler_t::replace);
}

http::Response given_again(identity::KeptAnswer const& kept) {
  auto const form = Json::parse(kept.answer);
  http::Response response;
  response.status = kept.status;
  response.body = form["body"].get<std::string>();
  for (auto const& [name, value] : form["headers"].items())
    response.headers.push_back({name, value.get<std::string>()});
  response.headers.push_back({"Cache-Control", "no-store"});
  response.headers.push_back({"Idempotency-Replayed", "true"});
  return response;
}

bool is_success(http::Response const& response) {
  constexpr int kFirst = 200, kEnd = 300;
  return response.status >= kFirst && response.status < kEnd &&
         std::holds_alternative<std::string>(response.body);
}

}  // namespace

std::optional<http::Response> no_key(std::string_view text) {
  if (text.size() <= identity::kLongestKey &&
      std::ranges::all_of(text, [](char c) { return c > ' ' && c <= '~'; }))
    return std::nullopt;
  return refusal(
      422, Error::make("request.idempotency_key", "Idempotency-Key 不合规则", "this is no Idempotency-Key")
               .hinting("至多 100 个可见的 ASCII 字符，如 UUID",
                        "at most 100 visible ASCII characters, such as a UUID"));
}

http::Response once(city::City& city, Call const& call, Shows shows,
                    std::function<http::Response()> const& make) {
  auto const key = call.request.header("idempotency-key");
  if (key.empty() || call.request.method != http::Method::post) return make();
  if (auto refused = no_key(key)) return std::move(*refused);
  auto const& account = call.visitor->account.id;
  auto const content = print_of(call.request);
  if (auto const kept = identity::kept_answer(city.session(), account, key, call.now)) {
    if (kept->content_hash != content)
      return refusal(409, "request.idempotency_conflict", "同一个 Idempotency-Key 已用于另一请求",
                     "this Idempotency-Key was used for another request");
    if (!kept->answer.empty()) return given_again(*kept);
    return refusal(409, Error::make("request.shown_once", "已办理；其中的密码或密钥只显示一次",
                                    "this was done; the secret it made was shown once")
                            .hinting("没有收到的，请重新生成", "make another if it did not arrive"));
  }
  auto response = make();
  if (is_success(response)) {
    identity::keep_answer(
        city.session(), account, key,
        {content, response.status, shows == Shows::a_secret ? std::string() : kept_form(response), call.now});
  }
  return response;
}

}  // namespace shian::api
