// How every target stands, worked out once for all who ask before the next record is written.
#pragma once

#include <optional>
#include <vector>

#include "indicator/standing.hpp"

namespace shian::city {

class Standings {
 public:
  Standings(store::Session& session, indicator::Figures& figures) : session_(session), figures_(figures) {}

  /// In the plan's order, without forecasts. Inside a read transaction of the caller's; valid until the next
  /// question.
  [[nodiscard]] std::vector<indicator::Standing> const& on(Day as_of);

 private:
  store::Session& session_;
  indicator::Figures& figures_;
  std::int64_t entry_ = -1;  // the journal's newest when it was worked out
  Day as_of_;
  std::vector<indicator::Standing> known_;
};

}  // namespace shian::city
