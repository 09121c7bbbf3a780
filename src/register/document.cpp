#include "register/document.hpp"

#include <algorithm>
#include <array>
#include <optional>
#include <utility>

#include "base/text.hpp"
#include "base/utf8.hpp"
#include "register/lifecycle.hpp"
#include "register/mask.hpp"

namespace shian::reg {
namespace {

using Kind = Mark::Kind;

// What a mark may say beside the names of fields. Those of a number come first.
constexpr std::array<std::pair<std::string_view, Kind>, 9> kSpecial = {{{"年", Kind::year},
                                                                        {"序号", Kind::serial},
                                                                        {"代字", Kind::code_word},
                                                                        {"文号", Kind::number},
                                                                        {"本单位", Kind::unit},
                                                                        {"承办人", Kind::officer},
                                                                        {"签发人", Kind::signer},
                                                                        {"签发日期", Kind::signed_on},
                                                                        {"今天", Kind::today}}};
constexpr std::array<std::pair<std::string_view, Kind>, 2> kOfClock = {
    {{"截止日", Kind::last_day}, {"依据", Kind::basis}}};

FieldIndex field_called(Schema const& schema, std::string_view name) {
  auto const is_called = [&](FieldSchema const& field) {
    auto const& definition = field.definition;
    return definition.name.zh == name || definition.id == name || definition.name.en == name;
  };
  auto const found = std::ranges::find_if(schema.fields, is_called);
  return found == schema.fields.end() ? -1 : static_cast<FieldIndex>(found - schema.fields.begin());
}

std::vector<std::string> names_of(Schema const& schema) {
  std::vector<std::string> names;
  for (auto const& field : schema.fields) {
    names.push_back(field.definition.name.zh);
    names.push_back(field.definition.id);
  }
  for (auto const& [name, kind] : kSpecial) names.emplace_back(name);
  return names;
}

std::unexpected<Error> unknown(std::string_view name, Schema const& schema,
                               std::vector<std::string> const& known) {
  std::string const text(name);
  auto error = Error::make("document.mark", schema.definition.name.zh + "没有可填入“{{" + text + "}}”的内容",
                           "nothing of " + schema.definition.name.en + " is called {{" + text + "}}");
  if (auto const near = nearest(text, known))
    error = std::move(error).hinting("是不是“{{" + *near + "}}”？", "did you mean {{" + *near + "}}?");
  else
    error = std::move(error).hinting(
        "写字段的名称或编号，例如 {{" + schema.fields.front().definition.name.zh + "}}",
        "write a field's name or id, such as {{" + schema.fields.front().definition.id + "}}");
  return std::unexpected(std::move(error));
}

Expected<Mark> clock_mark(Kind kind, std::string_view clock, std::string_view name, Schema const& schema) {
  std::vector<std::string> known;
  if (schema.lifecycle) {
    for (auto const& candidate : schema.lifecycle->clocks) {
      if (candidate.definition.id == clock) {
        Mark mark;
        mark.kind = kind;
        mark.clock = static_cast<int>(known.size());
        return mark;
      }
      known.push_back(candidate.definition.id);
    }
  }
  auto const prefix = std::string(name.substr(0, name.size() - clock.size()));
  for (auto& id : known) id = prefix + id;
  return unknown(name, schema, known);
}

}  // namespace

std::vector<FoundMark> marks_in(std::string_view text) {
  std::vector<FoundMark> found;
  std::size_t from = 0;
  while (true) {
    auto const opens = text.find("{{", from);
    if (opens == std::string_view::npos) return found;
    auto const closes = text.find("}}", opens);
    if (closes == std::string_view::npos) return found;
    auto const inner = text.substr(opens + 2, closes - opens - 2);
    if (auto const again = inner.rfind("{{"); again != std::string_view::npos) {
      from = opens + 2 + again;
      continue;
    }
    from = closes + 2;
    if (inner.find('\n') != std::string_view::npos) continue;
    found.push_back({opens, closes + 2 - opens, trimmed(inner)});
  }
}

Expected<Mark> mark_of(std::string_view name, Schema const& schema, Schemas const& schemas) {
  for (auto const& [prefix, kind] : kOfClock) {
    if (!name.starts_with(prefix)) continue;
    auto rest = name.substr(prefix.size());
    constexpr std::string_view kWideColon = "：";
    if (rest.starts_with(':')) return clock_mark(kind, rest.substr(1), name, schema);
    if (rest.starts_with(kWideColon)) return clock_mark(kind, rest.substr(kWideColon.size()), name, schema);
  }
  Mark mark;
  for (auto const& [word, kind] : kSpecial) {
    if (word != name) continue;
    mark.kind = kind;
    return mark;
  }
  auto const point = name.find('.');
  mark.field = field_called(schema, name.substr(0, point));
  if (mark.field < 0) return unknown(name, schema, names_of(schema));
  if (point == std::string_view::npos) return mark;
  auto const target = schema.fields[static_cast<std::size_t>(mark.field)].target_register;
  if (target < 0) {
    std::string const text(name.substr(0, point));
    return std::unexpected(Error::make("document.mark", "“" + text + "”不引用其他台账，后面不能再写“.”",
                                       "'" + text + "' refers to no register: nothing can follow it"));
  }
  auto const& other = schemas.at(target);
  mark.through = std::exchange(mark.field, field_called(other, name.substr(point + 1)));
  if (mark.field < 0) {
    auto known = names_of(other);
    for (auto& id : known) id = std::string(name.substr(0, point + 1)) + id;
    return unknown(name, schema, known);
  }
  return mark;
}

bool hold_personal_data(std::span<std::string const> marks, Schema const& schema, Schemas const& schemas) {
  return std::ranges::any_of(marks, [&](std::string const& name) {
    auto const mark = mark_of(name, schema, schemas);
    if (!mark || mark->kind != Kind::field) return false;
    auto const field = static_cast<std::size_t>(mark->field);
    if (mark->through < 0) return is_personal(schema.fields[field]);
    auto const target = schema.fields[static_cast<std::size_t>(mark->through)].target_register;
    return is_personal(schemas.at(target).fields[field]);
  });
}

bool Document::is_for(std::span<Value const> values, expression::Context const& context) const {
  return definition.when.empty() || when.holds(values, context);
}

Document const* find_document(Schema const& schema, std::string_view id) {
  auto const found = std::ranges::find_if(
      schema.documents, [&](auto const& document) { return document->definition.id == id; });
  return found == schema.documents.end() ? nullptr : found->get();
}

namespace {

class CompilingDocument {
 public:
  CompilingDocument(Schema const& schema, Schemas const& schemas, Errors& faults)
      : schema_(schema), schemas_(schemas), faults_(faults) {}

  void check(Document& document) {
    auto const& definition = document.definition;
    for (auto const& step : definition.steps) check_step(definition, step);
    bool has_serial = definition.number.empty();
    each_mark(definition.number, [&](Mark const& mark, Position const& where) {
      has_serial = has_serial || mark.kind == Kind::serial;
      bool const fits = mark.kind == Kind::year || mark.kind == Kind::serial || mark.kind == Kind::code_word;
      if (!fits)
        fault(where, "number", "文号里只能用 {{代字}}、{{年}}、{{序号}}",
              "a number holds {{代字}}, {{年}} and {{序号}} only");
    });
    if (!has_serial)
      fault(definition.number.where, "number", "文号缺少 {{序号}}：两份文书会用同一个号",
            "the number lacks {{序号}}: two papers would have the same");
    for (auto const& mark : marks_in(definition.body.text)) document.marks.emplace_back(mark.name);
    each_mark(definition.body, [&](Mark const& mark, Position const& where) {
      if (mark.kind == Kind::serial || mark.kind == Kind::code_word)
        fault(where, "number", "{{序号}}和{{代字}}只用在文号里，正文用 {{文号}}",
              "{{序号}} and {{代字}} belong in the number: a text has {{文号}}");
    });
  }

 private:
  void fault(Position const& where, std::string code, std::string zh, std::string en) {
    faults_.push_back(Error::make("document." + code, std::move(zh), std::move(en)).at(where));
  }

  void check_step(pack::Document const& definition, std::string const& step) {
    std::vector<std::string> known;
    if (schema_.lifecycle)
      for (auto const& candidate : schema_.lifecycle->steps) known.push_back(candidate.definition.id);
    if (std::ranges::find(known, step) != known.end()) return;
    auto error = Error::make("document.step", schema_.definition.name.zh + "的办理流程没有步骤 " + step,
                             "the lifecycle of " + schema_.definition.id + " has no step '" + step + "'")
                     .at(definition.where);
    if (auto const near = nearest(step, known))
      error = std::move(error).hinting("是不是“" + *near + "”？", "did you mean '" + *near + "'?");
    faults_.push_back(std::move(error));
  }

  // With the place in the pack's file: a block of text keeps its lines there.
  template <class Use>
  void each_mark(pack::Source const& source, Use const& use) {
    auto where = source.where;
    for (auto const line : split(source.text, '\n')) {
      for (auto const& found : marks_in(line)) {
        auto at = where;
        at.column += static_cast<int>(count_code_points(line.substr(0, found.at)));
        auto const mark = mark_of(found.name, schema_, schemas_);
        if (mark) {
          use(*mark, at);
        } else {
          auto error = mark.error();
          faults_.push_back(std::move(error).at(at));
        }
      }
      ++where.line;
    }
  }

  Schema const& schema_;
  Schemas const& schemas_;
  Errors& faults_;
};

}  // namespace

void compile_documents(pack::Pack const& pack, Schema& schema, Schemas const& schemas,
                       expression::Environment const& environment, Errors& faults) {
  CompilingDocument compiling(schema, schemas, faults);
  for (auto const& definition : pack.documents) {
    if (definition.register_id != schema.definition.id) continue;
    auto document = std::make_shared<Document>();
    document->definition = definition;
    if (!definition.when.empty()) {
      auto compiled =
          expression::compile(definition.when, schema.index, environment, expression::Type::boolean);
      if (compiled)
        document->when = std::move(*compiled);
      else
        faults.push_back(std::move(compiled.error()));
    }
    compiling.check(*document);
    schema.documents.push_back(std::move(document));
  }
}

}  // namespace shian::reg
