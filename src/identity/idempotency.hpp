// What a change was answered, by the key its sender chose: the same request sent again (a lost answer, a
// second click) is answered again and not done again.
#pragma once

#include <optional>
#include <string>

#include "base/day.hpp"
#include "store/session.hpp"

namespace shian::identity {

inline constexpr std::size_t kLongestKey = 100;              // bytes; a longer one is refused at the door
inline constexpr std::int64_t kKeptMs = 24LL * 3600 * 1000;  // afterwards the key is free again

struct KeptAnswer {
  std::string content_hash;  // of method, address and body: the same key with another content is a conflict
  int status = 0;
  std::string answer;  // the body; may hold a place ("Location") in it, never a secret
  Timestamp at;
};

/// Nothing: a new key, or one that is over.
[[nodiscard]] std::optional<KeptAnswer> kept_answer(store::Session& session, std::string_view account,
                                                    std::string_view key, Timestamp now);
/// In the transaction that made the change, so that neither is there without the other.
void keep_answer(store::Session& session, std::string_view account, std::string_view key,
                 KeptAnswer const& answer);
void forget_kept_answers(store::Session& session, Timestamp now);  // that are over

}  // namespace shian::identity
