// An empty store for one test, on either database.
#pragma once

#include <gtest/gtest.h>

#include <filesystem>
#include <memory>
#include <string>

#include "store/session.hpp"

namespace shian::test {

/// A folder that lives as long as this.
class TemporaryFolder {
 public:
  TemporaryFolder();
  ~TemporaryFolder();
  TemporaryFolder(TemporaryFolder const&) = delete;
  TemporaryFolder& operator=(TemporaryFolder const&) = delete;
  [[nodiscard]] std::filesystem::path const& path() const { return path_; }

 private:
  std::filesystem::path path_;
};

/// The base of a suite that runs on both stores:
///   class Journal : public shian::test::OnBothStores {};
///   INSTANTIATE_TEST_SUITE_P(Stores, Journal, shian::test::kBothStores, shian::test::store_name);
/// Each test finds a new, empty store at `address`. Skips PostgreSQL when SHIAN_WITHOUT_POSTGRESQL=1.
class OnBothStores : public testing::TestWithParam<store::Dialect> {
 protected:
  void SetUp() override;
  [[nodiscard]] std::unique_ptr<store::Session> open() const {
    return store::open(address, store::Create::if_missing);
  }

  TemporaryFolder folder;
  store::Address address;
};

inline auto const kBothStores = testing::Values(store::Dialect::sqlite, store::Dialect::postgresql);
[[nodiscard]] std::string store_name(testing::TestParamInfo<store::Dialect> const& info);

}  // namespace shian::test
