// Recursive descent over the tokens; types are checked as nodes are made. Inside this room only.
#pragma once

#include <initializer_list>
#include <string>
#include <vector>

#include "expression/node.hpp"
#include "expression/token.hpp"

namespace shian::expression {

class Compiler {
 public:
  Compiler(pack::Source const& source, Environment const& environment);

  /// The whole source as one expression over `register_index` (or over `names`, when it is -1).
  Expected<Compiled> whole(int register_index, std::span<std::string const> names, Type expected);
  Expected<Measure> whole_measure();

 private:
  struct Typed {
    int node = -1;
    Type type = Type::null;
  };

  // What an expression is being built over: swapped while an aggregate's inner expressions are read.
  struct Frame {
    Compiled out;
    int register_index = -1;
    std::span<std::string const> names;
    bool aggregates_allowed = false;
  };

  // The expression grammar; each throws Stop on a fault (caught in whole...).
  Typed disjunction();
  Typed conjunction();
  Typed negation();
  Typed comparison();
  Typed sum();
  Typed product();
  Typed factor();
  Typed primary();
  Typed call(Token const& name);
  Typed aggregate(Token const& name);
  Typed named(Token const& name);
  Compiled inner(int register_index, Type expected, bool aggregates_allowed);
  Timing timing(int register_index, bool required);

  // Tokens.
  [[nodiscard]] Token const& peek() const { return tokens_[next_]; }
  Token take();
  bool accept_symbol(std::string_view symbol);
  bool accept_word(std::string_view word);
  void expect_symbol(std::string_view symbol);
  void expect_word(std::string_view word);
  Token expect_name(char const* zh, char const* en);
  [[nodiscard]] bool at_word(std::string_view word) const;

  // Nodes.
  Typed make(Op op, Type type, std::vector<int> children, std::size_t offset);
  Node& node(int index) { return frame_.out.nodes_[static_cast<std::size_t>(index)]; }
  void require(Typed const& value, Type type, std::size_t offset);
  void check_options(Typed const& a, Typed const& b, std::size_t offset);
  [[nodiscard]] std::vector<std::string> const* options_of(Typed const& value);
  int find_register(Token const& name);
  void note_dependency(std::vector<PathStep> const& path, int field);
  void finish(Frame& frame, Typed root);

  [[noreturn]] void stop(std::size_t offset, Error error);

  pack::Source source_;
  Environment environment_;
  std::vector<Token> tokens_;
  std::size_t next_ = 0;
  Frame frame_;
  int depth_ = 0;
};

}  // namespace shian::expression
