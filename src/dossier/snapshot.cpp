#include "dossier/snapshot.hpp"

#include <openssl/hmac.h>
#include <openssl/rand.h>

#include <array>
#include <fstream>

#include "base/file_bytes.hpp"
#include "city/signed_decisions.hpp"
#include "register/copied_records.hpp"
#include "register/mask.hpp"
#include "register/secrecy.hpp"
#include "register/tables.hpp"
#include "report/json_parts.hpp"

namespace shian::dossier {
namespace {

namespace fs = std::filesystem;
using report::Json;

constexpr int kForm = 1;
constexpr std::int64_t kTellEveryRecords = 1'000;

// Equal texts get equal marks, and nobody can tell from a mark which text it was: the key is nowhere kept.
class Marks {
 public:
  Marks() { SHIAN_ASSERT(RAND_bytes(key_.data(), static_cast<int>(key_.size())) == 1); }

  [[nodiscard]] std::string of(std::string_view text) const {
    Digest digest{};
    unsigned int length = 0;
    ::HMAC(EVP_sha256(), key_.data(), static_cast<int>(key_.size()),
           reinterpret_cast<unsigned char const*>(text.data()), text.size(), digest.data(), &length);
    return reg::masked(text) + "#" + hex(digest).substr(0, 12);
  }

 private:
  std::array<unsigned char, 32> key_{};
};

std::string decisions_text(std::vector<pack::Decision> const& decisions) {
  Json list = Json::array();
  for (auto const& one : decisions) {
    list.push_back({{"id", one.id},
                    {"subject", one.subject},
                    {"value", one.value},
                    {"decided_on", one.decided_on.to_string()},
                    {"decided_by", one.decided_by},
                    {"document_no", one.document_no},
                    {"note", one.note},
                    {"replaces", one.replaces},
                    {"account", one.account},
                    {"entered_at", one.entered_at ? Json(one.entered_at->to_utc()) : Json(nullptr)}});
  }
  return report::dumped(list);
}

Error not_read(std::string_view file, std::string detail) {
  return Error::make("dossier.unreadable", "档案里的 " + std::string(file) + " 读不懂：" + detail,
                     std::string(file) + " of the dossier cannot be read: " + detail);
}

Expected<std::vector<pack::Decision>> read_decisions(fs::path const& folder) {
  auto const text = content_of(folder / kDecisionsFile);
  if (!text) return std::unexpected(text.error());
  std::vector<pack::Decision> decisions;
  try {
    for (auto const& one : Json::parse(*text)) {
      pack::Decision made;
      made.id = one.at("id");
      made.subject = one.at("subject");
      made.value = one.at("value");
      auto const day = Day::parse(one.at("decided_on").get<std::string>());
      auto const at = Timestamp::parse(one.at("entered_at").get<std::string>(), 0);
      if (!day || !at) throw std::invalid_argument("decided_on, entered_at");
      made.decided_on = *day;
      made.decided_by = one.at("decided_by");
      made.document_no = one.at("document_no");
      made.note = one.at("note");
      made.replaces = one.at("replaces");
      made.account = one.at("account");
      made.entered_at = *at;
      decisions.push_back(std::move(made));
    }
  } catch (std::exception const& wrong) {
    return std::unexpected(not_read(kDecisionsFile, wrong.what()));
  }
  return decisions;
}

fs::path records_file(std::string const& register_id) {
  return fs::path(kRecordsFolder) / (register_id + ".jsonl");
}

Expected<void> copy_records(fs::path const& folder, store::Session& session, reg::Schema const& schema) {
  auto const name = records_file(schema.definition.id);
  std::ifstream in(folder / name, std::ios::binary);
  if (!in) return {};  // a register without records has no file
  reg::RecordCopier copier(session, schema);
  std::string line;
  for (int number = 1; std::getline(in, line); ++number) {
    auto record = reg::record_of_line(schema, line);
    if (!record) return std::unexpected(std::move(record.error()).at(name.generic_string(), number));
    copier.add(*record);
  }
  copier.finish();
  return {};
}

}  // namespace

Books write_books(Folder& folder, city::City& city, std::function<void(std::int64_t)> const& progress) {
  for (auto const& [name, text] : city::kept_files(city.session()))
    folder.put(std::string(kPackFolder) + "/" + name, text);
  folder.put(std::string(kDecisionsFile), decisions_text(city::signed_decisions(city.session())));
  Marks const marks;
  auto const personal = [&](std::string_view text) { return marks.of(text); };
  Books made;
  for (auto const& schema : city.schemas().all()) {
    std::unique_ptr<Folder::Lines> lines;
    city.ledger().records().scan(schema, [&](reg::Record const& record) {
      if (reg::is_secret(schema, record.values)) {
        ++made.secret;
        return true;
      }
      if (!lines)
        lines = std::make_unique<Folder::Lines>(folder, records_file(schema.definition.id).generic_string());
      lines->add(reg::line_of(schema, record, personal));
      if (++made.records % kTellEveryRecords == 0 && progress) progress(made.records);
      return true;
    });
    if (lines) lines->finish();
  }
  return made;
}

std::string meta_text(Meta const& meta) {
  return report::dumped({{"form", kForm},
                         {"name", meta.name},
                         {"list", meta.list},
                         {"as_of", meta.as_of.to_string()},
                         {"at", meta.at.to_utc()},
                         {"by", meta.by},
                         {"program", meta.program_version},
                         {"pack", meta.pack_folder},
                         {"simulated", meta.simulated}});
}

Expected<Meta> read_meta(fs::path const& folder) {
  auto const text = content_of(folder / kMetaFile);
  if (!text) return std::unexpected(text.error());
  try {
    auto const json = Json::parse(*text);
    if (json.at("form") != kForm)
      return fail("dossier.form", "档案的格式较新，请用新版程序核对",
                  "the dossier has a newer form; verify it with a newer program");
    Meta meta;
    meta.name = json.at("name");
    meta.list = json.at("list");
    auto const as_of = Day::parse(json.at("as_of").get<std::string>());
    auto const at = Timestamp::parse(json.at("at").get<std::string>(), 0);
    if (!as_of || !at) throw std::invalid_argument("as_of, at");
    meta.as_of = *as_of;
    meta.at = *at;
    meta.by = json.at("by");
    meta.program_version = json.at("program");
    meta.pack_folder = json.at("pack");
    meta.simulated = json.at("simulated");
    return meta;
  } catch (std::exception const& wrong) {
    return std::unexpected(not_read(kMetaFile, wrong.what()));
  }
}

std::expected<std::unique_ptr<city::City>, Errors> open_books(fs::path const& folder, Meta const& meta,
                                                              fs::path const& scratch) {
  store::Address const address{store::Dialect::sqlite, (scratch / "books.db").string()};
  auto const decisions = read_decisions(folder);
  if (!decisions) return std::unexpected(Errors{decisions.error()});
  if (auto prepared = city::prepare(address, folder / kPackFolder / meta.pack_folder); !prepared)
    return std::unexpected(std::move(prepared.error()));
  {
    auto const session = store::open(address);
    store::Transaction transaction(*session, store::Access::write);
    for (auto const& decision : *decisions) city::keep_decision(*session, decision);
    if (meta.simulated) reg::set_meta(*session, "simulated", "yes");
    transaction.commit();
  }
  auto city = city::City::open(address);
  if (!city) return city;
  auto& books = **city;
  store::Transaction transaction(books.session(), store::Access::write);
  for (auto const& schema : books.schemas().all())
    if (auto copied = copy_records(folder, books.session(), schema); !copied)
      return std::unexpected(Errors{copied.error()});
  std::vector<int> slots;
  for (auto const& measure : books.catalogue().measures()) slots.push_back(measure.slot);
  indicator::rebuild(books.ledger(), books.catalogue(), books.cells(), slots);
  transaction.commit();
  return city;
}

report::Board board_of(city::City& city, Day as_of) {
  return report::board_at_moment(city, {as_of, "", "", indicator::WithForecast::no});
}

std::string board_text(report::Board const& board) {
  return report::board_json(board, report::EachArea::yes);
}

}  // namespace shian::dossier
