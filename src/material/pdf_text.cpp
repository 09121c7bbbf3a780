#include <algorithm>
#include <fstream>

#include "base/program.hpp"
#include "base/temporary_folder.hpp"
#include "base/text.hpp"
#include "intake/text_decoder.hpp"
#include "material/readers.hpp"

namespace shian::material {
namespace {

constexpr char kProgram[] = "pdftotext";

std::unexpected<Error> failed(ProgramEnd const& end, ReadLimits const& limits) {
  if (end.fault != 0) return fail("material.no_program", "pdftotext 无法运行", "pdftotext could not be run");
  if (end.is_late) {
    auto const seconds = std::to_string(limits.program_time.count());
    return fail("material.late", "读取 PDF 超过 " + seconds + " 秒",
                "reading the PDF took over " + seconds + " seconds");
  }
  if (end.messages.find("assword") != std::string::npos)
    return std::unexpected(
        Error::make("material.encrypted", "PDF 设有密码", "the PDF is protected by a password")
            .hinting("请去掉密码后另存", "save it without a password"));
  constexpr int kMayNot = 3;  // copying text is not allowed
  if (end.exit_code == kMayNot)
    return std::unexpected(Error::make("material.encrypted", "PDF 不允许提取文字",
                                       "the PDF does not allow its text to be taken out")
                               .hinting("请去掉限制后另存", "save it without the restriction"));
  return std::unexpected(
      Error::make("material.damaged", "PDF 已损坏或没有传完整", "the PDF is damaged or cut off")
          .hinting("请重新下载或发送，再试一次", "download or send it again"));
}

}  // namespace

// Also where the limits of a program cannot be set: then it is not run.
bool can_read_pdf() { return is_installed(kProgram) && is_installed("prlimit") && is_installed("setpriv"); }

Expected<Content> read_pdf(std::filesystem::path const& file, ReadLimits const& limits) {
  if (!can_read_pdf())
    return std::unexpected(Error::make("material.no_program", "服务器没有安装 pdftotext，不能读取 PDF 的文字",
                                       "pdftotext is not installed: the text of a PDF cannot be read")
                               .hinting("安装软件包 poppler-utils 后再读取",
                                        "install the package poppler-utils, then read it again"));
  TemporaryFolder const folder("material");
  auto const made = folder.path() / "text";
  // What it writes is held to a multiple of what is kept, as a page may be drawn a million times.
  constexpr std::uint64_t kRoom = 16;
  // It ends with whoever had it run.
  auto const end = run_program(
      {"setpriv", "--pdeathsig", "KILL", "prlimit", "--as=" + std::to_string(limits.program_memory),
       "--core=0", "--cpu=" + std::to_string(limits.program_time.count()),
       "--fsize=" + std::to_string(limits.text_bytes * kRoom), kProgram, "-enc", "UTF-8", "-eol", "unix",
       file.string(), made.string()},
      {"LC_ALL=C"}, limits.program_time);
  if (end.fault != 0 || end.is_late || end.exit_code != 0) return failed(end, limits);
  auto source = intake::ByteSource::open(made);
  if (!source) return std::unexpected(source.error());
  std::string all;
  constexpr std::size_t kStep = std::size_t{1} << 16U;
  std::string buffer(kStep, '\0');
  while (auto const count = source->read(buffer.data(), buffer.size())) all.append(buffer, 0, count);
  std::erase(all, '\0');
  if (!is_valid_utf8(all))
    return fail("material.damaged", "PDF 的文字不是有效的 UTF-8", "the text of the PDF is no valid UTF-8");
  Content content;
  content.kind = ContentKind::pdf;
  content.pages = static_cast<int>(std::ranges::count(all, '\f'));  // one ends each page
  if (all.ends_with('\f')) all.pop_back();
  LimitedText text(limits.text_bytes);
  text.add(all);
  text.finish(content);
  if (content.text.find_first_not_of(" \n\f\t") == std::string::npos)
    content.notes.push_back({"没有文字，可能是扫描件", "it holds no text: it may be a scan"});
  return content;
}

}  // namespace shian::material
