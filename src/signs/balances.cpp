#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <unordered_map>
#include <unordered_set>

#include "signs/looking.hpp"

namespace shian::signs {
namespace {

struct Sum {
  Group group;
  Involved involved;
  Decimal in, out;
  std::int64_t ins = 0, outs = 0;
  bool is_too_large = false;  // for an exact decimal
};

void add(Decimal& sum, Decimal figure, bool& is_too_large) {
  if (auto const more = sum.plus(figure))
    sum = *more;
  else
    is_too_large = true;
}

// What equals may differ by, in percent of what came in.
bool is_within(Decimal in, Decimal off, Decimal percent) {
  auto const allowed = in.times(percent);
  auto const hundredfold = off.times(Decimal(100));
  return allowed && hundredfold && *hundredfold <= *allowed;
}

constexpr std::size_t kMostClaims = 100'000;
constexpr std::size_t kMostShown = 10;  // of what speaks against one claim

struct Claim {
  reg::Record record;
  std::optional<Day> day;
  Involved against;
};

}  // namespace

Outcome look_at_balance(Looking const& looking) {
  auto const& [city, sign, today] = looking;
  Outcome outcome{{&sign}, {}};
  std::map<std::string, Sum> sums;
  auto const sum_of = [&](Group const& group) -> Sum& {
    auto key = joined(group.by) + (group.stretch ? group.stretch->from.to_string() : "");
    auto& sum = sums[key];
    sum.group = group;
    return sum;
  };
  auto const gather = [&](reg::SignSide const& side, bool is_own) {
    Stream const stream(city, side);
    Sum* sum = nullptr;
    auto const use = [&](reg::Record const& record) {
      auto const first = number_at(record, side.fields.front());
      // Within one register only rows that say both can be held against each other.
      auto const second = side.fields.size() > 1 ? number_at(record, side.fields[1]) : std::nullopt;
      if (!first || (side.fields.size() > 1 && !second)) return;
      sum->involved.add(*side.schema, record);
      add(is_own ? sum->in : sum->out, *first, sum->is_too_large);
      ++(is_own ? sum->ins : sum->outs);
      if (!second) return;
      add(sum->out, *second, sum->is_too_large);
      ++sum->outs;
    };
    stream.each_group(sign.definition.per,
                      {[&](Group const& group) { sum = &sum_of(group); }, use, [](Group const&) {}});
  };
  gather(sign.own, true);
  if (sign.other) gather(*sign.other, false);
  for (auto const& [key, sum] : sums) {
    bool const is_over = !sum.group.stretch || sum.group.stretch->until <= today;
    if (!is_over) continue;
    if (sum.ins < sign.whole("least") || sum.outs < sign.whole("least") || sum.is_too_large) {
      ++outcome.tally.too_few;
      continue;
    }
    ++outcome.tally.judged;
    auto const over = sum.out.minus(sum.in);
    if (!over) continue;
    bool const exceeds = over->sign() > 0 && !is_within(sum.in, *over, sign.exact("exceed"));
    bool const lacks =
        over->sign() < 0 && sign.has("lack") && !is_within(sum.in, over->negated(), sign.exact("lack"));
    if (!exceeds && !lacks) continue;
    Found found = found_by(sign);
    sum.involved.give(found);
    give_group(sum.group, sign.own, found);
    auto const name = [&](reg::SignSide const& side, std::size_t which) {
      return side.schema->fields[static_cast<std::size_t>(side.fields[which])].definition.name;
    };
    auto const in = name(sign.own, 0);
    auto const out = sign.other ? name(*sign.other, 0) : name(sign.own, 1);
    auto const difference = over->sign() > 0 ? *over : over->negated();
    found.figures = {{in, sum.in.to_string()},
                     {out, sum.out.to_string()},
                     {{"相差", "difference"}, difference.to_string()}};
    found.why =
        exceeds ? Text{fmt::format("{}合计 {}，比{}合计 {} 多 {}。", out.zh, sum.out.to_string(), in.zh,
                                   sum.in.to_string(), difference.to_string()),
                       fmt::format("{} adds up to {}, {} more than {} with {}.", out.en, sum.out.to_string(),
                                   difference.to_string(), in.en, sum.in.to_string())}
                : Text{fmt::format("{}合计 {}，比{}合计 {} 少 {}，去向没有写明。", out.zh,
                                   sum.out.to_string(), in.zh, sum.in.to_string(), difference.to_string()),
                       fmt::format("{} adds up to {}, {} less than {} with {}: where it went is not said.",
                                   out.en, sum.out.to_string(), difference.to_string(), in.en,
                                   sum.in.to_string())};
    raise(outcome, std::move(found));
  }
  return outcome;
}

// Claims are few and kept; what may speak against them streams past.
Outcome look_for_contradictions(Looking const& looking) {
  auto const& [city, sign, today] = looking;
  Outcome outcome{{&sign}, {}};
  std::vector<Claim> claims;
  std::unordered_multimap<std::string, std::size_t> by_values;
  Stream(city, sign.own).each(Sorted::by_id, [&](reg::Record const& record) {
    auto const values = joined(record, sign.own.by);
    if (!values || claims.size() >= kMostClaims) return;
    Claim claim{record, day_at(record, sign.own.day), {}};
    by_values.emplace(*values, claims.size());
    claims.push_back(std::move(claim));
  });
  if (claims.empty()) return outcome;
  outcome.tally.judged = static_cast<std::int64_t>(claims.size());
  std::optional<std::unordered_set<std::string>> covered;
  if (sign.covered) {
    covered.emplace();
    Stream(city, *sign.covered).each(Sorted::by_id, [&](reg::Record const& record) {
      if (auto const values = joined(record, sign.covered->by)) covered->insert(*values);
    });
  }
  Stream(city, *sign.other).each(Sorted::by_id, [&](reg::Record const& record) {
    auto const values = joined(record, sign.other->by);
    if (!values) return;
    if (covered) {
      auto const what = joined(record, sign.other->fields);
      if (!what || covered->contains(*what)) return;
    }
    auto const [begin, end] = by_values.equal_range(*values);
    for (auto one = begin; one != end; ++one) {
      auto& claim = claims[one->second];
      auto const day = day_at(record, sign.other->day);
      if (claim.day && day && *day > *claim.day) continue;  // it came after what was claimed
      claim.against.add(*sign.other->schema, record);
    }
  });
  for (auto const& claim : claims) {
    if (claim.against.count() == 0) continue;
    Found found = found_by(sign);
    Involved own;
    own.add(*sign.own.schema, claim.record);
    own.give(found);
    Found against = found_by(sign);
    claim.against.give(against);
    if (against.records.size() > kMostShown) against.records.resize(kMostShown);
    found.records.insert(found.records.end(), against.records.begin(), against.records.end());
    found.total += against.total;
    for (auto const field : sign.own.by)
      if (field >= 0) found.common.push_back({sign.own.schema, field, at(claim.record, field)});
    found.figures = {{{"与之矛盾的记录", "records that show otherwise"}, std::to_string(against.total)}};
    found.why = {fmt::format("这一条所报的情况，与「{}」里的 {} 条记录不一致。",
                             sign.other->schema->definition.name.zh, against.total),
                 fmt::format("what it reports does not agree with {} records of {}.", against.total,
                             sign.other->schema->definition.name.en)};
    raise(outcome, std::move(found));
  }
  return outcome;
}

}  // namespace shian::signs
