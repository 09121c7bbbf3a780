// The pack in force: what it holds, since when; another version of it, looked at before it is applied.
#include "api/decision_json.hpp"
#include "api/resources.hpp"
#include "api/service.hpp"
#include "api/session_answers.hpp"
#include "city/signed_decisions.hpp"
#include "city/trial.hpp"
#include "identity/written_text.hpp"
#include "register/tables.hpp"
#include "report/figure_changes.hpp"
#include "report/pack_archive.hpp"
#include "report/pack_changes.hpp"
#include "report/pack_counts.hpp"

namespace shian::api {
namespace {

Json head_json(pack::Pack const& pack) {
  return {{"id", pack.id}, {"version", pack.version}, {"name", json_of(pack.name)}};
}

Json counts_json(pack::Pack const& pack) {
  Json counts = Json::array();
  for (auto const& count : report::pack_counts(pack))
    counts.push_back({{"kind", count.kind}, {"name", json_of(count.name)}, {"number", count.number}});
  return counts;
}

Json history_json(city::City& city, std::vector<city::PackApplication> const& history) {
  Json list = Json::array();
  for (auto const& applied : history) {
    list.push_back({{"at", applied.at.to_string(city.utc_offset_minutes())},
                    {"by", applied.account.empty() ? "" : account_name(city, applied.account)},
                    {"from", applied.from},
                    {"to", applied.to},
                    {"hash", applied.hash},
                    {"reason", applied.reason}});
  }
  return list;
}

http::Response state_answer(Service& service, city::City& city) {
  auto const& pack = city.pack();
  auto const history = city::pack_history(city.session());
  auto const preview = service.pack_previews().waiting();
  bool const applied = !history.empty();
  return answer(
      {{"pack", head_json(pack)},
       {"chain", pack.chain},
       {"source", pack.source},
       {"hash", city::hash_of(city::kept_files(city.session()))},
       {"applied_at",
        applied ? Json(history.front().at.to_string(city.utc_offset_minutes())) : Json(nullptr)},
       {"applied_by", applied && !history.front().account.empty()
                          ? Json(account_name(city, history.front().account))
                          : Json(nullptr)},
       {"reason", applied && !history.front().reason.empty() ? Json(history.front().reason) : Json(nullptr)},
       {"counts", counts_json(pack)},
       {"history", history_json(city, history)},
       {"preview", preview ? preview->told : Json(nullptr)}});
}

// Each fault of the pack at its place: "yueqing/targets.yaml:12:5".
http::Response all_faults(Errors const& errors) {
  Json faults = Json::array();
  for (auto const& error : errors)
    faults.push_back(
        fault_json(error, error.where.file.empty() ? Json(nullptr) : Json(error.where.to_string())));
  auto const n = std::to_string(errors.size());
  return refusal(422, "pack.faults", {"方案包有 " + n + " 处错误", n + " faults in the pack"},
                 std::move(faults));
}

Json changed_figures(city::City& city, city::Trial& trial, bool& complete) {
  auto const today = city.today();
  auto const changes = report::figure_changes(
      city.pack(),
      [&](pack::Target const& target) -> std::optional<indicator::Standing> {
        return indicator::stand(city.figures(), target, today, indicator::WithForecast::no);
      },
      trial.pack(), [&](pack::Target const& target) { return trial.stand(target, today); });
  complete = std::ranges::all_of(changes,
                                 [](auto const& change) { return !change.after || change.after->is_known; });
  return Json::parse(report::figure_changes_json(changes));
}

http::Response preview(Service& service, city::City& city, Call const& call) {
  auto const made = std::make_shared<PackPreview>();
  auto const present = city::kept_files(city.session());
  auto const unpacked = report::unpack_pack(call.request.upload->file(), made->files.path(), present,
                                            reg::meta(city.session(), "pack_folder"),
                                            call.request.parameter("pack").value_or(""));
  if (!unpacked) return refusal(422, unpacked.error());
  auto compiled = city::compile(unpacked->folder, city::signed_decisions(city.session()));
  if (!compiled) return all_faults(compiled.error());
  if (compiled->pack.id != city.pack().id) {
    return refusal(422, "store.other_pack",
                   "这是方案包 " + compiled->pack.id + "，本系统用的是 " + city.pack().id,
                   "this is the pack " + compiled->pack.id + ", here is " + city.pack().id);
  }
  made->folder = unpacked->folder;
  made->hash = city::hash_of(city::files_of(compiled->pack, unpacked->folder));
  made->replaces = city::hash_of(present);
  Json idle = Json::array();
  for (auto const& decision : compiled->pack.decisions)
    if (decision.idle) idle.push_back(decision_json(decision, city.utc_offset_minutes()));
  auto const head = head_json(compiled->pack);
  auto changes = Json::parse(report::pack_changes_json(report::pack_changes(city.pack(), compiled->pack)));
  bool complete = true;
  Json figures;
  {
    store::Transaction const one_moment(city.session(), store::Access::read);
    city::Trial trial(city, std::move(*compiled));
    figures = changed_figures(city, trial, complete);
  }
  made->told = {{"hash", made->hash},
                {"made_at", call.now.to_string(city.utc_offset_minutes())},
                {"by", call.visitor->account.name},
                {"pack", head},
                {"files", unpacked->files},
                {"is_same", made->hash == made->replaces},
                {"changes", std::move(changes)},
                {"figures", std::move(figures)},
                {"figures_complete", complete},
                {"idle_decisions", std::move(idle)}};
  service.pack_previews().put(made);
  return answer(made->told);
}

std::pair<http::Response, Reload> apply(Service& service, city::City& city, Call const& call) {
  auto const body = body_of(call);
  if (!body) return {body.error(), Reload::no};
  auto const hash = text_in(*body, "hash");
  if (!hash) return {hash.error(), Reload::no};
  auto const reason = text_in(*body, "reason");
  if (!reason) return {reason.error(), Reload::no};
  if (!identity::is_written(*reason, identity::kLongestReason))
    return {refusal(422, "request.reason", "理由至多 500 个字", "a reason has at most 500 characters"),
            Reload::no};
  auto const waiting = service.pack_previews().waiting();
  if (!waiting || waiting->hash != *hash) {
    return {refusal(404, Error::make("pack.no_preview", "没有这样一份待应用的方案包",
                                     "no such version of the pack waits to be applied")
                             .hinting("请重新上传、比较", "hand it in again and look at what it changes")),
            Reload::no};
  }
  auto const from = city.pack().version;
  auto const applied = city::apply_pack(
      city.session(), {waiting->folder, waiting->replaces, call.post().account, *reason, call.now},
      [&](store::Session& session) {
        identity::append(session, entry_of(call, "pack",
                                           {"应用方案包，指纹 " + waiting->hash + "，理由：" + *reason,
                                            "applied the pack with hash " + waiting->hash + ": " + *reason}));
      });
  if (applied) {
    service.pack_previews().put(nullptr);
    return {http::Response{}, Reload::yes};
  }
  auto const& error = applied.error().front();
  return {error.code == "pack.moved" ? refusal(409, error) : all_faults(applied.error()), Reload::no};
}

}  // namespace

void show_pack(Service& service, std::shared_ptr<Call const>, http::Reply reply) {
  service.ask([&service, reply](city::City& city) { reply(state_answer(service, city)); }, reply,
              Service::Pace::quick);
}

void preview_pack(Service& service, std::shared_ptr<Call const> call, http::Reply reply) {
  if (!call->request.upload)
    return reply(refusal(415, "request.type", "请求内容须为文件", "the request's body must be a file"));
  service.ask([&service, call, reply](city::City& city) { reply(preview(service, city, *call)); }, reply,
              Service::Pace::long_lasting);
}

void apply_pack_preview(Service& service, std::shared_ptr<Call const> call, http::Reply reply) {
  constexpr int kDone = 200;
  // How it stands is asked of the books with the new pack.
  http::Reply const told([&service, call, reply](http::Response response) {
    if (response.status != kDone) return reply(std::move(response));
    show_pack(service, call, reply);
  });
  service.undertake([&service, call](city::City& city) { return apply(service, city, *call); }, told);
}

}  // namespace shian::api
