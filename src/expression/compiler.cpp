#include "expression/compiler.hpp"

#include <algorithm>
#include <array>

#include "base/text.hpp"

namespace shian::expression {
namespace {

struct Stop {
  Error error;
};

constexpr int kDeepest = 200;  // nested brackets; a person never needs ten

std::string listed(std::vector<std::string> const& names) {
  std::string text;
  for (std::size_t i = 0; i < names.size() && i < 12; ++i) text += (i ? "、" : "") + names[i];
  return names.size() > 12 ? text + "…" : text;
}

Error suggesting(Error error, std::string_view name, std::vector<std::string> const& known) {
  if (auto const near = nearest(name, known)) {
    return std::move(error).hinting("是不是“" + *near + "”?", "did you mean '" + *near + "'?");
  }
  if (known.empty()) return error;
  auto const all = listed(known);
  return std::move(error).hinting("可用的有：" + all, "known: " + all);
}

constexpr std::array<std::string_view, 14> kReserved = {
    "and", "or", "not", "in", "where", "on", "from", "until", "having", "of", "by", "true", "false", "null"};

bool reserved(std::string_view word) {
  return std::find(kReserved.begin(), kReserved.end(), word) != kReserved.end();
}

}  // namespace

Compiler::Compiler(pack::Source const& source, Environment const& environment)
    : source_(source), environment_(environment) {}

void Compiler::stop(std::size_t offset, Error error) {
  throw Stop{error_at(source_.text, source_.where, offset, std::move(error))};
}

// ---------------------------------------------------------------- tokens

Token Compiler::take() {
  Token token = tokens_[next_];
  if (token.kind != Token::Kind::end) ++next_;
  return token;
}

bool Compiler::accept_symbol(std::string_view symbol) {
  if (peek().kind != Token::Kind::symbol || peek().text != symbol) return false;
  ++next_;
  return true;
}

bool Compiler::at_word(std::string_view word) const {
  return peek().kind == Token::Kind::name && peek().text == word;
}

bool Compiler::accept_word(std::string_view word) {
  if (!at_word(word)) return false;
  ++next_;
  return true;
}

void Compiler::expect_symbol(std::string_view symbol) {
  if (accept_symbol(symbol)) return;
  stop(peek().offset, Error::make("expression.expected", "这里应为“" + std::string(symbol) + "”",
                                  "expected '" + std::string(symbol) + "' here"));
}

void Compiler::expect_word(std::string_view word) {
  if (accept_word(word)) return;
  stop(peek().offset, Error::make("expression.expected", "这里应为 " + std::string(word),
                                  "expected '" + std::string(word) + "' here"));
}

Token Compiler::expect_name(char const* zh, char const* en) {
  if (peek().kind == Token::Kind::name && !reserved(peek().text)) return take();
  stop(peek().offset,
       Error::make("expression.expected", std::string("这里应为") + zh, std::string("expected ") + en));
}

// ---------------------------------------------------------------- nodes

Compiler::Typed Compiler::make(Op op, Type type, std::vector<int> children, std::size_t offset) {
  Node made;
  made.op = op;
  made.type = type;
  made.children = std::move(children);
  made.offset = offset;
  frame_.out.nodes_.push_back(std::move(made));
  return {static_cast<int>(frame_.out.nodes_.size()) - 1, type};
}

void Compiler::require(Typed const& value, Type type, std::size_t offset) {
  if (value.type == type || value.type == Type::null) return;
  auto const wanted = type_name(type);
  auto const got = type_name(value.type);
  stop(offset, Error::make("expression.type", "这里应为" + wanted.zh + "，却是" + got.zh,
                           "expected " + wanted.en + ", found " + got.en));
}

std::vector<std::string> const* Compiler::options_of(Typed const& value) {
  Node const& at = node(value.node);
  if (at.op != Op::field || frame_.register_index < 0) return nullptr;
  int const owner = at.path.empty() ? frame_.register_index : at.path.back().to;
  return environment_.scope->field(owner, at.field).options;
}

void Compiler::check_options(Typed const& a, Typed const& b, std::size_t offset) {
  auto const* options = options_of(a);
  Node const& literal = node(b.node);
  if (options == nullptr || literal.op != Op::literal || literal.type != Type::text) return;
  if (std::find(options->begin(), options->end(), literal.text) != options->end()) return;
  stop(offset, suggesting(Error::make("expression.option", "没有“" + literal.text + "”这个选项",
                                      "there is no option '" + literal.text + "'"),
                          literal.text, *options));
}

int Compiler::find_register(Token const& name) {
  int const found = environment_.scope->find_register(name.text);
  if (found >= 0) return found;
  stop(name.offset, suggesting(Error::make("expression.register", "没有名为 " + name.text + " 的台账",
                                           "there is no register '" + name.text + "'"),
                               name.text, environment_.scope->register_ids()));
}

void Compiler::note_dependency(std::vector<PathStep> const& path, int field) {
  auto& own = frame_.out.own_fields_;
  int const first = path.empty() ? field : path.front().field;
  if (std::find(own.begin(), own.end(), first) == own.end()) own.push_back(first);
  for (std::size_t length = 1; length <= path.size(); ++length) {
    std::vector<PathStep> const part(path.begin(), path.begin() + static_cast<std::ptrdiff_t>(length));
    int const read = length == path.size() ? field : path[length].field;
    auto& all = frame_.out.dependencies_;
    auto known = std::find_if(all.begin(), all.end(), [&](Dependency const& d) { return d.path == part; });
    if (known == all.end()) known = all.insert(all.end(), Dependency{part, {}});
    if (std::find(known->fields.begin(), known->fields.end(), read) == known->fields.end()) {
      known->fields.push_back(read);
    }
  }
}

void Compiler::finish(Frame& frame, Typed root) {
  frame.out.root_ = root.node;
  frame.out.type_ = root.type;
}

// ---------------------------------------------------------------- grammar

Compiler::Typed Compiler::disjunction() {
  if (++depth_ > kDeepest) {
    stop(peek().offset, Error::make("expression.depth", "括号套得太深", "brackets are nested too deeply"));
  }
  std::size_t const offset = peek().offset;
  Typed left = conjunction();
  std::vector<int> parts{left.node};
  while (accept_word("or")) {
    require(left, Type::boolean, offset);
    std::size_t const at = peek().offset;
    Typed const right = conjunction();
    require(right, Type::boolean, at);
    parts.push_back(right.node);
  }
  --depth_;
  return parts.size() == 1 ? left : make(Op::logical_or, Type::boolean, std::move(parts), offset);
}

Compiler::Typed Compiler::conjunction() {
  std::size_t const offset = peek().offset;
  Typed left = negation();
  std::vector<int> parts{left.node};
  while (accept_word("and")) {
    require(left, Type::boolean, offset);
    std::size_t const at = peek().offset;
    Typed const right = negation();
    require(right, Type::boolean, at);
    parts.push_back(right.node);
  }
  return parts.size() == 1 ? left : make(Op::logical_and, Type::boolean, std::move(parts), offset);
}

Compiler::Typed Compiler::negation() {
  std::size_t const offset = peek().offset;
  if (!accept_word("not")) return comparison();
  if (++depth_ > kDeepest) {
    stop(offset, Error::make("expression.depth", "not 套得太深", "'not' is nested too deeply"));
  }
  std::size_t const at = peek().offset;
  Typed const value = negation();
  --depth_;
  require(value, Type::boolean, at);
  return make(Op::logical_not, Type::boolean, {value.node}, offset);
}

Compiler::Typed Compiler::comparison() {
  std::size_t const offset = peek().offset;
  Typed const left = sum();
  bool const negated = at_word("not") && tokens_[next_ + 1].text == "in";
  if (negated) ++next_;
  if (accept_word("in")) {
    expect_symbol("(");
    std::vector<int> items{left.node};
    do {
      std::size_t const at = peek().offset;
      Typed const item = sum();
      require(item, left.type, at);
      check_options(left, item, at);
      items.push_back(item.node);
    } while (accept_symbol(","));
    expect_symbol(")");
    Typed const in = make(Op::in_list, Type::boolean, std::move(items), offset);
    return negated ? make(Op::logical_not, Type::boolean, {in.node}, offset) : in;
  }
  struct Sign {
    std::string_view text;
    Op op;
  };
  constexpr std::array<Sign, 6> kSigns = {{{"==", Op::equal},
                                           {"!=", Op::not_equal},
                                           {"<=", Op::less_equal},
                                           {">=", Op::greater_equal},
                                           {"<", Op::less},
                                           {">", Op::greater}}};
  for (auto const& sign : kSigns) {
    if (peek().kind != Token::Kind::symbol || peek().text != sign.text) continue;
    ++next_;
    std::size_t const at = peek().offset;
    Typed const right = sum();
    if (left.type != Type::null) require(right, left.type, at);
    check_options(left, right, at);
    check_options(right, left, offset);
    bool const ordering = sign.op != Op::equal && sign.op != Op::not_equal;
    if (ordering && left.type == Type::boolean) {
      stop(offset, Error::make("expression.type", "是否值不能比大小", "conditions have no order"));
    }
    if (ordering && (left.type == Type::null || right.type == Type::null)) {
      stop(at, Error::make("expression.type", "空值不能比大小", "null has no order"));
    }
    for (auto const& again : kSigns) {
      if (peek().kind == Token::Kind::symbol && peek().text == again.text) {
        stop(peek().offset,
             Error::make("expression.chain", "一次只比较两个值", "compare two values at a time")
                 .hinting("写成 a < b and b < c", "write a < b and b < c"));
      }
    }
    return make(sign.op, Type::boolean, {left.node, right.node}, offset);
  }
  return left;
}

Compiler::Typed Compiler::sum() {
  std::size_t const offset = peek().offset;
  Typed left = product();
  while (peek().kind == Token::Kind::symbol && (peek().text == "+" || peek().text == "-")) {
    bool const plus = take().text == "+";
    std::size_t const at = peek().offset;
    Typed const right = product();
    Type type = Type::number;
    if (left.type == Type::date) {
      if (right.type == Type::date && !plus) {
        type = Type::number;  // days between
      } else {
        require(right, Type::number, at);
        type = Type::date;
      }
    } else {
      require(left, Type::number, offset);
      require(right, Type::number, at);
    }
    left = make(plus ? Op::add : Op::subtract, type, {left.node, right.node}, offset);
  }
  return left;
}

Compiler::Typed Compiler::product() {
  std::size_t const offset = peek().offset;
  Typed left = factor();
  while (peek().kind == Token::Kind::symbol && (peek().text == "*" || peek().text == "/")) {
    bool const times = take().text == "*";
    std::size_t const at = peek().offset;
    Typed const right = factor();
    require(left, Type::number, offset);
    require(right, Type::number, at);
    left = make(times ? Op::multiply : Op::divide, Type::number, {left.node, right.node}, offset);
  }
  return left;
}

Compiler::Typed Compiler::factor() {
  std::size_t const offset = peek().offset;
  if (!accept_symbol("-")) return primary();
  if (++depth_ > kDeepest) {
    stop(offset, Error::make("expression.depth", "负号套得太深", "'-' is nested too deeply"));
  }
  std::size_t const at = peek().offset;
  Typed const value = factor();
  --depth_;
  require(value, Type::number, at);
  return make(Op::negate, Type::number, {value.node}, offset);
}

Compiler::Typed Compiler::primary() {
  Token const token = take();
  auto const literal = [&](Type type) {
    Typed const made = make(Op::literal, type, {}, token.offset);
    node(made.node).literal.type = type;
    return made;
  };
  switch (token.kind) {
    case Token::Kind::number: {
      auto const value = Decimal::parse(token.text);
      if (!value) {
        stop(token.offset,
             Error::make("expression.number", "数太长：" + token.text, "number too long: " + token.text));
      }
      Typed const made = literal(Type::number);
      node(made.node).literal.number = *value;
      return made;
    }
    case Token::Kind::text: {
      Typed const made = literal(Type::text);
      node(made.node).text = token.text;
      return made;
    }
    case Token::Kind::date: {
      Typed const made = literal(Type::date);
      node(made.node).literal.day = *Day::parse(token.text);
      return made;
    }
    case Token::Kind::parameter: {
      std::vector<std::string> known;
      for (auto const& parameter : environment_.parameters) {
        if (parameter.id == token.text) {
          Typed const made = literal(Type::number);
          node(made.node).literal.number = parameter.value;
          return made;
        }
        known.push_back(parameter.id);
      }
      stop(token.offset, suggesting(Error::make("expression.parameter", "没有参数 $" + token.text,
                                                "there is no parameter $" + token.text),
                                    token.text, known));
    }
    case Token::Kind::symbol:
      if (token.text == "(") {
        Typed const inside = disjunction();
        expect_symbol(")");
        return inside;
      }
      break;
    case Token::Kind::name:
      if (token.text == "true" || token.text == "false") {
        Typed const made = literal(Type::boolean);
        node(made.node).literal.flag = token.text == "true";
        return made;
      }
      if (token.text == "null") return literal(Type::null);
      if (peek().kind == Token::Kind::symbol && peek().text == "(") return call(token);
      if (!reserved(token.text)) return named(token);
      break;
    case Token::Kind::end:
      break;
  }
  stop(token.offset, Error::make("expression.expected", "这里缺少一个值", "a value is missing here"));
}

Compiler::Typed Compiler::named(Token const& name) {
  if (frame_.register_index < 0) {  // a formula over named numbers
    auto const& names = frame_.names;
    auto const found = std::find(names.begin(), names.end(), name.text);
    if (found == names.end()) {
      stop(name.offset, suggesting(Error::make("expression.name", "没有名为 " + name.text + " 的量",
                                               "there is no measure '" + name.text + "'"),
                                   name.text, {names.begin(), names.end()}));
    }
    Typed const made = make(Op::field, Type::number, {}, name.offset);
    node(made.node).field = static_cast<int>(found - names.begin());
    note_dependency({}, node(made.node).field);
    return made;
  }
  Scope const& scope = *environment_.scope;
  int owner = frame_.register_index;
  std::vector<PathStep> path;
  Token part = name;
  while (true) {
    int const field = scope.find_field(owner, part.text);
    if (field < 0) {
      auto const id = scope.register_id(owner);
      stop(part.offset, suggesting(Error::make("expression.field", id + " 没有字段 " + part.text,
                                               id + " has no field '" + part.text + "'"),
                                   part.text, scope.field_ids(owner)));
    }
    auto const info = scope.field(owner, field);
    if (peek().kind == Token::Kind::symbol && peek().text == ".") {
      if (info.target_register < 0) {
        stop(peek().offset, Error::make("expression.path", part.text + " 不是引用，后面不能接“.”",
                                        part.text + " is no reference, '.' cannot follow"));
      }
      take();
      path.push_back({owner, field, info.target_register});
      owner = info.target_register;
      part = expect_name("字段名", "a field's name");
      continue;
    }
    note_dependency(path, field);
    Typed const made = make(Op::field, info.type, {}, name.offset);
    node(made.node).path = std::move(path);
    node(made.node).field = field;
    return made;
  }
}

Compiler::Typed Compiler::call(Token const& name) {
  if (name.text == "count" || name.text == "sum" || name.text == "last") return aggregate(name);
  std::size_t const offset = name.offset;
  expect_symbol("(");
  std::vector<Typed> arguments;
  std::vector<std::size_t> offsets;
  std::string rule;
  if (name.text == "due") {
    Token const token = take();
    if (token.kind != Token::Kind::text) {
      stop(token.offset, Error::make("expression.due", "due 的第一项是时限规则名，写在引号里",
                                     "the first item of due() is a rule's name in quotes"));
    }
    rule = token.text;
    if (environment_.rules != nullptr && !environment_.rules->knows(rule)) {
      std::vector<std::string> known;
      for (auto const& clock : environment_.rules->all()) {
        if (known.empty() || known.back() != clock.rule) known.push_back(clock.rule);
      }
      stop(token.offset, suggesting(Error::make("expression.rule", "没有时限规则 " + rule,
                                                "there is no clock rule '" + rule + "'"),
                                    rule, known));
    }
    expect_symbol(",");
  }
  if (!accept_symbol(")")) {
    do {
      offsets.push_back(peek().offset);
      arguments.push_back(disjunction());
    } while (accept_symbol(","));
    expect_symbol(")");
  }
  auto const wants = [&](std::size_t least, std::size_t most) {
    if (arguments.size() >= least && arguments.size() <= most) return;
    stop(offset, Error::make("expression.arguments", name.text + " 的项数不对",
                             "wrong number of items for " + name.text));
  };
  auto const is = [&](std::size_t i, Type type) { require(arguments[i], type, offsets[i]); };
  std::vector<int> nodes;
  for (auto const& argument : arguments) nodes.push_back(argument.node);
  if (name.text == "due") {
    wants(1, 1);
    is(0, Type::date);
    Typed const made = make(Op::due, Type::date, std::move(nodes), offset);
    node(made.node).text = rule;
    return made;
  }
  if (name.text == "working_day") {
    wants(1, 1);
    is(0, Type::date);
    return make(Op::working_day, Type::boolean, std::move(nodes), offset);
  }
  if (name.text == "working_days") {
    wants(2, 2);
    is(0, Type::date);
    is(1, Type::date);
    return make(Op::working_days, Type::number, std::move(nodes), offset);
  }
  if (name.text == "after_working_days") {
    wants(2, 2);
    is(0, Type::date);
    is(1, Type::number);
    return make(Op::after_working_days, Type::date, std::move(nodes), offset);
  }
  if (name.text == "year" || name.text == "month") {
    wants(1, 1);
    is(0, Type::date);
    return make(name.text == "year" ? Op::year : Op::month, Type::number, std::move(nodes), offset);
  }
  if (name.text == "year_end") {
    wants(1, 1);
    is(0, Type::date);
    return make(Op::year_end, Type::date, std::move(nodes), offset);
  }
  if (name.text == "day_of") {  // in the plan's zone
    wants(1, 1);
    is(0, Type::timestamp);
    return make(Op::day_of, Type::date, std::move(nodes), offset);
  }
  if (name.text == "earliest" || name.text == "latest") {  // of the days that are known
    wants(2, 16);
    for (std::size_t i = 0; i < arguments.size(); ++i) is(i, Type::date);
    return make(name.text == "earliest" ? Op::earliest : Op::latest, Type::date, std::move(nodes), offset);
  }
  if (name.text == "min" || name.text == "max" || name.text == "coalesce") {
    wants(2, 16);
    for (std::size_t i = 1; i < arguments.size(); ++i) is(i, arguments[0].type);
    Op const op = name.text == "min" ? Op::minimum : name.text == "max" ? Op::maximum : Op::coalesce;
    return make(op, arguments[0].type, std::move(nodes), offset);
  }
  if (name.text == "if") {
    wants(3, 3);
    is(0, Type::boolean);
    Type const type = arguments[1].type == Type::null ? arguments[2].type : arguments[1].type;
    is(2, type);
    return make(Op::choose, type, std::move(nodes), offset);
  }
  if (name.text == "prorated") {
    wants(2, 2);
    is(0, Type::number);
    is(1, Type::date);
    if (!frame_.aggregates_allowed) {
      stop(offset, Error::make("expression.prorated", "prorated 只能用在 having 里",
                               "prorated() is for conditions after having"));
    }
    return make(Op::prorated, Type::number, std::move(nodes), offset);
  }
  stop(offset,
       suggesting(
           Error::make("expression.function", "没有函数 " + name.text, "there is no function " + name.text),
           name.text,
           {"due", "working_day", "working_days", "after_working_days", "year", "month", "year_end", "day_of",
            "earliest", "latest", "min", "max", "coalesce", "if", "prorated", "count", "sum", "last"}));
}

Compiled Compiler::inner(int register_index, Type expected, bool aggregates_allowed) {
  Frame outer = std::move(frame_);
  frame_ = Frame{};
  frame_.register_index = register_index;
  frame_.aggregates_allowed = aggregates_allowed;
  std::size_t const offset = peek().offset;
  Typed const root = disjunction();
  if (expected != Type::null) require(root, expected, offset);
  finish(frame_, root);
  Compiled out = std::move(frame_.out);
  frame_ = std::move(outer);
  return out;
}

Timing Compiler::timing(int register_index, bool required) {
  Timing timing;
  if (accept_word("on")) {
    timing.on = inner(register_index, Type::date, false);
    return timing;
  }
  if (at_word("from") || at_word("until")) {
    timing.stock = true;
    if (accept_word("from")) timing.from = inner(register_index, Type::date, false);
    if (accept_word("until")) timing.until = inner(register_index, Type::date, false);
    return timing;
  }
  if (required) {
    stop(peek().offset, Error::make("expression.timing", "缺少时间：按哪一天计？",
                                    "the timing is missing: counted on which day?")
                            .hinting("流量写 on 日期字段；存量写 from 起始日 until 截止日",
                                     "for a flow: on DATE; for a stock: from DATE until DATE"));
  }
  timing.stock = true;
  return timing;
}

Compiler::Typed Compiler::aggregate(Token const& name) {
  if (!frame_.aggregates_allowed) {
    stop(name.offset, Error::make("expression.aggregate", name.text + "(…) 只能用在 having 或 sum(…) of 里",
                                  name.text + "(...) is for having and for sum(...) of"));
  }
  Aggregate made;
  made.kind = name.text == "count" ? Aggregate::Kind::count
              : name.text == "sum" ? Aggregate::Kind::sum
                                   : Aggregate::Kind::last;
  int const entity = frame_.register_index;
  expect_symbol("(");
  std::size_t const value_at = next_;
  if (made.kind != Aggregate::Kind::count) {
    // The register is named after the value: find it first, then read the value over it.
    int depth = 0;
    while (peek().kind != Token::Kind::end && !(depth == 0 && at_word("of"))) {
      if (peek().kind == Token::Kind::symbol && peek().text == "(") ++depth;
      if (peek().kind == Token::Kind::symbol && peek().text == ")") --depth;
      ++next_;
    }
    expect_word("of");
  }
  Token const child = expect_name("台账名", "a register's name");
  made.register_index = find_register(child);
  std::size_t const after = next_;
  if (made.kind != Aggregate::Kind::count) {
    next_ = value_at;
    made.value =
        inner(made.register_index, made.kind == Aggregate::Kind::sum ? Type::number : Type::null, false);
    expect_word("of");
    next_ = after;
    made.type = made.value.type();
  }
  expect_word("by");
  Token const reference = expect_name("引用字段", "a reference field");
  made.reference_field = environment_.scope->find_field(made.register_index, reference.text);
  if (made.reference_field < 0 ||
      environment_.scope->field(made.register_index, made.reference_field).target_register != entity) {
    auto const id = environment_.scope->register_id(entity);
    stop(reference.offset, Error::make("expression.by", child.text + "." + reference.text + " 不引用 " + id,
                                       child.text + "." + reference.text + " does not refer to " + id));
  }
  if (accept_word("where")) made.where = inner(made.register_index, Type::boolean, false);
  made.timing = timing(made.register_index, true);
  expect_symbol(")");
  frame_.out.aggregates_.push_back(std::move(made));
  int const slot = static_cast<int>(frame_.out.aggregates_.size()) - 1;
  Typed const result = make(Op::aggregate, frame_.out.aggregates_.back().type, {}, name.offset);
  node(result.node).aggregate = slot;
  return result;
}

// ---------------------------------------------------------------- whole sources

Expected<Compiled> Compiler::whole(int register_index, std::span<std::string const> names, Type expected) {
  auto found = tokens(source_.text);
  if (!found) {
    auto error = std::move(found.error());
    if (source_.where.line > 0) {
      error.where = {
          source_.where.file, source_.where.line + error.where.line - 1,
          error.where.line == 1 ? source_.where.column + error.where.column - 1 : error.where.column};
    }
    return std::unexpected(std::move(error));
  }
  tokens_ = std::move(*found);
  try {
    frame_.register_index = register_index;
    frame_.names = names;
    std::size_t const offset = peek().offset;
    Typed const root = disjunction();
    if (peek().kind != Token::Kind::end) {
      stop(peek().offset,
           Error::make("expression.rest", "看不懂从这里起的部分", "what stands from here on has no meaning"));
    }
    if (expected != Type::null) require(root, expected, offset);
    finish(frame_, root);
    return std::move(frame_.out);
  } catch (Stop& fault) {
    return std::unexpected(std::move(fault.error));
  }
}

Expected<Measure> Compiler::whole_measure() {
  auto found = tokens(source_.text);
  if (!found) {
    auto error = std::move(found.error());
    if (source_.where.line > 0) {
      error.where = {
          source_.where.file, source_.where.line + error.where.line - 1,
          error.where.line == 1 ? source_.where.column + error.where.column - 1 : error.where.column};
    }
    return std::unexpected(std::move(error));
  }
  tokens_ = std::move(*found);
  try {
    Measure measure;
    Token const verb = take();
    std::size_t value_at = 0;
    if (verb.kind == Token::Kind::name && verb.text == "count") {
      if (accept_word("areas")) {
        measure.kind = Measure::Kind::areas;
        measure.timing.stock = true;
        if (peek().kind != Token::Kind::end) {
          stop(peek().offset,
               Error::make("expression.rest", "count areas 后面不再有内容", "nothing follows 'count areas'"));
        }
        return measure;
      }
    } else if (verb.kind == Token::Kind::name && (verb.text == "sum" || verb.text == "distinct")) {
      measure.kind = verb.text == "sum" ? Measure::Kind::sum : Measure::Kind::distinct;
      expect_symbol("(");
      value_at = next_;
      int depth = 0;
      while (peek().kind != Token::Kind::end && !(depth == 0 && accept_symbol(")"))) {
        if (peek().kind == Token::Kind::symbol && peek().text == "(") ++depth;
        if (peek().kind == Token::Kind::symbol && peek().text == ")") --depth;
        ++next_;
      }
      expect_word("of");
    } else {
      stop(verb.offset, Error::make("expression.measure", "应以 count、sum(…) of 或 distinct(…) of 开头",
                                    "a measure begins with count, sum(...) of, or distinct(...) of"));
    }
    measure.register_index = find_register(expect_name("台账名", "a register's name"));
    std::size_t const after = next_;
    if (measure.kind == Measure::Kind::sum) {
      next_ = value_at;
      measure.value = inner(measure.register_index, Type::number, true);
      expect_symbol(")");
      next_ = after;
    } else if (measure.kind == Measure::Kind::distinct) {
      next_ = value_at;
      Token const field = expect_name("字段名", "a field's name");
      measure.distinct_field = environment_.scope->find_field(measure.register_index, field.text);
      if (measure.distinct_field < 0) {
        stop(field.offset, suggesting(Error::make("expression.field", "没有字段 " + field.text,
                                                  "there is no field '" + field.text + "'"),
                                      field.text, environment_.scope->field_ids(measure.register_index)));
      }
      expect_symbol(")");
      next_ = after;
    }
    if (accept_word("where")) measure.where = inner(measure.register_index, Type::boolean, false);
    std::size_t const timing_at = peek().offset;
    bool entity = !measure.value.aggregates().empty();
    bool const timed = at_word("on") || at_word("from") || at_word("until");
    if (timed) measure.timing = timing(measure.register_index, true);
    if (at_word("having")) {
      take();
      std::size_t const at = peek().offset;
      measure.having = inner(measure.register_index, Type::boolean, true);
      if (measure.having.aggregates().empty()) {
        stop(at, Error::make("expression.having", "having 里没有汇总；普通条件写在 where 里",
                             "having holds no aggregate; plain conditions belong in where"));
      }
      entity = true;
    }
    if (!timed && !entity) {
      stop(timing_at, Error::make("expression.timing", "缺少时间：按哪一天计？",
                                  "the timing is missing: counted on which day?")
                          .hinting("流量写 on 日期字段；存量写 from 起始日 until 截止日",
                                   "for a flow: on DATE; for a stock: from DATE until DATE"));
    }
    if (entity) {
      if (!measure.timing.on.empty()) {
        stop(timing_at, Error::make("expression.timing", "主体有存续期，用 from … until …，不用 on",
                                    "an entity has a span: use from ... until ..., not on"));
      }
      if (measure.kind == Measure::Kind::distinct) {
        stop(verb.offset,
             Error::make("expression.measure", "distinct 不能与 having 同用", "distinct takes no having"));
      }
      measure.timing.stock = true;
      bool flow = false;
      bool stock = false;
      for (auto const* part : {&measure.value, &measure.having}) {
        for (auto const& aggregate : part->aggregates()) (aggregate.timing.stock ? stock : flow) = true;
      }
      if (flow && stock) {
        stop(timing_at,
             Error::make("expression.mixed", "同一个量里的汇总要么都是流量（on），要么都是存量（from/until）",
                         "the aggregates of one measure are all flows (on) or all stocks (from/until)"));
      }
    }
    if (peek().kind != Token::Kind::end) {
      stop(peek().offset,
           Error::make("expression.rest", "看不懂从这里起的部分", "what stands from here on has no meaning"));
    }
    return measure;
  } catch (Stop& fault) {
    return std::unexpected(std::move(fault.error));
  }
}

Expected<Compiled> compile(pack::Source const& source, int register_index, Environment const& environment,
                           Type expected) {
  return Compiler(source, environment).whole(register_index, {}, expected);
}

Expected<Measure> compile_measure(pack::Source const& source, Environment const& environment) {
  return Compiler(source, environment).whole_measure();
}

Expected<Compiled> compile_formula(pack::Source const& source, std::span<std::string const> names,
                                   Environment const& environment) {
  return Compiler(source, environment).whole(-1, names, Type::number);
}

Expected<Compiled> compile_condition(pack::Source const& source, std::span<std::string const> names,
                                     Environment const& environment) {
  return Compiler(source, environment).whole(-1, names, Type::boolean);
}

}  // namespace shian::expression
