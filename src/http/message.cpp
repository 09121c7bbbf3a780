#include "http/message.hpp"

#include <algorithm>
#include <array>
#include <atomic>

#include "http/problem.hpp"

namespace shian::http {
namespace {

char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + ('a' - 'A')) : c; }

constexpr std::array<std::string_view, 8> kMethods = {"GET",   "HEAD",   "POST",    "PUT",
                                                      "PATCH", "DELETE", "OPTIONS", "OTHER"};

}  // namespace

std::string_view name_of(Method method) { return kMethods[static_cast<std::size_t>(method)]; }

bool same_name(std::string_view one, std::string_view other) {
  return std::equal(one.begin(), one.end(), other.begin(), other.end(),
                    [](char a, char b) { return lower(a) == lower(b); });
}

std::string_view Head::header(std::string_view name) const {
  for (auto const& header : headers)
    if (same_name(header.name, name)) return header.value;
  return {};
}

std::optional<std::string> Head::parameter(std::string_view name) const {
  for (auto const& [key, value] : query)
    if (key == name) return value;
  return std::nullopt;
}

std::string_view Head::cookie(std::string_view name) const {
  for (auto const& header : headers) {
    if (!same_name(header.name, "cookie")) continue;
    std::string_view rest = header.value;
    while (!rest.empty()) {
      auto const end = std::min(rest.find(';'), rest.size());
      auto pair = rest.substr(0, end);
      rest.remove_prefix(std::min(end + 1, rest.size()));
      while (!pair.empty() && pair.front() == ' ') pair.remove_prefix(1);
      if (pair.size() > name.size() && pair[name.size()] == '=' && pair.starts_with(name))
        return pair.substr(name.size() + 1);
    }
  }
  return {};
}

Upload::~Upload() {
  std::error_code ignored;
  std::filesystem::remove(file_, ignored);
}

std::shared_ptr<std::string const> event_text(std::string_view name, std::string_view data) {
  std::string text = "event: " + std::string(name) + "\n";
  // A line break within the data would end the field: each line is a field of its own.
  while (true) {
    auto const end = data.find('\n');
    text += "data: " + std::string(data.substr(0, end)) + "\n";
    if (end == std::string_view::npos) break;
    data.remove_prefix(end + 1);
  }
  return std::make_shared<std::string const>(text + "\n");
}

Response Response::text(int status, std::string body, std::string_view type) {
  Response response;
  response.status = status;
  response.headers.push_back({"Content-Type", std::string(type)});
  response.body = std::move(body);
  return response;
}

struct Reply::State {
  explicit State(std::function<void(Response)> given) : answer(std::move(given)) {}
  ~State() {
    if (!answered.exchange(true)) answer(problem(500));
  }
  State(State const&) = delete;
  State& operator=(State const&) = delete;

  std::function<void(Response)> answer;
  std::atomic<bool> answered = false;
};

Reply::Reply(std::function<void(Response)> answer) : state_(std::make_shared<State>(std::move(answer))) {}

void Reply::operator()(Response response) const {
  if (!state_->answered.exchange(true)) state_->answer(std::move(response));
}

}  // namespace shian::http
