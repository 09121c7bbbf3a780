#include "material/reading_process.hpp"

#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstdio>
#include <cstdlib>
#include <memory>

#include "material/content_json.hpp"

extern char** environ;

namespace shian::material {
namespace {

using Clock = std::chrono::steady_clock;
using Json = nlohmann::json;

constexpr std::string_view kReady = "ready";
constexpr std::size_t kLongestLine = std::size_t{64} << 20U;
constexpr std::chrono::seconds kToStart{20};

std::vector<char*> pointers(std::vector<std::string>& texts) {
  std::vector<char*> list;
  list.reserve(texts.size() + 1);
  for (auto& text : texts) list.push_back(text.data());
  list.push_back(nullptr);
  return list;
}

struct Spawning {
  ::posix_spawn_file_actions_t actions;
  ::posix_spawnattr_t attributes;
  explicit Spawning(int end) {
    ::posix_spawn_file_actions_init(&actions);
    ::posix_spawn_file_actions_adddup2(&actions, end, STDIN_FILENO);
    ::posix_spawn_file_actions_adddup2(&actions, end, STDOUT_FILENO);
    // What libraries say of a bad file is no matter of the server's log.
    ::posix_spawn_file_actions_addopen(&actions, STDERR_FILENO, "/dev/null", O_WRONLY, 0);
    // Of a group of its own: it does not hear what is typed at the server's terminal.
    ::posix_spawnattr_init(&attributes);
    ::posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETPGROUP);
    ::posix_spawnattr_setpgroup(&attributes, 0);
  }
  ~Spawning() {
    ::posix_spawn_file_actions_destroy(&actions);
    ::posix_spawnattr_destroy(&attributes);
  }
  Spawning(Spawning const&) = delete;
  Spawning& operator=(Spawning const&) = delete;
};

// False: the other side is gone.
bool send_all(int socket, std::string_view bytes) {
  while (!bytes.empty()) {
    auto const sent = ::send(socket, bytes.data(), bytes.size(), MSG_NOSIGNAL);
    if (sent < 0 && errno == EINTR) continue;
    if (sent <= 0) return false;
    bytes.remove_prefix(static_cast<std::size_t>(sent));
  }
  return true;
}

std::string line_of(Json const& json) {
  return json.dump(-1, ' ', false, Json::error_handler_t::replace) + "\n";
}

void set_limit(__rlimit_resource which, std::uint64_t most) {
  ::rlimit limit{};
  ::getrlimit(which, &limit);
  limit.rlim_cur = std::min<::rlim_t>(most, limit.rlim_max);
  ::setrlimit(which, &limit);
}

void hold_to(ReadLimits const& limits) {
  ::prctl(PR_SET_PDEATHSIG, SIGKILL);  // whoever asks is gone: nobody needs the answer
  set_limit(RLIMIT_CORE, 0);
#if !defined(__SANITIZE_ADDRESS__) && !defined(__SANITIZE_THREAD__)  // they reserve terabytes
  set_limit(RLIMIT_AS, limits.program_memory);
#else
  (void)limits;
#endif
}

Expected<Content> broke() {
  return std::unexpected(
      Error::make("material.broke", "读取时程序中止，文件可能有问题",
                  "the file broke the program that read it")
          .hinting("请用原软件打开后另存，再上传", "open it where it was made, save it anew and send that"));
}

Expected<Content> late(std::chrono::seconds at_most) {
  auto const seconds = std::to_string(at_most.count());
  return std::unexpected(
      Error::make("material.late", "读取超过 " + seconds + " 秒",
                  "reading it took over " + seconds + " seconds")
          .hinting("请分成几个文件，或另存后再上传", "divide it, or save it anew and send that"));
}

}  // namespace

void ReadingProcess::end() {
  if (socket_ >= 0) ::close(socket_);
  socket_ = -1;
  unread_.clear();
  if (process_ > 0) {
    ::kill(-process_, SIGKILL);
    ::kill(process_, SIGKILL);  // where it has no group yet
    while (::waitpid(process_, nullptr, 0) < 0 && errno == EINTR) {
    }
    std::error_code ignored;
    for (auto const& left : std::filesystem::directory_iterator(folder_.path(), ignored))
      std::filesystem::remove_all(left.path(), ignored);
  }
  process_ = -1;
}

bool ReadingProcess::start() {
  if (process_ > 0) return true;
  std::array<int, 2> ends{};
  if (::socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends.data()) != 0) return false;
  socket_ = ends[0];
  Spawning const spawning(ends[1]);
  std::vector<std::string> environment = {"TMPDIR=" + folder_.path().string()};
  for (char** one = environ; *one != nullptr; ++one)
    if (!std::string_view(*one).starts_with("TMPDIR=")) environment.emplace_back(*one);
  auto arguments = program_;
  int const fault =
      ::posix_spawnp(&process_, arguments.front().c_str(), &spawning.actions, &spawning.attributes,
                     pointers(arguments).data(), pointers(environment).data());
  ::close(ends[1]);
  if (fault != 0) process_ = -1;
  std::string line;
  if (fault == 0 && read_line(line, kToStart) == Line::whole && line == kReady) return true;
  end();
  return false;
}

ReadingProcess::Line ReadingProcess::read_line(std::string& line, std::chrono::seconds at_most) {
  auto const until = Clock::now() + at_most;
  constexpr int kLookAgainMs = 100;
  std::size_t searched = 0;
  while (true) {
    if (auto const end = unread_.find('\n', searched); end != std::string::npos) {
      line = unread_.substr(0, end);
      unread_.erase(0, end + 1);
      return Line::whole;
    }
    searched = unread_.size();
    if (unread_.size() > kLongestLine) return Line::long_;
    if (stopping_) return Line::stopped;
    if (Clock::now() > until) return Line::late;
    ::pollfd waits{socket_, POLLIN, 0};
    if (::poll(&waits, 1, kLookAgainMs) <= 0) continue;
    std::array<char, 65536> buffer;  // NOLINT: what is read into it is what is used of it
    auto const got = ::recv(socket_, buffer.data(), buffer.size(), 0);
    if (got < 0 && errno == EINTR) continue;
    if (got <= 0) return Line::ended;
    unread_.append(buffer.data(), static_cast<std::size_t>(got));
  }
}

std::expected<Expected<Content>, ReadingProcess::NotRead> ReadingProcess::read(
    std::filesystem::path const& file, std::string_view name, int utc_offset_minutes) {
  if (stopping_) return std::unexpected(NotRead{});
  if (!start()) {
    if (stopping_) return std::unexpected(NotRead{});
    return std::unexpected(
        NotRead{{"读取佐证文件的程序无法启动", "the program that reads evidence cannot be started"}});
  }
  bool const is_sent = send_all(
      socket_,
      line_of({{"file", file.string()}, {"name", std::string(name)}, {"utc_offset", utc_offset_minutes}}));
  std::string line;
  auto const came = is_sent ? read_line(line, at_most_) : Line::ended;
  if (came == Line::whole) {
    auto const json = Json::parse(line, nullptr, false);
    if (json.is_object() && json.contains("failed")) {
      auto const why = json["failed"].is_string() ? json["failed"].get<std::string>() : std::string();
      return std::unexpected(NotRead{{"读取佐证文件时出错：" + why, "while reading evidence: " + why}});
    }
    if (auto content = content_of(json)) return std::move(*content);
  }
  end();
  if (came == Line::stopped) return std::unexpected(NotRead{});
  return came == Line::late ? late(at_most_) : broke();
}

void answer_readings(int in, int out, ReadLimits const& limits) {
  hold_to(limits);
  std::unique_ptr<std::FILE, int (*)(std::FILE*)> const from(::fdopen(in, "r"), &std::fclose),
      to(::fdopen(out, "w"), &std::fclose);
  auto const tell = [&](std::string const& line) {
    std::fputs(line.c_str(), to.get());
    std::fflush(to.get());
  };
  tell(std::string(kReady) + "\n");
  char* line = nullptr;
  std::size_t room = 0;
  while (::getline(&line, &room, from.get()) > 0) {
    auto const asked = Json::parse(line, nullptr, false);
    if (!asked.is_object() || !asked.contains("file") || !asked.contains("name")) break;
    try {
      auto const content = read_content(asked["file"].get<std::string>(), asked["name"].get<std::string>(),
                                        asked.value("utc_offset", kShanghaiOffsetMinutes), limits);
      tell(line_of(content_json(content)));
    } catch (std::exception const& broken) {
      tell(line_of({{"failed", broken.what()}}));
    }
  }
  std::free(line);
}

}  // namespace shian::material
