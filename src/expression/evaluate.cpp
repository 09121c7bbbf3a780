#include <algorithm>

#include "expression/node.hpp"

namespace shian::expression {

Text type_name(Type type) {
  switch (type) {
    case Type::null:
      return {"空值", "null"};
    case Type::boolean:
      return {"是否", "a condition"};
    case Type::number:
      return {"数", "a number"};
    case Type::text:
      return {"文字", "text"};
    case Type::date:
      return {"日期", "a date"};
    case Type::timestamp:
      return {"时刻", "a moment"};
  }
  return {};
}

Datum Datum::of(bool value) {
  Datum datum;
  datum.type = Type::boolean;
  datum.flag = value;
  return datum;
}

Datum Datum::of(Decimal value) {
  Datum datum;
  datum.type = Type::number;
  datum.number = value;
  return datum;
}

Datum Datum::of(Day value) {
  Datum datum;
  datum.type = Type::date;
  datum.day = value;
  return datum;
}

Datum Datum::of(std::string_view value) {
  Datum datum;
  datum.type = Type::text;
  datum.text = value;
  return datum;
}

Datum Datum::of(Value const& value) {
  Datum datum;
  switch (value.index()) {
    case 0:
      break;
    case 1:
      return of(std::get<bool>(value));
    case 2:
      return of(Decimal(std::get<std::int64_t>(value)));
    case 3:
      return of(std::get<Decimal>(value));
    case 4:
      return of(std::get<Day>(value));
    case 5:
      datum.type = Type::timestamp;
      datum.moment = std::get<Timestamp>(value);
      break;
    case 6:
      return of(std::string_view(std::get<std::string>(value)));
    default:
      break;
  }
  return datum;
}

namespace {

Datum of(std::optional<Decimal> value) { return value ? Datum::of(*value) : Datum{}; }

bool same(Datum const& a, Datum const& b) {
  switch (a.type) {
    case Type::boolean:
      return a.flag == b.flag;
    case Type::number:
      return a.number == b.number;
    case Type::text:
      return a.text == b.text;
    case Type::date:
      return a.day == b.day;
    case Type::timestamp:
      return a.moment == b.moment;
    case Type::null:
      return b.is_null();
  }
  return false;
}

bool less(Datum const& a, Datum const& b) {
  switch (a.type) {
    case Type::number:
      return a.number < b.number;
    case Type::text:
      return a.text < b.text;
    case Type::date:
      return a.day < b.day;
    case Type::timestamp:
      return a.moment < b.moment;
    case Type::boolean:
    case Type::null:
      return false;
  }
  return false;
}

Datum compare(Op op, Datum const& a, Datum const& b) {
  if (a.is_null() || b.is_null()) return {};
  switch (op) {
    case Op::equal:
      return Datum::of(same(a, b));
    case Op::not_equal:
      return Datum::of(!same(a, b));
    case Op::less:
      return Datum::of(less(a, b));
    case Op::less_equal:
      return Datum::of(!less(b, a));
    case Op::greater:
      return Datum::of(less(b, a));
    default:
      return Datum::of(!less(a, b));
  }
}

Datum arithmetic(Op op, Datum const& a, Datum const& b) {
  if (a.is_null() || b.is_null()) return {};
  if (a.type == Type::date) {
    if (b.type == Type::date) return Datum::of(Decimal(a.day - b.day));
    auto const whole = b.number.rescaled(0);
    if (!whole || whole->mantissa() > 1'000'000 || whole->mantissa() < -1'000'000) return {};
    int const days = static_cast<int>(whole->mantissa());
    return Datum::of(op == Op::add ? a.day + days : a.day - days);
  }
  switch (op) {
    case Op::add:
      return of(a.number.plus(b.number));
    case Op::subtract:
      return of(a.number.minus(b.number));
    case Op::multiply:
      return of(a.number.times(b.number));
    default:
      return of(a.number.divided_by(b.number));
  }
}

/// x * (days left of the bucket from `joined` on) / (days of the bucket); all of x when joined before it.
Datum prorate(Datum const& x, Datum const& joined, Context const& context) {
  if (x.is_null()) return {};
  if (joined.is_null() || joined.day <= context.bucket_start) return x;
  if (joined.day > context.bucket_end) return Datum::of(Decimal(0));
  int const left = context.bucket_end - joined.day + 1;
  int const all = context.bucket_end - context.bucket_start + 1;
  auto const product = x.number.times(Decimal(left));
  return product ? of(product->divided_by(Decimal(all))) : Datum{};
}

}  // namespace

Compiled::Compiled() = default;
Compiled::~Compiled() = default;
Compiled::Compiled(Compiled&&) noexcept = default;
Compiled& Compiled::operator=(Compiled&&) noexcept = default;
Compiled::Compiled(Compiled const&) = default;
Compiled& Compiled::operator=(Compiled const&) = default;

Datum Compiled::evaluate(std::span<Value const> record, Context const& context) const {
  return root_ < 0 ? Datum{} : run(root_, record, context);
}

int Compiled::plain_field() const {
  if (root_ < 0) return -1;
  Node const& node = nodes_[static_cast<std::size_t>(root_)];
  return node.op == Op::field && node.path.empty() ? node.field : -1;
}

int Compiled::due_of_field() const {
  if (root_ < 0) return -1;
  Node const* node = &nodes_[static_cast<std::size_t>(root_)];
  if (node->op != Op::due) return -1;
  node = &nodes_[static_cast<std::size_t>(node->children[0])];
  return node->op == Op::field && node->path.empty() ? node->field : -1;
}

Datum Compiled::run(int index, std::span<Value const> record, Context const& context) const {
  Node const& node = nodes_[static_cast<std::size_t>(index)];
  auto const child = [&](std::size_t i) { return run(node.children[i], record, context); };
  switch (node.op) {
    case Op::literal: {
      Datum datum = node.literal;
      if (datum.type == Type::text) datum.text = node.text;
      return datum;
    }
    case Op::field: {
      if (node.path.empty()) return Datum::of(record[static_cast<std::size_t>(node.field)]);
      std::span<Value const> here = record;
      for (PathStep const& step : node.path) {
        Value const& reference = here[static_cast<std::size_t>(step.field)];
        auto const* id = std::get_if<std::int64_t>(&reference);
        if (id == nullptr || context.records == nullptr) return {};
        auto const* values = context.records->fetch(step.to, *id);
        if (values == nullptr) return {};
        here = *values;
      }
      return Datum::of(here[static_cast<std::size_t>(node.field)]);
    }
    case Op::aggregate: {
      auto const slot = static_cast<std::size_t>(node.aggregate);
      return slot < context.aggregates.size() ? context.aggregates[slot] : Datum{};
    }
    case Op::logical_and: {
      bool unknown = false;
      for (std::size_t i = 0; i < node.children.size(); ++i) {
        Datum const value = child(i);
        if (value.is_false()) return value;
        unknown = unknown || value.is_null();
      }
      return unknown ? Datum{} : Datum::of(true);
    }
    case Op::logical_or: {
      bool unknown = false;
      for (std::size_t i = 0; i < node.children.size(); ++i) {
        Datum const value = child(i);
        if (value.is_true()) return value;
        unknown = unknown || value.is_null();
      }
      return unknown ? Datum{} : Datum::of(false);
    }
    case Op::logical_not: {
      Datum const value = child(0);
      return value.is_null() ? Datum{} : Datum::of(!value.flag);
    }
    case Op::equal:
    case Op::not_equal:
      // "x == null" asks whether x is known, and always has an answer.
      for (std::size_t i = 0; i < 2; ++i) {
        Node const& side = nodes_[static_cast<std::size_t>(node.children[i])];
        if (side.op == Op::literal && side.type == Type::null) {
          bool const missing = child(1 - i).is_null();
          return Datum::of(missing == (node.op == Op::equal));
        }
      }
      return compare(node.op, child(0), child(1));
    case Op::less:
    case Op::less_equal:
    case Op::greater:
    case Op::greater_equal:
      return compare(node.op, child(0), child(1));
    case Op::in_list: {
      Datum const value = child(0);
      if (value.is_null()) return {};
      for (std::size_t i = 1; i < node.children.size(); ++i) {
        if (same(value, child(i))) return Datum::of(true);
      }
      return Datum::of(false);
    }
    case Op::add:
    case Op::subtract:
    case Op::multiply:
    case Op::divide:
      return arithmetic(node.op, child(0), child(1));
    case Op::negate: {
      Datum const value = child(0);
      return value.is_null() ? Datum{} : Datum::of(value.number.negated());
    }
    case Op::minimum:
    case Op::maximum: {
      Datum best = child(0);
      for (std::size_t i = 1; i < node.children.size() && !best.is_null(); ++i) {
        Datum const value = child(i);
        if (value.is_null()) return {};
        if (node.op == Op::minimum ? less(value, best) : less(best, value)) best = value;
      }
      return best;
    }
    case Op::earliest:
    case Op::latest: {
      Datum best;
      for (std::size_t i = 0; i < node.children.size(); ++i) {
        Datum const value = child(i);
        if (value.is_null()) continue;
        if (best.is_null() || (node.op == Op::earliest ? less(value, best) : less(best, value))) best = value;
      }
      return best;
    }
    case Op::coalesce: {
      for (std::size_t i = 0; i < node.children.size(); ++i) {
        Datum const value = child(i);
        if (!value.is_null()) return value;
      }
      return {};
    }
    case Op::choose:
      return child(0).is_true() ? child(1) : child(2);
    case Op::due: {
      Datum const start = child(0);
      if (start.is_null() || context.rules == nullptr) return {};
      auto const version = context.rules->version(node.text, start.day);
      if (!version) return {};
      auto const due = clock::due(**version, start.day, context.rules->calendar());
      return due ? Datum::of(due->day) : Datum{};
    }
    case Op::working_day: {
      Datum const day = child(0);
      if (day.is_null() || context.rules == nullptr) return {};
      return Datum::of(context.rules->calendar().is_working_day(day.day));
    }
    case Op::working_days: {
      Datum const from = child(0);
      Datum const to = child(1);
      if (from.is_null() || to.is_null() || context.rules == nullptr) return {};
      return Datum::of(Decimal(context.rules->calendar().working_days_between(from.day, to.day)));
    }
    case Op::after_working_days: {
      constexpr std::int64_t kMost = 10'000;  // keeps every result a day that can be computed
      Datum const from = child(0);
      Datum const days = child(1);
      if (from.is_null() || days.is_null() || context.rules == nullptr) return {};
      auto const count = days.number.rounded(0).mantissa();
      if (count < 0 || count > kMost) return {};
      return Datum::of(context.rules->calendar().plus_working_days(from.day, static_cast<int>(count)));
    }
    case Op::year: {
      Datum const day = child(0);
      return day.is_null() ? Datum{} : Datum::of(Decimal(day.day.year()));
    }
    case Op::month: {
      Datum const day = child(0);
      return day.is_null() ? Datum{} : Datum::of(Decimal(day.day.month()));
    }
    case Op::year_end: {
      Datum const day = child(0);
      return day.is_null() ? Datum{} : Datum::of(day.day.last_of_year());
    }
    case Op::day_of: {
      Datum const moment = child(0);
      if (moment.is_null() || context.rules == nullptr) return {};
      return Datum::of(moment.moment.day(context.rules->utc_offset_minutes()));
    }
    case Op::prorated:
      return prorate(child(0), child(1), context);
  }
  return {};
}

}  // namespace shian::expression
