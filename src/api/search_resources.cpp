// Finding by words, and the same picture under two records: of what the post may see.
#include <limits>

#include "api/found_json.hpp"
#include "api/resources.hpp"
#include "api/service.hpp"
#include "identity/policy.hpp"
#include "report/reach.hpp"

namespace shian::api {
namespace {

using identity::Action;
using identity::Resource;
using Part = material::SearchQuestion::Part;

// What the post reads: directories too, but of a directory no files (record_access.hpp).
material::Reader reader_of(city::City& city, Call const& call) {
  auto const post = call.post();
  bool const reads_files = identity::may(post.role, Resource::evidence, Action::read);
  auto const visible = [post](reg::Schema const& schema, bool shared) -> std::optional<material::Condition> {
    auto condition = identity::visible_records(post, schema, shared);
    if (!condition) return std::nullopt;
    return material::Condition{std::move(condition->sql), std::move(condition->parameters)};
  };
  return {[&city, visible](reg::Schema const& schema) { return visible(schema, is_shared(city, schema)); },
          [visible, reads_files](reg::Schema const& schema) {
            return reads_files ? visible(schema, false) : std::nullopt;
          },
          [&city, post](reg::Schema const& schema, reg::Record const& record) {
            return identity::may(post, Action::read, schema, record, is_shared(city, schema));
          },
          [post, reads_files](reg::Schema const& schema, reg::Record const& record) {
            return reads_files && identity::may(post, Action::read, schema, record, false);
          }};
}

ShownTo shown_to(city::City& city, Call const& call) {
  return {call.language, reach_of(city, call).may_read};
}

std::expected<material::Narrowing, http::Response> narrowing_of(city::City& city, Call const& call) {
  material::Narrowing narrowing;
  if (auto const id = call.request.parameter("register"); id && !id->empty()) {
    auto const schema = city.schemas().get(*id);
    if (!schema) return std::unexpected(refusal_at("register", schema.error()));
    narrowing.only = *schema;
  }
  if (auto const text = call.request.parameter("year"); text && !text->empty()) {
    constexpr std::int64_t kFirst = 1900, kLast = 9999;
    auto const year = number_in_query(call, "year", 0, kLast);
    if (!year) return std::unexpected(year.error());
    if (*year < kFirst)
      return std::unexpected(refusal_at("year", "request.year", "年份须为四位数，如 2022",
                                        "a year has four digits, such as 2022"));
    narrowing.year = static_cast<int>(*year);
  }
  return narrowing;
}

std::expected<material::SearchQuestion, http::Response> question_of(city::City& city, Call const& call) {
  auto query = material::Query::parse(call.request.parameter("q").value_or(""));
  if (!query) return std::unexpected(refusal_at("q", query.error()));
  auto const narrowing = narrowing_of(city, call);
  if (!narrowing) return std::unexpected(narrowing.error());
  auto const limit = page_limit(call);
  if (!limit) return std::unexpected(limit.error());
  material::SearchQuestion question{.query = std::move(*query), .limit = *limit};
  question.reader = reader_of(city, call);
  question.narrowing = *narrowing;
  auto const in = call.request.parameter("in").value_or("");
  if (in == "records") {
    question.part = Part::records;
  } else if (in == "files") {
    question.part = Part::files;
  } else if (!in.empty()) {
    return std::unexpected(
        refusal_at("in", "request.in", "in 须为 records 或 files", "'in' is records or files"));
  }
  if (call.request.parameter("cursor")) {
    auto const place = number_in_query(call, "cursor", 0, std::numeric_limits<std::int64_t>::max());
    if (!place || question.part == Part::both)
      return std::unexpected(refusal_at("cursor", "request.cursor",
                                        "cursor 须为上一页给出的 next_…，并用 in 注明是记录还是文件",
                                        "cursor must be the 'next_...' of the page before, with 'in'"));
    question.behind = *place;
  }
  return question;
}

}  // namespace

http::Response search_all(city::City& city, Call const& call) {
  auto const question = question_of(city, call);
  if (!question) return question.error();
  store::Transaction const one_moment(city.session(), store::Access::read);
  auto const found = material::search(city.ledger(), *question);
  auto told = found_json(city, found, shown_to(city, call));
  // Of all there is, not of a page.
  told["not_there"] =
      question->behind
          ? Json(nullptr)
          : unfindable_json(city, material::unfindable(city.ledger(), question->reader, question->narrowing),
                            shown_to(city, call));
  return answer(told);
}

namespace {

http::Response alike_photos_answer(city::City& city, Call const& call) {
  material::PhotoQuestion question;
  auto const across = flag_in_query(call, "across_areas");
  if (!across) return across.error();
  auto const within = number_in_query(call, "within", material::kAlikeWithin, material::kFarthest);
  if (!within) return within.error();
  auto const limit = page_limit(call);
  if (!limit) return limit.error();
  constexpr std::int64_t kFarthest = 1'000'000;
  auto const offset = number_in_query(call, "offset", 0, kFarthest);
  if (!offset) return offset.error();
  question.only_across_areas = *across;
  question.within = static_cast<int>(*within);
  question.limit = *limit;
  question.offset = static_cast<std::size_t>(*offset);
  question.reader = reader_of(city, call);
  store::Transaction const one_moment(city.session(), store::Access::read);
  auto told = photos_json(city, material::alike_photos(city.ledger(), question), shown_to(city, call));
  told["not_there"] =
      unfindable_json(city, material::unfindable(city.ledger(), question.reader, {}), shown_to(city, call));
  return answer(told);
}

}  // namespace

void list_alike_photos(Service& service, std::shared_ptr<Call const> call, http::Reply reply) {
  // All pictures are held against each other: that holds up nobody who asks for less.
  service.ask([call, reply](city::City& city) { reply(alike_photos_answer(city, *call)); }, reply,
              Service::Pace::long_lasting);
}

}  // namespace shian::api
