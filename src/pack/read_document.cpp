// Documents: the papers that a register's matters yield. What their marks stand for is checked where the
// register is known: by reg::compile_documents.
#include <array>

#include "pack/sections.hpp"

namespace shian::pack {

using namespace std::string_view_literals;

void read_document(File const& file, YAML::Node const& node) {
  constexpr std::array kKeys = {"id"sv,   "register"sv, "name"sv,  "name_en"sv, "layout"sv,  "steps"sv,
                                "when"sv, "number"sv,   "basis"sv, "body"sv,    "replaces"sv};
  Map const map(file, node, kKeys);
  Document made;
  made.id = map.id();
  (void)map.required("register");
  made.register_id = map.name("register", Kind::register_);
  made.name = map.required_both("name");
  (void)map.required("layout");
  made.layout = map.word("layout", kLayouts, Layout::writ);
  made.steps = map.texts("steps");
  made.when = map.source("when");
  made.number = map.source("number");
  made.basis = map.required("basis");
  made.body = map.required_source("body");
  made.where = map.where();
  keep(map, Kind::document, file.reading().pack.documents, std::move(made));
}

}  // namespace shian::pack
