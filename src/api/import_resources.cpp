// Tables that become records: sent, tried, put right, confirmed. A table is there for whoever sent it alone.
#include <algorithm>

#include "api/files.hpp"
#include "api/import_json.hpp"
#include "api/import_work.hpp"
#include "api/once.hpp"
#include "api/resources.hpp"
#include "api/service.hpp"
#include "api/session_answers.hpp"
#include "base/durable_file.hpp"
#include "base/text.hpp"
#include "base/utf8.hpp"
#include "intake/file_kind.hpp"

namespace shian::api {
namespace {

using State = PendingImport::State;

constexpr std::size_t kMostCells = 2'000;
constexpr std::size_t kMostColumns = 1'000;
constexpr int kLastRow = 10'000'000;

http::Response no_import() {
  return refusal(404, "import.missing", "没有这份待导入的表格", "there is no such table");
}

http::Response being_imported() { return refusal(409, "import.busy", "正在导入", "it is being imported"); }

// All of these write or read the disk: on a reader's thread.
void on_reader(Service& service, std::shared_ptr<Call const> const& call, http::Reply const& reply,
               std::function<http::Response(city::City&, Call const&)> answer) {
  service.ask([call, reply, answer = std::move(answer)](city::City& city) { reply(answer(city, *call)); },
              reply, Service::Pace::quick);
}

void on_own(Service& service, std::shared_ptr<Call const> const& call, http::Reply const& reply,
            std::function<http::Response(city::City&, Call const&, PendingImport const&)> answer) {
  on_reader(service, call, reply,
            [&service, answer = std::move(answer)](city::City& city, Call const& asked) {
              auto const one = service.imports().find(asked.post().account, asked.parts[0]);
              return one ? answer(city, asked, *one) : no_import();
            });
}

http::Response created(PendingImports::Added const& added) {
  auto response = answer(import_json(added.import), 201);
  response.headers.push_back({"Location", "/api/v1/imports/" + added.import.id});
  if (!added.is_new) response.headers.push_back({"Idempotency-Replayed", "true"});
  return response;
}

std::expected<reg::OnExisting, http::Response> on_existing_of(std::string const& text) {
  if (text.empty() || text == "refuse") return reg::OnExisting::refuse;
  if (text == "correct") return reg::OnExisting::correct;
  return std::unexpected(refusal_at("on_existing", "request.property", "“on_existing”须为 refuse 或 correct",
                                    "'on_existing' must be refuse or correct"));
}

// Only what may be a table is kept; whether it is one the trial tells.
std::optional<http::Response> no_table(std::filesystem::path const& file) {
  std::error_code ignored;
  if (std::filesystem::file_size(file, ignored) == 0)
    return refusal(422, "import.empty", "文件是空的", "the file is empty");
  auto const kind = intake::kind_of(file);
  constexpr std::array<std::string_view, 3> kTables = {"text/plain", "application/x-ole-storage",
                                                       intake::kXlsxType};
  if (std::ranges::find(kTables, kind.type) != kTables.end()) return std::nullopt;
  return refusal(415, Error::make("import.type", "这是" + kind.name.zh + "，不是表格",
                                  "this is " + kind.name.en + ", not a table")
                          .hinting("请用 Excel 或 WPS 另存为 XLSX，或用 CSV",
                                   "save it as XLSX with Excel or WPS, or send a CSV"));
}

std::expected<PendingImport, http::Response> draft_of(city::City& city, Call const& call) {
  PendingImport draft;
  draft.account = call.post().account;
  draft.register_id = call.request.parameter("register").value_or("");
  if (auto const schema = city.schemas().get(draft.register_id); !schema)
    return std::unexpected(refusal(404, schema.error()));
  auto name = file_name_of(call);
  if (!name) return std::unexpected(std::move(name.error()));
  draft.name = std::move(*name);
  draft.ending = intake::ending_of(draft.name);
  draft.sheet = call.request.parameter("sheet").value_or("");
  if (!is_valid_utf8(draft.sheet) || draft.sheet.find('\0') != std::string::npos)
    return std::unexpected(refusal_at("sheet", "request.text", "工作表名含有无法识别的字符",
                                      "the sheet's name holds a character that no name has"));
  auto on_existing = on_existing_of(call.request.parameter("on_existing").value_or(""));
  if (!on_existing) return std::unexpected(std::move(on_existing.error()));
  draft.on_existing = *on_existing;
  draft.key = call.request.header("idempotency-key");
  if (auto refused = no_key(draft.key)) return std::unexpected(std::move(*refused));
  auto const& file = call.request.upload->file();
  if (auto refused = no_table(file)) return std::unexpected(std::move(*refused));
  std::error_code ignored;
  draft.bytes = static_cast<std::int64_t>(std::filesystem::file_size(file, ignored));
  auto hash = hash_of_file(file);
  if (!hash)
    return std::unexpected(refusal(503, "import.read", "无法读取上传的文件", "the upload cannot be read"));
  draft.file_hash = std::move(*hash);
  return draft;
}

http::Response take_in(Service& service, city::City& city, Call const& call) {
  auto draft = draft_of(city, call);
  if (!draft) return draft.error();
  auto const added = service.imports().add(std::move(*draft), call.request.upload->file(), call.now);
  if (!added) return refusal(added.error().code == "import.full" ? 503 : 409, added.error());
  if (added->is_new) try_soon(service, added->import);
  return created(*added);
}

// ---- what is chosen

http::Response wrong_choice(std::string const& property, std::string zh, std::string en) {
  return refusal_at(property, "import.choice", std::move(zh), std::move(en));
}

// A whole number of a choice within 0 and `most`; -1: none.
int number_in(Json const& one, char const* name, int most) {
  auto const found = one.find(name);
  if (found == one.end() || !found->is_number_integer()) return -1;
  if (found->is_number_unsigned() && found->get<std::uint64_t>() > static_cast<std::uint64_t>(most))
    return -1;
  auto const number = found->get<std::int64_t>();
  return number < 0 || number > most ? -1 : static_cast<int>(number);
}

bool is_column(PendingImport const& one, int column) {
  if (one.understood.is_null()) return false;
  return std::ranges::any_of(one.understood["columns"],
                             [&](auto const& known) { return known["column"] == column; });
}

std::optional<http::Response> choose_column(PendingImport& one, reg::Schema const& schema,
                                            Json const& given) {
  int const column = given.is_object() ? number_in(given, "column", static_cast<int>(kMostColumns) - 1) : -1;
  if (column < 0 || !is_column(one, column))
    return wrong_choice("columns", "没有这一列", "there is no such column");
  auto const fields = given.find("fields");
  auto& chosen = one.choices.columns;
  std::erase_if(chosen, [&](auto const& before) { return before.column == column; });
  if (fields == given.end() || fields->is_null()) return std::nullopt;
  if (!fields->is_array())
    return wrong_choice("columns", "“fields”须为字段的列表", "'fields' must be a list of fields");
  intake::Choices::Column made{column, {}};
  for (auto const& field : *fields) {
    auto const index = field.is_string() ? schema.find(field.get<std::string>()) : -1;
    if (index < 0) return wrong_choice("columns", "没有这个字段", "there is no such field");
    made.fields.push_back(field.get<std::string>());
  }
  for (auto const& id : made.fields) {
    bool const is_taken =
        std::ranges::count(made.fields, id) > 1 || std::ranges::any_of(chosen, [&](auto const& other) {
          return std::ranges::find(other.fields, id) != other.fields.end();
        });
    if (is_taken)
      return wrong_choice("columns", "字段“" + id + "”已对应另一列",
                          "the field '" + id + "' is another column's");
  }
  chosen.push_back(std::move(made));
  return std::nullopt;
}

std::optional<http::Response> put_right(PendingImport& one, Json const& given) {
  int const row = given.is_object() ? number_in(given, "row", kLastRow) : -1;
  int const column = given.is_object() ? number_in(given, "column", static_cast<int>(kMostColumns) - 1) : -1;
  if (row < 1 || column < 0) return wrong_choice("cells", "没有这个单元格", "there is no such cell");
  auto& cells = one.choices.cells;
  std::erase_if(cells, [&](auto const& cell) { return cell.row == row && cell.column == column; });
  auto const text = given.find("text");
  if (text == given.end() || text->is_null()) return std::nullopt;
  constexpr std::size_t kLongest = 32'767;
  if (!text->is_string() || text->get_ref<std::string const&>().size() > kLongest)
    return wrong_choice("cells", "单元格的内容须为文字", "what a cell holds must be text");
  if (cells.size() >= kMostCells)
    return wrong_choice("cells", "最多改正 2000 个单元格，请在表格中改好再传",
                        "at most 2,000 cells can be put right here: do it in the table and send it again");
  cells.push_back({row, column, text->get<std::string>()});
  return std::nullopt;
}

// Where the table is read from; other columns and cells then mean nothing.
std::optional<http::Response> choose_place(PendingImport& one, Json const& body) {
  if (body.contains("sheet")) {
    auto sheet = text_or_none(body, "sheet");
    if (!sheet) return std::move(sheet.error());
    if (*sheet != one.sheet) one.choices = {};
    one.sheet = std::move(*sheet);
  }
  if (auto const row = body.find("header_row"); row != body.end()) {
    int const number = row->is_null() ? 0 : number_in(body, "header_row", intake::kHeaderWithinSaid);
    if (number < 0)
      return wrong_choice("header_row", "表头须在前 200 行内",
                          "the header must be within the first 200 rows");
    if (number != one.choices.header_row) one.choices = {};
    one.choices.header_row = number;
  }
  return std::nullopt;
}

std::optional<http::Response> choose(PendingImport& one, reg::Schema const& schema, Json const& body) {
  if (auto refused = choose_place(one, body)) return refused;
  auto on_existing = text_or_none(body, "on_existing");
  if (!on_existing) return std::move(on_existing.error());
  if (!on_existing->empty()) {
    auto const chosen = on_existing_of(*on_existing);
    if (!chosen) return chosen.error();
    one.on_existing = *chosen;
  }
  for (auto const* name : {"columns", "cells"}) {
    auto const list = body.find(name);
    if (list == body.end()) continue;
    if (!list->is_array() || list->size() > kMostCells)
      return wrong_choice(name, "须为列表", "must be a list");
    for (auto const& given : *list) {
      auto refused =
          name == std::string_view("columns") ? choose_column(one, schema, given) : put_right(one, given);
      if (refused) return refused;
    }
  }
  return std::nullopt;
}

std::optional<http::Response> refused_to_change(PendingImport const& one) {
  if (one.state == State::importing) return being_imported();
  if (one.state == State::imported) return refusal(409, "import.done", "已导入", "it is imported already");
  return std::nullopt;
}

http::Response change(Service& service, city::City& city, Call const& call, PendingImport const& seen) {
  auto const body = body_of(call);
  if (!body) return body.error();
  auto const schema = city.schemas().get(seen.register_id);
  if (!schema) return refusal(404, schema.error());
  std::optional<http::Response> refused;
  auto const changed = service.imports().change(seen.id, [&](PendingImport& one) {
    refused = refused_to_change(one);
    if (!refused) refused = choose(one, **schema, *body);
    if (refused) return false;
    ++one.revision;
    one.state = State::trying;
    one.rows_done = 0;
    one.trial = one.problem = nullptr;
    return true;
  });
  if (refused) return std::move(*refused);
  if (!changed) return no_import();
  try_soon(service, *changed);
  return answer(import_json(*changed));
}

// ---- confirming

std::optional<http::Response> refused_to_import(PendingImport const& one, std::int64_t revision) {
  if (revision != one.revision)
    return refusal(409, Error::make("import.changed", "选择已改过，请核对新的试算结果",
                                    "the choices have changed: look at the new trial"));
  bool const is_tried = one.state == State::tried || (one.state == State::failed && !one.trial.is_null());
  if (!is_tried) return refusal(409, "import.not_tried", "尚未试算完", "it is not tried yet");
  if (one.known_file)
    return refusal(409, "import.known", "这个文件已经整份导入过",
                   "this very file was imported before, whole");
  if (one.trial["good"] == 0)
    return refusal(409, "import.nothing", "没有可以导入的行", "there is no row to import");
  return std::nullopt;
}

http::Response confirm(Service& service, Call const& call, PendingImport const& seen) {
  auto const body = body_of(call);
  if (!body) return body.error();
  auto const revision = whole_number_in(*body, "revision");
  if (!revision) return revision.error();
  // Said twice it is done once, whatever keys it comes with.
  if (seen.state == State::importing || seen.state == State::imported) return answer(import_json(seen), 202);
  std::optional<http::Response> refused;
  auto const confirmed = service.imports().change(seen.id, [&](PendingImport& one) {
    if (one.state == State::importing || one.state == State::imported) return false;
    refused = refused_to_import(one, *revision);
    if (refused) return false;
    one.state = State::importing;
    one.rows_done = 0;
    one.problem = nullptr;
    one.confirmed_at = call.now;
    return true;
  });
  if (refused) return std::move(*refused);
  if (!confirmed) {
    auto const now = service.imports().find(call.post().account, seen.id);
    return now ? answer(import_json(*now), 202) : no_import();
  }
  return import_soon(service, *confirmed) ? answer(import_json(*confirmed), 202) : unavailable();
}

// ---- refused rows

http::Response refused_page(Service& service, Call const& call, PendingImport const& one) {
  if (one.trial.is_null() && one.report.is_null())
    return refusal(409, "import.not_tried", "尚未试算完", "it is not tried yet");
  auto const limit = page_limit(call);
  if (!limit) return limit.error();
  auto const from = number_in_query(call, "cursor", 0, std::numeric_limits<std::int32_t>::max());
  if (!from) return from.error();
  auto page = RefusedRows::read(service.imports().file_of(one, "refused.json"),
                                static_cast<std::uint64_t>(*from), *limit);
  if (!page) return refusal_at("cursor", "request.cursor", "没有这一页", "there is no such page");
  auto const& counts = one.report.is_null() ? one.trial : one.report;
  return answer({{"total", counts["refused"]},
                 {"rows", std::move(page->rows)},
                 {"next", page->next ? Json(std::to_string(*page->next)) : Json(nullptr)}});
}

http::Response rejects_file(Service& service, Call const& call, PendingImport const& one) {
  auto const path = service.imports().file_of(one, "rejects.xlsx");
  std::error_code ignored;
  if ((one.trial.is_null() && one.report.is_null()) || !std::filesystem::exists(path, ignored))
    return refusal(404, "import.none_refused", "没有退回的行", "no row was refused");
  auto const stem = one.name.substr(0, one.name.rfind('.'));
  http::Response response;
  response.headers = {
      {"Content-Type", std::string(intake::kXlsxType)},
      {"Content-Disposition",
       disposition("attachment",
                   stem + (call.language == Language::zh ? "（退回的行）" : " (refused rows)") + ".xlsx")},
      {"Cache-Control", "no-store"}};
  response.body = http::FileBody{path, true};
  return response;
}

}  // namespace

void send_import(Service& service, std::shared_ptr<Call const> call, http::Reply reply) {
  on_reader(service, call, reply,
            [&service](city::City& city, Call const& asked) { return take_in(service, city, asked); });
}

void list_imports(Service& service, std::shared_ptr<Call const> call, http::Reply reply) {
  on_reader(service, call, reply, [&service](city::City&, Call const& asked) {
    Json list = Json::array();
    for (auto const& one : service.imports().of(asked.post().account)) list.push_back(import_json(one));
    return answer({{"imports", std::move(list)}});
  });
}

void show_import(Service& service, std::shared_ptr<Call const> call, http::Reply reply) {
  on_own(service, call, reply,
         [](city::City&, Call const&, PendingImport const& one) { return answer(import_json(one)); });
}

void change_import(Service& service, std::shared_ptr<Call const> call, http::Reply reply) {
  on_own(service, call, reply, [&service](city::City& city, Call const& asked, PendingImport const& one) {
    return change(service, city, asked, one);
  });
}

void confirm_import(Service& service, std::shared_ptr<Call const> call, http::Reply reply) {
  on_own(service, call, reply, [&service](city::City&, Call const& asked, PendingImport const& one) {
    return confirm(service, asked, one);
  });
}

void remove_import(Service& service, std::shared_ptr<Call const> call, http::Reply reply) {
  on_own(service, call, reply, [&service](city::City&, Call const&, PendingImport const& one) {
    return service.imports().remove(one.id) ? no_content() : being_imported();
  });
}

void list_refused_rows(Service& service, std::shared_ptr<Call const> call, http::Reply reply) {
  on_own(service, call, reply, [&service](city::City&, Call const& asked, PendingImport const& one) {
    return refused_page(service, asked, one);
  });
}

void give_rejects(Service& service, std::shared_ptr<Call const> call, http::Reply reply) {
  on_own(service, call, reply, [&service](city::City&, Call const& asked, PendingImport const& one) {
    return rejects_file(service, asked, one);
  });
}

}  // namespace shian::api
