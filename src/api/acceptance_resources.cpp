// The acceptance: how far its items are proved, and the dossiers that were frozen of it.
#include "api/files.hpp"
#include "api/resources.hpp"
#include "api/service.hpp"
#include "api/session_answers.hpp"
#include "base/file_bytes.hpp"
#include "dossier/acceptance_json.hpp"
#include "dossier/manifest.hpp"
#include "identity/written_text.hpp"
#include "intake/file_kind.hpp"

namespace shian::api {
namespace {

struct Asked {
  dossier::ItemList list;
  Day as_of;
};

std::expected<Asked, http::Response> asked(city::City& city, Call const& call) {
  auto const day = call.request.parameter("as_of");
  auto const as_of = day ? day_from(*day) : std::expected<Day, http::Response>(city.today());
  if (!as_of) return std::unexpected(as_of.error());
  auto list =
      dossier::item_list(city, call.request.parameter("list").value_or(std::string(dossier::kPlanList)));
  if (!list) return std::unexpected(refusal(404, list.error()));
  return Asked{std::move(*list), *as_of};
}

Json lists_json(city::City& city) {
  Json lists = Json::array();
  for (auto const& id : dossier::list_ids(city)) lists.push_back(id);
  return lists;
}

Json kept_json(city::City& city, dossier::Kept const& kept) {
  return {{"id", kept.id},
          {"name", kept.name},
          {"list", kept.list},
          {"as_of", kept.as_of.to_string()},
          {"at", kept.at.to_string(city.utc_offset_minutes())},
          {"by", account_name(city, kept.account)},
          {"manifest", kept.manifest_hash},
          {"key", kept.key_fingerprint},
          {"files", kept.files},
          {"bytes", kept.bytes},
          {"records", kept.records},
          {"items", kept.items},
          {"gaps", kept.gaps}};
}

Json run_json(city::City& city, Freezer::Run const& run) {
  return {{"name", run.request.name},
          {"started_at", run.request.at.to_string(city.utc_offset_minutes())},
          {"by", account_name(city, run.account)},
          {"stage", dossier::code_of(run.stage)},
          {"done", run.done},
          {"all", run.all == 0 ? Json(nullptr) : Json(run.all)}};
}

std::expected<dossier::FreezeRequest, http::Response> request_in(city::City& city, Call const& call) {
  auto const body = body_of(call);
  if (!body) return std::unexpected(body.error());
  auto const name = text_in(*body, "name");
  if (!name) return std::unexpected(name.error());
  if (!identity::is_written(*name, identity::kLongestName))
    return std::unexpected(refusal_at("name", "dossier.name", "档案须有名称，至多 80 个字",
                                      "a dossier has a name of at most 80 characters"));
  auto const list = text_or_none(*body, "list");
  if (!list) return std::unexpected(list.error());
  auto const text = text_or_none(*body, "as_of");
  if (!text) return std::unexpected(text.error());
  auto const day = text->empty() ? city.today() : day_from(*text);
  if (!day) return std::unexpected(day.error());
  if (*day > city.today())
    return std::unexpected(
        refusal_at("as_of", "dossier.day", "还没有到 " + *text, *text + " is still to come"));
  dossier::FreezeRequest request;
  if (!list->empty()) request.list = *list;
  // What would refuse it later is told now.
  auto const found = dossier::item_list(city, request.list);
  if (!found) return std::unexpected(refusal_at("list", found.error()));
  if (!found->faults.empty()) return std::unexpected(refusal_at("list", found->faults.front()));
  request.name = *name;
  request.as_of = *day;
  request.at = call.now;
  request.by = account_name(city, call.post().account);
  return request;
}

struct Opened {
  dossier::Kept kept;
  std::filesystem::path folder;
  dossier::Manifest manifest;
};

std::expected<Opened, http::Response> opened(Service& service, city::City& city, Call const& call) {
  auto const id = Decimal::parse(call.parts[0]);
  auto const kept =
      id && id->scale() == 0 ? dossier::find_kept(city.session(), id->mantissa()) : std::nullopt;
  if (!kept)
    return std::unexpected(
        refusal(404, "dossier.none", "没有档案 " + call.parts[0], "there is no dossier " + call.parts[0]));
  Opened made{*kept, service.freezer().folder() / kept->folder, {}};
  auto const text = content_of(made.folder / dossier::kManifestName);
  bool const is_as_frozen = text && hex(sha256(*text)) == kept->manifest_hash;
  auto manifest = is_as_frozen ? dossier::read_manifest(*text)
                               : fail("dossier.lost", "档案的文件不在，或清单被改动",
                                      "the files of the dossier are gone, or its manifest was altered");
  if (!manifest)
    return std::unexpected(refusal(
        404, std::move(manifest.error())
                 .hinting("请告知系统管理员，从备份恢复", "tell the system administrator: a copy has it")));
  made.manifest = std::move(*manifest);
  return made;
}

}  // namespace

http::Response show_acceptance(city::City& city, Call const& call) {
  store::Transaction const one_moment(city.session(), store::Access::read);
  auto question = asked(city, call);
  if (!question) return question.error();
  Json faults = Json::array();
  for (auto const& fault : question->list.faults) faults.push_back(problem_json(fault));
  auto const acceptance = dossier::stand(city, std::move(question->list), question->as_of);
  auto const unit = call.request.parameter("unit").value_or("");
  Json told = dossier::acceptance_json(city, acceptance, dossier::overview_of(acceptance, unit));
  told["lists"] = lists_json(city);
  told["faults"] = std::move(faults);
  return answer(told);
}

http::Response show_acceptance_item(city::City& city, Call const& call) {
  store::Transaction const one_moment(city.session(), store::Access::read);
  auto question = asked(city, call);
  if (!question) return question.error();
  auto const* const found = question->list.find(call.parts[0]);
  if (found == nullptr)
    return refusal(404, "dossier.item", "清单没有条目 " + call.parts[0],
                   "the list has no item " + call.parts[0]);
  auto const index = static_cast<std::size_t>(found - question->list.items.data());
  auto const acceptance = dossier::stand(city, std::move(question->list), question->as_of, index);
  return answer(dossier::item_json(city, acceptance, index));
}

void list_dossiers(Service& service, std::shared_ptr<Call const>, http::Reply reply) {
  // Asked before the books: one that ends meanwhile is among the dossiers.
  auto const running = service.freezer().running();
  auto const failure = service.freezer().failure();
  service.ask(
      [reply, running, failure](city::City& city) {
        Json list = Json::array();
        for (auto const& kept : dossier::kept_dossiers(city.session())) list.push_back(kept_json(city, kept));
        reply(answer({{"running", running ? run_json(city, *running) : Json(nullptr)},
                      {"failure", failure ? problem_json(*failure) : Json(nullptr)},
                      {"dossiers", std::move(list)}}));
      },
      reply, Service::Pace::quick);
}

void freeze_dossier(Service& service, std::shared_ptr<Call const> call, http::Reply reply) {
  service.ask(
      [&service, call, reply](city::City& city) {
        auto request = request_in(city, *call);
        if (!request) return reply(request.error());
        auto const run = service.freezer().start(std::move(*request), call->post().account);
        if (!run)
          return reply(refusal(409, "dossier.running", "已有一份档案正在封存", "a dossier is being frozen"));
        reply(answer(run_json(city, *run), 202));
      },
      reply, Service::Pace::quick);
}

void show_dossier(Service& service, std::shared_ptr<Call const> call, http::Reply reply) {
  service.ask(
      [&service, call, reply](city::City& city) {
        auto const found = opened(service, city, *call);
        if (!found) return reply(found.error());
        auto const items = content_of(found->folder / "data/items.json");
        auto const parsed = items ? Json::parse(*items, nullptr, false) : Json();
        Json files = Json::array();
        for (auto const& [name, hash] : found->manifest) files.push_back({{"name", name}, {"sha256", hash}});
        reply(answer({{"dossier", kept_json(city, found->kept)},
                      {"items", parsed.is_array() ? parsed : Json::array()},
                      {"files", std::move(files)}}));
      },
      reply, Service::Pace::quick);
}

void give_dossier_file(Service& service, std::shared_ptr<Call const> call, http::Reply reply) {
  service.ask(
      [&service, call, reply](city::City& city) {
        auto const found = opened(service, city, *call);
        if (!found) return reply(found.error());
        auto const name = call->request.parameter("name").value_or("");
        auto const listed = found->manifest.find(name);
        bool const is_seal = name == dossier::kManifestName || name == dossier::kSignatureName ||
                             name == dossier::kPublicKeyName;
        if (listed == found->manifest.end() && !is_seal)
          return reply(
              refusal(404, "dossier.file", "档案里没有文件 " + name, "the dossier has no file " + name));
        auto const path = found->folder / name;
        auto const kind = intake::kind_of(path);
        reg::Attachment file;
        file.name = path.filename().string();
        file.type = kind.type.empty() ? "application/octet-stream" : kind.type;
        file.hash = is_seal ? found->kept.manifest_hash : listed->second;
        reply(given_file(path, file, kind.is_shown && call->request.parameter("download") != "1"));
      },
      reply, Service::Pace::quick);
}

}  // namespace shian::api
