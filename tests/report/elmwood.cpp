#include "elmwood.hpp"
#include "support/source_dir.hpp"

#include <cstdlib>
#include <fstream>
#include <sstream>

namespace shian::test {
namespace {

std::filesystem::path const kSource = test::kSourceDir;

Value text_or_nothing(std::string const& text) { return text.empty() ? Value{} : Value(text); }
Value day_or_nothing(std::string const& text) { return text.empty() ? Value{} : Value(day(text)); }

}  // namespace

void Elmwood::SetUp() {
  address = *store::Address::parse("sqlite:" + (folder.path() / "elmwood.db").string());
  auto const prepared = city::prepare(address, kSource / "tests" / "packs" / "elmwood");
  ASSERT_TRUE(prepared.has_value()) << prepared.error().front().to_string(Language::en);
  auto opened = city::City::open(address);
  ASSERT_TRUE(opened.has_value()) << opened.error().front().to_string(Language::en);
  city = std::move(*opened);
}

RecordId Elmwood::create(std::string_view book_id, std::vector<Value> values) {
  reg::Writing writing(city->ledger(), {"clerk", "health"}, *Timestamp::parse("2031-06-30T08:00Z", 0));
  auto const id = writing.create(book(book_id), std::move(values));
  EXPECT_TRUE(id.has_value()) << (id ? "" : id.error().front().error.to_string(Language::en));
  writing.commit();
  return id.value_or(0);
}

RecordId Elmwood::kitchen(std::string const& number, std::string const& sign, std::string const& ward,
                          std::string const& keeper) {
  return create("kitchen", {Value(number), Value(sign), Value(ward), Value(day("2030-01-01")), Value{},
                            text_or_nothing(keeper)});
}

RecordId Elmwood::check(RecordId kitchen, std::string const& checked_on, std::string const& ward,
                        std::string const& outcome) {
  return create("check", {Value(kitchen), Value(day(checked_on)), Value(ward), Value(std::string("health")),
                          Value(outcome), Value{}});
}

RecordId Elmwood::grievance(std::string const& ticket, std::string const& received_on,
                            std::string const& answered_on) {
  return create("grievance",
                {Value(ticket), Value(std::string("hill")), Value(std::string("health")),
                 Value(day(received_on)), day_or_nothing(answered_on), Value(std::string("Ada Lovelace"))});
}

void expect_golden(std::string const& name, std::string const& text) {
  auto const file = kSource / "tests" / "report" / "golden" / name;
  if (std::getenv("SHIAN_WRITE_GOLDEN") != nullptr) {
    std::ofstream(file, std::ios::binary) << text;
    return;
  }
  std::ifstream in(file, std::ios::binary);
  std::ostringstream kept;
  kept << in.rdbuf();
  EXPECT_EQ(kept.str(), text) << "SHIAN_WRITE_GOLDEN=1 report_test writes " << file << " anew";
}

}  // namespace shian::test
