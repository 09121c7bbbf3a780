#include "material/search.hpp"

#include <algorithm>
#include <array>
#include <limits>

#include "material/follow.hpp"
#include "material/materials.hpp"
#include "register/mask.hpp"

namespace shian::material {
namespace {

constexpr std::size_t kMostLookedAt = 10'000;
constexpr std::int64_t kStep = 200;

// The rows of a table that hold the words, the newest first, until `each` has enough.
void each_match(store::Session& session, std::string_view table, std::string_view columns, Query const& query,
                std::size_t& looked_at, std::function<bool(store::Statement const&)> const& each) {
  std::string const name(table);
  bool const is_sqlite = session.dialect() == store::Dialect::sqlite;
  auto const sql = is_sqlite
                       ? "SELECT t.id, " + std::string(columns) + " FROM (SELECT rowid AS found FROM " +
                             name + "_words WHERE " + name +
                             "_words MATCH ? AND rowid < ? ORDER BY rowid DESC LIMIT ?) JOIN " + name +
                             " t ON t.id = found ORDER BY found DESC"
                       : "SELECT t.id, " + std::string(columns) + " FROM " + name +
                             " t WHERE t.words @@ CAST(? AS tsquery) AND t.id < ? ORDER BY t.id DESC LIMIT ?";
  auto before = std::numeric_limits<std::int64_t>::max();
  auto const words = is_sqlite ? query.for_fts5() : query.for_tsquery();
  while (looked_at < kMostLookedAt) {
    std::array<Value, 3> const parameters = {Value(words), Value(before), Value(kStep)};
    std::int64_t rows = 0;
    bool goes_on = true;
    session.scan(sql, parameters, [&](store::Statement const& row) {
      ++rows;
      ++looked_at;
      before = row.integer(0);
      goes_on = each(row);
      return goes_on;
    });
    if (!goes_on || rows < kStep) return;
  }
}

struct Candidate {
  std::string register_id;
  RecordId record = 0;
};

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

void search_records(reg::Ledger& ledger, SearchQuestion const& question, Found& found) {
  std::size_t looked_at = 0;
  std::vector<Candidate> candidates;
  auto const take = [&](Candidate const& candidate) {
    auto const* schema = ledger.schemas().find(candidate.register_id);
    if (schema == nullptr || !question.reader.sees(*schema)) return;
    auto const* record = ledger.records().find(schema->index, candidate.record);
    if (record == nullptr || !question.reader.may_read(*schema, *record)) return;
    if (auto shown = shown_record(*schema, *record, question.query))
      found.records.push_back(std::move(*shown));
  };
  auto const take_all = [&] {
    for (auto const& candidate : candidates) {
      if (found.records.size() > question.limit) break;
      take(candidate);
    }
    candidates.clear();
  };
  each_match(ledger.session(), "shian_wording", "t.register, t.record", question.query, looked_at,
             [&](store::Statement const& row) {
               candidates.push_back({std::string(row.text(1)), row.integer(2)});
               // A few at a time: the first page is mostly there at once.
               constexpr std::size_t kFew = 64;
               if (candidates.size() >= kFew) take_all();
               return found.records.size() <= question.limit;
             });
  take_all();
  found.has_more_records = found.records.size() > question.limit;
  if (found.has_more_records) found.records.resize(question.limit);
  found.gave_up = found.gave_up || (looked_at >= kMostLookedAt && !found.has_more_records);
}

std::vector<FoundFile::Holder> holders_of(reg::Ledger& ledger, std::string const& hash,
                                          Reader const& reader) {
  struct Held {
    std::string register_id, field;
    RecordId record = 0;
  };
  std::vector<Held> all;
  constexpr std::int64_t kMostHolders = 500;
  std::array<Value, 2> const parameters = {Value(hash), Value(kMostHolders)};
  ledger.session().scan(
      "SELECT register, record, field FROM shian_holder WHERE hash = ? ORDER BY register, record LIMIT ?",
      parameters, [&](store::Statement const& row) {
        all.push_back({std::string(row.text(0)), std::string(row.text(2)), row.integer(1)});
        return true;
      });
  std::vector<FoundFile::Holder> holders;
  constexpr std::size_t kMostShown = 5;
  for (auto const& held : all) {
    if (holders.size() == kMostShown) break;
    auto const* schema = ledger.schemas().find(held.register_id);
    auto const field = schema != nullptr ? schema->find(held.field) : -1;
    if (field < 0 || !reader.sees(*schema)) continue;
    auto const index = static_cast<std::size_t>(field);
    if (reg::is_personal(schema->fields[index])) continue;
    auto const* record = ledger.records().find(schema->index, held.record);
    if (record == nullptr || record->values[index] != Value(hash)) continue;
    if (reader.may_read_files(*schema, *record)) holders.push_back({schema, *record, field});
  }
  return holders;
}

void search_files(reg::Ledger& ledger, SearchQuestion const& question, Found& found) {
  struct Match {
    std::string hash, text;
  };
  std::size_t looked_at = 0;
  std::vector<Match> matches;
  auto const take_all = [&] {
    for (auto const& [hash, text] : matches) {
      if (found.files.size() > question.limit) break;
      auto const places = question.query.places_in(text);
      if (places.empty()) continue;
      auto holders = holders_of(ledger, hash, question.reader);
      if (holders.empty()) continue;
      FoundFile file{hash, std::move(holders), snippet_of(text, places), 0};
      if (text.find('\f') != std::string::npos)
        file.page = 1 + static_cast<int>(
                            std::ranges::count(std::string_view(text).substr(0, places.front().begin), '\f'));
      found.files.push_back(std::move(file));
    }
    matches.clear();
  };
  each_match(ledger.session(), "shian_material", "t.hash, t.text", question.query, looked_at,
             [&](store::Statement const& row) {
               matches.push_back({std::string(row.text(1)), std::string(row.text(2))});
               constexpr std::size_t kFew = 16;  // their texts are long
               if (matches.size() >= kFew) take_all();
               return found.files.size() <= question.limit;
             });
  take_all();
  found.has_more_files = found.files.size() > question.limit;
  if (found.has_more_files) found.files.resize(question.limit);
  found.gave_up = found.gave_up || (looked_at >= kMostLookedAt && !found.has_more_files);
}

}  // namespace

Reader everything() {
  auto const all = [](reg::Schema const&, reg::Record const&) { return true; };
  return {[](reg::Schema const&) { return true; }, all, all};
}

Found search(reg::Ledger& ledger, SearchQuestion const& question) {
  Found found;
  search_records(ledger, question, found);
  search_files(ledger, question, found);
  found.behind = entries_behind(ledger);
  found.unread_files = count_files(ledger.session()).unread;
  return found;
}

}  // namespace shian::material
