#include "api/service.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "api/import_work.hpp"
#include "api/resources.hpp"
#include "api/session_answers.hpp"
#include "base/text.hpp"
#include "document/tables.hpp"
#include "identity/basic_credentials.hpp"
#include "identity/password.hpp"
#include "identity/tables.hpp"
#include "material/tables.hpp"

namespace shian::api {
namespace {

constexpr std::array<std::uint64_t, 7> kSteps = {1'000,   5'000,     20'000,    100'000,
                                                 500'000, 2'000'000, 10'000'000};  // µs
constexpr std::int64_t kTouchEveryMs = 5LL * 60 * 1000;
constexpr std::uint64_t kLargestBody = 1U << 20U;
constexpr std::uint64_t kLargestFile = 50U << 20U;
constexpr std::size_t kMostPdfs = 20;  // that wait: each takes seconds

Language language_of(http::Head const& head) {
  return head.header("accept-language").starts_with("en") ? Language::en : Language::zh;
}

std::string token_of(http::Head const& head) {
  constexpr std::string_view kBearer = "Bearer ";
  auto const authorization = head.header("authorization");
  if (authorization.starts_with(kBearer)) return std::string(authorization.substr(kBearer.size()));
  if (head.path == kCalendarPath)
    if (auto password = identity::basic_password(authorization)) return std::move(*password);
  return std::string(head.cookie(session_cookie_name(head)));
}

// What a kept answer depends on, and nothing else: what nobody reads must not be computed anew. A NUL parts
// the pieces, as no request has one.
std::string question_of(Call const& call, Route const& route) {
  auto question =
      call.request.path + (call.language == Language::zh ? std::string("\0zh", 3) : std::string("\0en", 3));
  for (auto const name : split(route.shapes.query, ' '))
    if (!name.empty()) question += '\0' + call.request.parameter(name).value_or("");
  if (route.is_by_post) {
    auto const post = call.post();
    for (auto const part :
         {identity::code_of(post.role), std::string_view(post.unit), std::string_view(post.area)})
      question += '\0' + std::string(part);
  }
  return question;
}

bool changes(http::Method method) { return method != http::Method::get && method != http::Method::head; }

// A browser that came by TLS once comes by TLS only (RFC 6797).
http::Header const kOnlyByTls = {"Strict-Transport-Security", "max-age=31536000"};

enum class Way { plain, tls };
Way way_of(http::Head const& head) { return head.secure ? Way::tls : Way::plain; }

bool has_header(http::Response const& response, std::string_view name) {
  return std::any_of(response.headers.begin(), response.headers.end(),
                     [&](http::Header const& header) { return header.name == name; });
}

bool is_json(http::Response const& response) {
  return std::any_of(response.headers.begin(), response.headers.end(), [](http::Header const& header) {
    return header.name == "Content-Type" && header.value.ends_with("json");
  });
}

// What a browser must never do with an answer (OWASP ASVS 14.4). JSON opened by itself becomes a file of a
// name that its address did not choose.
void guard(http::Response& response, Way way) {
  auto const add = [&](std::string name, std::string value) {
    if (!has_header(response, name)) response.headers.push_back({std::move(name), std::move(value)});
  };
  if (way == Way::tls) response.headers.push_back(kOnlyByTls);
  add("X-Content-Type-Options", "nosniff");
  add("Referrer-Policy", "same-origin");
  add("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'");
  if (is_json(response)) add("Content-Disposition", "attachment; filename=\"api.json\"");
}

http::Reply guarded(http::Head const& head, http::Reply const& reply) {
  return http::Reply([reply, way = way_of(head)](http::Response response) {
    guard(response, way);
    reply(std::move(response));
  });
}

// Whose sessions or keys a change of accounts and tokens is about.
std::string account_concerned(Call const& call, Route const& route) {
  if (route.path.starts_with("/api/v1/accounts/")) return call.parts[0];
  return call.request.parameter("account").value_or(call.post().account);
}

}  // namespace

Service::Service(ServiceOptions options)
    : options_(std::move(options)),
      verifier_(options_.store, [this](identity::Verification const& found) { return keep(found); }),
      freezer_(options_.store, beside_evidence("dossiers"), signing_key(),
               [this](dossier::Kept const& frozen) { return keep(frozen); }),
      evidence_reader_({.program = options_.reading_program, .complain = options_.complain}),
      pdf_errands_(1, kMostPdfs, [this](std::string const& what) {
        complain(Error::make("document.pdf", "生成 PDF 出错：" + what, "making a PDF broke: " + what));
      }) {}
// What is under way uses both to its end.
Service::~Service() {
  if (sign_on_) sign_on_->errands.finish();
  pdf_errands_.finish();
  verifier_.finish();
  freezer_.finish();
  evidence_reader_.finish();
  if (imports_) imports_->end_trials();
  if (desk_) desk_->finish();
}

void Service::complain(Error const& error) const {
  if (options_.complain) options_.complain({error.to_string(Language::zh), error.to_string(Language::en)});
}

std::expected<std::unique_ptr<Service>, Errors> Service::open(ServiceOptions options) {
  std::unique_ptr<Service> made(new Service(std::move(options)));
  auto const tables = store::open(made->options_.store);
  identity::prepare_tables(*tables);
  document::prepare_tables(*tables);
  dossier::prepare_tables(*tables);
  material::prepare_tables(*tables);
  made->imports_ = std::make_unique<PendingImports>(made->beside_evidence("pending-imports"));
  DeskOptions desk;
  desk.store = made->options_.store;
  desk.readers = made->options_.readers;
  desk.moved = [service = made.get()](Movement const& movement) { service->moved(movement); };
  desk.broken = made->options_.complain;
  auto opened = Desk::open(std::move(desk));
  if (!opened) return std::unexpected(std::move(opened.error()));
  made->desk_ = std::move(*opened);
  take_up_imports(*made);
  made->evidence_reader_.start(*made->desk_);
  if (auto& oidc = made->options_.oidc) {
    made->sign_on_ = std::make_unique<SignOn>(*oidc, [service = made.get()](std::string const& what) {
      service->complain(
          Error::make("identity.oidc.broken", "统一身份登录出错：" + what, "single sign-on broke: " + what));
    });
  }
  return made;
}

// Where evidence has no place, they last as long as the program.
std::filesystem::path Service::beside_evidence(std::string_view name) const {
  auto const files = options_.store.files_folder();
  return (files.empty() ? files_.path() : std::filesystem::path(files)) / name;
}

std::filesystem::path Service::signing_key() const {
  return options_.signing_key.empty() ? beside_evidence("signing-key.pem") : options_.signing_key;
}

http::Admission Service::admit(http::Head const& head) {
  http::Admission admission;
  admission.limit = kLargestBody;
  auto const found = match(head.method, head.path);
  if (found.route == nullptr && changes(head.method))
    admission.refusal = found.path_known ? refusal(405, "http.method", "这个地址不支持该方法",
                                                   "this address does not take that method")
                                         : not_found();
  if (admission.refusal) guard(*admission.refusal, way_of(head));
  if (found.route == nullptr || found.route->shapes.takes != kFile) return admission;
  // A file goes to the disk: first it must be clear that whoever sends it may.
  admission.body = http::Admission::Body::file;
  admission.limit = kLargestFile;
  auto const call = std::make_shared<Call>();
  call->request.http::Head::operator=(head);
  call->now = Timestamp::now();
  call->parts = std::move(found.parts);
  admission.ask = [this, call, &route = *found.route](http::Reply const& unguarded) {
    auto const reply = guarded(call->request, unguarded);
    identify(call, reply, [this, call, &route, reply, unguarded] {
      if (auto refused = refused_to(*call, route)) return reply(std::move(*refused));
      unguarded(http::Response{http::kGoOn, {}, {}});
    });
  };
  return admission;
}

void Service::handle(http::Request request, http::Reply unguarded) {
  auto const reply = guarded(request, unguarded);
  auto found = match(request.method, request.path);
  if (found.route == nullptr) {
    auto screen = options_.screens && !found.path_known ? options_.screens->answer(request) : std::nullopt;
    if (screen) {
      if (request.secure) screen->headers.push_back(kOnlyByTls);
      return unguarded(std::move(*screen));
    }
    if (!found.path_known) return reply(not_found());
    auto response =
        refusal(405, "http.method", "这个地址不支持该方法", "this address does not take that method");
    response.headers.push_back({"Allow", found.allowed_methods});
    return reply(std::move(response));
  }
  auto const call = std::make_shared<Call>();
  call->language = language_of(request);
  call->now = Timestamp::now();
  call->parts = std::move(found.parts);
  call->request = std::move(request);
  auto const& route = *found.route;
  if (route.is_open) return identified(call, route, reply);
  identify(call, reply, [this, call, &route, reply] { identified(call, route, reply); });
}

// Who asks: nobody is told to sign in, of somebody `known` is told, here or on a reader's thread.
void Service::identify(std::shared_ptr<Call> const& call, http::Reply const& reply,
                       std::function<void()> known) {
  auto token = token_of(call->request);
  auto const unknown = [for_calendar = call->request.path == kCalendarPath] {
    auto refused = refusal(401, "identity.unknown", "请先登录", "sign in first");
    if (for_calendar)
      refused.headers.push_back({"WWW-Authenticate", "Basic realm=\"shian\", charset=\"UTF-8\""});
    return refused;
  };
  if (token.empty()) return reply(unknown());
  auto const hash = identity::token_hash(token);
  call->visitor = visitors_.find(hash, call->now);
  if (call->visitor) return known();
  auto const epoch = visitors_.epoch();
  bool const taken = desk_->ask([this, call, known = std::move(known), reply, token = std::move(token), hash,
                                 unknown, epoch](city::City& city) {
    auto visitor = identity::Sessions(city.session()).find(token, call->now);
    if (!visitor) return reply(unknown());
    if (call->now.ms - visitor->used_at.ms > kTouchEveryMs) touch(*visitor, call->now);
    visitors_.remember(hash, *visitor, epoch, call->now);
    call->visitor = std::make_shared<identity::Visitor const>(std::move(*visitor));
    known();
  });
  if (!taken) reply(unavailable());
}

void Service::touch(identity::Visitor const& visitor, Timestamp now) {
  (void)desk_->change(
      {{visitor.account.id, ""},
       [session = visitor.session, token = visitor.api_token, now](city::City& city, reg::Writing&) {
         identity::Sessions sessions(city.session());
         if (token.empty()) {
           sessions.touch(session, now);
         } else {
           sessions.touch_token(token, now);
         }
       },
       [](store::Failure const*) {}});
}

// A program's token is as good as the account it was made by: one that signs in with a factor.
bool Service::lacks_factor(identity::Visitor const& visitor) const {
  if (std::ranges::find(options_.second_factor, visitor.account.role) == options_.second_factor.end())
    return false;
  return visitor.session.empty() ? visitor.account.totp_secret.empty() : !visitor.second_factor;
}

// Whether whoever asks may; nothing: he may.
std::optional<http::Response> Service::refused_to(Call const& call, Route const& route) {
  auto const& visitor = *call.visitor;
  bool const by_cookie = !visitor.session.empty();
  bool const is_own = route.path.starts_with("/api/v1/session");
  if (changes(route.method)) {
    if (by_cookie && call.request.header("x-shian-csrf") != visitor.csrf) {
      return refusal(403,
                     Error::make("identity.csrf", "请求不是从本系统页面发出的",
                                 "the request does not come from a page of this system")
                         .hinting("刷新页面后重试；程序请用令牌", "reload the page; programs use a token"));
    }
    if (!visitor.may_write)
      return refusal(403, "identity.scope", "这个令牌只能读取", "this token may only read");
  }
  if (visitor.account.must_change_password && !is_own) {
    return refusal(403, "identity.password.change_first", "请先修改一次性密码",
                   "change the one-time password first");
  }
  if (!is_own && lacks_factor(visitor)) {
    return refusal(403, Error::make("identity.second_factor.required", "本岗位须用两步验证登录",
                                    "this post signs in with a second factor")
                            .hinting("在“我的账号”中启用两步验证，然后重新登录",
                                     "turn it on in “My account”, then sign in again"));
  }
  auto const may = [&](auto const& need) {
    return need && identity::may(visitor.account.role, need->first, need->second);
  };
  if (route.needs && !may(route.needs) && !may(route.or_needs)) {
    note_refusal(call, route);
    return refusal(403, "identity.forbidden", identity::text_of(visitor.account.role).zh + "没有这个权限",
                   "not allowed for the role " + identity::text_of(visitor.account.role).en);
  }
  return std::nullopt;
}

// Whether he may, and on which thread he is answered.
void Service::identified(std::shared_ptr<Call> call, Route const& route, http::Reply const& reply) {
  if (!route.is_open) {
    if (auto refused = refused_to(*call, route)) return reply(std::move(*refused));
  }
  if (auto const* serving = std::get_if<Serving>(&route.handler)) return (*serving)(*this, call, reply);
  if (auto const* asking = std::get_if<Asking>(&route.handler)) {
    if (route.is_kept) return answer_kept(call, route, reply);
    return ask([call, handler = *asking, reply](city::City& city) { reply(handler(city, *call)); }, reply,
               Pace::quick);
  }
  if (!route.makes_password) return change(call, route, reply);
  // Hashed here and not on the writer: others' changes do not wait for it.
  bool const taken = desk_->ask([this, call, &route, reply](city::City&) {
    auto password = identity::one_time_password();
    auto hash = identity::hash_of_password(password);
    call->one_time = OneTimePassword{std::move(password), std::move(hash)};
    change(call, route, reply);
  });
  if (!taken) reply(unavailable());
}

void Service::change(std::shared_ptr<Call> const& call, Route const& route, http::Reply const& reply) {
  auto const made = std::make_shared<http::Response>();
  bool const changes_visitors = route.needs && (route.needs->first == identity::Resource::account ||
                                                route.needs->first == identity::Resource::token);
  auto const write = [call, &route, made](city::City& city, reg::Writing& writing) {
    *made = once(city, *call, route.shows,
                 [&] { return std::get<Changing>(route.handler)(city, writing, *call); });
  };
  auto const settled = [this, call, &route, made, reply, changes_visitors](store::Failure const* failure) {
    if (changes_visitors) forget_visitors(account_concerned(*call, route));
    // Whoever was given a new password need not wait for what was tried with the old one.
    if (route.makes_password && failure == nullptr) attempts_.succeeded(account_concerned(*call, route));
    constexpr int kRefused = 300;
    if (route.is_told && failure == nullptr && made->status < kRefused) desk_->note_change();
    reply(failure != nullptr ? unavailable(*failure) : std::move(*made));
  };
  if (!desk_->change({call->author(), write, settled})) reply(unavailable());
}

void Service::ask(Question question, http::Reply const& reply, Pace pace) {
  Question answering = [question = std::move(question), reply](city::City& city) {
    try {
      question(city);
    } catch (store::Failure const& failure) {
      reply(unavailable(failure));
      throw;
    }
  };
  bool const taken =
      pace == Pace::quick ? desk_->ask(std::move(answering)) : desk_->ask_at_length(std::move(answering));
  if (!taken) reply(unavailable());
}

void Service::write(reg::Author author, std::function<http::Response(city::City&, reg::Writing&)> change,
                    http::Reply const& reply) {
  auto const made = std::make_shared<http::Response>();
  bool const taken =
      desk_->change({std::move(author),
                     [change = std::move(change), made](city::City& city, reg::Writing& writing) {
                       *made = change(city, writing);
                     },
                     [made, reply](store::Failure const* failure) {
                       reply(failure != nullptr ? unavailable(*failure) : std::move(*made));
                     }});
  if (!taken) reply(unavailable());
}

void Service::undertake(std::function<std::pair<http::Response, Reload>(city::City&)> work,
                        http::Reply const& reply) {
  auto const made = std::make_shared<http::Response>(refusal(500, internal_error()));
  bool const taken = desk_->undertake(
      [work = std::move(work), made](city::City& city) {
        try {
          auto [response, reload] = work(city);
          *made = std::move(response);
          return reload;
        } catch (store::Failure const& failure) {
          *made = unavailable(failure);
          throw;
        }
      },
      [made, reply] { reply(std::move(*made)); });
  if (!taken) reply(unavailable());
}

std::shared_ptr<http::Upload> Service::new_file(std::string_view ending) {
  return std::make_shared<http::Upload>(files_.path() /
                                        (std::to_string(++files_made_) + std::string(ending)));
}

void Service::answer_kept(std::shared_ptr<Call> const& call, Route const& route, http::Reply const& reply) {
  auto const question = question_of(*call, route);
  KeptAnswers::Stand const stand(desk_->version(), call->now);
  if (auto const kept = kept_.find(question, stand)) return reply(given(*kept, call->request));
  if (kept_.wait(question, stand.version, call->request, reply)) compute_kept(call, route, question);
}

// Again when somebody asked meanwhile who knows of newer books.
void Service::compute_kept(std::shared_ptr<Call> const& call, Route const& route,
                           std::string const& question) {
  bool const taken =
      desk_->ask_dated([this, call, &route, question](city::City& city, std::uint64_t version) {
        KeptAnswers::Stand const stand(version, Timestamp::now());
        http::Response response;
        try {
          response = std::get<Asking>(route.handler)(city, *call);
        } catch (store::Failure const& failure) {
          kept_.refuse(question, unavailable(failure));
          throw;
        } catch (std::exception const&) {
          kept_.refuse(question, refusal(500, internal_error()));
          throw;
        }
        if (kept_.settle(question, stand, response)) compute_kept(call, route, question);
      });
  if (!taken) kept_.refuse(question, unavailable());
}

void Service::moved(Movement const& movement) {
  Json const data = {
      {"version", movement.version}, {"registers", movement.registers}, {"at", movement.at.to_utc()}};
  auto const event = http::event_text("change", data.dump());
  listeners_.tell(event, movement.at);
  evidence_reader_.wake();
}

// What a proof found belongs into the security journal as well: nobody takes a bad result away unseen.
// What was done on a thread of its own, with its entry in the security journal; ready when it is kept.
std::future<void> Service::keep(identity::SecurityEntry const& entry,
                                std::function<void(store::Session&)> what) {
  auto const lost = [this, what = entry.what](Error const& why) {
    complain(Error::make("desk.lost", "未能记下——" + what.zh + "：" + why.what.zh,
                         "could not be kept: " + what.en + ": " + why.what.en));
  };
  auto const kept = std::make_shared<std::promise<void>>();
  bool const taken = desk_->change({{entry.account, ""},
                                    [what = std::move(what), entry](city::City& city, reg::Writing&) {
                                      what(city.session());
                                      identity::append(city.session(), entry);
                                    },
                                    [this, kept, lost](store::Failure const* failure) {
                                      if (failure == nullptr) {
                                        desk_->note_change();
                                      } else {
                                        lost(store_error(*failure));
                                      }
                                      kept->set_value();
                                    }});
  if (taken) return kept->get_future();
  lost(busy_error());
  return {};
}

std::future<void> Service::keep(identity::Verification const& found) {
  identity::SecurityEntry entry;
  entry.at = found.finished_at;
  entry.kind = "verification";
  entry.account = found.account;
  if (!found.broke.empty()) {
    entry.what = {"核对未完成：" + found.broke.zh, "verification not finished: " + found.broke.en};
  } else if (found.holds) {
    entry.what = {"核对：全部相符", "verification: everything holds"};
  } else {
    entry.what = {"核对：有不符之处", "verification: something does not hold"};
  }
  return keep(entry, [found](store::Session& session) { identity::keep_verification(session, found); });
}

std::future<void> Service::keep(dossier::Kept const& frozen) {
  identity::SecurityEntry entry;
  entry.at = Timestamp::now();
  entry.kind = "freeze";
  entry.account = frozen.account;
  entry.what = {"封存档案“" + frozen.name + "”，清单指纹 " + frozen.manifest_hash,
                "froze the dossier '" + frozen.name + "', manifest " + frozen.manifest_hash};
  return keep(entry, [frozen](store::Session& session) { (void)dossier::keep(session, frozen); });
}

void Service::close_listeners() { listeners_.close_all(); }

void Service::forget_visitors(std::string_view account) {
  visitors_.forget_all();
  listeners_.close_of(account);
}

void Service::note_refusal(Call const& call, Route const& route) {
  auto const account = call.post().account;
  if (!refusals_.is_news(account, route.path, call.now)) return;
  auto const what = std::string(http::name_of(route.method)) + " " + std::string(route.path);
  auto const entry =
      entry_of(call, "refused", {"无权而被拒绝：" + what, "refused, not for this role: " + what});
  (void)desk_->change({call.author(),
                       [entry](city::City& city, reg::Writing&) { identity::append(city.session(), entry); },
                       [](store::Failure const*) {}});
}

void Service::note(http::ServerOptions::Finished const& finished) {
  ++requests_;
  bytes_in_ += finished.bytes_in;
  bytes_out_ += finished.bytes_out;
  auto const took = static_cast<std::uint64_t>(finished.took.count());
  microseconds_ += took;
  auto const step = std::lower_bound(kSteps.begin(), kSteps.end(), took) - kSteps.begin();
  ++by_time_[static_cast<std::size_t>(step)];
  std::lock_guard const lock(mutex_);
  ++by_status_[finished.status];
}

std::string Service::metrics() const {
  std::string text = "# TYPE shian_http_requests_total counter\n";
  {
    std::lock_guard const lock(mutex_);
    for (auto const& [status, count] : by_status_)
      text += fmt::format("shian_http_requests_total{{status=\"{}\"}} {}\n", status, count);
  }
  text += fmt::format("# TYPE shian_listeners gauge\nshian_listeners {}\n", listeners_.size());
  text += "# TYPE shian_http_request_seconds histogram\n";
  std::uint64_t sum = 0;
  for (std::size_t i = 0; i < kSteps.size(); ++i) {
    sum += by_time_[i];
    text += fmt::format("shian_http_request_seconds_bucket{{le=\"{}\"}} {}\n",
                        static_cast<double>(kSteps[i]) / 1e6, sum);
  }
  sum += by_time_[kSteps.size()];
  text += fmt::format(
      "shian_http_request_seconds_bucket{{le=\"+Inf\"}} {}\nshian_http_request_seconds_sum "
      "{}\nshian_http_request_seconds_count {}\n",
      sum, static_cast<double>(microseconds_) / 1e6, sum);
  text += fmt::format(
      "# TYPE shian_http_bytes_total counter\nshian_http_bytes_total{{way=\"in\"}} "
      "{}\nshian_http_bytes_total{{way=\"out\"}} {}\n",
      bytes_in_.load(), bytes_out_.load());
  auto const facts = desk_->facts();
  text += fmt::format(
      "# TYPE shian_questions_total counter\nshian_questions_total {}\n# TYPE shian_changes_total "
      "counter\nshian_changes_total {}\n"
      "# TYPE shian_commits_total counter\nshian_commits_total {}\n# TYPE shian_largest_commit "
      "gauge\nshian_largest_commit {}\n"
      "# TYPE shian_questions_waiting gauge\nshian_questions_waiting {}\n# TYPE shian_changes_waiting "
      "gauge\nshian_changes_waiting {}\n"
      "# TYPE shian_books_version gauge\nshian_books_version {}\n",
      facts.questions, facts.changes, facts.groups, facts.largest_group, facts.questions_waiting,
      facts.changes_waiting, desk_->version());
  return text;
}

}  // namespace shian::api
