#include "document/issued.hpp"

#include <charconv>

#include "base/text.hpp"
#include "base/utf8.hpp"
#include "base/value.hpp"

namespace shian::document {
namespace {

constexpr std::string_view kColumns =
    "id, register, record, document, name, number, series, serial, signed_on, signer, personal, hash, "
    "file_name, "
    "type, bytes, account, unit, at, voided_at, voided_by, void_reason";
constexpr std::string_view kSerialMark = "{{序号}}";
constexpr std::size_t kLongestNumber = 60;
constexpr std::size_t kLongestSigner = 40;
constexpr std::size_t kLongestReason = 500;

Issued read(store::Statement const& row) {
  Issued issued;
  issued.id = row.integer(0);
  issued.register_id = row.text(1);
  issued.record = row.integer(2);
  issued.document = row.text(3);
  issued.name = row.text(4);
  issued.number = row.text(5);
  issued.series = row.text(6);
  issued.serial = row.integer(7);
  issued.signed_on = std::get<Day>(row.value(8, store::ColumnType::date));
  issued.signer = row.text(9);
  issued.is_personal = row.integer(10) != 0;
  issued.file.register_id = issued.register_id;
  issued.file.record = issued.record;
  issued.file.hash = row.text(11);
  issued.file.name = row.text(12);
  issued.file.type = row.text(13);
  issued.file.bytes = row.integer(14);
  issued.file.author = {std::string(row.text(15)), std::string(row.text(16))};
  issued.file.at = std::get<Timestamp>(row.value(17, store::ColumnType::timestamp));
  if (!row.is_null(18))
    issued.voided = {std::get<Timestamp>(row.value(18, store::ColumnType::timestamp)),
                     std::string(row.text(19)), std::string(row.text(20))};
  return issued;
}

// What stands where the series leaves room; 0: the number is of another form.
std::int64_t serial_of(std::string_view number, std::string_view series) {
  auto const room = series.find(kSerialMark);
  if (room == std::string_view::npos) return 0;
  auto const before = series.substr(0, room), after = series.substr(room + kSerialMark.size());
  if (number.size() <= before.size() + after.size() || !number.starts_with(before) ||
      !number.ends_with(after))
    return 0;
  auto const digits = number.substr(before.size(), number.size() - before.size() - after.size());
  std::int64_t serial = 0;
  auto const [end, failed] = std::from_chars(digits.data(), digits.data() + digits.size(), serial);
  return failed == std::errc() && end == digits.data() + digits.size() && serial > 0 ? serial : 0;
}

std::optional<Issued> of_number(store::Session& session, std::string const& number) {
  std::optional<Issued> found;
  std::vector<Value> const parameters = {Value(number)};
  session.scan("SELECT " + std::string(kColumns) + " FROM shian_issued WHERE number = ?", parameters,
               [&](store::Statement const& row) {
                 found = read(row);
                 return false;
               });
  return found;
}

}  // namespace

Expected<Issued> issue(store::Session& session, Issued issued) {
  if (trimmed(issued.signer).empty() || count_code_points(issued.signer) > kLongestSigner)
    return fail("document.signer", "须写明签发人，至多 40 个字",
                "say who signed it, in at most 40 characters");
  if (count_code_points(issued.number) > kLongestNumber)
    return fail("document.number", "文号至多 60 个字", "a number has at most 60 characters");
  if (auto const other = issued.number.empty() ? std::nullopt : of_number(session, issued.number)) {
    auto const next = next_serial(session, issued.series);
    return std::unexpected(Error::make("document.number", "文号 " + issued.number + " 已用于" + other->name,
                                       "the number " + issued.number + " is borne by another paper")
                               .hinting("这一系列的下一个序号是 " + std::to_string(next),
                                        "the next of this series is " + std::to_string(next)));
  }
  for (auto const& other : issued_for(session, issued.register_id, issued.record))
    if (!other.voided && other.document == issued.document && other.file.hash == issued.file.hash)
      return fail("document.twice", "这份文件已经签发过了", "this very file was issued already");
  issued.serial = serial_of(issued.number, issued.series);
  issued.id = store::next_number(session, "shian_issued", "id");
  auto& statement =
      session.prepared("INSERT INTO shian_issued (" + std::string(kColumns) +
                       ") VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, NULL, '', '')");
  int at = 0;
  statement.bind_int(++at, issued.id);
  statement.bind_text(++at, issued.register_id);
  statement.bind_int(++at, issued.record);
  for (auto const* text : {&issued.document, &issued.name, &issued.number, &issued.series})
    statement.bind_text(++at, *text);
  statement.bind_int(++at, issued.serial);
  statement.bind(++at, Value(issued.signed_on));
  statement.bind_text(++at, issued.signer);
  statement.bind_int(++at, issued.is_personal ? 1 : 0);
  for (auto const* text : {&issued.file.hash, &issued.file.name, &issued.file.type})
    statement.bind_text(++at, *text);
  statement.bind_int(++at, issued.file.bytes);
  statement.bind_text(++at, issued.file.author.actor);
  statement.bind_text(++at, issued.file.author.unit);
  statement.bind(++at, Value(issued.file.at));
  statement.run();
  return issued;
}

std::vector<Issued> issued_for(store::Session& session, std::string_view register_id, RecordId record) {
  std::vector<Issued> all;
  std::vector<Value> const parameters = {Value(std::string(register_id)), Value(record)};
  session.scan(
      "SELECT " + std::string(kColumns) + " FROM shian_issued WHERE register = ? AND record = ? ORDER BY id",
      parameters, [&](store::Statement const& row) {
        all.push_back(read(row));
        return true;
      });
  return all;
}

std::optional<Issued> find_issued(store::Session& session, std::int64_t id) {
  std::optional<Issued> found;
  std::vector<Value> const parameters = {Value(id)};
  session.scan("SELECT " + std::string(kColumns) + " FROM shian_issued WHERE id = ?", parameters,
               [&](store::Statement const& row) {
                 found = read(row);
                 return false;
               });
  return found;
}

Expected<void> void_paper(store::Session& session, std::int64_t id, Voided const& voided) {
  if (trimmed(voided.reason).empty() || count_code_points(voided.reason) > kLongestReason)
    return fail("document.reason", "作废须有理由，至多 500 个字",
                "a paper is voided for a reason of at most 500 characters");
  auto& statement = session.prepared(
      "UPDATE shian_issued SET voided_at = ?, voided_by = ?, void_reason = ? WHERE id = ? AND voided_at IS "
      "NULL");
  statement.bind(1, Value(voided.at));
  statement.bind_text(2, voided.by);
  statement.bind_text(3, voided.reason);
  statement.bind_int(4, id);
  if (statement.run() == 0) return fail("document.voided", "这份文书已经作废", "the paper is void already");
  return {};
}

std::int64_t next_serial(store::Session& session, std::string const& series) {
  std::int64_t last = 0;
  std::vector<Value> const parameters = {Value(series)};
  session.scan("SELECT max(serial) FROM shian_issued WHERE series = ?", parameters,
               [&](store::Statement const& row) {
                 last = row.integer(0);
                 return false;
               });
  return last + 1;
}

}  // namespace shian::document
