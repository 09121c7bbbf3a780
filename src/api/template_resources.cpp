// The templates of documents: what the pack gives, and what the office has put in its place.
#include "api/document_json.hpp"
#include "api/files.hpp"
#include "api/resources.hpp"
#include "api/service.hpp"
#include "api/session_answers.hpp"
#include "base/file_bytes.hpp"
#include "document/draft.hpp"
#include "document/fill.hpp"
#include "document/templates.hpp"
#include "identity/written_text.hpp"
#include "pack/words.hpp"
#include "register/lifecycle.hpp"

namespace shian::api {
namespace {

constexpr std::uintmax_t kLargestTemplate = 8U << 20U;

struct FoundTemplate {
  reg::Schema const* schema = nullptr;
  reg::Document const* document = nullptr;
};

std::expected<FoundTemplate, http::Response> found_template(city::City& city, Call const& call) {
  for (auto const& schema : city.schemas().all())
    if (auto const* document = reg::find_document(schema, call.parts[0]))
      return FoundTemplate{&schema, document};
  return std::unexpected(refusal(404, "document.missing", "没有文书 " + call.parts[0],
                                 "there is no document '" + call.parts[0] + "'"));
}

Json template_json(city::City& city, document::TemplateChanges const& changes, reg::Schema const& schema,
                   reg::Document const& document) {
  auto made = definition_json(city, changes, schema, document);
  made["register"] = {{"id", schema.definition.id}, {"name", json_of(schema.definition.name)}};
  made["changed"] = nullptr;
  made["fault"] = nullptr;
  auto const change = changes.find(document.definition.id);
  if (change == changes.end()) return made;  // the pack's own was checked when it was loaded
  made["changed"] = {{"by", account_name(city, change->second.author.actor)},
                     {"at", change->second.at.to_utc()},
                     {"reason", change->second.reason}};
  auto const parts = document::current_template(changes, city.evidence(), document);
  auto const checked =
      parts ? document::check_template(*parts, schema, city.schemas()) : std::unexpected(parts.error());
  if (!checked) made["fault"] = problem_json(checked.error());
  return made;
}

std::expected<std::string, http::Response> reason_in_query(Call const& call) {
  auto reason = text_in_query(call, "reason");
  if (reason && !identity::is_written(*reason, identity::kLongestReason))
    return std::unexpected(
        refusal_at("reason", "request.reason", "理由至多 500 个字", "a reason has at most 500 characters"));
  return reason;
}

http::Response changed(city::City& city, Call const& call, FoundTemplate const& found,
                       std::string const& hash, std::string const& reason) {
  auto const& definition = found.document->definition;
  document::change_template(city.session(), definition.id, {hash, call.author(), reason, call.now});
  identity::append(
      city.session(),
      entry_of(call, "template",
               hash.empty()
                   ? Text{"恢复" + definition.name.zh + "的方案包模板，理由：" + reason,
                          "went back to the pack's template of " + definition.id + ": " + reason}
                   : Text{"修改" + definition.name.zh + "的模板，指纹 " + hash + "，理由：" + reason,
                          "changed the template of " + definition.id + ", hash " + hash + ": " + reason}));
  return answer(
      template_json(city, document::template_changes(city.session()), *found.schema, *found.document));
}

// The file is a template of this document. Refusals: 422.
std::optional<http::Response> no_template(city::City& city, Call const& call, FoundTemplate const& found) {
  auto const& path = call.request.upload->file();
  std::error_code ignored;
  if (std::filesystem::file_size(path, ignored) > kLargestTemplate)
    return refusal(422, "document.docx", "模板超过 8 MB", "a template has at most 8 MB");
  auto const docx = content_of(path);
  auto const parts = docx ? document::read_docx(*docx) : std::unexpected(docx.error());
  if (!parts) return refusal(422, parts.error());
  auto const checked = document::check_template(*parts, *found.schema, city.schemas());
  if (!checked) return refusal(422, checked.error());
  if (auto const marks = document::marks_in(*parts); marks && marks->empty())
    return refusal(422, Error::make("document.mark", "模板里没有一个占位，记录的内容填不进去",
                                    "the template has no mark: nothing of a record would be put in")
                            .hinting("占位写成 {{字段名称}}；是不是选错了文件",
                                     "a mark is {{a field's name}}; is it the file that was meant?"));
  return std::nullopt;
}

}  // namespace

bool is_personal(city::City& city, document::TemplateChanges const& changes, reg::Schema const& schema,
                 reg::Document const& document) {
  auto const marks = document::current_marks(changes, city.evidence(), document);
  return !marks || reg::hold_personal_data(*marks, schema, city.schemas());
}

Json definition_json(city::City& city, document::TemplateChanges const& changes, reg::Schema const& schema,
                     reg::Document const& document) {
  auto const& definition = document.definition;
  Json steps = Json::array();
  for (auto const& id : definition.steps) {
    auto const* step = schema.lifecycle ? schema.lifecycle->find_step(id) : nullptr;
    if (step != nullptr) steps.push_back({{"id", id}, {"name", json_of(step->definition.name)}});
  }
  return {{"id", definition.id},
          {"name", json_of(definition.name)},
          {"layout", pack::word_of(pack::kLayouts, definition.layout)},
          {"steps", std::move(steps)},
          {"basis", definition.basis},
          {"numbered", !definition.number.empty()},
          {"personal", is_personal(city, changes, schema, document)}};
}

http::Response list_templates(city::City& city, Call const&) {
  auto const changes = document::template_changes(city.session());
  Json documents = Json::array();
  for (auto const& schema : city.schemas().all())
    for (auto const& document : schema.documents)
      documents.push_back(template_json(city, changes, schema, *document));
  return answer({{"documents", std::move(documents)}});
}

http::Response give_document_template(city::City& city, Call const& call) {
  auto const found = found_template(city, call);
  if (!found) return found.error();
  auto const parts = document::current_template(document::template_changes(city.session()), city.evidence(),
                                                *found->document);
  if (!parts) return refusal(409, parts.error());
  http::Response response;
  response.headers = {{"Content-Type", std::string(document::kDocxType)},
                      {"Content-Disposition",
                       disposition("attachment", found->document->definition.name.zh + "（模板）.docx")},
                      {"Cache-Control", "no-store"}};
  response.body = document::write_docx(*parts);
  return response;
}

void change_document_template(Service& service, std::shared_ptr<Call const> call, http::Reply reply) {
  service.ask(
      [&service, call, reply](city::City& city) {
        auto const found = found_template(city, *call);
        if (!found) return reply(found.error());
        auto reason = reason_in_query(*call);
        if (!reason) return reply(reason.error());
        auto name = file_name_of(*call);
        if (!name) return reply(name.error());
        if (auto refused = no_template(city, *call, *found)) return reply(std::move(*refused));
        auto kept = city.evidence().keep(call->request.upload->file());
        if (!kept) return reply(refusal(503, kept.error()));
        service.write(
            call->author(),
            [call, kept = std::move(*kept), name = std::move(*name), reason = std::move(*reason)](
                city::City& books, reg::Writing&) {
              // The pack may be another by now.
              auto const there = found_template(books, *call);
              if (!there) return there.error();
              if (auto missing = bytes_missing(books, *call, kept)) return std::move(*missing);
              books.evidence().note(kept, name, call->author(), call->now);
              return changed(books, *call, *there, kept.hash, reason);
            },
            reply);
      },
      reply, Service::Pace::quick);
}

http::Response reset_document_template(city::City& city, reg::Writing&, Call const& call) {
  auto const found = found_template(city, call);
  if (!found) return found.error();
  auto const reason = reason_in_query(call);
  if (!reason) return reason.error();
  if (!document::template_changes(city.session()).contains(found->document->definition.id))
    return refusal(409, "document.own", "模板就是方案包自带的，没有修改过", "the template is the pack's own");
  return changed(city, call, *found, "", *reason);
}

}  // namespace shian::api
