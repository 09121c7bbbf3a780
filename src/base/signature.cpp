#include "base/signature.hpp"

#include <fcntl.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/x509.h>
#include <sys/stat.h>

#include "base/durable_file.hpp"
#include "base/file_bytes.hpp"
#include "base/hash.hpp"

namespace shian {
namespace {

namespace fs = std::filesystem;

struct FreeKey {
  void operator()(EVP_PKEY* key) const { EVP_PKEY_free(key); }
};
struct FreeBio {
  void operator()(BIO* bio) const { BIO_free(bio); }
};
struct FreeContext {
  void operator()(EVP_MD_CTX* context) const { EVP_MD_CTX_free(context); }
};
using Key = std::unique_ptr<EVP_PKEY, FreeKey>;
using Bio = std::unique_ptr<BIO, FreeBio>;
using Context = std::unique_ptr<EVP_MD_CTX, FreeContext>;

unsigned char const* bytes_of(std::string_view text) {
  return reinterpret_cast<unsigned char const*>(text.data());
}

Bio reading(std::string_view text) {
  return Bio(BIO_new_mem_buf(text.data(), static_cast<int>(text.size())));
}

std::string written(Bio const& bio) {
  char* data = nullptr;
  auto const length = BIO_get_mem_data(bio.get(), &data);
  return {data, static_cast<std::size_t>(length)};
}

Key public_key(std::string_view pem) {
  auto const bio = reading(pem);
  return Key(PEM_read_bio_PUBKEY(bio.get(), nullptr, nullptr, nullptr));
}

Error no_key(fs::path const& file) {
  return Error::make("signature.key", file.string() + " 不是 Ed25519 私钥",
                     file.string() + " is no Ed25519 private key")
      .hinting("可用 openssl genpkey -algorithm ed25519 生成",
               "one is made by openssl genpkey -algorithm ed25519");
}

}  // namespace

void SigningKey::Free::operator()(void* key) const { EVP_PKEY_free(static_cast<EVP_PKEY*>(key)); }

Expected<SigningKey> SigningKey::read(fs::path const& file) {
  auto const pem = content_of(file);
  if (!pem) return std::unexpected(pem.error());
  auto const bio = reading(*pem);
  // A key that asks for a password is refused rather than asked for at a terminal.
  auto const no_password = [](char*, int, int, void*) { return -1; };
  Key key(PEM_read_bio_PrivateKey(bio.get(), nullptr, no_password, nullptr));
  if (key == nullptr || EVP_PKEY_id(key.get()) != EVP_PKEY_ED25519) return std::unexpected(no_key(file));
  return SigningKey(key.release());
}

Expected<SigningKey> SigningKey::read_or_make(fs::path const& file) {
  if (fs::exists(file)) return read(file);
  Key const key(EVP_PKEY_Q_keygen(nullptr, nullptr, "ED25519"));
  SHIAN_ASSERT(key != nullptr);
  Bio const bio(BIO_new(BIO_s_mem()));
  SHIAN_ASSERT(PEM_write_bio_PrivateKey(bio.get(), key.get(), nullptr, nullptr, 0, nullptr, nullptr) == 1);
  make_folders(file.parent_path());
  auto const before = ::umask(S_IRWXG | S_IRWXO);
  write_durably(file, written(bio));
  ::umask(before);
  fs::permissions(file, fs::perms::owner_read | fs::perms::owner_write);
  return read(file);
}

std::string SigningKey::sign(std::string_view bytes) const {
  Context const context(EVP_MD_CTX_new());
  auto* const key = static_cast<EVP_PKEY*>(key_.get());
  SHIAN_ASSERT(EVP_DigestSignInit(context.get(), nullptr, nullptr, nullptr, key) == 1);
  std::size_t length = 64;
  std::string signature(length, '\0');
  SHIAN_ASSERT(EVP_DigestSign(context.get(), reinterpret_cast<unsigned char*>(signature.data()), &length,
                              bytes_of(bytes), bytes.size()) == 1);
  signature.resize(length);
  return signature;
}

std::string SigningKey::public_pem() const {
  Bio const bio(BIO_new(BIO_s_mem()));
  SHIAN_ASSERT(PEM_write_bio_PUBKEY(bio.get(), static_cast<EVP_PKEY*>(key_.get())) == 1);
  return written(bio);
}

bool is_signed(std::string_view bytes, std::string_view signature, std::string_view public_pem) {
  auto const key = public_key(public_pem);
  if (key == nullptr || EVP_PKEY_id(key.get()) != EVP_PKEY_ED25519) return false;
  Context const context(EVP_MD_CTX_new());
  if (EVP_DigestVerifyInit(context.get(), nullptr, nullptr, nullptr, key.get()) != 1) return false;
  return EVP_DigestVerify(context.get(), bytes_of(signature), signature.size(), bytes_of(bytes),
                          bytes.size()) == 1;
}

std::string fingerprint_of(std::string_view public_pem) {
  auto const key = public_key(public_pem);
  if (key == nullptr) return {};
  unsigned char* der = nullptr;
  int const length = i2d_PUBKEY(key.get(), &der);
  if (length <= 0) return {};
  auto const print = hex(sha256({reinterpret_cast<char const*>(der), static_cast<std::size_t>(length)}));
  OPENSSL_free(der);
  return print;
}

}  // namespace shian
