#include "fixtures.hpp"

#include <sys/wait.h>
#include <unistd.h>
#include <zip.h>

#include <array>
#include <cstdlib>
#include <fstream>
#include <iostream>
#include <sstream>
#include <stdexcept>

#include "base/text.hpp"

namespace shian::intake {

void write_file(std::filesystem::path const& file, std::string_view bytes) {
  std::ofstream(file, std::ios::binary).write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
}

std::string read_file(std::filesystem::path const& file) {
  std::ostringstream out;
  out << std::ifstream(file, std::ios::binary).rdbuf();
  return out.str();
}

std::string zip_of(std::vector<ZipPart> const& parts, int method) {
  TemporaryFolder folder("intake");
  auto const file = folder.path() / "made.zip";
  int fault = 0;
  auto* const archive = zip_open(file.c_str(), ZIP_CREATE | ZIP_TRUNCATE, &fault);
  if (!archive) throw std::runtime_error("zip_open");
  for (auto const& part : parts) {
    auto* const source = zip_source_buffer(archive, part.content.data(), part.content.size(), 0);
    auto const index = zip_file_add(archive, part.name.c_str(), source, ZIP_FL_OVERWRITE | ZIP_FL_ENC_UTF_8);
    zip_set_file_compression(archive, static_cast<zip_uint64_t>(index), method, 9);
  }
  if (zip_close(archive) != 0) throw std::runtime_error("zip_close");
  return read_file(file);
}

std::string xlsx_of(std::string_view worksheet, std::string_view styles, std::string_view shared_strings,
                    std::string_view workbook_properties) {
  std::string const xml = R"(<?xml version="1.0" encoding="UTF-8" standalone="yes"?>)"
                          "\n";
  std::string const main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
  std::string const relations = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
  std::string const package = "http://schemas.openxmlformats.org/package/2006/relationships";
  auto const relation = [&](std::string const& id, std::string const& type, std::string const& target) {
    return "<Relationship Id=\"" + id + "\" Type=\"" + relations + "/" + type + "\" Target=\"" + target +
           "\"/>";
  };
  std::string of_workbook = relation("rId1", "worksheet", "worksheets/sheet1.xml");
  std::vector<ZipPart> parts;
  if (!styles.empty()) {
    of_workbook += relation("rId2", "styles", "styles.xml");
    parts.push_back({"xl/styles.xml",
                     xml + "<styleSheet xmlns=\"" + main + "\">" + std::string(styles) + "</styleSheet>"});
  }
  if (!shared_strings.empty()) {
    of_workbook += relation("rId3", "sharedStrings", "sharedStrings.xml");
    parts.push_back({"xl/sharedStrings.xml",
                     xml + "<sst xmlns=\"" + main + "\">" + std::string(shared_strings) + "</sst>"});
  }
  parts.push_back({"_rels/.rels", xml + "<Relationships xmlns=\"" + package + "\">" +
                                      relation("rId1", "officeDocument", "xl/workbook.xml") +
                                      "</Relationships>"});
  parts.push_back({"xl/workbook.xml",
                   xml + "<workbook xmlns=\"" + main + "\" xmlns:r=\"" + relations + "\">" +
                       std::string(workbook_properties) +
                       "<sheets><sheet name=\"抽检\" sheetId=\"1\" r:id=\"rId1\"/></sheets></workbook>"});
  parts.push_back({"xl/_rels/workbook.xml.rels",
                   xml + "<Relationships xmlns=\"" + package + "\">" + of_workbook + "</Relationships>"});
  parts.push_back({"xl/worksheets/sheet1.xml",
                   xml + "<worksheet xmlns=\"" + main + "\">" + std::string(worksheet) + "</worksheet>"});
  return zip_of(parts);
}

Expected<std::vector<std::string>> rows_of(TableReader& reader) {
  std::vector<std::string> rows;
  Row row;
  for (;;) {
    auto const more = reader.next(row);
    if (!more) return std::unexpected(more.error());
    if (!*more) return rows;
    std::string text = std::to_string(row.number) + ": ";
    for (std::size_t i = 0; i < row.cells.size(); ++i) {
      auto const& cell = row.cells[i];
      if (i) text += '|';
      if (cell.merged) text += '=';
      switch (cell.kind) {
        case CellKind::number:
          text += '#';
          break;
        case CellKind::date:
          text += '@';
          break;
        case CellKind::boolean:
          text += '?';
          break;
        case CellKind::text:
        case CellKind::empty:
          break;
      }
      if (!cell.empty()) text += cell.text;
      if (cell.percent) text += " as %";
      if (cell.note == CellNote::error_value) text += "!" + std::string(cell.text);
      if (cell.note == CellNote::no_cached_value) text += "!formula";
    }
    rows.push_back(std::move(text));
  }
}

Expected<std::vector<std::string>> rows_of(std::string bytes, std::string_view name,
                                           OpenOptions const& options) {
  auto reader = open_table(std::move(bytes), name, options);
  if (!reader) return std::unexpected(reader.error());
  return rows_of(**reader);
}

Error fault_of(std::string bytes, std::string_view name, OpenOptions const& options) {
  auto rows = rows_of(std::move(bytes), name, options);
  return rows ? Error{} : rows.error();
}

std::filesystem::path by_libreoffice(std::filesystem::path const& file, std::string const& format,
                                     std::filesystem::path const& folder, Filter filter) {
  auto const in_path = [] {
    std::istringstream path(std::getenv("PATH") ? std::getenv("PATH") : "");
    for (std::string directory; std::getline(path, directory, ':');) {
      if (access((directory + "/soffice").c_str(), X_OK) == 0) return true;
    }
    return false;
  };
  if (!in_path()) {
    auto const* const without = std::getenv("SHIAN_WITHOUT_LIBREOFFICE");
    if (without && std::string_view(without) == "1") {
      std::cout << "not compared: soffice is not installed\n";
      return {};
    }
    throw std::runtime_error(
        "soffice is not installed: apt-get install --no-install-recommends libreoffice-calc, or set "
        "SHIAN_WITHOUT_LIBREOFFICE=1");
  }
  auto const profile = "-env:UserInstallation=file://" + (folder / "profile").string();
  // 76: UTF-8; the rest is how LibreOffice numbers its CSV filter's settings.
  std::vector<std::string> words{"soffice", "--headless", profile,         "--convert-to",
                                 format,    "--outdir",   folder.string(), file.string()};
  if (filter == Filter::csv)
    words.insert(words.begin() + 3, "--infilter=Text - txt - csv (StarCalc):44,34,76,1,,0,false,true");
  pid_t const child = fork();
  if (child == 0) {
    std::vector<char*> arguments;
    for (auto& word : words) arguments.push_back(word.data());
    arguments.push_back(nullptr);
    if (!std::freopen("/dev/null", "w", stdout) || !std::freopen("/dev/null", "w", stderr)) _exit(126);
    execvp("soffice", arguments.data());
    _exit(127);
  }
  int status = 0;
  waitpid(child, &status, 0);
  auto made = folder / file.stem();
  made += "." + format;
  if (status != 0 || !std::filesystem::exists(made))
    throw std::runtime_error("LibreOffice made no " + format);
  return made;
}

namespace {

pack::Field field(std::string id, std::string zh, std::string en, pack::FieldType type, bool required = false,
                  std::vector<std::string> aliases = {}) {
  pack::Field made;
  made.id = std::move(id);
  made.name = {std::move(zh), std::move(en)};
  made.type = type;
  made.required = required;
  made.aliases = std::move(aliases);
  return made;
}

}  // namespace

reg::FieldSchema field_of(pack::FieldType type, std::string unit) {
  reg::FieldSchema made;
  made.definition = field("f", "字段", "Field", type);
  made.definition.unit = std::move(unit);
  return made;
}

reg::Schema sample_schema() {
  using pack::FieldType;
  reg::Schema schema;
  schema.definition.id = "sample";
  schema.definition.name = {"抽检样品", "Samples"};
  auto quantity = field("quantity", "数量", "Quantity", FieldType::decimal, false, {"抽样数量", "重量"});
  quantity.unit = "kg";
  quantity.accepted_units = {"t", "g", "斤"};
  auto kind = field("kind", "环节", "Stage", FieldType::enumeration, false, {"抽样环节"});
  kind.options = {{"生产", {"生产", "production"}, {"生产环节"}},
                  {"流通", {"流通", "sale"}, {"销售", "流通环节"}},
                  {"餐饮", {"餐饮", "catering"}, {}}};
  auto const count = field("batches", "批次数", "Batches", FieldType::integer);
  std::vector<pack::Field> const fields{
      field("code", "样品编号", "Sample code", FieldType::code, true, {"抽样编号", "抽样单编号"}),
      field("name", "样品名称", "Sample name", FieldType::text, true, {"食品名称", "产品名称", "product"}),
      field("sampled_on", "抽样日期", "Sampled on", FieldType::date, true, {"抽样时间", "采样日期"}),
      quantity,
      kind,
      field("area", "所属镇街", "Area", FieldType::area, false, {"镇街", "乡镇"}),
      count,
      field("passed", "是否合格", "Passed", FieldType::boolean, false, {"合格"}),
      field("item", "不合格项目", "Failed item", FieldType::text, false, {"检验项目"}),
      field("result", "检验结果", "Result", FieldType::text),
      field("limit", "标准值", "Limit", FieldType::text, false, {"标准限值"}),
      field("credit_code", "统一社会信用代码", "Credit code", FieldType::code, false,
            {"社会信用代码", "营业执照号"}),
      field("tested_at", "检验时间", "Tested at", FieldType::timestamp),
  };
  for (auto const& one : fields) {
    reg::FieldSchema made;
    made.definition = one;
    for (auto const& option : one.options) {
      made.option_of.emplace(folded(option.code), option.code);
      made.option_of.emplace(folded(option.name.zh), option.code);
      made.option_of.emplace(folded(option.name.en), option.code);
      for (auto const& alias : option.aliases) made.option_of.emplace(folded(alias), option.code);
    }
    schema.fields.push_back(std::move(made));
  }
  return schema;
}

}  // namespace shian::intake

#if defined(__SANITIZE_ADDRESS__)
// libxlsxwriter 1.1.4 loses the formula of a drop-down list: some twenty bytes a column of a template.
extern "C" char const* __lsan_default_suppressions();
extern "C" char const* __lsan_default_suppressions() { return "leak:lxw_strdup\n"; }
#endif
