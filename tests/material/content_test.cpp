// Files as they come: made by LibreOffice, damaged, protected, hostile. Each is read or refused with a
// reason.
#include "material/content.hpp"

#include <gmock/gmock.h>
#include <zip.h>

#include <cstdlib>
#include <fstream>
#include <functional>

#include "base/program.hpp"
#include "pictures.hpp"
#include "support/fresh_store.hpp"

namespace shian::material {
namespace {

namespace fs = std::filesystem;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::Not;

void write_file(fs::path const& file, std::string_view bytes) {
  std::ofstream(file, std::ios::binary).write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
}

std::string bytes_of(fs::path const& file) {
  std::ifstream in(file, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

void write_zip(fs::path const& file, std::vector<std::pair<std::string, std::string>> const& parts) {
  int fault = 0;
  auto* const archive = zip_open(file.c_str(), ZIP_CREATE | ZIP_TRUNCATE, &fault);
  ASSERT_NE(archive, nullptr);
  for (auto const& [name, content] : parts) {
    auto* const source = zip_source_buffer(archive, content.data(), content.size(), 0);
    zip_file_add(archive, name.c_str(), source, ZIP_FL_OVERWRITE | ZIP_FL_ENC_UTF_8);
  }
  ASSERT_EQ(zip_close(archive), 0);
}

std::string word_xml(std::string const& body) {
  return R"(<?xml version="1.0" encoding="UTF-8"?><w:document xmlns:w="w" xmlns:mc="mc"><w:body>)" + body +
         "</w:body></w:document>";
}

class Files : public testing::Test {
 protected:
  shian::test::TemporaryFolder folder;

  [[nodiscard]] fs::path path(std::string_view name) const { return folder.path() / name; }
  static Expected<Content> read(fs::path const& file, ReadLimits const& limits = {}) {
    return read_content(file, file.filename().string(), kShanghaiOffsetMinutes, limits);
  }
  static std::string code_of_fault(Expected<Content> const& content) {
    if (content) return "read";
    EXPECT_FALSE(content.error().what.zh.empty());
    EXPECT_FALSE(content.error().what.en.empty());
    return content.error().code;
  }
};

constexpr char kLetter[] =
    "<html><meta charset='utf-8'><body><p>乐清市食品安全委员会办公室文件</p><p>乐食安办〔2022〕33号</p>"
    "<p>关于开展2022年6月15日农贸市场快检的通知</p><table><tr><td>柳市镇</td><td>二〇二二年七月一日</td></"
    "tr></table>"
    "</body></html>";

// Needs LibreOffice; a machine without may say so.
class MadeByLibreOffice : public Files {
 protected:
  void SetUp() override {
    if (is_installed("soffice")) return;
    char const* const without = std::getenv("SHIAN_WITHOUT_LIBREOFFICE");
    if (without != nullptr && std::string_view(without) == "1") GTEST_SKIP() << "soffice is not installed";
    FAIL() << "soffice is not installed";
  }
  fs::path convert(fs::path const& from, std::string const& format, std::string const& ending,
                   std::vector<std::string> more = {}) {
    std::vector<std::string> arguments = {
        "soffice", "-env:UserInstallation=file://" + path("profile").string(), "--headless", "--norestore"};
    arguments.insert(arguments.end(), more.begin(), more.end());
    for (auto const& one : {std::string("--convert-to"), format, std::string("--outdir"),
                            folder.path().string(), from.string()})
      arguments.push_back(one);
    auto const end = run_program(arguments, {"HOME=" + folder.path().string()}, std::chrono::seconds(120));
    auto const made = path(from.stem().string() + "." + ending);
    EXPECT_TRUE(fs::exists(made)) << end.messages;
    return made;
  }
};

TEST_F(MadeByLibreOffice, WordDocumentsAndPdfsGiveTextDaysAndNumbers) {
  write_file(path("letter.html"), kLetter);
  auto const docx = convert(path("letter.html"), "docx:MS Word 2007 XML", "docx", {"--writer"});
  auto const pdf = convert(docx, "pdf", "pdf");
  auto const odt = convert(docx, "odt", "odt");
  for (auto const& file : {docx, pdf, odt}) {
    auto const content = read(file);
    ASSERT_TRUE(content) << file << content.error().to_string(Language::en);
    EXPECT_THAT(content->text, HasSubstr("农贸市场快检")) << file;
    ASSERT_EQ(content->days.size(), 2U) << file << content->text;
    EXPECT_EQ(content->days[0].day.to_string(), "2022-06-15");
    EXPECT_EQ(content->days[1].day.to_string(), "2022-07-01");
    ASSERT_EQ(content->numbers.size(), 1U);
    EXPECT_EQ(content->numbers[0].number, "乐食安办〔2022〕33号");
    EXPECT_TRUE(content->notes.empty());
  }
  auto const as_pdf = read(pdf);
  EXPECT_EQ(as_pdf->pages, 1);
  EXPECT_EQ(as_pdf->days[0].page, 0);  // a single page is no place to go to
  // Cut off, and under another name.
  auto bytes = bytes_of(docx);
  write_file(path("cut.docx"), std::string_view(bytes).substr(0, bytes.size() / 2));
  EXPECT_EQ(code_of_fault(read(path("cut.docx"))), "material.kind");
  fs::copy_file(pdf, path("renamed.docx"));
  auto const renamed = read(path("renamed.docx"));
  ASSERT_TRUE(renamed);
  EXPECT_EQ(renamed->kind, ContentKind::pdf);
  EXPECT_THAT(renamed->notes.at(0).zh, HasSubstr("扩展名"));
}

TEST_F(MadeByLibreOffice, AProtectedPdfIsToldFromADamagedOne) {
  write_file(path("letter.html"), kLetter);
  auto const odt = convert(path("letter.html"), "odt", "odt", {"--writer"});
  auto const pdf = convert(odt,
                           R"(pdf:writer_pdf_Export:{"EncryptFile":{"type":"boolean","value":"true"},)"
                           R"("DocumentOpenPassword":{"type":"string","value":"geheim"}})",
                           "pdf");
  EXPECT_EQ(code_of_fault(read(pdf)), "material.encrypted");
  write_file(path("damaged.pdf"), "%PDF-1.7\nnothing of a PDF");
  EXPECT_EQ(code_of_fault(read(path("damaged.pdf"))), "material.damaged");
}

TEST_F(MadeByLibreOffice, TablesGiveTheirCellsByRow) {
  write_file(path("samples.csv"), "\xEF\xBB\xBF样品,日期\n芹菜,2022-06-15\n豇豆,2022年7月1日\n");
  auto const xlsx = convert(path("samples.csv"), "xlsx", "xlsx", {"--infilter=CSV:44,34,76,1"});
  auto const content = read(xlsx);
  ASSERT_TRUE(content) << content.error().to_string(Language::en);
  EXPECT_EQ(content->kind, ContentKind::table);
  EXPECT_THAT(content->text, HasSubstr("芹菜\t2022-06-15\n"));
  EXPECT_EQ(content->days.size(), 2U);
  auto const csv = read(path("samples.csv"));
  ASSERT_TRUE(csv);
  EXPECT_EQ(csv->kind, ContentKind::text);
  EXPECT_THAT(csv->text, HasSubstr("豇豆"));
}

TEST_F(Files, WordDocumentsAreReadAsTheyShow) {
  write_zip(
      path("a.docx"),
      {{"word/document.xml",
        word_xml("<w:p><w:r><w:t>索</w:t></w:r><w:r><w:t>证</w:t></w:r></w:p>"
                 "<w:p><w:del><w:r><w:delText>旧</w:delText><w:t>删</w:t></w:r></w:del><w:r><w:t>留</w:t>"
                 "<w:tab/><w:t>a&lt;b</w:t></w:r></w:p>"
                 "<mc:AlternateContent><mc:Choice><w:p><w:r><w:t>框</w:t></w:r></w:p></mc:Choice>"
                 "<mc:Fallback><w:p><w:r><w:t>框</w:t></w:r></w:p></mc:Fallback></mc:AlternateContent>"
                 "<w:tbl><w:tr><w:tc><w:p><w:r><w:t>甲</w:t></w:r></w:p></w:tc></w:tr></w:tbl>")},
       {"word/footer1.xml", "<w:ftr xmlns:w='w'><w:p><w:r><w:t>页脚</w:t></w:r></w:p></w:ftr>"}});
  auto const content = read(path("a.docx"));
  ASSERT_TRUE(content) << content.error().to_string(Language::en);
  EXPECT_EQ(content->text, "索证\n留 a<b\n框\n甲\n\t页脚\n");
}

TEST_F(Files, SlidesAndOfdPagesComeInTheirOrder) {
  auto const slide = [](std::string const& text) {
    return "<p:sld xmlns:p='p' xmlns:a='a'><a:p><a:r><a:t>" + text + "</a:t></a:r></a:p></p:sld>";
  };
  write_zip(path("a.pptx"), {{"ppt/presentation.xml", "<p/>"},
                             {"ppt/slides/slide10.xml", slide("第十页")},
                             {"ppt/slides/slide2.xml", slide("第二页 2022年6月15日")},
                             {"ppt/slides/_rels/slide2.xml.rels", "<r/>"}});
  auto const slides = read(path("a.pptx"));
  ASSERT_TRUE(slides) << slides.error().to_string(Language::en);
  EXPECT_EQ(slides->text, "第二页 2022年6月15日\n\f第十页\n");
  EXPECT_EQ(slides->pages, 2);
  EXPECT_EQ(slides->days.at(0).page, 1);
  auto const page = [](std::string const& text) {
    return "<ofd:Page xmlns:ofd='o'><ofd:Content><ofd:TextObject><ofd:TextCode X='1'>" + text +
           "</ofd:TextCode></ofd:TextObject></ofd:Content></ofd:Page>";
  };
  write_zip(path("a.ofd"), {{"OFD.xml", "<o/>"},
                            {"Doc_0/Pages/Page_1/Content.xml", page("第二页")},
                            {"Doc_0/Pages/Page_0/Content.xml", page("乐政办发〔2022〕33号")}});
  auto const ofd = read(path("a.ofd"));
  ASSERT_TRUE(ofd) << ofd.error().to_string(Language::en);
  EXPECT_EQ(ofd->text, "乐政办发〔2022〕33号\n\f第二页\n");
  EXPECT_EQ(ofd->numbers.size(), 1U);
}

TEST_F(Files, WhatCannotBeReadIsRefusedWithTheReason) {
  std::string const compound = "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1";
  auto const wide = [](std::string_view name) {
    std::string text;
    for (char const c : name) text += std::string(1, c) + '\0';
    return text;
  };
  auto const padded = [](std::string text) { return text + std::string(4096, '\0'); };
  struct Row {
    std::string name;
    std::string bytes;
    std::string code;
  };
  Row const rows[] = {
      {"empty.pdf", "", "material.empty"},
      {"word.docx", padded(compound + wide("EncryptedPackage")), "material.encrypted"},
      {"old.doc", padded(compound + wide("WordDocument")), "material.other_kind"},
      {"page.html", "<!doctype html><p>网页</p>", "material.kind"},
      {"archive.rar", "Rar!\x1A\x07", "material.kind"},
      {"program.pdf", "MZ\x90", "material.kind"},
      {"cut.jpg", "\xFF\xD8\xFF\xE0 nothing", "material.damaged"},
      {"cut.png", "\x89PNG\r\n\x1A\n nothing", "material.damaged"},
      {"damaged.docx", "PK\x03\x04 nothing of a ZIP", "material.kind"},
      {"broken.csv", "甲,乙\n\xFF\xFF\xFF,\x81\n", "material.encoding"},
  };
  for (auto const& row : rows) {
    write_file(path(row.name), row.bytes);
    auto const content = read(path(row.name));
    if (row.name == "broken.csv") {
      EXPECT_FALSE(content) << row.name;
      continue;
    }
    EXPECT_EQ(code_of_fault(content), row.code) << row.name;
  }
  EXPECT_EQ(code_of_fault(read(path("not there.pdf"))), "material.missing");
  EXPECT_EQ(code_of_fault(read(folder.path())), "material.missing");
}

TEST_F(Files, ADamagedPartOfADocumentIsTold) {
  write_zip(path("broken.docx"), {{"word/document.xml", word_xml("<w:p><w:t>x") + "</"}});
  auto const broken = read(path("broken.docx"));
  ASSERT_FALSE(broken);
  write_zip(path("type.docx"),
            {{"word/document.xml", "<!DOCTYPE a [<!ENTITY b 'c'>]><w:document><w:t>&b;</w:t></w:document>"}});
  EXPECT_FALSE(read(path("type.docx")));
}

TEST_F(Files, OfVastSizeCostsLittle) {
  {
    std::ofstream(path("vast.txt"), std::ios::binary);
    fs::resize_file(path("vast.txt"), (std::uintmax_t{2} << 30U) + 1);  // holes: nothing on the disk
    EXPECT_EQ(code_of_fault(read(path("vast.txt"))), "material.large");
  }
  // 400 MB of one letter in a part of 400 KB.
  write_zip(path("bomb.docx"),
            {{"word/document.xml", word_xml("<w:p><w:t>" + std::string(std::size_t{400} << 20U, 'x'))}});
  EXPECT_EQ(code_of_fault(read(path("bomb.docx"))), "material.large");
  // A PNG that says it has 30,000 x 30,000 points.
  test::save_png(path("small.png"), test::scene(1, 64, 64));
  auto bytes = bytes_of(path("small.png"));
  for (std::size_t const at : {std::size_t{18}, std::size_t{22}}) bytes[at] = '\x75', bytes[at + 1] = '\x30';
  write_file(path("large.png"), bytes);
  auto const code = code_of_fault(read(path("large.png")));
  EXPECT_TRUE(code == "material.large" || code == "material.damaged") << code;
  // A long text is read up to a limit, and that is told.
  ReadLimits few;
  few.text_bytes = 100;
  std::string long_text;
  for (int i = 0; i < 100; ++i) long_text += "食品";
  write_file(path("long.txt"), long_text);
  auto const cut = read(path("long.txt"), few);
  ASSERT_TRUE(cut);
  EXPECT_EQ(cut->text.size(), 99U);  // whole characters
  EXPECT_EQ(cut->notes.size(), 1U);
}

TEST_F(Files, OfAnyNameAreRead) {
  for (auto const* name : {"-enc", "a b.txt", "照片（一）.txt", "'; rm -rf .txt", "\"quoted\".txt",
                           "new\nline.txt", "$(id).txt", "\xFF\xFE.txt"}) {
    write_file(path(name), "索证索票");
    auto const content = read(path(name));
    ASSERT_TRUE(content) << name << content.error().to_string(Language::en);
    EXPECT_EQ(content->text, "索证索票");
  }
}

TEST_F(Files, APictureCutOffIsDamaged) {
  test::save_jpeg(path("a.jpg"), test::scene(3), 90);
  auto const bytes = bytes_of(path("a.jpg"));
  write_file(path("cut.jpg"), std::string_view(bytes).substr(0, bytes.size() / 2));
  EXPECT_EQ(code_of_fault(read(path("cut.jpg"))), "material.damaged");
  EXPECT_EQ(code_of_fault(read(path("a.jpg"), {.pixels = 1000})), "material.large");
}

}  // namespace
}  // namespace shian::material
