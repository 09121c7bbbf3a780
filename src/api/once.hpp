// A creating request that is sent twice (a lost answer, a second click) is done once.
#pragma once

#include <functional>

#include "api/call.hpp"
#include "city/city.hpp"

namespace shian::api {

/// Whether the answer may be kept to be given again. Of one that shows a secret only that it was given is
/// kept.
enum class Shows { nothing_secret, a_secret };

/// The refusal of what is no Idempotency-Key; nothing: it is one, or there is none ("").
[[nodiscard]] std::optional<http::Response> no_key(std::string_view text);

/// What `make` answers; with the header Idempotency-Key, what it answered when the same account sent the same
/// key with the same content within 24 hours (and Idempotency-Replayed: true), without making anything again.
/// Inside the caller's write transaction, so that neither change nor answer is there without the other. Only
/// answers of success are kept. Refusals: 422 for a key that is none; 409 for the same key with another
/// content, and for an answer that showed a secret.
[[nodiscard]] http::Response once(city::City& city, Call const& call, Shows shows,
                                  std::function<http::Response()> const& make);

}  // namespace shian::api
