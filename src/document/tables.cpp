#include "document/tables.hpp"

#include <array>

#include "store/migration.hpp"

namespace shian::document {
namespace {

void create_all(store::Session& session) {
  store::create(session, R"(
    CREATE TABLE shian_issued (
      id {int} PRIMARY KEY, register {text} NOT NULL, record {int} NOT NULL, document {text} NOT NULL,
      name {text} NOT NULL, number {text} NOT NULL, series {text} NOT NULL, serial {int} NOT NULL,
      signed_on {date} NOT NULL, signer {text} NOT NULL, personal {int} NOT NULL, hash {text} NOT NULL,
      file_name {text} NOT NULL, type {text} NOT NULL, bytes {int} NOT NULL, account {text} NOT NULL,
      unit {text} NOT NULL, at {time} NOT NULL, voided_at {time}, voided_by {text} NOT NULL,
      void_reason {text} NOT NULL);
    CREATE INDEX shian_issued_record ON shian_issued (register, record);
    CREATE INDEX shian_issued_series ON shian_issued (series, serial);
    CREATE UNIQUE INDEX shian_issued_number ON shian_issued (number) WHERE number <> '';
    CREATE TABLE shian_template (
      id {int} PRIMARY KEY, document {text} NOT NULL, hash {text} NOT NULL, account {text} NOT NULL,
      reason {text} NOT NULL, at {time} NOT NULL);
    CREATE INDEX shian_template_document ON shian_template (document, id))");
}

}  // namespace

void prepare_tables(store::Session& session) {
  std::array<store::Migration, 1> const migrations = {{{1, "issued papers, changed templates", create_all}}};
  store::migrate(session, migrations, "document");
}

}  // namespace shian::document
