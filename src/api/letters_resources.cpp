// Letters by colour: which are due, drafts of them, what became of those that were sent.
#include <algorithm>

#include "api/resources.hpp"
#include "report/letters_json.hpp"

namespace shian::api {
namespace {

constexpr std::size_t kMostAtOnce = 500;
constexpr std::size_t kLongestNumber = 300;  // bytes

bool may_draft(Call const& call) {
  return identity::may(call.post().role, identity::Resource::supervision, identity::Action::create);
}

std::expected<std::vector<std::string>, http::Response> numbers_in(Json const& body) {
  auto const found = body.find("numbers");
  auto const is_number = [](Json const& number) {
    if (!number.is_string()) return false;
    auto const& text = number.get_ref<std::string const&>();
    return text.size() <= kLongestNumber && text.find('\0') == std::string::npos;
  };
  bool const is_list =
      found != body.end() && found->is_array() && !found->empty() && std::ranges::all_of(*found, is_number);
  if (!is_list)
    return std::unexpected(refusal_at("numbers", "request.property",
                                      "“numbers”须为要起草的函的编号，至少一个",
                                      "'numbers' must be the numbers of the letters, one at least"));
  if (found->size() > kMostAtOnce)
    return std::unexpected(refusal_at("numbers", "letters.many", "一次至多起草 500 份函",
                                      "at most 500 letters are drafted at once"));
  return found->get<std::vector<std::string>>();
}

}  // namespace

// What nobody has signed is the office's own; whoever is written to sees what was issued to him.
http::Response list_letters(city::City& city, Call const& call) {
  auto const day = day_of(city, call);
  if (!day) return day.error();
  auto const post = call.post();
  report::LettersView view;
  view.as_of = *day;
  view.may_draft = may_draft(call);
  supervise::LettersQuestion question;
  question.as_of = *day;
  store::Transaction const one_moment(city.session(), store::Access::read);
  if (view.may_draft) {
    view.due = supervise::letters_due(city, question);
    view.kept = supervise::kept_letters(city, question);
  } else if (!post.enters_for().empty()) {
    question.unit = post.unit;
    question.area = post.area;
    view.kept = supervise::kept_letters(city, question);
    std::erase_if(view.kept, [](auto const& letter) { return !letter.issued_on; });
  }
  return answer_text(report::letters_json(city, view));
}

http::Response draft_letters(city::City& city, reg::Writing& writing, Call const& call) {
  auto const body = body_of(call);
  if (!body) return body.error();
  auto const numbers = numbers_in(*body);
  if (!numbers) return numbers.error();
  auto const made = supervise::draft_letters(writing, city, city.today(), *numbers, call.post().unit);
  if (!made) return refusal(422, made.error());
  return answer_text(report::drafted_json(*made), 201);
}

}  // namespace shian::api
