// Signed-in sessions and API tokens. Only hashes of the secrets are kept; what each request needs is in
// memory.
#pragma once

#include <memory>
#include <shared_mutex>
#include <string>
#include <unordered_map>
#include <vector>

#include "identity/accounts.hpp"

namespace shian::identity {

/// How a request proves who sends it.
struct Visitor {
  Account account;
  std::string session;    // hash of the session's token; "": an API token speaks
  std::string csrf;       // what a browser's changing requests must carry
  bool may_write = true;  // false: an API token that may only read
  Timestamp seen_at, expires_at;
  bool second_factor = false;  // whether this session was begun with it
  std::string api_token{};     // id of the API token that speaks; "": a session
  Timestamp used_at{};         // when the store was last told that it is used
};

/// From where, with what and how somebody signed in.
struct Arrival {
  std::string peer, agent;
  bool second_factor = false;
};

struct SignedIn {
  std::string token;  // goes into the cookie, is kept nowhere
  Visitor visitor;
};

/// A session as its owner is shown it.
struct OpenSession {
  std::string id;  // of the hash's first digits: enough to name it, not to find it by
  Timestamp begun_at, seen_at;
  std::string peer, agent;
  bool second_factor = false;
};

struct ApiToken {
  std::string id, name;
  bool may_write = false;
  Timestamp created_at, expires_at;
  std::optional<Timestamp> last_used_at{};
};

struct MadeToken {
  std::string id;
  std::string secret;  // shown once, kept nowhere
};

inline constexpr std::int64_t kIdleMs = 8LL * 3600 * 1000;   // a working day
inline constexpr std::int64_t kLifeMs = 12LL * 3600 * 1000;  // then one signs in anew (ASVS 3.3.2)

/// The store's side. Writing happens inside the caller's write transaction.
class Sessions {
 public:
  explicit Sessions(store::Session& session) : session_(session) {}

  SignedIn begin(Account const& account, Arrival const& arrival, Timestamp now);
  /// Who holds this token ("shian_..." is an API token, else a session's). Nothing: nobody, expired,
  /// disabled.
  [[nodiscard]] std::optional<Visitor> find(std::string_view token, Timestamp now);
  void touch(std::string const& session, Timestamp now);  // it was used: counts for the idle time
  void end(std::string const& session);
  /// All sessions of an account but one ("": all), its API tokens as well when asked: after a change of
  /// password or post.
  enum class Tokens { keep, revoke };
  void end_all(std::string_view account, std::string const& but, Tokens tokens);
  /// Those that are not over, the one used last first.
  [[nodiscard]] std::vector<OpenSession> open(std::string_view account, Timestamp now);
  bool end_one(std::string_view account, std::string_view id);  // false: there is none
  void forget_expired(Timestamp now);

  /// Its id and dates besides: `token.id` is not read. Errors: no name, or one over 80 characters; an end
  /// that is past or more than 366 days away; as many as an account may have (20).
  Expected<MadeToken> issue_token(ApiToken const& token, std::string_view account);
  void touch_token(std::string_view id, Timestamp now);  // it was used; worth writing once in a while only
  [[nodiscard]] std::vector<ApiToken> tokens(std::string_view account);
  bool revoke_token(std::string_view account, std::string_view id);  // false: there is none

 private:
  store::Session& session_;
};

/// What a secret is kept and looked up by.
[[nodiscard]] std::string token_hash(std::string_view token);

/// Visitors by the hash of their secret, so that hardly a request asks the store. For a minute: what another
/// process changes of an account counts then. Any thread.
class KnownVisitors {
 public:
  [[nodiscard]] std::shared_ptr<Visitor const> find(std::string const& hash, Timestamp now) const;
  /// Read before the store is asked: what was forgotten meanwhile is not remembered again.
  [[nodiscard]] std::uint64_t epoch() const;
  void remember(std::string const& hash, Visitor visitor, std::uint64_t epoch, Timestamp now);
  void forget_all();  // an account, a session or a token changed

 private:
  struct Known {
    std::shared_ptr<Visitor const> visitor;
    Timestamp since;
  };
  mutable std::shared_mutex mutex_;
  std::unordered_map<std::string, Known> visitors_;
  std::uint64_t epoch_ = 0;
};

}  // namespace shian::identity
