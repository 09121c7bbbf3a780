// A circular in its register: a draft that a person signs, numbers and sends.
#pragma once

#include "document/circular_paper.hpp"

namespace shian::document {

struct KeptCircular {
  std::string register_id, number;
  RecordId record = 0;
  bool is_new = false;  // false: one of this kind and these days is there; it was left as it is
};

/// Keeps the circular's text and counts as a draft of the register of circulars, once for a kind and its
/// days. `by`: the unit that issues it; may be empty. Inside the caller's write. Errors: the pack has no such
/// register; the record is refused.
[[nodiscard]] Expected<KeptCircular> keep_circular(reg::Writing& writing, city::City& city,
                                                   report::Circular const& circular, CircularKind kind,
                                                   std::string const& by);

}  // namespace shian::document
