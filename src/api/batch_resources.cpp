// What was imported, batch by batch, and undoing one as a whole.
#include <charconv>

#include "api/once.hpp"
#include "api/resources.hpp"
#include "api/service.hpp"
#include "register/batch_pages.hpp"

namespace shian::api {
namespace {

using identity::Action;
using identity::Reach;
using identity::Resource;

// A batch is its unit's or town's, whatever its records say.
bool is_within(Call const& call, Action action, reg::BatchSummary const& batch) {
  auto const post = call.post();
  auto const far = identity::reach(post.role, Resource::import, action);
  if (far == Reach::none) return false;
  return far == Reach::all || (!post.enters_for().empty() && batch.author.unit == post.enters_for());
}

Json batch_json(Call const& call, reg::BatchSummary const& batch) {
  auto const& totals = batch.totals;
  return {{"id", totals.id},
          {"register", batch.register_id},
          {"name", batch.file_name},
          {"actor", batch.author.actor},
          {"unit", batch.author.unit},
          {"at", batch.started_at.to_utc()},
          {"created", totals.created},
          {"corrected", totals.corrected},
          {"same", totals.same},
          {"refused", totals.refused},
          {"undone_at", batch.undone_at ? Json(batch.undone_at->to_utc()) : Json(nullptr)},
          {"may", {{"undo", !batch.undone_at && is_within(call, Action::undo, batch)}}}};
}

std::expected<reg::BatchSummary, http::Response> batch_for(city::City& city, Call const& call,
                                                           Action action) {
  auto const& text = call.parts[0];
  std::int64_t id = 0;
  auto const [end, failed] = std::from_chars(text.data(), text.data() + text.size(), id);
  bool const is_number = failed == std::errc() && end == text.data() + text.size() && id > 0;
  auto found = is_number ? reg::find_batch(city.session(), id) : std::nullopt;
  if (!found || !is_within(call, Action::read, *found))
    return std::unexpected(refusal(404, "batch.unknown", "没有这一批", "there is no such batch"));
  if (!is_within(call, action, *found))
    return std::unexpected(
        refusal(403, "identity.other_unit", "这一批不归本岗位撤销", "this batch is not this post's to undo"));
  return std::move(*found);
}

http::Response undo(city::City& city, reg::Writing& writing, Call const& call, std::string const& reason) {
  auto const batch = batch_for(city, call, Action::undo);
  if (!batch) return batch.error();
  auto const undone = writing.undo(batch->totals.id, reason);
  if (!undone) return refusal(409, undone.error());
  auto const now = reg::find_batch(city.session(), batch->totals.id);
  return answer({{"batch", batch_json(call, now.value_or(*batch))},
                 {"withdrawn", undone->created},
                 {"taken_back", undone->corrected}});
}

// In a transaction of its own: a large batch takes its time, and what others wrote is not held back by it.
http::Response undo_alone(city::City& city, Call const& call, std::string const& reason) {
  constexpr int kRefused = 300;
  reg::Writing writing(city.ledger(), call.author(), call.now);
  auto response = once(city, call, Shows::nothing_secret, [&] { return undo(city, writing, call, reason); });
  if (response.status < kRefused) writing.commit();
  return response;
}

}  // namespace

http::Response list_batches(city::City& city, Call const& call) {
  auto const limit = page_limit(call);
  if (!limit) return limit.error();
  auto const before = number_in_query(call, "cursor", 0, std::numeric_limits<std::int32_t>::max());
  if (!before) return before.error();
  reg::BatchQuery query;
  query.register_id = call.request.parameter("register").value_or("");
  query.before = *before;
  query.limit = *limit + 1;
  auto const post = call.post();
  if (identity::reach(post.role, Resource::import, Action::read) != Reach::all)
    query.unit = post.enters_for();
  if (!query.register_id.empty()) {
    if (auto const schema = city.schemas().get(query.register_id); !schema)
      return refusal(422, schema.error());
  }
  auto found = reg::batches(city.session(), query);
  bool const more = found.size() > *limit;
  if (more) found.pop_back();
  Json list = Json::array();
  for (auto const& batch : found)
    if (is_within(call, Action::read, batch)) list.push_back(batch_json(call, batch));
  Json next = nullptr;
  if (more && !found.empty()) next = std::to_string(found.back().totals.id);
  return answer({{"batches", std::move(list)}, {"next", std::move(next)}});
}

http::Response show_batch(city::City& city, Call const& call) {
  auto const batch = batch_for(city, call, Action::read);
  return batch ? answer(batch_json(call, *batch)) : batch.error();
}

void undo_batch(Service& service, std::shared_ptr<Call const> call, http::Reply reply) {
  auto const body = body_of(*call);
  if (!body) return reply(body.error());
  auto reason = text_in(*body, "reason");
  if (!reason) return reply(reason.error());
  service.undertake(
      [call, reason = std::move(*reason)](city::City& city) {
        return std::pair{undo_alone(city, *call, reason), Reload::no};
      },
      reply);
}

}  // namespace shian::api
