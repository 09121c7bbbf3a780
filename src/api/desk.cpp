#include "api/desk.hpp"

#include <algorithm>
#include <atomic>
#include <condition_variable>
#include <deque>
#include <mutex>
#include <optional>
#include <thread>
#include <variant>

namespace shian::api {
namespace {

// A queue that closes: what was put in is still taken out, nothing more goes in.
template <class T>
class Queue {
 public:
  explicit Queue(std::size_t most) : most_(most) {}

  bool put(T item) {
    {
      std::lock_guard const lock(mutex_);
      if (closed_ || items_.size() >= most_) return false;
      items_.push_back(std::move(item));
    }
    filled_.notify_one();
    return true;
  }
  /// Nothing: closed and empty.
  std::optional<T> take() {
    std::unique_lock lock(mutex_);
    filled_.wait(lock, [this] { return closed_ || !items_.empty(); });
    if (items_.empty()) return std::nullopt;
    return pop();
  }
  /// The next item, without waiting, if `wanted` says so of it.
  template <class Wanted>
  std::optional<T> take_if(Wanted const& wanted) {
    std::lock_guard const lock(mutex_);
    if (items_.empty() || !wanted(items_.front())) return std::nullopt;
    return pop();
  }
  void close() {
    {
      std::lock_guard const lock(mutex_);
      closed_ = true;
    }
    filled_.notify_all();
  }
  [[nodiscard]] std::size_t size() const {
    std::lock_guard const lock(mutex_);
    return items_.size();
  }

 private:
  T pop() {
    T item = std::move(items_.front());
    items_.pop_front();
    return item;
  }

  std::size_t most_;
  mutable std::mutex mutex_;
  std::condition_variable filled_;
  std::deque<T> items_;
  bool closed_ = false;
};

std::vector<std::string> registers_since(store::Session& session, std::int64_t entry) {
  std::vector<std::string> ids;
  std::array<Value, 1> const parameters = {Value(entry)};
  session.scan("SELECT DISTINCT register FROM shian_journal WHERE seq > ? ORDER BY register", parameters,
               [&](store::Statement const& row) {
                 ids.emplace_back(row.text(0));
                 return true;
               });
  return ids;
}

struct Undertaken {
  Undertaking work;
  std::function<void()> settled;
};

DatedQuestion dated(Question question) {
  return [question = std::move(question)](city::City& city, std::uint64_t) { question(city); };
}

// The pack in the store is not the one that the city was opened with.
struct Outdated {};

std::string joined(Errors const& errors) {
  std::string text;
  for (auto const& error : errors) text += (text.empty() ? "" : "; ") + error.to_string(Language::en);
  return text;
}

}  // namespace

class Desk::Implementation {
 public:
  explicit Implementation(DeskOptions options)
      : options_(std::move(options)),
        questions_(options_.most_waiting),
        long_questions_(options_.most_long_waiting),
        work_(options_.most_waiting) {}

  ~Implementation() { finish(); }

  void finish() {
    {
      // First: whoever waits for a store that is away must not wait for ever.
      std::lock_guard const lock(watch_mutex_);
      stopping_ = true;
    }
    watch_.notify_all();
    questions_.close();
    long_questions_.close();
    for (auto& reader : readers_)
      if (reader.joinable()) reader.join();
    work_.close();  // now: questions lead to changes
    if (writer_.joinable()) writer_.join();
    if (watcher_.joinable()) watcher_.join();
  }

  std::expected<void, Errors> start() {
    auto opened = city::City::open(options_.store);
    if (!opened) return std::unexpected(std::move(opened.error()));
    newest_ = reg::last_entry((*opened)->session());
    edition_ = (*opened)->edition();
    version_ = static_cast<std::uint64_t>(newest_) + 1;
    writer_ = std::thread([this, city = std::move(*opened)]() mutable { write_all(std::move(city)); });
    for (int i = 0; i < options_.readers; ++i) readers_.emplace_back([this] { answer_all(questions_); });
    readers_.emplace_back([this] { answer_all(long_questions_); });
    watcher_ = std::thread([this] { watch_all(); });
    return {};
  }

  bool ask(DatedQuestion question) { return !is_away_ && questions_.put(std::move(question)); }
  bool ask_at_length(DatedQuestion question) { return !is_away_ && long_questions_.put(std::move(question)); }
  bool put(std::variant<Change, Undertaken> work) { return !is_away_ && work_.put(std::move(work)); }
  [[nodiscard]] std::uint64_t version() const { return version_; }
  void note_change() { tell({++version_, {}, Timestamp::now()}); }

  [[nodiscard]] Facts facts() const {
    return {questions_.size() + long_questions_.size(),
            work_.size(),
            asked_,
            changed_,
            groups_,
            largest_,
            options_.readers};
  }

 private:
  void tell(Movement const& movement) const {
    if (options_.moved) options_.moved(movement);
  }
  void complain(Text const& text) const {
    if (options_.broken) options_.broken(text);
  }

  // Opens a city, again and again while the store is away: an office's PostgreSQL restarts at night.
  std::unique_ptr<city::City> reopened() {
    while (true) {
      try {
        auto opened = city::City::open(options_.store);
        is_away_ = !opened;
        if (opened) return std::move(*opened);
        complain({"库无法打开：" + joined(opened.error()),
                  "the store cannot be opened: " + joined(opened.error())});
      } catch (store::Failure const& failure) {
        is_away_ = true;
        complain(failure.text());
      }
      std::unique_lock lock(watch_mutex_);
      if (watch_.wait_for(lock, std::chrono::seconds(1), [this] { return stopping_; })) return nullptr;
    }
  }

  // What breaks under it is complained of; a city whose store is gone is let go.
  template <class Work>
  void attempt(std::unique_ptr<city::City>& city, Text const& doing, Work const& work) const {
    try {
      work();
    } catch (store::Failure const& failure) {
      complain(failure.text());
      if (failure.kind() == store::Failure::Kind::gone) city.reset();
    } catch (std::exception const& broken) {
      std::string const why = broken.what();
      complain({doing.zh + "时出错：" + why, "while " + doing.en + ": " + why});
    }
  }

  void answer_all(Queue<DatedQuestion>& questions) {
    // Opened before anybody asks: reading the pack takes a quarter of a second.
    std::uint64_t generation = generation_;
    std::uint64_t seen = version_;
    auto city = reopened();
    while (city) {
      auto const question = questions.take();
      if (!question) return;
      std::uint64_t const version = version_;  // first: it moves after the generation
      if (generation != generation_) {
        generation = generation_;
        city = reopened();
        if (!city) return;
      } else if (seen != version) {
        city->ledger().records().forget_all();
        city->cells().load_ids();
      }
      seen = version;
      ++asked_;
      attempt(city, {"回答", "answering"}, [&] { (*question)(*city, seen); });
      if (!city) city = reopened();  // now and not when somebody asks, who would wait for it
    }
  }

  void write_all(std::unique_ptr<city::City> city) {
    while (auto first = work_.take()) {
      if (city && city->edition() != edition_) city = reopened();
      if (!city) {  // the store is away and the program ends
        if (auto const* change = std::get_if<Change>(&*first)) tell_closed(*change);
        continue;
      }
      if (auto* undertaken = std::get_if<Undertaken>(&*first)) {
        auto reload = Reload::no;
        attempt(city, {"执行", "working"}, [&] { reload = undertaken->work(*city); });
        // First: whoever is told that it is done must find what it changed.
        if (city) look(city->session());
        if (reload == Reload::yes) city = reopened();
        if (undertaken->settled) attempt(city, {"告知", "telling of it"}, undertaken->settled);
      } else {
        std::vector<Change> group;
        group.push_back(std::move(std::get<Change>(*first)));
        while (group.size() < options_.largest_group) {
          auto next = work_.take_if([](auto const& work) { return std::holds_alternative<Change>(work); });
          if (!next) break;
          group.push_back(std::move(std::get<Change>(*next)));
        }
        commit(city, group);
      }
      if (!city) city = reopened();
    }
  }

  static void tell_closed(Change const& change) {
    store::Failure const gone(store::Failure::Kind::gone, {"库已关闭", "the store is closed"});
    change.settled(&gone);
  }

  // One transaction for the whole group; when the store breaks under it, one for each.
  void commit(std::unique_ptr<city::City>& city, std::vector<Change>& group) {
    ++groups_;
    largest_ = std::max<std::uint64_t>(largest_, group.size());
    bool written = false;
    try {
      written = write_together(*city, group);
    } catch (Outdated const&) {
      look(city->session());
      city = reopened();
    }
    if (!written) {
      for (auto& change : group) {
        if (!city) city = reopened();
        if (!city) {
          tell_closed(change);
          continue;
        }
        try {
          reg::Writing writing(city->ledger(), change.author, Timestamp::now());
          change.write(*city, writing);
          writing.commit();
        } catch (store::Failure const& failure) {
          bool const is_gone = failure.kind() == store::Failure::Kind::gone;
          change.settled(&failure);
          if (is_gone) city.reset();
          continue;
        } catch (std::exception const& broken) {
          store::Failure const failure(
              store::Failure::Kind::other,
              {"写入时出错：" + std::string(broken.what()), "while writing: " + std::string(broken.what())});
          complain(failure.text());
          change.settled(&failure);
          continue;
        }
        ++changed_;
        look(city->session());
        change.settled(nullptr);
      }
      return;
    }
    changed_ += group.size();
    look(city->session());
    for (auto& change : group) change.settled(nullptr);
  }

  bool write_together(city::City& city, std::vector<Change>& group) {
    try {
      reg::Writing writing(city.ledger(), group.front().author, Timestamp::now());
      // Nobody can change the pack while this transaction writes.
      if (city::pack_edition(city.session()) != city.edition()) throw Outdated();
      for (auto& change : group) {
        writing.write_as(change.author, Timestamp::now());
        change.write(city, writing);
      }
      writing.commit();
      return true;
    } catch (Outdated const&) {
      throw;
    } catch (std::exception const&) {
      return false;  // the one that breaks it is found when each is tried alone
    }
  }

  void watch_all() {
    std::unique_ptr<store::Session> session;
    std::unique_lock lock(watch_mutex_);
    while (!watch_.wait_for(lock, options_.look_again, [this] { return stopping_; })) {
      lock.unlock();
      try {
        if (!session) session = store::open(options_.store);
        look(*session);
      } catch (store::Failure const&) {
        session.reset();  // tried again; who asks is told
      }
      lock.lock();
    }
  }

  // Compares the newest entry and the pack's edition with those known, and tells when they moved.
  void look(store::Session& session) {
    Movement movement;
    try {
      std::lock_guard const lock(look_mutex_);
      auto const edition = city::pack_edition(session);
      auto const newest = reg::last_entry(session);
      bool const is_repacked = edition != edition_;
      if (newest <= newest_ && !is_repacked) return;
      movement.registers = registers_since(session, newest_);
      newest_ = std::max(newest, newest_);
      edition_ = edition;
      if (is_repacked) ++generation_;  // first: who asks after the version moved must find the new pack
      movement.version = ++version_;
      movement.at = Timestamp::now();
    } catch (store::Failure const& failure) {
      complain(failure.text());
      return;
    }
    tell(movement);
  }

  DeskOptions options_;
  Queue<DatedQuestion> questions_, long_questions_;
  Queue<std::variant<Change, Undertaken>> work_;
  std::vector<std::thread> readers_;
  std::thread writer_, watcher_;
  std::mutex watch_mutex_;
  std::condition_variable watch_;
  bool stopping_ = false;
  std::mutex look_mutex_;
  std::int64_t newest_ = 0;
  std::atomic<std::int64_t> edition_ = 0;  // of the pack in the store, as last seen
  std::atomic<std::uint64_t> version_ = 1;
  std::atomic<std::uint64_t> generation_ = 0;
  std::atomic<bool> is_away_ = false;  // the store could not be opened when it was last tried
  std::atomic<std::uint64_t> asked_ = 0, changed_ = 0, groups_ = 0, largest_ = 0;
};

std::expected<std::unique_ptr<Desk>, Errors> Desk::open(DeskOptions options) {
  auto implementation = std::make_unique<Implementation>(std::move(options));
  if (auto started = implementation->start(); !started) return std::unexpected(std::move(started.error()));
  return std::unique_ptr<Desk>(new Desk(std::move(implementation)));
}

Desk::Desk(std::unique_ptr<Implementation> implementation) : implementation_(std::move(implementation)) {}
Desk::~Desk() = default;
void Desk::finish() { implementation_->finish(); }
bool Desk::ask(Question question) { return implementation_->ask(dated(std::move(question))); }
bool Desk::ask_dated(DatedQuestion question) { return implementation_->ask(std::move(question)); }
bool Desk::ask_at_length(Question question) {
  return implementation_->ask_at_length(dated(std::move(question)));
}
bool Desk::change(Change change) { return implementation_->put(std::move(change)); }
bool Desk::undertake(Undertaking work, std::function<void()> settled) {
  return implementation_->put(Undertaken{std::move(work), std::move(settled)});
}
std::uint64_t Desk::version() const { return implementation_->version(); }
void Desk::note_change() { implementation_->note_change(); }
Desk::Facts Desk::facts() const { return implementation_->facts(); }

}  // namespace shian::api
