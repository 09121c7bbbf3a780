#include <fmt/format.h>

#include <algorithm>
#include <functional>
#include <unordered_map>

#include "base/utf8.hpp"
#include "material/alike_photos.hpp"
#include "material/tables.hpp"
#include "register/secrecy.hpp"
#include "signs/looking.hpp"
#include "signs/statistics.hpp"

namespace shian::signs {
namespace {

// Of different combinations of figures; what comes beyond is taken for seen once.
constexpr std::size_t kMostValues = 500'000;
constexpr std::size_t kMostFiles = 2'000'000;

using Hash = std::size_t;
Hash hash_of(std::string_view text) { return std::hash<std::string_view>{}(text); }

std::unordered_map<Hash, std::int64_t> counts_of(Stream const& stream, std::int64_t& all) {
  std::unordered_map<Hash, std::int64_t> counts;
  stream.each(Sorted::by_id, [&](reg::Record const& record) {
    auto const values = joined(record, stream.side().fields);
    if (!values) return;
    ++all;
    auto const hash = hash_of(*values);
    if (auto const there = counts.find(hash); there != counts.end())
      ++there->second;
    else if (counts.size() < kMostValues)
      counts.emplace(hash, 1);
  });
  return counts;
}

struct Copies {
  Involved involved;
  std::string values;
};

auto most_common(std::unordered_map<Hash, Copies> const& copies) {
  return std::ranges::max_element(copies, {}, [](auto const& one) { return one.second.involved.count(); });
}

// Blanks, punctuation, digits and Latin letters aside: a date or a number changed does not make a new text.
std::string bare(std::string_view text) {
  std::string made;
  for (std::size_t at = 0; at < text.size();) {
    auto const begin = at;
    auto const point = next_code_point(text, at);
    constexpr char32_t kLatinEnd = 0x2E80;  // CJK radicals and all behind them
    bool const is_punctuation = (point >= 0x3000 && point <= 0x303F) || point >= 0xFF00;
    if (point >= kLatinEnd && !is_punctuation) made += text.substr(begin, at - begin);
  }
  return made;
}

Owner owner_of(material::Holder const& holder) {
  return {std::string(holder.schema->unit_of(holder.record)),
          std::string(holder.schema->area_of(holder.record.values))};
}

}  // namespace

// The commonest combination within a group, against its share among all other records.
Outcome look_for_copied_values(Looking const& looking) {
  auto const& [city, sign, today] = looking;
  Outcome outcome{{&sign}, {}};
  Stream const stream(city, sign.own);
  std::int64_t all = 0;
  auto const counts = counts_of(stream, all);
  auto const least = sign.whole("least");
  Candidates candidates(sign);
  std::unordered_map<Hash, Copies> copies;
  std::int64_t there = 0;
  auto const end = [&](Group const& group) {
    if (there < least || all - there < least) {
      ++outcome.tally.too_few;
      return;
    }
    ++outcome.tally.judged;
    auto const most = most_common(copies);
    auto const times = most->second.involved.count();
    if (static_cast<double>(times) < sign.number("share") * static_cast<double>(there)) return;
    auto const known = counts.find(most->first);
    auto const elsewhere = known == counts.end() ? 0 : known->second - times;
    // What nobody else wrote is given the benefit of having been written once.
    double const usual = std::min(
        1.0, static_cast<double>(std::max<std::int64_t>(elsewhere, 1)) / static_cast<double>(all - there));
    Found found = found_by(sign);
    found.chance = binomial_at_least(there, times, usual) * static_cast<double>(copies.size());
    most->second.involved.give(found);
    give_group(group, sign.own, found);
    found.figures = {{{"记录数", "records"}, std::to_string(there)},
                     {{"数值完全相同", "with the same figures"}, std::to_string(times)},
                     {{"其他记录中的占比", "share among the others"}, fmt::format("{:.2f}%", usual * 100)},
                     {{"偶然出现的概率", "chance"}, chance_text(found.chance)}};
    found.why = {fmt::format("{} 条记录中有 {} 条数值完全相同；在其他记录里这样的数值只占 {:.2f}%。", there,
                             times, usual * 100),
                 fmt::format("of {} records {} have exactly the same figures; elsewhere these are {:.2f}%.",
                             there, times, usual * 100)};
    candidates.add(std::move(found));
  };
  stream.each_group(sign.definition.per, {[&](Group const&) {
                                            copies.clear();
                                            there = 0;
                                          },
                                          [&](reg::Record const& record) {
                                            auto const values = joined(record, sign.own.fields);
                                            if (!values) return;
                                            ++there;
                                            copies[hash_of(*values)].involved.add(*sign.own.schema, record);
                                          },
                                          end});
  candidates.give(outcome);
  return outcome;
}

Outcome look_for_copied_texts(Looking const& looking) {
  auto const& [city, sign, today] = looking;
  Outcome outcome{{&sign}, {}};
  Stream const stream(city, sign.own);
  auto const field = sign.own.fields.front();
  auto const letters = static_cast<std::size_t>(sign.whole("letters"));
  std::unordered_map<Hash, Copies> copies;
  std::int64_t there = 0;
  auto const use = [&](reg::Record const& record) {
    auto const* const text = std::get_if<std::string>(&at(record, field));
    if (text == nullptr) return;
    auto words = bare(*text);
    if (count_code_points(words) < letters) return;
    ++there;
    auto const hash = hash_of(words);
    if (copies.size() < kMostValues || copies.contains(hash))
      copies[hash].involved.add(*sign.own.schema, record);
  };
  auto const end = [&](Group const& group) {
    if (there < sign.whole("least")) {
      ++outcome.tally.too_few;
      return;
    }
    ++outcome.tally.judged;
    auto const most = most_common(copies);
    auto const times = most->second.involved.count();
    if (times < sign.whole("least") ||
        static_cast<double>(times) < sign.number("share") * static_cast<double>(there))
      return;
    Found found = found_by(sign);
    most->second.involved.give(found);
    give_group(group, sign.own, found);
    found.figures = {{{"有文字的记录", "records with words"}, std::to_string(there)},
                     {{"文字相同", "with the same words"}, std::to_string(times)},
                     {{"占比", "share"}, percent(times, there)}};
    found.why = {
        fmt::format("{} 条记录中有 {} 条文字相同（数字、字母和标点不计）。", there, times),
        fmt::format("of {} records {} have the same words (digits, Latin letters and punctuation aside).",
                    there, times)};
    raise(outcome, std::move(found));
  };
  stream.each_group(sign.definition.per, {[&](Group const&) {
                                            copies.clear();
                                            there = 0;
                                          },
                                          use, end});
  return outcome;
}

Outcome look_for_same_files(Looking const& looking) {
  auto const& [city, sign, today] = looking;
  Outcome outcome{{&sign}, {}};
  struct Holder {
    std::string group;
    reg::Record record;  // what is looked at of it
    std::size_t found = 0;
    bool is_found = false;
  };
  std::unordered_map<std::string, Holder> holders;
  std::vector<Involved> involved;
  Stream const stream(city, sign.own);
  auto const field = sign.own.fields.front();
  stream.each(Sorted::by_id, [&](reg::Record const& record) {
    auto const* const hash = std::get_if<std::string>(&at(record, field));
    auto group = joined(record, sign.own.by);
    if (hash == nullptr || hash->empty() || !group) return;
    ++outcome.tally.judged;
    auto const there = holders.find(*hash);
    if (there == holders.end()) {
      if (holders.size() < kMostFiles) holders.emplace(*hash, Holder{std::move(*group), record});
      return;
    }
    auto& holder = there->second;
    if (holder.group == *group) return;  // a second picture of the same matter is no sign
    if (!holder.is_found) {
      holder.is_found = true;
      holder.found = involved.size();
      involved.emplace_back().add(*sign.own.schema, holder.record);
    }
    involved[holder.found].add(*sign.own.schema, record);
  });
  for (auto const& one : involved) {
    Found found = found_by(sign);
    one.give(found);
    found.figures = {{{"用同一文件的记录", "records with the same file"}, std::to_string(one.count())}};
    found.why = {fmt::format("同一个文件是 {} 条不同事项记录的佐证。", one.count()),
                 fmt::format("one file is the evidence of {} records of different matters.", one.count())};
    raise(outcome, std::move(found));
  }
  return outcome;
}

Outcome look_for_alike_photos(Looking const& looking) {
  auto const& [city, sign, today] = looking;
  Outcome outcome{{&sign}, {}};
  if (!material::is_prepared(city.session())) return outcome;  // nobody has read any evidence yet
  material::PhotoQuestion question;
  question.within = static_cast<int>(sign.whole("within"));
  question.limit = kMostFound;
  question.only_across_areas = true;
  question.reader.may_read = [](reg::Schema const& schema, reg::Record const& record) {
    return !reg::is_secret(schema, record.values);
  };
  question.reader.may_read_files = question.reader.may_read;
  auto const photos = material::alike_photos(city.ledger(), question);
  outcome.tally.judged = photos.photos;
  for (auto const& pair : photos.pairs) {
    Found found = found_by(sign);
    found.records = {{pair.first.schema, pair.first.record.id}, {pair.second.schema, pair.second.record.id}};
    found.total = 2;
    found.newest = found.records.back();
    found.owners = {owner_of(pair.first)};
    if (auto other = owner_of(pair.second); other != found.owners.front())
      found.owners.push_back(std::move(other));
    found.key = fmt::format("{}/{}/{}/{}/{}", sign.definition.id, pair.first.schema->definition.id,
                            pair.first.record.id, pair.second.schema->definition.id, pair.second.record.id);
    found.figures = {{{"不同的位（共 64 位）", "bits that differ, of 64"}, std::to_string(pair.distance)}};
    found.why =
        pair.is_same_file
            ? Text{"两个镇街的记录用了同一张照片。", "records of two towns have the same photo."}
            : Text{fmt::format("两个镇街的记录用了几乎相同的照片（64 位特征中 {} 位不同）。", pair.distance),
                   fmt::format("records of two towns have nearly the same photo ({} of 64 bits differ).",
                               pair.distance)};
    raise(outcome, std::move(found));
  }
  return outcome;
}

}  // namespace shian::signs
