// The file in a record's file field: shown, given out, put in. Whoever may not read a record's evidence
// learns neither that there is any nor what it is called.
#include "api/files.hpp"
#include "api/record_access.hpp"
#include "api/resources.hpp"
#include "api/service.hpp"
#include "api/session_answers.hpp"
#include "http/static_files.hpp"
#include "intake/file_kind.hpp"

namespace shian::api {
namespace {

using identity::Action;
using identity::Resource;

bool may_attach(city::City& city, Call const& call, FoundRecord const& found) {
  return !found.withdrawn && identity::may(call.visitor->account.role, Resource::evidence, Action::create) &&
         identity::may(call.post(), Action::correct, *found.schema, found.record,
                       is_shared(city, *found.schema));
}

http::Response no_file() {
  return refusal(404, "evidence.missing", "这个字段没有佐证文件", "there is no evidence in this field");
}

struct FoundFile {
  reg::FieldSchema const* field = nullptr;
  reg::Attachment attachment;
  std::filesystem::path path;
  bool is_there = false;
  bool is_shown = false;  // a browser may show it in place
};

// What hangs on this record. Of bytes whose attaching is not known only what the same unit noted is told.
FoundFile file_of(city::City& city, FoundRecord const& found, reg::FieldSchema const& field,
                  std::string const& hash) {
  FoundFile file;
  file.field = &field;
  file.path = city.evidence().path_of(hash);
  std::error_code ignored;
  file.is_there = std::filesystem::is_regular_file(file.path, ignored);
  auto const kind = file.is_there ? intake::kind_of(file.path) : intake::FileKind{};
  file.is_shown = kind.is_shown;
  auto const& id = field.definition.id;
  if (auto known = city.evidence().attachment(found.schema->definition.id, found.record.id, id, hash)) {
    file.attachment = std::move(*known);
  } else if (auto noted = city.evidence().noted(hash); noted && noted->author.unit == found.record.unit) {
    file.attachment = std::move(*noted);
  } else {
    auto const bytes = file.is_there ? std::filesystem::file_size(file.path, ignored) : 0;
    file.attachment.hash = hash;
    file.attachment.bytes = static_cast<std::int64_t>(bytes);
    file.attachment.name = field.definition.name.zh;
    if (!kind.endings.empty()) file.attachment.name += "." + std::string(kind.endings.front());
  }
  file.attachment.type = kind.type.empty() ? "application/octet-stream" : kind.type;
  return file;
}

// The file field that the path names (the call's third part).
reg::FieldIndex file_field_of(FoundRecord const& found, Call const& call) {
  auto const field = found.schema->find(call.parts[2]);
  if (field < 0) return -1;
  bool const is_file =
      found.schema->fields[static_cast<std::size_t>(field)].definition.type == pack::FieldType::file;
  return is_file ? field : -1;
}

std::expected<FoundFile, http::Response> found_file(city::City& city, Call const& call,
                                                    FoundRecord const& found) {
  auto const field = file_field_of(found, call);
  if (field < 0 || !may_read_files(call, found)) return std::unexpected(no_file());
  auto const index = static_cast<std::size_t>(field);
  auto const* hash = std::get_if<std::string>(&found.record.values[index]);
  if (hash == nullptr) return std::unexpected(no_file());
  auto file = file_of(city, found, found.schema->fields[index], *hash);
  if (!file.is_there)
    return std::unexpected(refusal(
        404, Error::make("evidence.lost", "服务器上找不到这个文件的内容",
                         "the bytes of this file are not on the server")
                 .hinting("请告知系统管理员，从备份恢复", "tell the system administrator: a backup has it")));
  return file;
}

http::Response file_answer(FoundFile const& file, bool download) {
  return given_file(file.path, file.attachment, file.is_shown && !download);
}

Json file_json(FoundFile const& file) {
  auto const& [field, attachment, path, is_there, is_shown] = file;
  auto const text_or_null = [](std::string const& text) { return text.empty() ? Json(nullptr) : Json(text); };
  return {{"field", field->definition.id},
          {"name", attachment.name},
          {"bytes", attachment.bytes},
          {"type", attachment.type},
          {"by", text_or_null(attachment.author.actor)},
          {"unit", text_or_null(attachment.author.unit)},
          {"at", attachment.author.actor.empty() ? Json(nullptr) : Json(attachment.at.to_utc())},
          {"sha256", attachment.hash},
          {"preview", is_shown && !is_personal(*field)},
          {"personal", is_personal(*field)},
          {"missing", !is_there}};
}

// The record that may be given a file now, as whoever sends it last saw it.
std::expected<FoundRecord, http::Response> to_attach(city::City& city, Call const& call) {
  auto found = found_for(city, call, Action::correct);
  if (!found) return found;
  if (!may_attach(city, call, *found))
    return std::unexpected(
        refusal(403, "identity.forbidden", "这条记录不能再附文件", "no file can be attached to this record"));
  if (file_field_of(*found, call) < 0)
    return std::unexpected(refusal(422, "evidence.field", "“" + call.parts[2] + "”不是放文件的字段",
                                   "'" + call.parts[2] + "' is no field for a file"));
  if (auto refused = stale(city, call, *found)) return std::unexpected(std::move(*refused));
  return found;
}

http::Response attach(city::City& city, reg::Writing& writing, Call const& call, reg::KeptFile const& kept,
                      Incoming const& came, std::string const& reason) {
  auto found = to_attach(city, call);
  if (!found) return found.error();
  if (auto missing = bytes_missing(city, call, kept)) return std::move(*missing);
  auto const& schema = *found->schema;
  auto const field = file_field_of(*found, call);
  auto const index = static_cast<std::size_t>(field);
  bool const is_same = found->record.values[index] == Value(kept.hash);
  if (!is_same) {
    auto const done = writing.correct(schema, found->record.id, {{field, Value(kept.hash)}}, reason);
    if (!done) return refusal(schema, done.error());
  }
  city.evidence().note(kept, came.name, call.author(), call.now);
  city.evidence().attach({schema.definition.id, found->record.id, schema.fields[index].definition.id,
                          kept.hash, came.name, came.type, kept.bytes, call.now, call.author()});
  if (auto record = city.ledger().records().get(schema, found->record.id)) found->record = std::move(*record);
  return record_answer(city, call, *found);
}

}  // namespace

http::Response list_files(city::City& city, Call const& call) {
  auto const found = found_for(city, call, Action::read);
  if (!found) return found.error();
  bool const reads = may_read_files(call, *found);
  Json files = Json::array();
  for (std::size_t i = 0; reads && i < found->schema->fields.size(); ++i) {
    auto const& field = found->schema->fields[i];
    if (field.definition.type != pack::FieldType::file) continue;
    if (auto const* hash = std::get_if<std::string>(&found->record.values[i]))
      files.push_back(file_json(file_of(city, *found, field, *hash)));
  }
  return answer(
      {{"files", std::move(files)}, {"may", {{"read", reads}, {"attach", may_attach(city, call, *found)}}}});
}

http::Response give_file(city::City& city, Call const& call) {
  auto const found = found_for(city, call, Action::read);
  if (!found) return found.error();
  auto const file = found_file(city, call, *found);
  if (!file) return file.error();
  if (is_personal(*file->field))
    return refusal(403, Error::make("evidence.personal", "这是个人信息", "this is personal data")
                            .hinting("须说明理由才能查看", "it is shown for a reason only"));
  auto const download = flag_in_query(call, "download");
  if (!download) return download.error();
  auto response = file_answer(*file, *download);
  if (http::names_etag(call.request.header("if-none-match"), "\"" + file->attachment.hash + "\"")) {
    response.status = 304;
    response.body = std::string();
  }
  return response;
}

void attach_file(Service& service, std::shared_ptr<Call const> call, http::Reply reply) {
  // The bytes are looked at and copied on a reader's thread: the writer only notes them.
  service.ask(
      [&service, call, reply](city::City& city) {
        if (auto const found = to_attach(city, *call); !found) return reply(found.error());
        auto reason = text_in_query(*call, "reason");
        if (!reason) return reply(reason.error());
        auto came = incoming(*call);
        if (!came) return reply(came.error());
        auto kept = city.evidence().keep(call->request.upload->file());
        if (!kept) return reply(refusal(503, kept.error()));
        service.write(
            call->author(),
            [call, kept = std::move(*kept), came = std::move(*came), reason = std::move(*reason)](
                city::City& books, reg::Writing& writing) {
              constexpr int kRefused = 300;
              auto response = attach(books, writing, *call, kept, came, reason);
              if (response.status >= kRefused) books.evidence().drop(kept);
              return response;
            },
            reply);
      },
      reply, Service::Pace::quick);
}

http::Response unmask_file(city::City& city, reg::Writing&, Call const& call) {
  auto const found = found_for(city, call, Action::unmask);
  if (!found) return found.error();
  auto const file = found_file(city, call, *found);
  if (!file) return file.error();
  auto const body = body_of(call);
  if (!body) return body.error();
  auto const reason = text_in(*body, "reason");
  if (!reason) return reason.error();
  // The file goes out only when this entry is kept.
  auto entry =
      entry_of(call, "unmask",
               {"查看个人信息文件，理由：" + *reason, "looked at a file of personal data, for: " + *reason});
  entry.register_id = found->schema->definition.id;
  entry.record = found->record.id;
  identity::append(city.session(), entry);
  auto response = file_answer(*file, false);
  for (auto& header : response.headers)
    if (header.name == "Cache-Control") header.value = "no-store";
  return response;
}

}  // namespace shian::api
