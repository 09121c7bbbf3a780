// The circular of supervision: looked at, taken as a paper to edit, kept in its register as a draft.
#include "api/resources.hpp"
#include "document/circular_record.hpp"
#include "document/docx_package.hpp"

namespace shian::api {
namespace {

struct CircularAsked {
  document::CircularKind kind = document::CircularKind::circular;
  Day from, to;
};

std::expected<CircularAsked, http::Response> circular_asked(std::string const& kind, std::string const& from,
                                                            std::string const& to) {
  auto const known = document::kind_named(kind);
  if (!known)
    return std::unexpected(refusal_at("circular", "circular.kind", "circular 须为督查通报或工作专报",
                                      "circular must be 督查通报 or 工作专报"));
  auto const first = day_from(from);
  if (!first) return std::unexpected(first.error());
  auto const last = day_from(to);
  if (!last) return std::unexpected(last.error());
  return CircularAsked{*known, *first, *last};
}

std::expected<CircularAsked, http::Response> circular_asked(Call const& call) {
  auto const text = [&](char const* name) { return call.request.parameter(name).value_or(""); };
  return circular_asked(text("circular"), text("from"), text("to"));
}

// Where figures lead to when the paper is open in a word processor: back to this desk.
std::string desk_address(Call const& call) {
  auto const host = call.request.header("Host");
  return host.empty() ? "" : (call.request.secure ? "https://" : "http://") + std::string(host);
}

Json circular_text_json(report::Circular const& circular, document::CircularText const& text) {
  Json sections = Json::array();
  for (auto const& section : text.sections) {
    Json lines = Json::array();
    for (auto const& line : section.lines) {
      Json parts = Json::array();
      for (auto const& part : line)
        parts.push_back(
            {{"text", part.text}, {"source", part.source == 0 ? Json(nullptr) : Json(part.source)}});
      lines.push_back(std::move(parts));
    }
    sections.push_back({{"heading", section.heading}, {"lines", std::move(lines)}});
  }
  Json sources = Json::array();
  for (auto const& source : text.sources) {
    Json findings = Json::array();
    for (auto const i : source.counted) findings.push_back(circular.findings[i].id);
    sources.push_back({{"what", source.what}, {"findings", std::move(findings)}});
  }
  return {{"sections", std::move(sections)}, {"sources", std::move(sources)}};
}

}  // namespace

http::Response show_circular(city::City& city, Call const& call) {
  auto const question = circular_asked(call);
  if (!question) return question.error();
  store::Transaction const one_moment(city.session(), store::Access::read);
  auto const circular = report::read_circular(city, question->from, question->to);
  if (!circular) return refusal_at("to", circular.error());
  Json told = {{"kind", document::name_of(question->kind)},
               {"title", document::title_of(*circular, question->kind)},
               {"text", circular_text_json(*circular, document::circular_text(*circular))},
               {"circular", Json::parse(report::circular_json(*circular))}};
  return answer(told);
}

http::Response give_circular(city::City& city, Call const& call) {
  auto const question = circular_asked(call);
  if (!question) return question.error();
  document::CircularWish wish;
  wish.kind = question->kind;
  wish.desk = desk_address(call);
  if (auto const id = call.request.parameter("issuer"); id && !id->empty()) {
    auto const* unit = city.pack().find_unit(*id);
    if (unit == nullptr)
      return refusal_at("issuer", "circular.unit", "没有单位 " + *id, "there is no unit " + *id);
    wish.unit = unit->full_name.empty() ? unit->name.zh : unit->full_name;
  }
  store::Transaction const one_moment(city.session(), store::Access::read);
  auto const circular = report::read_circular(city, question->from, question->to);
  if (!circular) return refusal_at("to", circular.error());
  auto const paper = document::circular_paper(*circular, wish);
  if (!paper) return refusal(422, paper.error());
  http::Response response;
  response.headers = {
      {"Content-Type", std::string(document::kDocxType)},
      {"Content-Disposition", disposition("attachment", document::title_of(*circular, wish.kind) + ".docx")},
      {"Cache-Control", "no-store"}};
  response.body = document::write_docx(*paper);
  return response;
}

http::Response keep_circular(city::City& city, reg::Writing& writing, Call const& call) {
  auto const body = body_of(call);
  if (!body) return body.error();
  std::array<std::string, 3> given;
  for (std::size_t i = 0; i < given.size(); ++i) {
    constexpr std::array kProperties = {"circular", "from", "to"};
    auto text = text_in(*body, kProperties.at(i));
    if (!text) return text.error();
    given.at(i) = std::move(*text);
  }
  auto const question = circular_asked(given[0], given[1], given[2]);
  if (!question) return question.error();
  auto const unit = text_or_none(*body, "issuer");
  if (!unit) return unit.error();
  if (!unit->empty() && city.pack().find_unit(*unit) == nullptr)
    return refusal_at("issuer", "circular.unit", "没有单位 " + *unit, "there is no unit " + *unit);
  auto const circular = report::read_circular(city, question->from, question->to);
  if (!circular) return refusal_at("to", circular.error());
  auto const kept = document::keep_circular(writing, city, *circular, question->kind,
                                            unit->empty() ? call.post().unit : *unit);
  if (!kept) return refusal(422, kept.error());
  return answer({{"register", kept->register_id},
                 {"record", kept->record},
                 {"number", kept->number},
                 {"is_new", kept->is_new}},
                201);
}

}  // namespace shian::api
