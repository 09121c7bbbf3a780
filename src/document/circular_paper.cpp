#include "document/circular_paper.hpp"

#include <fmt/format.h>
#include <algorithm>

#include "base/markup.hpp"
#include "base/temporary_folder.hpp"
#include "base/text.hpp"
#include "document/chart.hpp"
#include "document/fill.hpp"
#include "document/layout.hpp"
#include "report/words.hpp"

namespace shian::document {
namespace {

using report::Circular;
using report::CircularFinding;
using report::CircularRow;
using report::Counted;
using report::day_text;

// A link is kLinkBegin, what it leads to, kLinkPart, its text, kLinkPart; link() makes it one.
constexpr std::string_view kLinkBegin = "\uE000", kLinkPart = "\uE001";
constexpr std::string_view kChartMark = "\uE002";
constexpr char kToRecord = 'r';  // begins what leads to a record; else it is a source's number
constexpr std::size_t kTownsInChart = 12;
constexpr std::size_t kRecordsNamed = 60;  // of one source; the rest is counted

// What a record says, without the signs that links are made of.
std::string plain(std::string text) {
  for (std::string_view const sign : {kLinkBegin, kLinkPart, kChartMark})
    for (auto at = text.find(sign); at != std::string::npos; at = text.find(sign, at))
      text.erase(at, sign.size());
  return plain_text(std::move(text));
}

std::string link_to(std::string const& target, std::string const& text) {
  return fmt::format("{0}{1}{2}{3}{2}", kLinkBegin, target, kLinkPart, text);
}

std::string short_day(std::optional<Day> day) { return day ? day->to_string() : "—"; }

// Figures with what they count, numbered as they are written.
class Sources {
 public:
  explicit Sources(Circular const& circular) : circular_(circular) {}

  // A figure that leads to its source.
  std::string figure(Counted const& counted, std::string const& what) {
    auto const value = std::to_string(counted.size());
    if (counted.empty()) return value;
    entries_.push_back({what, counted});
    return link_to(std::to_string(entries_.size()), value);
  }

  // Numbers the sources as a reader meets them: the arguments of one call are worked out in any order.
  void number_in(std::vector<std::string*> const& texts) {
    std::vector<Entry> met;
    for (auto* const text : texts) {
      std::size_t at = 0;
      while ((at = text->find(kLinkBegin, at)) != std::string::npos) {
        at += kLinkBegin.size();
        if ((*text)[at] == kToRecord) continue;
        auto const end = text->find(kLinkPart, at);
        auto const number = std::stoul(text->substr(at, end - at));
        met.push_back(std::move(entries_.at(number - 1)));
        text->replace(at, end - at, std::to_string(met.size()));
      }
    }
    entries_ = std::move(met);
  }

  struct Entry {
    std::string what;
    Counted counted;
  };
  [[nodiscard]] std::vector<Entry> const& entries() const { return entries_; }

  [[nodiscard]] std::string list() const {
    std::string text;
    for (std::size_t i = 0; i < entries_.size(); ++i) {
      auto const& [what, counted] = entries_[i];
      text += fmt::format("［{}］台账“督查发现问题”（finding），发现日期 {} 至 {}，{}：{} 条，编号 ", i + 1,
                          circular_.from.to_string(), circular_.to.to_string(), what, counted.size());
      for (std::size_t k = 0; k < std::min(counted.size(), kRecordsNamed); ++k)
        text += (k == 0 ? "" : "、") + plain(circular_.findings[counted[k]].number);
      text += counted.size() > kRecordsNamed ? "等。\n" : "。\n";
    }
    return text;
  }

 private:
  Circular const& circular_;
  std::vector<Entry> entries_;
};

std::string share(CircularRow const& row) {
  if (row.due.empty()) return "—";
  constexpr int kPercent = 100;
  auto const part = Decimal(static_cast<std::int64_t>(row.on_time.size()) * kPercent)
                        .divided_by(Decimal(static_cast<std::int64_t>(row.due.size())), 1);
  return part ? part->to_string() + "%" : "—";
}

std::string overview(Circular const& circular, Sources& sources) {
  auto const& all = circular.all;
  auto text = fmt::format(
      "{}至{}，共发现问题{}个，涉及{}个镇街、{}个责任单位。截至{}，已销号{}个，其中按期销号{}"
      "个；到期应销号（含已销"
      "号）的{}个，按期销号率{}；超期未销号{}个。\n",
      day_text(circular.from), day_text(circular.to), sources.figure(all.found, "全部"),
      std::ranges::count_if(circular.areas, [](auto const& area) { return !area.id.empty(); }),
      std::ranges::count_if(circular.units, [](auto const& unit) { return !unit.id.empty(); }),
      day_text(circular.to), sources.figure(all.closed, "已销号"), sources.figure(all.on_time, "按期销号"),
      sources.figure(all.due, "到期应销号"), share(all), sources.figure(all.open_late, "超期未销号"));
  return text;
}

std::string praise(Circular const& circular, Sources& sources) {
  if (circular.praised.empty()) return "本期没有到期问题全部按期销号的单位。\n";
  std::string text;
  for (auto const i : circular.praised) {
    auto const& unit = circular.units[i];
    text += fmt::format("{}到期的{}个问题全部按期销号。\n", unit.name.zh,
                        sources.figure(unit.on_time, unit.name.zh + "按期销号"));
  }
  return text;
}

std::string problems(Circular const& circular, Sources& sources) {
  std::string text;
  int number = 0;
  for (auto const& unit : circular.units) {
    Counted open;
    for (auto const i : unit.found)
      if (!circular.findings[i].closed_on) open.push_back(i);
    if (open.empty()) continue;
    text += fmt::format("（{}）{}：未销号{}个，其中超期{}个。\n", ++number, unit.name.zh,
                        sources.figure(open, unit.name.zh + "未销号"),
                        sources.figure(unit.open_late, unit.name.zh + "超期未销号"));
    for (auto const i : open) {
      auto const& finding = circular.findings[i];
      text +=
          fmt::format("{}（编号{}，{}发现，期限{}{}）。\n",
                      finding.content.empty() ? "未写明问题" : plain(finding.content), plain(finding.number),
                      short_day(finding.found_on), short_day(finding.due_on), finding.late ? "，已超期" : "");
    }
  }
  return text.empty() ? "本期发现的问题均已销号。\n" : text;
}

std::string demands(Circular const& circular) {
  std::string text =
      "一是限期整改。未销号的问题，由责任单位按所附清单的整改期限完成整改，整改后由整改人以外的人员回访，通"
      "过后销号。\n";
  if (circular.answer_by)
    text += fmt::format(
        "二是书面反馈。超期未销号的，责任单位于{}前（{}个工作日内）书面反馈原因、措施和完成期限。\n",
        day_text(*circular.answer_by), circular.answer_days);
  else
    text += "二是书面反馈。超期未销号的，责任单位于＿＿＿＿年＿＿月＿＿日前书面反馈原因、措施和完成期限。\n";
  return text + "三是举一反三。有关镇街和单位对照所通报的问题开展自查，防止同类问题重复发生。\n";
}

std::string closing_table(std::string const& who, std::vector<CircularRow> const& rows, Sources& sources) {
  auto text = table_row({who, "发现", "已销号", "按期销号", "按期销号率", "超期未销号"});
  for (auto const& line : rows)
    text += table_row({plain(line.name.zh), sources.figure(line.found, line.name.zh + "发现"),
                       sources.figure(line.closed, line.name.zh + "已销号"),
                       sources.figure(line.on_time, line.name.zh + "按期销号"), share(line),
                       sources.figure(line.open_late, line.name.zh + "超期未销号")});
  return text;
}

std::string list_of(Circular const& circular, CircularWish const& wish) {
  auto text = table_row({"编号", "问题", "责任单位", "整改期限", "销号日期"});
  for (auto const& unit : circular.units)
    for (auto const i : unit.found) {
      auto const& finding = circular.findings[i];
      auto number = plain(finding.number);
      // To the record itself, where the desk's address is known.
      if (!wish.desk.empty()) number = link_to(kToRecord + std::to_string(finding.id), number);
      text += table_row({number, plain(finding.content), plain(unit.name.zh), short_day(finding.due_on),
                         short_day(finding.closed_on)});
    }
  return text;
}

struct Section {
  std::string heading, text;
};

// What a circular says, in its order: sources are numbered as they are met.
std::vector<Section> sections_of(Circular const& circular, Sources& sources) {
  std::vector<Section> made;
  made.push_back({"一、总体情况", overview(circular, sources)});
  made.push_back({"二、好的做法", praise(circular, sources)});
  made.push_back({"三、主要问题", problems(circular, sources)});
  made.push_back({"四、工作要求", demands(circular)});
  std::vector<std::string*> texts;
  for (auto& section : made) texts.push_back(&section.text);
  sources.number_in(texts);
  return made;
}

// A line between the signs of Sources::figure.
std::vector<CircularText::Part> parts_of(std::string_view line) {
  std::vector<CircularText::Part> made;
  while (!line.empty()) {
    auto const begin = line.find(kLinkBegin);
    if (begin != 0) made.push_back({std::string(line.substr(0, begin)), 0});
    if (begin == std::string_view::npos) break;
    line.remove_prefix(begin + kLinkBegin.size());
    auto const middle = line.find(kLinkPart);
    auto const end = line.find(kLinkPart, middle + kLinkPart.size());
    made.push_back({std::string(line.substr(middle + kLinkPart.size(), end - middle - kLinkPart.size())),
                    static_cast<std::size_t>(std::stoul(std::string(line.substr(0, middle))))});
    line.remove_prefix(end + kLinkPart.size());
  }
  return made;
}

struct Links {
  std::string relations;
  int next = 100;
};

// The signs become links: to the sources within the paper, or to a record at the desk.
std::string link(std::string const& xml, CircularWish const& wish, Links& links) {
  std::string made;
  std::size_t at = 0;
  for (auto begin = xml.find(kLinkBegin); begin != std::string::npos; begin = xml.find(kLinkBegin, at)) {
    auto const part = xml.find(kLinkPart, begin), end = xml.find(kLinkPart, part + kLinkPart.size());
    auto const target = xml.substr(begin + kLinkBegin.size(), part - begin - kLinkBegin.size());
    auto const text = xml.substr(part + kLinkPart.size(), end - part - kLinkPart.size());
    made += xml.substr(at, begin - at) + "</w:t></w:r>";
    if (target.starts_with(kToRecord)) {
      auto const id = "rId" + std::to_string(links.next++);
      links.relations += fmt::format(
          R"(<Relationship Id="{}" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/hyperlink" Target="{}" TargetMode="External"/>)",
          id, markup_text(wish.desk + "/registers/finding/records/" + target.substr(1)));
      made += fmt::format(R"(<w:hyperlink r:id="{}">)", id);
    } else {
      made += fmt::format(R"(<w:hyperlink w:anchor="source{}">)", target);
    }
    made += R"(<w:r><w:rPr><w:color w:val="1F4E79"/></w:rPr><w:t xml:space="preserve">)" + text +
            R"(</w:t></w:r></w:hyperlink><w:r><w:t xml:space="preserve">)";
    at = end + kLinkPart.size();
  }
  return made + xml.substr(at);
}

// Where the figures lead to.
void add_bookmarks(std::string& xml) {
  for (int number = 1;; ++number) {
    auto const sign = fmt::format("［{}］", number);
    auto const text = R"(<w:t xml:space="preserve">)" + sign;
    auto const at = xml.find(text);
    if (at == std::string::npos) return;
    auto const run = xml.rfind("<w:r>", at);
    xml.insert(run, fmt::format(R"(<w:bookmarkStart w:id="{}" w:name="source{}"/><w:bookmarkEnd w:id="{}"/>)",
                                number, number, number));
  }
}

Chart chart_of(Circular const& circular) {
  Chart chart;
  chart.title = "各镇街发现问题和销号情况";
  chart.series = {{"发现", {}}, {"已销号", {}}, {"超期未销号", {}}};
  for (std::size_t i = 0; i < std::min(circular.areas.size(), kTownsInChart); ++i) {
    auto const& area = circular.areas[i];
    chart.categories.push_back(area.name.zh);
    chart.series[0].values.push_back(static_cast<std::int64_t>(area.found.size()));
    chart.series[1].values.push_back(static_cast<std::int64_t>(area.closed.size()));
    chart.series[2].values.push_back(static_cast<std::int64_t>(area.open_late.size()));
  }
  return chart;
}

}  // namespace

std::string_view name_of(CircularKind kind) {
  return kind == CircularKind::circular ? "督查通报" : "工作专报";
}

std::optional<CircularKind> kind_named(std::string_view name) {
  for (auto const kind : {CircularKind::circular, CircularKind::brief})
    if (name == name_of(kind)) return kind;
  return std::nullopt;
}

std::string title_of(report::Circular const& circular, CircularKind kind) {
  return fmt::format("食品安全{}（{}至{}）", name_of(kind), day_text(circular.from), day_text(circular.to));
}

CircularText circular_text(report::Circular const& circular) {
  Sources sources(circular);
  CircularText made;
  for (auto const& [heading, said] : sections_of(circular, sources)) {
    auto& section = made.sections.emplace_back();
    section.heading = heading;
    for (auto const line : split(said, '\n'))
      if (!line.empty()) section.lines.push_back(parts_of(line));
  }
  for (auto const& entry : sources.entries()) made.sources.push_back({entry.what, entry.counted});
  return made;
}

std::string CircularText::plain() const {
  std::string text;
  for (auto const& section : sections) {
    text += section.heading + "\n";
    for (auto const& line : section.lines) {
      for (auto const& part : line) text += part.text;
      text += "\n";
    }
  }
  return text;
}

Expected<Parts> circular_paper(report::Circular const& circular, CircularWish const& wish) {
  Sources sources(circular);
  pack::Document paper;
  paper.id = "circular";
  paper.name = {fmt::format("食品安全{}", name_of(wish.kind)), "Circular"};
  paper.layout = pack::Layout::official;
  paper.number = {"{{文号}}", {}};
  std::string text;
  if (circular.simulated) text += "= 模拟数据，不作为通报依据\n";
  text += fmt::format("= （{}至{}）\n", day_text(circular.from), day_text(circular.to));
  text += "< ＿＿＿＿＿＿＿＿：\n";
  bool is_first = true;
  for (auto const& [heading, said] : sections_of(circular, sources)) {
    text += "# " + heading + "\n" + said;
    if (is_first && !circular.areas.empty()) text += std::string(kChartMark) + "\n";
    is_first = false;
  }
  text += std::string(kAnnexesMark) + "\n# 附件1　销号情况\n" +
          closing_table("镇街", circular.areas, sources) + "\n" +
          closing_table("责任单位", circular.units, sources);
  text += "# 附件2　问题清单\n" + list_of(circular, wish);
  sources.number_in({&text});
  text += "# 附件3　数据来源\n" + sources.list();
  paper.body.text = std::move(text);

  auto parts = template_of(paper);
  fill(parts, [&](std::string_view name) -> std::string {
    if (name == "本单位") return wish.unit.empty() ? "＿＿＿＿＿＿＿＿" : wish.unit;
    if (name == "文号") return "＿＿〔＿＿＿＿〕＿＿号";
    return "　　　　年　　月　　日";
  });
  Links links;
  auto& xml = parts["word/document.xml"];
  xml = link(xml, wish, links);
  add_bookmarks(xml);
  if (!circular.areas.empty())
    if (auto const added = add_chart(parts, kChartMark, chart_of(circular)); !added)
      return std::unexpected(added.error());
  auto& relations = parts["word/_rels/document.xml.rels"];
  relations.insert(relations.rfind("</Relationships>"), links.relations);
  return parts;
}

}  // namespace shian::document
