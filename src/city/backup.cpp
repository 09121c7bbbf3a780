#include "city/backup.hpp"

#include <time.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <system_error>

#include "base/draft_folder.hpp"
#include "base/durable_file.hpp"
#include "base/file_bytes.hpp"
#include "city/backup_manifest.hpp"
#include "register/evidence.hpp"
#include "register/tables.hpp"
#include "store/disk_failure.hpp"

namespace shian::city {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view kPrefix = "shian-";

std::string name_of_now() {
  ::time_t const now = ::time(nullptr);
  ::tm local{};
  ::localtime_r(&now, &local);
  std::array<char, 32> text{};
  auto const length = ::strftime(text.data(), text.size(), "%Y%m%d-%H%M%S", &local);
  return {text.data(), length};
}

// Evidence is never written to again, so a second name for the same bytes is a copy.
std::optional<Manifest::File> keep_evidence(fs::path const& source, fs::path const& folder,
                                            std::string const& hash) {
  if (!fs::is_regular_file(source)) return std::nullopt;
  auto const name = fs::path("files") / hash.substr(0, 2) / hash;
  auto const target = folder / name;
  make_folders(target.parent_path());
  std::error_code cannot_link;
  fs::create_hard_link(source, target, cannot_link);
  auto const found = cannot_link ? std::optional(copy_durably(source, target)) : hash_of_file(target);
  if (found != hash) {
    fs::remove(target);
    return std::nullopt;
  }
  return Manifest::File{name.generic_string(), static_cast<std::int64_t>(fs::file_size(target)), hash};
}

void keep_all_evidence(std::vector<std::string> const& hashes, reg::Evidence const& evidence,
                       fs::path const& folder, Manifest& manifest) {
  for (auto const& hash : hashes) {
    if (auto file = keep_evidence(evidence.path_of(hash), folder, hash)) {
      manifest.evidence.push_back(std::move(*file));
    } else {
      manifest.lost.push_back(hash);
    }
  }
  std::error_code none;
  for (auto const& shelf : fs::directory_iterator(folder / "files", none)) sync_to_disk(shelf.path());
}

Expected<void> holds_books(store::Session& session, store::Address const& address) {
  if (session.has_table("shian_meta") && session.has_table("shian_journal")) return {};
  return std::unexpected(
      Error::make("store.unprepared", "这个库还没有装入方案包，没有可备份的内容",
                  "no pack has been loaded into this store yet: there is nothing to back up")
          .hinting("检查 --store 的地址", "check the address given with --store")
          .at(address.dialect == store::Dialect::sqlite ? address.target : "", 0));
}

Expected<Backup> write_backup(store::Address const& address, fs::path const& into) {
  auto const session = store::open(address);
  if (auto held = holds_books(*session, address); !held) return std::unexpected(held.error());
  auto const name = name_of_now();
  Backup backup{into / (std::string(kPrefix) + name), {}};
  if (fs::exists(backup.folder)) {
    return fail("backup.exists", backup.folder.string() + " 已经存在",
                backup.folder.string() + " exists already");
  }
  auto& manifest = backup.manifest;
  manifest.made_at = Timestamp::now();
  manifest.program_version = SHIAN_VERSION;
  manifest.dialect = address.dialect;
  // Personal data and the seeds of second factors are in it.
  DraftFolder draft(into, std::string(kPrefix) + name);
  manifest.database.name = address.dialect == store::Dialect::sqlite ? "database.sqlite" : "database.pgdump";
  auto const database = draft.path() / manifest.database.name;
  reg::Evidence evidence(*session, address.files_folder());
  std::vector<std::string> hashes;
  {
    store::Transaction const one_moment(*session, store::Access::read);
    manifest.pack_id = reg::meta(*session, "pack");
    manifest.pack_version = reg::meta(*session, "pack_version");
    auto const end = reg::chain_end(*session);
    manifest.last_entry = end.seq;
    manifest.chain_end = end.hash;
    hashes = evidence.known();
    session->save(database.string());
  }
  manifest.database.bytes = static_cast<std::int64_t>(fs::file_size(database));
  auto const sum = hash_of_file(database);
  if (!sum) throw std::system_error(EIO, std::generic_category(), database.string());
  manifest.database.sha256 = *sum;
  // Files are only ever added: each that the database knows at its moment is there now.
  keep_all_evidence(hashes, evidence, draft.path(), manifest);
  write_durably(draft.path() / kManifestName, manifest_text(manifest));
  draft.name_as(backup.folder);
  return backup;
}

Error altered(fs::path const& file) {
  return Error::make("backup.damaged", "备份已损坏：" + file.string() + " 缺失或被改动",
                     "the backup is damaged: " + file.string() + " is missing or altered")
      .hinting("换用另一份备份", "take another backup");
}

}  // namespace

Expected<Backup> make_backup(store::Address const& address, fs::path const& into) {
  try {
    return write_backup(address, into);
  } catch (std::system_error const& failure) {
    throw store::disk_failure(failure);
  }
}

Expected<Backup> checked_backup(fs::path const& folder) {
  auto const text = content_of(folder / kManifestName);
  if (!text) {
    return std::unexpected(Error::make("backup.none", folder.string() + " 不是备份：没有 manifest.json",
                                       folder.string() + " is no backup: it has no manifest.json")
                               .hinting("应为 shian-日期-时间 文件夹", "name a folder shian-DATE-TIME"));
  }
  auto manifest = read_manifest(*text);
  if (!manifest) return std::unexpected(manifest.error());
  auto const is_whole = [&](Manifest::File const& file) {
    return hash_of_file(folder / file.name) == file.sha256;
  };
  if (!is_whole(manifest->database)) return std::unexpected(altered(folder / manifest->database.name));
  for (auto const& file : manifest->evidence)
    if (!is_whole(file)) return std::unexpected(altered(folder / file.name));
  return Backup{folder, std::move(*manifest)};
}

Expected<void> restore(Backup const& backup, store::Address const& address, Existing existing) {
  if (backup.manifest.dialect != address.dialect) {
    return fail("backup.other_store", "备份与目标的数据库种类不同（SQLite 与 PostgreSQL）",
                "the backup is of the other kind of store (SQLite and PostgreSQL)");
  }
  if (existing == Existing::refuse && store::holds_anything(address)) {
    return std::unexpected(
        Error::make("backup.store_exists", "目标库已经存在，没有改动",
                    "the store exists already; nothing was changed")
            .hinting("要用备份取代它，请加 --replace", "say --replace to put the backup in its place"));
  }
  fs::path const files = address.files_folder();
  if (files.empty() && !backup.manifest.evidence.empty()) {
    return fail("backup.no_files_folder", "请用环境变量 SHIAN_FILES 指明佐证文件夹",
                "name the folder of evidence files in the environment variable SHIAN_FILES");
  }
  try {
    for (auto const& file : backup.manifest.evidence) {
      auto const target = files / fs::path(file.name).lexically_relative("files");
      if (hash_of_file(target) == file.sha256) continue;
      make_folders(target.parent_path());
      copy_durably(backup.folder / file.name, target);
    }
  } catch (std::system_error const& failure) {
    throw store::disk_failure(failure);
  }
  store::replace(address, (backup.folder / backup.manifest.database.name).string());
  return {};
}

std::vector<std::string> prune_backups(fs::path const& into, std::size_t keep) {
  SHIAN_ASSERT(keep >= 1);
  struct Found {
    Timestamp made_at;
    fs::path folder;
  };
  std::vector<Found> found;
  std::vector<std::string> removed;
  for (auto const& entry : fs::directory_iterator(into)) {
    auto const name = entry.path().filename().string();
    if (!entry.is_directory() || entry.is_symlink()) continue;
    if (DraftFolder::is_draft(name)) {
      if (DraftFolder::is_left_over(entry.path())) fs::remove_all(entry.path());
      continue;
    }
    if (!name.starts_with(kPrefix)) continue;
    // What cannot be read is not ours to remove.
    auto const text = content_of(entry.path() / kManifestName);
    if (!text) continue;
    if (auto const manifest = read_manifest(*text)) found.push_back({manifest->made_at, entry.path()});
  }
  std::ranges::sort(found, std::ranges::greater{}, &Found::made_at);
  for (std::size_t i = keep; i < found.size(); ++i) {
    fs::remove_all(found[i].folder);
    removed.push_back(found[i].folder.filename().string());
  }
  return removed;
}

}  // namespace shian::city
