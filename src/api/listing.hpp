// What a list of records asks for: filters, a search, an order and a page, narrowed to what the post may see.
// Inside this room only.
#pragma once

#include "api/call.hpp"
#include "city/city.hpp"
#include "identity/policy.hpp"
#include "register/pages.hpp"

namespace shian::api {

struct Listing {
  reg::RecordQuery query;
  std::size_t limit = 100;
  std::int64_t offset = 0;
  std::optional<reg::RecordPlace> after;
};

/// Reads `limit`, `cursor`, `offset`, `sort=FIELD` or `sort=-FIELD`, `q=TEXT`, `f.FIELD=`, `f.FIELD.from=`,
/// `f.FIELD.to=`. `action`: what is to be done with the records. Errors: 422 for what is none of these, 403
/// for a question by personal data.
[[nodiscard]] std::expected<Listing, http::Response> understand_listing(city::City& city,
                                                                        reg::Schema const& schema,
                                                                        Call const& call,
                                                                        identity::Action action);

}  // namespace shian::api
