#include "base/value.hpp"

namespace shian {
namespace {

struct Canonical {
  std::string operator()(std::monostate) const { return {}; }
  std::string operator()(bool value) const { return value ? "true" : "false"; }
  std::string operator()(std::int64_t value) const { return std::to_string(value); }
  std::string operator()(Decimal value) const { return value.to_string(); }
  std::string operator()(Day value) const { return value.to_string(); }
  std::string operator()(Timestamp value) const { return value.to_utc(); }
  std::string operator()(std::string const& value) const { return value; }
};

}  // namespace

std::string canonical(Value const& value) { return std::visit(Canonical{}, value); }

}  // namespace shian
