#include "register/opening.hpp"

#include <algorithm>

#include "register/named_field.hpp"

namespace shian::reg {
namespace {

class Checking {
 public:
  Checking(Schema const& schema, Schemas const& schemas, pack::Step const& step, Errors& faults)
      : schema_(schema), other_(*schemas.find(step.opens.register_id)), step_(step), faults_(faults) {}

  void check() {
    auto const& opening = step_.opens;
    std::vector<FieldIndex> filled;
    if (auto const link = field(other_, opening.link); link >= 0) {
      filled.push_back(link);
      if (other_.fields[static_cast<std::size_t>(link)].target_register != schema_.index)
        fault("link", "字段 " + opening.link + " 不引用 " + schema_.definition.id,
              "the field '" + opening.link + "' does not refer to " + schema_.definition.id);
    }
    if (auto const number = field(other_, opening.number); number >= 0) {
      filled.push_back(number);
      bool const is_key = !other_.keys.empty() && other_.keys.front() == std::vector<FieldIndex>{number};
      if (!is_key)
        fault("number", "字段 " + opening.number + " 不是 " + other_.definition.id + " 的唯一键",
              "the field '" + opening.number + "' is not the key of " + other_.definition.id);
    }
    for (auto const& [name, value] : opening.values) {
      auto const theirs = field(other_, name);
      if (theirs < 0) continue;
      filled.push_back(theirs);
      check_value(other_.fields[static_cast<std::size_t>(theirs)], value);
    }
    for (std::size_t i = 0; i < other_.fields.size(); ++i) {
      auto const& needed = other_.fields[i].definition;
      if (!needed.required || std::ranges::find(filled, static_cast<FieldIndex>(i)) != filled.end()) continue;
      fault("required", other_.definition.id + " 的字段 " + needed.id + " 必填，没有写值",
            "the field '" + needed.id + "' of " + other_.definition.id + " is required and gets no value");
    }
  }

 private:
  void check_value(FieldSchema const& theirs, std::string const& value) {
    auto const& name = theirs.definition.id;
    if (value.starts_with('=')) {
      auto const own = field(schema_, value.substr(1));
      if (own < 0) return;
      auto const& from = schema_.fields[static_cast<std::size_t>(own)];
      if (from.column != theirs.column || from.target_register != theirs.target_register)
        fault("type", value + " 和字段 " + name + " 不是同一类",
              value + " is of another type than '" + name + "'");
      return;
    }
    bool const is_option =
        theirs.options.empty() || std::ranges::find(theirs.options, value) != theirs.options.end();
    if (!value_from_canonical(value, theirs.column) || !is_option)
      fault("value", "“" + value + "”不是字段 " + name + " 的值",
            "'" + value + "' is no value of the field '" + name + "'");
  }

  FieldIndex field(Schema const& of, std::string const& name) {
    return named_field(of, name, "opening.field", step_.where, faults_);
  }

  void fault(std::string code, std::string zh, std::string en) {
    faults_.push_back(Error::make("opening." + code,
                                  schema_.definition.name.zh + " 步骤 " + step_.id + "：" + zh,
                                  "step '" + step_.id + "' of " + schema_.definition.id + ": " + en)
                          .at(step_.where));
  }

  Schema const& schema_;
  Schema const& other_;
  pack::Step const& step_;
  Errors& faults_;
};

}  // namespace

void check_openings(Schema const& schema, Schemas const& schemas, Errors& faults) {
  if (!schema.lifecycle) return;
  for (auto const& step : schema.lifecycle->steps)
    if (!step.definition.opens.empty() && schemas.find(step.definition.opens.register_id) != nullptr)
      Checking(schema, schemas, step.definition, faults).check();
}

std::vector<Value> opening_values(Ledger& ledger, Schema const& schema, pack::Opening const& opening,
                                  RecordId id, std::span<Value const> after) {
  auto const& other = *ledger.schemas().find(opening.register_id);
  std::vector<Value> values(other.fields.size());
  auto const at = [&](std::string const& name) -> Value& {
    return values[static_cast<std::size_t>(other.find(name))];
  };
  for (auto const& [name, value] : opening.values) {
    if (value.starts_with('='))
      at(name) = after[static_cast<std::size_t>(schema.find(value.substr(1)))];
    else
      at(name) =
          *value_from_canonical(value, other.fields[static_cast<std::size_t>(other.find(name))].column);
  }
  at(opening.link) = Value(id);
  auto const key = schema.key_of(after);
  auto const base = key.empty() ? std::to_string(id) : key;
  std::string number;
  for (int n = 1; number.empty() || ledger.records().find_by_key(other, number) != 0; ++n)
    number = base + "-" + std::to_string(n);
  at(opening.number) = Value(number);
  return values;
}

}  // namespace shian::reg
