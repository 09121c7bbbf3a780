// The expression language of registers and indicators: typed at load, evaluated on records. See
// docs/expressions.md.
#pragma once

#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.hpp"
#include "base/value.hpp"
#include "clock/due.hpp"
#include "pack/model.hpp"

namespace shian::expression {

enum class Type { null, boolean, number, text, date, timestamp };
[[nodiscard]] Text type_name(Type type);

/// A value while it is being computed: cheap to pass, text is a view into a record or a literal.
/// A missing value is Type::null; conditions follow three-valued logic (Kleene).
struct Datum {
  Type type = Type::null;
  bool flag = false;
  Decimal number;
  Day day;
  Timestamp moment;
  std::string_view text;

  [[nodiscard]] bool is_null() const { return type == Type::null; }
  [[nodiscard]] bool is_true() const { return type == Type::boolean && flag; }
  [[nodiscard]] bool is_false() const { return type == Type::boolean && !flag; }
  static Datum of(Value const& value);
  static Datum of(bool value);
  static Datum of(Decimal value);
  static Datum of(Day value);
  static Datum of(std::string_view value);
};

/// What an expression may name: registers and their fields. Implemented by reg::Schemas.
struct FieldInfo {
  Type type = Type::null;
  int target_register = -1;  // for references
  std::vector<std::string> const* options =
      nullptr;  // for enumerations: comparing with any other text is a fault
};

class Scope {
 public:
  virtual ~Scope() = default;
  [[nodiscard]] virtual int find_register(std::string_view id) const = 0;                   // -1: none
  [[nodiscard]] virtual int find_field(int register_index, std::string_view id) const = 0;  // -1: none
  [[nodiscard]] virtual FieldInfo field(int register_index, int field_index) const = 0;
  [[nodiscard]] virtual std::string register_id(int register_index) const = 0;
  [[nodiscard]] virtual std::vector<std::string> register_ids() const = 0;
  [[nodiscard]] virtual std::vector<std::string> field_ids(int register_index) const = 0;
};

/// Where referenced records come from while evaluating.
class Records {
 public:
  virtual ~Records() = default;
  /// The record's values in field order, or nothing when there is none. Valid until the next change.
  [[nodiscard]] virtual std::vector<Value> const* fetch(int register_index, RecordId id) = 0;
};

/// What an evaluation sees besides the record.
struct Context {
  Records* records = nullptr;           // needed where paths go through references
  clock::Rules const* rules = nullptr;  // needed for due(), working_day(), working_days()
  std::span<Datum const> aggregates;    // one value for each Aggregate of the expression
  Day bucket_start{}, bucket_end{};     // for prorated()
};

/// A step of a path through references: field `field` of register `from` refers to register `to`.
struct PathStep {
  int from = -1;
  int field = -1;
  int to = -1;
  auto operator<=>(PathStep const&) const = default;
};

/// A register reached through references: a change of a record there may change what the expression says.
struct Dependency {
  std::vector<PathStep> path;  // from the expression's own register
  std::vector<int> fields;     // of the register reached, that the expression reads
};

struct Node;
struct Aggregate;

/// A checked expression over the records of one register.
class Compiled {
 public:
  Compiled();
  ~Compiled();
  Compiled(Compiled&&) noexcept;
  Compiled& operator=(Compiled&&) noexcept;
  Compiled(Compiled const&);
  Compiled& operator=(Compiled const&);

  [[nodiscard]] bool empty() const { return nodes_.empty(); }
  [[nodiscard]] Type type() const { return type_; }
  [[nodiscard]] Datum evaluate(std::span<Value const> record, Context const& context) const;
  /// Null counts as "does not hold".
  [[nodiscard]] bool holds(std::span<Value const> record, Context const& context) const {
    return evaluate(record, context).is_true();
  }
  [[nodiscard]] std::vector<Aggregate> const& aggregates() const { return aggregates_; }
  [[nodiscard]] std::vector<Dependency> const& dependencies() const { return dependencies_; }
  [[nodiscard]] std::vector<int> const& own_fields() const {
    return own_fields_;
  }  // read on the record itself
  /// The field this expression is, when it is nothing but one field of the record itself; else -1.
  [[nodiscard]] int plain_field() const;
  /// For due("rule", field [, ...]) on a plain field: that field; else -1. A due day never precedes its
  /// start.
  [[nodiscard]] int due_of_field() const;

 private:
  friend class Compiler;
  Datum run(int node, std::span<Value const> record, Context const& context) const;

  std::vector<Node> nodes_;
  std::vector<Aggregate> aggregates_;
  std::vector<Dependency> dependencies_;
  std::vector<int> own_fields_;
  int root_ = -1;
  Type type_ = Type::null;
};

/// When an aggregate counts a record: on one day (a flow), or from a day until another (a stock; `until` is
/// the last day).
struct Timing {
  Compiled on;     // date; empty for stocks
  Compiled from;   // date; empty: from the beginning
  Compiled until;  // date; empty or null: without end
  bool stock = false;
};

/// count(CHILD by REF ...), sum(E of CHILD by REF ...), last(E of CHILD by REF ...): over the records of
/// another register that refer to this one.
struct Aggregate {
  enum class Kind { count, sum, last } kind = Kind::count;
  int register_index = -1;
  int reference_field = -1;  // of the child, pointing at the entity
  Compiled value;            // empty for count
  Compiled where;            // may be empty
  Timing timing;
  Type type = Type::number;
};

/// A measure: what is counted, of which register, where, when; having what.
struct Measure {
  enum class Kind {
    count,     // count REG where C on D | from A until B
    sum,       // sum(E) of REG ...
    distinct,  // distinct(FIELD) of REG ...
    areas      // count areas
  } kind = Kind::count;
  int register_index = -1;
  int distinct_field = -1;
  Compiled value;  // of sum
  Compiled where;
  Compiled having;  // may hold aggregates
  Timing timing;

  /// A two-stage measure: its value or its condition aggregates over records that refer to the entity.
  [[nodiscard]] bool is_entity() const { return !having.aggregates().empty() || !value.aggregates().empty(); }
};

struct Parameter {
  std::string id;
  Decimal value;
};

struct Environment {
  Scope const* scope = nullptr;
  clock::Rules const* rules = nullptr;  // to check rule names in due(); may be null
  std::span<Parameter const> parameters;
};

/// A condition or value over one register's records. Errors carry file:line:column and a caret.
[[nodiscard]] Expected<Compiled> compile(pack::Source const& source, int register_index,
                                         Environment const& environment, Type expected);
[[nodiscard]] Expected<Measure> compile_measure(pack::Source const& source, Environment const& environment);

/// A formula over named numbers (measures of an indicator): "a / b", "1 - closed / due", "min(a, b)".
/// `names` are the numbers' names; evaluate with the record = their values in that order.
[[nodiscard]] Expected<Compiled> compile_formula(pack::Source const& source,
                                                 std::span<std::string const> names,
                                                 Environment const& environment);

}  // namespace shian::expression
