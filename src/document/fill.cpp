#include "document/fill.hpp"

#include <pugixml.hpp>
#include <sstream>

#include "base/text.hpp"
#include "register/document.hpp"

namespace shian::document {
namespace {

bool is_text_part(std::string_view name) {
  if (!name.starts_with("word/") || !name.ends_with(".xml")) return false;
  auto const last = name.substr(name.rfind('/') + 1);
  return last == "document.xml" || last.starts_with("header") || last.starts_with("footer") ||
         last == "footnotes.xml" || last == "endnotes.xml";
}

// A paragraph's own texts; those of a paragraph within it (a text box) are that one's.
struct Paragraph {
  std::vector<pugi::xml_node> texts;

  [[nodiscard]] std::string whole() const {
    std::string text;
    for (auto const& node : texts) text += node.text().get();
    return text;
  }
};

void collect(pugi::xml_node const& node, Paragraph* current, std::vector<Paragraph>& all) {
  for (auto const& child : node.children()) {
    std::string_view const name = child.name();
    if (name == "w:p") {
      Paragraph own;
      collect(child, &own, all);
      all.push_back(std::move(own));
    } else if (name == "w:t" && current != nullptr) {
      current->texts.push_back(child);
    } else {
      collect(child, current, all);
    }
  }
}

std::vector<Paragraph> paragraphs_of(pugi::xml_document const& part) {
  std::vector<Paragraph> all;
  collect(part, nullptr, all);
  return all;
}

void set_text(pugi::xml_node node, std::string const& text) {
  if (!node.attribute("xml:space")) node.append_attribute("xml:space") = "preserve";
  node.text().set(text.c_str());
}

// Whether the paragraph's first line stands two characters in, as running text of an official paper does.
bool is_running_text(pugi::xml_node const& paragraph) {
  return std::string_view(paragraph.child("w:pPr").child("w:pStyle").attribute("w:val").value()) == "Body";
}

// Lines of a text become lines of the run, each set in as the first is.
void break_lines(pugi::xml_node node) {
  std::string const text = node.text().get();
  if (text.find('\n') == std::string::npos) return;
  auto run = node.parent();
  std::string const inset = is_running_text(run.parent()) ? "　　" : "";
  auto after = node;
  bool is_first = true;
  for (auto const line : split(text, '\n')) {
    if (is_first) {
      set_text(node, std::string(line));
    } else {
      after = run.insert_child_after("w:br", after);
      after = run.insert_child_after("w:t", after);
      set_text(after, inset + std::string(line));
    }
    is_first = false;
  }
}

void fill_paragraph(Paragraph& paragraph, std::function<std::string(std::string_view)> const& value) {
  auto const whole = paragraph.whole();
  auto const marks = reg::marks_in(whole);
  if (marks.empty()) return;
  std::vector<std::string> texts;
  std::vector<std::size_t> begins;
  std::size_t at = 0;
  for (auto const& node : paragraph.texts) {
    begins.push_back(at);
    texts.emplace_back(node.text().get());
    at += texts.back().size();
  }
  // From the last: what stands before keeps its place.
  for (auto mark = marks.rbegin(); mark != marks.rend(); ++mark) {
    auto const end = mark->at + mark->length;
    bool is_put = false;
    for (std::size_t i = 0; i < texts.size(); ++i) {
      auto const begin = begins[i];
      auto const size = (i + 1 < begins.size() ? begins[i + 1] : whole.size()) - begin;
      auto const from = std::max(mark->at, begin), to = std::min(end, begin + size);
      if (from >= to) continue;
      texts[i].replace(from - begin, to - from, is_put ? std::string() : value(mark->name));
      is_put = true;
    }
  }
  for (std::size_t i = 0; i < texts.size(); ++i) {
    set_text(paragraph.texts[i], texts[i]);
    break_lines(paragraph.texts[i]);
  }
}

struct Writer final : pugi::xml_writer {
  std::string text;
  void write(void const* data, std::size_t size) override {
    text.append(static_cast<char const*>(data), size);
  }
};

// Blanks between elements are kept as they stand: a text of blanks is a text.
constexpr unsigned kAsItStands = pugi::parse_default | pugi::parse_ws_pcdata_single | pugi::parse_declaration;

}  // namespace

Expected<std::vector<std::string>> marks_in(Parts const& parts) {
  std::vector<std::string> names;
  for (auto const& [name, bytes] : parts) {
    if (!is_text_part(name)) continue;
    pugi::xml_document part;
    part.load_buffer(bytes.data(), bytes.size(), kAsItStands);
    for (auto const& paragraph : paragraphs_of(part)) {
      auto rest = paragraph.whole();
      auto const found = reg::marks_in(rest);
      for (auto const& mark : found) names.emplace_back(mark.name);
      for (auto mark = found.rbegin(); mark != found.rend(); ++mark) rest.erase(mark->at, mark->length);
      if (rest.find("{{") == std::string::npos && rest.find("}}") == std::string::npos) continue;
      constexpr std::size_t kShown = 60;
      auto const shown = shortened(paragraph.whole(), kShown);
      return std::unexpected(
          Error::make("document.mark", "“{{”和“}}”没有成对：" + shown, "'{{' and '}}' do not pair: " + shown)
              .hinting("占位写成 {{字段名称}}，不要在中间换行",
                       "a mark is {{a field's name}}, with no line break inside"));
    }
  }
  return names;
}

void fill(Parts& parts, std::function<std::string(std::string_view)> const& value) {
  for (auto& [name, bytes] : parts) {
    if (!is_text_part(name)) continue;
    pugi::xml_document part;
    part.load_buffer(bytes.data(), bytes.size(), kAsItStands);
    for (auto& paragraph : paragraphs_of(part)) fill_paragraph(paragraph, value);
    Writer writer;
    part.save(writer, "", pugi::format_raw);
    bytes = std::move(writer.text);
  }
}

}  // namespace shian::document
