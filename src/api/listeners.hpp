// Who listens to live events, and for how long he may.
#pragma once

#include <mutex>
#include <string>
#include <vector>

#include "base/day.hpp"
#include "http/message.hpp"

namespace shian::api {

/// Any thread. A listener is let go when his session is over or his account's sessions ended: whoever may
/// still listen comes back by himself, as browsers do.
class Listeners {
 public:
  using Event = std::shared_ptr<std::string const>;  // http::event_text

  enum class Hears { all, own };  // own: what his account alone is told

  void add(std::shared_ptr<http::EventStream> stream, std::string account, Timestamp until, Hears hears);
  void tell(Event const& event, Timestamp now);
  void tell(std::string_view account, Event const& event, Timestamp now);  // that account's only
  void close_of(std::string_view account);
  void close_all();
  [[nodiscard]] std::size_t size() const;

 private:
  struct Listener {
    std::shared_ptr<http::EventStream> stream;
    std::string account;
    Timestamp until;
    Hears hears;
  };
  void forget_gone(Timestamp now);

  mutable std::mutex mutex_;
  std::vector<Listener> all_;
};

}  // namespace shian::api
