// The expression compiler over anything: it refuses or compiles, and what compiles can be evaluated.
#include <cstddef>
#include <cstdint>
#include <string>

#include "expression/expression.hpp"

namespace {

using namespace shian;

class OneRegister final : public expression::Scope {
 public:
  [[nodiscard]] int find_register(std::string_view id) const override { return id == "test" ? 0 : -1; }
  [[nodiscard]] int find_field(int, std::string_view id) const override {
    for (std::size_t i = 0; i < names_.size(); ++i) {
      if (names_[i] == id) return static_cast<int>(i);
    }
    return -1;
  }
  [[nodiscard]] expression::FieldInfo field(int, int index) const override {
    using expression::Type;
    switch (index) {
      case 0:
        return {Type::text, -1, &options_};
      case 1:
        return {Type::number, -1, nullptr};
      case 2:
        return {Type::date, -1, nullptr};
      case 3:
        return {Type::boolean, -1, nullptr};
      default:
        return {Type::number, 0, nullptr};
    }
  }
  [[nodiscard]] std::string register_id(int) const override { return "test"; }
  [[nodiscard]] std::vector<std::string> register_ids() const override { return {"test"}; }
  [[nodiscard]] std::vector<std::string> field_ids(int) const override { return names_; }

 private:
  std::vector<std::string> names_ = {"kind", "amount", "day", "good", "other"};
  std::vector<std::string> options_ = {"a", "b"};
};

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(std::uint8_t const* data, std::size_t size) {
  static OneRegister const scope;
  static pack::Calendar const calendar;
  static clock::Rules const rules({}, calendar, kShanghaiOffsetMinutes);
  pack::Source const source{std::string(reinterpret_cast<char const*>(data), size), {"fuzz", 1, 1}};
  expression::Environment environment;
  environment.scope = &scope;
  environment.rules = &rules;
  if (auto const compiled = expression::compile(source, 0, environment, expression::Type::null)) {
    std::vector<Value> const record = {std::string("a"), *Decimal::parse("1.5"), Day{19000}, true,
                                       std::int64_t{1}};
    expression::Context context;
    context.rules = &rules;
    (void)compiled->evaluate(record, context);
    (void)compiled->evaluate(std::vector<Value>(5), context);
  } else {
    SHIAN_ASSERT(!compiled.error().what.zh.empty() && !compiled.error().what.en.empty());
  }
  (void)expression::compile_measure(source, environment);
  return 0;
}
