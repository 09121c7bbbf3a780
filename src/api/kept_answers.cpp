#include "api/kept_answers.hpp"

#include "base/hash.hpp"
#include "http/gzip.hpp"
#include "http/static_files.hpp"

namespace shian::api {
namespace {

constexpr std::size_t kMostBytes = 64U << 20U;

// A board without a day stands at today, and today ends: every zone's midnight is at a quarter of an hour.
std::int64_t quarter_of(Timestamp now) {
  constexpr std::int64_t kQuarterMs = 15LL * 60 * 1000;
  return now.ms / kQuarterMs;
}

std::size_t size_of(KeptAnswers::Kept const& kept) { return kept.plain->size() + kept.gzip->size(); }

}  // namespace

KeptAnswers::Stand::Stand(std::uint64_t of_version, Timestamp now)
    : version(of_version), quarter(quarter_of(now)) {}

std::shared_ptr<KeptAnswers::Kept const> KeptAnswers::find(std::string const& question,
                                                           Stand const& stand) const {
  std::lock_guard const lock(mutex_);
  auto const found = kept_.find(question);
  return found != kept_.end() && found->second->stand == stand ? found->second : nullptr;
}

bool KeptAnswers::wait(std::string const& question, std::uint64_t version, http::Request request,
                       http::Reply reply) {
  std::lock_guard const lock(mutex_);
  auto& waiting = waiting_[question];
  waiting.push_back({version, std::move(request), std::move(reply)});
  return waiting.size() == 1;
}

bool KeptAnswers::settle(std::string const& question, Stand const& stand, http::Response const& response) {
  std::shared_ptr<Kept> made;
  if (response.status == 200) {
    made = std::make_shared<Kept>();
    made->stand = stand;
    made->plain = std::make_shared<std::string const>(std::get<std::string>(response.body));
    made->gzip = std::make_shared<std::string const>(http::gzipped(*made->plain, http::Packing::quick));
    made->etag = "W/\"" + hex(sha256(*made->plain)).substr(0, 24) + "\"";
  }
  std::vector<Waiting> answered;
  bool more = false;
  {
    std::lock_guard const lock(mutex_);
    auto const found = waiting_.find(question);
    std::vector<Waiting> later;
    for (auto& one : found->second)
      (one.version > stand.version ? later : answered).push_back(std::move(one));
    more = !later.empty();
    if (more) {
      found->second = std::move(later);
    } else {
      waiting_.erase(found);
    }
    if (made) {
      if (bytes_ > kMostBytes) {
        kept_.clear();
        bytes_ = 0;
      }
      auto& place = kept_[question];
      if (place) bytes_ -= size_of(*place);
      bytes_ += size_of(*made);
      place = made;
    }
  }
  for (auto const& [version, request, reply] : answered) reply(made ? given(*made, request) : response);
  return more;
}

void KeptAnswers::refuse(std::string const& question, http::Response const& refusal) {
  std::vector<Waiting> waiting;
  {
    std::lock_guard const lock(mutex_);
    waiting = std::move(waiting_[question]);
    waiting_.erase(question);
  }
  for (auto const& one : waiting) one.reply(http::Response(refusal));
}

http::Response given(KeptAnswers::Kept const& kept, http::Head const& head) {
  http::Response response;
  response.headers = {{"ETag", kept.etag},
                      {"Cache-Control", "private, no-cache"},
                      {"Vary", "Accept-Encoding, Accept-Language"}};
  if (http::names_etag(head.header("if-none-match"), kept.etag)) {
    response.status = 304;
    return response;
  }
  response.headers.push_back({"Content-Type", "application/json"});
  bool const packed = http::takes_gzip(head.header("accept-encoding"));
  if (packed) response.headers.push_back({"Content-Encoding", "gzip"});
  response.body = packed ? kept.gzip : kept.plain;
  return response;
}

}  // namespace shian::api
