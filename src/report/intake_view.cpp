#include "report/intake_view.hpp"

#include <nlohmann/json.hpp>

#include "report/table.hpp"
#include "report/words.hpp"

namespace shian::report {
namespace {

std::string line(Language language, std::string zh, std::string en) {
  return (language == Language::zh ? zh : en) + "\n";
}

std::string joined_reasons(intake::RefusedRow const& row, Language language) {
  std::string text;
  for (auto const& reason : row.reasons)
    text += (text.empty() ? "" : language == Language::zh ? ";" : "; ") + reason.in(language);
  return text;
}

}  // namespace

std::string import_text(reg::Schema const& schema, intake::ImportReport const& report, Kept kept,
                        Language language, Terminal const& terminal) {
  if (report.known_file) {
    return line(language, "这个文件已经整份导入过，没有改动任何记录",
                "this very file was imported before, whole: nothing was changed");
  }
  std::string text;
  for (auto const& understood : report.understanding.describe(schema)) text += understood.in(language) + "\n";
  for (auto const& note : report.table.notes) text += note.in(language) + "\n";
  auto const& totals = report.totals;
  bool const zh = language == Language::zh;
  text += kept == Kept::no ? line(language, "试运行，什么也没有保存：", "dry run, nothing was kept:") : "";
  text += (zh ? "读到 " : "read ") + grouped(report.rows) + (zh ? " 行：新登记 " : " rows: new ") +
          grouped(totals.created) + (zh ? "，更正 " : ", corrected ") + grouped(totals.corrected) +
          (zh ? "，已有相同 " : ", already there ") + grouped(totals.same) +
          (zh ? "，退回 " : ", returned ") + grouped(totals.refused);
  if (kept == Kept::yes)
    text += (zh ? "(第 " : " (batch ") + std::to_string(totals.id) +
            (zh ? " 批，可整批撤销)" : ", can be undone)");
  text += "\n";
  if (report.passed_over > 0) {
    auto const number = grouped(report.passed_over);
    text += line(language, "合计、落款、重复表头等 " + number + " 行未作为记录",
                 number + " rows of totals, footers and repeated headers passed over");
  }
  if (!report.refused.empty()) {
    Table table({{zh ? "行" : "row", Align::right}, {zh ? "退回原因" : "why returned", Align::left, 0, 20}});
    constexpr std::size_t kShown = 10;
    for (std::size_t i = 0; i < report.refused.size() && i < kShown; ++i) {
      table.add({std::to_string(report.refused[i].row), joined_reasons(report.refused[i], language)});
    }
    text += table.render(terminal);
    if (totals.refused > static_cast<std::int64_t>(kShown) && !report.rejects) {
      text +=
          line(language, "全部退回行：加 --errors 文件.xlsx", "all returned rows: add --errors FILE.xlsx");
    }
  }
  if (report.rejects) {
    auto const path = report.rejects->string();
    text += line(language, "退回的行（原样，附原因）：" + path,
                 "returned rows, as they were, with the reasons: " + path);
  }
  return text;
}

std::string import_json(reg::Schema const& schema, intake::ImportReport const& report, Kept kept) {
  nlohmann::ordered_json made;
  made["register"] = schema.definition.id;
  made["kept"] = kept == Kept::yes && !report.known_file;
  made["known_file"] = report.known_file;
  made["simulated"] = report.simulated;
  made["batch"] = kept == Kept::yes ? report.totals.id : 0;
  made["rows"] = report.rows;
  made["created"] = report.totals.created;
  made["corrected"] = report.totals.corrected;
  made["same"] = report.totals.same;
  made["refused"] = report.totals.refused;
  made["passed_over"] = report.passed_over;
  auto& understood = made["understood"] = nlohmann::ordered_json::array();
  for (auto const& text : report.understanding.describe(schema))
    understood.push_back({{"zh", text.zh}, {"en", text.en}});
  auto& refused = made["refused_rows"] = nlohmann::ordered_json::array();
  for (auto const& row : report.refused) {
    nlohmann::ordered_json reasons = nlohmann::ordered_json::array();
    for (auto const& reason : row.reasons) reasons.push_back({{"zh", reason.zh}, {"en", reason.en}});
    refused.push_back({{"row", row.row}, {"reasons", reasons}});
  }
  made["errors_file"] =
      report.rejects ? nlohmann::ordered_json(report.rejects->string()) : nlohmann::ordered_json(nullptr);
  return made.dump(1, ' ') + "\n";
}

}  // namespace shian::report
