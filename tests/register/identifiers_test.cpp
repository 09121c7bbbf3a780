#include "register/identifiers.hpp"
#include "support/source_dir.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iostream>

namespace shian::reg {
namespace {

struct Example {
  char const* text;
  char const* refused_with;  // a piece of the English message; null: accepted
};

template <std::size_t N>
void expect_rows(IdentifierCheck check, Example const (&rows)[N]) {
  for (auto const& row : rows) {
    auto const result = check(row.text);
    if (!row.refused_with) {
      EXPECT_TRUE(result) << row.text << ": " << (result ? "" : result.error().to_string(Language::en));
    } else {
      ASSERT_FALSE(result) << row.text;
      EXPECT_NE(result.error().what.en.find(row.refused_with), std::string::npos)
          << row.text << ": " << result.error().what.en;
      EXPECT_FALSE(result.error().what.zh.empty());
    }
  }
}

// Codes of real organisations, published: also in the shared standards folder, which is read below when
// present.
std::vector<std::string> real_credit_codes() {
  return {"121200004013590816", "91152201078377449P", "9115220107837941X1", "91310115MA1K3BTP2B",
          "91340600MA2PENWF9P", "91340621MA2PBPLU08", "9144030071526726XG"};
}

TEST(Identifiers, CreditCodesFollowGb32100) {
  Example const rows[] = {
      {"91340600MA2PENWF9P", nullptr},
      {"913406", "18 characters, this has 6"},
      {"", "18 characters, this has 0"},
      {"330382000012345", "old 15-digit"},
      {"91340600MA2PENWF9p", "character 18 of the credit code, 'p'"},
      {"9134O600MA2PENWF9P", "character 5 of the credit code, 'O'"},
      {"91340600MA2PENWF9Q", "character 18 should be P, it is Q"},
      {"91340600MA2PENWF食9", "character 17 of the credit code, '食'"},
  };
  expect_rows(check_credit_code, rows);
}

TEST(Identifiers, TheInnerOrganisationCodeIsCheckedToo) {
  // The outer check is right for these, the inner one (GB 11714) is not.
  Example const rows[] = {{"91340600MA2PENWF1Y", "character 17 should be 9, it is 1"}};
  expect_rows(check_credit_code, rows);
}

TEST(Identifiers, RegistrationDepartmentsWithLettersAreValid) {
  // N: agriculture (village collectives), Y: others, A: armed forces; numbers computed by hand from the
  // standard.
  Example const rows[] = {
      {"N2330382MF12345671", nullptr}, {"Y1330382MA2PENWF97", nullptr}, {"A1330382MA2PBPLU0Y", nullptr}};
  expect_rows(check_credit_code, rows);
}

TEST(Identifiers, AnyOneChangedCharacterOfACreditCodeIsFound) {
  constexpr std::string_view kAlphabet = "0123456789ABCDEFGHJKLMNPQRTUWXY";
  for (auto const& code : real_credit_codes()) {
    ASSERT_TRUE(check_credit_code(code)) << code;
    for (std::size_t i = 0; i < code.size(); ++i) {
      for (char other : kAlphabet) {
        if (other == code[i]) continue;
        auto changed = code;
        changed[i] = other;
        EXPECT_FALSE(check_credit_code(changed)) << changed;
      }
    }
  }
}

TEST(Identifiers, AllPublishedCreditCodesAreValid) {
  auto const path =
      std::filesystem::path(test::kSourceDir) / "../shared/standards/codes/credit_codes_valid.txt";
  std::ifstream in(path);
  if (!in) {
    std::cout << "not compared: ../shared/standards/codes/credit_codes_valid.txt is not here\n";
    return;
  }
  int count = 0;
  for (std::string code; std::getline(in, code);) {
    if (code.empty()) continue;
    auto const result = check_credit_code(code);
    EXPECT_TRUE(result) << code << (result ? "" : result.error().what.en);
    ++count;
  }
  EXPECT_EQ(count, 40);
}

TEST(Identifiers, IdentityNumbersFollowGb11643) {
  Example const rows[] = {
      {"11010519491231002X", nullptr},  // the example of the standard
      {"440524188001010014", nullptr},  // the example of the standard
      {"11010519491231002x", "character 18 of the identity number, 'x'"},
      {"110105194912310021", "character 18 should be X, it is 1"},
      {"11010519490231002X", "birth date in the identity number does not exist: 1949-02-31"},
      {"99010519491231002X", "province"},
      {"110105491231002", "18 characters, this has 15"},
      {"1101051949123100２X", "character 17"},
  };
  expect_rows(check_id_card, rows);
}

TEST(Identifiers, GtinsCarryTheGs1CheckDigit) {
  Example const rows[] = {
      {"6901234567892", nullptr},
      {"96385074", nullptr},
      {"036000291452", nullptr},
      {"10614141000415", nullptr},
      {"6901234567893", "should be 2, it is 3"},
      {"690123456789", "should be"},
      {"69012345678", "8, 12, 13 or 14 digits, this has 11"},
      {"690123456789X", "character 13"},
  };
  expect_rows(check_gtin, rows);
}

TEST(Identifiers, MobileNumbersHaveElevenDigits) {
  Example const rows[] = {
      {"13800138000", nullptr},
      {"19912345678", nullptr},
      {"12800138000", "begins with 13 to 19"},
      {"1380013800", "11 digits, this has 10"},
      {"+8613800138000", "character 1 of the mobile number, '+'"},
  };
  expect_rows(check_mobile, rows);
}

TEST(Identifiers, LicenceNumbersCarryTheMod1110CheckDigit) {
  // Numbers printed on products and in shop footers.
  Example const rows[] = {
      {"SC11464010500015", nullptr},
      {"SC11333019700024", nullptr},
      {"SC11834020305037", nullptr},
      {"SC12636098200051", nullptr},
      {"SC11532139200465", nullptr},
      {"SC11432010400101", nullptr},
      {"JY13101060025900", nullptr},
      {"SC11333019700025", "character 16 should be 4, it is 5"},
      {"SC1133301970002", "14 digits follow the letters of a licence number, this has 13"},
      {"QS333018010102", "begins with SC"},
      {"SC11399019700024", "province"},
      {"SC1133301970002A", "character 16 of the licence number, 'A'"},
  };
  expect_rows(check_licence_no, rows);
}

TEST(Identifiers, TelephoneNumbersAreMobilesLandlinesOrHotlines) {
  Example const rows[] = {
      {"13800138000", nullptr},  {"0577-61881234", nullptr},
      {"057761881234", nullptr}, {"021-12345678-801", nullptr},
      {"61881234", nullptr},     {"61881234-8001", "wrong form"},
      {"12315", nullptr},        {"400-800-1234", nullptr},
      {"0577-", "wrong form"},   {"1234", "wrong form"},
      {"无", "character 1"},
  };
  expect_rows(check_phone, rows);
}

TEST(Identifiers, EmailsHaveAMailboxAndADomain) {
  Example const rows[] = {
      {"name@example.cn", nullptr},       {"a.b+c@mail.example.com", nullptr},
      {"name@example", "wrong form"},     {"@example.cn", "wrong form"},
      {"na me@example.cn", "wrong form"}, {"a..b@example.cn", "wrong form"},
      {"名字@example.cn", "wrong form"},
  };
  expect_rows(check_email, rows);
}

TEST(Identifiers, EveryNamedCheckIsFound) {
  auto const names = identifier_check_names();
  EXPECT_EQ(names.size(), 7u);
  for (auto const& name : names) EXPECT_NE(find_identifier_check(name), nullptr) << name;
  EXPECT_EQ(find_identifier_check("no_such_check"), nullptr);
}

}  // namespace
}  // namespace shian::reg
