#include "api/routes.hpp"

#include <array>

#include "api/resources.hpp"
#include "base/text.hpp"

namespace shian::api {
namespace {

using http::Method;
using identity::Action;
using identity::Resource;

constexpr auto kBoard = std::pair{Resource::board, Action::read};
constexpr auto kTask = std::pair{Resource::task, Action::read};
constexpr auto kFrozen = std::pair{Resource::frozen, Action::read};
constexpr auto kRead = std::pair{Resource::record, Action::read};

Route open(Method method, std::string_view path, Serving handler, std::string_view summary, Shapes shapes) {
  return {method, path, std::nullopt, handler, summary, std::move(shapes), true, false};
}
Route kept(std::string_view path, Asking handler, std::string_view summary, Shapes shapes) {
  return {Method::get, path, kBoard, handler, summary, std::move(shapes), false, true};
}

Route by_post(Route route) {
  route.is_kept = true;
  route.is_by_post = true;
  return route;
}

// Its answer shows a secret or personal data, and is kept nowhere.
Route secret(Route route) {
  route.shows = Shows::a_secret;
  return route;
}
Route makes_password(Route route) {
  route.makes_password = true;
  return secret(std::move(route));
}

// It needs the writer for itself, and may be sent twice all the same.
Route once_only(Route route) {
  route.is_once = true;
  return route;
}

// What it changes stands beside the records: kept answers that tell of it are dropped.
Route told(Route route) {
  route.is_told = true;
  return route;
}

constexpr std::string_view kText = "text/plain";
constexpr std::string_view kXlsx = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

}  // namespace

std::span<Route const> routes() {
  static std::vector<Route> const all = {
      open(Method::get, "/healthz", healthz, "whether the program runs",
           {.answers = {{200, "string", kText}}}),
      open(Method::get, "/readyz", readyz, "whether the store answers",
           {.answers = {{200, "string", kText}, {503, "string", kText}}}),
      open(Method::get, "/metrics", metrics, "Prometheus text",
           {.answers = {{200, "string", kText}}, .refuses = {404}}),
      {Method::get,
       "/api/openapi.json",
       std::nullopt,
       show_openapi,
       "this API as an OpenAPI 3.1 document",
       {.answers = {{200, "object"}}},
       true,
       true},
      {Method::get,
       "/api/v1/welcome",
       std::nullopt,
       show_welcome,
       "what the sign-in page shows",
       {.answers = {{200, "Welcome"}}},
       true},
      open(Method::post, "/api/v1/session", sign_in, "signs in",
           {.takes = "Credentials", .answers = {{201, "Session"}}, .refuses = {401, 429}}),
      {Method::get,
       "/api/v1/session",
       std::nullopt,
       show_session,
       "who is signed in, and what he may do",
       {.answers = {{200, "Session"}}}},
      {Method::del, "/api/v1/session", std::nullopt, sign_out, "signs out", {.answers = {{204}}}},
      {Method::put,
       "/api/v1/session/password",
       std::nullopt,
       change_password,
       "changes the own password",
       {.takes = "PasswordChange", .answers = {{204}}, .refuses = {409, 429}}},
      {Method::post,
       "/api/v1/session/second-factor",
       std::nullopt,
       begin_second_factor,
       "shows a second factor, to be confirmed",
       {.takes = "OwnPassword", .answers = {{201, "SecondFactor"}}, .refuses = {409, 429}}},
      {Method::put,
       "/api/v1/session/second-factor",
       std::nullopt,
       confirm_second_factor,
       "confirms the second factor by its first code",
       {.takes = "Code", .answers = {{204}}, .refuses = {409}}},
      {Method::del,
       "/api/v1/session/second-factor",
       std::nullopt,
       remove_second_factor,
       "turns the own second factor off",
       {.takes = "PasswordAndCode", .answers = {{204}}, .refuses = {409, 429}}},
      open(Method::get, "/auth/oidc", leave_for_sign_on, "leaves for the city's own sign-on",
           {.answers = {{302}}, .refuses = {404}}),
      open(Method::get, "/auth/oidc/back", return_from_sign_on, "comes back from it, signed in",
           {.answers = {{302}}, .query = "code state iss", .refuses = {404}}),
      {Method::get,
       "/api/v1/tokens",
       std::pair{Resource::token, Action::read},
       list_tokens,
       "the own API tokens",
       {.answers = {{200, "Tokens"}}, .query = "account", .refuses = {404}}},
      secret({Method::post,
              "/api/v1/tokens",
              std::pair{Resource::token, Action::create},
              issue_token,
              "makes an API token; its secret is shown once",
              {.takes = "NewToken", .answers = {{201, "TokenMade"}}}}),
      {Method::del,
       "/api/v1/tokens/{token}",
       std::pair{Resource::token, Action::withdraw},
       revoke_token,
       "revokes an API token",
       {.answers = {{204}}, .query = "account"}},
      {Method::get,
       "/api/v1/events",
       kBoard,
       listen,
       "live events",
       {.answers = {{200, "string", "text/event-stream"}}}},
      by_post({Method::get,
               "/api/v1/today",
               kRead,
               show_today,
               "the post's own work: what is late, what falls due, what is held",
               {.answers = {{200, "Today"}}}}),
      kept("/api/v1/city", show_city, "the plan: areas, units, phases, open questions",
           {.answers = {{200, "City"}}}),
      kept("/api/v1/board", show_board, "every target on a day",
           {.answers = {{200, "Board"}}, .query = "as_of area unit each_area"}),
      kept("/api/v1/board/trend", show_trend, "every target over the last twelve months",
           {.answers = {{200, "Trend"}}, .query = "as_of area unit"}),
      kept("/api/v1/targets/{target}", show_target, "one target with everything behind it",
           {.answers = {{200, "Explanation"}}, .query = "as_of area"}),
      {Method::get,
       "/api/v1/targets/{target}/records",
       kBoard,
       list_target_records,
       "the records behind a figure, as far as the post may read them",
       {.answers = {{200, "TargetRecords"}}, .query = "part page as_of area limit"}},
      {Method::get,
       "/api/v1/decisions",
       std::pair{Resource::decision, Action::read},
       list_decisions,
       "what the plan leaves open, and what was decided",
       {.answers = {{200, "Decisions"}}, .query = "decided"},
       false,
       true},
      once_only({Method::post,
                 "/api/v1/decisions",
                 std::pair{Resource::decision, Action::decide},
                 sign_decision,
                 "signs a decision; figures are judged with it at once",
                 {.takes = "NewDecision",
                  .answers = {{200, "DecisionTried"}, {201, "DecisionMade"}},
                  .query = "dry_run"}}),
      {Method::get,
       "/api/v1/tasks",
       kTask,
       list_tasks,
       "the plan's tasks and how far they are",
       {.answers = {{200, "Tasks"}}},
       false,
       true},
      {Method::get,
       "/api/v1/tasks/{task}",
       kTask,
       show_task,
       "one task with everything that belongs to it",
       {.answers = {{200, "TaskDetail"}}}},
      told({Method::post,
            "/api/v1/tasks/{task}/comments",
            std::pair{Resource::comment, Action::create},
            comment_on_task,
            "says something to a task",
            {.takes = "NewComment", .answers = {{201, "Comment"}}}}),
      {Method::get,
       "/api/v1/registers",
       kRead,
       list_registers,
       "the registers",
       {.answers = {{200, "Registers"}}, .query = "counts"}},
      {Method::get,
       "/api/v1/registers/{register}",
       kRead,
       show_register,
       "one register's definition",
       {.answers = {{200, "Register"}}}},
      {Method::get,
       "/api/v1/registers/{register}/records",
       kRead,
       list_records,
       "records, filtered, a page at a time",
       {.answers = {{200, "RecordPage"}}, .query = "filters q sort limit cursor offset count"}},
      {Method::post,
       "/api/v1/registers/{register}/records",
       std::pair{Resource::record, Action::create},
       create_record,
       "enters a record",
       {.takes = "NewRecord", .answers = {{201, "RecordMade"}}}},
      {Method::get,
       "/api/v1/registers/{register}/records/{id}",
       kRead,
       show_record,
       "one record, personal data masked",
       {.answers = {{200, "Record"}}}},
      {Method::patch,
       "/api/v1/registers/{register}/records/{id}",
       std::pair{Resource::record, Action::correct},
       correct_record,
       "corrects a record; needs If-Match and a reason",
       {.takes = "Correction", .answers = {{200, "Record"}}, .refuses = {412, 428}}},
      {Method::post,
       "/api/v1/registers/{register}/records/{id}/withdrawal",
       std::pair{Resource::record, Action::withdraw},
       withdraw_record,
       "withdraws a record; needs If-Match and a reason",
       {.takes = "Reasoned", .answers = {{204}}, .refuses = {412, 428}}},
      secret({Method::post,
              "/api/v1/registers/{register}/records/{id}/unmasking",
              std::pair{Resource::record, Action::unmask},
              unmask_record,
              "shows personal data, for a reason; journaled",
              {.takes = "Reasoned", .answers = {{200, "Unmasked"}}}}),
      {Method::get,
       "/api/v1/registers/{register}/records/{id}/history",
       kRead,
       show_history,
       "what was done to a record",
       {.answers = {{200, "History"}}}},
      {Method::get,
       "/api/v1/registers/{register}/records/{id}/clocks",
       kRead,
       show_clocks,
       "a record's legal time limits",
       {.answers = {{200, "RecordClocks"}}}},
      {Method::get,
       "/api/v1/registers/{register}/records/{id}/figures",
       kRead,
       show_figures,
       "which figures a record counts in",
       {.answers = {{200, "RecordFigures"}}}},
      {Method::get,
       "/api/v1/registers/{register}/prefill",
       std::pair{Resource::record, Action::create},
       show_prefill,
       "what a new record's form need not ask",
       {.answers = {{200, "Prefill"}}, .query = "references"}},
      {Method::get,
       "/api/v1/registers/{register}/template",
       std::pair{Resource::record, Action::create},
       give_template,
       "a blank sheet to fill in",
       {.answers = {{200, kFile, kXlsx}}}},
      {Method::get,
       "/api/v1/registers/{register}/export",
       std::pair{Resource::record, Action::exporting},
       export_records,
       "the listed records as a sheet, masked; journaled",
       {.answers = {{200, kFile, kXlsx}, {200, kFile, "text/csv"}}, .query = "format filters q sort"}},
      {Method::get,
       "/api/v1/frozen",
       kFrozen,
       list_frozen,
       "the frozen boards, newest first",
       {.answers = {{200, "FrozenBoards"}}}},
      once_only({Method::post,
                 "/api/v1/frozen",
                 std::pair{Resource::frozen, Action::freeze},
                 freeze_board,
                 "freezes the board with everything behind it; its hash is journaled",
                 {.takes = "NewFrozen", .answers = {{201, "FrozenHead"}}}}),
      {Method::get,
       "/api/v1/frozen/{frozen}",
       kFrozen,
       show_frozen,
       "a board as it was frozen",
       {.answers = {{200, "FrozenBoard"}}}},
      {Method::get,
       "/api/v1/frozen/{frozen}/targets/{target}",
       kFrozen,
       show_frozen_target,
       "a target as it was frozen",
       {.answers = {{200, "FrozenTarget"}}}},
      {Method::get,
       "/api/v1/verification",
       std::pair{Resource::verification, Action::read},
       show_verification,
       "what the proofs of the store found",
       {.answers = {{200, "Verification"}}}},
      {Method::post,
       "/api/v1/verification",
       std::pair{Resource::verification, Action::create},
       start_verification,
       "proves the store: journal, figures, evidence",
       {.answers = {{202, "VerificationRun"}}, .refuses = {409}}},
      {Method::get,
       "/api/v1/pack",
       std::pair{Resource::pack, Action::read},
       show_pack,
       "the pack in force, and which were before it",
       {.answers = {{200, "PackState"}}}},
      {Method::post,
       "/api/v1/pack/preview",
       std::pair{Resource::pack, Action::manage},
       preview_pack,
       "what another version of the pack would change",
       {.takes = kFile, .answers = {{200, "PackPreview"}}, .query = "pack", .refuses = {415}}},
      {Method::post,
       "/api/v1/pack/application",
       std::pair{Resource::pack, Action::manage},
       apply_pack_preview,
       "applies the version that was looked at",
       {.takes = "PackApplication", .answers = {{200, "PackState"}}, .refuses = {404, 409}}},
      {Method::get,
       "/api/v1/accounts",
       std::pair{Resource::account, Action::read},
       list_accounts,
       "the accounts",
       {.answers = {{200, "Accounts"}}}},
      {Method::get,
       "/api/v1/registers/{register}/filters",
       kRead,
       list_filters,
       "the own filters of a register",
       {.answers = {{200, "Filters"}}}},
      {Method::post,
       "/api/v1/registers/{register}/filters",
       kRead,
       keep_filter,
       "keeps a filter; one of the same name is replaced",
       {.takes = "NewFilter", .answers = {{201, "Filter"}}}},
      {Method::del,
       "/api/v1/registers/{register}/filters/{filter}",
       kRead,
       remove_filter,
       "forgets a filter",
       {.answers = {{204}}}},
      makes_password({Method::post,
                      "/api/v1/accounts",
                      std::pair{Resource::account, Action::create},
                      create_account,
                      "makes an account with a one-time password",
                      {.takes = "NewAccount", .answers = {{201, "AccountMade"}}}}),
      {Method::patch,
       "/api/v1/accounts/{account}",
       std::pair{Resource::account, Action::correct},
       change_account,
       "changes an account; its sessions end with its post",
       {.takes = "AccountChange", .answers = {{200, "Account"}}, .refuses = {409}}},
      makes_password({Method::post,
                      "/api/v1/accounts/{account}/password",
                      std::pair{Resource::account, Action::manage},
                      reset_password,
                      "gives an account a one-time password",
                      {.answers = {{201, "PasswordMade"}}}}),
      {Method::del,
       "/api/v1/accounts/{account}/second-factor",
       std::pair{Resource::account, Action::manage},
       drop_second_factor,
       "turns the second factor of an account off",
       {.answers = {{204}}, .refuses = {409}}},
      {Method::get,
       "/api/v1/roles",
       std::pair{Resource::account, Action::read},
       list_roles,
       "the roles, and the units and towns that a post can have",
       {.answers = {{200, "Roles"}}}},
      {Method::get,
       "/api/v1/journal",
       std::pair{Resource::security_journal, Action::read},
       list_security_journal,
       "the security journal",
       {.answers = {{200, "SecurityJournal"}}, .query = "kind cursor"}},
  };
  return all;
}

Match match(http::Method method, std::string_view path) {
  if (method == Method::head) method = Method::get;
  Match found;
  static std::vector<std::vector<std::string_view>> const patterns = [] {
    std::vector<std::vector<std::string_view>> made;
    for (auto const& route : routes()) made.push_back(split(route.path, '/'));
    return made;
  }();
  auto const steps = split(path, '/');
  for (std::size_t r = 0; r < patterns.size(); ++r) {
    auto const& route = routes()[r];
    auto const& pattern = patterns[r];
    if (pattern.size() != steps.size()) continue;
    std::vector<std::string> parts;
    bool fits = true;
    for (std::size_t i = 0; fits && i < steps.size(); ++i) {
      if (pattern[i].starts_with('{')) {
        fits = !steps[i].empty();
        parts.emplace_back(steps[i]);
      } else {
        fits = pattern[i] == steps[i];
      }
    }
    if (!fits) continue;
    found.path_known = true;
    found.allowed_methods +=
        (found.allowed_methods.empty() ? "" : ", ") + std::string(http::name_of(route.method));
    if (route.method != method) continue;
    found.route = &route;
    found.parts = std::move(parts);
    return found;
  }
  return found;
}

}  // namespace shian::api
