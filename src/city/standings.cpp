#include "city/standings.hpp"

#include "register/journal.hpp"

namespace shian::city {

std::vector<indicator::Standing> const& Standings::on(Day as_of) {
  // Figures move with records alone; another pack is another city.
  auto const newest = reg::last_entry(session_);
  if (newest != entry_ || as_of != as_of_) {
    known_ = indicator::board(figures_, as_of, indicator::WithForecast::no);
    entry_ = newest;
    as_of_ = as_of;
  }
  return known_;
}

}  // namespace shian::city
