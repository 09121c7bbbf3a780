#include "support/fresh_store.hpp"

#include <cstdlib>
#include <stdexcept>

#include "support/postgresql_cluster.hpp"

namespace shian::test {

TemporaryFolder::TemporaryFolder() {
  std::string pattern = std::filesystem::temp_directory_path() / "shian-test-XXXXXX";
  if (mkdtemp(pattern.data()) == nullptr) throw std::runtime_error("cannot make a temporary folder");
  path_ = pattern;
}

TemporaryFolder::~TemporaryFolder() {
  std::error_code ignored;
  std::filesystem::remove_all(path_, ignored);
}

void OnBothStores::SetUp() {
  if (GetParam() == store::Dialect::sqlite) {
    address = {store::Dialect::sqlite, folder.path() / "store.db"};
  } else if (auto const database = fresh_postgresql_database()) {
    address = {store::Dialect::postgresql, *database};
  } else {
    GTEST_SKIP() << "SHIAN_WITHOUT_POSTGRESQL=1";
  }
}

std::string store_name(testing::TestParamInfo<store::Dialect> const& info) {
  return info.param == store::Dialect::sqlite ? "Sqlite" : "Postgresql";
}

}  // namespace shian::test
