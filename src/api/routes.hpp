// Every address of the API: one line a route. What may be done there, by whom, and who answers.
#pragma once

#include <optional>
#include <span>
#include <variant>

#include "api/call.hpp"
#include "api/once.hpp"
#include "city/city.hpp"
#include "identity/policy.hpp"

namespace shian::api {

/// Calendars know no other way to sign in than HTTP Basic: here alone an API token may be its password.
inline constexpr std::string_view kCalendarPath = "/api/v1/today.ics";

class Service;

/// Asked of the books, on a reader's thread.
using Asking = http::Response (*)(city::City&, Call const&);
/// Changes the books, on the writer's thread; a refusal has changed nothing. The answer goes out after the
/// commit. May run twice, see Change.
using Changing = http::Response (*)(city::City&, reg::Writing&, Call const&);
/// What needs more than one step or no book at all: answers by itself.
using Serving = void (*)(Service&, std::shared_ptr<Call const>, http::Reply);

struct Answer {
  int status = 200;
  std::string_view shape = {};  // "": no body
  std::string_view type = "application/json";
};

/// What a route takes and answers, as the OpenAPI document tells it: names of shapes (shapes/*.json).
struct Shapes {
  std::string_view takes = {};  // of the body, as JSON; kFile: any file; "": no body
  std::vector<Answer> answers = {};
  std::string_view query = {};    // names from shapes/parameters.json, parted by spaces
  std::vector<int> refuses = {};  // statuses beside those that every route of its kind has
};
inline constexpr std::string_view kFile = "file";

struct Route {
  http::Method method;
  std::string_view path;  // "/api/v1/registers/{register}"
  /// Nothing: everybody (`is_open`), or whoever is signed in.
  using Need = std::optional<std::pair<identity::Resource, identity::Action>>;
  Need needs;
  std::variant<Asking, Changing, Serving> handler;
  std::string_view summary;
  Shapes shapes = {};
  bool is_open = false;
  /// The answer holds no personal data, is the same for all and depends on nothing but path, language and the
  /// parameters that `shapes` names: kept by version.
  bool is_kept = false;
  /// Kept, but for each post (role, unit, area) apart: it depends on whose question it is besides.
  bool is_by_post = false;
  Shows shows = Shows::nothing_secret;
  /// What it changes stands beside the records (a comment): kept answers that tell of it are dropped.
  bool is_told = false;
  bool is_once = false;         // of a Serving POST: it does what it is asked `once`
  bool makes_password = false;  // Call::one_time is made before, on a reader's thread
  Need or_needs = {};           // is as good
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
