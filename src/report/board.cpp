#include "report/board.hpp"

#include <algorithm>
#include <array>

#include "report/words.hpp"

namespace shian::report {
namespace {

using indicator::State;

// Worst first: a target is as good as its worst part.
constexpr std::array kWorstFirst = {State::not_met, State::cannot_judge, State::stale, State::not_yet_due,
                                    State::met};

std::size_t rank(State state) {
  return static_cast<std::size_t>(std::find(kWorstFirst.begin(), kWorstFirst.end(), state) -
                                  kWorstFirst.begin());
}

indicator::Figure own_figure(city::City& city, BoardQuestion const& question,
                             indicator::Standing const& standing, indicator::Part const& part) {
  auto const figure_in = [&](indicator::Reading const& reading) {
    if (question.area.empty()) return reading.city;
    auto const found = reading.areas.find(question.area);
    return found == reading.areas.end() ? indicator::Figure{} : found->second;
  };
  if (question.unit.empty()) return figure_in(part.reading);
  return figure_in(city.figures().read_unit(*part.indicator, standing.judged_on, question.unit));
}

BoardLine read_line(city::City& city, BoardQuestion const& question, indicator::Standing standing) {
  BoardLine line;
  bool const is_scoped = !question.area.empty() || !question.unit.empty();
  line.standing = std::move(standing);
  line.group = group_of(city.pack(), *line.standing.target);
  line.state = line.standing.state;
  line.reason = line.standing.reason;
  for (auto const& part : line.standing.parts) {
    if (is_scoped) {
      auto const scope = question.unit.empty() ? Scope::area : Scope::unit;
      line.parts.push_back(
          scoped(line.standing, part, own_figure(city, question, line.standing, part), scope));
    } else {
      line.parts.push_back({&part, part.reading.city, part.state, part.reason, true});
    }
  }
  if (is_scoped && !line.parts.empty()) {
    auto const& worst = worst_of(line.parts);
    line.state = worst.state;
    line.reason = worst.reason;
  }
  return line;
}

}  // namespace

bool is_worse(State state, State than) { return rank(state) < rank(than); }

BoardPart const& worst_of(std::vector<BoardPart> const& parts) {
  SHIAN_ASSERT(!parts.empty());
  return *std::min_element(parts.begin(), parts.end(),
                           [](auto const& a, auto const& b) { return is_worse(a.state, b.state); });
}

bool is_shared(pack::Target const& target, pack::Indicator const& definition, Scope scope) {
  // An upper limit binds each part too.
  bool const is_limit =
      target.comparator == pack::Comparator::at_most || (target.threshold && target.threshold->is_zero());
  if (is_limit || definition.place == pack::PlaceRule::minimum) return false;
  bool const has_denominator = std::any_of(definition.measures.begin(), definition.measures.end(),
                                           [](auto const& measure) { return measure.id == "denominator"; });
  bool const is_total =
      definition.scale == pack::Scale::plain && !has_denominator && definition.value.empty();
  if (scope == Scope::area) return is_total;
  return target.units.size() > 1 && (is_total || definition.scale == pack::Scale::per_thousand_residents);
}

BoardPart scoped(indicator::Standing const& standing, indicator::Part const& part, indicator::Figure figure,
                 Scope scope) {
  auto const& target = *standing.target;
  auto const& definition = part.indicator->definition;
  auto verdict = indicator::judge(target, definition, figure, standing.as_of);
  BoardPart made{&part, std::move(figure), verdict.state, std::move(verdict.reason), false};
  if (made.state == State::cannot_judge) return made;
  if (is_shared(target, definition, scope)) {
    made.state = State::cannot_judge;
    made.reason = {"合力完成的数，只判全市", "reached together: only the city is judged"};
  } else if (part.state == State::stale) {
    made.state = State::stale;
    made.reason = part.reason;
  }
  return made;
}

std::optional<NextStage> next_stage(pack::Pack const& pack, Day as_of) {
  std::optional<NextStage> next;
  for (auto const& phase : pack.phases) {
    auto const until = phase.strict_end ? phase.strict_end : phase.end;
    if (!until || *until < as_of || (next && next->until <= *until)) continue;
    next = NextStage{&phase, *until, *until - as_of};
  }
  return next;
}

Board read_board(city::City& city, BoardQuestion question) {
  store::Transaction const one_moment(city.session(), store::Access::read);
  return board_at_moment(city, std::move(question));
}

Board board_at_moment(city::City& city, BoardQuestion question) {
  Board board;
  board.pack = &city.pack();
  board.question = std::move(question);
  board.simulated = city.has_simulated_records();
  board.next_stage = next_stage(city.pack(), board.question.as_of);
  auto const& asked = board.question;
  // Worked out once for all who look.
  std::vector<indicator::Standing> known;
  if (asked.forecast == indicator::WithForecast::no) known = city.standings().on(asked.as_of);
  for (std::size_t i = 0; i < city.pack().targets.size(); ++i) {
    auto const& target = city.pack().targets[i];
    if (!asked.unit.empty() && !is_responsible(city.pack(), target, asked.unit)) continue;
    board.lines.push_back(read_line(
        city, asked,
        known.empty() ? indicator::stand(city.figures(), target, asked.as_of) : std::move(known[i])));
    ++board.counts[board.lines.back().state];
  }
  return board;
}

Text simulated_notice() {
  return {"模拟数据 SIMULATED：记录由 shian simulate 生成，不反映任何真实情况",
          "SIMULATED 模拟数据: the records were made by shian simulate and say nothing about the real city"};
}

Paint paint_of(State state) {
  switch (state) {
    case State::met:
      return Paint::good;
    case State::not_met:
      return Paint::bad;
    case State::stale:
      return Paint::waiting;
    case State::not_yet_due:
      return Paint::none;
    case State::cannot_judge:
      return Paint::waiting;
  }
  return Paint::none;
}

}  // namespace shian::report
