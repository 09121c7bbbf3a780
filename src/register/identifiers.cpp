#include "register/identifiers.hpp"

#include <algorithm>
#include <array>
#include <cstdint>
#include <optional>

#include "base/day.hpp"
#include "base/text.hpp"
#include "base/utf8.hpp"

namespace shian::reg {
namespace {

bool all_digits(std::string_view text) {
  return !text.empty() && std::all_of(text.begin(), text.end(), is_digit);
}

std::size_t characters(std::string_view text) {
  std::size_t count = 0;
  for (std::size_t at = 0; at < text.size(); ++count) static_cast<void>(next_code_point(text, at));
  return count;
}

std::unexpected<Error> wrong_length(std::string_view code, std::string const& zh, std::string const& en,
                                    std::string_view text) {
  auto const count = std::to_string(characters(text));
  return fail(std::string(code), zh + "，此处为 " + count + " 位", en + ", this has " + count);
}

/// The first character that is not of `allowed`, counted from 1, with the wrong character itself.
struct Foreign {
  std::size_t position;
  std::string character;
};
std::optional<Foreign> first_foreign(std::string_view text, std::string_view allowed) {
  std::size_t position = 0;
  for (std::size_t at = 0; at < text.size();) {
    std::size_t const start = at;
    static_cast<void>(next_code_point(text, at));
    ++position;
    auto const character = text.substr(start, at - start);
    if (character.size() != 1 || allowed.find(character[0]) == std::string_view::npos) {
      return Foreign{position, std::string(character)};
    }
  }
  return std::nullopt;
}

std::unexpected<Error> wrong_character(std::string_view code, std::string const& zh_name,
                                       std::string const& en_name, Foreign const& foreign) {
  auto const position = std::to_string(foreign.position);
  return fail(
      std::string(code), zh_name + "第 " + position + " 位“" + foreign.character + "”不是允许的字符",
      "character " + position + " of the " + en_name + ", '" + foreign.character + "', is not allowed");
}

std::unexpected<Error> wrong_check(std::string_view code, std::string const& zh_name,
                                   std::string const& en_name, int position, char expected, char found) {
  auto const place = std::to_string(position);
  auto error = Error::make(std::string(code),
                           zh_name + "校验不符：第 " + place + " 位应为 " + expected + "，此处为 " + found,
                           "the check of the " + en_name + " fails: character " + place + " should be " +
                               expected + ", it is " + found);
  return std::unexpected(
      std::move(error).hinting("请核对是否有字符抄错或颠倒", "look for a mistyped or swapped character"));
}

// GB 32100-2015: without I, O, S, V, Z.
constexpr std::string_view kCreditAlphabet = "0123456789ABCDEFGHJKLMNPQRTUWXY";

char credit_check_character(std::string_view first_17) {
  int sum = 0;
  int weight = 1;  // 3^i mod 31
  for (char c : first_17) {
    sum += static_cast<int>(kCreditAlphabet.find(c)) * weight;
    weight = weight * 3 % 31;
  }
  return kCreditAlphabet[static_cast<std::size_t>((31 - sum % 31) % 31)];
}

char organisation_check_character(std::string_view first_8) {
  constexpr std::array<int, 8> kWeights{3, 7, 9, 10, 5, 8, 4, 2};
  int sum = 0;
  for (std::size_t i = 0; i < kWeights.size(); ++i) {
    char const c = first_8[i];
    sum += (is_digit(c) ? c - '0' : c - 'A' + 10) * kWeights[i];
  }
  int const check = 11 - sum % 11;
  return check == 10 ? 'X' : check == 11 ? '0' : static_cast<char>('0' + check);
}

/// GB/T 2260: the first two digits of a division code.
bool is_province(std::string_view two_digits) {
  constexpr std::array<std::string_view, 34> kProvinces{
      "11", "12", "13", "14", "15", "21", "22", "23", "31", "32", "33", "34", "35", "36", "37", "41", "42",
      "43", "44", "45", "46", "50", "51", "52", "53", "54", "61", "62", "63", "64", "65", "71", "81", "82"};
  return std::find(kProvinces.begin(), kProvinces.end(), two_digits) != kProvinces.end();
}

/// GB/T 17710 MOD 11,10, as printed on licences.
char mod_11_10_check_digit(std::string_view digits) {
  int product = 10;
  for (char c : digits) {
    int sum = (product + (c - '0')) % 10;
    if (sum == 0) sum = 10;
    product = sum * 2 % 11;
  }
  return static_cast<char>('0' + (11 - product) % 10);
}

constexpr std::array<std::pair<std::string_view, IdentifierCheck>, 7> kChecks{{
    {"credit_code", check_credit_code},
    {"id_card", check_id_card},
    {"gtin", check_gtin},
    {"mobile", check_mobile},
    {"licence_no", check_licence_no},
    {"phone", check_phone},
    {"email", check_email},
}};

}  // namespace

Expected<void> check_credit_code(std::string_view text) {
  constexpr std::string_view kCode = "identifier.credit_code";
  if (characters(text) == 15 && all_digits(text)) {
    return std::unexpected(
        Error::make(std::string(kCode), "这是 15 位的旧注册号，不是统一社会信用代码",
                    "this is an old 15-digit registration number, not a credit code")
            .hinting("请填写 18 位统一社会信用代码", "enter the 18-character credit code"));
  }
  if (characters(text) != 18) {
    return wrong_length(kCode, "统一社会信用代码应为 18 位", "a credit code has 18 characters", text);
  }
  if (auto foreign = first_foreign(text, kCreditAlphabet)) {
    auto refused = wrong_character(kCode, "统一社会信用代码", "credit code", *foreign);
    return std::unexpected(
        std::move(refused.error())
            .hinting("只用数字和大写字母，不用 I、O、S、V、Z（常与 1、0、5、U、2 混淆）",
                     "digits and capitals without I, O, S, V, Z (often mistaken for 1, 0, 5, U, 2)"));
  }
  if (char const expected = credit_check_character(text.substr(0, 17)); expected != text[17]) {
    return wrong_check(kCode, "统一社会信用代码", "credit code", 18, expected, text[17]);
  }
  if (char const expected = organisation_check_character(text.substr(8, 8)); expected != text[16]) {
    return wrong_check(kCode, "统一社会信用代码中组织机构代码", "organisation code within the credit code",
                       17, expected, text[16]);
  }
  return {};
}

Expected<void> check_id_card(std::string_view text) {
  constexpr std::string_view kCode = "identifier.id_card";
  if (characters(text) != 18) {
    return wrong_length(kCode, "公民身份号码应为 18 位", "an identity number has 18 characters", text);
  }
  if (auto foreign = first_foreign(text.substr(0, 17), "0123456789")) {
    return wrong_character(kCode, "公民身份号码", "identity number", *foreign);
  }
  if (auto foreign = first_foreign(text.substr(17), "0123456789X")) {
    return wrong_character(kCode, "公民身份号码", "identity number", {18, foreign->character});
  }
  if (!is_province(text.substr(0, 2))) {
    return fail(std::string(kCode), "公民身份号码的前两位不是省级区划代码",
                "the identity number does not begin with a province's code");
  }
  std::string const born = std::string(text.substr(6, 4)) + "-" + std::string(text.substr(10, 2)) + "-" +
                           std::string(text.substr(12, 2));
  if (auto const day = Day::parse(born); !day || day->year() < 1850) {
    return fail(std::string(kCode), "公民身份号码中的出生日期不存在：" + born,
                "the birth date in the identity number does not exist: " + born);
  }
  constexpr std::array<int, 17> kWeights{7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2};
  int sum = 0;
  for (std::size_t i = 0; i < kWeights.size(); ++i) sum += (text[i] - '0') * kWeights[i];
  if (char const expected = "10X98765432"[sum % 11]; expected != text[17]) {
    return wrong_check(kCode, "公民身份号码", "identity number", 18, expected, text[17]);
  }
  return {};
}

Expected<void> check_gtin(std::string_view text) {
  constexpr std::string_view kCode = "identifier.gtin";
  if (auto foreign = first_foreign(text, "0123456789"))
    return wrong_character(kCode, "商品条码", "GTIN", *foreign);
  if (text.size() != 8 && text.size() != 12 && text.size() != 13 && text.size() != 14) {
    return wrong_length(kCode, "商品条码应为 8、12、13 或 14 位", "a GTIN has 8, 12, 13 or 14 digits", text);
  }
  int sum = 0;
  for (std::size_t i = 0; i + 1 < text.size(); ++i) {
    bool const is_heavy =
        (text.size() - i) % 2 == 0;  // counted from the right, the check digit being the first
    sum += (text[i] - '0') * (is_heavy ? 3 : 1);
  }
  if (char const expected = static_cast<char>('0' + (10 - sum % 10) % 10); expected != text.back()) {
    return wrong_check(kCode, "商品条码", "GTIN", static_cast<int>(text.size()), expected, text.back());
  }
  return {};
}

Expected<void> check_mobile(std::string_view text) {
  constexpr std::string_view kCode = "identifier.mobile";
  if (auto foreign = first_foreign(text, "0123456789"))
    return wrong_character(kCode, "手机号码", "mobile number", *foreign);
  if (text.size() != 11)
    return wrong_length(kCode, "手机号码应为 11 位", "a mobile number has 11 digits", text);
  if (text[0] != '1' || text[1] < '3') {
    return fail(std::string(kCode), "手机号码应以 13 至 19 开头", "a mobile number begins with 13 to 19");
  }
  return {};
}

Expected<void> check_licence_no(std::string_view text) {
  constexpr std::string_view kCode = "identifier.licence_no";
  auto const prefix = text.substr(0, 2);
  if (prefix != "SC" && prefix != "JY" && prefix != "YB") {
    auto error = Error::make(
        std::string(kCode), "许可证编号应以 SC（生产）、JY（经营）或 YB（仅销售预包装食品备案）开头",
        "a licence number begins with SC (production), JY (business) or YB (pre-packed sale)");
    return std::unexpected(std::move(error).hinting("例如 SC11333019700024", "for example SC11333019700024"));
  }
  auto const digits = text.substr(2);
  if (auto foreign = first_foreign(digits, "0123456789")) {
    return wrong_character(kCode, "许可证编号", "licence number",
                           {foreign->position + 2, foreign->character});
  }
  if (digits.size() != 14) {
    auto const count = std::to_string(digits.size());
    return fail(std::string(kCode), "许可证编号字母后应为 14 位数字，此处为 " + count + " 位",
                "14 digits follow the letters of a licence number, this has " + count);
  }
  // SC: 3 digits of category, then the division; JY and YB: 1 digit of business form, then the division.
  std::size_t const division = prefix == "SC" ? 3 : 1;
  if (!is_province(digits.substr(division, 2))) {
    auto const place = std::to_string(division + 3);
    return fail(std::string(kCode), "许可证编号第 " + place + " 位起应为省级区划代码",
                "a province's code must stand from character " + place + " of the licence number");
  }
  if (char const expected = mod_11_10_check_digit(digits.substr(0, 13)); expected != digits[13]) {
    return wrong_check(kCode, "许可证编号", "licence number", 16, expected, digits[13]);
  }
  return {};
}

Expected<void> check_phone(std::string_view text) {
  constexpr std::string_view kCode = "identifier.phone";
  if (check_mobile(text)) return {};
  std::string digits;
  int groups = 1;
  for (char c : text) {
    if (c == '-') {
      ++groups;
    } else if (is_digit(c)) {
      digits += c;
    } else {
      auto const foreign = first_foreign(text, "0123456789-");
      return wrong_character(kCode, "电话号码", "telephone number", *foreign);
    }
  }
  bool const has_edge_dash =
      text.empty() || text.front() == '-' || text.back() == '-' || text.find("--") != text.npos;
  bool const is_hotline = groups == 1 && digits.size() == 5 && (digits[0] == '1' || digits[0] == '9');
  bool const is_service = digits.size() == 10 && (digits.starts_with("400") || digits.starts_with("800"));
  bool const is_local =
      groups <= 2 && !digits.empty() && digits[0] >= '2' && (digits.size() == 7 || digits.size() == 8);
  // An area code of 3 or 4 digits, 7 or 8 digits, and perhaps an extension behind a dash.
  auto const first_dash = text.find('-');
  bool is_with_area = false;
  if (digits.starts_with("0") && digits.size() >= 10) {
    bool const has_extension = groups == 3 || (groups == 2 && first_dash > 5);
    auto const without = has_extension ? text.substr(0, text.rfind('-')) : text;
    auto const main_digits =
        static_cast<std::size_t>(std::count_if(without.begin(), without.end(), is_digit));
    is_with_area = groups <= 3 && main_digits >= 10 && main_digits <= 12;
  }
  if (has_edge_dash || !(is_hotline || is_service || is_local || is_with_area)) {
    return std::unexpected(
        Error::make(std::string(kCode), "电话号码格式不对", "the telephone number has the wrong form")
            .hinting("手机 11 位，或区号-号码，如 0577-61881234",
                     "11 digits, or area code-number: 0577-61881234"));
  }
  return {};
}

Expected<void> check_email(std::string_view text) {
  auto const wrong = [] {
    return std::unexpected(
        Error::make("identifier.email", "电子邮箱格式不对", "the e-mail address has the wrong form")
            .hinting("例如 name@example.cn", "for example name@example.cn"));
  };
  auto const at = text.find('@');
  if (at == std::string_view::npos || at == 0 || at > 64 || text.size() > 254) return wrong();
  auto const allowed = [](char c) {
    return is_digit(c) || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '.' || c == '-';
  };
  auto const local = text.substr(0, at);
  auto const domain = text.substr(at + 1);
  bool const local_fits = std::all_of(local.begin(), local.end(),
                                      [&](char c) { return allowed(c) || c == '_' || c == '+' || c == '%'; });
  bool const domain_fits = std::all_of(domain.begin(), domain.end(), allowed);
  auto const dot = domain.rfind('.');
  if (!local_fits || !domain_fits || dot == std::string_view::npos || dot == 0 || domain.size() - dot < 3)
    return wrong();
  if (local.front() == '.' || local.back() == '.' || domain.front() == '-' || text.find("..") != text.npos)
    return wrong();
  return {};
}

IdentifierCheck find_identifier_check(std::string_view name) {
  for (auto const& [known, check] : kChecks) {
    if (known == name) return check;
  }
  return nullptr;
}

std::vector<std::string> identifier_check_names() {
  std::vector<std::string> names;
  for (auto const& [name, check] : kChecks) names.emplace_back(name);
  return names;
}

}  // namespace shian::reg
