// One request on its way through the desk, and the answers that resources give. Inside this room only.
#pragma once

#include <nlohmann/json.hpp>
#include <span>

#include "http/message.hpp"
#include "identity/sessions.hpp"
#include "register/journal.hpp"
#include "register/validate.hpp"

namespace shian::api {

using Json = nlohmann::ordered_json;  // keys in the order in which they are documented

/// A password to be handed over once, made and hashed before the writer is asked, as hashing takes its time.
struct OneTimePassword {
  std::string password, hash;
};

struct Call {
  http::Request request;
  std::vector<std::string> parts;  // what stands for the {placeholders} of the route's path, in order
  std::shared_ptr<identity::Visitor const> visitor;  // null: nobody is signed in
  Language language = Language::zh;                  // of plain texts inside answers
  Timestamp now;
  std::optional<OneTimePassword> one_time;  // of routes that say so

  [[nodiscard]] identity::Post post() const { return visitor ? visitor->account.post() : identity::Post{}; }
  /// Who the journal says it was.
  [[nodiscard]] reg::Author author() const {
    auto const post_of = post();
    return {post_of.account, post_of.enters_for()};
  }
};

[[nodiscard]] inline Json json_of(Text const& text) { return {{"zh", text.zh}, {"en", text.en}}; }

[[nodiscard]] http::Response answer(Json const& json, int status = 200);
/// Already serialised.
[[nodiscard]] http::Response answer_text(std::string json, int status = 200);

/// problem+json (RFC 9457): titles in both languages, `faults` by field.
[[nodiscard]] http::Response refusal(int status, Error const& error);
[[nodiscard]] http::Response refusal(int status, std::string code, std::string zh, std::string en);
/// 422, with the fault at this property of the body or parameter of the query.
[[nodiscard]] http::Response refusal_at(std::string const& field, Error const& error);
[[nodiscard]] http::Response refusal_at(std::string const& field, std::string code, std::string zh,
                                        std::string en);
/// With faults as they are listed: {field, code, what, hint}.
[[nodiscard]] http::Response refusal(int status, std::string const& code, Text const& title, Json faults);
/// 422, with every fault at its field.
[[nodiscard]] http::Response refusal(reg::Schema const& schema, std::span<reg::Fault const> faults);
[[nodiscard]] http::Response not_found();
/// What whoever asks did not do: too much waits; the store cannot be used; a fault of ours.
[[nodiscard]] Error busy_error();
[[nodiscard]] Error store_error(store::Failure const& failure);
[[nodiscard]] Error internal_error();
[[nodiscard]] http::Response unavailable();                               // 503: too much waits
[[nodiscard]] http::Response unavailable(store::Failure const& failure);  // 503
/// {code, what, hint}
[[nodiscard]] Json problem_json(Error const& error);
/// The same with the field it is about.
[[nodiscard]] Json fault_json(Error const& error, Json field);
/// Content-Disposition with a file's name in any script (RFC 6266).
[[nodiscard]] std::string disposition(std::string_view kind, std::string_view file_name);

/// The body as a JSON object. Errors: 400 with where it breaks off, 415 for another type, 422 for no object.
[[nodiscard]] std::expected<Json, http::Response> body_of(Call const& call);
/// A text of the body. Errors: 422 naming the property, when it is missing or no text.
[[nodiscard]] std::expected<std::string, http::Response> text_in(Json const& body,
                                                                 std::string const& property);
/// "" where the body does not have it. Errors: 422 when it is no text.
[[nodiscard]] std::expected<std::string, http::Response> text_or_none(Json const& body,
                                                                      std::string const& property);
/// Nothing where the body does not have it. Errors: 422 when it is neither true nor false.
[[nodiscard]] std::expected<std::optional<bool>, http::Response> flag_or_none(Json const& body,
                                                                              std::string const& property);
/// Errors: 422 when it is missing or no whole number.
[[nodiscard]] std::expected<std::int64_t, http::Response> whole_number_in(Json const& body,
                                                                          std::string const& property);
/// "2022-09-30". Errors: 422.
[[nodiscard]] std::expected<Day, http::Response> day_from(std::string const& text);

/// A whole number of the query. Errors: 422 when it is none or out of 0 to `most`.
[[nodiscard]] std::expected<std::int64_t, http::Response> number_in_query(Call const& call, char const* name,
                                                                          std::int64_t otherwise,
                                                                          std::int64_t most);
/// `limit` of the query: 100 unless it says otherwise, at most 500. Errors: 422.
[[nodiscard]] std::expected<std::size_t, http::Response> page_limit(Call const& call);
/// 1: true; 0 or nothing: false. Errors: 422 for anything else.
[[nodiscard]] std::expected<bool, http::Response> flag_in_query(Call const& call, char const* name);

}  // namespace shian::api
