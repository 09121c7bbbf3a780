// What a drawn place, record or figure is held against. Inside this room only.
#pragma once

#include "dossier/lots.hpp"
#include "dossier/rehearsal.hpp"
#include "indicator/standing.hpp"

namespace shian::dossier {

/// Its evidence files are there with the bytes of their hashes; none of its limits has passed.
void check_record(city::City& city, reg::Schema const& schema, reg::Record const& record, Day as_of,
                  std::vector<RehearsalCheck>& into);
/// The registers know of it; nothing about it is late.
void check_place(city::City& city, reg::Schema const& schema, reg::Record const& record, Day as_of,
                 std::vector<RehearsalCheck>& into);
/// There is a value; it opens to records that add up to it; some of them, drawn by `lots`, have their
/// evidence.
void check_figure(city::City& city, indicator::Part const& part, std::string const& area, int records_opened,
                  Lots& lots, std::vector<RehearsalCheck>& into);

}  // namespace shian::dossier
