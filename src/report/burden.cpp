#include "report/burden.hpp"

#include <algorithm>
#include <map>
#include <set>
#include <unordered_map>

#include "register/journal.hpp"
#include "register/mask.hpp"
#include "register/secrecy.hpp"

namespace shian::report {
namespace {

// Pauses between entries, and of how many accounts: nothing is known of these but their number.
class Pauses {
 public:
  void add(std::string const& account, std::int64_t seconds) {
    seconds_.push_back(static_cast<int>(seconds));
    accounts_.insert(account);
  }
  [[nodiscard]] Pace pace() const {
    if (accounts_.size() < kFewestAccounts || seconds_.size() < kFewestIntervals) return {};
    auto sorted = seconds_;
    auto const middle = sorted.begin() + static_cast<std::ptrdiff_t>(sorted.size() / 2);
    std::ranges::nth_element(sorted, middle);
    return {*middle, static_cast<std::int64_t>(sorted.size())};
  }

 private:
  std::vector<int> seconds_;
  std::set<std::string> accounts_;
};

struct DepartmentId {
  std::size_t rank = 0;  // its place in the plan
  std::string unit, area;
  auto operator<=>(DepartmentId const&) const = default;
};

DepartmentId department_of(pack::Pack const& pack, std::string const& id) {
  auto const place = [&](auto const& all) {
    return static_cast<std::size_t>(std::ranges::find_if(all, [&](auto const& one) { return one.id == id; }) -
                                    all.begin());
  };
  if (auto const unit = place(pack.units); unit < pack.units.size()) return {unit, id, ""};
  auto const units = pack.units.size();
  if (auto const area = place(pack.areas); area < pack.areas.size()) return {units + area, "", id};
  return {units + pack.areas.size(), "", ""};
}

// A text that somebody had to write: an option is chosen, a day and a number are another matter's.
bool is_written(reg::FieldSchema const& field) {
  using pack::FieldType;
  auto const type = field.definition.type;
  return type == FieldType::text || type == FieldType::code || type == FieldType::person;
}

// The field of the record referred to that holds the same, as the prefilled form takes it; -1: none.
reg::FieldIndex held_as(reg::FieldSchema const& field, std::string_view reference, reg::Schema const& other) {
  std::string_view const id = field.definition.id;
  auto held = other.find(id);
  auto const prefix = std::string(reference) + "_";
  if (held < 0 && id.starts_with(prefix)) held = other.find(id.substr(prefix.size()));
  if (held < 0) return -1;
  auto const& there = other.fields[static_cast<std::size_t>(held)];
  bool const is_alike =
      there.definition.type == field.definition.type && there.definition.unit == field.definition.unit &&
      there.target_register == field.target_register && !reg::is_personal(field) && !reg::is_personal(there);
  return is_alike ? held : -1;
}

class BurdenReading {
 public:
  explicit BurdenReading(city::City& city) : city_(city), layouts_(city.session()) {}

  void add(reg::JournalEntry const& entry) {
    auto const* schema = city_.schemas().find(entry.register_id);
    if (schema == nullptr || entry.action != reg::Action::create) return pass(entry);
    auto const* record = city_.ledger().records().find(schema->index, entry.record);
    if (record != nullptr && reg::is_secret(*schema, record->values)) return pass(entry);
    auto const owner = department_of(city_.pack(), entry.author.unit);
    auto& department = departments_[owner];
    auto& counts = department.counts[schema->index];
    ++counts.records;
    count_values(*schema, entry, owner, counts);
    if (entry.batch != 0) return;
    ++counts.typed;
    counts.asked += static_cast<std::int64_t>(schema->fields.size());
    if (auto const seconds = pause(entry)) {
      department.pauses[schema->index].add(entry.author.actor, *seconds);
      department.all.add(entry.author.actor, *seconds);
      all_.add(entry.author.actor, *seconds);
    }
  }

  [[nodiscard]] Burden take(Day from, Day to) {
    Burden made;
    made.from = from;
    made.to = to;
    made.simulated = city_.has_simulated_records();
    made.is_complete = is_complete_;
    std::map<DepartmentId, std::size_t> places;
    for (auto const& [owner, of] : departments_) {
      places[owner] = made.departments.size();
      auto& department = made.departments.emplace_back(Department{owner.unit, owner.area, {}, {}});
      for (auto const& [index, counts] : of.counts) {
        auto& one = department.registers.emplace_back(RegisterBurden{&city_.schemas().at(index), counts});
        if (auto const found = of.pauses.find(index); found != of.pauses.end())
          one.counts.pace = found->second.pace();
        department.counts.add(counts);
      }
      department.counts.pace = of.all.pace();
      made.all.add(department.counts);
    }
    made.all.pace = all_.pace();
    for (auto const& [pair, times] : twice())
      made.twice.push_back({{places.at(pair.one.owner), pair.one.schema, pair.one.field},
                            {places.at(pair.other.owner), pair.other.schema, pair.other.field},
                            &city_.schemas().at(pair.about),
                            times});
    std::ranges::stable_sort(made.twice, std::greater<>(), &AskedTwice::times);
    return made;
  }

 private:
  struct OfDepartment {
    std::map<int, BurdenCounts> counts;  // by register
    std::map<int, Pauses> pauses;
    Pauses all;
  };
  // A text about a record, and where it was handed in.
  struct Use {
    DepartmentId owner;
    reg::Schema const* schema = nullptr;
    reg::FieldIndex field = 0;
    [[nodiscard]] auto key() const { return std::tuple(owner, schema->index, field); }
  };
  struct UsePair {
    Use one, other;
    int about = 0;
    bool operator<(UsePair const& that) const {
      return std::tuple(about, one.key(), other.key()) <
             std::tuple(that.about, that.one.key(), that.other.key());
    }
  };
  struct Written {
    int about = 0;
    std::vector<Use> uses;
  };

  // What is no creation is work as well: the next pause begins with it.
  void pass(reg::JournalEntry const& entry) {
    if (entry.batch == 0) last_[entry.author.actor] = entry.at;
  }

  std::optional<std::int64_t> pause(reg::JournalEntry const& entry) {
    auto const [last, is_first] = last_.try_emplace(entry.author.actor, entry.at);
    auto const seconds = (entry.at.ms - last->second.ms) / 1000;
    last->second = entry.at;
    if (is_first || seconds < 0 || seconds > kLongestPause_s) return std::nullopt;
    return seconds;
  }

  void count_values(reg::Schema const& schema, reg::JournalEntry const& entry, DepartmentId const& owner,
                    BurdenCounts& counts) {
    auto const* fields = layouts_.fields(entry.layout);
    if (fields == nullptr) return;
    auto const texts = reg::decode_image(entry.body);
    std::vector<std::string const*> values(schema.fields.size(), nullptr);
    for (std::size_t i = 0; i < texts.size() && i < fields->size(); ++i) {
      if (texts[i].empty()) continue;
      ++counts.given;
      if (auto const at = schema.find((*fields)[i]); at >= 0)
        values[static_cast<std::size_t>(at)] = &texts[i];
    }
    std::vector<bool> is_held(values.size(), false);
    for (auto const reference : schema.references) {
      auto const* id = values[static_cast<std::size_t>(reference)];
      if (id == nullptr) continue;
      auto const target = schema.fields[static_cast<std::size_t>(reference)].target_register;
      if (target == schema.index) continue;  // an earlier record of the same register is another matter
      auto const number = std::stoll(*id);
      mark_held(schema, reference, values, city_.ledger().records().find(target, number), is_held);
      note_written(schema, owner, values, is_held, target, number);
    }
    counts.held += std::ranges::count(is_held, true);
  }

  void mark_held(reg::Schema const& schema, reg::FieldIndex reference,
                 std::vector<std::string const*> const& values, reg::Record const* record,
                 std::vector<bool>& is_held) {
    auto const& referring = schema.fields[static_cast<std::size_t>(reference)];
    auto const& other = city_.schemas().at(referring.target_register);
    for (std::size_t i = 0; record != nullptr && i < values.size(); ++i) {
      if (values[i] == nullptr || is_held[i]) continue;
      auto const held = held_as(schema.fields[i], referring.definition.id, other);
      is_held[i] = held >= 0 && canonical(record->values[static_cast<std::size_t>(held)]) == *values[i];
    }
  }

  void note_written(reg::Schema const& schema, DepartmentId const& owner,
                    std::vector<std::string const*> const& values, std::vector<bool> const& is_held,
                    int target, RecordId number) {
    for (std::size_t i = 0; i < values.size(); ++i) {
      if (values[i] == nullptr || is_held[i] || !is_written(schema.fields[i])) continue;
      auto const key = std::to_string(target) + "\x1f" + std::to_string(number) + "\x1f" + *values[i];
      if (written_.size() >= kMostCompared && !written_.contains(key)) {
        is_complete_ = false;
        continue;
      }
      auto& text = written_[key];
      text.about = target;
      Use const use{owner, &schema, static_cast<reg::FieldIndex>(i)};
      if (std::ranges::find(text.uses, use.key(), &Use::key) == text.uses.end()) text.uses.push_back(use);
    }
  }

  [[nodiscard]] std::map<UsePair, std::int64_t> twice() const {
    std::map<UsePair, std::int64_t> made;
    for (auto const& [key, text] : written_) {
      for (std::size_t i = 0; i < text.uses.size(); ++i) {
        for (std::size_t k = i + 1; k < text.uses.size(); ++k) {
          auto one = text.uses[i], other = text.uses[k];
          if (one.schema == other.schema || one.owner == other.owner) continue;
          if (other.key() < one.key()) std::swap(one, other);
          ++made[{one, other, text.about}];
        }
      }
    }
    return made;
  }

  city::City& city_;
  reg::Layouts layouts_;
  std::map<DepartmentId, OfDepartment> departments_;
  Pauses all_;
  std::unordered_map<std::string, Timestamp> last_;  // by account
  std::unordered_map<std::string, Written> written_;
  bool is_complete_ = true;
};

std::optional<Timestamp> last_entered(store::Session& session) {
  auto const last = reg::last_entry(session);
  std::optional<Timestamp> at;
  reg::read_entries(session, last - 1, last, [&](reg::JournalEntry const& entry) {
    at = entry.at;
    return true;
  });
  return at;
}

}  // namespace

void BurdenCounts::add(BurdenCounts const& other) {
  records += other.records;
  typed += other.typed;
  asked += other.asked;
  given += other.given;
  held += other.held;
}

Expected<Burden> read_burden(city::City& city, BurdenQuestion const& question) {
  auto const offset = city.utc_offset_minutes();
  auto const newest = last_entered(city.session());
  auto const last = newest ? newest->day(offset) : city.today();
  auto const from = question.from.value_or(question.to.value_or(last).first_of_year());
  auto const to = question.to.value_or(from.last_of_year());
  if (to < from)
    return std::unexpected(Error::make("burden.days",
                                       "止日 " + to.to_string() + " 早于起日 " + from.to_string(),
                                       to.to_string() + " is before " + from.to_string()));
  BurdenReading reading(city);
  auto const begin = Timestamp::at_start_of(from, offset);
  auto const end = Timestamp::at_start_of(to + 1, offset);
  reg::read_journal(city.session(), end, [&](reg::JournalEntry const& entry) {
    if (entry.at >= begin && entry.at < end) reading.add(entry);
    return true;
  });
  return reading.take(from, to);
}

Burden of_department(Burden burden, std::string_view unit, std::string_view area) {
  auto const is_own = [&](std::size_t index) {
    auto const& one = burden.departments[index];
    return (!unit.empty() && one.unit == unit) || (!area.empty() && one.area == area);
  };
  std::erase_if(burden.twice, [&](AskedTwice const& pair) {
    return !is_own(pair.one.department) && !is_own(pair.other.department);
  });
  // The other side of a pair is named; its counts are its own.
  for (std::size_t i = 0; i < burden.departments.size(); ++i) {
    if (is_own(i)) continue;
    burden.departments[i].counts = {};
    burden.departments[i].registers.clear();
  }
  return burden;
}

}  // namespace shian::report
