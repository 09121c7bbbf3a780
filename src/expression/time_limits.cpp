// Which acts a condition holds to a legal limit: `closed_on <= coalesce(extended_to, due("rule", filed_on))`.
#include "expression/node.hpp"

namespace shian::expression {
namespace {

// The first due() below a node; nothing: it asks none.
Node const* due_below(std::vector<Node> const& nodes, int index) {
  Node const& node = nodes[static_cast<std::size_t>(index)];
  if (node.op == Op::due) return &node;
  for (int const child : node.children)
    if (auto const* found = due_below(nodes, child)) return found;
  return nullptr;
}

// The sides of a comparison that are the earlier and the later one.
struct Sides {
  int earlier = -1, later = -1;
};
std::optional<Sides> sides_of(Node const& node) {
  if (node.op == Op::less_equal || node.op == Op::less) return Sides{node.children[0], node.children[1]};
  if (node.op == Op::greater_equal || node.op == Op::greater)
    return Sides{node.children[1], node.children[0]};
  return std::nullopt;
}

}  // namespace

Compiled Compiled::part(int node) const {
  Compiled made = *this;
  made.root_ = node;
  made.type_ = nodes_[static_cast<std::size_t>(node)].type;
  return made;
}

std::vector<TimeLimit> Compiled::time_limits() const {
  std::vector<TimeLimit> limits;
  if (root_ < 0) return limits;
  std::vector<int> conjuncts = {root_};
  while (!conjuncts.empty()) {
    Node const& node = nodes_[static_cast<std::size_t>(conjuncts.back())];
    conjuncts.pop_back();
    if (node.op == Op::logical_and) {
      conjuncts.insert(conjuncts.end(), node.children.rbegin(), node.children.rend());
      continue;
    }
    auto const sides = sides_of(node);
    if (!sides) continue;
    Node const& act = nodes_[static_cast<std::size_t>(sides->earlier)];
    auto const* due = due_below(nodes_, sides->later);
    if (due == nullptr || act.op != Op::field || !act.path.empty()) continue;
    limits.push_back({act.field, due->text, part(due->children[0]), part(sides->later)});
  }
  return limits;
}

}  // namespace shian::expression
