#include "intake/units.hpp"

#include <array>
#include <limits>
#include <numeric>
#include <unordered_map>

#include "base/text.hpp"

namespace shian::intake {
namespace {

using Q = Quantity;
constexpr std::int64_t k1e3 = 1'000, k1e4 = 10'000, k1e6 = 1'000'000, k1e8 = 100'000'000;

constexpr UnitOfMeasure kUnits[] = {
    {"ug", Q::mass, 1, k1e6, "μg µg 微克"},
    {"mg", Q::mass, 1, k1e3, "毫克 ㎎"},
    {"g", Q::mass, 1, 1, "克"},
    {"kg", Q::mass, k1e3, 1, "千克 公斤 ㎏ kgs"},
    {"t", Q::mass, k1e6, 1, "吨 公吨 ton tons 顿"},
    {"万吨", Q::mass, k1e4* k1e6, 1, "万t"},
    {"斤", Q::mass, 500, 1, "市斤"},
    {"两", Q::mass, 50, 1, ""},
    {"担", Q::mass, 50 * k1e3, 1, ""},

    {"mL", Q::volume, 1, 1, "毫升 ㎖"},
    {"L", Q::volume, k1e3, 1, "升 公升"},
    {"m3", Q::volume, k1e6, 1, "m³ 立方米 立方 方 ㎥"},

    {"m2", Q::area, 1, 1, "m² 平方米 平米 ㎡ 平方 sqm m^2"},
    {"km2", Q::area, k1e6, 1, "km² 平方公里 平方千米 k㎡ ㎢"},
    {"ha", Q::area, k1e4, 1, "公顷 hm2 hm²"},
    {"mu", Q::area, 2000, 3, "亩 市亩"},
    {"万亩", Q::area, 20'000'000, 3, ""},
    {"万平方米", Q::area, k1e4, 1, "万㎡ 万m2 万平米"},

    {"mm", Q::length, 1, k1e3, "毫米"},
    {"cm", Q::length, 1, 100, "厘米"},
    {"m", Q::length, 1, 1, "米"},
    {"km", Q::length, k1e3, 1, "公里 千米"},

    {"ng/kg", Q::mass_fraction, 1, k1e6, ""},
    {"ug/kg", Q::mass_fraction, 1, k1e3, "μg/kg µg/kg 微克/千克 微克/公斤 ng/g ppb μgkg"},
    {"mg/kg", Q::mass_fraction, 1, 1, "毫克/千克 毫克/公斤 ug/g μg/g µg/g ppm"},
    {"mg/100g", Q::mass_fraction, 10, 1, "毫克/100克"},
    {"g/kg", Q::mass_fraction, k1e3, 1, "克/千克 克/公斤 mg/g 毫克/克"},
    {"g/100g", Q::mass_fraction, k1e4, 1, "克/100克"},

    {"ug/L", Q::mass_concentration, 1, k1e3, "μg/L µg/L 微克/升 ng/mL"},
    {"mg/L", Q::mass_concentration, 1, 1, "毫克/升 ug/mL μg/mL µg/mL"},
    {"mg/100mL", Q::mass_concentration, 10, 1, "毫克/100毫升"},
    {"g/L", Q::mass_concentration, k1e3, 1, "克/升 mg/mL 毫克/毫升"},
    {"g/100mL", Q::mass_concentration, k1e4, 1, "克/100毫升"},

    {"CFU/g", Q::count_by_mass, 1, 1, "cfu/克 个/g 个/克"},
    {"CFU/100g", Q::count_by_mass, 1, 100, ""},
    {"CFU/kg", Q::count_by_mass, 1, k1e3, ""},
    {"CFU/mL", Q::count_by_volume, 1, 1, "cfu/毫升 个/mL 个/毫升"},
    {"CFU/100mL", Q::count_by_volume, 1, 100, "个/100mL"},
    {"CFU/250mL", Q::count_by_volume, 1, 250, ""},
    {"CFU/L", Q::count_by_volume, 1, k1e3, "个/L"},
    {"MPN/g", Q::probable_by_mass, 1, 1, ""},
    {"MPN/100g", Q::probable_by_mass, 1, 100, ""},
    {"MPN/mL", Q::probable_by_volume, 1, 1, ""},
    {"MPN/100mL", Q::probable_by_volume, 1, 100, ""},

    {"CNY", Q::money, 1, 1, "元 人民币 rmb 元人民币 人民币元 块 ¥"},
    {"角", Q::money, 1, 10, ""},
    {"分", Q::money, 1, 100, ""},
    {"千元", Q::money, k1e3, 1, ""},
    {"万元", Q::money, k1e4, 1, "万元人民币 万rmb"},
    {"亿元", Q::money, k1e8, 1, ""},

    {"1", Q::proportion, 1, 1, ""},
    {"%", Q::proportion, 1, 100, "percent 百分比 百分之"},
    {"‰", Q::proportion, 1, k1e3, "千分比 permille"},

    {"s", Q::duration, 1, 60, "秒 秒钟"},
    {"min", Q::duration, 1, 1, "分钟 minutes minute"},
    {"h", Q::duration, 60, 1, "小时 hour hours 时 钟头"},
    {"d", Q::duration, 1440, 1, "天 日 day days"},
    {"℃", Q::temperature, 1, 1, "°c 度 摄氏度"},

    {"批", Q::pieces, 1, 1, "批次 batch batches"},
    {"人", Q::pieces, 1, 1, "名 位 person persons people"},
    {"人次", Q::pieces, 1, 1, ""},
    {"家", Q::pieces, 1, 1, "户 家次 household households"},
    {"个", Q::pieces, 1, 1, "只 piece pieces"},
    {"份", Q::pieces, 1, 1, ""},
    {"件", Q::pieces, 1, 1, ""},
    {"起", Q::pieces, 1, 1, "例 宗 case cases"},
    {"次", Q::pieces, 1, 1, "场 场次 趟 time times"},
    {"箱", Q::pieces, 1, 1, ""},
    {"袋", Q::pieces, 1, 1, ""},
    {"瓶", Q::pieces, 1, 1, ""},
    {"盒", Q::pieces, 1, 1, ""},
    {"包", Q::pieces, 1, 1, ""},
    {"桶", Q::pieces, 1, 1, ""},
    {"台", Q::pieces, 1, 1, "套 辆"},
    {"头", Q::pieces, 1, 1, "羽 尾"},
    {"项", Q::pieces, 1, 1, "条"},
    {"处", Q::pieces, 1, 1, "所"},
    {"座", Q::pieces, 1, 1, ""},
    {"种", Q::pieces, 1, 1, ""},
    {"学时", Q::pieces, 1, 1, "课时"},
};

std::unordered_map<std::string, UnitOfMeasure const*> const& by_spelling() {
  static auto const* const kIndex = [] {
    auto* index = new std::unordered_map<std::string, UnitOfMeasure const*>;
    for (auto const& unit : kUnits) {
      index->emplace(folded(unit.symbol), &unit);
      for (auto spelling : split(unit.spellings, ' ')) {
        if (!spelling.empty()) index->emplace(folded(spelling), &unit);
      }
    }
    return index;
  }();
  return *kIndex;
}

__extension__ typedef __int128 Wide;

Wide gcd(Wide a, Wide b) {
  if (a < 0) a = -a;
  while (b != 0) {
    Wide const rest = a % b;
    a = b;
    b = rest;
  }
  return a;
}

std::optional<Decimal> narrowed(Wide mantissa, int scale) {
  while (scale > Decimal::kMaxScale || mantissa > std::numeric_limits<std::int64_t>::max() ||
         mantissa < std::numeric_limits<std::int64_t>::min()) {
    if (scale == 0 || mantissa % 10 != 0) return std::nullopt;
    mantissa /= 10;
    --scale;
  }
  return Decimal::of(static_cast<std::int64_t>(mantissa), scale);
}

}  // namespace

UnitOfMeasure const* find_unit(std::string_view text) {
  auto const found = by_spelling().find(folded(text));
  return found == by_spelling().end() ? nullptr : found->second;
}

Expected<Decimal> convert_unit(Decimal value, UnitOfMeasure const& from, UnitOfMeasure const& to, int scale) {
  if (&from == &to) return value;
  if (from.quantity != to.quantity || from.quantity == Quantity::pieces) {
    std::string const a(from.symbol), b(to.symbol);
    return fail("intake.unit", "单位 " + a + " 不能换算成 " + b,
                "the unit " + a + " cannot be converted to " + b);
  }
  // value * (from.numerator * to.denominator) / (from.denominator * to.numerator)
  Wide up = Wide{from.numerator} * to.denominator;
  Wide down = Wide{from.denominator} * to.numerator;
  Wide const common = gcd(up, down);
  up /= common;
  down /= common;
  auto const too_large = [&] {
    return fail("intake.number", "换算后的数超出可精确保存的范围",
                "the converted number has more digits than are kept exactly");
  };
  Wide mantissa = value.mantissa();
  Wide const shared = gcd(mantissa, down);
  if (shared > 1) {
    mantissa /= shared;
    down /= shared;
  }
  Wide product;
  if (__builtin_mul_overflow(mantissa, up, &product)) return too_large();
  // Exact when the divisor is made of twos and fives.
  int places = value.scale();
  Wide divisor = down;
  Wide exact = product;
  bool is_exact = true;
  for (int factor : {2, 5}) {
    while (divisor % factor == 0 && is_exact) {
      divisor /= factor;
      is_exact = !__builtin_mul_overflow(exact, Wide{10 / factor}, &exact);
      ++places;
    }
  }
  if (is_exact && divisor == 1) {
    if (auto const made = narrowed(exact, places)) return *made;
  }
  // product / (down * 10^value.scale), rounded half to even at `scale` places.
  Wide numerator = product, denominator = down;
  for (int i = value.scale(); i < scale; ++i) {
    if (__builtin_mul_overflow(numerator, Wide{10}, &numerator)) return too_large();
  }
  for (int i = scale; i < value.scale(); ++i) {
    if (__builtin_mul_overflow(denominator, Wide{10}, &denominator)) return too_large();
  }
  Wide quotient = numerator / denominator;
  Wide rest = numerator % denominator;
  if (rest < 0) rest = -rest;
  bool const is_up = rest * 2 > denominator || (rest * 2 == denominator && quotient % 2 != 0);
  if (is_up) quotient += numerator < 0 ? -1 : 1;
  if (auto const made = narrowed(quotient, scale)) return *made;
  return too_large();
}

}  // namespace shian::intake
