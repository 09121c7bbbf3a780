#include "base/program.hpp"

#include <fcntl.h>
#include <poll.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <csignal>
#include <cstdlib>
#include <filesystem>

#include "base/text.hpp"

extern char** environ;

namespace shian {
namespace {

using Steady = std::chrono::steady_clock;

struct Actions {
  ::posix_spawn_file_actions_t raw;
  Actions() { ::posix_spawn_file_actions_init(&raw); }
  ~Actions() { ::posix_spawn_file_actions_destroy(&raw); }
  Actions(Actions const&) = delete;
  Actions& operator=(Actions const&) = delete;
};

struct Attributes {
  ::posix_spawnattr_t raw;
  // A group of its own lets what it starts be ended with it; else it ends with whoever is at the terminal.
  explicit Attributes(bool is_own_group) {
    ::posix_spawnattr_init(&raw);
    if (!is_own_group) return;
    ::posix_spawnattr_setflags(&raw, POSIX_SPAWN_SETPGROUP);
    ::posix_spawnattr_setpgroup(&raw, 0);
  }
  ~Attributes() { ::posix_spawnattr_destroy(&raw); }
  Attributes(Attributes const&) = delete;
  Attributes& operator=(Attributes const&) = delete;
};

std::vector<char*> pointers(std::vector<std::string>& texts) {
  std::vector<char*> list;
  list.reserve(texts.size() + 1);
  for (auto& text : texts) list.push_back(text.data());
  list.push_back(nullptr);
  return list;
}

// False: the time is over first.
bool read_to_end(int fd, std::optional<Steady::time_point> until, std::string& text) {
  std::array<char, 4096> buffer{};
  while (true) {
    ::pollfd waits{fd, POLLIN, 0};
    int milliseconds = -1;
    if (until) {
      auto const left = std::chrono::duration_cast<std::chrono::milliseconds>(*until - Steady::now()).count();
      if (left <= 0) return false;
      milliseconds = static_cast<int>(left) + 1;
    }
    int const ready = ::poll(&waits, 1, milliseconds);
    if (ready < 0 && errno == EINTR) continue;
    if (ready == 0) continue;
    ssize_t const got = ::read(fd, buffer.data(), buffer.size());
    if (got < 0 && errno == EINTR) continue;
    if (got <= 0) return true;
    text.append(buffer.data(), static_cast<std::size_t>(got));
  }
}

}  // namespace

ProgramEnd run_program(std::vector<std::string> arguments, std::vector<std::string> const& variables,
                       std::optional<std::chrono::seconds> at_most) {
  ProgramEnd end;
  std::array<int, 2> ends{};
  if (::pipe2(ends.data(), O_CLOEXEC) != 0) {
    end.fault = errno;
    return end;
  }
  Actions actions;
  ::posix_spawn_file_actions_addopen(&actions.raw, STDIN_FILENO, "/dev/null", O_RDONLY, 0);
  ::posix_spawn_file_actions_addopen(&actions.raw, STDOUT_FILENO, "/dev/null", O_WRONLY, 0);
  ::posix_spawn_file_actions_adddup2(&actions.raw, ends[1], STDERR_FILENO);
  Attributes const attributes(at_most.has_value());
  std::vector<std::string> environment = variables;
  for (char** one = environ; *one != nullptr; ++one) environment.emplace_back(*one);
  ::pid_t child = 0;
  end.fault = ::posix_spawnp(&child, arguments.front().c_str(), &actions.raw, &attributes.raw,
                             pointers(arguments).data(), pointers(environment).data());
  ::close(ends[1]);
  if (end.fault != 0) {
    ::close(ends[0]);
    return end;
  }
  auto const until = at_most ? std::optional(Steady::now() + *at_most) : std::nullopt;
  end.is_late = !read_to_end(ends[0], until, end.messages);
  if (end.is_late) ::kill(-child, SIGKILL);
  ::close(ends[0]);
  int status = 0;
  while (::waitpid(child, &status, 0) < 0 && errno == EINTR) {
  }
  constexpr int kEnded = 128;
  end.exit_code = WIFEXITED(status) ? WEXITSTATUS(status) : kEnded;
  return end;
}

bool is_installed(std::string const& program) {
  char const* const path = std::getenv("PATH");
  if (path == nullptr) return false;
  for (auto const folder : split(path, ':'))
    if (::access((std::filesystem::path(folder) / program).c_str(), X_OK) == 0) return true;
  return false;
}

}  // namespace shian
