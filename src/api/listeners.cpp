#include "api/listeners.hpp"

namespace shian::api {

void Listeners::forget_gone(Timestamp now) {
  std::erase_if(all_, [&](Listener const& listener) {
    bool const is_over = now >= listener.until;
    if (is_over) listener.stream->close();
    return is_over || !listener.stream->is_open();
  });
}

void Listeners::add(std::shared_ptr<http::EventStream> stream, std::string account, Timestamp until,
                    Hears hears) {
  std::lock_guard const lock(mutex_);
  std::erase_if(all_, [](Listener const& listener) { return !listener.stream->is_open(); });
  all_.push_back({std::move(stream), std::move(account), until, hears});
}

void Listeners::tell(Event const& event, Timestamp now) {
  std::lock_guard const lock(mutex_);
  forget_gone(now);
  for (auto const& listener : all_)
    if (listener.hears == Hears::all) listener.stream->send(event);
}

void Listeners::tell(std::string_view account, Event const& event, Timestamp now) {
  std::lock_guard const lock(mutex_);
  forget_gone(now);
  for (auto const& listener : all_)
    if (listener.account == account) listener.stream->send(event);
}

void Listeners::close_of(std::string_view account) {
  std::lock_guard const lock(mutex_);
  std::erase_if(all_, [&](Listener const& listener) {
    bool const is_his = listener.account == account;
    if (is_his) listener.stream->close();
    return is_his;
  });
}

void Listeners::close_all() {
  std::lock_guard const lock(mutex_);
  for (auto const& listener : all_) listener.stream->close();
  all_.clear();
}

std::size_t Listeners::size() const {
  std::lock_guard const lock(mutex_);
  return all_.size();
}

}  // namespace shian::api
