// A paper drafted from a record: its template with what the record says in the place of the marks.
#pragma once

#include "city/city.hpp"
#include "document/docx_package.hpp"
#include "register/document.hpp"
#include "register/mask.hpp"
#include "report/reach.hpp"

namespace shian::document {

/// What is known of the paper besides the record.
struct Signing {
  std::string number;     // "": to come
  std::string signer;     // "": to come
  std::optional<Day> on;  // none: to come
  std::string unit;       // whose paper it is, by its full name
  std::string officer;    // who drafts it
};

/// The filled template as a DOCX file, personal data as `personal` says, and of records that are secret still
/// only what the reader `sees`. Errors (document.mark): the template
/// has a mark that this pack no longer knows.
[[nodiscard]] Expected<std::string> draft(city::City& city, reg::Schema const& schema,
                                          reg::Record const& record, Parts parts, Signing const& signing,
                                          reg::Personal personal, report::Sees sees = {});

/// The marks among `names` whose fields the record leaves empty, each once: blanks to be filled in by hand.
[[nodiscard]] std::vector<std::string> blanks(city::City& city, reg::Schema const& schema,
                                              reg::Record const& record,
                                              std::vector<std::string> const& names, report::Sees sees = {});

/// Every mark of a template stands for something of the register. Errors (document.mark): the first that does
/// not.
[[nodiscard]] Expected<void> check_template(Parts const& parts, reg::Schema const& schema,
                                            reg::Schemas const& schemas);

/// As whom a unit or a town signs: its full name where the pack has it.
[[nodiscard]] std::string signing_name(pack::Pack const& pack, std::string const& id);

/// The document's number when `serial` is put into its pattern; 0 leaves a blank for it.
[[nodiscard]] std::string number_text(pack::Document const& document, std::string const& code_word, int year,
                                      std::int64_t serial);
/// What `number_text` says around the serial: papers with the same are numbered in one row.
[[nodiscard]] std::string series_of(pack::Document const& document, std::string const& code_word, int year);

}  // namespace shian::document
