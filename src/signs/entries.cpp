#include <fmt/format.h>

#include <array>
#include <deque>

#include "register/secrecy.hpp"
#include "signs/looking.hpp"

namespace shian::signs {
namespace {

struct Entry {
  RecordId record = 0;
  Timestamp at;
};

// Entries of one account that came closer together than `seconds` allow for `least` of them.
class Runs {
 public:
  Runs(std::int64_t least, std::int64_t seconds, std::function<void(std::vector<Entry> const&)> use)
      : least_(static_cast<std::size_t>(least)), length_ms_(seconds * 1000), use_(std::move(use)) {}

  void add(Entry const& entry) {
    ++entries_;
    while (!window_.empty() && entry.at.ms - window_.front().at.ms > length_ms_) window_.pop_front();
    window_.push_back(entry);
    if (window_.size() < least_) return close();
    if (run_.empty())
      run_.assign(window_.begin(), window_.end());
    else
      run_.push_back(entry);
  }
  // The account's entries are over: how many there were.
  std::size_t end() {
    close();
    window_.clear();
    return std::exchange(entries_, 0);
  }

 private:
  void close() {
    if (!run_.empty()) use_(run_);
    run_.clear();
  }

  std::size_t least_;
  std::int64_t length_ms_;
  std::function<void(std::vector<Entry> const&)> use_;
  std::deque<Entry> window_;
  std::vector<Entry> run_;
  std::size_t entries_ = 0;
};

}  // namespace

// What came in a table came at one moment and says nothing; looked at is what was entered one by one.
Outcome look_for_bursts(Looking const& looking) {
  auto const& sign = looking.sign;
  auto& city = looking.city;
  auto const& schema = *sign.own.schema;
  Outcome outcome{{&sign}, {}};
  auto const least = sign.whole("least");
  int const late_days = city.signs().path ? city.signs().path->late_days : 0;
  std::vector<std::vector<Entry>> runs;
  Runs gathering(least, sign.whole("seconds"), [&](std::vector<Entry> const& run) { runs.push_back(run); });
  std::string account;
  auto const end_account = [&] {
    auto const entries = gathering.end();
    if (entries > 0)
      ++(static_cast<std::int64_t>(entries) < least ? outcome.tally.too_few : outcome.tally.judged);
  };
  std::array<Value, 1> const parameters = {Value(schema.definition.id)};
  city.session().scan(
      "SELECT record, at, actor FROM shian_journal WHERE register = ? AND action = 1 AND batch = 0 ORDER BY "
      "actor, at, seq",
      parameters, [&](store::Statement const& row) {
        if (row.text(2) != account) {
          end_account();
          account = row.text(2);
        }
        gathering.add({row.integer(0), std::get<Timestamp>(row.value(1, store::ColumnType::timestamp))});
        return true;
      });
  end_account();
  auto const context = city.ledger().context();
  for (auto const& run : runs) {
    Involved involved;
    std::int64_t late = 0;
    std::optional<Timestamp> first, last;
    for (auto const& entry : run) {
      auto const* const record = city.ledger().records().find(schema.index, entry.record);
      if (record == nullptr || reg::is_secret(schema, record->values)) continue;
      if (!sign.own.when.empty() && !sign.own.when.holds(record->values, context)) continue;
      involved.add(schema, *record);
      if (!first) first = entry.at;
      last = entry.at;
      auto const day = day_at(*record, sign.own.day);
      if (day && entry.at.day(city.utc_offset_minutes()) - *day > late_days) ++late;
    }
    if (involved.count() < least) continue;
    Found found = found_by(sign);
    involved.give(found);
    auto const seconds = (last->ms - first->ms) / 1000;
    found.from = first->day(city.utc_offset_minutes());
    found.until = last->day(city.utc_offset_minutes());
    found.figures = {{{"录入条数", "entries"}, std::to_string(involved.count())},
                     {{"用时（秒）", "within seconds"}, std::to_string(seconds)}};
    found.why = {fmt::format("同一账号 {} 秒内逐条录入 {} 条。", seconds, involved.count()),
                 fmt::format("one account entered {} records one by one within {} seconds.", involved.count(),
                             seconds)};
    if (late > 0) {
      found.figures.push_back({{"其中补录", "of these late entries"}, std::to_string(late)});
      found.why.zh += fmt::format("其中 {} 条为补录，补录是允许的。", late);
      found.why.en += fmt::format(" {} of them are late entries, which is allowed.", late);
    }
    raise(outcome, std::move(found));
  }
  return outcome;
}

}  // namespace shian::signs
