// Letters by colour (三色、四色督办): to whom the office should write today, about what, in which colour, and
// why. The program proposes; a person signs.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "city/city.hpp"

namespace shian::supervise {

/// A letter about the matter that is in the register of circulars already, drafts among them.
struct WrittenLetter {
  RecordId record = 0;
  std::string document_no;
  pack::Colour colour = pack::Colour::blue;
  std::optional<Day> issued_on;  // none: a draft
};

struct Letter {
  pack::LetterRule const* rule = nullptr;  // the gravest of those that apply
  reg::Schema const* schema = nullptr;     // of the record it is about; null: it is about a target
  RecordId record = 0;
  std::string target;  // its id
  std::string about;   // the record's key or the target's id: what the letter's own record keeps
  Text matter;         // what people call it
  // Who is written to: a unit, a town, or a unit for what counts in a town. What a group of towns holds in
  // one of them goes to that town.
  std::string unit, area;
  std::optional<Day> due;              // as it was extended
  std::optional<Day> due_as_set;       // before an extension; none: it was not extended
  int working_days = 0;                // since the due day; negative before it
  bool provisional = false;            // counted over days whose holidays are not published yet
  std::vector<Text> why;               // line by line
  std::vector<WrittenLetter> written;  // less grave ones: an escalation
};

struct LettersQuestion {
  Day as_of;
  std::string unit, area;  // only letters to them; both empty: all. Either suffices where both are given

  [[nodiscard]] bool asks_for(std::string_view its_unit, std::string_view its_area) const {
    if (unit.empty() && area.empty()) return true;
    return (!unit.empty() && its_unit == unit) || (!area.empty() && its_area == area);
  }
};

/// Due today, the gravest colour first, then the longest overdue. A matter is written about once in a colour,
/// and not in a less grave one afterwards. What a secret inspection found is not written about while it is
/// secret. Inside a read transaction of the caller's.
[[nodiscard]] std::vector<Letter> letters_due(city::City& city, LettersQuestion const& question);

/// The rule that counts for a due day, the gravest of those that apply; null: none does yet.
[[nodiscard]] pack::LetterRule const* rule_for(std::span<pack::LetterRule const> rules,
                                               clock::Calendar const& calendar, Day due, Day as_of);

[[nodiscard]] Text text_of(pack::Colour colour);              // 红色, red
[[nodiscard]] std::string_view code_of(pack::Colour colour);  // "red"
/// By its Chinese name, as the register of circulars has it.
[[nodiscard]] std::optional<pack::Colour> colour_named(std::string_view zh);
/// What the register of circulars says a letter is about, where that is a target and no record.
inline constexpr std::string_view kAboutTarget = "target";
/// The register in which letters are kept; null where the pack has none.
[[nodiscard]] reg::Schema const* circulars_of(city::City const& city);

}  // namespace shian::supervise
