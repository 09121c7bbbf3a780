#include "document/templates.hpp"

#include <fstream>
#include <iterator>

#include "base/durable_file.hpp"
#include "base/value.hpp"
#include "document/layout.hpp"

namespace shian::document {

std::optional<TemplateChange> template_change(store::Session& session, std::string_view document) {
  std::optional<TemplateChange> newest;
  std::vector<Value> const parameters = {Value(std::string(document))};
  session.scan(
      "SELECT hash, account, reason, at FROM shian_template WHERE document = ? ORDER BY id DESC LIMIT 1",
      parameters, [&](store::Statement const& row) {
        newest = {std::string(row.text(0)),
                  {std::string(row.text(1)), ""},
                  std::string(row.text(2)),
                  std::get<Timestamp>(row.value(3, store::ColumnType::timestamp))};
        return false;
      });
  if (newest && newest->hash.empty()) newest.reset();
  return newest;
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

Expected<Parts> current_template(store::Session& session, reg::Evidence const& evidence,
                                 reg::Document const& document) {
  auto const change = template_change(session, document.definition.id);
  if (!change) return template_of(document.definition);
  auto const path = evidence.path_of(change->hash);
  if (hash_of_file(path) != change->hash)
    return std::unexpected(Error::make("document.lost", "办公室修改过的模板已丢失或被改动",
                                       "the template that the office has changed is lost or was altered")
                               .hinting("重新上传模板，或恢复方案包自带的模板",
                                        "send the template again, or go back to the pack's own"));
  std::ifstream in(path, std::ios::binary);
  return read_docx({std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()});
}

}  // namespace shian::document
