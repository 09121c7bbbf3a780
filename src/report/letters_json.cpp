#include "report/letters_json.hpp"

#include "pack/role_codes.hpp"
#include "report/json_parts.hpp"
#include "report/words.hpp"

namespace shian::report {
namespace {

Json letter_unit_json(pack::Pack const& pack, std::string const& unit) {
  return unit.empty() ? Json(nullptr) : Json{{"id", unit}, {"name", json_of(unit_name(pack, unit))}};
}

Json letter_area_json(pack::Pack const& pack, std::string const& area) {
  return area.empty() ? Json(nullptr) : Json{{"id", area}, {"name", json_of(area_name(pack, area))}};
}

Json letter_register_json(reg::Schema const* schema) {
  if (schema == nullptr) return nullptr;
  return {{"id", schema->definition.id}, {"name", json_of(schema->definition.name)}};
}

Json letter_due_json(pack::Pack const& pack, supervise::Letter const& letter) {
  Json posts = Json::array();
  for (auto const& code : letter.rule->to)
    if (auto const* role = pack::find_role(code))
      posts.push_back({{"id", code}, {"name", json_of(role->name())}});
  Json why = Json::array();
  for (auto const& line : letter.why) why.push_back(json_of(line));
  Json written = Json::array();
  for (auto const& before : letter.written)
    written.push_back({{"record", before.record},
                       {"document_no", before.document_no},
                       {"colour", supervise::code_of(before.colour)},
                       {"issued_on", json_of(before.issued_on)}});
  return {{"number", supervise::draft_number(letter)},
          {"colour", supervise::code_of(letter.rule->colour)},
          {"rule", {{"id", letter.rule->id}, {"name", json_of(letter.rule->name)}}},
          {"paper", letter.rule->paper},
          {"basis", json_of(letter.rule->basis)},
          {"register", letter_register_json(letter.schema)},
          {"record", letter.schema != nullptr ? Json(letter.record) : Json(nullptr)},
          {"target", letter.target.empty() ? Json(nullptr) : Json(letter.target)},
          {"about", letter.about},
          {"matter", json_of(letter.matter)},
          {"unit", letter_unit_json(pack, letter.unit)},
          {"area", letter_area_json(pack, letter.area)},
          {"to", std::move(posts)},
          {"due", json_of(letter.due)},
          {"working_days", letter.due ? Json(letter.working_days) : Json(nullptr)},
          {"provisional", letter.provisional},
          {"answer_days", letter.rule->answer_days},
          {"why", std::move(why)},
          {"written", std::move(written)}};
}

Json letter_kept_json(pack::Pack const& pack, supervise::KeptLetter const& letter) {
  bool const is_record = letter.schema != nullptr;
  return {{"record", letter.record},
          {"document_no", letter.document_no},
          {"title", letter.title},
          {"kind", letter.kind},
          {"colour", supervise::code_of(letter.colour)},
          {"unit", letter_unit_json(pack, letter.unit)},
          {"area", letter_area_json(pack, letter.area)},
          {"register", letter_register_json(letter.schema)},
          {"about_record", letter.about_record == 0 ? Json(nullptr) : Json(letter.about_record)},
          {"target", is_record ? Json(nullptr) : Json(letter.about)},
          {"about", letter.about},
          {"issued_on", json_of(letter.issued_on)},
          {"due_on", json_of(letter.due_on)},
          {"answered_on", json_of(letter.answered_on)},
          {"state", {{"id", letter.state_id}, {"name", json_of(letter.state)}}}};
}

}  // namespace

std::string letters_json(city::City& city, LettersView const& view) {
  auto const& pack = city.pack();
  auto const* circulars = supervise::circulars_of(city);
  Json due = Json::array();
  for (auto const& letter : view.due) due.push_back(letter_due_json(pack, letter));
  Json kept = Json::array();
  for (auto const& letter : view.kept) kept.push_back(letter_kept_json(pack, letter));
  return dumped({{"as_of", view.as_of.to_string()},
                 {"simulated", city.has_simulated_records()},
                 {"rules", pack.letters.size()},
                 {"kept_in", letter_register_json(circulars)},
                 {"may_draft", view.may_draft},
                 {"due", std::move(due)},
                 {"kept", std::move(kept)}});
}

std::string drafted_json(supervise::DraftedLetters const& drafted) {
  Json letters = Json::array();
  for (auto const& letter : drafted.letters)
    letters.push_back({{"number", letter.number}, {"record", letter.record}, {"is_new", letter.is_new}});
  return dumped({{"letters", std::move(letters)}, {"not_due", drafted.not_due}});
}

}  // namespace shian::report
