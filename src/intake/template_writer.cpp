#include <xlsxwriter.h>

#include <algorithm>

#include "base/text.hpp"
#include "intake/header.hpp"
#include "intake/spreadsheet_number.hpp"
#include "intake/workbook.hpp"
#include "intake/workbook_writer.hpp"
#include "register/schema.hpp"

namespace shian::intake {
namespace {

using pack::FieldType;

constexpr std::uint32_t kExampleRow = 2;
constexpr std::uint32_t kLastRow = 20'000;  // validated from the example row to here

bool is_text(FieldType type) {
  switch (type) {
    case FieldType::integer:
    case FieldType::decimal:
    case FieldType::date:
    case FieldType::timestamp:
      return false;
    default:
      return true;
  }
}

Text type_name(FieldType type) {
  switch (type) {
    case FieldType::text:
      return {"文字", "text"};
    case FieldType::code:
      return {"编码", "code"};
    case FieldType::enumeration:
      return {"选项", "choice"};
    case FieldType::integer:
      return {"整数", "whole number"};
    case FieldType::decimal:
      return {"小数", "decimal"};
    case FieldType::date:
      return {"日期", "date"};
    case FieldType::timestamp:
      return {"日期时间", "date and time"};
    case FieldType::boolean:
      return {"是/否", "yes/no"};
    case FieldType::unit:
      return {"责任单位", "unit"};
    case FieldType::area:
      return {"镇街", "area"};
    case FieldType::reference:
      return {"引用其他台账的编号", "key of another register"};
    case FieldType::person:
      return {"姓名", "person"};
    case FieldType::file:
      return {"附件", "file"};
  }
  return {};
}

std::vector<std::string> choices(pack::Field const& field, TemplateLists const& lists) {
  switch (field.type) {
    case FieldType::boolean:
      return {"是", "否"};
    case FieldType::area:
      return lists.areas;
    case FieldType::unit:
      return lists.units;
    case FieldType::enumeration: {
      std::vector<std::string> names;
      for (auto const& option : field.options)
        names.push_back(option.name.zh.empty() ? option.code : option.name.zh);
      return names;
    }
    default:
      return {};
  }
}

std::string example(pack::Field const& field, std::vector<std::string> const& list) {
  if (!field.example.empty()) return field.example;
  if (!list.empty()) return list.front();
  switch (field.type) {
    case FieldType::integer:
      return "1";
    case FieldType::decimal:
      return "1.5";
    case FieldType::date:
      return "2022-06-15";
    case FieldType::timestamp:
      return "2022-06-15 08:30";
    default:
      return "";
  }
}

std::string joined(std::vector<std::string> const& words, std::size_t most) {
  std::string out;
  for (std::size_t i = 0; i < words.size() && i < most; ++i) out += (i ? "、" : "") + words[i];
  if (words.size() > most) out += "……";
  return out;
}

std::string english_name(pack::Field const& field) {
  return field.name.en.empty() ? field.id : field.name.en;
}

std::string comment_of(pack::Field const& field, std::vector<std::string> const& list) {
  auto const type = type_name(field.type);
  std::string out =
      type.zh + (field.required ? "，必填" : "") + " / " + type.en + (field.required ? ", required" : "");
  if (!field.unit.empty()) {
    out += "\n单位 Unit: " + field.unit;
    if (!field.accepted_units.empty()) out += " (" + joined(field.accepted_units, 8) + ")";
  }
  if (!field.help.zh.empty()) out += "\n" + field.help.zh;
  if (!field.help.en.empty()) out += "\n" + field.help.en;
  if (!list.empty() && list.size() <= 12) out += "\n可填 Choices: " + joined(list, 12);
  if (field.minimum || field.maximum) {
    out += "\n范围 Range: " + (field.minimum ? field.minimum->to_string() : "") + " – " +
           (field.maximum ? field.maximum->to_string() : "");
  }
  if (field.personal) out += "\n个人信息，默认脱敏显示 / personal data, masked by default";
  return out;
}

class TemplateWriter {
 public:
  TemplateWriter(std::filesystem::path const& file, reg::Schema const& schema, TemplateLists const& lists)
      : book_(file, Workbook::Memory::whole), schema_(schema), lists_(lists) {}

  Expected<void> write() {
    auto const& name = schema_.definition.name;
    sheet_ = book_.add_sheet(name.zh.empty() ? schema_.definition.id : name.zh);
    notes_ = book_.add_sheet("说明 Notes");
    options_ = book_.add_sheet("选项 Lists");
    worksheet_hide(options_);
    start_notes();
    for (std::size_t i = 0; i < schema_.fields.size(); ++i)
      write_field(static_cast<std::uint16_t>(i), schema_.fields[i].definition);
    auto const mark_column = static_cast<std::uint16_t>(schema_.fields.size());
    worksheet_set_column(sheet_, mark_column, mark_column, 44, nullptr);
    book_.put_text(sheet_, kExampleRow, mark_column,
                   std::string(kExampleMark) + "，导入时跳过 / example, passed over on import",
                   Look::example);
    worksheet_freeze_panes(sheet_, kExampleRow, 0);
    return book_.close();
  }

 private:
  void write_field(std::uint16_t column, pack::Field const& field) {
    auto const list = choices(field, lists_);
    auto const sample = example(field, list);
    std::string const unit = field.unit.empty() ? "" : "(" + field.unit + ")";
    auto const header = field.name.zh + unit + (field.required ? " *" : "");
    auto const width = std::clamp<std::size_t>(
        std::max({display_width(header), display_width(sample), std::size_t{8}}) + 4, 12, 40);
    Look const look = field.type == FieldType::date        ? Look::date
                      : field.type == FieldType::timestamp ? Look::moment
                      : is_text(field.type)                ? Look::text
                                                           : Look::plain;
    worksheet_set_column(sheet_, column, column, static_cast<double>(width), book_.format(look));
    book_.put_text(sheet_, 0, column, header, Look::header);
    book_.put_text(sheet_, 1, column, english_name(field), Look::english_header);
    write_example(column, field, sample);
    lxw_comment_options comment{};
    comment.x_scale = 2;
    comment.y_scale = 1.5;
    worksheet_write_comment_opt(sheet_, 0, column, comment_of(field, list).c_str(), &comment);
    validate(column, field, list);
    write_notes(column, field, list, sample);
  }

  void write_example(std::uint16_t column, pack::Field const& field, std::string const& sample) {
    if (field.type == FieldType::integer || field.type == FieldType::decimal) {
      if (auto const value = Decimal::parse(sample); value && is_exact_in_double(*value)) {
        worksheet_write_number(sheet_, kExampleRow, column, value->to_double(), book_.format(Look::example));
        return;
      }
    }
    if (field.type == FieldType::date) {
      if (auto const day = Day::parse(sample); day && day->year() > 1900) {
        worksheet_write_number(sheet_, kExampleRow, column, serial_of_day(*day),
                               book_.format(Look::example_date));
        return;
      }
    }
    book_.put_text(sheet_, kExampleRow, column, sample, Look::example_text);
  }

  void validate(std::uint16_t column, pack::Field const& field, std::vector<std::string> const& list) {
    lxw_data_validation rule{};
    std::string formula;
    std::string title = "请核对 Please check";
    std::string message;
    rule.error_type = LXW_VALIDATION_ERROR_TYPE_WARNING;
    if (!list.empty()) {
      auto const column_name = column_letters(next_list_);
      for (std::size_t i = 0; i < list.size(); ++i) {
        book_.put_text(options_, static_cast<std::uint32_t>(i), next_list_, list[i], Look::text);
      }
      formula = "='选项 Lists'!$" + column_name + "$1:$" + column_name + "$" + std::to_string(list.size());
      ++next_list_;
      rule.validate = LXW_VALIDATION_TYPE_LIST_FORMULA;
      rule.value_formula = formula.data();
      message = "请从列表中选择 / choose from the list";
    } else if (field.type == FieldType::date) {
      rule.validate = LXW_VALIDATION_TYPE_DATE;
      rule.criteria = LXW_VALIDATION_CRITERIA_BETWEEN;
      rule.minimum_datetime = {1950, 1, 1, 0, 0, 0};
      rule.maximum_datetime = {2100, 12, 31, 0, 0, 0};
      message = "日期如 2022-06-15 / a date such as 2022-06-15";
    } else if ((field.type == FieldType::integer || field.type == FieldType::decimal) &&
               field.accepted_units.empty()) {
      constexpr double kMost = 1e15;
      rule.validate =
          field.type == FieldType::integer ? LXW_VALIDATION_TYPE_INTEGER : LXW_VALIDATION_TYPE_DECIMAL;
      rule.criteria = LXW_VALIDATION_CRITERIA_BETWEEN;
      rule.minimum_number = field.minimum ? field.minimum->to_double() : -kMost;
      rule.maximum_number = field.maximum ? field.maximum->to_double() : kMost;
      message = field.type == FieldType::integer ? "请填整数 / a whole number" : "请填数字 / a number";
    } else {
      return;
    }
    rule.error_title = title.data();
    rule.error_message = message.data();
    auto const code = worksheet_data_validation_range(sheet_, kExampleRow, column, kLastRow, column, &rule);
    SHIAN_ASSERT(code == LXW_NO_ERROR);
  }

  void start_notes() {
    constexpr double kWidths[] = {22, 26, 8, 20, 12, 40, 50, 24};
    for (std::uint16_t i = 0; i < 8; ++i) worksheet_set_column(notes_, i, i, kWidths[i], nullptr);
    auto const& definition = schema_.definition;
    book_.put_text(notes_, 0, 0, definition.name.zh + " " + definition.name.en, Look::header);
    book_.put_text(notes_, 1, 0,
                   definition.help.zh + (definition.help.en.empty() ? "" : "\n" + definition.help.en),
                   Look::notes);
    book_.put_text(notes_, 2, 0,
                   "带 * 的列必填；列的顺序可以变，多余的列会被跳过；黄色示例行不导入。\n"
                   "Columns with * are required; their order is free, others are passed over; the yellow "
                   "example row is not imported.",
                   Look::notes);
    constexpr char const* kHeaders[] = {"列 Column", "英文名 English", "必填 Req.", "类型 Type",
                                        "单位 Unit", "可填 Choices",   "说明 Help", "示例 Example"};
    for (std::uint16_t i = 0; i < 8; ++i) book_.put_text(notes_, 4, i, kHeaders[i], Look::header);
  }

  void write_notes(std::uint16_t column, pack::Field const& field, std::vector<std::string> const& list,
                   std::string const& sample) {
    std::uint32_t const row = 5U + column;
    auto const type = type_name(field.type);
    auto const help = field.help.zh + (field.help.en.empty() ? "" : "\n" + field.help.en);
    std::string const cells[] = {field.name.zh,
                                 english_name(field),
                                 field.required ? "*" : "",
                                 type.zh + " " + type.en,
                                 field.unit,
                                 joined(list, 60),
                                 help,
                                 sample};
    for (std::uint16_t i = 0; i < 8; ++i) book_.put_text(notes_, row, i, cells[i], Look::notes);
  }

  Workbook book_;
  reg::Schema const& schema_;
  TemplateLists const& lists_;
  lxw_worksheet* sheet_ = nullptr;
  lxw_worksheet* notes_ = nullptr;
  lxw_worksheet* options_ = nullptr;
  std::uint16_t next_list_ = 0;
};

}  // namespace

Expected<void> write_template(std::filesystem::path const& file, reg::Schema const& schema,
                              TemplateLists const& lists) {
  return TemplateWriter(file, schema, lists).write();
}

}  // namespace shian::intake
