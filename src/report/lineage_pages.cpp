#include "report/lineage_pages.hpp"

#include "register/secrecy.hpp"

namespace shian::report {
namespace {

// How many records are looked at for the sake of exclusions, beyond what the page itself needs.
constexpr std::size_t kMostLookedAt = 5'000;

struct Found {
  indicator::Trace trace;
  indicator::Measure const* measure = nullptr;
};

class Pages {
 public:
  Pages(city::City& city, indicator::Span stretch, std::string const& area, std::size_t limit)
      : city_(city), stretch_(stretch), area_(area), limit_(limit) {}

  // CountedDays records into `counted` (when asked for), excluded ones into `left_out`.
  void read(indicator::Measure const& measure, bool lists_counted) {
    std::size_t looked_at = 0;
    bool const excludes = !measure.exclusions.empty();
    if (!lists_counted && !excludes) return;
    indicator::trace(city_.ledger(), city_.cells(), measure, stretch_, area_,
                     [&](indicator::Trace const& found) {
                       ++looked_at;
                       if (found.left_out != nullptr) {
                         put(left_out, left_out_more, {found, &measure});
                       } else if (lists_counted) {
                         put(counted, counted_more, {found, &measure});
                       }
                       bool const counted_full = !lists_counted || counted_more;
                       bool const left_out_full = !excludes || left_out_more;
                       if (counted_full && left_out_full) return false;
                       if (counted_full && looked_at >= kMostLookedAt) {
                         left_out_unknown = true;
                         return false;
                       }
                       return true;
                     });
  }

  bool read_missing(indicator::Measure const& numerator, indicator::Measure const& denominator) {
    return indicator::trace_missing(city_.ledger(), city_.cells(), numerator, denominator, stretch_, area_,
                                    [&](indicator::Trace const& found) {
                                      put(missing, missing_more, {found, &denominator});
                                      return !missing_more;
                                    });
  }

  std::vector<Found> counted, left_out, missing;
  bool counted_more = false, left_out_more = false, missing_more = false, left_out_unknown = false;

 private:
  void put(std::vector<Found>& page, bool& more, Found found) const {
    if (page.size() < limit_) {
      page.push_back(std::move(found));
    } else {
      more = true;
    }
  }

  city::City& city_;
  indicator::Span stretch_;
  std::string const& area_;
  std::size_t limit_;
};

Page page_of(std::vector<Found> const& found, bool more, RecordNames const& names) {
  Page page;
  page.more = more;
  for (auto const& item : found) {
    RecordLine line;
    line.register_id = item.trace.schema->definition.id;
    line.id = item.trace.record.id;
    line.name = names.name(*item.trace.schema, item.trace.record.values);
    line.day = item.trace.day;
    line.amount = Decimal::of(item.trace.amount, indicator::scale_of(*item.measure)).value_or(Decimal(0));
    line.measure = item.measure->id;
    if (item.trace.left_out != nullptr) line.reason = item.trace.left_out->reason;
    page.lines.push_back(std::move(line));
  }
  return page;
}

}  // namespace

LineagePages lineage_pages(city::City& city, indicator::Indicator const& indicator, indicator::Span stretch,
                           std::string const& area, std::size_t limit, Language language) {
  LineagePages made;
  Pages pages(city, stretch, area, limit);
  auto const& catalogue = city.catalogue();
  int const listed = indicator.numerator >= 0 ? indicator.numerator : indicator.measures.front();
  made.numerator = catalogue.measure(listed).id;
  for (int const slot : indicator.measures) pages.read(catalogue.measure(slot), slot == listed);
  if (indicator.numerator >= 0 && indicator.denominator >= 0) {
    made.missing_known =
        pages.read_missing(catalogue.measure(indicator.numerator), catalogue.measure(indicator.denominator));
  }
  RecordNames const names(city, reg::Personal::masked, language);
  made.counted = page_of(pages.counted, pages.counted_more, names);
  made.left_out = page_of(pages.left_out, pages.left_out_more, names);
  made.left_out.unknown = pages.left_out_unknown && !pages.left_out_more;
  made.missing = page_of(pages.missing, pages.missing_more, names);
  return made;
}

ReadablePage readable_page(city::City& city, indicator::Indicator const& indicator, indicator::Span stretch,
                           PageScope const& scope, PageOf which, std::size_t limit, Reach const& reach,
                           Language language) {
  store::Transaction const one_moment(city.session(), store::Access::read);
  auto const& catalogue = city.catalogue();
  int const listed = indicator.numerator >= 0 ? indicator.numerator : indicator.measures.front();
  ReadablePage made;
  made.measure = catalogue.measure(listed).id;
  std::vector<Found> found;
  bool more = false;
  std::size_t looked_at = 0;
  // Gives back whether to go on.
  auto const look = [&](indicator::Trace const& trace, indicator::Measure const& measure, bool is_wanted) {
    ++looked_at;
    if (!scope.unit.empty() && trace.schema->unit_of(trace.record) != scope.unit) is_wanted = false;
    bool const is_read = is_wanted && reach.may_read(*trace.schema, trace.record);
    if (is_wanted && !is_read) {
      if (!reg::is_secret(*trace.schema, trace.record.values)) ++made.hidden;
    } else if (is_wanted && found.size() < limit) {
      found.push_back({trace, &measure});
    } else if (is_wanted) {
      more = true;
    }
    made.page.unknown = !more && looked_at >= kMostLookedAt;
    return !more && !made.page.unknown;
  };
  auto const trace = [&](indicator::Measure const& measure) {
    indicator::trace(city.ledger(), city.cells(), measure, stretch, scope.area,
                     [&](indicator::Trace const& item) {
                       return look(item, measure, (item.left_out != nullptr) == (which == PageOf::left_out));
                     });
  };
  switch (which) {
    case PageOf::counted:
      trace(catalogue.measure(listed));
      break;
    case PageOf::left_out:
      for (int const slot : indicator.measures) {
        if (catalogue.measure(slot).exclusions.empty() || more || made.page.unknown) continue;
        trace(catalogue.measure(slot));
      }
      break;
    case PageOf::missing: {
      made.known = indicator.numerator >= 0 && indicator.denominator >= 0;
      if (!made.known) break;
      auto const& denominator = catalogue.measure(indicator.denominator);
      made.measure = denominator.id;
      made.known = indicator::trace_missing(
          city.ledger(), city.cells(), catalogue.measure(indicator.numerator), denominator, stretch,
          scope.area, [&](indicator::Trace const& item) { return look(item, denominator, true); });
      break;
    }
  }
  bool const unknown = made.page.unknown;
  made.page = page_of(found, more, RecordNames(city, reg::Personal::masked, language, reach.may_read));
  made.page.unknown = unknown;
  return made;
}

}  // namespace shian::report
