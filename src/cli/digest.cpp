// The message of the day to each account that has an address: into files, or by a mail server.
#include <CLI/CLI.hpp>
#include <algorithm>
#include <nlohmann/json.hpp>
#include <regex>

#include "api/today_question.hpp"
#include "base/durable_file.hpp"
#include "base/file_bytes.hpp"
#include "base/text.hpp"
#include "cli/commands.hpp"
#include "identity/accounts.hpp"
#include "identity/digests_sent.hpp"
#include "identity/password.hpp"
#include "identity/policy.hpp"
#include "identity/security_journal.hpp"
#include "identity/tables.hpp"
#include "mail/address.hpp"
#include "mail/message.hpp"
#include "mail/server.hpp"
#include "report/digest.hpp"

namespace shian::cli {
namespace {

struct DigestOptions {
  std::string store, on, account, out, desk;
  std::string smtp, from, user, password_file, authorities;
  bool plain = false, again = false, empty = false, json = false;
};

enum class Outcome { sent, written, empty, already, failed };

std::string_view code_of(Outcome outcome) {
  constexpr std::string_view kCodes[] = {"sent", "written", "empty", "already", "failed"};
  return kCodes[static_cast<std::size_t>(outcome)];
}

Text text_of(Outcome outcome) {
  switch (outcome) {
    case Outcome::sent:
      return {"已发送", "sent"};
    case Outcome::written:
      return {"已写出", "written"};
    case Outcome::empty:
      return {"没有待办，未发送", "nothing to do, not sent"};
    case Outcome::already:
      return {"当天已发送过", "was sent that day already"};
    case Outcome::failed:
      return {"未送出", "failed"};
  }
  return {};
}

struct Done {
  std::string account;
  Outcome outcome = Outcome::failed;
  Text why = {};          // of a failure
  std::string file = {};  // that was written
};

// Its post has a first page. Whoever reviews or administers has none.
bool has_page(identity::Account const& account) {
  return identity::may(account.role, identity::Resource::record, identity::Action::read);
}

bool is_wanted(identity::Account const& account) {
  return !account.disabled && !account.email.empty() && account.digest != identity::Digest::none &&
         has_page(account);
}

// All who want one; or the one that was named. Errors: that one is not there or can have none.
Expected<std::vector<identity::Account>> recipients(city::City& city, std::string const& named) {
  identity::Accounts accounts(city.session());
  if (named.empty()) {
    auto all = accounts.list();
    std::erase_if(all, [](auto const& account) { return !is_wanted(account); });
    return all;
  }
  auto const account = accounts.find(named);
  auto const none = [&](char const* zh, char const* en) {
    return fail("cli.digest.account", "账号 " + named + zh, "the account " + named + en);
  };
  if (!account) return none("不存在", " is not there");
  if (account->disabled) return none("已停用", " is disabled");
  if (!has_page(*account)) return none("的角色没有“今日”页", " has a role without a Today page");
  if (account->email.empty()) return none("没有邮箱", " has no mail address");
  if (account->digest == identity::Digest::none) return none("不接收每日摘要", " wants no digest");
  return std::vector{*account};
}

mail::Message message_to(identity::Account const& account, report::Digest digest, city::City const& city,
                         Day day, std::string const& from) {
  bool const zh = account.digest == identity::Digest::zh;
  auto compact = day.to_string();
  std::erase(compact, '-');
  constexpr std::size_t kChance = 12;
  mail::Message message;
  message.from = {from, zh ? "食安" : "Shian"};
  message.to = {account.email, account.name};
  message.subject = std::move(digest.subject);
  message.plain = std::move(digest.plain);
  message.html = std::move(digest.html);
  message.language = zh ? "zh-CN" : "en";
  message.date = Timestamp::now();
  message.utc_offset_minutes = city.utc_offset_minutes();
  message.id = "digest." + compact + "." + identity::random_hex(kChance);
  return message;
}

class Run {
 public:
  Run(city::City& city, DigestOptions const& options, std::optional<mail::Server> server)
      : city_(city), options_(options), server_(std::move(server)) {
    day_ = options.on.empty() ? city.today() : *Day::parse(options.on);
  }
  [[nodiscard]] Day day() const { return day_; }

  Done serve(identity::Account const& account) {
    bool const sends = server_.has_value();
    if (sends && !options_.again && identity::has_digest(city_.session(), account.id, day_))
      return {account.id, Outcome::already};
    auto const language = account.digest == identity::Digest::zh ? Language::zh : Language::en;
    auto question = api::today_question(city_, account.post(), language);
    question.as_of = day_;
    auto const today = report::read_today(city_, std::move(question));
    auto digest = report::digest_of(city_.pack(), today, {language, options_.desk});
    if (digest.is_empty && !options_.empty) return {account.id, Outcome::empty};
    auto const message = message_to(account, std::move(digest), city_, day_,
                                    options_.from.empty() ? "shian@localhost" : options_.from);
    return sends ? send(account, message) : write(account, message);
  }

 private:
  Done write(identity::Account const& account, mail::Message const& message) {
    auto const file = std::filesystem::path(options_.out) / (account.id + "-" + day_.to_string() + ".eml");
    write_durably(file, mail::wire_text(message));
    return {account.id, Outcome::written, {}, file.string()};
  }

  Done send(identity::Account const& account, mail::Message const& message) {
    // A server that is not there, or keeps us out, is not asked again for each account.
    if (given_up_) return {account.id, Outcome::failed, *given_up_};
    auto const sent = server_->send(message.from.address, message.to.address, mail::wire_text(message));
    if (!sent) {
      if (sent.error().fault == mail::NotSent::Fault::server) given_up_ = sent.error().why;
      return {account.id, Outcome::failed, sent.error().why};
    }
    // At once and by itself: whatever happens to the next, this one is not sent again.
    store::Transaction transaction(city_.session(), store::Access::write);
    identity::note_digest(city_.session(), account.id, day_, Timestamp::now());
    transaction.commit();
    return {account.id, Outcome::sent};
  }

  city::City& city_;
  DigestOptions const& options_;
  std::optional<mail::Server> server_;
  Day day_;
  std::optional<Text> given_up_;
};

std::size_t count_of(std::vector<Done> const& all, Outcome outcome) {
  return static_cast<std::size_t>(std::ranges::count(all, outcome, &Done::outcome));
}

// One line of a run: how many, and nobody's address.
void journal(city::City& city, Day day, std::vector<Done> const& all) {
  Text what = {"每日摘要 " + day.to_string() + "：", "the digest of " + day.to_string() + ":"};
  bool is_first = true;
  for (auto const outcome :
       {Outcome::sent, Outcome::written, Outcome::failed, Outcome::already, Outcome::empty}) {
    auto const count = std::to_string(count_of(all, outcome));
    if (count == "0") continue;
    what.zh += (is_first ? "" : "；") + text_of(outcome).zh + " " + count;
    what.en += (is_first ? " " : "; ") + text_of(outcome).en + " " + count;
    is_first = false;
  }
  if (is_first) what = {what.zh + "没有收件账号", what.en + " nobody has an address"};
  store::Transaction transaction(city.session(), store::Access::write);
  identity::append(city.session(),
                   {0, Timestamp::now(), "digest", author(city, "")->actor, "", std::move(what), "", 0});
  transaction.commit();
}

void tell(Context const& context, DigestOptions const& options, Day day, std::vector<Done> const& all) {
  for (auto const& done : all) {
    if (done.outcome != Outcome::failed) continue;
    say(context, {"账号 " + done.account + "：" + done.why.zh, done.account + ": " + done.why.en});
  }
  if (options.json) {
    auto list = nlohmann::ordered_json::array();
    for (auto const& done : all) {
      nlohmann::ordered_json one = {{"account", done.account}, {"outcome", code_of(done.outcome)}};
      if (!done.file.empty()) one["file"] = done.file;
      if (!done.why.empty()) one["why"] = {{"zh", done.why.zh}, {"en", done.why.en}};
      list.push_back(std::move(one));
    }
    print(nlohmann::ordered_json{{"day", day.to_string()}, {"accounts", std::move(list)}}.dump() + "\n");
    return;
  }
  constexpr std::size_t kIdWidth = 24;
  for (auto const& done : all)
    print(padded(done.account, kIdWidth) +
          (done.file.empty() ? text_of(done.outcome).in(context.language) : done.file) + "\n");
  if (all.empty())
    say(context, {"没有账号要收每日摘要：shian account ID --email 邮箱",
                  "no account wants a digest: shian account ID --email ADDRESS"});
}

Expected<mail::Server> server_of(DigestOptions const& options) {
  mail::ServerSettings settings;
  settings.address = options.smtp;
  settings.authorities = options.authorities;
  settings.user = options.user;
  if (options.plain) settings.plain = mail::ServerSettings::Plain::sent;
  if (!options.user.empty()) {
    settings.password = trimmed(content_of(options.password_file).value_or(""));
    if (settings.password.empty())
      return fail("cli.digest.password", "密码文件无法读取：" + options.password_file,
                  "the password's file cannot be read: " + options.password_file);
  }
  return mail::Server::at(std::move(settings));
}

int digest(Context& context, DigestOptions const& options) {
  if (options.out.empty() && options.smtp.empty())
    return misuse(context, {"请给出 --out 文件夹，或 --smtp 服务器", "say --out DIR, or --smtp SERVER"});
  std::optional<mail::Server> server;
  if (options.out.empty()) {
    if (options.from.empty())
      return misuse(context, {"发送须给出 --from 发件地址", "sending needs --from, who sends"});
    auto found = server_of(options);
    if (!found) {
      (void)refuse(context, found.error());
      return kWrongUsage;
    }
    server = std::move(*found);
  } else {
    make_folders(options.out);
  }
  auto const city = open_city(context, options.store);
  if (!city) return context.exit_code;
  identity::prepare_tables(city->session());
  auto const accounts = recipients(*city, options.account);
  if (!accounts) return refuse(context, accounts.error());
  Run run(*city, options, std::move(server));
  std::vector<Done> all;
  for (auto const& account : *accounts) all.push_back(run.serve(account));
  journal(*city, run.day(), all);
  tell(context, options, run.day(), all);
  return count_of(all, Outcome::failed) == 0 ? kDone : kWrongData;
}

std::string wrong_address(std::string const& written) {
  auto const good = mail::check_address(written);
  return good ? "" : good.error().to_string(Language::zh) + "; " + good.error().to_string(Language::en);
}

std::string wrong_desk(std::string const& written) {
  static std::regex const kDesk(R"(https?://[A-Za-z0-9.:\[\]-]+(/[A-Za-z0-9._~/-]*)?)");
  return std::regex_match(written, kDesk)
             ? ""
             : "网址不对，应如 https://shian.example.gov.cn; no address of a desk, write https://HOST";
}

}  // namespace

void add_digest(CLI::App& program, Context& context) {
  auto* const command = program.add_subcommand(
      "digest", help("每日摘要：各账号的超期、到期与待确认事项，写成文件或发邮件",
                     "the day's work of each account with an address, into files or by mail"));
  auto const options = std::make_shared<DigestOptions>();
  add_store(*command, options->store);
  add_day(*command, "--on", options->on, help("哪一天，默认今天", "of which day, today by default"));
  command->add_option("--account", options->account, help("只给这个账号", "to this account alone"))
      ->type_name("ID");
  command
      ->add_option("--out", options->out,
                   help("写成 .eml 文件放入此文件夹，不发送", "writes .eml files there and sends nothing"))
      ->type_name("DIR");
  command
      ->add_option("--smtp", options->smtp,
                   help("邮件服务器：smtp://主机:端口 或 smtps://主机:端口",
                        "the mail server: smtp://HOST:PORT or smtps://HOST:PORT"))
      ->type_name("SERVER");
  command->add_option("--from", options->from, help("发件地址", "the address it comes from"))
      ->check(wrong_address)
      ->type_name("ADDRESS");
  auto* const user =
      command->add_option("--user", options->user, help("邮件服务器的登录名", "who signs in there"));
  auto* const password =
      command
          ->add_option("--password-file", options->password_file,
                       help("存放登录密码的文件", "the file that holds the password for that"))
          ->type_name("FILE");
  user->needs(password);
  password->needs(user);
  command
      ->add_option("--smtp-ca", options->authorities,
                   help("服务器证书的签发机构（PEM），默认系统所信任的",
                        "whose certificates count (PEM), those of the system by default"))
      ->check(CLI::ExistingFile)
      ->type_name("FILE");
  command->add_flag("--smtp-plain", options->plain,
                    help("服务器不支持 TLS 时明文发送", "sends in the clear where the server has no TLS"));
  command
      ->add_option("--desk-url", options->desk,
                   help("网页的地址，邮件中的链接指向它", "where the desk is reached: links lead there"))
      ->check(wrong_desk)
      ->type_name("URL");
  command->add_flag("--again", options->again,
                    help("当天已发送过的也再发", "also to whom it was sent that day already"));
  command->add_flag("--empty", options->empty, help("没有待办的也发", "also where there is nothing to do"));
  add_json(*command, options->json);
  command->callback([&context, options] {
    if (options->desk.ends_with('/')) options->desk.pop_back();
    context.exit_code = digest(context, *options);
  });
}

}  // namespace shian::cli
