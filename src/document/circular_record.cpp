#include "document/circular_record.hpp"

#include "supervise/letters.hpp"

namespace shian::document {
namespace {

constexpr std::size_t kLongestText = 8000;  // bytes: below the field's characters

std::string cut(std::string text, std::size_t most) {
  constexpr std::string_view kCut = "……（全文见通报稿）";
  if (text.size() <= most) return text;
  most -= kCut.size();
  while (most > 0 && (static_cast<unsigned char>(text[most]) & 0xC0U) == 0x80U) --most;
  text.resize(most);
  return text + std::string(kCut);
}

}  // namespace

Expected<KeptCircular> keep_circular(reg::Writing& writing, city::City& city,
                                     report::Circular const& circular, CircularKind kind,
                                     std::string const& by) {
  auto const* schema = supervise::circulars_of(city);
  if (schema == nullptr)
    return fail("circular.register", "方案包没有登记通报的台账（circular）",
                "the pack has no register of circulars (circular)");
  KeptCircular made;
  made.register_id = schema->definition.id;
  made.number = "待编号-" + std::string(name_of(kind)) + "-" + circular.from.to_string() + "-" +
                circular.to.to_string();
  made.record = city.ledger().records().find_by_key(*schema, made.number);
  if (made.record != 0) return made;
  std::vector<Value> values(schema->fields.size());
  auto const put = [&](std::string_view field, Value value) {
    if (auto const at = schema->find(field); at >= 0) values[static_cast<std::size_t>(at)] = std::move(value);
  };
  put("document_no", made.number);
  put("title", title_of(circular, kind));
  put("kind", std::string(name_of(kind)));
  if (!by.empty()) put("unit", by);
  put("text", cut(circular_text(circular).plain(), kLongestText));
  put("findings", static_cast<std::int64_t>(circular.all.found.size()));
  put("closed_findings", static_cast<std::int64_t>(circular.all.closed.size()));
  auto const created = writing.create(*schema, std::move(values));
  if (!created) return std::unexpected(created.error().front().error);
  made.record = *created;
  made.is_new = true;
  return made;
}

}  // namespace shian::document
