#include "dossier/freeze.hpp"

#include <algorithm>
#include <set>

#include "base/temporary_folder.hpp"
#include "base/text.hpp"
#include "document/pdf.hpp"
#include "dossier/acceptance_json.hpp"
#include "dossier/catalogue.hpp"
#include "dossier/self_check.hpp"
#include "dossier/snapshot.hpp"
#include "intake/file_kind.hpp"
#include "register/mask.hpp"
#include "register/secrecy.hpp"
#include "register/tables.hpp"
#include "report/record_names.hpp"
#include "report/sheet.hpp"
#include "store/disk_failure.hpp"

namespace shian::dossier {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kLongestName = 80;  // characters
constexpr std::size_t kLongestFolder = 24;
constexpr std::int64_t kTellEveryFiles = 50;

constexpr std::string_view kReadMe =
    "验收档案 / acceptance dossier\n"
    "\n"
    "目录.xlsx        条目、材料、台账和缺项 / items, documents, ledgers, gaps\n"
    "自查报告         自查情况 / the self-check\n"
    "台账             各台账，个人信息已遮盖 / the ledgers, personal data masked\n"
    "附件             台账记录的附件 / files of the ledgers' records\n"
    "data             方案、决定、记录、指标 / plan, decisions, records, figures\n"
    "\n"
    "核对 / to verify:\n"
    "  shian verify-dossier 本文件夹 --public-key 公布的公钥.pem\n"
    "  sha256sum -c manifest.sha256\n"
    "  openssl pkeyutl -verify -rawin -pubin -inkey public-key.pem -in manifest.sha256 -sigfile "
    "manifest.sig\n"
    "公钥的指纹应与签发单位公布的一致。/ Compare the key's fingerprint with the one that the issuer "
    "published.\n";

std::string stamp_of(Timestamp at, int utc_offset_minutes) {
  auto text = at.to_string(utc_offset_minutes).substr(0, 19);  // 2022-09-30T08:00:00
  std::erase_if(text, [](char c) { return c == '-' || c == ':'; });
  text[8] = '-';
  return text;
}

struct StageWords {
  FreezeStage stage;
  char const *code, *zh, *en;
};
constexpr StageWords kStages[] = {{FreezeStage::standings, "standings", "核对条目", "standings"},
                                  {FreezeStage::records, "records", "写出记录", "records"},
                                  {FreezeStage::ledgers, "ledgers", "写出台账", "ledgers"},
                                  {FreezeStage::files, "files", "复制材料", "files"},
                                  {FreezeStage::report, "report", "写报告和目录", "report and catalogue"}};

StageWords const& words_of(FreezeStage stage) {
  return *std::ranges::find(kStages, stage, &StageWords::stage);
}

class Freezing {
 public:
  Freezing(city::City& city, FreezeRequest const& request, Folder& folder, FreezeProgress const& progress)
      : city_(city), request_(request), folder_(folder), progress_(progress) {}

  void read(ItemList list) {
    tell(FreezeStage::standings, 0, 0);
    // One moment for everything that is told.
    store::Transaction const one_moment(city_.session(), store::Access::read);
    acceptance_ = stand(city_, std::move(list), request_.as_of);
    auto const books =
        write_books(folder_, city_, [&](std::int64_t done) { tell(FreezeStage::records, done, 0); });
    made_.records = books.records;
    made_.secret = books.secret;
    read_board();
    write_ledgers();
    place_documents();
  }

  void write_files() {
    std::int64_t done = 0;
    auto const all = static_cast<std::int64_t>(to_copy_.size());
    for (auto const& [name, hash] : to_copy_) {
      auto const from = city_.evidence().path_of(hash);
      std::error_code ignored;
      if (!fs::is_regular_file(from, ignored)) {
        lose(name, hash);
      } else if (folder_.copy(from, name) != hash) {
        folder_.remove(name);
        lose(name, hash);
      }
      if (++done % kTellEveryFiles == 0 || done == all) tell(FreezeStage::files, done, all);
    }
  }

  FrozenDossier finish(SigningKey const& key) {
    tell(FreezeStage::report, 0, 0);
    report::Json items = report::Json::array();
    for (std::size_t i = 0; i < acceptance_.items.size(); ++i) {
      items.push_back(item_json(city_, acceptance_, i, paths_));
      made_.items += acceptance_.items[i].state == ItemState::heading ? 0 : 1;
      made_.gaps += acceptance_.items[i].gaps();
    }
    folder_.put(std::string(kItemsFile), report::dumped(items));
    auto const docx = self_check_docx(city_, acceptance_, board_, {request_.name, made_.secret});
    folder_.put("自查报告.docx", docx);
    if (document::can_make_pdf()) {
      if (auto const pdf = document::pdf_of(docx)) {
        folder_.put("自查报告.pdf", *pdf);
        made_.has_pdf = true;
      }
    }
    write_catalogue(folder_.place("目录.xlsx"), city_, acceptance_, paths_, ledgers_, request_.name);
    folder_.adopt("目录.xlsx");
    folder_.put("README.txt", kReadMe);
    folder_.put(std::string(kMetaFile), meta_text(meta()));
    made_.files = static_cast<std::int64_t>(folder_.manifest().size());
    auto const manifest = manifest_text(folder_.manifest());
    made_.manifest_hash = hex(sha256(manifest));
    made_.key_fingerprint = fingerprint_of(key.public_pem());
    folder_.put(std::string(kManifestName), manifest);
    folder_.put(std::string(kSignatureName), key.sign(manifest));
    folder_.put(std::string(kPublicKeyName), key.public_pem());
    made_.bytes = folder_.bytes();
    return std::move(made_);
  }

 private:
  // Of the records that are in the dossier: while some are secret, those are worked out anew without them.
  void read_board() {
    auto* books = &city_;
    if (made_.secret > 0) {
      scratch_ = std::make_unique<TemporaryFolder>("dossier");
      auto opened = open_books(folder_.path(), meta(), scratch_->path());
      SHIAN_ASSERT(opened.has_value());  // they were written a moment ago
      books_ = std::move(*opened);
      books = books_.get();
    }
    std::optional<store::Transaction> one_moment;
    if (books != &city_) one_moment.emplace(books->session(), store::Access::read);
    board_ = board_of(*books, request_.as_of);
    folder_.put(std::string(kBoardFile), board_text(board_));
  }

  [[nodiscard]] Meta meta() {
    return {request_.name,
            acceptance_.list.id,
            request_.as_of,
            request_.at,
            request_.by,
            SHIAN_VERSION,
            reg::meta(city_.session(), "pack_folder"),
            city_.has_simulated_records()};
  }

  void tell(FreezeStage stage, std::int64_t done, std::int64_t all) const {
    if (progress_) progress_(stage, done, all);
  }

  void lose(std::string const& name, std::string const& hash) {
    made_.lost.push_back(hash);
    std::erase_if(paths_, [&](auto const& path) { return path.second == name; });
  }

  // The workbook of every register that an item is proved by.
  void write_ledgers() {
    std::set<std::string> wanted;
    for (auto const& item : acceptance_.items)
      for (auto const& proof : item.proofs)
        for (auto const& ledger : proof.ledgers)
          if (ledger.records > 0) wanted.insert(ledger.schema->definition.id);
    std::int64_t done = 0;
    for (auto const& id : wanted) {
      auto const& schema = *city_.schemas().find(id);
      auto const name = folder_.free_name("台账/" + safe_name(schema.definition.name.zh), ".xlsx");
      report::SheetOptions options;
      auto const open = reg::open_records(schema);
      options.query = {open.sql, open.parameters, {}};
      auto const written = report::sheet_at_moment(city_, schema, folder_.place(name), options);
      // A ledger of more rows than a sheet holds stands in data/records alone.
      if (!written) {
        std::error_code ignored;
        fs::remove(folder_.path() / name, ignored);
      } else {
        folder_.adopt(name);
        ledgers_[id] = name;
      }
      place_attachments(schema);
      tell(FreezeStage::ledgers, ++done, static_cast<std::int64_t>(wanted.size()));
    }
  }

  [[nodiscard]] std::string ending_of(reg::Schema const& schema, reg::Record const& record,
                                      reg::FieldIndex field, std::string& title) const {
    auto const name = city_.evidence().name_on(schema, record, field);
    if (!name) return {};
    auto ending = intake::ending_of(*name);
    if (title.empty()) title = ending.empty() ? *name : name->substr(0, name->size() - ending.size() - 1);
    return ending.empty() ? std::string() : "." + safe_name(ending);
  }

  // Files of records, but for those that hold personal data.
  void place_attachments(reg::Schema const& schema) {
    std::vector<reg::FieldIndex> fields;
    for (std::size_t i = 0; i < schema.fields.size(); ++i)
      if (schema.fields[i].definition.type == pack::FieldType::file && !reg::is_personal(schema.fields[i]))
        fields.push_back(static_cast<reg::FieldIndex>(i));
    bool const is_filing = std::ranges::any_of(city_.acceptance().filings,
                                               [&](auto const& filing) { return filing.schema == &schema; });
    if (fields.empty() || is_filing) return;  // documents lie under their items
    struct Attached {
      reg::Record record;
      reg::FieldIndex field;
    };
    std::vector<Attached> attached;
    city_.ledger().records().scan(schema, [&](reg::Record const& record) {
      if (reg::is_secret(schema, record.values)) return true;
      for (auto const field : fields)
        if (!is_null(record.values[static_cast<std::size_t>(field)])) attached.push_back({record, field});
      return true;
    });
    report::RecordNames const names(city_, reg::Personal::masked, Language::zh);
    auto const shelf = "附件/" + safe_name(schema.definition.name.zh) + "/";
    for (auto const& [record, field] : attached) {
      auto title = names.key(schema, record.values);
      if (title.empty()) title = std::to_string(record.id);
      auto const ending = ending_of(schema, record, field, title);
      place(shelf + safe_name(title), ending,
            std::get<std::string>(record.values[static_cast<std::size_t>(field)]));
    }
  }

  // The same bytes lie in a dossier once.
  std::string const& place(std::string const& stem, std::string const& ending, std::string const& hash) {
    if (auto const there = placed_.find(hash); there != placed_.end()) return there->second;
    auto name = folder_.free_name(stem, ending);
    folder_.reserve(name);
    to_copy_.emplace_back(name, hash);
    return placed_.emplace(hash, std::move(name)).first->second;
  }

  // Each below the first item that it proves: "02 任务落实/2.1.1 …/1 title.pdf".
  void place_documents() {
    std::vector<std::string> tops;
    for (std::size_t i = 0; i < acceptance_.items.size(); ++i) {
      auto const& item = acceptance_.list.items[i];
      if (item.depth == 0)
        tops.push_back((tops.size() < 9 ? "0" : "") + std::to_string(tops.size() + 1) + " " +
                       safe_name(item.definition.name.zh, kLongestFolder));
      auto const shelf = tops.back() + "/" +
                         safe_name(item.definition.id + " " + item.definition.name.zh, kLongestFolder) + "/";
      int number = 0;
      for (auto const& proof : acceptance_.items[i].proofs) {
        for (auto const document : proof.documents) {
          if (paths_.contains(document)) continue;
          auto const& filed = acceptance_.documents[document];
          if (filed.hash.empty()) continue;
          auto const record = city_.ledger().records().get(*filed.schema, filed.record);
          auto title = filed.title;
          auto const ending =
              record ? ending_of(*filed.schema, *record, file_field(*filed.schema), title) : "";
          paths_[document] =
              place(shelf + std::to_string(++number) + " " + safe_name(title), ending, filed.hash);
        }
      }
    }
  }

  [[nodiscard]] reg::FieldIndex file_field(reg::Schema const& schema) const {
    for (auto const& filing : city_.acceptance().filings)
      if (filing.schema == &schema) return filing.file;
    return -1;
  }

  city::City& city_;
  FreezeRequest const& request_;
  Folder& folder_;
  FreezeProgress const& progress_;
  Acceptance acceptance_;
  std::unique_ptr<TemporaryFolder> scratch_;
  std::unique_ptr<city::City> books_;  // of what is no secret; null: nothing is
  report::Board board_;
  std::map<std::string, std::string> ledgers_;                // register -> its workbook
  std::map<std::string, std::string> placed_;                 // hash -> name
  std::vector<std::pair<std::string, std::string>> to_copy_;  // name, hash
  Paths paths_;
  FrozenDossier made_;
};

Expected<ItemList> list_to_freeze(city::City& city, FreezeRequest const& request) {
  if (trimmed(request.name).empty() || request.name.size() > kLongestName * 4)
    return fail("dossier.name", "档案须有名称，至多 80 个字",
                "a dossier has a name of at most 80 characters");
  if (request.as_of > city.today())
    return fail("dossier.day", "还没有到 " + request.as_of.to_string(),
                request.as_of.to_string() + " is still to come");
  auto list = item_list(city, request.list);
  if (list && !list->faults.empty()) {
    auto const& first = list->faults.front();
    return std::unexpected(Error::make("dossier.faults",
                                       "清单“" + list->id + "”有 " + std::to_string(list->faults.size()) +
                                           " 处错误，不能封存。第一处：" + first.what.zh,
                                       "the list '" + list->id + "' has " +
                                           std::to_string(list->faults.size()) +
                                           " faults and cannot be frozen. The first: " + first.what.en)
                               .hinting(first.hint.zh, first.hint.en));
  }
  return list;
}

}  // namespace

std::string_view code_of(FreezeStage stage) { return words_of(stage).code; }

Text text_of(FreezeStage stage) { return {words_of(stage).zh, words_of(stage).en}; }

Expected<FrozenDossier> freeze(city::City& city, FreezeRequest const& request, SigningKey const& key,
                               fs::path const& into, FreezeProgress const& progress) {
  auto list = list_to_freeze(city, request);
  if (!list) return std::unexpected(list.error());
  auto const name =
      safe_name(request.name, kLongestName) + "-" + stamp_of(request.at, city.utc_offset_minutes());
  auto const target = into / name;
  if (fs::exists(target))
    return fail("dossier.exists", target.string() + " 已经存在", target.string() + " exists already");
  try {
    Folder folder(into, name);
    Freezing freezing(city, request, folder, progress);
    freezing.read(std::move(*list));
    freezing.write_files();
    auto made = freezing.finish(key);
    folder.name_as(target);
    made.folder = target;
    return made;
  } catch (std::system_error const& failure) {
    throw store::disk_failure(failure);
  }
}

}  // namespace shian::dossier
