#include "api/openapi.hpp"

#include <algorithm>
#include <map>

#include "api/record_shapes.hpp"
#include "api/routes.hpp"
#include "api/shapes.hpp"
#include "base/text.hpp"

namespace shian::api {
namespace {

constexpr std::string_view kProblem = "application/problem+json";

std::map<int, std::string_view> const& meanings() {
  static std::map<int, std::string_view> const all = {
      {200, "好 / as asked"},
      {201, "已建立 / made"},
      {202, "已受理 / taken, and under way"},
      {204, "已办 / done"},
      {206, "所要的一段 / the part that was asked for"},
      {302, "转到 / look there"},
      {304, "与已有的相同 / what you have is still true"},
      {400, "请求有误 / the request cannot be read"},
      {401, "请先登录 / sign in first"},
      {403, "没有这个权限，或请求不是从本系统页面发出的 / not for this role, or without the page's mark"},
      {404, "没有，或不归本岗位看 / not there, or not for this post"},
      {408, "发送过慢 / sent too slowly"},
      {409, "与现状冲突 / at odds with what is there"},
      {412, "已被他人改动 / somebody else has changed it"},
      {413, "内容过大 / too large"},
      {415, "内容的类型不对 / the wrong type of content"},
      {416, "没有这一段 / there is no such part"},
      {422, "有需要改正之处 / something must be put right"},
      {428, "须注明所依据的版本 / say which version this is based on"},
      {429, "请稍后再试 / wait a while"},
      {431, "请求头过大 / the head is too large"},
      {502, "对方系统没有正确答复 / the other system did not answer as it should"},
      {503, "系统正忙 / too busy"},
  };
  return all;
}

bool changes(Route const& route) { return route.method != http::Method::get; }
// A creating request that may be sent twice, see once.hpp.
bool takes_key(Route const& route) {
  return route.method == http::Method::post &&
         (route.is_once || std::holds_alternative<Changing>(route.handler));
}
bool has_placeholder(Route const& route) { return route.path.contains('{'); }

// What any request like this may be refused with; the rest stands in the route's own line.
std::vector<int> refusals_of(Route const& route) {
  std::vector<int> all = {400, 408, 413, 431, 503};
  auto const add = [&](std::initializer_list<int> more) { all.insert(all.end(), more); };
  if (!route.is_open) add({401, 403});
  if (has_placeholder(route)) add({404});
  if (takes_key(route)) add({409, 422});
  if (!route.shapes.takes.empty()) add({422});
  if (!route.shapes.takes.empty() && route.shapes.takes != kFile) add({415});
  if (!route.shapes.query.empty()) add({422});
  all.insert(all.end(), route.shapes.refuses.begin(), route.shapes.refuses.end());
  std::ranges::sort(all);
  all.erase(std::ranges::unique(all).begin(), all.end());
  return all;
}

Json described(int status) {
  auto const found = meanings().find(status);
  SHIAN_ASSERT(found != meanings().end());
  return {{"description", found->second}};
}

Json responses_of(Route const& route) {
  std::map<int, Json> by_status;
  for (auto const status : refusals_of(route))
    by_status[status] = {{"$ref", "#/components/responses/" + std::to_string(status)}};
  if (route.is_kept) by_status[304] = described(304);
  for (auto const& answer : route.shapes.answers) {
    auto& response = by_status[answer.status];
    if (!response.contains("content")) response = described(answer.status);
    if (answer.shape == kFile) {
      response["content"][answer.type] = Json::object();
    } else if (!answer.shape.empty()) {
      response["content"][answer.type] = {{"schema", written_out(answer.shape, shapes())}};
    }
  }
  Json all = Json::object();
  for (auto& [status, response] : by_status) all[std::to_string(status)] = std::move(response);
  return all;
}

Json parameter_reference(std::string_view place, std::string_view name) {
  SHIAN_ASSERT(parameters().at(std::string(place)).contains(name));
  return {{"$ref", "#/components/parameters/" + std::string(place) + "." + std::string(name)}};
}

Json parameters_of(Route const& route) {
  Json all = Json::array();
  for (auto const step : split(route.path, '/'))
    if (step.starts_with('{')) all.push_back(parameter_reference("path", step.substr(1, step.size() - 2)));
  for (auto const name : split(route.shapes.query, ' '))
    if (!name.empty()) all.push_back(parameter_reference("query", name));
  if (std::ranges::find(route.shapes.refuses, 428) != route.shapes.refuses.end())
    all.push_back(parameter_reference("header", "If-Match"));
  if (takes_key(route)) all.push_back(parameter_reference("header", "Idempotency-Key"));
  return all;
}

// "get /api/v1/registers/{register}/records" -> "get_registers_register_records"
std::string id_of(Route const& route) {
  std::string id(http::name_of(route.method));
  std::ranges::transform(id, id.begin(), [](char c) { return static_cast<char>(std::tolower(c)); });
  for (auto const step : split(route.path, '/')) {
    if (step.empty() || step == "api" || step == "v1") continue;
    id += '_';
    for (char const c : step)
      if (c != '{' && c != '}') id += std::isalnum(static_cast<unsigned char>(c)) != 0 ? c : '_';
  }
  return id;
}

std::string tag_of(Route const& route) {
  auto const steps = split(route.path, '/');
  auto const is_resource = steps.size() > 3 && steps[1] == "api" && steps[2] == "v1";
  return std::string(is_resource ? steps[3] : "operation");
}

Json operation(Route const& route) {
  Json made = {
      {"operationId", id_of(route)}, {"summary", route.summary}, {"tags", Json::array({tag_of(route)})}};
  if (route.is_open) {
    made["security"] = Json::array();
  } else if (changes(route)) {
    made["security"] = {{{"session", Json::array()}, {"page", Json::array()}}, {{"token", Json::array()}}};
  }
  if (auto all = parameters_of(route); !all.empty()) made["parameters"] = std::move(all);
  if (route.shapes.takes == kFile) {
    made["requestBody"] = {{"required", true}, {"content", {{"application/octet-stream", Json::object()}}}};
  } else if (!route.shapes.takes.empty()) {
    made["requestBody"] = {
        {"required", true},
        {"content", {{"application/json", {{"schema", written_out(route.shapes.takes, shapes())}}}}}};
  }
  made["responses"] = responses_of(route);
  return made;
}

Json paths() {
  Json all = Json::object();
  for (auto const& route : routes()) {
    std::string method(http::name_of(route.method));
    std::ranges::transform(method, method.begin(), [](char c) { return static_cast<char>(std::tolower(c)); });
    all[std::string(route.path)][method] = operation(route);
  }
  return all;
}

Json components(pack::Pack const& pack, std::span<reg::Schema const> registers) {
  Json responses = Json::object();
  for (auto const& [status, meaning] : meanings()) {
    if (status < 400) continue;
    auto& response = responses[std::to_string(status)] = described(status);
    response["content"][kProblem] = {{"schema", {{"$ref", component_reference("Problem")}}}};
  }
  Json all_parameters = Json::object();
  for (auto const& [place, of_place] : parameters().items()) {
    for (auto const& [name, parameter] : of_place.items()) {
      auto const plain = name.substr(0, name.find('@'));
      Json made = {{"name", plain}, {"in", place}};
      if (place == "path") made["required"] = true;
      made.update(parameter);
      all_parameters[place + "." + name] = std::move(made);
    }
  }
  Json schemas = shapes();
  add_record_shapes(schemas, pack, registers);
  return {
      {"schemas", std::move(schemas)},
      {"parameters", std::move(all_parameters)},
      {"responses", std::move(responses)},
      {"securitySchemes",
       {{"session",
         {{"type", "apiKey"},
          {"in", "cookie"},
          {"name", "__Host-shian"},
          {"description",
           "登录后由浏览器保存；无 TLS 时名为 shian / kept by the browser after signing in; without TLS its "
           "name is shian"}}},
        {"page",
         {{"type", "apiKey"},
          {"in", "header"},
          {"name", "X-Shian-CSRF"},
          {"description", "会话的页面标记，修改时必带 / the session's mark, with everything that changes"}}},
        {"token", {{"type", "http"}, {"scheme", "bearer"}, {"description", "接口令牌 / an API token"}}}}}};
}

Json head() {
  return {{"openapi", "3.1.0"},
          {"info",
           {{"title", "食安 Shian"},
            {"version", SHIAN_VERSION},
            {"description",
             "Exact numbers are text, unknown is null, days are 2022-09-30. Names come in Chinese and "
             "English; plain "
             "texts inside records follow Accept-Language. 数字为文字以保精确，未知为 null。"},
            {"license", {{"name", "Apache-2.0"}, {"identifier", "Apache-2.0"}}}}}};
}

}  // namespace

nlohmann::ordered_json openapi(pack::Pack const& pack, std::span<reg::Schema const> registers) {
  auto document = head();
  document["info"]["summary"] = pack.name.zh + " / " + pack.name.en;
  document["servers"] = Json::array({{{"url", "/"}}});
  document["security"] = Json::array({{{"session", Json::array()}}, {{"token", Json::array()}}});
  document["paths"] = paths();
  document["components"] = components(pack, registers);
  return document;
}

nlohmann::ordered_json openapi_shapes() {
  auto document = head();
  document["components"]["schemas"] = shapes();
  return document;
}

}  // namespace shian::api
