#include "store/client_program.hpp"

#include <cstring>

#include "store/drivers.hpp"

namespace shian::store {

ProgramEnd run_client_program(std::vector<std::string> arguments, std::vector<std::string> const& variables) {
  auto const program = arguments.front();
  auto end = run_program(std::move(arguments), variables);
  if (end.fault == 0) return end;
  throw Failure(
      Failure::Kind::other,
      with_detail(
          "无法运行 " + program + "；请安装 PostgreSQL 客户端（apt-get install postgresql-client）",
          "cannot run " + program + "; install PostgreSQL's client (apt-get install postgresql-client)",
          std::strerror(end.fault)));
}

}  // namespace shian::store
