#include "report/due_calendar.hpp"

namespace shian::report {
namespace {

constexpr std::size_t kLongestLine = 75;  // octets, RFC 5545, 3.1

// A content line, folded where no character is cut.
void put(std::string& out, std::string const& line) {
  std::size_t room = kLongestLine;
  for (std::size_t at = 0; at < line.size();) {
    auto size = std::size_t{1};
    while (at + size < line.size() && (static_cast<unsigned char>(line[at + size]) & 0xC0U) == 0x80U) ++size;
    if (size > room) {
      out += "\r\n ";
      room = kLongestLine - 1;
    }
    out.append(line, at, size);
    room -= size;
    at += size;
  }
  out += "\r\n";
}

// RFC 5545, 3.3.11.
std::string text_value(std::string_view text) {
  std::string made;
  for (char const c : text) {
    if (c == '\n') {
      made += "\\n";
      continue;
    }
    if (static_cast<unsigned char>(c) < 0x20) continue;
    if (c == '\\' || c == ',' || c == ';') made += '\\';
    made += c;
  }
  return made;
}

std::string day_value(Day day) {
  auto text = day.to_string();
  std::erase(text, '-');
  return text;
}

std::string moment_value(Timestamp at) {  // 20220930T081500Z
  auto text = at.to_utc().substr(0, 19);
  std::erase_if(text, [](char c) { return c == '-' || c == ':'; });
  return text + "Z";
}

enum class Standing { late, due };

void put_event(std::string& out, DueRecord const& item, Standing standing, CalendarWish const& wish) {
  auto const language = wish.language;
  bool const zh = language == Language::zh;
  auto const& limit = item.limit->definition;
  auto const& schema = item.schema->definition;
  put(out, "BEGIN:VEVENT");
  put(out, "UID:" + schema.id + "-" + std::to_string(item.id) + "-" + limit.id + "@shian");
  put(out, "DTSTAMP:" + moment_value(wish.now));
  put(out, "DTSTART;VALUE=DATE:" + day_value(item.due));
  put(out, "DTEND;VALUE=DATE:" + day_value(item.due + 1));
  std::string title = wish.simulated ? (zh ? "【模拟】" : "[simulated] ") : "";
  if (standing == Standing::late) title += zh ? "【超期】" : "[late] ";
  put(out, "SUMMARY:" + text_value(title + limit.name.in(language) + (zh ? "：" : ": ") + item.name));
  std::string told = schema.name.in(language) + " #" + std::to_string(item.id);
  if (item.clock != nullptr) told += "\n" + item.clock->law + " " + item.clock->article;
  if (item.provisional)
    told += zh ? "\n超出已公布的放假安排，日期可能变动" : "\nbeyond the published calendar: the day may move";
  put(out, "DESCRIPTION:" + text_value(told));
  put(out, "TRANSP:TRANSPARENT");
  if (standing == Standing::due) {
    put(out, "BEGIN:VALARM");
    put(out, "ACTION:DISPLAY");
    put(out, "DESCRIPTION:" + text_value(limit.name.in(language)));
    put(out, "TRIGGER:-PT15H");  // nine in the morning of the day before
    put(out, "END:VALARM");
  }
  put(out, "END:VEVENT");
}

}  // namespace

std::string due_calendar(RunningLimits const& limits, CalendarWish const& wish) {
  bool const zh = wish.language == Language::zh;
  std::string out;
  put(out, "BEGIN:VCALENDAR");
  put(out, "VERSION:2.0");
  put(out, "PRODID:-//Shian//due days//ZH");
  put(out, "CALSCALE:GREGORIAN");
  put(out, std::string("X-WR-CALNAME:") + (zh ? "食安：法定时限" : "Shian: legal limits"));
  put(out, "REFRESH-INTERVAL;VALUE=DURATION:PT1H");  // RFC 7986
  for (auto const& item : limits.late.items) put_event(out, item, Standing::late, wish);
  for (auto const& item : limits.due_soon.items) put_event(out, item, Standing::due, wish);
  put(out, "END:VCALENDAR");
  return out;
}

}  // namespace shian::report
