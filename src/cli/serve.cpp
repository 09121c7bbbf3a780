// The desk's server: runs until it is told to stop, and finishes what it accepted.
#include <fmt/format.h>
#include <signal.h>

#include <CLI/CLI.hpp>

#include "api/service.hpp"
#include "base/file_bytes.hpp"
#include "base/temporary_folder.hpp"
#include "base/text.hpp"
#include "cli/commands.hpp"
#include "cli/log.hpp"
#include "cli/service_notice.hpp"

namespace shian::cli {
namespace {

struct ServeOptions {
  std::string store, address = "127.0.0.1", certificate, key, web;
  std::uint16_t port = 8022;
  std::vector<std::string> trusted_proxies = {"127.0.0.1", "::1"};
  int threads = 1, readers = 2;
  std::vector<std::string> second_factor;  // codes of roles
  std::string signing_key;
  bool log = false;
  struct {
    std::string issuer, client, secret_file, redirect, name;
    bool by_user_name = false;
  } oidc;
};

// The city's own provider, when the options name one. Errors: an address that is not safe, a secret that
// cannot be read.
Expected<std::optional<identity::OidcSettings>> oidc_of(ServeOptions const& options) {
  auto const& given = options.oidc;
  if (given.issuer.empty()) return std::nullopt;
  for (auto const& address : {given.issuer, given.redirect}) {
    if (!identity::is_safe_address(address)) {
      return std::unexpected(
          Error::make("cli.oidc", "统一身份平台的地址不安全：" + address,
                      "not a safe address for single sign-on: " + address)
              .hinting("须为 https://，或本机的 http://", "https:// it must be, or http:// on this machine"));
    }
  }
  identity::OidcSettings settings;
  settings.issuer = given.issuer;
  settings.client_id = given.client;
  settings.redirect_uri = given.redirect;
  settings.name = given.name.empty() ? Text{"统一身份认证", "single sign-on"} : Text{given.name, given.name};
  if (given.by_user_name) settings.unbound = identity::OidcSettings::Unbound::by_user_name;
  if (!given.secret_file.empty()) {
    settings.client_secret = trimmed(content_of(given.secret_file).value_or(""));
    if (settings.client_secret.empty())
      return fail("cli.oidc.secret", "密钥文件无法读取：" + given.secret_file,
                  "the secret's file cannot be read: " + given.secret_file);
  }
  return settings;
}

// The screens asked for, or those that came with the program. Errors: those asked for cannot be served.
Expected<std::optional<api::Screens>> screens_of(ServeOptions const& options) {
  auto const folder = options.web.empty() ? screens_folder() : std::filesystem::path(options.web);
  if (!folder) return std::nullopt;
  auto loaded = api::Screens::load(*folder);
  if (!loaded) return std::unexpected(loaded.error());
  return std::move(*loaded);
}

// Until one of the signals. A service manager that watches hears meanwhile, as often as it asked for, that
// the desk still answers questions: a reader itself says so.
void wait_for(::sigset_t const& signals, api::Service& service) {
  auto const interval = watch_interval();
  if (!interval) {
    int signal = 0;
    ::sigwait(&signals, &signal);
    return;
  }
  auto const seconds = std::chrono::duration_cast<std::chrono::seconds>(*interval);
  ::timespec const pause{seconds.count(), (*interval - seconds).count()};
  do {
    (void)service.desk().ask([](city::City&) { service_is_alive(); });
  } while (::sigtimedwait(&signals, nullptr, &pause) < 0);
}

int serve(Context const& context, ServeOptions const& options) {
  // Blocked before any thread is made, so that only sigwait below hears them.
  ::sigset_t wanted;
  ::sigemptyset(&wanted);
  ::sigaddset(&wanted, SIGINT);
  ::sigaddset(&wanted, SIGTERM);
  ::pthread_sigmask(SIG_BLOCK, &wanted, nullptr);

  api::ServiceOptions desk;
  desk.store = address_of(options.store);
  desk.readers = options.readers;
  for (auto const& role : options.second_factor) desk.second_factor.push_back(*identity::role_of(role));
  auto screens = screens_of(options);
  if (!screens) return refuse(context, screens.error());
  bool const has_screens = screens->has_value();
  auto oidc = oidc_of(options);
  if (!oidc) return refuse(context, oidc.error());
  desk.oidc = std::move(*oidc);
  desk.screens = std::move(*screens);
  desk.signing_key = options.signing_key;
  // This program, also when an upgrade has put another in its place.
  desk.reading_program = {"/proc/self/exe", "evidence", "reader"};
  desk.complain = [log = options.log](Text const& text) {
    log_trouble(text, log ? LogForm::json : LogForm::plain);
  };
  auto service = api::Service::open(std::move(desk));
  if (!service) return refuse(context, service.error());
  TemporaryFolder const uploads("uploads");
  http::ServerOptions how;
  how.listen = {options.address, options.port, options.certificate, options.key};
  how.threads = options.threads;
  how.trusted_proxies = options.trusted_proxies;
  how.upload_folder = uploads.path();
  how.finished = [&](http::ServerOptions::Finished const& done) {
    (*service)->note(done);
    if (options.log) log_request(done);
  };
  auto server = http::Server::start(std::move(how), **service);
  if (!server) return refuse(context, server.error());
  auto const where = fmt::format("{}://{}:{}/", options.certificate.empty() ? "http" : "https",
                                 options.address, (*server)->port());
  say(context, {"服务已启动：" + where + "（按 Ctrl-C 停止）", "serving " + where + " (Ctrl-C stops it)"});
  if (!has_screens) {
    say(context, {"未找到网页，仅提供接口；构建网页见 web/README.md，或用 --web 指定文件夹",
                  "no screens were found, only the API answers: build them as web/README.md says, or name "
                  "their folder with --web"});
  }
  print(where + "\n");
  std::fflush(stdout);
  service_is_ready();
  wait_for(wanted, **service);
  service_is_stopping();
  say(context, {"正在停止，先完成已接收的请求", "stopping, after finishing what was accepted"});
  (*service)->close_listeners();
  constexpr std::chrono::seconds kPatience{10};
  (*server)->stop(kPatience);
  return kDone;
}

}  // namespace

void add_serve(CLI::App& program, Context& context) {
  auto* const command =
      program.add_subcommand("serve", help("启动服务（HTTP 接口）", "serves the books over HTTP"));
  auto const options = std::make_shared<ServeOptions>();
  add_store(*command, options->store);
  command->add_option("--address", options->address, help("监听的地址", "the address to listen on"))
      ->capture_default_str();
  command
      ->add_option("--port", options->port, help("端口，0 为任意空闲端口", "the port; 0: any that is free"))
      ->capture_default_str();
  auto* const certificate = command->add_option("--certificate", options->certificate,
                                                help("TLS 证书链（PEM）", "the TLS certificate chain (PEM)"));
  auto* const key =
      command->add_option("--key", options->key, help("TLS 私钥（PEM）", "its private key (PEM)"));
  certificate->needs(key);
  key->needs(certificate);
  command->add_option("--web", options->web,
                      help("网页所在文件夹（默认随程序安装的）",
                           "the folder of the built screens (default: those that "
                           "came with the program)"));
  command
      ->add_option("--readers", options->readers, help("同时查询的线程数", "threads that answer questions"))
      ->check(CLI::Range(1, 64))
      ->capture_default_str();
  command->add_option("--threads", options->threads, help("网络线程数", "network threads"))
      ->check(CLI::Range(1, 64))
      ->capture_default_str();
  command
      ->add_option("--trusted-proxy", options->trusted_proxies,
                   help("反向代理的地址，采信它转告的客户端地址；默认本机",
                        "addresses of proxies whose word on the client counts; this machine by default"))
      ->type_name("ADDRESS");
  std::vector<std::string> roles;
  for (auto const role : identity::kRoles) roles.emplace_back(identity::code_of(role));
  command
      ->add_option("--second-factor", options->second_factor,
                   help("必须用两步验证登录的角色", "roles that must sign in with a second factor"))
      ->check(CLI::IsMember(roles))
      ->type_name("ROLE");
  command
      ->add_option(
          "--signing-key", options->signing_key,
          help("封存档案签名用的 Ed25519 私钥（PEM），默认在佐证文件夹里生成",
               "the Ed25519 key (PEM) that signs dossiers; one is made beside the evidence by default"))
      ->check(CLI::ExistingFile)
      ->type_name("FILE");
  command->add_flag(
      "--log", options->log,
      help("每个请求写一行日志到标准错误", "a line of log for each request, to standard error"));
  auto& oidc = options->oidc;
  auto* const issuer = command->add_option(
      "--oidc-issuer", oidc.issuer,
      help("城市统一身份平台（OIDC）的地址", "the city's own sign-on: the issuer of an OpenID provider"));
  auto* const client = command->add_option("--oidc-client", oidc.client,
                                           help("在该平台登记的客户端编号", "our client id there"));
  auto* const redirect = command->add_option("--oidc-redirect", oidc.redirect,
                                             help("登录后返回的地址，以 /auth/oidc/back 结尾",
                                                  "where it sends people back: ends in /auth/oidc/back"));
  issuer->needs(client)->needs(redirect);
  client->needs(issuer);
  redirect->needs(issuer);
  command
      ->add_option("--oidc-secret-file", oidc.secret_file,
                   help("存放客户端密钥的文件", "the file that holds our secret there"))
      ->needs(issuer);
  command->add_option("--oidc-name", oidc.name, help("登录页上显示的名称", "its name on the sign-in page"))
      ->needs(issuer);
  command
      ->add_flag(
          "--oidc-by-user-name", oidc.by_user_name,
          help("未绑定者按同名账号登录；仅当用户名不能自选时使用",
               "unbound people take the account of their user name: only where nobody chooses his own"))
      ->needs(issuer);
  command->callback([&context, options] { context.exit_code = serve(context, *options); });
}

}  // namespace shian::cli
