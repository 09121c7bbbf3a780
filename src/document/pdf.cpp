#include "document/pdf.hpp"

#include <fstream>

#include "base/file_bytes.hpp"
#include "base/program.hpp"
#include "base/temporary_folder.hpp"

namespace shian::document {
namespace {

constexpr char kProgram[] = "soffice";
constexpr std::chrono::seconds kAtMost{60};

std::unexpected<Error> no_pdf(std::string zh, std::string en) {
  return std::unexpected(Error::make("document.pdf", std::move(zh), std::move(en))
                             .hinting("可下载 .docx，用 Word 或 WPS 打印", "take the .docx and print it"));
}

}  // namespace

// Debian gives the word processor a package of its own.
bool can_make_pdf() { return is_installed(kProgram) && is_installed("lowriter"); }

Expected<std::string> pdf_of(std::string const& docx) {
  if (!can_make_pdf())
    return no_pdf("服务器没有安装 LibreOffice，不能生成 PDF",
                  "LibreOffice is not installed: no PDF can be made");
  TemporaryFolder const folder("pdf");
  auto const source = folder.path() / "paper.docx";
  {
    std::ofstream out(source, std::ios::binary);
    out << docx;
    if (!out.flush()) return no_pdf("服务器磁盘写不下", "the server's disk takes nothing more");
  }
  // A profile of its own: two at once would share one and the second would do nothing.
  auto const profile = "-env:UserInstallation=file://" + (folder.path() / "profile").string();
  auto const end = run_program({kProgram, profile, "--headless", "--norestore", "--convert-to", "pdf",
                                "--outdir", folder.path().string(), source.string()},
                               {"HOME=" + folder.path().string()}, kAtMost);
  if (end.is_late) return no_pdf("生成 PDF 超过一分钟", "making the PDF took over a minute");
  auto pdf = content_of(folder.path() / "paper.pdf");
  if (end.fault != 0 || end.exit_code != 0 || !pdf || !pdf->starts_with("%PDF"))
    return no_pdf("LibreOffice 没有生成 PDF", "LibreOffice made no PDF");
  return pdf;
}

}  // namespace shian::document
