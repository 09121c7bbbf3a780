#include "city/signed_decisions.hpp"

#include "base/value.hpp"

namespace shian::city {
namespace {

using store::ColumnType;

constexpr char const* kColumns =
    "id, subject, value, decided_on, decided_by, document_no, note, replaces, account, entered_at";

}  // namespace

void create_decision_table(store::Session& session) {
  auto const type = [&](ColumnType column) {
    return std::string(store::sql_type(session.dialect(), column));
  };
  auto const text = " " + type(ColumnType::text) + " NOT NULL";
  session.execute("CREATE TABLE shian_decision (seq " + type(ColumnType::integer) + " PRIMARY KEY, id" +
                  text + " UNIQUE, subject" + text + ", value" + text + ", decided_on " +
                  type(ColumnType::date) + " NOT NULL, decided_by" + text + ", document_no" + text +
                  ", note" + text + ", replaces" + text + ", account" + text + ", entered_at " +
                  type(ColumnType::timestamp) + " NOT NULL)");
}

std::vector<pack::Decision> signed_decisions(store::Session& session) {
  std::vector<pack::Decision> decisions;
  if (!session.has_table("shian_decision")) return decisions;
  session.scan("SELECT " + std::string(kColumns) + " FROM shian_decision ORDER BY seq", {},
               [&](store::Statement const& row) {
                 pack::Decision made;
                 made.id = row.text(0);
                 made.subject = row.text(1);
                 made.value = row.text(2);
                 made.decided_on = std::get<Day>(row.value(3, ColumnType::date));
                 made.decided_by = row.text(4);
                 made.document_no = row.text(5);
                 made.note = row.text(6);
                 made.replaces = row.text(7);
                 made.account = row.text(8);
                 made.entered_at = std::get<Timestamp>(row.value(9, ColumnType::timestamp));
                 decisions.push_back(std::move(made));
                 return true;
               });
  return decisions;
}

std::string next_decision_id(store::Session& session) {
  return "signed-" + std::to_string(store::next_number(session, "shian_decision"));
}

void keep_decision(store::Session& session, pack::Decision const& decision) {
  auto const number = store::next_number(session, "shian_decision");
  auto& statement = session.prepared("INSERT INTO shian_decision (seq, " + std::string(kColumns) +
                                     ") VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)");
  statement.bind_int(1, number);
  statement.bind_text(2, decision.id);
  statement.bind_text(3, decision.subject);
  statement.bind_text(4, decision.value);
  statement.bind(5, Value(decision.decided_on));
  statement.bind_text(6, decision.decided_by);
  statement.bind_text(7, decision.document_no);
  statement.bind_text(8, decision.note);
  statement.bind_text(9, decision.replaces);
  statement.bind_text(10, decision.account);
  statement.bind(11, Value(decision.entered_at.value()));
  statement.run();
}

}  // namespace shian::city
