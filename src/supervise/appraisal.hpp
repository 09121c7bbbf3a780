// The yearly appraisal: towns or units scored by a scheme, from figures that open down to their records and
// from scores given by hand. Nothing is scored by log-ins, uploads or anything else that people do to the
// program.
#pragma once

#include <map>

#include "city/city.hpp"
#include "indicator/appraisal.hpp"

namespace shian::supervise {

/// What became of an item: no data is not zero points.
enum class Outcome { scored, not_judged, not_proven };
[[nodiscard]] std::string_view code_of(Outcome outcome);
[[nodiscard]] Text text_of(Outcome outcome);

/// An item or a bonus of one subject, with what it was worked out from.
struct ItemScore {
  indicator::AppraisalRule const* rule = nullptr;
  Outcome outcome = Outcome::not_judged;
  Decimal points;                        // 0 unless scored
  std::optional<Decimal> unclamped;      // where the formula gave less than nothing or more than full marks
  Text reason;                           // why it is not judged, or not proven
  std::optional<indicator::Figure> own;  // the subject's figure; none of what is scored by hand
  std::optional<indicator::Span> stretch;
  std::optional<Decimal> city, before, residents;  // where the formula names them
  reg::Schema const* schema = nullptr;             // of the record by hand
  RecordId record = 0;
  std::string said;  // what the record gives as its reason
};

struct VetoFinding {
  indicator::VetoRule const* rule = nullptr;
  enum class State { holds, does_not_hold, not_judged, not_proven } state = State::does_not_hold;
  Text reason;
  std::optional<indicator::Figure> own;
  reg::Schema const* schema = nullptr;
  RecordId record = 0;
  std::string said;
};
[[nodiscard]] std::string_view code_of(VetoFinding::State state);
[[nodiscard]] Text text_of(VetoFinding::State state);

struct Score {
  std::string subject;  // id of an area or a unit
  std::vector<ItemScore> items, bonuses;
  std::vector<VetoFinding> vetoes;
  Decimal points;                // of the items and bonuses that were scored
  Decimal full;                  // full marks of the items that were judged
  Decimal whole;                 // full marks of all items that are for this subject
  std::optional<Decimal> share;  // points of `full`, in percent; none where nothing was judged
  pack::AppraisalGrade const* earned = nullptr;  // by the share alone; null where nothing was judged
  pack::AppraisalGrade const* grade = nullptr;   // after the vetoes
  std::optional<int> rank;
  Text not_ranked;  // why it has no rank
};

/// One scheme applied to one year, subjects in the plan's order. Points into the scheme and the city.
struct ScoreSheet {
  indicator::Appraisal const* scheme = nullptr;
  int year = 0;
  Day as_of;
  std::vector<Score> scores;
  std::optional<Decimal> ranked_on;  // the full marks that those with a rank were judged on
  int ranked = 0;                    // how many have one

  [[nodiscard]] Score const* find(std::string_view subject) const;
};

/// Inside a read transaction of the caller's. Errors: `as_of` is no day of the year.
[[nodiscard]] Expected<ScoreSheet> score(city::City& city, indicator::Appraisal const& scheme, int year,
                                         Day as_of);

/// Points are given in hundredths: what is shown is what is added up.
inline constexpr int kPointPlaces = 2;

/// The day a year's appraisal is worked out for when nobody says: its last, or today while it runs.
[[nodiscard]] Day appraised_on(int year, Day today);
/// Who is scored: the areas that exist on the day, or the plan's units.
[[nodiscard]] std::vector<std::string> subjects(pack::Pack const& pack, pack::AppraisalScheme const& scheme,
                                                Day as_of);
[[nodiscard]] Text subject_name(pack::Pack const& pack, pack::AppraisalScheme const& scheme,
                                std::string const& subject);

/// The pack's schemes, compiled. A city that is open has no faults among them.
[[nodiscard]] std::vector<indicator::Appraisal> schemes(city::City const& city);
/// A scheme that is tried before anybody adopts it: a file with `appraisals:` as a pack has them, read as if
/// it stood in the city's pack. An item with the id of one of the pack says `replaces: true`. Writes nothing.
[[nodiscard]] std::expected<std::vector<indicator::Appraisal>, Errors> schemes_of_file(
    city::City& city, std::filesystem::path const& file);
/// Of several versions of who is scored, the one of a year: the latest that came into force by then, one that
/// was adopted before a draft. Null: none.
[[nodiscard]] indicator::Appraisal const* scheme_of_year(std::span<indicator::Appraisal const> schemes,
                                                         pack::AppraisalSubjects subjects, int year);
/// Errors: unknown scheme, with the nearest id.
[[nodiscard]] Expected<indicator::Appraisal const*> find_scheme(std::span<indicator::Appraisal const> schemes,
                                                                std::string const& id);

/// Whether a scheme is used for a year, or only tried on its records: then it need not have been in force.
enum class Use { in_force, on_trial };
/// The one named, or, without a name, the one of the year: of towns, else of units. Errors: unknown; none for
/// the year; it came into force later.
[[nodiscard]] Expected<indicator::Appraisal const*> scheme_for(std::span<indicator::Appraisal const> schemes,
                                                               std::string const& id, int year, Use use);

/// Two schemes on the same records, subject by subject.
struct Difference {
  std::string subject;
  Score const* from = nullptr;
  Score const* to = nullptr;
  [[nodiscard]] bool flips() const;  // the grade is another
};
[[nodiscard]] std::vector<Difference> compare(ScoreSheet const& from, ScoreSheet const& to);

}  // namespace shian::supervise
