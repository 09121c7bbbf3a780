#include "api/evidence_reader.hpp"

#include <sys/resource.h>

#include <future>
#include <random>

#include "base/hash.hpp"
#include "material/follow.hpp"

namespace shian::api {
namespace {

constexpr std::int64_t kEntries = 1'000;  // followed at once: nobody waits for the writer long
constexpr std::size_t kFiles = 20;        // looked up at once
constexpr std::size_t kMostPassed = 10'000;
// What is not here now, or could not be kept, is tried again.
constexpr std::chrono::minutes kElsewhere{60}, kNotKept{2};
constexpr std::chrono::milliseconds kLookAgain{50};

// Several servers of one store begin at different files: they seldom read the same one twice.
std::string anywhere() {
  std::random_device random;
  return hex(sha256(std::to_string(random()) + std::to_string(random())));
}

}  // namespace

struct EvidenceReader::Batch {
  std::vector<material::UnreadFile> files;
  std::vector<std::filesystem::path> paths;
  int utc_offset_minutes = 0;
};

EvidenceReader::EvidenceReader(EvidenceReaderOptions options)
    : options_(std::move(options)), process_(options_.program, options_.at_most) {}

void EvidenceReader::start(Desk& desk) {
  desk_ = &desk;
  thread_ = std::thread([this] { work(); });
}

void EvidenceReader::wake() {
  {
    std::lock_guard const lock(mutex_);
    is_woken_ = true;
  }
  moved_.notify_all();
}

void EvidenceReader::finish() {
  {
    std::lock_guard const lock(mutex_);
    is_stopping_ = true;
  }
  process_.stop();
  moved_.notify_all();
  if (thread_.joinable()) thread_.join();
}

bool EvidenceReader::is_stopping() const {
  std::lock_guard const lock(mutex_);
  return is_stopping_;
}

void EvidenceReader::complain(Text const& text) const {
  if (options_.complain) options_.complain(text);
}

void EvidenceReader::work() {
  constexpr int kLast = 19;
  (void)::setpriority(PRIO_PROCESS, 0, kLast);  // on Linux: of this thread, and of what it starts
  while (!is_stopping()) {
    try {
      if (follow() == Came::done) (void)read();
    } catch (std::exception const& broken) {
      std::string const why = broken.what();
      complain({"读取佐证文件时出错：" + why, "while reading evidence: " + why});
    }
    process_.end();  // its memory is needed when there is a file again
    std::unique_lock lock(mutex_);
    moved_.wait_for(lock, options_.look_again, [this] { return is_woken_ || is_stopping_; });
    moved_.wait_for(lock, options_.rest, [this] { return is_stopping_; });
    is_woken_ = false;
  }
}

// Nothing: it was not answered, as the program stops or the store is away.
template <class Answer>
std::optional<Answer> EvidenceReader::ask(std::function<Answer(city::City&)> question) {
  auto const told = std::make_shared<std::promise<Answer>>();
  auto answer = told->get_future();
  bool const taken = desk_->ask([told, question = std::move(question)](city::City& city) {
    try {
      told->set_value(question(city));
    } catch (...) {
      told->set_exception(std::current_exception());
      throw;
    }
  });
  if (!taken) return std::nullopt;
  while (answer.wait_for(kLookAgain) == std::future_status::timeout)
    if (is_stopping()) return std::nullopt;
  return answer.get();
}

EvidenceReader::Came EvidenceReader::change(std::function<void(city::City&)> write) {
  auto const settled = std::make_shared<std::promise<bool>>();
  auto done = settled->get_future();
  bool const taken =
      desk_->change({{"", ""},
                     [write = std::move(write)](city::City& city, reg::Writing&) { write(city); },
                     [this, settled](store::Failure const* failure) {
                       if (failure != nullptr) complain(failure->text());
                       settled->set_value(failure == nullptr);
                     }});
  if (!taken) return Came::broken;
  while (done.wait_for(kLookAgain) == std::future_status::timeout)
    if (is_stopping()) return Came::stopped;
  return done.get() ? Came::done : Came::broken;
}

EvidenceReader::Came EvidenceReader::follow() {
  while (true) {
    auto const behind =
        ask<std::int64_t>([](city::City& city) { return material::entries_behind(city.ledger()); });
    if (!behind) return is_stopping() ? Came::stopped : Came::broken;
    if (*behind == 0) return Came::done;
    auto const came = change([](city::City& city) { (void)material::follow(city.ledger(), kEntries); });
    if (came != Came::done) return came;
  }
}

EvidenceReader::Came EvidenceReader::read() {
  auto behind = anywhere();
  bool is_round = false;
  while (true) {
    auto const batch = ask<Batch>([behind](city::City& city) {
      Batch made;
      made.files = material::unread_files(city.session(), kFiles, material::Again::where_it_helps, behind);
      for (auto const& file : made.files) made.paths.push_back(city.evidence().path_of(file.hash));
      made.utc_offset_minutes = city.utc_offset_minutes();
      return made;
    });
    if (!batch) return is_stopping() ? Came::stopped : Came::broken;
    if (batch->files.empty()) {
      if (is_round) return Came::done;
      is_round = true;
      behind.clear();
      continue;
    }
    behind = batch->files.back().hash;
    for (std::size_t i = 0; i < batch->files.size(); ++i) {
      if (is_stopping()) return Came::stopped;
      if (is_passed_over(batch->files[i].hash)) continue;
      auto const came = read_one(batch->files[i], batch->paths[i], batch->utc_offset_minutes);
      if (came != Came::done) return came;
    }
  }
}

void EvidenceReader::pass_over(std::string const& hash, std::chrono::minutes so_long) {
  if (passed_.size() >= kMostPassed) passed_.clear();
  passed_[hash] = std::chrono::steady_clock::now() + so_long;
}

bool EvidenceReader::is_passed_over(std::string const& hash) const {
  auto const found = passed_.find(hash);
  return found != passed_.end() && std::chrono::steady_clock::now() < found->second;
}

std::optional<Expected<material::Content>> EvidenceReader::content_of(material::UnreadFile const& file,
                                                                      std::filesystem::path const& path,
                                                                      int utc_offset_minutes) {
  if (options_.program.empty()) return material::read_content(path, file.name, utc_offset_minutes);
  auto read = process_.read(path, file.name, utc_offset_minutes);
  if (read) return std::move(*read);
  if (!read.error().why.empty()) complain(read.error().why);
  return std::nullopt;
}

EvidenceReader::Came EvidenceReader::read_one(material::UnreadFile const& file,
                                              std::filesystem::path const& path, int utc_offset_minutes) {
  // Lost, or on another server's disk: it stays unread and is told as such, not as a file that is damaged.
  std::error_code ignored;
  if (!std::filesystem::is_regular_file(path, ignored)) {
    pass_over(file.hash, kElsewhere);
    return Came::done;
  }
  auto content = content_of(file, path, utc_offset_minutes);
  if (!content) return is_stopping() ? Came::stopped : Came::broken;
  auto const came =
      change([hash = file.hash, content = std::move(*content), now = Timestamp::now()](city::City& city) {
        if (material::is_unread(city.session(), hash)) material::keep(city.session(), hash, content, now);
      });
  if (came == Came::broken) pass_over(file.hash, kNotKept);
  return came;
}

}  // namespace shian::api
