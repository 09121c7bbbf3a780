// The server's log, on standard error.
#pragma once

#include "base/error.hpp"
#include "http/server.hpp"

namespace shian::cli {

/// One JSON object a line; where standard error is systemd's journal, with the line's priority before it.
/// Queries are left out: they may hold what people searched for.
void log_request(http::ServerOptions::Finished const& done);

enum class LogForm { plain, json };
/// What went wrong and nobody waits for.
void log_trouble(Text const& what, LogForm form);

}  // namespace shian::cli
