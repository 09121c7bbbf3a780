// Signs and their way, checked against the registers: fields found, conditions compiled, numbers complete.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "register/schema.hpp"

namespace shian::reg {

/// The name "id" among `by` or `fields`: the record itself, as references hold it.
inline constexpr FieldIndex kItself = -2;

/// pack::SignSide with its fields found; `day` is -1 where it names none.
struct SignSide {
  Schema const* schema = nullptr;
  expression::Compiled when;
  std::vector<FieldIndex> by;
  FieldIndex day = -1;
  std::vector<FieldIndex> fields;
};

struct Sign {
  pack::Sign definition;
  SignSide own;  // its schema is null for what looks at all files
  expression::Compiled check;
  std::optional<SignSide> other, covered;

  [[nodiscard]] bool has(std::string_view number) const;
  /// As the pack says it, else the kind's own.
  [[nodiscard]] Decimal exact(std::string_view number) const;
  [[nodiscard]] double number(std::string_view name) const { return exact(name).to_double(); }
  [[nodiscard]] std::int64_t whole(std::string_view name) const;
};

/// pack::SignPath with its fields found.
struct SignPath {
  Schema const* schema = nullptr;
  int answer_days = 0, late_days = 0;
  FieldIndex key = -1, sign = -1, about_register = -1, about_record = -1, unit = -1, area = -1, kind = -1,
             text = -1, answered = -1, accepted = -1, refused = -1;
  std::string corrected, explained;  // the options of `kind`
};

struct Signs {
  std::vector<Sign> all;  // in the order of the pack
  std::optional<SignPath> path;
};

/// Faults (sign.field, sign.kind, sign.number, and those of expressions), with their place. The result points
/// into the schemas.
[[nodiscard]] std::expected<Signs, Errors> compile_signs(pack::Pack const& pack, Schemas const& schemas,
                                                         clock::Rules const& rules);

}  // namespace shian::reg
