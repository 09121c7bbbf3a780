#include "supervise/letter_drafts.hpp"

#include <fmt/format.h>
#include <algorithm>

#include "pack/role_codes.hpp"
#include "register/lifecycle.hpp"
#include "register/record_fields.hpp"
#include "register/secrecy.hpp"

namespace shian::supervise {
namespace {

Text addressee(pack::Pack const& pack, Letter const& letter) {
  if (auto const* unit = pack.find_unit(letter.unit)) return unit->name;
  if (auto const* area = pack.find_area(letter.area)) return area->name;
  auto const& id = letter.unit.empty() ? letter.area : letter.unit;
  return {id, id};
}

std::string about_register(Letter const& letter) {
  return letter.schema != nullptr ? letter.schema->definition.id : std::string(kAboutTarget);
}

std::string cut(std::string text, std::size_t most) {
  if (text.size() <= most) return text;
  while (most > 0 && (static_cast<unsigned char>(text[most]) & 0xC0U) == 0x80U) --most;
  text.resize(most);
  return text;
}

std::string body_of(city::City const& city, Letter const& letter, Day today) {
  std::string text = "关于" + letter.matter.zh + "：\n";
  for (auto const& line : letter.why) text += line.zh + "。\n";
  if (letter.rule->answer_days > 0)
    text +=
        fmt::format("请于收到本函之日起 {} 个工作日内书面反馈办理情况（拟发日 {} 起算为 {}）。\n",
                    letter.rule->answer_days, today.to_string(),
                    city.rules().calendar().plus_working_days(today, letter.rule->answer_days).to_string());
  std::string posts;
  for (auto const& post : letter.rule->to) {
    auto const* role = pack::find_role(post);
    SHIAN_ASSERT(role != nullptr);  // checked when the pack was read
    posts += (posts.empty() ? "" : "、") + std::string(role->zh);
  }
  if (!posts.empty()) text += "送：" + posts + "。\n";
  if (!letter.rule->basis.zh.empty()) text += "依据：" + letter.rule->basis.zh + "。";
  return text;
}

}  // namespace

std::string draft_number(Letter const& letter) {
  auto const what = letter.schema != nullptr ? std::to_string(letter.record) : letter.target;
  return fmt::format("待编号-{}-{}-{}-{}", text_of(letter.rule->colour).zh, about_register(letter), what,
                     letter.unit.empty() ? letter.area : letter.unit);
}

std::vector<Value> draft_of(city::City const& city, reg::Schema const& circulars, Letter const& letter,
                            std::string const& by, Day today) {
  constexpr std::size_t kLongestTitle = 500, kLongestText = 8000;  // bytes: below the fields' characters
  std::vector<Value> values(circulars.fields.size());
  auto const say = [&](std::string_view field, std::string text) {
    auto const at = circulars.find(field);
    if (at >= 0 && !text.empty()) values[static_cast<std::size_t>(at)] = std::move(text);
  };
  say("document_no", draft_number(letter));
  say("title", cut("关于" + letter.matter.zh + "的" + letter.rule->paper, kLongestTitle));
  say("unit", by);
  say("kind", letter.rule->paper);
  say("addressed_to", addressee(city.pack(), letter).zh);
  say("text", cut(body_of(city, letter, today), kLongestText));
  say("colour", text_of(letter.rule->colour).zh);
  say("unit_to", letter.unit);
  say("area_to", letter.area);
  say("about_register", about_register(letter));
  say("about_record", letter.about);
  return values;
}

Expected<DraftedLetters> draft_letters(reg::Writing& writing, city::City& city, Day as_of,
                                       std::span<std::string const> numbers, std::string const& by) {
  auto const* circulars = circulars_of(city);
  if (circulars == nullptr)
    return fail("letters.register", "方案包没有登记函件的台账（circular）",
                "the pack has no register of letters (circular)");
  DraftedLetters made;
  LettersQuestion question;
  question.as_of = as_of;
  std::vector<std::string> asked(numbers.begin(), numbers.end());
  for (auto const& letter : letters_due(city, question)) {
    auto number = draft_number(letter);
    if (!numbers.empty() && std::erase(asked, number) == 0) continue;
    auto const created = writing.create(*circulars, draft_of(city, *circulars, letter, by, as_of));
    if (!created) return std::unexpected(created.error().front().error);
    made.letters.push_back({std::move(number), *created, true});
  }
  for (auto& number : asked) {
    if (auto const there = city.ledger().records().find_by_key(*circulars, number); there != 0)
      made.letters.push_back({std::move(number), there, false});
    else
      made.not_due.push_back(std::move(number));
  }
  return made;
}

std::vector<KeptLetter> kept_letters(city::City& city, LettersQuestion const& question) {
  std::vector<KeptLetter> made;
  auto const* circulars = circulars_of(city);
  if (circulars == nullptr) return made;
  reg::RecordFields const fields(*circulars);
  auto& records = city.ledger().records();
  records.scan_where(*circulars, "f_about_record IS NOT NULL", {}, "id DESC", [&](reg::Record const& record) {
    auto const colour = colour_named(fields.text(record, "colour"));
    if (!colour) return true;
    KeptLetter kept;
    kept.unit = fields.text(record, "unit_to");
    kept.area = fields.text(record, "area_to");
    if (!question.asks_for(kept.unit, kept.area)) return true;
    kept.record = record.id;
    kept.document_no = fields.text(record, "document_no");
    kept.title = fields.text(record, "title");
    kept.kind = fields.text(record, "kind");
    kept.colour = *colour;
    kept.schema = city.schemas().find(fields.text(record, "about_register"));
    kept.about = fields.text(record, "about_record");
    kept.issued_on = fields.get<Day>(record, "issued_on");
    kept.due_on = fields.get<Day>(record, "due_on");
    kept.answered_on = fields.get<Day>(record, "answered_on");
    if (circulars->lifecycle) {
      auto const stage = circulars->lifecycle->stage(record.values, question.as_of, city.ledger().context());
      auto const& state = circulars->lifecycle->states[static_cast<std::size_t>(stage.state)].definition;
      kept.state_id = state.id;
      kept.state = state.name;
    }
    made.push_back(std::move(kept));
    return true;
  });
  // Looked up behind the scan: a store's statement is not asked while another of its rows is read.
  std::erase_if(made, [&](KeptLetter& kept) {
    if (kept.schema == nullptr) return false;
    kept.about_record = records.find_by_key(*kept.schema, kept.about);
    if (kept.about_record == 0) return false;
    auto const* about = records.find(kept.schema->index, kept.about_record);
    return about != nullptr && reg::is_secret(*kept.schema, about->values);
  });
  return made;
}

}  // namespace shian::supervise
