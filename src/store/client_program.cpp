#include "store/client_program.hpp"

#include <fcntl.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstring>

#include "store/drivers.hpp"

extern char** environ;

namespace shian::store {
namespace {

struct Actions {
  ::posix_spawn_file_actions_t raw;
  Actions() { ::posix_spawn_file_actions_init(&raw); }
  ~Actions() { ::posix_spawn_file_actions_destroy(&raw); }
  Actions(Actions const&) = delete;
  Actions& operator=(Actions const&) = delete;
};

[[noreturn]] void cannot_run(std::string const& program, int fault) {
  throw Failure(
      Failure::Kind::other,
      with_detail(
          "无法运行 " + program + "；请安装 PostgreSQL 客户端（apt-get install postgresql-client）",
          "cannot run " + program + "; install PostgreSQL's client (apt-get install postgresql-client)",
          std::strerror(fault)));
}

std::vector<char*> pointers(std::vector<std::string>& texts) {
  std::vector<char*> list;
  list.reserve(texts.size() + 1);
  for (auto& text : texts) list.push_back(text.data());
  list.push_back(nullptr);
  return list;
}

std::string read_to_end(int fd) {
  std::string text;
  std::array<char, 4096> buffer{};
  while (true) {
    ssize_t const got = ::read(fd, buffer.data(), buffer.size());
    if (got < 0 && errno == EINTR) continue;
    if (got <= 0) return text;
    text.append(buffer.data(), static_cast<std::size_t>(got));
  }
}

}  // namespace

ProgramEnd run_client_program(std::vector<std::string> arguments, std::vector<std::string> const& variables) {
  std::array<int, 2> ends{};
  if (::pipe2(ends.data(), O_CLOEXEC) != 0) cannot_run(arguments.front(), errno);
  Actions actions;
  ::posix_spawn_file_actions_addopen(&actions.raw, STDIN_FILENO, "/dev/null", O_RDONLY, 0);
  ::posix_spawn_file_actions_addopen(&actions.raw, STDOUT_FILENO, "/dev/null", O_WRONLY, 0);
  ::posix_spawn_file_actions_adddup2(&actions.raw, ends[1], STDERR_FILENO);
  std::vector<std::string> environment = variables;
  for (char** one = environ; *one != nullptr; ++one) environment.emplace_back(*one);
  ::pid_t child = 0;
  int const fault = ::posix_spawnp(&child, arguments.front().c_str(), &actions.raw, nullptr,
                                   pointers(arguments).data(), pointers(environment).data());
  ::close(ends[1]);
  if (fault != 0) {
    ::close(ends[0]);
    cannot_run(arguments.front(), fault);
  }
  ProgramEnd end;
  end.messages = read_to_end(ends[0]);
  ::close(ends[0]);
  int status = 0;
  while (::waitpid(child, &status, 0) < 0 && errno == EINTR) {
  }
  end.exit_code = WIFEXITED(status) ? WEXITSTATUS(status) : 128;
  return end;
}

}  // namespace shian::store
