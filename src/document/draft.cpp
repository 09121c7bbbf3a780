#include "document/draft.hpp"

#include <algorithm>

#include "document/fill.hpp"
#include "register/lifecycle.hpp"
#include "register/secrecy.hpp"
#include "report/record_names.hpp"
#include "report/words.hpp"

namespace shian::document {
namespace {

using report::day_text;
using Kind = reg::Mark::Kind;

constexpr std::string_view kBlank = "＿＿＿＿";
constexpr std::string_view kNoDay = "　　　年　　月　　日";
constexpr std::string_view kSerial = "{{序号}}";

class Drafting {
 public:
  Drafting(city::City& city, reg::Schema const& schema, reg::Record const& record, Signing const& signing,
           reg::Personal personal, report::Sees sees)
      : city_(city),
        schema_(schema),
        record_(record),
        signing_(signing),
        sees_(sees),
        names_(city, personal, Language::zh, std::move(sees)) {}

  // Of a mark that was checked.
  std::string text(std::string_view name) {
    auto said = said_by(*reg::mark_of(name, schema_, city_.schemas()));
    return said.empty() ? std::string(kBlank) : said;
  }

  bool is_blank(std::string const& name) {
    auto const mark = reg::mark_of(name, schema_, city_.schemas());
    if (!mark) return false;
    bool const is_told =
        mark->kind == Kind::field || mark->kind == Kind::last_day || mark->kind == Kind::basis;
    return is_told && said_by(*mark).empty();
  }

 private:
  std::string said_by(reg::Mark const& mark) {
    switch (mark.kind) {
      case Kind::field:
        return field_text(mark);
      case Kind::last_day:
      case Kind::basis:
        return clock_text(mark);
      case Kind::number:
        return signing_.number;
      case Kind::year:
        return std::to_string(signing_.on.value_or(city_.today()).year());
      case Kind::unit:
        return signing_.unit;
      case Kind::officer:
        return signing_.officer;
      case Kind::signer:
        return signing_.signer;
      case Kind::signed_on:
        return signing_.on ? day_text(*signing_.on) : std::string(kNoDay);
      case Kind::today:
        return day_text(city_.today());
      case Kind::serial:
      case Kind::code_word:
        return {};  // of numbers only, see compile_documents
    }
    return {};
  }

  std::string field_text(reg::Mark const& mark) {
    auto const at = static_cast<std::size_t>(mark.through < 0 ? mark.field : mark.through);
    auto const& field = schema_.fields[at];
    auto const& value = record_.values[at];
    if (mark.through < 0) return value_text(field, value);
    auto const* id = std::get_if<std::int64_t>(&value);
    auto const* other = id == nullptr ? nullptr : city_.ledger().records().find(field.target_register, *id);
    if (other == nullptr) return {};
    auto const& theirs = city_.schemas().at(field.target_register);
    if (reg::is_secret(theirs, other->values) && !(sees_ && sees_(theirs, *other))) return {};
    auto const there = static_cast<std::size_t>(mark.field);
    return value_text(theirs.fields[there], other->values[there]);
  }

  std::string value_text(reg::FieldSchema const& field, Value const& value) {
    if (is_null(value)) return {};
    if (field.definition.type == pack::FieldType::file) return "（见附件）";
    if (auto const* day = std::get_if<Day>(&value)) return day_text(*day);
    if (field.definition.type == pack::FieldType::unit) return signing_name(city_.pack(), canonical(value));
    if (auto const* moment = std::get_if<Timestamp>(&value)) return moment_text(*moment);
    return names_.shown(field, value);
  }

  // "2026年11月26日9时05分"
  std::string moment_text(Timestamp moment) {
    auto const text = moment.to_string(city_.utc_offset_minutes());  // "2026-11-26T09:05:00+08:00"
    auto const hour = text[11] == '0' ? text.substr(12, 1) : text.substr(11, 2);
    return day_text(moment.day(city_.utc_offset_minutes())) + hour + "时" + text.substr(14, 2) + "分";
  }

  std::string clock_text(reg::Mark const& mark) {
    auto const& clock = schema_.lifecycle->clocks[static_cast<std::size_t>(mark.clock)];
    for (auto const& face :
         schema_.lifecycle->faces(record_.values, city_.ledger().context(), clock::Explain::no)) {
      if (face.clock != &clock || !face.due || !*face.due) continue;
      auto const& due = **face.due;
      if (mark.kind == Kind::last_day) return due.at ? moment_text(*due.at) : day_text(due.day);
      return due.clock == nullptr ? std::string() : "《" + due.clock->law + "》" + due.clock->article;
    }
    return {};
  }

  city::City& city_;
  reg::Schema const& schema_;
  reg::Record const& record_;
  Signing const& signing_;
  report::Sees sees_;
  report::RecordNames names_;
};

void replace_all(std::string& text, std::string_view what, std::string const& by) {
  for (auto at = text.find(what); at != std::string::npos; at = text.find(what, at + by.size()))
    text.replace(at, what.size(), by);
}

}  // namespace

std::string signing_name(pack::Pack const& pack, std::string const& id) {
  auto const* area = pack.find_area(id);
  auto const* unit = pack.find_unit(id);
  if (area != nullptr && !area->full_name.empty()) return area->full_name;
  if (unit != nullptr && !unit->full_name.empty()) return unit->full_name;
  return area != nullptr ? area->name.zh : report::unit_name(pack, id).zh;
}

Expected<void> check_template(Parts const& parts, reg::Schema const& schema, reg::Schemas const& schemas) {
  auto const names = marks_in(parts);
  if (!names) return std::unexpected(names.error());
  for (auto const& name : *names) {
    auto const mark = reg::mark_of(name, schema, schemas);
    if (!mark) return std::unexpected(mark.error());
    if (mark->kind == Kind::serial || mark->kind == Kind::code_word)
      return fail("document.mark", "{{" + name + "}}只用在文号里，正文用 {{文号}}",
                  "{{" + name + "}} belongs in the number: a text has {{文号}}");
  }
  return {};
}

Expected<std::string> draft(city::City& city, reg::Schema const& schema, reg::Record const& record,
                            Parts parts, Signing const& signing, reg::Personal personal, report::Sees sees) {
  if (auto checked = check_template(parts, schema, city.schemas()); !checked)
    return std::unexpected(checked.error());
  Drafting drafting(city, schema, record, signing, personal, std::move(sees));
  fill(parts, [&](std::string_view name) { return drafting.text(name); });
  return write_docx(parts);
}

std::vector<std::string> blanks(city::City& city, reg::Schema const& schema, reg::Record const& record,
                                std::vector<std::string> const& names, report::Sees sees) {
  Signing const nothing;
  Drafting drafting(city, schema, record, nothing, reg::Personal::masked, std::move(sees));
  std::vector<std::string> found;
  for (auto const& name : names)
    if (std::ranges::find(found, name) == found.end() && drafting.is_blank(name)) found.push_back(name);
  return found;
}

std::string series_of(pack::Document const& document, std::string const& code_word, int year) {
  auto text = document.number.text;
  replace_all(text, "{{代字}}", code_word.empty() ? std::string(kBlank) : code_word);
  replace_all(text, "{{年}}", std::to_string(year));
  return text;
}

std::string number_text(pack::Document const& document, std::string const& code_word, int year,
                        std::int64_t serial) {
  auto text = series_of(document, code_word, year);
  replace_all(text, kSerial, serial == 0 ? std::string(kBlank) : std::to_string(serial));
  return text;
}

}  // namespace shian::document
