#include "document/templates.hpp"

#include "base/durable_file.hpp"
#include "base/file_bytes.hpp"
#include "base/value.hpp"
#include "document/fill.hpp"
#include "document/layout.hpp"

namespace shian::document {

TemplateChanges template_changes(store::Session& session) {
  TemplateChanges changes;
  session.scan("SELECT document, hash, account, reason, at FROM shian_template ORDER BY id", {},
               [&](store::Statement const& row) {
                 changes.insert_or_assign(
                     std::string(row.text(0)),
                     TemplateChange{std::string(row.text(1)),
                                    {std::string(row.text(2)), ""},
                                    std::string(row.text(3)),
                                    std::get<Timestamp>(row.value(4, store::ColumnType::timestamp))});
                 return true;
               });
  std::erase_if(changes, [](auto const& change) { return change.second.hash.empty(); });
  return changes;
}

void change_template(store::Session& session, std::string_view document, TemplateChange const& change) {
  auto& statement = session.prepared(
      "INSERT INTO shian_template (id, document, hash, account, reason, at) VALUES (?, ?, ?, ?, ?, ?)");
  statement.bind_int(1, store::next_number(session, "shian_template", "id"));
  statement.bind_text(2, document);
  statement.bind_text(3, change.hash);
  statement.bind_text(4, change.author.actor);
  statement.bind_text(5, change.reason);
  statement.bind(6, Value(change.at));
  statement.run();
}

Expected<Parts> current_template(TemplateChanges const& changes, reg::Evidence const& evidence,
                                 reg::Document const& document) {
  auto const change = changes.find(document.definition.id);
  if (change == changes.end()) return template_of(document.definition);
  auto const& hash = change->second.hash;
  auto const path = evidence.path_of(hash);
  if (hash_of_file(path) != hash)
    return std::unexpected(Error::make("document.lost", "办公室修改过的模板已丢失或被改动",
                                       "the template that the office has changed is lost or was altered")
                               .hinting("重新上传模板，或恢复方案包自带的模板",
                                        "send the template again, or go back to the pack's own"));
  auto const docx = content_of(path);
  return docx ? read_docx(*docx) : std::unexpected(docx.error());
}

Expected<std::vector<std::string>> current_marks(TemplateChanges const& changes,
                                                 reg::Evidence const& evidence,
                                                 reg::Document const& document) {
  if (!changes.contains(document.definition.id)) return document.marks;
  auto const parts = current_template(changes, evidence, document);
  return parts ? marks_in(*parts) : std::unexpected(parts.error());
}

}  // namespace shian::document
