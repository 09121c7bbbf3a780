#include "http/problem.hpp"

#include <array>

namespace shian::http {
namespace {

struct Phrase {
  int status;
  std::string_view phrase;
  std::string_view code, zh, en;  // empty: never a problem of the server's own
};

constexpr std::array<Phrase, 33> kPhrases = {{
    {100, "Continue", "", "", ""},
    {200, "OK", "", "", ""},
    {201, "Created", "", "", ""},
    {202, "Accepted", "", "", ""},
    {204, "No Content", "", "", ""},
    {206, "Partial Content", "", "", ""},
    {301, "Moved Permanently", "", "", ""},
    {302, "Found", "", "", ""},
    {303, "See Other", "", "", ""},
    {304, "Not Modified", "", "", ""},
    {307, "Temporary Redirect", "", "", ""},
    {308, "Permanent Redirect", "", "", ""},
    {400, "Bad Request", "malformed", "请求不合 HTTP 规范", "the request is malformed"},
    {401, "Unauthorized", "unauthorized", "请先登录", "sign in first"},
    {403, "Forbidden", "forbidden", "没有这个权限", "this is not allowed"},
    {404, "Not Found", "not_found", "没有这个地址", "there is nothing at this address"},
    {405, "Method Not Allowed", "method", "这个地址不支持该方法", "this address does not take that method"},
    {406, "Not Acceptable", "not_acceptable", "没有所要的格式", "there is no such representation"},
    {408, "Request Timeout", "timeout", "请求太慢，已中断", "the request was too slow and was cut"},
    {409, "Conflict", "conflict", "与现有内容冲突", "this conflicts with what is there"},
    {411, "Length Required", "length", "须给出内容长度", "a length is required"},
    {412, "Precondition Failed", "precondition", "内容已被他人改动", "somebody else has changed it"},
    {413, "Content Too Large", "too_large", "内容超过上限", "the content is larger than allowed"},
    {415, "Unsupported Media Type", "media_type", "不接受这种内容", "this kind of content is not taken"},
    {416, "Range Not Satisfiable", "range", "所要的区间不存在", "there is no such range"},
    {422, "Unprocessable Content", "unprocessable", "内容有误", "the content is not right"},
    {428, "Precondition Required", "precondition_required", "须注明所依据的版本",
     "say which version this is based on"},
    {429, "Too Many Requests", "too_many", "请求过于频繁，请稍后再试", "too many requests; try again later"},
    {431, "Request Header Fields Too Large", "head_too_large", "请求头过长",
     "the request's head is too large"},
    {500, "Internal Server Error", "internal", "系统出错，已记录",
     "something went wrong here; it has been noted"},
    {501, "Not Implemented", "not_implemented", "不支持", "not supported"},
    {503, "Service Unavailable", "busy", "系统正忙，请稍后再试", "too busy; try again later"},
    {505, "HTTP Version Not Supported", "version", "不支持的 HTTP 版本",
     "this version of HTTP is not supported"},
}};

Phrase const* find(int status) {
  for (auto const& phrase : kPhrases)
    if (phrase.status == status) return &phrase;
  return nullptr;
}

}  // namespace

std::string_view reason_of(int status) {
  auto const* phrase = find(status);
  return phrase != nullptr ? phrase->phrase : std::string_view();
}

Response problem(int status) {
  auto const* phrase = find(status);
  if (phrase == nullptr || phrase->code.empty()) phrase = find(500);
  auto const text = [](std::string_view part) { return "\"" + std::string(part) + "\""; };
  auto response = Response::text(
      phrase->status,
      "{\"type\":" + text("urn:shian:http." + std::string(phrase->code)) +
          ",\"title\":{\"zh\":" + text(phrase->zh) + ",\"en\":" + text(phrase->en) +
          "},\"status\":" + std::to_string(phrase->status) + ",\"detail\":null,\"faults\":[]}\n",
      "application/problem+json");
  // A site's answers carry what the site says; these go out before a site is asked.
  response.headers.push_back({"Cache-Control", "no-store"});
  response.headers.push_back({"X-Content-Type-Options", "nosniff"});
  response.headers.push_back({"Content-Disposition", "attachment; filename=\"problem.json\""});
  if (status == 503 || status == 429) response.headers.push_back({"Retry-After", "1"});
  return response;
}

std::string_view without_blanks(std::string_view value) {
  constexpr std::string_view kBlank = " \t";
  auto const first = value.find_first_not_of(kBlank);
  if (first == std::string_view::npos) return {};
  return value.substr(first, value.find_last_not_of(kBlank) - first + 1);
}

}  // namespace shian::http
