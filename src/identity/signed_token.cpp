#include "identity/signed_token.hpp"

#include <openssl/bn.h>
#include <openssl/core_names.h>
#include <openssl/ec.h>
#include <openssl/ecdsa.h>
#include <openssl/evp.h>
#include <openssl/param_build.h>
#include <sodium.h>

#include <memory>
#include <nlohmann/json.hpp>
#include <vector>

#include "base/text.hpp"
#include "identity/json_text.hpp"

namespace shian::identity {
namespace {

using Json = nlohmann::json;
using Number = std::unique_ptr<BIGNUM, decltype(&BN_free)>;
using Key = std::unique_ptr<EVP_PKEY, decltype(&EVP_PKEY_free)>;

constexpr int kVariant = sodium_base64_VARIANT_URLSAFE_NO_PADDING;  // RFC 4648, section 5
constexpr std::size_t kLongestToken = 64 * 1024;
constexpr int kLeastRsaBits = 2048;
constexpr int kMostRsaBits = 8192;  // a longer one only makes the program work
constexpr std::size_t kP256Bytes = 32;

unsigned char const* bytes_of(std::string_view text) {
  return reinterpret_cast<unsigned char const*>(text.data());
}

Number number(std::string_view bytes) {
  return {BN_bin2bn(bytes_of(bytes), static_cast<int>(bytes.size()), nullptr), BN_free};
}

Key built(char const* kind, OSSL_PARAM_BLD* builder) {
  std::unique_ptr<OSSL_PARAM, decltype(&OSSL_PARAM_free)> const parameters(OSSL_PARAM_BLD_to_param(builder),
                                                                           OSSL_PARAM_free);
  std::unique_ptr<EVP_PKEY_CTX, decltype(&EVP_PKEY_CTX_free)> const context(
      EVP_PKEY_CTX_new_from_name(nullptr, kind, nullptr), EVP_PKEY_CTX_free);
  EVP_PKEY* key = nullptr;
  if (!parameters || !context || EVP_PKEY_fromdata_init(context.get()) != 1 ||
      EVP_PKEY_fromdata(context.get(), &key, EVP_PKEY_PUBLIC_KEY, parameters.get()) != 1)
    return {nullptr, EVP_PKEY_free};
  return {key, EVP_PKEY_free};
}

Key rsa_key(Json const& jwk) {
  Key nothing(nullptr, EVP_PKEY_free);
  auto const modulus = from_base64url(text_in(jwk, "n"));
  auto const exponent = from_base64url(text_in(jwk, "e"));
  if (!modulus || !exponent || modulus->size() > kMostRsaBits / 8 || exponent->size() > 8) return nothing;
  auto const n = number(*modulus), e = number(*exponent);
  std::unique_ptr<OSSL_PARAM_BLD, decltype(&OSSL_PARAM_BLD_free)> const builder(OSSL_PARAM_BLD_new(),
                                                                                OSSL_PARAM_BLD_free);
  if (!n || !e || !builder || OSSL_PARAM_BLD_push_BN(builder.get(), OSSL_PKEY_PARAM_RSA_N, n.get()) != 1 ||
      OSSL_PARAM_BLD_push_BN(builder.get(), OSSL_PKEY_PARAM_RSA_E, e.get()) != 1)
    return nothing;
  auto key = built("RSA", builder.get());
  if (key && EVP_PKEY_get_bits(key.get()) < kLeastRsaBits) return nothing;
  return key;
}

Key ec_key(Json const& jwk) {
  Key nothing(nullptr, EVP_PKEY_free);
  auto const x = from_base64url(text_in(jwk, "x"));
  auto const y = from_base64url(text_in(jwk, "y"));
  if (text_in(jwk, "crv") != "P-256" || !x || !y || x->size() != kP256Bytes || y->size() != kP256Bytes)
    return nothing;
  auto const point = "\x04" + *x + *y;  // uncompressed (SEC 1, 2.3.3); OpenSSL refuses one off the curve
  std::unique_ptr<OSSL_PARAM_BLD, decltype(&OSSL_PARAM_BLD_free)> const builder(OSSL_PARAM_BLD_new(),
                                                                                OSSL_PARAM_BLD_free);
  if (!builder ||
      OSSL_PARAM_BLD_push_utf8_string(builder.get(), OSSL_PKEY_PARAM_GROUP_NAME, "prime256v1", 0) != 1 ||
      OSSL_PARAM_BLD_push_octet_string(builder.get(), OSSL_PKEY_PARAM_PUB_KEY, point.data(), point.size()) !=
          1)
    return nothing;
  return built("EC", builder.get());
}

// A JWS carries r and s bare (RFC 7518, 3.4); OpenSSL wants them in DER.
std::string der_signature(std::string_view bare) {
  if (bare.size() != 2 * kP256Bytes) return {};
  std::unique_ptr<ECDSA_SIG, decltype(&ECDSA_SIG_free)> const signature(ECDSA_SIG_new(), ECDSA_SIG_free);
  auto r = number(bare.substr(0, kP256Bytes)), s = number(bare.substr(kP256Bytes));
  if (!signature || !r || !s || ECDSA_SIG_set0(signature.get(), r.get(), s.get()) != 1) return {};
  (void)r.release();  // the signature's now
  (void)s.release();
  unsigned char* der = nullptr;
  int const length = i2d_ECDSA_SIG(signature.get(), &der);
  if (length <= 0) return {};
  std::string text(reinterpret_cast<char*>(der), static_cast<std::size_t>(length));
  OPENSSL_free(der);
  return text;
}

bool is_signed_by(EVP_PKEY* key, std::string_view content, std::string_view signature) {
  std::unique_ptr<EVP_MD_CTX, decltype(&EVP_MD_CTX_free)> const context(EVP_MD_CTX_new(), EVP_MD_CTX_free);
  return context && EVP_DigestVerifyInit(context.get(), nullptr, EVP_sha256(), nullptr, key) == 1 &&
         EVP_DigestVerify(context.get(), bytes_of(signature), signature.size(), bytes_of(content),
                          content.size()) == 1;
}

std::unexpected<Error> broken() {
  return fail("identity.oidc.token", "身份令牌格式不对", "the identity token is not of the form");
}

}  // namespace

std::string base64url(std::string_view bytes) {
  std::string text(sodium_base64_encoded_len(bytes.size(), kVariant), '\0');
  sodium_bin2base64(text.data(), text.size(), bytes_of(bytes), bytes.size(), kVariant);
  text.pop_back();  // its closing NUL
  return text;
}

// One spelling for one content: the library refuses a lone digit and anything in the bits that are left over.
Expected<std::string> from_base64url(std::string_view text) {
  std::string bytes(text.size(), '\0');
  std::size_t length = 0;
  char const* end = nullptr;
  int const failed = sodium_base642bin(reinterpret_cast<unsigned char*>(bytes.data()), bytes.size(),
                                       text.data(), text.size(), nullptr, &length, &end, kVariant);
  if (failed != 0 || end != text.data() + text.size()) return broken();
  bytes.resize(length);
  return bytes;
}

Expected<std::string> verified_claims(std::string_view token, std::string_view key_set) {
  auto const parts = split(token, '.');
  if (token.size() > kLongestToken || parts.size() != 3) return broken();
  auto const head_text = from_base64url(parts[0]);
  auto claims = from_base64url(parts[1]);
  auto const signature = from_base64url(parts[2]);
  if (!head_text || !claims || !signature) return broken();
  auto const head = Json::parse(*head_text, nullptr, false);
  if (!head.is_object()) return broken();
  auto const algorithm = text_in(head, "alg");
  bool const is_rsa = algorithm == "RS256";
  if (!is_rsa && algorithm != "ES256") {
    return fail("identity.oidc.algorithm", "身份令牌的签名算法不被接受：" + algorithm,
                "the identity token is signed in a way that is not accepted: " + algorithm);
  }
  if (head.contains("crit")) return broken();
  auto const keys = Json::parse(key_set, nullptr, false);
  auto const list = keys.is_object() ? keys.find("keys") : keys.end();
  if (!keys.is_object() || list == keys.end() || !list->is_array()) {
    return fail("identity.oidc.keys", "统一身份平台公布的密钥无法读取",
                "the provider's published keys cannot be read");
  }
  auto const wanted = text_in(head, "kid");
  auto const content = token.substr(0, parts[0].size() + 1 + parts[1].size());
  auto const bytes = is_rsa ? *signature : der_signature(*signature);
  for (auto const& jwk : *list) {
    if (!jwk.is_object() || text_in(jwk, "kty") != (is_rsa ? "RSA" : "EC")) continue;
    if (text_in(jwk, "use") == "enc" || (!wanted.empty() && text_in(jwk, "kid") != wanted)) continue;
    if (auto const meant = text_in(jwk, "alg"); !meant.empty() && meant != algorithm) continue;
    auto const key = is_rsa ? rsa_key(jwk) : ec_key(jwk);
    if (key && !bytes.empty() && is_signed_by(key.get(), content, bytes)) return claims;
  }
  return fail("identity.oidc.signature", "身份令牌的签名不对", "the identity token's signature does not fit");
}

}  // namespace shian::identity
