#include "identity/comments.hpp"

#include "base/value.hpp"
#include "identity/written_text.hpp"

namespace shian::identity {
namespace {

constexpr int kLongest = 2000;

}  // namespace

Expected<Comment> add_comment(store::Session& session, Comment comment) {
  if (!is_written(comment.text, kLongest)) {
    return fail("identity.comment.text", "意见须有内容，至多 2000 个字",
                "a comment says something, in at most 2000 characters");
  }
  comment.id = store::next_number(session, "shian_comment", "id");
  auto& statement = session.prepared(
      "INSERT INTO shian_comment (id, task, at, account, unit, text) VALUES (?, ?, ?, ?, ?, ?)");
  statement.bind_int(1, comment.id);
  statement.bind_text(2, comment.task);
  statement.bind(3, Value(comment.at));
  statement.bind_text(4, comment.account);
  statement.bind_text(5, comment.unit);
  statement.bind_text(6, comment.text);
  statement.run();
  return comment;
}

std::vector<Comment> comments_on(store::Session& session, std::string_view task) {
  std::vector<Comment> all;
  std::vector<Value> const parameters = {Value(std::string(task))};
  session.scan(
      "SELECT id, task, at, account, unit, text FROM shian_comment WHERE task = ? ORDER BY id", parameters,
      [&](store::Statement const& row) {
        all.push_back({row.integer(0), std::string(row.text(1)),
                       std::get<Timestamp>(row.value(2, store::ColumnType::timestamp)),
                       std::string(row.text(3)), std::string(row.text(4)), std::string(row.text(5))});
        return true;
      });
  return all;
}

std::map<std::string, std::int64_t> comment_counts(store::Session& session) {
  std::map<std::string, std::int64_t> counts;
  session.scan("SELECT task, count(*) FROM shian_comment GROUP BY task", {},
               [&](store::Statement const& row) {
                 counts.emplace(row.text(0), row.integer(1));
                 return true;
               });
  return counts;
}

}  // namespace shian::identity
