// Files that come in, and files that are given out. Inside this room only.
#pragma once

#include "api/call.hpp"
#include "city/city.hpp"

namespace shian::api {

/// `name` of the query: of a path the last part, as some browsers send whole paths. Refusals: 422 for none,
/// one over 200 characters, and one with characters that no name has.
[[nodiscard]] std::expected<std::string, http::Response> file_name_of(Call const& call);

/// A text of the query that must say something. Refusals: 422.
[[nodiscard]] std::expected<std::string, http::Response> text_in_query(Call const& call,
                                                                       std::string const& name);

/// Evidence that comes in, as far as its bytes and its name tell.
struct Incoming {
  std::string name, type;
};
/// Refusals: 415 for what is no document or has another name than its content; 422 for an empty file or a
/// name that is none.
[[nodiscard]] std::expected<Incoming, http::Response> incoming(Call const& call);

/// Of bytes that were taken away with somebody else's refused change there is still the upload. Nothing: they
/// are there.
[[nodiscard]] std::optional<http::Response> bytes_missing(city::City& city, Call const& call,
                                                          reg::KeptFile const& kept);

/// A file that was made to be sent, under this name; it goes away when it has been sent.
[[nodiscard]] http::Response made_file(std::shared_ptr<http::Upload> file, std::string_view type,
                                       std::string const& name);

/// Never a page: what is not shown in place is saved.
[[nodiscard]] http::Response given_file(std::filesystem::path const& path, reg::Attachment const& file,
                                        bool is_shown);

}  // namespace shian::api
