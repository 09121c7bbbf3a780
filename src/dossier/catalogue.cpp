#include "dossier/catalogue.hpp"

#include <xlsxwriter.h>

#include <array>
#include <cerrno>
#include <memory>
#include <system_error>

#include "report/board.hpp"
#include "report/words.hpp"

namespace shian::dossier {
namespace {

struct Column {
  char const* title;
  double width;  // characters
};
constexpr std::array<Column, 8> kThere = {{{"条目", 9},
                                           {"内容", 34},
                                           {"要求", 22},
                                           {"类别", 10},
                                           {"材料或台账", 38},
                                           {"日期或年度", 12},
                                           {"文号", 22},
                                           {"单位", 18}}};
constexpr std::array<Column, 5> kLacking = {
    {{"条目", 9}, {"单位", 20}, {"缺什么", 60}, {"下一步", 50}, {"年度", 8}}};

class Book {
 public:
  Book(std::filesystem::path const& file, std::string title)
      : book_(workbook_new(file.c_str())), title_(std::move(title)) {
    if (book_ == nullptr) throw std::system_error(EIO, std::generic_category(), file.string());
    head_ = format(true);
    plain_ = format(false);
    link_ = format(false);
    format_set_font_color(link_, LXW_COLOR_BLUE);
    format_set_underline(link_, LXW_UNDERLINE_SINGLE);
    heading_ = format(true);
    format_set_align(heading_, LXW_ALIGN_LEFT);
  }

  template <std::size_t N>
  void sheet(char const* name, std::array<Column, N> const& columns) {
    sheet_ = workbook_add_worksheet(book_, name);
    row_ = 0;
    for (std::size_t i = 0; i < N; ++i) {
      auto const column = static_cast<lxw_col_t>(i);
      worksheet_set_column(sheet_, column, column, columns[i].width, nullptr);
      worksheet_write_string(sheet_, row_, column, columns[i].title, head_);
    }
    worksheet_freeze_panes(sheet_, 1, 0);
    worksheet_repeat_rows(sheet_, 0, 0);
    worksheet_set_landscape(sheet_);
    worksheet_set_paper(sheet_, 9);  // A4
    worksheet_fit_to_pages(sheet_, 1, 0);
    worksheet_set_header(sheet_, ("&L" + title_).c_str());
    worksheet_set_footer(sheet_, "&C&P / &N");
    ++row_;
  }
  void text(int column, std::string const& value) {
    worksheet_write_string(sheet_, row_, static_cast<lxw_col_t>(column), value.c_str(), plain_);
  }
  void link(int column, std::string const& value, std::string const& path) {
    auto const at = static_cast<lxw_col_t>(column);
    worksheet_write_url_opt(sheet_, row_, at, ("external:" + path).c_str(), link_, value.c_str(), nullptr);
  }
  void heading(std::string const& number, std::string const& name, int columns) {
    for (int i = 0; i < columns; ++i)
      worksheet_write_blank(sheet_, row_, static_cast<lxw_col_t>(i), heading_);
    worksheet_write_string(sheet_, row_, 0, number.c_str(), heading_);
    worksheet_write_string(sheet_, row_, 1, name.c_str(), heading_);
  }
  void end_row() { ++row_; }
  void close(std::filesystem::path const& file) {
    auto const result = workbook_close(book_);
    if (result != LXW_NO_ERROR)
      throw std::system_error(errno != 0 ? errno : EIO, std::generic_category(), file.string());
  }

 private:
  lxw_format* format(bool is_head) {
    auto* const made = workbook_add_format(book_);
    format_set_text_wrap(made);
    format_set_align(made, LXW_ALIGN_VERTICAL_TOP);
    format_set_border(made, LXW_BORDER_THIN);
    if (is_head) {
      format_set_bold(made);
      format_set_bg_color(made, 0xE7EEF7);
    }
    return made;
  }

  lxw_workbook* book_;
  lxw_worksheet* sheet_ = nullptr;
  lxw_format *head_ = nullptr, *plain_ = nullptr, *link_ = nullptr, *heading_ = nullptr;
  lxw_row_t row_ = 0;
  std::string title_;
};

class Rows {
 public:
  Rows(Book& book, city::City& city, Acceptance const& acceptance, Paths const& paths,
       std::map<std::string, std::string> const& ledgers)
      : book_(book), city_(city), acceptance_(acceptance), paths_(paths), ledgers_(ledgers) {}

  void item(std::size_t index) {
    item_ = &acceptance_.list.items[index].definition;
    auto const& standing = acceptance_.items[index];
    if (standing.state == ItemState::heading) {
      book_.heading(item_->id, item_->name.zh, static_cast<int>(kThere.size()));
      book_.end_row();
      return;
    }
    for (std::size_t i = 0; i < standing.proofs.size(); ++i) {
      proof_ = &item_->proofs[i];
      is_there_ = false;
      ledgers(standing.proofs[i]);
      documents(standing.proofs[i]);
      figures(standing.proofs[i]);
      if (is_there_) continue;
      begin();
      book_.text(4, "（缺）");
      end("", "", "");
    }
  }

 private:
  void begin() {
    book_.text(0, item_->id);
    book_.text(1, item_->name.zh);
    book_.text(2, proof_->name.zh);
    book_.text(3, text_of(proof_->kind).zh);
    is_there_ = true;
  }
  void end(std::string const& day, std::string const& number, std::string const& unit) {
    book_.text(5, day);
    book_.text(6, number);
    book_.text(7, unit.empty() ? "" : report::unit_name(city_.pack(), unit).zh);
    book_.end_row();
  }
  void ledgers(ProofStanding const& standing) {
    for (auto const& ledger : standing.ledgers) {
      if (ledger.records == 0) continue;
      begin();
      auto const words = ledger.schema->definition.name.zh + "（" + std::to_string(ledger.records) + " 条）";
      auto const path = ledgers_.find(ledger.schema->definition.id);
      path == ledgers_.end() ? book_.text(4, words) : book_.link(4, words, path->second);
      end(std::to_string(ledger.year) + " 年", "", "");
    }
  }
  void documents(ProofStanding const& standing) {
    for (auto const i : standing.documents) {
      auto const& filed = acceptance_.documents[i];
      begin();
      auto const path = paths_.find(i);
      path == paths_.end() ? book_.text(4, filed.title + "（无文件）")
                           : book_.link(4, filed.title, path->second);
      end(filed.day ? filed.day->to_string() : "", filed.number, filed.unit);
    }
  }
  void figures(ProofStanding const& standing) {
    for (auto const& figure : standing.figures) {
      begin();
      book_.link(4, figure.target + "：" + indicator::text_of(figure.state).zh, "data/board.json");
      end(figure.as_of.to_string(), "", "");
    }
  }

  Book& book_;
  city::City& city_;
  Acceptance const& acceptance_;
  Paths const& paths_;
  std::map<std::string, std::string> const& ledgers_;
  pack::AcceptanceItem const* item_ = nullptr;
  pack::ItemProof const* proof_ = nullptr;
  bool is_there_ = false;
};

}  // namespace

void write_catalogue(std::filesystem::path const& file, city::City& city, Acceptance const& acceptance,
                     Paths const& paths, std::map<std::string, std::string> const& ledgers,
                     std::string const& name) {
  auto title = name;
  if (city.has_simulated_records()) title += "　" + report::simulated_notice().zh;
  Book book(file, title);
  book.sheet("目录", kThere);
  Rows rows(book, city, acceptance, paths, ledgers);
  for (std::size_t i = 0; i < acceptance.items.size(); ++i) rows.item(i);
  book.sheet("缺项", kLacking);
  for (std::size_t i = 0; i < acceptance.items.size(); ++i) {
    for (auto const& proof : acceptance.items[i].proofs) {
      for (auto const& gap : proof.gaps) {
        book.text(0, acceptance.list.items[i].definition.id);
        book.text(1, gap.unit.empty() ? "" : report::unit_name(city.pack(), gap.unit).zh);
        book.text(2, gap.what.zh);
        book.text(3, gap.next.zh);
        book.text(4, gap.year == 0 ? "" : std::to_string(gap.year));
        book.end_row();
      }
    }
  }
  book.close(file);
}

}  // namespace shian::dossier
