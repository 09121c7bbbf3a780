#include "register/audit.hpp"

#include <algorithm>
#include <array>
#include <cstring>
#include <map>
#include <unordered_set>

#include "register/records.hpp"
#include "register/tables.hpp"

namespace shian::reg {
namespace {

constexpr std::size_t kMostFindings = 100;

using Image = std::map<std::string, std::string>;  // field id -> canonical; missing values are not there
using Place = std::pair<std::string, RecordId>;

struct Print {
  std::array<std::uint8_t, 16> bytes{};
  bool operator==(Print const&) const = default;
};

Print print_of(Image const& image) {
  std::string text;
  for (auto const& [field, value] : image) {
    text += field;
    text += '\x1E';
    text += value;
    text += '\x1F';
  }
  auto const digest = sha256(text);
  Print made;
  std::copy_n(digest.begin(), made.bytes.size(), made.bytes.begin());
  return made;
}

Image image_of(JournalEntry const& entry, std::vector<std::string> const& fields) {
  Image image;
  auto const values = decode_image(entry.body);
  for (std::size_t i = 0; i < values.size() && i < fields.size(); ++i) {
    if (!values[i].empty()) image[fields[i]] = values[i];
  }
  return image;
}

void apply(JournalEntry const& entry, std::vector<std::string> const& fields, Image& image) {
  for (auto const& change : decode_changes(entry.body)) {
    if (change.field < 0 || static_cast<std::size_t>(change.field) >= fields.size()) continue;
    auto const& name = fields[static_cast<std::size_t>(change.field)];
    if (change.after.empty()) {
      image.erase(name);
    } else {
      image[name] = change.after;
    }
  }
}

// Which records have more than their creation in the journal: only their images must be kept while reading.
std::map<std::string, std::unordered_set<RecordId>> corrected_records(store::Session& session) {
  std::map<std::string, std::unordered_set<RecordId>> found;
  session.scan("SELECT register, record FROM shian_journal WHERE action > 1", {},
               [&](store::Statement const& row) {
                 found[std::string(row.text(0))].insert(row.integer(1));
                 return true;
               });
  return found;
}

}  // namespace

Audit audit(store::Session& session, Schemas const& schemas,
            std::function<void(std::int64_t)> const& progress) {
  Audit made;
  auto const find = [&](AuditFinding finding) {
    if (made.findings.size() < kMostFindings) made.findings.push_back(std::move(finding));
  };
  Layouts const layouts(session);
  auto const corrected = corrected_records(session);
  std::map<std::string, std::unordered_map<RecordId, Print>> expected;
  std::map<Place, Image> images;
  Digest before{};
  std::int64_t last_seq = 0;
  read_journal(session, std::nullopt, [&](JournalEntry const& entry) {
    ++made.entries;
    if (progress && made.entries % 10'000 == 0) progress(made.entries);
    if (entry.seq != last_seq + 1) {
      auto const gap = std::to_string(last_seq + 1);
      find({"",
            0,
            entry.seq,
            {"日志缺第 " + gap + " 条起的记录", "the journal lacks entries from " + gap + " on"}});
    }
    last_seq = entry.seq;
    if (chained(before, entry) != entry.hash) {
      find({entry.register_id,
            entry.record,
            entry.seq,
            {"日志第 " + std::to_string(entry.seq) + " 条被改动，或前一条被移除",
             "journal entry " + std::to_string(entry.seq) + " was altered, or the one before it removed"}});
    }
    before = entry.hash;
    auto const* fields = layouts.fields(entry.layout);
    if (fields == nullptr) {
      find({entry.register_id,
            entry.record,
            entry.seq,
            {"日志条目的字段表缺失", "the layout of the entry is missing"}});
      return true;
    }
    auto const of_register = corrected.find(entry.register_id);
    bool const changes_later = of_register != corrected.end() && of_register->second.contains(entry.record);
    auto& prints = expected[entry.register_id];
    if (entry.action == Action::create) {
      auto image = image_of(entry, *fields);
      prints[entry.record] = print_of(image);
      if (changes_later) images[{entry.register_id, entry.record}] = std::move(image);
    } else if (entry.action == Action::correct) {
      auto& image = images[{entry.register_id, entry.record}];
      apply(entry, *fields, image);
      prints[entry.record] = print_of(image);
    } else {
      prints.erase(entry.record);
    }
    return true;
  });
  made.chain_end = before;
  Records records(session, schemas);
  for (auto const& schema : schemas.all()) {
    auto const& id = schema.definition.id;
    auto& prints = expected[id];
    records.scan(schema, [&](Record const& record) {
      ++made.records;
      Image image;
      for (std::size_t i = 0; i < schema.fields.size(); ++i) {
        auto text = canonical(record.values[i]);
        if (!text.empty()) image[schema.fields[i].definition.id] = std::move(text);
      }
      auto const found = prints.find(record.id);
      auto const number = std::to_string(record.id);
      if (found == prints.end()) {
        find({id,
              record.id,
              0,
              {"第 " + number + " 号记录不在日志中", "record " + number + " is not in the journal"}});
      } else {
        if (!(found->second == print_of(image))) {
          find({id,
                record.id,
                0,
                {"第 " + number + " 号记录与日志不符",
                 "record " + number + " is not as the journal left it"}});
        }
        prints.erase(found);
      }
      return true;
    });
    for (auto const& [missing, print] : prints) {
      auto const number = std::to_string(missing);
      find({id,
            missing,
            0,
            {"日志中的第 " + number + " 号记录不见了", "record " + number + " of the journal is gone"}});
    }
  }
  return made;
}

void replay(store::Session& session, Schemas const& schemas, Timestamp until,
            std::function<void(Schema const&, Record const&)> const& each) {
  Layouts const layouts(session);
  std::map<Place, std::pair<std::string, Image>> books;
  read_journal(session, until, [&](JournalEntry const& entry) {
    auto const* fields = layouts.fields(entry.layout);
    if (fields == nullptr) return true;
    Place const place{entry.register_id, entry.record};
    if (entry.action == Action::create) {
      books[place] = {entry.author.unit, image_of(entry, *fields)};
    } else if (entry.action == Action::correct) {
      apply(entry, *fields, books[place].second);
    } else {
      books.erase(place);
    }
    return true;
  });
  for (auto const& [place, book] : books) {
    auto const* schema = schemas.find(place.first);
    if (schema == nullptr) continue;
    Record record;
    record.id = place.second;
    record.unit = book.first;
    for (auto const& field : schema->fields) {
      auto const found = book.second.find(field.definition.id);
      auto value = found == book.second.end()
                       ? Value{}
                       : value_from_canonical(found->second, field.column).value_or(Value{});
      record.values.push_back(std::move(value));
    }
    each(*schema, record);
  }
}

}  // namespace shian::reg
