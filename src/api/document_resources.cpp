// The papers of a record: drafted from its template, and what was signed and issued.
#include <algorithm>

#include "api/document_json.hpp"
#include "api/files.hpp"
#include "api/record_access.hpp"
#include "api/resources.hpp"
#include "api/service.hpp"
#include "api/session_answers.hpp"
#include "document/draft.hpp"
#include "document/issued.hpp"
#include "document/pdf.hpp"
#include "document/templates.hpp"
#include "intake/file_kind.hpp"
#include "register/lifecycle.hpp"
#include "report/record_names.hpp"

namespace shian::api {
namespace {

using identity::Action;

// Whoever takes the steps drafts their papers; those of no step, whoever takes any.
bool is_drafted_by(reg::Schema const& schema, reg::Document const& document, identity::Role role) {
  if (!schema.lifecycle) return true;
  auto const& yields = document.definition.steps;
  return std::ranges::any_of(schema.lifecycle->steps, [&](reg::Step const& step) {
    auto const& [id, by] = std::tie(step.definition.id, step.definition.by);
    bool const is_meant = yields.empty() || std::ranges::find(yields, id) != yields.end();
    return is_meant && std::ranges::find(by, identity::code_of(role)) != by.end();
  });
}

bool may_draft(city::City& city, Call const& call, FoundRecord const& found) {
  return !found.withdrawn && identity::may(call.post(), Action::correct, *found.schema, found.record,
                                           is_shared(city, *found.schema));
}

// Whose paper it is: the post's unit or town, else the unit that holds the record.
std::string signing_unit(city::City& city, Call const& call, FoundRecord const& found) {
  auto const post = call.post();
  if (city.pack().find_unit(post.unit) != nullptr) return post.unit;
  if (city.pack().find_area(post.area) != nullptr) return post.area;
  return std::string(found.schema->unit_of(found.record));
}

std::string code_word_of(city::City& city, std::string const& unit) {
  auto const* known = city.pack().find_unit(unit);
  return known == nullptr ? std::string() : known->code_word;
}

struct FoundDocument {
  FoundRecord record;
  reg::Document const* document = nullptr;
};

http::Response no_document(std::string const& id) {
  return refusal(404, "document.missing", "没有文书 " + id, "there is no document '" + id + "'");
}

// A paper that the post may draft for the record. Refusals: 403, 404, 422.
std::expected<FoundDocument, http::Response> found_document(city::City& city, Call const& call) {
  auto found = found_for(city, call, Action::read);
  if (!found) return std::unexpected(std::move(found.error()));
  auto const* document = reg::find_document(*found->schema, call.parts[2]);
  if (document == nullptr) return std::unexpected(no_document(call.parts[2]));
  if (!may_draft(city, call, *found) || !is_drafted_by(*found->schema, *document, call.post().role))
    return std::unexpected(refusal(403, "document.not_yours", "这份文书由办理该步骤的岗位起草",
                                   "the paper is drafted by the posts that take its step"));
  if (!document->is_for(found->record.values, city.ledger().context()))
    return std::unexpected(refusal(422, "document.other_record",
                                   document->definition.name.zh + "不适用于这条记录",
                                   document->definition.name.en + " is not for this record"));
  return FoundDocument{std::move(*found), document};
}

std::string next_number(city::City& city, Call const& call, FoundRecord const& found,
                        reg::Document const& document, int year) {
  auto const& definition = document.definition;
  if (definition.number.empty()) return {};
  auto const word = code_word_of(city, signing_unit(city, call, found));
  auto const serial = document::next_serial(city.session(), document::series_of(definition, word, year));
  return document::number_text(definition, word, year, serial);
}

// Whether the record says that a step was taken, by whichever way it came to say so.
bool is_done(reg::Step const& step, reg::Record const& record) {
  auto const is_there = [&](reg::FieldIndex field) {
    return !is_null(record.values[static_cast<std::size_t>(field)]);
  };
  if (step.day >= 0) return is_there(step.day);
  return !step.needs.empty() && std::ranges::all_of(step.needs, is_there);
}

Json document_json(city::City& city, Call const& call, document::TemplateChanges const& changes,
                   FoundRecord const& found, reg::Document const& document) {
  Json blanks = Json::array();
  Json fault = nullptr;
  auto const names = document::current_marks(changes, city.evidence(), document);
  if (!names) {
    fault = problem_json(names.error());
  } else {
    for (auto const& blank :
         document::blanks(city, *found.schema, found.record, *names, reach_of(city, call).may_read))
      blanks.push_back(blank);
  }
  auto made = definition_json(city, changes, *found.schema, document);
  for (auto& step : made["steps"]) {
    auto const* known = found.schema->lifecycle->find_step(step["id"].get<std::string>());
    step["done"] = is_done(*known, found.record);
  }
  made["next_number"] = next_number(city, call, found, document, city.today().year());
  made["blanks"] = std::move(blanks);
  made["may"] = may_draft(city, call, found) && is_drafted_by(*found.schema, document, call.post().role);
  made["fault"] = std::move(fault);
  return made;
}

std::expected<std::optional<Day>, http::Response> day_or_none(std::string const& text,
                                                              std::string const& name, Day today) {
  if (text.empty()) return std::nullopt;
  auto const day = Day::parse(text);
  if (!day)
    return std::unexpected(
        refusal_at(name, Error::make("request.day", "“" + text + "”不是日期", "'" + text + "' is no day")
                             .hinting("例如 2022-09-30", "for example 2022-09-30")));
  if (*day > today)
    return std::unexpected(
        refusal_at(name, "document.day", "签发日期不能晚于今天", "it cannot be signed after today"));
  return *day;
}

http::Response docx_answer(std::string docx, std::string const& name) {
  http::Response response;
  response.headers = {{"Content-Type", std::string(document::kDocxType)},
                      {"Content-Disposition", disposition("attachment", name + ".docx")},
                      {"Cache-Control", "no-store"}};
  response.body = std::move(docx);
  return response;
}

// What the file of a record's paper is called.
std::string file_name_for(city::City& city, FoundDocument const& found) {
  report::RecordNames const names(city, reg::Personal::masked, Language::zh);
  auto key = names.key(*found.record.schema, found.record.record.values);
  std::ranges::replace(key, '/', '-');
  return found.document->definition.name.zh + (key.empty() ? "" : " " + key);
}

http::Response draft(city::City& city, Call const& call) {
  auto const found = found_document(city, call);
  if (!found) return found.error();
  auto const body = body_of(call);
  if (!body) return body.error();
  document::Signing signing;
  for (auto const& [name, into] :
       {std::pair{"number", &signing.number}, std::pair{"signer", &signing.signer}}) {
    auto text = text_or_none(*body, name);
    if (!text) return text.error();
    *into = std::move(*text);
  }
  auto const day = text_or_none(*body, "signed_on");
  if (!day) return day.error();
  auto const on = day_or_none(*day, "signed_on", city.today());
  if (!on) return on.error();
  signing.on = *on;
  auto const& [record, document] = *found;
  auto const unit = signing_unit(city, call, record);
  signing.unit = document::signing_name(city.pack(), unit);
  signing.officer = call.visitor->account.name;
  if (signing.number.empty() && !document->definition.number.empty())
    signing.number = document::number_text(document->definition, code_word_of(city, unit),
                                           signing.on.value_or(city.today()).year(), 0);
  auto const changes = document::template_changes(city.session());
  auto parts = document::current_template(changes, city.evidence(), *document);
  if (!parts) return refusal(409, parts.error());
  bool const unmasks = is_personal(city, changes, *record.schema, *document) &&
                       identity::may(call.post(), Action::unmask, *record.schema, record.record,
                                     is_shared(city, *record.schema));
  auto docx =
      document::draft(city, *record.schema, record.record, std::move(*parts), signing,
                      unmasks ? reg::Personal::shown : reg::Personal::masked, reach_of(city, call).may_read);
  if (!docx) return refusal(409, docx.error());
  if (unmasks) {
    // It goes out only when this entry is kept.
    auto entry = entry_of(call, "unmask",
                          {"起草" + document->definition.name.zh + "，填入个人信息",
                           "drafted a paper with personal data: " + document->definition.name.en});
    entry.register_id = record.schema->definition.id;
    entry.record = record.record.id;
    identity::append(city.session(), entry);
  }
  return docx_answer(std::move(*docx), file_name_for(city, *found));
}

// On the errands' thread.
http::Response as_pdf(http::Response docx) {
  auto pdf = document::pdf_of(std::get<std::string>(docx.body));
  if (!pdf) return refusal(503, pdf.error());
  for (auto& header : docx.headers) {
    if (header.name == "Content-Type") header.value = "application/pdf";
    if (header.name != "Content-Disposition") continue;
    for (auto at = header.value.find(".docx"); at != std::string::npos; at = header.value.find(".docx"))
      header.value.replace(at, 5, ".pdf");
  }
  docx.body = std::move(*pdf);
  return docx;
}

// What whoever issues a paper says of it.
std::expected<document::Issued, http::Response> issue_of(city::City& city, Call const& call,
                                                         FoundDocument const& found, Incoming const& came) {
  auto const& definition = found.document->definition;
  document::Issued made;
  made.register_id = found.record.schema->definition.id;
  made.record = found.record.record.id;
  made.document = definition.id;
  made.name = definition.name.zh;
  auto const day = text_in_query(call, "signed_on");
  if (!day) return std::unexpected(day.error());
  auto const on = day_or_none(*day, "signed_on", city.today());
  if (!on) return std::unexpected(on.error());
  made.signed_on = **on;
  auto signer = text_in_query(call, "signer");
  if (!signer) return std::unexpected(signer.error());
  made.signer = std::move(*signer);
  if (!definition.number.empty()) {
    auto number = text_in_query(call, "number");
    if (!number) return std::unexpected(number.error());
    made.number = std::move(*number);
    auto const word = code_word_of(city, signing_unit(city, call, found.record));
    made.series = document::series_of(definition, word, made.signed_on.year());
  }
  made.is_personal =
      is_personal(city, document::template_changes(city.session()), *found.record.schema, *found.document);
  made.file.name = came.name;
  made.file.type = came.type;
  made.file.author = call.author();
  made.file.at = call.now;
  return made;
}

http::Response issue(city::City& city, Call const& call, reg::KeptFile const& kept, Incoming const& came) {
  auto const found = found_document(city, call);
  if (!found) return found.error();
  if (auto missing = bytes_missing(city, call, kept)) return std::move(*missing);
  auto given = issue_of(city, call, *found, came);
  if (!given) return given.error();
  given->file.hash = kept.hash;
  given->file.bytes = kept.bytes;
  auto const issued = document::issue(city.session(), std::move(*given));
  if (!issued) {
    auto const& code = issued.error().code;
    if (code == "document.twice") return refusal(409, issued.error());
    return refusal_at(code == "document.signer" ? "signer" : "number", issued.error());
  }
  city.evidence().note(kept, came.name, call.author(), call.now);
  auto entry = entry_of(
      call, "document",
      {"签发" + issued->name + (issued->number.empty() ? "" : " " + issued->number) + "，指纹 " + kept.hash,
       "issued " + found->document->definition.name.en + " " + issued->number + ", hash " + kept.hash});
  entry.register_id = issued->register_id;
  entry.record = issued->record;
  identity::append(city.session(), entry);
  return answer(issued_json(city, *issued, false), 201);
}

}  // namespace

http::Response list_documents(city::City& city, Call const& call) {
  auto const found = found_for(city, call, Action::read);
  if (!found) return found.error();
  bool const reads = may_read_files(call, *found);
  auto const changes = document::template_changes(city.session());
  Json documents = Json::array();
  for (auto const& document : found->schema->documents)
    if (document->is_for(found->record.values, city.ledger().context()))
      documents.push_back(document_json(city, call, changes, *found, *document));
  Json issued = Json::array();
  if (reads)
    for (auto const& paper :
         document::issued_for(city.session(), found->schema->definition.id, found->record.id))
      issued.push_back(
          issued_json(city, paper, intake::kind_of(city.evidence().path_of(paper.file.hash)).is_shown));
  return answer({{"documents", std::move(documents)},
                 {"issued", std::move(issued)},
                 {"may", {{"read", reads}, {"draft", may_draft(city, call, *found)}}},
                 {"pdf", document::can_make_pdf()}});
}

void draft_document(Service& service, std::shared_ptr<Call const> call, http::Reply reply) {
  auto const body = body_of(*call);
  if (!body) return reply(body.error());
  auto const as = text_or_none(*body, "as");
  if (!as) return reply(as.error());
  bool const is_pdf = *as == "pdf";
  if (!is_pdf && !as->empty() && *as != "docx")
    return reply(refusal_at("as", "request.property", "“as”须为 docx 或 pdf", "'as' must be docx or pdf"));
  constexpr int kDone = 200;
  auto const drafted = !is_pdf ? reply : http::Reply([&service, reply](http::Response response) {
    if (response.status != kDone) return reply(std::move(response));
    auto const docx = std::make_shared<http::Response>(std::move(response));
    if (!service.pdf_errands().run([docx, reply] { reply(as_pdf(std::move(*docx))); })) reply(unavailable());
  });
  service.write(
      call->author(), [call](city::City& city, reg::Writing&) { return draft(city, *call); }, drafted);
}

void issue_document(Service& service, std::shared_ptr<Call const> call, http::Reply reply) {
  service.ask(
      [&service, call, reply](city::City& city) {
        auto const found = found_document(city, *call);
        if (!found) return reply(found.error());
        auto came = incoming(*call);
        if (!came) return reply(came.error());
        if (auto const given = issue_of(city, *call, *found, *came); !given) return reply(given.error());
        auto kept = city.evidence().keep(call->request.upload->file());
        if (!kept) return reply(refusal(503, kept.error()));
        service.write(
            call->author(),
            [call, kept = std::move(*kept), came = std::move(*came)](city::City& books, reg::Writing&) {
              constexpr int kRefused = 300;
              auto response = issue(books, *call, kept, came);
              if (response.status >= kRefused) books.evidence().drop(kept);
              return response;
            },
            reply);
      },
      reply, Service::Pace::quick);
}

}  // namespace shian::api
