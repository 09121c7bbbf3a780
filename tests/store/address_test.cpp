#include <gmock/gmock.h>

#include "store/session.hpp"

namespace shian::store {
namespace {

using testing::HasSubstr;

TEST(StoreAddress, IsOneOfTwoForms) {
  EXPECT_EQ(Address::parse("sqlite:city.db")->target, "city.db");
  EXPECT_EQ(Address::parse("sqlite:/var/lib/shian/city.db")->files_folder(), "/var/lib/shian/city.db.files");
  EXPECT_EQ(Address::parse("postgresql://u@h/d")->dialect, Dialect::postgresql);
  EXPECT_EQ(Address::parse("postgresql://u@h/d")->target, "postgresql://u@h/d");
  for (auto const* text : {"", "city.db", "sqlite:", "mysql://h/d", "postgresql:d", "C:\\city.db"}) {
    auto const address = Address::parse(text);
    ASSERT_FALSE(address) << text;
    EXPECT_EQ(address.error().code, "store.address");
  }
  EXPECT_THAT(Address::parse("city.db").error().hint.en, HasSubstr("sqlite:city.db"));
}

}  // namespace
}  // namespace shian::store
