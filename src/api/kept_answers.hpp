// Answers that are the same for everybody, kept serialised until the books move.
#pragma once

#include <mutex>
#include <unordered_map>

#include "base/day.hpp"
#include "http/message.hpp"

namespace shian::api {

/// Owned by the service; invalid when the desk's version or the day differs. One question is computed once,
/// however many ask for it meanwhile. Any thread.
class KeptAnswers {
 public:
  /// What an answer was true of: a version of the books, and a quarter of an hour.
  struct Stand {
    Stand() = default;
    Stand(std::uint64_t version, Timestamp now);
    std::uint64_t version = 0;
    std::int64_t quarter = 0;
    bool operator==(Stand const&) const = default;
  };
  struct Kept {
    Stand stand;
    std::shared_ptr<std::string const> plain, gzip;
    std::string etag;
  };
  /// What is kept for the question and still true; null: nothing.
  [[nodiscard]] std::shared_ptr<Kept const> find(std::string const& question, Stand const& stand) const;
  /// Who waits for the question, of books that are at least of `version`. True: nobody computes it yet, and
  /// the caller must.
  [[nodiscard]] bool wait(std::string const& question, std::uint64_t version, http::Request request,
                          http::Reply reply);
  /// Gives the answer to all whom it is new enough for; one with status 200 is kept. True: others wait for
  /// newer books, and the caller must compute it again.
  [[nodiscard]] bool settle(std::string const& question, Stand const& stand, http::Response const& response);
  /// Gives all who wait the refusal, whatever they wait for.
  void refuse(std::string const& question, http::Response const& refusal);

 private:
  struct Waiting {
    std::uint64_t version;
    http::Request request;
    http::Reply reply;
  };
  mutable std::mutex mutex_;
  std::unordered_map<std::string, std::shared_ptr<Kept const>> kept_;
  std::unordered_map<std::string, std::vector<Waiting>> waiting_;
  std::size_t bytes_ = 0;
};

/// The kept answer as this client can take it: gzipped, or 304 when he has it.
[[nodiscard]] http::Response given(KeptAnswers::Kept const& kept, http::Head const& head);

}  // namespace shian::api
