// The papers that a register's matters yield, and what the marks in their texts stand for.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "register/schema.hpp"

namespace shian::reg {

/// What {{...}} stands for.
struct Mark {
  enum class Kind {
    field,      // {{投诉人}}, {{complainant}}, {{主体编号.名称}}
    last_day,   // {{截止日:accept}}: of a clock of the lifecycle
    basis,      // {{依据:accept}}: the law and article of its version
    number,     // {{文号}}
    year,       // {{年}}: in which it is signed
    serial,     // {{序号}}: of a number pattern only
    code_word,  // {{代字}}: of a number pattern only
    unit,       // {{本单位}}
    officer,    // {{承办人}}: who drafts it
    signer,     // {{签发人}}
    signed_on,  // {{签发日期}}
    today       // {{今天}}
  } kind = Kind::field;
  FieldIndex through = -1;  // the reference that leads to the record whose field it is; -1: the record's own
  FieldIndex field = -1;
  int clock = -1;  // within the lifecycle
};

/// A mark as it stands in a text.
struct FoundMark {
  std::size_t at = 0, length = 0;  // with its braces, in bytes
  std::string_view name;           // trimmed
};
/// In order. What opens and is not closed before the line ends is no mark.
[[nodiscard]] std::vector<FoundMark> marks_in(std::string_view text);

/// Errors (document.mark): nothing is called so; with the nearest name.
[[nodiscard]] Expected<Mark> mark_of(std::string_view name, Schema const& schema, Schemas const& schemas);
/// Whether one of the marks stands for personal data; one that is not known does not.
[[nodiscard]] bool hold_personal_data(std::span<std::string const> marks, Schema const& schema,
                                      Schemas const& schemas);

struct Document {
  pack::Document definition;
  expression::Compiled when;
  std::vector<std::string> marks;  // of its text, in order, each as often as it stands there

  [[nodiscard]] bool is_for(std::span<Value const> values, expression::Context const& context) const;
};

[[nodiscard]] Document const* find_document(Schema const& schema, std::string_view id);

/// Inside Schemas::compile, when every lifecycle is there. Faults, with their place: marks, steps and fields
/// that are not there; a number without its serial; a row of a table with another shape than a line of text.
void compile_documents(pack::Pack const& pack, Schema& schema, Schemas const& schemas,
                       expression::Environment const& environment, Errors& faults);

}  // namespace shian::reg
