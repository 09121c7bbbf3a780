// Signs in the records, each told to its own unit first; the office is shown what was not answered in time,
// was explained, or is not convincing. Nobody is named to others.
#include <algorithm>

#include "api/record_access.hpp"
#include "api/resources.hpp"
#include "register/acceptance.hpp"
#include "register/pages.hpp"
#include "report/record_names.hpp"
#include "report/words.hpp"
#include "signs/find.hpp"
#include "signs/signs_json.hpp"

namespace shian::api {
namespace {

constexpr std::size_t kMostSigns = 100;   // of one sign
constexpr std::size_t kMostLaidOpen = 8;  // records of one, side by side

struct SignViewer {
  identity::Post post;
  bool is_office = false;
};

// The owner as which the post answers; null: it is not its own affair.
signs::Owner const* sign_owner_for(SignViewer const& viewer, signs::Found const& found) {
  auto const& self = viewer.post.enters_for();
  if (viewer.is_office || self.empty()) return nullptr;
  auto const mine = std::ranges::find_if(found.owners, [&](signs::Owner const& owner) {
    return owner.unit.empty() ? owner.area == self : owner.unit == self;
  });
  return mine == found.owners.end() ? nullptr : &*mine;
}

Json sign_named(std::string const& id, Text const& name) {
  return id.empty() ? Json(nullptr) : Json{{"id", id}, {"name", json_of(name)}};
}

class SignTelling {
 public:
  SignTelling(city::City& city, Call const& call, SignViewer const& viewer)
      : city_(city),
        call_(call),
        viewer_(viewer),
        names_(city, reg::Personal::masked, call.language, reach_of(city, call).may_read) {}

  Json found_json(signs::Found const& found, signs::Standing const& standing) {
    auto const* const mine = sign_owner_for(viewer_, found);
    Json told = signs::found_json(found, standing);
    told.erase("sign");
    told["owners"] = owners_json(found);
    told["common"] = common_json(found, mine != nullptr);
    std::int64_t hidden = 0;
    told["records"] = records_json(found, hidden);
    told["hidden"] = hidden;
    told["is_own"] = mine != nullptr;
    told["answer_values"] = answer_json(found, standing, mine);
    return told;
  }

 private:
  Json owners_json(signs::Found const& found) const {
    Json owners = Json::array();
    for (auto const& owner : found.owners)
      owners.push_back({{"unit", sign_named(owner.unit, report::unit_name(city_.pack(), owner.unit))},
                        {"area", sign_named(owner.area, report::area_name(city_.pack(), owner.area))}});
    return owners;
  }

  Json value_json(reg::Schema const& schema, reg::FieldIndex index, Value const& value) const {
    auto const& field = schema.fields[static_cast<std::size_t>(index)];
    return {{"field", field.definition.id},
            {"name", json_of(field.definition.name)},
            {"value", names_.shown(field, value)}};
  }

  Json common_json(signs::Found const& found, bool is_own) const {
    Json common = Json::array();
    for (auto const& one : found.common) {
      if (one.field < 0) continue;
      bool const is_personal = reg::is_personal(one.schema->fields[static_cast<std::size_t>(one.field)]);
      if (is_own || !is_personal) common.push_back(value_json(*one.schema, one.field, one.value));
    }
    return common;
  }

  // The fields that the sign looks at in this register, and the day.
  std::vector<reg::FieldIndex> looked_at(reg::Sign const& sign, reg::Schema const& schema) const {
    std::vector<reg::FieldIndex> fields;
    auto const take = [&](reg::SignSide const& side) {
      if (side.schema != &schema) return;
      fields.push_back(side.day);
      fields.insert(fields.end(), side.by.begin(), side.by.end());
      fields.insert(fields.end(), side.fields.begin(), side.fields.end());
    };
    take(sign.own);
    if (sign.other) take(*sign.other);
    if (sign.own.schema == &schema)
      fields.insert(fields.end(), sign.check.own_fields().begin(), sign.check.own_fields().end());
    // Of a record laid beside it: what the condition reads there.
    for (auto const& dependency : sign.check.dependencies())
      if (!dependency.path.empty() && dependency.path.back().to == schema.index)
        fields.insert(fields.end(), dependency.fields.begin(), dependency.fields.end());
    std::vector<reg::FieldIndex> once;
    for (auto const field : fields)
      if (field >= 0 && std::ranges::find(once, field) == once.end()) once.push_back(field);
    return once;
  }

  Json records_json(signs::Found const& found, std::int64_t& hidden) {
    Json records = Json::array();
    for (auto const& party : found.records) {
      auto const* const record = city_.ledger().records().find(party.schema->index, party.id);
      if (record == nullptr) continue;
      if (!identity::may(viewer_.post, identity::Action::read, *party.schema, *record,
                         is_shared(city_, *party.schema))) {
        ++hidden;
        continue;
      }
      if (records.size() == kMostLaidOpen) break;
      auto const entered = reg::entered_at(city_.session(), *party.schema, party.id);
      auto const about = reg::year_field(*party.schema);
      auto const* const day = about.field >= 0 && !about.is_number
                                  ? std::get_if<Day>(&record->values[static_cast<std::size_t>(about.field)])
                                  : nullptr;
      auto const entered_on =
          entered ? std::optional(entered->day(city_.utc_offset_minutes())) : std::nullopt;
      int const late_days = city_.signs().path ? city_.signs().path->late_days : 0;
      Json values = Json::array();
      for (auto const field : looked_at(*found.sign, *party.schema))
        values.push_back(value_json(*party.schema, field, record->values[static_cast<std::size_t>(field)]));
      records.push_back({{"register", sign_named(party.schema->definition.id, party.schema->definition.name)},
                         {"id", party.id},
                         {"name", names_.name(*party.schema, record->values)},
                         {"entered_on", entered_on ? Json(entered_on->to_string()) : Json(nullptr)},
                         {"late", day != nullptr && entered_on && *entered_on - *day > late_days},
                         {"values", std::move(values)}});
    }
    return records;
  }

  // What the record of an answer begins with; null where the post has nothing to answer or there is one.
  Json answer_json(signs::Found const& found, signs::Standing const& standing,
                   signs::Owner const* mine) const {
    auto const& path = city_.signs().path;
    if (!path || (mine == nullptr && !viewer_.is_office)) return nullptr;
    static signs::Owner const kNobody;
    auto const* owner = mine;
    std::size_t which = 0;
    if (owner != nullptr)
      which = static_cast<std::size_t>(owner - found.owners.data());
    else if (found.owners.empty())
      owner = &kNobody;
    else  // the first of the owners who have not answered
      for (; which < found.owners.size() && owner == nullptr; ++which)
        if (standing.answers[which] == 0) owner = &found.owners[which];
    if (owner == nullptr || (mine != nullptr && standing.answers[which] != 0)) return nullptr;
    auto const values = signs::answer_of(city_, found, *owner);
    if (!values) return nullptr;
    Json fields = Json::object();
    for (std::size_t i = 0; i < values->size(); ++i)
      if (!is_null((*values)[i])) fields[path->schema->fields[i].definition.id] = canonical((*values)[i]);
    return fields;
  }

  city::City& city_;
  Call const& call_;
  SignViewer const& viewer_;
  report::RecordNames names_;
};

Json sign_path_json(city::City const& city) {
  auto const& path = city.signs().path;
  if (!path) return nullptr;
  auto const id = [&](reg::FieldIndex field) {
    return path->schema->fields[static_cast<std::size_t>(field)].definition.id;
  };
  return {{"register", path->schema->definition.id},
          {"answer_days", path->answer_days},
          {"late_days", path->late_days},
          {"kind", id(path->kind)},
          {"explained", path->explained},
          {"corrected", path->corrected},
          {"text", id(path->text)},
          {"answered", id(path->answered)}};
}

}  // namespace

http::Response list_signs(city::City& city, Call const& call) {
  SignViewer const viewer{call.post(), call.post().role == identity::Role::office};
  signs::Question question;
  question.today = city.today();
  question.sign = call.request.parameter("sign").value_or("");
  question.register_id = call.request.parameter("register").value_or("");
  store::Transaction const one_moment(city.session(), store::Access::read);
  auto const outcomes = signs::look_for_signs(city, question);
  if (!outcomes) return refusal(404, outcomes.error());
  signs::Answers answers(city);
  SignTelling telling(city, call, viewer);
  Json list = Json::array();
  for (auto const& outcome : *outcomes) {
    Json told = signs::sign_json(*outcome.tally.sign);
    Json found = Json::array();
    std::int64_t total = 0;
    for (auto const& one : outcome.found) {
      bool const is_own = sign_owner_for(viewer, one) != nullptr;
      if (!is_own && !viewer.is_office) continue;
      auto const standing = answers.standing_of(one, question.today);
      if (!is_own && !standing.is_for_office) continue;
      if (++total <= static_cast<std::int64_t>(kMostSigns))
        found.push_back(telling.found_json(one, standing));
    }
    told["total"] = total;
    told["found"] = std::move(found);
    list.push_back(std::move(told));
  }
  return answer({{"as_of", question.today.to_string()},
                 {"simulated", city.has_simulated_records()},
                 {"is_office", viewer.is_office},
                 {"path", sign_path_json(city)},
                 {"signs", std::move(list)}});
}

}  // namespace shian::api
