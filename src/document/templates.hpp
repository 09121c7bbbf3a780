// The template that a document is drafted from: the pack's text in the official layout, or the file that the
// office has put in its place.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "document/docx_package.hpp"
#include "register/document.hpp"
#include "register/evidence.hpp"

namespace shian::document {

struct TemplateChange {
  std::string hash;  // of the file, among the evidence; "": back to the pack's own
  reg::Author author;
  std::string reason;
  Timestamp at;
};

/// The newest change of each document that is not the pack's own any more, by its id.
using TemplateChanges = std::map<std::string, TemplateChange, std::less<>>;
[[nodiscard]] TemplateChanges template_changes(store::Session& session);
/// Inside a write transaction. The file was noted as evidence.
void change_template(store::Session& session, std::string_view document, TemplateChange const& change);

/// As a DOCX file. Errors: the office's file is no longer there, or was altered (document.lost).
[[nodiscard]] Expected<Parts> current_template(TemplateChanges const& changes, reg::Evidence const& evidence,
                                               reg::Document const& document);
/// Its marks. Of the pack's own nothing is read or laid out. Errors: as above.
[[nodiscard]] Expected<std::vector<std::string>> current_marks(TemplateChanges const& changes,
                                                               reg::Evidence const& evidence,
                                                               reg::Document const& document);

}  // namespace shian::document
