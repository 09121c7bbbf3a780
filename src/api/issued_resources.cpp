// Papers that were issued: given out, and voided when they were a mistake.
#include <charconv>

#include "api/document_json.hpp"
#include "api/files.hpp"
#include "api/record_access.hpp"
#include "api/resources.hpp"
#include "api/session_answers.hpp"
#include "http/static_files.hpp"
#include "intake/file_kind.hpp"

namespace shian::api {
namespace {

using identity::Action;

struct FoundIssued {
  FoundRecord record;
  document::Issued issued;
  std::filesystem::path path;
};

std::expected<FoundIssued, http::Response> found_issued(city::City& city, Call const& call, Action action) {
  auto found = found_for(city, call, action);
  if (!found) return std::unexpected(std::move(found.error()));
  auto const missing = [&] {
    return std::unexpected(
        refusal(404, "document.missing", "这条记录没有这份文书", "the record has no such paper"));
  };
  std::int64_t id = 0;
  auto const& text = call.parts[2];
  auto const [end, failed] = std::from_chars(text.data(), text.data() + text.size(), id);
  if (failed != std::errc() || end != text.data() + text.size()) return missing();
  auto issued = document::find_issued(city.session(), id);
  bool const is_here = issued && issued->register_id == found->schema->definition.id &&
                       issued->record == found->record.id && may_read_files(call, *found);
  if (!is_here) return missing();
  auto path = city.evidence().path_of(issued->file.hash);
  return FoundIssued{std::move(*found), std::move(*issued), std::move(path)};
}

http::Response issued_answer(FoundIssued const& found, bool is_shown) {
  std::error_code ignored;
  if (!std::filesystem::is_regular_file(found.path, ignored))
    return refusal(
        404, Error::make("evidence.lost", "服务器上找不到这个文件的内容",
                         "the bytes of this file are not on the server")
                 .hinting("请告知系统管理员，从备份恢复", "tell the system administrator: a backup has it"));
  return given_file(found.path, found.issued.file, is_shown);
}

}  // namespace

Json issued_json(city::City& city, document::Issued const& issued, bool is_shown) {
  Json voided = nullptr;
  if (issued.voided)
    voided = {{"at", issued.voided->at.to_utc()},
              {"by", account_name(city, issued.voided->by)},
              {"reason", issued.voided->reason}};
  return {{"id", issued.id},
          {"document", issued.document},
          {"name", issued.name},
          {"number", issued.number},
          {"signed_on", issued.signed_on.to_string()},
          {"signer", issued.signer},
          {"personal", issued.is_personal},
          {"preview", is_shown && !issued.is_personal},
          {"file", issued.file.name},
          {"type", issued.file.type},
          {"bytes", issued.file.bytes},
          {"sha256", issued.file.hash},
          {"by", account_name(city, issued.file.author.actor)},
          {"at", issued.file.at.to_utc()},
          {"voided", std::move(voided)}};
}

http::Response give_issued(city::City& city, Call const& call) {
  auto const found = found_issued(city, call, Action::read);
  if (!found) return found.error();
  if (found->issued.is_personal)
    return refusal(403, Error::make("evidence.personal", "这是个人信息", "this is personal data")
                            .hinting("须说明理由才能查看", "it is shown for a reason only"));
  auto const download = flag_in_query(call, "download");
  if (!download) return download.error();
  auto response = issued_answer(*found, intake::kind_of(found->path).is_shown && !*download);
  if (http::names_etag(call.request.header("if-none-match"), "\"" + found->issued.file.hash + "\"")) {
    response.status = 304;
    response.body = std::string();
  }
  return response;
}

http::Response unmask_issued(city::City& city, reg::Writing&, Call const& call) {
  auto const found = found_issued(city, call, Action::unmask);
  if (!found) return found.error();
  auto const body = body_of(call);
  if (!body) return body.error();
  auto const reason = text_in(*body, "reason");
  if (!reason) return reason.error();
  auto entry = entry_of(
      call, "unmask",
      {"查看" + found->issued.name + "，理由：" + *reason, "looked at an issued paper, for: " + *reason});
  entry.register_id = found->issued.register_id;
  entry.record = found->issued.record;
  identity::append(city.session(), entry);
  auto response = issued_answer(*found, false);
  for (auto& header : response.headers)
    if (header.name == "Cache-Control") header.value = "no-store";
  return response;
}

http::Response void_issued(city::City& city, reg::Writing&, Call const& call) {
  auto found = found_issued(city, call, Action::correct);
  if (!found) return found.error();
  auto const body = body_of(call);
  if (!body) return body.error();
  auto const reason = text_in(*body, "reason");
  if (!reason) return reason.error();
  document::Voided const voided{call.now, call.post().account, *reason};
  auto const done = document::void_paper(city.session(), found->issued.id, voided);
  if (!done) {
    bool const is_reason = done.error().code == "document.reason";
    return is_reason ? refusal_at("reason", done.error()) : refusal(409, done.error());
  }
  auto entry = entry_of(call, "document",
                        {"作废" + found->issued.name + " " + found->issued.number + "，理由：" + *reason,
                         "voided the paper " + found->issued.number + ": " + *reason});
  entry.register_id = found->issued.register_id;
  entry.record = found->issued.record;
  identity::append(city.session(), entry);
  found->issued.voided = voided;
  return answer(issued_json(city, found->issued, false));
}

}  // namespace shian::api
