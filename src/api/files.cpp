#include "api/files.hpp"

#include <algorithm>
#include <array>

#include "base/text.hpp"
#include "base/utf8.hpp"
#include "intake/file_kind.hpp"

namespace shian::api {

namespace {

// "report\u202Egpj.exe" is shown as "reportexe.jpg": no name needs to be turned around.
bool turns_around(std::string_view name) {
  constexpr std::array<std::string_view, 9> kMarks = {"\xE2\x80\xAA", "\xE2\x80\xAB", "\xE2\x80\xAC",
                                                      "\xE2\x80\xAD", "\xE2\x80\xAE", "\xE2\x81\xA6",
                                                      "\xE2\x81\xA7", "\xE2\x81\xA8", "\xE2\x81\xA9"};
  return std::ranges::any_of(kMarks, [&](auto mark) { return name.find(mark) != std::string_view::npos; });
}

}  // namespace

std::expected<std::string, http::Response> file_name_of(Call const& call) {
  auto const given = call.request.parameter("name").value_or("");
  auto const slash = given.find_last_of("/\\");
  std::string name(trimmed(slash == std::string::npos ? given : given.substr(slash + 1)));
  if (name.empty() || name == "." || name == "..")
    return std::unexpected(refusal_at("name", "file.name", "缺少文件名", "the file's name is missing"));
  constexpr std::size_t kLongest = 200;
  auto const is_control = [](char c) {
    auto const byte = static_cast<unsigned char>(c);
    return byte < 0x20U || byte == 0x7FU;
  };
  if (!is_valid_utf8(name) || std::ranges::any_of(name, is_control) || turns_around(name))
    return std::unexpected(refusal_at("name", "file.name", "文件名含有无法识别的字符",
                                      "the file's name holds a character that no name has"));
  auto const begins_character = [](char c) { return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U; };
  if (static_cast<std::size_t>(std::ranges::count_if(name, begins_character)) > kLongest)
    return std::unexpected(
        refusal_at("name", "file.name", "文件名超过 200 字", "the file's name is over 200 characters"));
  return name;
}

std::expected<std::string, http::Response> text_in_query(Call const& call, std::string const& name) {
  std::string text(trimmed(call.request.parameter(name).value_or("")));
  if (text.empty())
    return std::unexpected(
        refusal_at(name, "request.property", "“" + name + "”必填", "'" + name + "' is required"));
  if (!is_valid_utf8(text) || text.find('\0') != std::string::npos)
    return std::unexpected(refusal_at(name, "request.text", "文字中含有无法识别的字符",
                                      "a text holds a character that cannot be kept"));
  return text;
}

http::Response made_file(std::shared_ptr<http::Upload> file, std::string_view type, std::string const& name) {
  http::Response response;
  response.headers = {{"Content-Type", std::string(type)},
                      {"Content-Disposition", disposition("attachment", name)},
                      {"Cache-Control", "no-store"}};
  auto const path = file->file();
  response.body = http::FileBody{path, true, std::move(file)};
  return response;
}

std::expected<Incoming, http::Response> incoming(Call const& call) {
  auto name = file_name_of(call);
  if (!name) return std::unexpected(std::move(name.error()));
  auto const& file = call.request.upload->file();
  std::error_code ignored;
  if (std::filesystem::file_size(file, ignored) == 0)
    return std::unexpected(refusal(422, "evidence.empty", "文件是空的", "the file is empty"));
  auto const kind = intake::kind_of(file);
  if (kind.type.empty())
    return std::unexpected(refusal(
        415, Error::make("evidence.type", "这是" + kind.name.zh + "，不能作为佐证",
                         "this is " + kind.name.en + ": it cannot be evidence")
                 .hinting("可用 PDF、图片（JPEG、PNG、WebP）、Office 文档、OFD、ZIP、文本或 CSV",
                          "PDF, pictures (JPEG, PNG, WebP), Office documents, OFD, ZIP, text and CSV can")));
  if (!intake::fits(kind, *name))
    return std::unexpected(refusal(
        415, Error::make("evidence.mismatch", "文件名“" + *name + "”与内容不符：内容是" + kind.name.zh,
                         "the name '" + *name + "' does not fit the content, which is " + kind.name.en)
                 .hinting("请核对是不是选错了文件", "is it the file that was meant?")));
  return Incoming{std::move(*name), std::string(kind.type)};
}

std::optional<http::Response> bytes_missing(city::City& city, Call const& call, reg::KeptFile const& kept) {
  std::error_code ignored;
  if (std::filesystem::is_regular_file(city.evidence().path_of(kept.hash), ignored)) return std::nullopt;
  auto const again = city.evidence().keep(call.request.upload->file());
  return again ? std::nullopt : std::optional(refusal(503, again.error()));
}

// What a browser shows in place it shows without scripts, frames or forms. Chromium shows no PDF in a
// sandbox; its viewer runs apart from the page.
http::Response given_file(std::filesystem::path const& path, reg::Attachment const& file, bool is_shown) {
  http::Response response;
  bool const is_pdf = file.type == "application/pdf";
  response.headers = {{"Content-Type", file.type},
                      {"Content-Disposition", disposition(is_shown ? "inline" : "attachment", file.name)},
                      {"Content-Security-Policy", std::string("default-src 'none'; frame-ancestors 'self'") +
                                                      (is_pdf ? "" : "; sandbox")},
                      {"ETag", "\"" + file.hash + "\""},
                      {"Cache-Control", "private, no-cache"}};
  response.body = http::FileBody{path, true};
  return response;
}

}  // namespace shian::api
