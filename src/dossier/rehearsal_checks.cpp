#include "dossier/rehearsal_checks.hpp"

#include <fmt/format.h>
#include <algorithm>
#include <filesystem>

#include "base/durable_file.hpp"
#include "indicator/lineage.hpp"
#include "register/lifecycle.hpp"
#include "register/secrecy.hpp"
#include "report/words.hpp"

namespace shian::dossier {
namespace {

constexpr std::size_t kMostMatters = 200;      // of a place, looked at for their limits
constexpr std::int64_t kMostTraced = 200'000;  // records of a figure that are added up

RehearsalCheck holds(Text said) { return {CheckState::holds, std::move(said), {}, nullptr, 0}; }
RehearsalCheck lacks(Text said, Text next) {
  return {CheckState::lacks, std::move(said), std::move(next), nullptr, 0};
}

// Of one record: whether each file that it names is there as it was; a register with a place for files and a
// record without any lacks it.
void check_files(city::City& city, reg::Schema const& schema, reg::Record const& record,
                 std::vector<RehearsalCheck>& into) {
  bool has_place = false;
  std::size_t files = 0;
  for (std::size_t i = 0; i < schema.fields.size(); ++i) {
    auto const& field = schema.fields[i].definition;
    if (field.type != pack::FieldType::file) continue;
    has_place = true;
    auto const* hash = std::get_if<std::string>(&record.values[i]);
    if (hash == nullptr) continue;
    ++files;
    auto const path = city.evidence().path_of(*hash);
    std::error_code ignored;
    if (!std::filesystem::is_regular_file(path, ignored))
      into.push_back(lacks({"“" + field.name.zh + "”的文件找不到了", field.name.en + ": the file is lost"},
                           {"重新上传，或从备份恢复", "attach it again, or restore a backup"}));
    else if (hash_of_file(path) != *hash)
      into.push_back(
          lacks({"“" + field.name.zh + "”的文件被改动过", field.name.en + ": the file was altered"},
                {"从备份恢复，并查明原因", "restore it from a backup, and find out why"}));
    else
      into.push_back(
          holds({"“" + field.name.zh + "”的文件在，未改动", field.name.en + ": there, unaltered"}));
  }
  if (has_place && files == 0)
    into.push_back(lacks({"没有附件", "has no file"}, {"上传佐证文件", "attach the evidence"}));
}

// The limits of a record that have passed without their act.
std::vector<Text> late_limits(city::City& city, reg::Schema const& schema, reg::Record const& record,
                              Day as_of) {
  std::vector<Text> late;
  if (!schema.lifecycle) return late;
  for (auto const& face :
       schema.lifecycle->faces(record.values, city.ledger().context(), clock::Explain::no)) {
    if (!face.runs() || (*face.due)->day >= as_of) continue;
    auto const& name = face.clock->definition.name;
    auto const day = (*face.due)->day.to_string();
    late.push_back({name.zh + "，期限 " + day, name.en + ", due on " + day});
  }
  return late;
}

void check_limits(city::City& city, reg::Schema const& schema, reg::Record const& record, Day as_of,
                  std::vector<RehearsalCheck>& into) {
  if (!schema.lifecycle) return;
  auto const late = late_limits(city, schema, record, as_of);
  if (late.empty()) into.push_back(holds({"没有超期的时限", "none of its limits has passed"}));
  for (auto const& one : late)
    into.push_back(lacks({"超期未办：" + one.zh, "late: " + one.en},
                         {"办结并登记办理日期，或补办延期", "do it and enter the day, or have it extended"}));
}

struct Mention {
  reg::Schema const* schema = nullptr;
  RecordId record = 0;
};

std::vector<Mention> mentions_of(city::City& city, reg::Schema const& schema, RecordId id) {
  std::vector<Mention> made;
  for (auto const& other : city.schemas().all())
    for (auto const reference : other.references) {
      if (other.fields[static_cast<std::size_t>(reference)].target_register != schema.index) continue;
      for (auto const record : city.ledger().records().referring(other, reference, id))
        made.push_back({&other, record});
    }
  return made;
}

struct Opened {
  std::int64_t records = 0;
  std::int64_t amount = 0;  // in the measure's scale
  bool is_whole = true;     // all were looked at
  std::vector<indicator::Trace> drawn;
};

// Every record of the measure, and a few of them: each as likely (reservoir sampling, Vitter's algorithm R).
Opened open(city::City& city, indicator::Measure const& measure, indicator::Span stretch,
            std::string const& area, std::size_t few, Lots& lots) {
  Opened made;
  indicator::trace(city.ledger(), city.cells(), measure, indicator::summed_over(measure, stretch), area,
                   [&](indicator::Trace const& found) {
                     if (found.left_out != nullptr || reg::is_secret(*found.schema, found.record.values))
                       return true;
                     ++made.records;
                     made.amount += found.amount;
                     if (made.drawn.size() < few) {
                       made.drawn.push_back(found);
                     } else if (auto const at = lots.below(static_cast<std::uint64_t>(made.records));
                                at < few) {
                       made.drawn[at] = found;
                     }
                     made.is_whole = made.records < kMostTraced;
                     return made.is_whole;
                   });
  return made;
}

}  // namespace

void check_record(city::City& city, reg::Schema const& schema, reg::Record const& record, Day as_of,
                  std::vector<RehearsalCheck>& into) {
  check_files(city, schema, record, into);
  check_limits(city, schema, record, as_of, into);
  if (into.empty())
    into.push_back(holds({"记录在册；这本台账不附文件，没有时限",
                          "is on the books; neither files nor limits are kept of it"}));
}

void check_place(city::City& city, reg::Schema const& schema, reg::Record const& record, Day as_of,
                 std::vector<RehearsalCheck>& into) {
  auto const mentions = mentions_of(city, schema, record.id);
  std::size_t open = 0;
  std::vector<std::string> books_zh, books_en;
  for (auto const& mention : mentions) {
    auto const found = city.ledger().records().get(*mention.schema, mention.record);
    if (!found || reg::is_secret(*mention.schema, found->values)) continue;
    auto const& name = mention.schema->definition.name;
    if (std::ranges::find(books_zh, name.zh) == books_zh.end()) {
      books_zh.push_back(name.zh);
      books_en.push_back(name.en);
    }
    if (++open > kMostMatters) continue;
    for (auto const& late : late_limits(city, *mention.schema, *found, as_of)) {
      auto check = lacks({name.zh + "超期未办：" + late.zh, name.en + ", late: " + late.en},
                         {"办结并登记办理日期，或补办延期", "do it and enter the day, or have it extended"});
      check.schema = mention.schema;
      check.record = mention.record;
      into.push_back(std::move(check));
    }
  }
  if (open == 0)
    into.push_back(
        lacks({"没有任何台账提到它", "no register knows of it"},
              {"核实是否在营，补登检查、抽检、培训等记录，或登记停业",
               "find out whether it is in business; enter what was done there, or that it closed"}));
  else
    into.push_back(holds({fmt::format("{} 条记录：{}", open, report::joined(books_zh, Language::zh)),
                          fmt::format("{} records: {}", open, report::joined(books_en, Language::en))}));
  check_files(city, schema, record, into);
}

void check_figure(city::City& city, indicator::Part const& part, std::string const& area, int records_opened,
                  Lots& lots, std::vector<RehearsalCheck>& into) {
  auto const& reading = part.reading;
  auto const in_area = reading.areas.find(area);
  auto const figure = area.empty()                     ? reading.city
                      : in_area == reading.areas.end() ? indicator::Figure{}
                                                       : in_area->second;
  auto const& indicator = *part.indicator;
  auto const& definition = indicator.definition;
  if (figure.known != indicator::Known::value) {
    auto const why = indicator::text_of(figure.known);
    into.push_back(
        {CheckState::not_judged,
         {definition.name.zh + "：" + why.zh, definition.name.en + ": " + why.en},
         {"补登所缺的记录，或由创建办确认口径", "enter what is missing, or have its definition settled"},
         nullptr,
         0});
    return;
  }
  auto const slot = indicator.numerator >= 0 || indicator.measures.empty() ? indicator.numerator
                                                                           : indicator.measures.front();
  if (slot < 0) return;
  auto const& measure = city.catalogue().measure(slot);
  auto const opened =
      open(city, measure, reading.stretch, area, static_cast<std::size_t>(records_opened), lots);
  auto const value = report::with_unit(report::value_text(definition, figure), definition.unit);
  auto const sum = Decimal::of(opened.amount, indicator::scale_of(measure));
  auto const count = report::grouped(opened.records);
  if (!opened.is_whole)
    into.push_back(holds({value + "：打开到 " + count + " 条以上的记录，只核对了有记录",
                          value + ": opens to more than " + count + " records, which were not added up"}));
  else if (opened.records == 0 && figure.numerator && !figure.numerator->is_zero())
    into.push_back(
        lacks({value + "：打不开，分子没有记录", value + ": does not open: no record is behind it"},
              {"请系统管理员核对数据", "have the store verified"}));
  else if (indicator.numerator >= 0 && figure.numerator && sum && *sum != *figure.numerator)
    into.push_back(lacks({fmt::format("{}：{} 条记录合计 {}，分子是 {}", value, count, sum->to_string(),
                                      figure.numerator->to_string()),
                          fmt::format("{}: {} records add up to {}, the numerator is {}", value, count,
                                      sum->to_string(), figure.numerator->to_string())},
                         {"有暗访未公开的记录时会少；否则请系统管理员核对数据",
                          "less where something is secret still; else have the store verified"}));
  else
    into.push_back(holds({value + "：打开到 " + count + " 条记录，合计相符",
                          value + ": opens to " + count + " records that add up to it"}));
  for (auto const& trace : opened.drawn) {
    std::vector<RehearsalCheck> of_record;
    check_files(city, *trace.schema, trace.record, of_record);
    if (of_record.empty())
      of_record.push_back(
          holds({"记录在册；这本台账不附文件", "is on the books; its register keeps no files"}));
    for (auto& check : of_record) {
      check.schema = trace.schema;
      check.record = trace.record.id;
      into.push_back(std::move(check));
    }
  }
}

}  // namespace shian::dossier
