// Every address of the API: one line a route. What may be done there, by whom, and who answers.
#pragma once

#include <optional>
#include <span>
#include <variant>

#include "api/call.hpp"
#include "city/city.hpp"
#include "identity/policy.hpp"

namespace shian::api {

class Service;

/// Asked of the books, on a reader's thread.
using Asking = http::Response (*)(city::City&, Call const&);
/// Changes the books, on the writer's thread; a refusal has changed nothing. The answer goes out after the
/// commit. May run twice, see Change.
using Changing = http::Response (*)(city::City&, reg::Writing&, Call const&);
/// What needs more than one step or no book at all: answers by itself.
using Serving = void (*)(Service&, std::shared_ptr<Call const>, http::Reply);

struct Route {
  http::Method method;
  std::string_view path;  // "/api/v1/registers/{register}"
  /// Nothing: everybody (`is_open`), or whoever is signed in.
  std::optional<std::pair<identity::Resource, identity::Action>> needs;
  std::variant<Asking, Changing, Serving> handler;
  std::string_view summary;
  bool is_open = false;
  bool is_kept = false;  // the answer holds no personal data and is the same for all: kept by version
};

[[nodiscard]] std::span<Route const> routes();

struct Match {
  Route const* route = nullptr;
  std::vector<std::string> parts;
  bool path_known = false;      // another method would be right here
  std::string allowed_methods;  // then
};
[[nodiscard]] Match match(http::Method method, std::string_view path);

}  // namespace shian::api
