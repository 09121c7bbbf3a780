#include "api/pending_imports.hpp"

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <system_error>

#include "api/import_json.hpp"
#include "base/durable_file.hpp"
#include "base/file_bytes.hpp"
#include "identity/password.hpp"

namespace shian::api {
namespace {

namespace fs = std::filesystem;

constexpr std::array<std::string_view, 6> kStates = {"trying",    "tried",    "unreadable",
                                                     "importing", "imported", "failed"};
constexpr std::string_view kFacts = "import.json";
constexpr std::string_view kLock = ".lock";

Json facts_of(PendingImport const& one) {
  return {{"id", one.id},
          {"account", one.account},
          {"register", one.register_id},
          {"name", one.name},
          {"file_hash", one.file_hash},
          {"ending", one.ending},
          {"key", one.key},
          {"bytes", one.bytes},
          {"made_at", one.made_at.ms},
          {"touched_at", one.touched_at.ms},
          {"confirmed_at", one.confirmed_at.ms},
          {"state", code_of(one.state)},
          {"revision", one.revision},
          {"choices", choices_json(one)},
          {"known_file", one.known_file},
          {"understood", one.understood},
          {"trial", one.trial},
          {"report", one.report},
          {"problem", one.problem}};
}

// Throws Json::exception for what this class did not write.
PendingImport read_facts(Json const& facts) {
  PendingImport one;
  facts.at("id").get_to(one.id);
  facts.at("account").get_to(one.account);
  facts.at("register").get_to(one.register_id);
  facts.at("name").get_to(one.name);
  facts.at("file_hash").get_to(one.file_hash);
  facts.at("ending").get_to(one.ending);
  facts.at("key").get_to(one.key);
  facts.at("bytes").get_to(one.bytes);
  facts.at("made_at").get_to(one.made_at.ms);
  facts.at("touched_at").get_to(one.touched_at.ms);
  facts.at("confirmed_at").get_to(one.confirmed_at.ms);
  auto const state = std::ranges::find(kStates, facts.at("state").get<std::string>());
  if (state != kStates.end()) one.state = static_cast<PendingImport::State>(state - kStates.begin());
  facts.at("revision").get_to(one.revision);
  read_choices(facts.at("choices"), one);
  facts.at("known_file").get_to(one.known_file);
  one.understood = facts.at("understood");
  one.trial = facts.at("trial");
  one.report = facts.at("report");
  one.problem = facts.at("problem");
  return one;
}

void move_file(fs::path const& from, fs::path const& to) {
  std::error_code failed;
  fs::rename(from, to, failed);
  if (failed) copy_durably(from, to);  // another disk: the upload goes away by itself
  fs::permissions(to, fs::perms::owner_read | fs::perms::owner_write);
}

// A folder that goes away with all that is in it, unless it is whole.
struct HalfMade {
  fs::path folder;
  bool is_whole = false;

  explicit HalfMade(fs::path place) : folder(std::move(place)) {
    make_folders(folder);
    fs::permissions(folder, fs::perms::owner_all);
  }
  HalfMade(HalfMade const&) = delete;
  HalfMade& operator=(HalfMade const&) = delete;
  ~HalfMade() {
    std::error_code ignored;
    if (!is_whole) fs::remove_all(folder, ignored);
  }
};

// The open file that holds the lock, to the end of the program; -1: another has it.
int locked(fs::path const& file) {
  int const fd = ::open(file.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
  if (fd < 0) throw std::system_error(errno, std::generic_category(), "writing " + file.string());
  if (::flock(fd, LOCK_EX | LOCK_NB) == 0) return fd;
  ::close(fd);
  return -1;
}

}  // namespace

std::string_view code_of(PendingImport::State state) { return kStates[static_cast<std::size_t>(state)]; }

PendingImports::PendingImports(fs::path const& folder) {
  for (int n = 1; lock_ < 0; ++n) {
    folder_ = n == 1 ? folder : fs::path(folder.string() + "-" + std::to_string(n));
    make_folders(folder_);
    lock_ = locked(folder_ / kLock);
  }
  take_up();
}

PendingImports::~PendingImports() { ::close(lock_); }

void PendingImports::take_up() {
  for (auto const& entry : fs::directory_iterator(folder_)) {
    if (!entry.is_directory()) continue;
    auto const facts = Json::parse(content_of(entry.path() / kFacts).value_or(""), nullptr, false);
    try {
      auto one = read_facts(facts);
      if (one.id == entry.path().filename()) all_.emplace(one.id, std::move(one));
    } catch (Json::exception const&) {
      // Half made when the power went: nobody was told of it.
      std::error_code ignored;
      fs::remove_all(entry.path(), ignored);
    }
  }
}

fs::path PendingImports::table_of(PendingImport const& one) const {
  return file_of(one, one.ending.empty() ? "table" : "table." + one.ending);
}

fs::path PendingImports::file_of(PendingImport const& one, std::string_view name) const {
  return folder_ / one.id / name;
}

void PendingImports::keep(PendingImport const& one) const {
  write_durably(file_of(one, kFacts), facts_of(one).dump(-1, ' ', false, Json::error_handler_t::replace));
}

void PendingImports::forget(std::string const& id) {
  std::error_code ignored;
  fs::remove_all(folder_ / id, ignored);
  all_.erase(id);
}

Expected<void> PendingImports::make_room(std::string_view account, std::int64_t bytes, Timestamp now) {
  std::vector<std::string> old;
  for (auto const& [id, one] : all_)
    if (!one.is_under_way() && now.ms - one.touched_at.ms > kKeptMs) old.push_back(id);
  for (auto const& id : old) forget(id);
  std::vector<PendingImport const*> own;
  std::int64_t held = bytes;
  for (auto const& [id, one] : all_) {
    held += one.bytes;
    if (one.account == account) own.push_back(&one);
  }
  if (own.size() >= kMost) {
    std::ranges::sort(own, {}, [](auto const* one) { return one->touched_at; });
    auto const done = std::ranges::find_if(
        own, [](auto const* one) { return one->state == PendingImport::State::imported; });
    if (done == own.end())
      return std::unexpected(Error::make("import.too_many", "已有 " + std::to_string(kMost) + " 份表格待导入",
                                         std::to_string(kMost) + " tables wait to be imported already")
                                 .hinting("先导入或删去其中一份", "import one of them, or remove it"));
    forget(std::string((*done)->id));
  }
  if (held > kMostBytes)
    return fail("import.full", "待导入的表格太多，请稍后再试", "too many tables wait; try again later");
  return {};
}

PendingImport const* PendingImports::sent_before(PendingImport const& draft) const {
  if (draft.key.empty()) return nullptr;
  auto const found = std::ranges::find_if(all_, [&](auto const& known) {
    return known.second.account == draft.account && known.second.key == draft.key;
  });
  return found == all_.end() ? nullptr : &found->second;
}

Expected<PendingImports::Added> PendingImports::add(PendingImport draft, fs::path const& table,
                                                    Timestamp now) {
  constexpr std::size_t kIdBytes = 8;
  draft.id = identity::random_hex(kIdBytes);
  draft.made_at = draft.touched_at = now;
  // Before the others are locked out: from another disk it is copied.
  HalfMade made(folder_ / draft.id);
  move_file(table, table_of(draft));
  std::lock_guard const lock(mutex_);
  if (auto const* before = sent_before(draft)) {
    bool const is_same = before->file_hash == draft.file_hash && before->register_id == draft.register_id &&
                         before->name == draft.name;
    if (is_same) return Added{*before, false};
    return fail("request.idempotency_conflict", "同一个 Idempotency-Key 已用于另一请求",
                "this Idempotency-Key was used for another request");
  }
  if (auto room = make_room(draft.account, draft.bytes, now); !room) return std::unexpected(room.error());
  keep(draft);
  made.is_whole = true;
  return Added{all_.emplace(draft.id, std::move(draft)).first->second};
}

std::optional<PendingImport> PendingImports::find(std::string_view account, std::string_view id) const {
  std::lock_guard const lock(mutex_);
  auto const found = all_.find(id);
  if (found == all_.end() || found->second.account != account) return std::nullopt;
  return found->second;
}

std::vector<PendingImport> PendingImports::of(std::string_view account) const {
  std::vector<PendingImport> own;
  {
    std::lock_guard const lock(mutex_);
    for (auto const& [id, one] : all_)
      if (one.account == account) own.push_back(one);
  }
  std::ranges::sort(own, std::greater(), &PendingImport::made_at);
  return own;
}

std::vector<PendingImport> PendingImports::all() const {
  std::lock_guard const lock(mutex_);
  std::vector<PendingImport> every;
  for (auto const& [id, one] : all_) every.push_back(one);
  return every;
}

std::optional<PendingImport> PendingImports::change(std::string_view id,
                                                    std::function<bool(PendingImport&)> const& change) {
  std::lock_guard const lock(mutex_);
  auto const found = all_.find(id);
  if (found == all_.end()) return std::nullopt;
  auto changed = found->second;
  if (!change(changed)) return std::nullopt;
  changed.touched_at = Timestamp::now();
  // A start finds out by itself what became of it: it does not stay under way for want of room on the disk.
  if (found->second.is_under_way() && !changed.is_under_way()) found->second = changed;
  keep(changed);
  found->second = std::move(changed);
  return found->second;
}

bool PendingImports::note_rows(std::string_view id, int revision, std::int64_t rows) {
  std::lock_guard const lock(mutex_);
  auto const found = all_.find(id);
  if (found == all_.end() || found->second.revision != revision) return false;
  if (is_ending_ && found->second.state == PendingImport::State::trying) return false;
  found->second.rows_done = rows;
  return true;
}

bool PendingImports::remove(std::string_view id) {
  std::lock_guard const lock(mutex_);
  auto const found = all_.find(id);
  if (found == all_.end()) return true;
  if (found->second.state == PendingImport::State::importing) return false;
  forget(std::string(id));
  return true;
}

}  // namespace shian::api
