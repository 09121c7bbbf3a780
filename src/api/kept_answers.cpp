#include "api/kept_answers.hpp"

#include <zlib.h>

#include "base/hash.hpp"

namespace shian::api {
namespace {

constexpr std::size_t kMostBytes = 64U << 20U;

std::string gzipped(std::string_view text) {
  constexpr int kGzip = 15 + 16;  // window bits, and a gzip header
  constexpr int kMemory = 8;
  constexpr int kQuick = 3;
  ::z_stream stream{};
  if (::deflateInit2(&stream, kQuick, Z_DEFLATED, kGzip, kMemory, Z_DEFAULT_STRATEGY) != Z_OK)
    throw std::bad_alloc();
  std::string packed(::deflateBound(&stream, text.size()), '\0');
  stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(text.data()));
  stream.avail_in = static_cast<uInt>(text.size());
  stream.next_out = reinterpret_cast<Bytef*>(packed.data());
  stream.avail_out = static_cast<uInt>(packed.size());
  ::deflate(&stream, Z_FINISH);
  packed.resize(stream.total_out);
  ::deflateEnd(&stream);
  return packed;
}

}  // namespace

std::shared_ptr<KeptAnswers::Kept const> KeptAnswers::find(std::string const& question,
                                                           std::uint64_t version) const {
  std::lock_guard const lock(mutex_);
  auto const found = kept_.find(question);
  return found != kept_.end() && found->second->version == version ? found->second : nullptr;
}

bool KeptAnswers::wait(std::string const& question, http::Request request, http::Reply reply) {
  std::lock_guard const lock(mutex_);
  auto& waiting = waiting_[question];
  waiting.push_back({std::move(request), std::move(reply)});
  return waiting.size() == 1;
}

void KeptAnswers::settle(std::string const& question, std::uint64_t version, http::Response const& response) {
  std::shared_ptr<Kept> made;
  if (response.status == 200) {
    made = std::make_shared<Kept>();
    made->version = version;
    made->plain = std::make_shared<std::string const>(std::get<std::string>(response.body));
    made->gzip = std::make_shared<std::string const>(gzipped(*made->plain));
    made->etag = "\"" + hex(sha256(*made->plain)).substr(0, 24) + "\"";
  }
  std::vector<Waiting> waiting;
  {
    std::lock_guard const lock(mutex_);
    waiting = std::move(waiting_[question]);
    waiting_.erase(question);
    if (made) {
      if (bytes_ > kMostBytes) {
        kept_.clear();
        bytes_ = 0;
      }
      bytes_ += made->plain->size() + made->gzip->size();
      kept_[question] = made;
    }
  }
  for (auto const& [request, reply] : waiting) reply(made ? given(*made, request) : response);
}

http::Response given(KeptAnswers::Kept const& kept, http::Head const& head) {
  http::Response response;
  response.headers = {{"ETag", kept.etag},
                      {"Cache-Control", "private, no-cache"},
                      {"Vary", "Accept-Encoding, Accept-Language"}};
  if (head.header("if-none-match").find(kept.etag) != std::string_view::npos) {
    response.status = 304;
    return response;
  }
  response.headers.push_back({"Content-Type", "application/json"});
  bool const packed = head.header("accept-encoding").find("gzip") != std::string_view::npos;
  if (packed) response.headers.push_back({"Content-Encoding", "gzip"});
  response.body = packed ? kept.gzip : kept.plain;
  return response;
}

}  // namespace shian::api
