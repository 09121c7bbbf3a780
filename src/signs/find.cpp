#include "signs/find.hpp"

#include <algorithm>

#include "base/text.hpp"
#include "signs/looking.hpp"

namespace shian::signs {
namespace {

Outcome look(Looking const& looking) {
  switch (looking.sign.definition.kind) {
    case pack::SignKind::burst:
      return look_for_bursts(looking);
    case pack::SignKind::copied_values:
      return look_for_copied_values(looking);
    case pack::SignKind::copied_texts:
      return look_for_copied_texts(looking);
    case pack::SignKind::impossible:
      return look_for_impossible(looking);
    case pack::SignKind::future:
      return look_for_future(looking);
    case pack::SignKind::load:
      return look_for_load(looking);
    case pack::SignKind::round_figures:
      return look_for_round_figures(looking);
    case pack::SignKind::digit_heap:
      return look_for_digit_heaps(looking);
    case pack::SignKind::too_regular:
      return look_for_regularity(looking);
    case pack::SignKind::balance:
      return look_at_balance(looking);
    case pack::SignKind::same_file:
      return look_for_same_files(looking);
    case pack::SignKind::alike_photo:
      return look_for_alike_photos(looking);
    case pack::SignKind::just_under:
      return look_just_under(looking);
    case pack::SignKind::last_days:
      return look_at_last_days(looking);
    case pack::SignKind::reopened:
      return look_for_reopened(looking);
    case pack::SignKind::contradiction:
      return look_for_contradictions(looking);
  }
  return {};
}

}  // namespace

Expected<std::vector<Outcome>> look_for_signs(city::City& city, Question const& question) {
  if (!question.register_id.empty())
    if (auto const known = city.schemas().get(question.register_id); !known)
      return std::unexpected(known.error());
  auto const& signs = city.signs().all;
  if (!question.sign.empty() && std::ranges::none_of(signs, [&](reg::Sign const& sign) {
        return sign.definition.id == question.sign;
      })) {
    std::vector<std::string> ids;
    for (auto const& sign : signs) ids.push_back(sign.definition.id);
    auto error = Error::make("sign.none", "方案包没有迹象 " + question.sign,
                             "the pack has no sign '" + question.sign + "'");
    if (auto const near = nearest(question.sign, ids))
      error = std::move(error).hinting("是不是 " + *near + "？", "did you mean '" + *near + "'?");
    return std::unexpected(std::move(error));
  }
  std::vector<Outcome> outcomes;
  for (auto const& sign : signs) {
    if (!question.sign.empty() && sign.definition.id != question.sign) continue;
    auto const reads = [&](reg::Schema const* schema) {
      return schema != nullptr && schema->definition.id == question.register_id;
    };
    bool const is_about =
        question.register_id.empty() || reads(sign.own.schema) || (sign.other && reads(sign.other->schema));
    if (is_about) outcomes.push_back(look({city, sign, question.today}));
  }
  return outcomes;
}

}  // namespace shian::signs
