// Proofs of the store: the journal's chain, the figures against a recomputation, the evidence, the security
// journal.
#include "api/resources.hpp"
#include "api/service.hpp"
#include "identity/verifications.hpp"

namespace shian::api {
namespace {

constexpr std::size_t kMostTold = 21;

Json run_json(city::City& city, Verifier::Run const& run) {
  return {{"started_at", run.started_at.to_string(city.utc_offset_minutes())},
          {"by", account_name(city, run.account)},
          {"stage", run.stage},
          {"done", run.done},
          {"all", run.all ? Json(*run.all) : Json(nullptr)}};
}

Json result_json(city::City& city, identity::Verification const& result) {
  return {{"started_at", result.started_at.to_string(city.utc_offset_minutes())},
          {"finished_at", result.finished_at.to_string(city.utc_offset_minutes())},
          {"by", account_name(city, result.account)},
          {"ok", result.holds},
          {"broke", result.broke.empty() ? Json(nullptr) : json_of(result.broke)},
          {"proof", result.proof.empty() ? Json(nullptr) : Json::parse(result.proof)}};
}

}  // namespace

void show_verification(Service& service, std::shared_ptr<Call const>, http::Reply reply) {
  // Asked before the books: one that ends meanwhile is among the results.
  auto const running = service.verifier().running();
  service.ask(
      [reply, running](city::City& city) {
        auto const results = identity::verifications(city.session(), kMostTold);
        Json earlier = Json::array();
        for (std::size_t i = 1; i < results.size(); ++i) earlier.push_back(result_json(city, results[i]));
        reply(answer({{"running", running ? run_json(city, *running) : Json(nullptr)},
                      {"last", results.empty() ? Json(nullptr) : result_json(city, results.front())},
                      {"earlier", std::move(earlier)}}));
      },
      reply, Service::Pace::quick);
}

void start_verification(Service& service, std::shared_ptr<Call const> call, http::Reply reply) {
  auto const run = service.verifier().start(call->post().account, call->now);
  if (!run) {
    return reply(refusal(409, "verification.running", "已有一次核对正在进行", "a verification is under way"));
  }
  service.ask([reply, run](city::City& city) { reply(answer(run_json(city, *run), 202)); }, reply,
              Service::Pace::quick);
}

}  // namespace shian::api
