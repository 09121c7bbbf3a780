#include "report/books.hpp"

#include "report/json_parts.hpp"
#include "report/record_names.hpp"
#include "report/table.hpp"
#include "report/words.hpp"

namespace shian::report {

RecordPage read_records(city::City& city, reg::Schema const& schema, expression::Compiled const& condition,
                        std::size_t limit) {
  RecordPage page;
  page.schema = &schema;
  auto const context = city.ledger().context();
  store::Transaction const one_moment(city.session(), store::Access::read);
  // Conditions may look into other registers: rows are read in chunks, so that they do not run inside a
  // result.
  constexpr std::size_t kChunk = 500;
  std::vector<reg::Record> chunk;
  bool go_on = true;
  auto const use = [&] {
    for (auto& record : chunk) {
      if (!condition.empty() && !condition.holds(record.values, context)) continue;
      if (page.records.size() == limit) {
        page.more = true;
        go_on = false;
        break;
      }
      page.records.push_back(std::move(record));
    }
    chunk.clear();
  };
  auto const size = condition.empty() ? std::min(kChunk, limit + 1) : kChunk;
  city.ledger().records().scan(schema, [&](reg::Record const& record) {
    chunk.push_back(record);
    if (chunk.size() < size) return true;
    use();
    return go_on;
  });
  if (go_on) use();
  return page;
}

std::string records_text(city::City& city, RecordPage const& page, Language language,
                         Terminal const& terminal) {
  auto const& schema = *page.schema;
  RecordNames const names(city, reg::Personal::masked, language, sees_everything());
  std::vector<Column> columns = {{language == Language::zh ? "编号" : "id", Align::right}};
  for (std::size_t i = 0; i < schema.fields.size(); ++i) {
    auto const type = schema.fields[i].definition.type;
    bool const number = type == pack::FieldType::integer || type == pack::FieldType::decimal;
    columns.push_back({schema.fields[i].definition.name.in(language), number ? Align::right : Align::left,
                       i == 0 ? 0 : static_cast<int>(i), number ? 0U : 16U});
  }
  Table table(std::move(columns));
  for (auto const& record : page.records) {
    std::vector<Cell> cells = {std::to_string(record.id)};
    for (std::size_t i = 0; i < schema.fields.size(); ++i)
      cells.emplace_back(names.shown(schema.fields[i], record.values[i]));
    table.add(std::move(cells));
  }
  if (table.empty()) return language == Language::zh ? "没有记录\n" : "no records\n";
  auto out = table.render(terminal);
  if (page.more)
    out += language == Language::zh ? "… 还有（--limit 看更多）\n" : "... and more (--limit shows more)\n";
  return out;
}

std::string records_json(city::City& city, RecordPage const& page, Language language) {
  auto const& schema = *page.schema;
  RecordNames const names(city, reg::Personal::masked, language, sees_everything());
  Json list = Json::array();
  for (auto const& record : page.records) {
    Json values = Json::object();
    for (std::size_t i = 0; i < schema.fields.size(); ++i) {
      if (is_null(record.values[i])) continue;
      auto const& field = schema.fields[i];
      bool const id =
          field.definition.type == pack::FieldType::area || field.definition.type == pack::FieldType::unit;
      bool const flag = field.definition.type == pack::FieldType::boolean;
      values[field.definition.id] =
          id || flag ? canonical(record.values[i]) : names.shown(field, record.values[i]);
    }
    list.push_back({{"id", record.id},
                    {"unit", record.unit},
                    {"name", names.name(schema, record.values)},
                    {"values", std::move(values)}});
  }
  return dumped({{"register", schema.definition.id},
                 {"simulated", city.has_simulated_records()},
                 {"records", std::move(list)},
                 {"more", page.more}});
}

std::string batches_text(std::span<reg::BatchSummary const> batches, int utc_offset_minutes,
                         Language language, Terminal const& terminal) {
  bool const zh = language == Language::zh;
  Table table({{zh ? "批次" : "batch", Align::right},
               {zh ? "台账" : "register"},
               {zh ? "时间" : "at"},
               {zh ? "文件" : "file", Align::left, 0, 20},
               {zh ? "单位" : "unit", Align::left, 2},
               {zh ? "新增" : "created", Align::right},
               {zh ? "更正" : "corrected", Align::right, 1},
               {zh ? "相同" : "same", Align::right, 1},
               {zh ? "退回" : "refused", Align::right, 1},
               {zh ? "撤销" : "undone"}});
  for (auto const& batch : batches) {
    table.add({std::to_string(batch.totals.id), batch.register_id,
               batch.started_at.to_string(utc_offset_minutes), batch.file_name, batch.author.unit,
               grouped(batch.totals.created), grouped(batch.totals.corrected), grouped(batch.totals.same),
               grouped(batch.totals.refused),
               batch.undone_at ? batch.undone_at->to_string(utc_offset_minutes) : ""});
  }
  if (table.empty()) return zh ? "没有批次\n" : "no batches\n";
  return table.render(terminal);
}

std::string batches_json(std::span<reg::BatchSummary const> batches, int utc_offset_minutes) {
  Json list = Json::array();
  for (auto const& batch : batches) {
    list.push_back({{"id", batch.totals.id},
                    {"register", batch.register_id},
                    {"actor", batch.author.actor},
                    {"unit", batch.author.unit},
                    {"started_at", batch.started_at.to_string(utc_offset_minutes)},
                    {"file", batch.file_name},
                    {"file_hash", batch.file_hash},
                    {"created", batch.totals.created},
                    {"corrected", batch.totals.corrected},
                    {"same", batch.totals.same},
                    {"refused", batch.totals.refused},
                    {"undone_at", batch.undone_at ? Json(batch.undone_at->to_string(utc_offset_minutes))
                                                  : Json(nullptr)}});
  }
  return dumped({{"batches", std::move(list)}});
}

}  // namespace shian::report
