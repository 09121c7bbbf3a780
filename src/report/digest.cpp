#include "report/digest.hpp"

#include <algorithm>

#include "base/markup.hpp"
#include "base/text.hpp"
#include "report/words.hpp"

namespace shian::report {
namespace {

constexpr std::size_t kMostLines = 10;   // of each part
constexpr int kDatesAhead = 7;           // as far as limits are told that fall due
constexpr std::size_t kWidestName = 80;  // columns

struct Line {
  std::string name, told;
  std::string path = {};  // of the desk; "": none
};

struct Part {
  std::string title;
  std::int64_t total = 0;
  std::vector<Line> lines;  // the first of them
  std::string path = {};    // where all of them are
};

// Names come from sheets: none may begin a line of its own, or be longer than one is read.
std::string one_line(std::string_view text) {
  std::string made(text);
  for (auto& c : made)
    if (static_cast<unsigned char>(c) < 0x20 || c == 0x7F) c = ' ';
  return shortened(trimmed(made), kWidestName);
}

// "3 days" of a last day: how long over, or how long still.
std::string distance(int days, bool zh) {
  auto const many = [&](int n) { return std::to_string(n) + (zh ? " 天" : n == 1 ? " day" : " days"); };
  if (days < 0) return zh ? "已超 " + many(-days) : many(-days) + " over";
  if (days == 0) return zh ? "今天" : "today";
  return zh ? "还有 " + many(days) : "in " + many(days);
}

std::string last_day(Day day, Day as_of, bool zh) {
  auto const written = day.to_string();
  auto const away = distance(day - as_of, zh);
  return zh ? "最后一天 " + written + "（" + away + "）" : "last day " + written + " (" + away + ")";
}

Line limit_line(DueRecord const& item, Day as_of, Language language) {
  bool const zh = language == Language::zh;
  auto const& book = item.schema->definition;
  auto const number = std::to_string(item.id);
  std::string const comma = zh ? "，" : ", ";
  Line line;
  line.name = one_line(book.name.in(language) + " " + item.name) + " #" + number;
  line.told = item.limit->definition.name.in(language) + comma + last_day(item.due, as_of, zh);
  if (item.clock != nullptr) {
    auto const law = short_law(item.clock->law);
    line.told += comma + (zh ? "《" + law + "》" : law + " ") + item.clock->article;
  }
  if (item.provisional)
    line.told +=
        comma + (zh ? "放假安排未公布，日期可能变动" : "holidays not yet published: the day may move");
  line.path = "/registers/" + book.id + "/records/" + number;
  return line;
}

Part limits_part(std::string title, std::int64_t total, std::vector<DueRecord const*> const& items, Day as_of,
                 Language language) {
  Part part{std::move(title), total, {}, "/today"};
  for (auto const* item : items) {
    if (part.lines.size() == kMostLines) break;
    part.lines.push_back(limit_line(*item, as_of, language));
  }
  return part;
}

Part dates_part(pack::Pack const& pack, Today const& today, Language language) {
  bool const zh = language == Language::zh;
  auto const as_of = today.question.as_of;
  Part part{zh ? "方案的日期" : "Dates of the plan", 0, {}, "/today"};
  for (auto const& date : today.dates) {
    if (date.day - as_of > kDatesAhead) continue;
    ++part.total;
    if (part.lines.size() == kMostLines) continue;
    Line line;
    line.told = last_day(date.day, as_of, zh);
    if (date.phase != nullptr) {
      line.name = date.phase->name.in(language);
    } else {
      auto const& target = *date.line->standing.target;
      line.name = target_name(pack, target).in(language);
      line.told += (zh ? "，目前：" : ", now: ") + indicator::text_of(date.line->state).in(language);
      line.path = "/targets/" + target.id;
    }
    line.name = one_line(line.name);
    part.lines.push_back(std::move(line));
  }
  return part;
}

// As the desk's page of decisions calls them.
Text kind_text(pack::PointKind kind) {
  using Kind = pack::PointKind;
  switch (kind) {
    case Kind::threshold:
      return {"目标值", "threshold"};
    case Kind::deadline:
      return {"完成期限", "deadline"};
    case Kind::lead:
      return {"牵头单位", "lead"};
    case Kind::parameter:
      return {"口径参数", "parameter"};
    case Kind::definition:
      return {"指标口径", "definition"};
    case Kind::roll:
      return {"时限顺延", "time limit over holidays"};
    case Kind::question:
      return {"方案疑问", "open question"};
  }
  return {};
}

Part to_confirm_part(Today const& today, Language language) {
  Part part{language == Language::zh ? "等待确认" : "To be confirmed",
            static_cast<std::int64_t>(today.to_confirm.size()),
            {},
            "/office/decisions"};
  for (auto const& point : today.to_confirm) {
    if (part.lines.size() == kMostLines) break;
    part.lines.push_back(
        {one_line(point.name.in(language)) + " " + point.about, kind_text(point.kind).in(language)});
  }
  return part;
}

// Those that have something with a day, the most urgent first.
std::vector<Part> parts_of(pack::Pack const& pack, Today const& today, Language language) {
  bool const zh = language == Language::zh;
  auto const as_of = today.question.as_of;
  auto const& limits = today.limits;
  std::vector<DueRecord const*> late, now, soon;
  for (auto const& item : limits.late.items) late.push_back(&item);
  for (auto const& item : limits.due_soon.items) (item.due == as_of ? now : soon).push_back(&item);
  std::vector<Part> parts = {
      limits_part(zh ? "已超期" : "Late", limits.late.total, late, as_of, language),
      limits_part(zh ? "今天到期" : "Due today", limits.due_today, now, as_of, language),
      limits_part(zh ? "7 天内到期" : "Due within 7 days", limits.due_soon.total - limits.due_today, soon,
                  as_of, language),
      dates_part(pack, today, language)};
  std::erase_if(parts, [](Part const& part) { return part.total == 0; });
  return parts;
}

std::string subject_of(std::vector<Part> const& parts, Today const& today, Language language) {
  bool const zh = language == Language::zh;
  auto const day = today.question.as_of.to_string();
  std::string subject = today.board.simulated ? (zh ? "【模拟】" : "[simulated] ") : "";
  subject += zh ? "食安摘要 " + day : "Shian digest " + day;
  if (parts.empty()) return subject + (zh ? "：没有待办" : ": nothing to do");
  auto between = std::string(zh ? "：" : ": ");
  for (auto const& part : parts) {
    subject += between + part.title + " " + std::to_string(part.total) + (zh ? " 项" : "");
    between = zh ? "，" : ", ";
  }
  return subject;
}

// Whose page it is: a unit's, a town's, or the city's.
std::string head_of(pack::Pack const& pack, Today const& today, Language language) {
  auto const& question = today.question;
  auto head = one_line(pack.name.in(language));
  if (!question.unit.empty()) head += " · " + one_line(unit_name(pack, question.unit).in(language));
  if (!question.area.empty()) head += " · " + one_line(area_name(pack, question.area).in(language));
  return head + " · " + question.as_of.to_string();
}

std::string more_text(Part const& part, bool zh) {
  auto const left = part.total - static_cast<std::int64_t>(part.lines.size());
  if (left <= 0) return "";
  return zh ? "另有 " + grouped(left) + " 项" : "and " + grouped(left) + " more";
}

std::string heading(Part const& part, bool zh) {
  auto const total = grouped(part.total);
  return part.title + (zh ? "（" + total + " 项）" : " (" + total + ")");
}

std::string foot(bool zh) {
  return zh ? "本摘要由食安自动发出，请勿回复。个人信息已遮蔽；不再接收请告知账号管理员。"
            : "Sent by Shian by itself; please do not answer. Personal data is masked. To have no more of "
              "it, "
              "tell whoever keeps the accounts.";
}

std::string plain_of(std::vector<std::string> const& opening, std::vector<Part> const& parts,
                     DigestWish const& wish) {
  bool const zh = wish.language == Language::zh;
  std::string out;
  for (auto const& line : opening) out += line + "\n";
  auto const link = [&](std::string const& path) {
    if (!wish.desk.empty() && !path.empty()) out += "    " + wish.desk + path + "\n";
  };
  for (auto const& part : parts) {
    out += "\n" + heading(part, zh) + "\n";
    for (auto const& line : part.lines) {
      out += "  - " + line.name + (zh ? "：" : ": ") + line.told + "\n";
      link(line.path);
    }
    if (auto const more = more_text(part, zh); !more.empty()) {
      out += "  … " + more + "\n";
      link(part.path);
    }
  }
  out += "\n";
  if (!wish.desk.empty()) out += wish.desk + "/today\n";
  return out + foot(zh) + "\n";
}

std::string html_of(std::string const& subject, std::vector<std::string> const& opening,
                    std::vector<Part> const& parts, DigestWish const& wish) {
  bool const zh = wish.language == Language::zh;
  auto const linked = [&](std::string const& text, std::string const& path) {
    if (wish.desk.empty() || path.empty()) return markup_text(text);
    return "<a href=\"" + markup_text(wish.desk + path) + "\">" + markup_text(text) + "</a>";
  };
  std::string out = std::string("<!DOCTYPE html>\n<html lang=\"") + (zh ? "zh-CN" : "en") +
                    "\">\n<head><meta charset=\"utf-8\"><title>" + markup_text(subject) +
                    "</title></head>\n<body>\n";
  for (auto const& line : opening) out += "<p>" + markup_text(line) + "</p>\n";
  for (auto const& part : parts) {
    out += "<h3>" + markup_text(heading(part, zh)) + "</h3>\n<ul>\n";
    for (auto const& line : part.lines)
      out += "<li>" + linked(line.name, line.path) + (zh ? "：" : ": ") + markup_text(line.told) + "</li>\n";
    if (auto const more = more_text(part, zh); !more.empty())
      out += "<li>" + linked(more, part.path) + "</li>\n";
    out += "</ul>\n";
  }
  if (!wish.desk.empty()) out += "<p>" + linked(zh ? "打开“今日”" : "Open Today", "/today") + "</p>\n";
  return out + "<p><small>" + markup_text(foot(zh)) + "</small></p>\n</body>\n</html>\n";
}

}  // namespace

Digest digest_of(pack::Pack const& pack, Today const& today, DigestWish const& wish) {
  auto const language = wish.language;
  auto parts = parts_of(pack, today, language);
  Digest digest;
  digest.is_empty = parts.empty();
  digest.subject = subject_of(parts, today, language);
  std::vector<std::string> opening = {head_of(pack, today, language)};
  if (today.board.simulated) opening.push_back(simulated_notice().in(language));
  if (digest.is_empty)
    opening.push_back(language == Language::zh ? "今天没有待办。" : "Nothing to do today.");
  // What waits has no day: it is told along with what has one, and nobody is written to every day for its
  // sake.
  if (auto waiting = to_confirm_part(today, language); waiting.total > 0) parts.push_back(std::move(waiting));
  digest.plain = plain_of(opening, parts, wish);
  digest.html = html_of(digest.subject, opening, parts, wish);
  return digest;
}

std::string short_law(std::string law) {
  constexpr std::string_view kState = "中华人民共和国";
  if (law.starts_with(kState)) law.erase(0, kState.size());
  // "食品召回管理办法 (2026)": which edition holds is told by the day, and in full on the record's page.
  if (auto const bracket = law.rfind(" ("); bracket != std::string::npos && law.ends_with(")")) {
    auto const within = std::string_view(law).substr(bracket + 2, law.size() - bracket - 3);
    if (!within.empty() && std::ranges::all_of(within, [](char c) { return c >= '0' && c <= '9'; }))
      law.resize(bracket);
  }
  return law;
}

}  // namespace shian::report
