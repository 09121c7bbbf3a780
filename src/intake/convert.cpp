#include "intake/convert.hpp"

#include <algorithm>
#include <array>

#include "base/text.hpp"
#include "intake/date_text.hpp"
#include "intake/number_text.hpp"
#include "intake/spreadsheet_number.hpp"
#include "intake/units.hpp"
#include "register/schema.hpp"

namespace shian::intake {
namespace {

using pack::FieldType;

template <std::size_t N>
bool is_one_of(std::string_view text, std::string_view const (&words)[N]) {
  return std::find(std::begin(words), std::end(words), text) != std::end(words);
}

/// Marks that people put where there is nothing to say.
bool stands_for_nothing(std::string_view text, FieldType type) {
  constexpr std::string_view kDashes[] = {"/",  "\\", "-",  "--", "---", "—",
                                          "——", "－", "／", "//", "∕",   "-/-"};
  if (text.empty() || text.size() > 12) return text.empty();
  if (is_one_of(text, kDashes)) return true;
  if (type == FieldType::text || type == FieldType::boolean) return false;
  auto const word = folded(text);
  constexpr std::string_view kWords[] = {"na", "n/a", "null", "none", "nil", "空", "暂无", "不详"};
  if (is_one_of(word, kWords)) return true;
  bool const is_number = type == FieldType::integer || type == FieldType::decimal;
  return !is_number && word == "无";
}

Error named(Error error, reg::FieldSchema const& field) {
  auto const& name = field.definition.name;
  auto const& en = name.en.empty() ? field.definition.id : name.en;
  error.what = {(name.zh.empty() ? field.definition.id : name.zh) + ":" + error.what.zh,
                en + ": " + error.what.en};
  return error;
}

/// The text of a cell as a person would have typed it.
std::string shown(Cell const& cell) {
  std::string text(trimmed(cell.text));
  if (cell.percent) {
    auto const value = Decimal::parse(text);
    if (auto const hundred = value ? value->times(Decimal(100)) : std::nullopt)
      return hundred->to_string() + "%";
  }
  return text;
}

Expected<void> check_digits_kept(Cell const& cell) {
  if (cell.kind != CellKind::number) return {};
  auto const digits = static_cast<std::size_t>(
      std::count_if(cell.text.begin(), cell.text.end(), [](char c) { return c >= '0' && c <= '9'; }));
  if (cell.text.find('e') == std::string_view::npos &&
      (digits <= 15 || cell.text.find('.') != std::string_view::npos))
    return {};
  std::string const found(cell.text);
  return std::unexpected(
      Error::make("intake.lost_digits", "“" + found + "”被存成了数字，15 位以后的数字已经丢失",
                  "'" + found + "' was stored as a number; its digits beyond the 15th are lost")
          .hinting("把该列设为“文本”格式后重新填写", "format the column as text and enter it again"));
}

/// Codes are typed with blanks, full-width letters, small letters; the named checks want them bare.
std::string normal_code(std::string const& text, std::string const& check) {
  std::string out = half_width(text);
  if (check.empty()) return out;
  std::erase(out, ' ');
  if (check == "mobile") {
    std::erase(out, '-');
    if (out.starts_with("+86")) out.erase(0, 3);
  }
  if (check == "gtin") std::erase(out, '-');
  if (check == "credit_code" || check == "id_card" || check == "licence_no") {
    std::erase(out, '-');
    std::transform(out.begin(), out.end(), out.begin(),
                   [](char c) { return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c; });
  }
  return out;
}

Expected<Decimal> number(Cell const& cell, reg::FieldSchema const& field, std::string_view header_unit) {
  auto const& definition = field.definition;
  auto const text = half_width(shown(cell));
  auto const found = number_prefix(text);
  if (!found) {
    auto error = found.error();
    if (text == "无")
      error = std::move(error).hinting("没有数量请写 0，不知道请留空",
                                       "write 0 for none, leave it empty if not known");
    return std::unexpected(std::move(error));
  }
  auto value = found->value;
  auto suffix = found->rest;
  auto const too_large = [] { return fail("intake.number", "数太大", "the number is too large"); };
  UnitOfMeasure const* from = suffix.empty() ? nullptr : find_unit(suffix);
  if (!suffix.empty() && !from && suffix != definition.unit) {
    // 3.5万, 1.2亿人
    struct Multiplier {
      std::string_view word;
      std::int64_t times;
    };
    constexpr std::array<Multiplier, 3> kMultipliers{{{"万", 10'000}, {"亿", 100'000'000}, {"千", 1'000}}};
    for (auto const& multiplier : kMultipliers) {
      if (!suffix.starts_with(multiplier.word)) continue;
      auto const multiplied = value.times(Decimal(multiplier.times));
      if (!multiplied) return too_large();
      value = *multiplied;
      suffix = trimmed(suffix.substr(multiplier.word.size()));
      from = suffix.empty() ? nullptr : find_unit(suffix);
      break;
    }
  }
  bool const has_suffix = !suffix.empty();
  if (!has_suffix && !header_unit.empty()) {
    suffix = header_unit;
    from = find_unit(header_unit);
  }
  if (suffix.empty() || folded(suffix) == folded(definition.unit)) return value;
  auto const* to = definition.unit.empty() ? nullptr : find_unit(definition.unit);
  if (!from || (!to && !definition.unit.empty())) {
    if (!has_suffix) return value;  // what a header has in brackets need not be a unit
    std::string const word(suffix);
    auto error = Error::make("intake.unit", "“" + text + "”中的“" + word + "”不是认识的单位",
                             "'" + word + "' in '" + text + "' is not a known unit");
    if (!definition.unit.empty()) {
      error = std::move(error).hinting("请按 " + definition.unit + " 填写", "give it in " + definition.unit);
    }
    return std::unexpected(std::move(error));
  }
  if (!to) {
    // A field without a unit holds bare counts and shares: 3批 is 3, 98% is 0.98.
    if (from->quantity == Quantity::pieces) return value;
    if (from->quantity == Quantity::proportion)
      return convert_unit(value, *from, *find_unit("1"), definition.scale);
    if (!has_suffix) return value;
    std::string const word(suffix);
    return fail("intake.unit", "“" + text + "”带有单位 " + word + "，此列没有单位",
                "'" + text + "' has the unit " + word + ", the column has none");
  }
  auto converted = convert_unit(value, *from, *to, definition.scale);
  if (!converted && !has_suffix) return value;
  if (!converted) {
    return std::unexpected(
        std::move(converted.error())
            .hinting("请按 " + definition.unit + " 填写", "give it in " + definition.unit));
  }
  return converted;
}

Expected<Value> whole_number(Cell const& cell, reg::FieldSchema const& field, std::string_view header_unit) {
  auto const value = number(cell, field, header_unit);
  if (!value) return std::unexpected(value.error());
  auto const whole = value->rescaled(0);
  if (!whole) {
    auto const found = value->to_string();
    return fail("intake.number", "“" + found + "”不是整数", "'" + found + "' is not a whole number");
  }
  return whole->mantissa();
}

Expected<DateText> date(Cell const& cell, Context const& context) {
  auto const text = shown(cell);
  if (cell.kind == CellKind::number) {
    bool const has_point = text.find('.') != std::string::npos;
    auto const serial = serial_of(text);
    // Eight digits are 20220615; else a serial number, when it falls between 1950 and 2100.
    bool const is_serial = serial && *serial >= 18'264 && *serial <= 73'415;
    if (text.size() != 8 || has_point) {
      auto const moment = is_serial ? date_of_serial(*serial, context.dates_from_1904) : std::nullopt;
      if (moment) return parse_date_text(*moment);
      return std::unexpected(
          Error::make("intake.date", "数字 " + text + " 不是日期", "the number " + text + " is not a date")
              .hinting("如 2022-06-15", "for example 2022-06-15"));
    }
  }
  return parse_date_text(text);
}

Expected<Value> timestamp(Cell const& cell, Context const& context) {
  auto const found = date(cell, context);
  if (!found) return std::unexpected(found.error());
  auto moment =
      Timestamp::at_start_of(found->day, found->offset_minutes.value_or(context.utc_offset_minutes));
  moment.ms += found->ms_of_day.value_or(0);
  return moment;
}

Expected<Value> day(Cell const& cell, Context const& context) {
  auto const found = date(cell, context);
  if (!found) return std::unexpected(found.error());
  if (!found->offset_minutes) return found->day;
  auto moment = Timestamp::at_start_of(found->day, *found->offset_minutes);
  moment.ms += found->ms_of_day.value_or(0);
  return moment.day(context.utc_offset_minutes);
}

Expected<Value> boolean(std::string const& text) {
  constexpr std::string_view kTrue[] = {"是", "√", "✓", "✔", "☑", "有", "y", "yes", "true", "t", "1", "对"};
  constexpr std::string_view kFalse[] = {"否", "×",  "✗",     "✘", "☒", "无", "没有",
                                         "n",  "no", "false", "f", "0", "x"};
  auto const word = folded(text);
  if (is_one_of(word, kTrue)) return true;
  if (is_one_of(word, kFalse)) return false;
  return std::unexpected(Error::make("intake.boolean", "“" + text + "”既不是“是”也不是“否”",
                                     "'" + text + "' is neither yes nor no")
                             .hinting("填 是 或 否", "write 是 (yes) or 否 (no)"));
}

Expected<Value> option(std::string const& text, reg::FieldSchema const& field) {
  if (auto const found = field.option_of.find(folded(text)); found != field.option_of.end())
    return found->second;
  auto error =
      Error::make("intake.option", "没有“" + text + "”这个选项", "there is no option '" + text + "'");
  std::vector<std::string> names;
  for (auto const& known : field.definition.options) {
    names.push_back(known.code);
    if (!known.name.zh.empty()) names.push_back(known.name.zh);
    if (!known.name.en.empty()) names.push_back(known.name.en);
    names.insert(names.end(), known.aliases.begin(), known.aliases.end());
  }
  if (auto const near = nearest(text, names)) {
    return std::unexpected(
        std::move(error).hinting("是不是“" + *near + "”?", "did you mean '" + *near + "'?"));
  }
  std::string list;
  constexpr std::size_t kMost = 12;
  auto const& options = field.definition.options;
  for (std::size_t i = 0; i < options.size() && i < kMost; ++i) list += (i ? "、" : "") + options[i].code;
  if (options.size() > kMost) list += "……";
  return std::unexpected(std::move(error).hinting("可填：" + list, "one of: " + list));
}

Expected<Value> reference(std::string const& text, reg::FieldSchema const& field, Context const& context) {
  if (!context.reference) return text;
  auto found = context.reference(field.target_register, text);
  if (!found) {
    if (auto const narrow = half_width(text); narrow != text) {
      if (auto const again = context.reference(field.target_register, narrow)) return *again;
    }
    return std::unexpected(std::move(found.error()));
  }
  return *found;
}

Expected<Value> by_lookup(std::string const& text,
                          std::function<Expected<std::string>(std::string_view)> const& lookup) {
  if (!lookup) return text;
  auto found = lookup(text);
  if (!found) return std::unexpected(std::move(found.error()));
  return std::move(*found);
}

Expected<Value> typed(Cell const& cell, reg::FieldSchema const& field, Context const& context,
                      std::string_view header_unit) {
  auto const& definition = field.definition;
  switch (definition.type) {
    case FieldType::integer:
      return whole_number(cell, field, header_unit);
    case FieldType::decimal: {
      auto const value = number(cell, field, header_unit);
      if (!value) return std::unexpected(value.error());
      return *value;
    }
    case FieldType::date:
      return day(cell, context);
    case FieldType::timestamp:
      return timestamp(cell, context);
    case FieldType::boolean:
      return boolean(shown(cell));
    case FieldType::enumeration:
      return option(shown(cell), field);
    case FieldType::unit:
      return by_lookup(shown(cell), context.unit);
    case FieldType::area:
      return by_lookup(shown(cell), context.area);
    case FieldType::reference:
      if (auto kept = check_digits_kept(cell); !kept) return std::unexpected(kept.error());
      return reference(shown(cell), field, context);
    case FieldType::code:
    case FieldType::text:
    case FieldType::person:
    case FieldType::file:
      break;
  }
  if (auto kept = check_digits_kept(cell); !kept) return std::unexpected(kept.error());
  bool const is_code = definition.type == FieldType::code || !definition.check.empty();
  return is_code ? normal_code(shown(cell), definition.check) : shown(cell);
}

}  // namespace

Expected<Value> convert(Cell const& cell, reg::FieldSchema const& field, Context const& context,
                        std::string_view header_unit) {
  if (cell.empty() ||
      (cell.kind == CellKind::text && stands_for_nothing(trimmed(cell.text), field.definition.type)))
    return {};
  auto value = typed(cell, field, context, header_unit);
  if (!value) return std::unexpected(named(std::move(value.error()), field));
  return value;
}

}  // namespace shian::intake
