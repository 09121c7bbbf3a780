// The template that a document is drafted from: the pack's text in the official layout, or the file that the
// office has put in its place.
#pragma once

#include <optional>
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

/// The newest change; nothing: it is the pack's own.
[[nodiscard]] std::optional<TemplateChange> template_change(store::Session& session,
                                                            std::string_view document);
/// Inside a write transaction. The file was noted as evidence.
void change_template(store::Session& session, std::string_view document, TemplateChange const& change);

/// As a DOCX file. Errors: the office's file is no longer there (document.lost), or was altered.
[[nodiscard]] Expected<Parts> current_template(store::Session& session, reg::Evidence const& evidence,
                                               reg::Document const& document);

}  // namespace shian::document
