#include "material/search.hpp"

#include <algorithm>
#include <array>
#include <limits>

#include "material/follow.hpp"
#include "material/holders.hpp"
#include "material/materials.hpp"
#include "material/visibility.hpp"

namespace shian::material {
namespace {

constexpr std::size_t kMostLookedAt = 6'000;  // a page: some 50 ms, then it says that there may be more
constexpr std::int64_t kFirstStep = 200, kLongestStep = 3'200;

enum class Goes { on, stop };

// A table whose words are in the index, and how far its rows were looked at.
struct Rows {
  std::string table;
  std::string columns;
  Condition seen;  // null of a row that is kept from whoever asks
  std::int64_t before = std::numeric_limits<std::int64_t>::max();
  std::size_t looked_at = 0;
};

// The rows that hold the words and may be seen, the newest first, until `each` has enough. True: there may be
// more behind those looked at.
bool each_match(store::Session& session, Rows& rows, Query const& query,
                std::function<Goes(store::Statement const&)> const& each) {
  bool const is_sqlite = session.dialect() == store::Dialect::sqlite;
  std::string const index = rows.table + "_words";
  auto const asked = "SELECT t.id, " + rows.seen.sql + ", " + rows.columns;
  auto const sql = is_sqlite
                       ? asked + " FROM (SELECT rowid AS found FROM " + index + " WHERE " + index +
                             " MATCH ? AND rowid < ? ORDER BY rowid DESC LIMIT ?) JOIN " + rows.table +
                             " t ON t.id = found ORDER BY found DESC"
                       : asked + " FROM " + rows.table +
                             " t WHERE t.words @@ CAST(? AS tsquery) AND t.id < ? ORDER BY t.id DESC LIMIT ?";
  auto parameters = rows.seen.parameters;
  parameters.insert(parameters.end(),
                    {Value(is_sqlite ? query.for_fts5() : query.for_tsquery()), Value(), Value()});
  for (auto step = kFirstStep; rows.looked_at < kMostLookedAt; step = std::min(step * 2, kLongestStep)) {
    *(parameters.end() - 2) = Value(rows.before);
    *(parameters.end() - 1) = Value(step);
    std::int64_t count = 0;
    auto goes = Goes::on;
    session.scan(sql, parameters, [&](store::Statement const& row) {
      ++count;
      ++rows.looked_at;
      rows.before = row.integer(0);
      if (!row.is_null(1)) goes = each(row);
      return goes == Goes::on;
    });
    if (goes == Goes::stop) return true;
    if (count < step) return false;
  }
  return true;
}

std::optional<FoundRecord> shown_record(reg::Schema const& schema, reg::Record const& record,
                                        Query const& query) {
  if (query.places_in(text_of(schema, record.values)).empty()) return std::nullopt;
  FoundRecord found{&schema, record, -1, {}};
  for (std::size_t i = 0; i < schema.fields.size(); ++i) {
    if (!is_searched(schema.fields[i]) || is_null(record.values[i])) continue;
    // The field alone, as it is searched.
    std::vector<Value> only(schema.fields.size());
    only[i] = record.values[i];
    auto const text = text_of(schema, only);
    auto const places = query.any_places_in(text);
    if (places.empty()) continue;
    found.field = static_cast<reg::FieldIndex>(i);
    found.snippet = snippet_of(text, places);
    break;
  }
  return found;
}

// What a page shows is put into `into`. One more than it holds is looked for: whether there is a next page is
// known, not guessed.
template <class Shown>
Next fill(store::Session& session, Rows rows, SearchQuestion const& question, std::vector<Shown>& into,
          std::function<std::optional<Shown>(store::Statement const&)> const& show, bool& gave_up) {
  if (question.behind) rows.before = *question.behind;
  auto const limit = std::max<std::size_t>(question.limit, 1);
  std::int64_t last = 0;
  bool is_full = false;
  bool const may_have_more = each_match(session, rows, question.query, [&](store::Statement const& row) {
    auto shown = show(row);
    if (!shown) return Goes::on;
    is_full = into.size() == limit;
    if (is_full) return Goes::stop;
    last = row.integer(0);
    into.push_back(std::move(*shown));
    return Goes::on;
  });
  if (is_full) return last;
  if (!may_have_more) return std::nullopt;
  gave_up = true;
  return rows.before;
}

void search_records(reg::Ledger& ledger, SearchQuestion const& question, Found& found) {
  Rows rows{"shian_wording", "t.register, t.record",
            record_seen(ledger.schemas(), question.reader, question.narrowing, "t")};
  auto const show = [&](store::Statement const& row) -> std::optional<FoundRecord> {
    auto const* schema = ledger.schemas().find(row.text(2));
    auto const* record = schema != nullptr ? ledger.records().find(schema->index, row.integer(3)) : nullptr;
    if (record == nullptr || !question.reader.may_read(*schema, *record)) return std::nullopt;
    return shown_record(*schema, *record, question.query);
  };
  found.next_record =
      fill<FoundRecord>(ledger.session(), std::move(rows), question, found.records, show, found.gave_up);
}

std::string text_of_file(store::Session& session, std::int64_t id) {
  auto& row = session.prepared("SELECT text FROM shian_material WHERE id = ?");
  row.bind_int(1, id);
  std::string text;
  if (row.step()) text = row.text(0);
  row.reset();
  return text;
}

void search_files(reg::Ledger& ledger, SearchQuestion const& question, Found& found) {
  Holders holders(ledger, question.reader, question.narrowing);
  auto seen = holders.seen("h");
  seen.sql = "(SELECT max(1) FROM shian_holder h WHERE h.hash = t.hash AND " + seen.sql + " IS NOT NULL)";
  auto const show = [&](store::Statement const& row) -> std::optional<FoundFile> {
    // A text may be long: it is read of those alone that may be shown.
    auto const text = text_of_file(ledger.session(), row.integer(0));
    auto const places = question.query.places_in(text);
    if (places.empty()) return std::nullopt;
    FoundFile file{std::string(row.text(2)), {}, snippet_of(text, places), 0};
    if (text.find('\f') != std::string::npos)
      file.page = 1 + static_cast<int>(
                          std::ranges::count(std::string_view(text).substr(0, places.front().begin), '\f'));
    return file;
  };
  found.next_file = fill<FoundFile>(ledger.session(), {"shian_material", "t.hash", std::move(seen)}, question,
                                    found.files, show, found.gave_up);
  std::vector<std::string> hashes;
  for (auto const& file : found.files) hashes.push_back(file.hash);
  auto of = holders.of(hashes);
  for (auto& file : found.files) file.holders = std::move(of[file.hash]);
  std::erase_if(found.files, [](FoundFile const& file) { return file.holders.empty(); });
}

std::int64_t unread_of(store::Session& session, Condition const& seen) {
  if (are_all_read(session)) return 0;
  std::int64_t counted = 0;
  session.scan(
      "SELECT count(DISTINCT h.hash) FROM shian_evidence e JOIN shian_holder h ON h.hash = e.hash "
      "WHERE NOT EXISTS (SELECT 1 FROM shian_material m WHERE m.hash = e.hash) AND " +
          seen.sql + " IS NOT NULL",
      seen.parameters, [&](store::Statement const& row) {
        counted = row.integer(0);
        return true;
      });
  return counted;
}

// Some files of each reason, and how many there are.
std::vector<Unfindable::Unreadable> unreadable_of(store::Session& session, Holders& holders) {
  constexpr std::int64_t kMostFiles = 5;
  constexpr std::size_t kMostReasons = 20;
  auto const seen = holders.seen("h");
  auto parameters = seen.parameters;
  parameters.emplace_back(kMostFiles);
  std::vector<Unfindable::Unreadable> reasons;
  std::vector<std::vector<std::string>> some;
  session.scan(
      "SELECT m.code, m.why_zh, m.why_en, m.hint_zh, m.hint_en, m.hash, of_reason.files FROM (SELECT hash, "
      "row_number() OVER (PARTITION BY code, why_zh ORDER BY hash) AS place, count(*) OVER (PARTITION BY "
      "code, why_zh) AS files FROM (SELECT DISTINCT m.hash, m.code, m.why_zh FROM shian_material m JOIN "
      "shian_holder h ON h.hash = m.hash WHERE m.state = 'unreadable' AND " +
          seen.sql +
          " IS NOT NULL) one) of_reason JOIN shian_material m ON m.hash = of_reason.hash WHERE "
          "of_reason.place <= ? ORDER BY of_reason.files DESC, m.code, m.why_zh, m.hash",
      parameters, [&](store::Statement const& row) {
        auto const text = [&](int column) { return std::string(row.text(column)); };
        bool const is_same = !reasons.empty() && reasons.back().why.code == row.text(0) &&
                             reasons.back().why.what.zh == row.text(1);
        if (!is_same) {
          if (reasons.size() == kMostReasons) return false;
          reasons.push_back(
              {Error::make(text(0), text(1), text(2)).hinting(text(3), text(4)), row.integer(6), {}});
          some.emplace_back();
        }
        some.back().push_back(text(5));
        return true;
      });
  std::vector<std::string> all;
  for (auto const& hashes : some) all.insert(all.end(), hashes.begin(), hashes.end());
  auto of = holders.of(all);
  for (std::size_t i = 0; i < reasons.size(); ++i)
    for (auto const& hash : some[i])
      if (auto& holding = of[hash]; !holding.empty()) reasons[i].holders.push_back(holding.front());
  return reasons;
}

}  // namespace

Found search(reg::Ledger& ledger, SearchQuestion const& question) {
  using Part = SearchQuestion::Part;
  Found found;
  if (question.part != Part::files) search_records(ledger, question, found);
  if (question.part != Part::records) search_files(ledger, question, found);
  return found;
}

Unfindable unfindable(reg::Ledger& ledger, Reader const& reader, Narrowing const& narrowing) {
  Holders holders(ledger, reader, narrowing);
  Unfindable made;
  made.behind = entries_behind(ledger);
  made.unread = unread_of(ledger.session(), holders.seen("h"));
  made.unreadable = unreadable_of(ledger.session(), holders);
  return made;
}

}  // namespace shian::material
