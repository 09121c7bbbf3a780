#include "survey/waves.hpp"

#include <algorithm>

#include "register/record_fields.hpp"

namespace shian::survey {
namespace {

bool has_surveys(city::City const& city) {
  return std::ranges::all_of(std::array{kDesigns, kStrata, kAnswers, kResults},
                             [&](auto id) { return city.schemas().find(id) != nullptr; });
}

void read_strata(city::City& city, Wave& wave, std::int64_t least) {
  auto const& schema = *city.schemas().find(kStrata);
  reg::RecordFields const fields(schema);
  std::vector<std::optional<std::int64_t>> by_hand;
  std::vector<std::pair<Stratum, std::optional<std::int64_t>>> read;
  std::vector<Value> const parameters = {Value(wave.record)};
  city.ledger().records().scan_where(
      schema, R"("f_design" = ?)", parameters, "id", [&](reg::Record const& record) {
        read.push_back({{fields.text(record, "area"), fields.get<std::int64_t>(record, "residents"),
                         fields.text(record, "source"), 0},
                        fields.get<std::int64_t>(record, "planned")});
        return true;
      });
  auto const& areas = city.pack().areas;
  std::ranges::stable_sort(read, {}, [&](auto const& one) {
    return std::ranges::find(areas, one.first.area, &pack::Area::id) - areas.begin();
  });
  std::vector<std::optional<std::int64_t>> sizes;
  for (auto& [stratum, planned] : read) {
    wave.strata.push_back(std::move(stratum));
    by_hand.push_back(planned);
    sizes.push_back(wave.strata.back().residents);
  }
  auto const allocated = allocate(wave.target, least, sizes);
  bool const all_by_hand =
      !by_hand.empty() && std::ranges::all_of(by_hand, [](auto const& n) { return n.has_value(); });
  if (!allocated && !all_by_hand) wave.unplanned = allocated.error();
  wave.is_proportional = allocated && allocated->is_proportional;
  for (std::size_t i = 0; i < wave.strata.size(); ++i)
    wave.strata[i].planned = by_hand[i].value_or(allocated ? allocated->planned[i] : 0);
}

std::optional<Wave> wave_of(city::City& city, reg::RecordFields const& fields, reg::Record const& record) {
  Wave made;
  made.questionnaire = city.pack().find_questionnaire(fields.text(record, "questionnaire"));
  if (made.questionnaire == nullptr) return std::nullopt;
  made.record = record.id;
  made.number = fields.text(record, "wave_no");
  made.from = fields.get<Day>(record, "from_on").value_or(Day{});
  made.until = fields.get<Day>(record, "until_on").value_or(made.from);
  made.mode = fields.text(record, "mode");
  made.code = fields.text(record, "code");
  made.margin = fields.get<Decimal>(record, "margin");
  made.expected = fields.get<Decimal>(record, "expected").value_or(made.expected);
  made.design_effect = fields.get<Decimal>(record, "design_effect").value_or(made.design_effect);
  if (made.margin) made.needed = needed_answers(*made.margin, made.expected, made.design_effect);
  made.target = fields.get<std::int64_t>(record, "target").value_or(made.needed.value_or(0));
  made.frame = fields.text(record, "frame");
  made.unit = fields.text(record, "unit");
  made.surveyor = fields.text(record, "surveyor");
  made.closed = fields.get<Day>(record, "closed_on");
  read_strata(city, made, fields.get<std::int64_t>(record, "least_per_town").value_or(0));
  return made;
}

// The designs that meet a condition.
std::vector<reg::Record> designs(city::City& city, std::string_view condition,
                                 std::vector<Value> const& parameters) {
  std::vector<reg::Record> found;
  city.ledger().records().scan_where(*city.schemas().find(kDesigns), condition, parameters,
                                     "\"f_from_on\", id", [&](reg::Record const& record) {
                                       found.push_back(record);
                                       return true;
                                     });
  return found;
}

}  // namespace

bool Wave::has_sizes() const {
  return !strata.empty() &&
         std::ranges::all_of(strata, [](Stratum const& stratum) { return stratum.residents.has_value(); });
}

std::optional<std::size_t> Wave::stratum_of(std::string_view area) const {
  auto const found = std::ranges::find(strata, area, &Stratum::area);
  if (found == strata.end()) return std::nullopt;
  return static_cast<std::size_t>(found - strata.begin());
}

std::vector<Wave> waves(city::City& city) {
  std::vector<Wave> made;
  if (!has_surveys(city)) return made;
  reg::RecordFields const fields(*city.schemas().find(kDesigns));
  for (auto const& record : designs(city, "1 = 1", {}))
    if (auto wave = wave_of(city, fields, record)) made.push_back(std::move(*wave));
  return made;
}

Expected<Wave> find_wave(city::City& city, std::string_view number) {
  if (!has_surveys(city))
    return fail("survey.none", "方案包没有满意度调查的台账", "the pack keeps no surveys");
  auto const found = designs(city, R"("f_wave_no" = ?)", {Value(std::string(number))});
  if (found.empty())
    return std::unexpected(Error::make("survey.wave", "没有调查 " + std::string(number),
                                       "there is no survey '" + std::string(number) + "'")
                               .hinting("先在“调查设计”里登记", "enter it in the register of designs first"));
  reg::RecordFields const fields(*city.schemas().find(kDesigns));
  if (auto wave = wave_of(city, fields, found.front())) return std::move(*wave);
  auto const edition = fields.text(found.front(), "questionnaire");
  std::string known;
  for (auto const& one : city.pack().questionnaires) known += (known.empty() ? "" : ", ") + one.id;
  return std::unexpected(Error::make("survey.questionnaire", "方案包没有问卷 " + edition,
                                     "the pack has no questionnaire '" + edition + "'")
                             .hinting("可用：" + known, "known: " + known));
}

std::optional<Wave> wave_of_link(city::City& city, std::string_view code) {
  if (!has_surveys(city) || code.empty()) return std::nullopt;
  auto const found = designs(city, R"("f_code" = ?)", {Value(std::string(code))});
  if (found.empty()) return std::nullopt;
  return wave_of(city, reg::RecordFields(*city.schemas().find(kDesigns)), found.front());
}

Came came(city::City& city, Wave const& wave) {
  Came made;
  made.towns.resize(wave.strata.size());
  auto const& schema = *city.schemas().find(kAnswers);
  reg::RecordFields const fields(schema);
  std::vector<Value> const parameters = {Value(wave.record)};
  city.ledger().records().scan_where(
      schema, R"("f_design" = ?)", parameters, "id", [&](reg::Record const& record) {
        auto const stratum = wave.stratum_of(fields.text(record, "area"));
        auto const count = [&](std::int64_t TownAnswers::*what) {
          ++(made.all.*what);
          if (stratum) ++(made.towns[*stratum].*what);
        };
        bool const is_by_link = fields.text(record, "mode") == kOpenLink;
        auto const outcome = fields.text(record, "outcome");
        if (outcome != kValid) {
          if (!is_by_link) count(outcome == kRefused ? &TownAnswers::refused : &TownAnswers::screened_out);
          return true;
        }
        auto const answers = answers_from(*wave.questionnaire, fields.text(record, "answers"));
        if (!answers || first_open(*wave.questionnaire, *answers) != nullptr ||
            is_screened_out(*wave.questionnaire, *answers)) {
          ++made.unreadable;
          return true;
        }
        auto given = counted(*wave.questionnaire, *answers);
        if (is_by_link) {
          count(&TownAnswers::by_link);
          made.by_link.push_back(given);
        } else if (!stratum) {
          ++made.elsewhere;
        } else {
          count(&TownAnswers::valid);
          given.stratum = *stratum;
          made.sampled.push_back(given);
        }
        return true;
      });
  return made;
}

}  // namespace shian::survey
