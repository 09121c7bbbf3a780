// What signing in, the second factor and the city's own sign-on answer alike. Inside this room only.
#pragma once

#include <chrono>
#include <functional>

#include "api/call.hpp"
#include "city/city.hpp"
#include "identity/security_journal.hpp"

namespace shian::api {

class Service;

[[nodiscard]] Json session_json(pack::Pack const& pack, identity::Visitor const& visitor);
/// By TLS a name that a browser takes from this very host and by TLS only (RFC 6265bis, 4.1.3.2): no
/// neighbour under the city's domain can plant a session.
[[nodiscard]] std::string_view session_cookie_name(http::Head const& head);
/// HttpOnly and SameSite=Strict; Secure where the request came by TLS. An empty token with no time ends it.
[[nodiscard]] std::string session_cookie(http::Head const& head, std::string const& token,
                                         std::int64_t seconds);

[[nodiscard]] http::Response no_content();
[[nodiscard]] http::Response wrong_credentials();
[[nodiscard]] http::Response slowed(std::chrono::seconds wait);
/// Whoever calls gives his own password again: `go_on` with his account where it fits, on a reader's thread.
/// It counts as a try until `go_on` forgives it. Refusals: 422 for a wrong one, 429 after several.
enum class WithoutPassword { is_refused, goes_on };  // who comes by the city's provider has none
void with_password(Service& service, std::shared_ptr<Call const> const& call, http::Reply const& reply,
                   std::string const& given, WithoutPassword without,
                   std::function<void(city::City&, identity::Account const&)> const& go_on);
/// What a program's token may not do: keys and factors are a person's own.
[[nodiscard]] std::optional<http::Response> refused_to_tokens(Call const& call);

/// An entry of the security journal by whoever calls.
[[nodiscard]] identity::SecurityEntry entry_of(Call const& call, std::string kind, Text what);

/// Begins the session and journals it, inside the caller's write transaction.
[[nodiscard]] identity::SignedIn begin_session(store::Session& session, identity::Account const& account,
                                               Call const& call, bool second_factor, Text how);

}  // namespace shian::api
