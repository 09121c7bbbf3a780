// Accounts: who can sign in, for which post.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/day.hpp"
#include "identity/role.hpp"
#include "pack/model.hpp"
#include "store/session.hpp"

namespace shian::identity {

/// The day's work by mail, in which language; only to who has an address.
enum class Digest { none, zh, en };
[[nodiscard]] std::string_view code_of(Digest digest);  // "none", "zh", "en"
[[nodiscard]] std::optional<Digest> digest_of(std::string_view code);

struct Account {
  std::string id;    // what is typed to sign in: "u23.officer"
  std::string name;  // of the post, shown beside what it does
  Role role = Role::business;
  std::string unit, area;
  std::string password_hash;
  bool must_change_password = false;
  std::string totp_secret;  // base32; "": no second factor
  std::int64_t totp_step = 0;
  bool disabled = false;
  Timestamp created_at, changed_at;
  std::string oidc_subject;  // who it is at the city's own provider; "": signs in by password only
  std::string email;         // "": none. The person's: only he and who keeps the accounts see it
  Digest digest = Digest::zh;

  [[nodiscard]] Post post() const { return {id, role, unit, area}; }
};

/// [a-z0-9][a-z0-9._-]{1,39}: what is none was never made, and need not be looked for.
[[nodiscard]] bool is_account_id(std::string_view id);

/// What is asked for an account that is to be made.
struct NewAccount {
  std::string id, name;
  Role role = Role::business;
  std::string unit, area;
  std::string email = {};
  Digest digest = Digest::zh;
};

/// Reads and writes accounts; writing happens inside the caller's write transaction.
class Accounts {
 public:
  explicit Accounts(store::Session& session) : session_(session) {}

  [[nodiscard]] std::optional<Account> find(std::string_view id);
  [[nodiscard]] std::vector<Account> list();  // in order of id

  /// Gives back a one-time password, which has to be changed at the first sign-in.
  /// Errors: the id is taken or is not [a-z0-9][a-z0-9._-]{1,39}; a unit or area the plan does not have; a
  /// role that lacks its unit or area; a name over 80 characters; what is no mail address; a laboratory or
  /// business under the id of one of the plan's units or towns, whose records would become its own.
  Expected<std::string> create(NewAccount const& account, pack::Pack const& pack, Timestamp now);
  /// With the hash of a one-time password that was made elsewhere, as hashing takes its time. Errors: as
  /// above.
  Expected<void> create(NewAccount const& account, std::string const& hash, pack::Pack const& pack,
                        Timestamp now);
  /// Name, role, unit, area, mail address, digest, disabled. Errors: as create; no such account.
  Expected<void> change(Account const& account, pack::Pack const& pack, Timestamp now);
  /// Errors: what check_password says.
  Expected<void> set_password(std::string_view id, std::string_view password, Timestamp now);
  /// The hash of a password that was checked and hashed elsewhere, as hashing takes its time. False: the
  /// password is no longer the one whose hash is `old_hash`.
  [[nodiscard]] bool replace_hash(std::string_view id, std::string const& old_hash,
                                  std::string const& new_hash, Timestamp now);
  /// A new one-time password. Errors: no such account.
  Expected<std::string> reset_password(std::string_view id, Timestamp now);
  /// With the hash of a one-time password that was made elsewhere. Errors: no such account.
  Expected<void> reset_password(std::string_view id, std::string const& hash, Timestamp now);
  /// A one-time password that is still to be changed opens nothing any more: its person comes by the city's
  /// own provider and needs none.
  void void_one_time_password(std::string_view id, Timestamp now);
  void set_second_factor(std::string_view id, std::string_view secret, Timestamp now);  // "": none
  void set_digest(std::string_view id, Digest digest, Timestamp now);
  /// The code of this step was used. False: it was before, by somebody who was quicker.
  [[nodiscard]] bool note_code_step(std::string_view id, std::int64_t step);
  /// The same password hashed elsewhere at today's cost, after it was right and its hash `is_outdated`.
  /// Nothing else of the account changes; nothing happens when another password was set meanwhile.
  void rehash(std::string_view id, std::string const& old_hash, std::string const& new_hash);

  [[nodiscard]] std::optional<Account> find_by_subject(std::string_view subject);
  /// "": none. Errors: no such account; another account is this person.
  Expected<void> set_subject(std::string_view id, std::string_view subject, Timestamp now);

 private:
  std::optional<Account> find_where(std::string_view column, std::string_view value);
  void keep(Account const& account, bool is_new);
  store::Session& session_;
};

}  // namespace shian::identity
