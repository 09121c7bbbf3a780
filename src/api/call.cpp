#include "api/call.hpp"

#include <charconv>
#include <limits>

#include "base/text.hpp"
#include "identity/percent.hpp"

namespace shian::api {
namespace {

http::Response problem(int status, std::string const& code, Text const& title, Text const& detail,
                       Json faults) {
  Json const body = {{"type", "urn:shian:" + code},
                     {"title", json_of(title)},
                     {"status", status},
                     {"detail", detail.empty() ? Json(nullptr) : json_of(detail)},
                     {"faults", std::move(faults)}};
  auto response = http::Response::text(
      status, body.dump(-1, ' ', false, Json::error_handler_t::replace) + "\n", "application/problem+json");
  response.headers.push_back({"Cache-Control", "no-store"});
  return response;
}

http::Response wrong_property(std::string const& property, char const* zh, char const* en) {
  return refusal_at(property,
                    Error::make("request.property", "“" + property + "”" + zh, "'" + property + "' " + en));
}

}  // namespace

http::Response answer_text(std::string json, int status) {
  auto response = http::Response::text(status, std::move(json), "application/json");
  response.headers.push_back({"Cache-Control", "no-store"});
  return response;
}

http::Response answer(Json const& json, int status) {
  return answer_text(json.dump(-1, ' ', false, Json::error_handler_t::replace) + "\n", status);
}

http::Response refusal(int status, Error const& error) {
  Json faults = Json::array();
  if (status == 422) faults.push_back(fault_json(error, nullptr));
  return problem(status, error.code, error.what, error.hint, std::move(faults));
}

http::Response refusal_at(std::string const& field, Error const& error) {
  return problem(422, error.code, error.what, error.hint, Json::array({fault_json(error, field)}));
}

http::Response refusal_at(std::string const& field, std::string code, std::string zh, std::string en) {
  return refusal_at(field, Error::make(std::move(code), std::move(zh), std::move(en)));
}

http::Response refusal(int status, std::string code, std::string zh, std::string en) {
  return refusal(status, Error::make(std::move(code), std::move(zh), std::move(en)));
}

http::Response refusal(int status, std::string const& code, Text const& title, Json faults) {
  return problem(status, code, title, {}, std::move(faults));
}

http::Response refusal(reg::Schema const& schema, std::span<reg::Fault const> faults) {
  Json list = Json::array();
  for (auto const& [field, error] : faults) {
    list.push_back(
        fault_json(error, field < 0 ? Json(nullptr)
                                    : Json(schema.fields[static_cast<std::size_t>(field)].definition.id)));
  }
  return problem(
      422, "record.refused",
      {"有 " + std::to_string(faults.size()) + " 处需要改正",
       (faults.size() == 1 ? "1 point" : std::to_string(faults.size()) + " points") + " to put right"},
      {}, std::move(list));
}

Json problem_json(Error const& error) {
  return {{"code", error.code},
          {"what", json_of(error.what)},
          {"hint", error.hint.empty() ? Json(nullptr) : json_of(error.hint)}};
}

Json fault_json(Error const& error, Json field) {
  Json fault = {{"field", std::move(field)}};
  fault.update(problem_json(error));
  return fault;
}

Error busy_error() {
  return Error::make("desk.busy", "系统正忙，请稍后再试", "too busy; try again in a moment");
}

Error store_error(store::Failure const& failure) {
  bool const is_full = failure.kind() == store::Failure::Kind::full;
  return Error::make("store.failure", "数据库暂时不可用", "the store cannot be used at the moment")
      .hinting(is_full ? "磁盘已满" : "稍后再试；如仍不行，请告知系统管理员",
               is_full ? "the disk is full" : "try again; if it goes on, tell the system administrator");
}

Error internal_error() {
  return Error::make("http.internal", "系统出错，已记录", "something went wrong here; it has been noted");
}

http::Response unavailable() { return refusal(503, busy_error()); }
http::Response unavailable(store::Failure const& failure) { return refusal(503, store_error(failure)); }

http::Response not_found() {
  return refusal(404, "http.not_found", "没有这个地址", "there is nothing at this address");
}

std::string disposition(std::string_view kind, std::string_view file_name) {
  return std::string(kind) + "; filename*=UTF-8''" + identity::percent_encoded(file_name);
}

std::expected<Json, http::Response> body_of(Call const& call) {
  auto type = call.request.header("content-type");
  type = trimmed(type.substr(0, type.find(';')));
  if (type != "application/json") {
    return std::unexpected(
        refusal(415, Error::make("request.type", "请求内容须为 JSON", "the request's body must be JSON")
                         .hinting("Content-Type: application/json", "Content-Type: application/json")));
  }
  try {
    // Deep nesting is no request of ours and would cost stack.
    constexpr int kDeepest = 16;
    bool has_nul = false;
    auto body = Json::parse(call.request.body, [&](int depth, Json::parse_event_t, Json& part) {
      if (depth > kDeepest) throw std::length_error("nested too deeply");
      if (part.is_string()) has_nul |= part.get_ref<std::string const&>().find('\0') != std::string::npos;
      return true;
    });
    // No store keeps one, and a change that the store refuses would undo those it is committed with.
    if (has_nul)
      return std::unexpected(refusal(422, "request.text", "文字中含有无法识别的字符",
                                     "a text holds a character that cannot be kept"));
    if (!body.is_object())
      return std::unexpected(refusal(422, "request.object", "请求内容须为一个 JSON 对象",
                                     "the request's body must be one JSON object"));
    return body;
  } catch (Json::parse_error const& broken) {
    auto const at = std::to_string(broken.byte);
    return std::unexpected(
        refusal(400, "request.json", "JSON 在第 " + at + " 字节处有误", "the JSON is broken at byte " + at));
  } catch (Json::out_of_range const&) {
    return std::unexpected(
        refusal(400, "request.number", "JSON 中有过大的数", "the JSON holds a number that is too large"));
  } catch (std::length_error const&) {
    return std::unexpected(refusal(400, "request.depth", "JSON 嵌套过深", "the JSON is nested too deeply"));
  }
}

std::expected<std::string, http::Response> text_or_none(Json const& body, std::string const& property) {
  auto const found = body.find(property);
  if (found == body.end() || found->is_null()) return std::string();
  if (!found->is_string()) return std::unexpected(wrong_property(property, "须为文字", "must be text"));
  return found->get<std::string>();
}

std::expected<std::string, http::Response> text_in(Json const& body, std::string const& property) {
  auto text = text_or_none(body, property);
  if (text && trimmed(*text).empty()) return std::unexpected(wrong_property(property, "必填", "is required"));
  return text;
}

std::expected<std::optional<bool>, http::Response> flag_or_none(Json const& body,
                                                                std::string const& property) {
  auto const found = body.find(property);
  if (found == body.end() || found->is_null()) return std::nullopt;
  if (!found->is_boolean())
    return std::unexpected(wrong_property(property, "须为 true 或 false", "must be true or false"));
  return found->get<bool>();
}

std::expected<std::int64_t, http::Response> whole_number_in(Json const& body, std::string const& property) {
  auto const found = body.find(property);
  if (found == body.end() || !found->is_number_integer() ||
      (found->is_number_unsigned() && found->get<std::uint64_t>() > std::numeric_limits<std::int32_t>::max()))
    return std::unexpected(wrong_property(property, "须为整数", "must be a whole number"));
  return found->get<std::int64_t>();
}

std::expected<Day, http::Response> day_from(std::string const& text) {
  if (auto const day = Day::parse(text)) return *day;
  return std::unexpected(refusal(422, "request.day", "“" + text + "”不是日期，应如 2022-09-30",
                                 "'" + text + "' is no day such as 2022-09-30"));
}

std::expected<std::int64_t, http::Response> number_in_query(Call const& call, char const* name,
                                                            std::int64_t otherwise, std::int64_t most) {
  auto const text = call.request.parameter(name);
  if (!text) return otherwise;
  std::int64_t number = -1;
  auto const [end, failed] = std::from_chars(text->data(), text->data() + text->size(), number);
  if (failed != std::errc() || end != text->data() + text->size() || number < 0 || number > most) {
    return std::unexpected(
        refusal(422, "request.number", std::string(name) + " 须为 0 至 " + std::to_string(most) + " 的整数",
                std::string(name) + " must be a whole number from 0 to " + std::to_string(most)));
  }
  return number;
}

std::expected<std::size_t, http::Response> page_limit(Call const& call) {
  constexpr std::int64_t kUsual = 100;
  constexpr std::int64_t kMost = 500;
  auto const limit = number_in_query(call, "limit", kUsual, kMost);
  if (!limit) return std::unexpected(limit.error());
  return static_cast<std::size_t>(*limit);
}

std::expected<bool, http::Response> flag_in_query(Call const& call, char const* name) {
  auto const text = call.request.parameter(name).value_or("0");
  if (text == "0" || text == "1") return text == "1";
  std::string const flag = name;
  return std::unexpected(refusal_at(flag, "request.flag", flag + " 须为 0 或 1", flag + " must be 0 or 1"));
}

}  // namespace shian::api
