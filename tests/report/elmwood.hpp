// The invented town of Elmwood with a few records, in a store of its own.
#pragma once

#include <gtest/gtest.h>

#include <string>

#include "city/city.hpp"
#include "support/day.hpp"
#include "support/fresh_store.hpp"

namespace shian::test {

class Elmwood : public testing::Test {
 protected:
  void SetUp() override;

  RecordId kitchen(std::string const& number, std::string const& sign, std::string const& ward,
                   std::string const& keeper = "");
  RecordId check(RecordId kitchen, std::string const& day, std::string const& ward,
                 std::string const& outcome);
  RecordId grievance(std::string const& ticket, std::string const& received_on,
                     std::string const& answered_on);
  [[nodiscard]] reg::Schema const& book(std::string_view id) const { return *city->schemas().find(id); }

  TemporaryFolder folder;
  store::Address address;
  std::unique_ptr<city::City> city;

 private:
  RecordId create(std::string_view book_id, std::vector<Value> values);
};

/// Compares with tests/report/golden/NAME; SHIAN_WRITE_GOLDEN=1 writes it anew.
void expect_golden(std::string const& name, std::string const& text);

}  // namespace shian::test
