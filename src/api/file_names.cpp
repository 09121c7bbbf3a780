#include "api/file_names.hpp"

#include <algorithm>
#include <array>

#include "base/text.hpp"
#include "base/utf8.hpp"

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

}  // namespace shian::api
