#include "register/named_field.hpp"

#include "base/text.hpp"

namespace shian::reg {

FieldIndex named_field(Schema const& schema, std::string const& name, std::string code, Position const& where,
                       Errors& faults) {
  auto const found = schema.find(name);
  if (found >= 0) return found;
  std::vector<std::string> known;
  for (auto const& candidate : schema.fields) known.push_back(candidate.definition.id);
  auto error = Error::make(std::move(code), "台账 " + schema.definition.id + " 没有字段 " + name,
                           "the register '" + schema.definition.id + "' has no field '" + name + "'")
                   .at(where);
  if (auto const near = nearest(name, known))
    error = std::move(error).hinting("是不是“" + *near + "”?", "did you mean '" + *near + "'?");
  faults.push_back(std::move(error));
  return -1;
}

}  // namespace shian::reg
