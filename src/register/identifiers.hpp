// Checks of the identifiers people write on forms. Each refusal says which character is wrong and what it
// should be.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/error.hpp"

namespace shian::reg {

/// 统一社会信用代码: 18 characters of GB 32100-2015, with the check of its inner organisation code (GB
/// 11714-1997).
[[nodiscard]] Expected<void> check_credit_code(std::string_view text);
/// 公民身份号码: GB 11643-1999, 18 characters; the birth date must exist.
[[nodiscard]] Expected<void> check_id_card(std::string_view text);
/// GTIN-8, -12, -13, -14 with the GS1 check digit.
[[nodiscard]] Expected<void> check_gtin(std::string_view text);
/// Mainland mobile number, 11 digits.
[[nodiscard]] Expected<void> check_mobile(std::string_view text);
/// Food production (SC) or business (JY, YB) licence: two letters and 14 digits with the check digit.
[[nodiscard]] Expected<void> check_licence_no(std::string_view text);
[[nodiscard]] Expected<void> check_phone(std::string_view text);
[[nodiscard]] Expected<void> check_email(std::string_view text);

using IdentifierCheck = Expected<void> (*)(std::string_view);
/// By the name packs use: credit_code, id_card, gtin, mobile, licence_no, phone, email. Null: no such check.
[[nodiscard]] IdentifierCheck find_identifier_check(std::string_view name);
[[nodiscard]] std::vector<std::string> identifier_check_names();

}  // namespace shian::reg
