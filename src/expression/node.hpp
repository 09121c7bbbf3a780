// The checked form of an expression: nodes that refer to each other by index. Inside this room only.
#pragma once

#include <string>
#include <vector>

#include "expression/expression.hpp"

namespace shian::expression {

enum class Op {
  literal,
  field,
  aggregate,
  logical_and,
  logical_or,
  logical_not,
  equal,
  not_equal,
  less,
  less_equal,
  greater,
  greater_equal,
  in_list,
  add,
  subtract,
  multiply,
  divide,
  negate,
  minimum,
  maximum,
  earliest,
  latest,
  coalesce,
  choose,
  due,
  working_day,
  working_days,
  after_working_days,
  year,
  month,
  year_end,
  day_of,
  prorated
};

struct Node {
  Op op = Op::literal;
  Type type = Type::null;
  std::vector<int> children;
  // literal; for `due`, the rule's name
  Datum literal;
  std::string text;  // what literal.text views (set at evaluation from here)
  // field
  std::vector<PathStep> path;
  int field = -1;
  // aggregate
  int aggregate = -1;
  std::size_t offset = 0;
};

}  // namespace shian::expression
