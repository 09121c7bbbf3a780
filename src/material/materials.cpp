#include "material/materials.hpp"

#include <array>
#include <bit>

#include "base/text.hpp"
#include "material/readers.hpp"
#include "material/tables.hpp"

namespace shian::material {
namespace {

constexpr std::string_view kMaterials = "shian_material";
constexpr std::string_view kNoProgram = "material.no_program";

void forget(store::Session& session, std::string_view hash) {
  auto& old = session.prepared("SELECT id, text, state FROM shian_material WHERE hash = ?");
  old.bind_text(1, hash);
  if (!old.step()) return;
  auto const id = old.integer(0);
  std::string const text(old.text(1));
  bool const had_words = old.text(2) == "read";
  old.reset();
  if (had_words) take_words(session, kMaterials, id, text);
  for (auto const* sql :
       {"DELETE FROM shian_material WHERE hash = ?", "DELETE FROM shian_mark WHERE hash = ?"}) {
    auto& statement = session.prepared(sql);
    statement.bind_text(1, hash);
    statement.run();
  }
}

void keep_marks(store::Session& session, std::string_view hash, Content const& content) {
  std::int64_t place = 0;
  auto const add = [&](char const* kind, Value const& day, std::string const& mark, std::string const& about,
                       int page) {
    auto& statement = session.prepared(
        "INSERT INTO shian_mark (hash, place, kind, day, mark, around, page) VALUES (?, ?, ?, ?, ?, ?, ?)");
    int column = 0;
    statement.bind_text(++column, hash);
    statement.bind_int(++column, ++place);
    statement.bind_text(++column, kind);
    statement.bind(++column, day);
    statement.bind_text(++column, mark);
    statement.bind_text(++column, about);
    statement.bind_int(++column, page);
    statement.run();
  };
  for (auto const& found : content.days)
    add("day", Value(found.day), found.day.to_string(), found.around, found.page);
  for (auto const& found : content.numbers) add("number", Value(), found.number, found.around, found.page);
}

// Texts of one line each, one below the other.
std::string joined(std::vector<Text> const& notes, Language language) {
  std::string text;
  for (auto const& note : notes) text += (text.empty() ? "" : "\n") + note.in(language);
  return text;
}

void bind_photo(store::Statement& statement, int column, std::optional<Photo> const& photo) {
  if (!photo) return;
  statement.bind_int(column, photo->width);
  statement.bind_int(column + 1, photo->height);
  statement.bind_int(column + 2, photo->orientation);
  if (photo->taken_at) statement.bind(column + 3, Value(*photo->taken_at));
  if (photo->place) {
    statement.bind_text(column + 4, photo->place->latitude.to_string());
    statement.bind_text(column + 5, photo->place->longitude.to_string());
  }
  statement.bind_text(column + 6, photo->camera);
  if (photo->likeness) statement.bind_int(column + 7, std::bit_cast<std::int64_t>(*photo->likeness));
}

std::optional<Photo> photo_of(store::Statement const& row, int column) {
  if (row.is_null(column)) return std::nullopt;
  Photo photo;
  photo.width = static_cast<int>(row.integer(column));
  photo.height = static_cast<int>(row.integer(column + 1));
  photo.orientation = static_cast<int>(row.integer(column + 2));
  if (!row.is_null(column + 3))
    photo.taken_at = std::get<Timestamp>(row.value(column + 3, store::ColumnType::timestamp));
  if (!row.is_null(column + 4)) {
    auto const latitude = Decimal::parse(row.text(column + 4)),
               longitude = Decimal::parse(row.text(column + 5));
    if (latitude && longitude) photo.place = GeoPoint{*latitude, *longitude};
  }
  photo.camera = row.text(column + 6);
  if (!row.is_null(column + 7)) photo.likeness = std::bit_cast<Likeness>(row.integer(column + 7));
  return photo;
}

ContentKind kind_of(std::string_view code) {
  for (auto const kind : {ContentKind::document, ContentKind::table, ContentKind::pdf, ContentKind::picture})
    if (code_of(kind) == code) return kind;
  return ContentKind::text;
}

void read_marks(store::Session& session, std::string_view hash, Content& content) {
  std::array<Value, 1> const parameters = {Value(std::string(hash))};
  session.scan("SELECT kind, day, mark, around, page FROM shian_mark WHERE hash = ? ORDER BY place",
               parameters, [&](store::Statement const& row) {
                 auto const page = static_cast<int>(row.integer(4));
                 if (row.text(0) == "day") {
                   content.days.push_back({std::get<Day>(row.value(1, store::ColumnType::date)),
                                           std::string(row.text(3)), page});
                 } else {
                   content.numbers.push_back({std::string(row.text(2)), std::string(row.text(3)), page});
                 }
                 return true;
               });
}

}  // namespace

namespace {

std::int64_t count(store::Session& session, std::string const& sql) {
  std::int64_t counted = 0;
  session.scan(sql, {}, [&](store::Statement const& row) {
    counted = row.integer(0);
    return true;
  });
  return counted;
}

}  // namespace

bool are_all_read(store::Session& session) {
  return count(session, "SELECT count(*) FROM shian_evidence") ==
         count(session, "SELECT count(*) FROM shian_material");
}

std::vector<UnreadFile> unread_files(store::Session& session, std::size_t most, Again again,
                                     std::string_view behind) {
  bool const some_may_be_read =
      count(session, "SELECT count(*) FROM shian_material WHERE state = 'unreadable' AND code = '" +
                         std::string(kNoProgram) + "'") > 0;
  if (again == Again::where_it_helps && !some_may_be_read && are_all_read(session)) return {};
  // What could not be read for want of a program can be read when it is there.
  std::string const also = again == Again::all ? " OR m.state = 'unreadable'"
                           : can_read_pdf()
                               ? " OR (m.state = 'unreadable' AND m.code = '" + std::string(kNoProgram) + "')"
                               : "";
  std::vector<UnreadFile> files;
  std::array<Value, 2> const parameters = {Value(std::string(behind)),
                                           Value(static_cast<std::int64_t>(most))};
  session.scan(
      "SELECT e.hash, e.name FROM shian_evidence e LEFT JOIN shian_material m ON m.hash = e.hash WHERE "
      "e.hash > ? AND (m.hash IS NULL" +
          also + ") ORDER BY e.hash LIMIT ?",
      parameters, [&](store::Statement const& row) {
        files.push_back({std::string(row.text(0)), std::string(row.text(1))});
        return true;
      });
  return files;
}

bool is_unread(store::Session& session, std::string_view hash) {
  auto& row = session.prepared("SELECT code FROM shian_material WHERE hash = ?");
  row.bind_text(1, hash);
  bool const unread = !row.step() || row.text(0) == kNoProgram;
  row.reset();
  return unread;
}

FileCounts count_files(store::Session& session) {
  FileCounts counts;
  auto const all = count(session, "SELECT count(*) FROM shian_evidence");
  session.scan(
      "SELECT m.state, count(*) FROM shian_material m JOIN shian_evidence e ON e.hash = m.hash "
      "GROUP BY m.state",
      {}, [&](store::Statement const& row) {
        (row.text(0) == "read" ? counts.read : counts.unreadable) = row.integer(1);
        return true;
      });
  counts.unread = all - counts.read - counts.unreadable;
  return counts;
}

void keep(store::Session& session, std::string_view hash, Expected<Content> const& content, Timestamp now) {
  forget(session, hash);
  auto const id = store::next_number(session, kMaterials, "id");
  auto& statement = session.prepared(
      "INSERT INTO shian_material (id, hash, state, kind, code, why_zh, why_en, hint_zh, hint_en, notes_zh, "
      "notes_en, text, pages, read_at, width, height, orientation, taken_at, latitude, longitude, camera, "
      "likeness) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)");
  Error const none;
  auto const& error = content ? none : content.error();
  int column = 0;
  statement.bind_int(++column, id);
  statement.bind_text(++column, hash);
  statement.bind_text(++column, content ? "read" : "unreadable");
  statement.bind_text(++column, content ? code_of(content->kind) : "");
  statement.bind_text(++column, error.code);
  for (auto const* text : {&error.what, &error.hint}) {
    statement.bind_text(++column, text->zh);
    statement.bind_text(++column, text->en);
  }
  for (auto const language : {Language::zh, Language::en})
    statement.bind_text(++column, content ? joined(content->notes, language) : "");
  statement.bind_text(++column, content ? content->text : "");
  statement.bind_int(++column, content ? content->pages : 0);
  statement.bind(++column, Value(now));
  if (content) bind_photo(statement, ++column, content->photo);
  statement.run();
  if (!content) return;
  put_words(session, kMaterials, id, content->text);
  keep_marks(session, hash, *content);
}

std::optional<KeptContent> kept(store::Session& session, std::string_view hash) {
  auto& row = session.prepared(
      "SELECT state, kind, code, why_zh, why_en, hint_zh, hint_en, notes_zh, notes_en, text, pages, read_at, "
      "width, height, orientation, taken_at, latitude, longitude, camera, likeness FROM shian_material WHERE "
      "hash = ?");
  row.bind_text(1, hash);
  if (!row.step()) return std::nullopt;
  KeptContent made;
  auto const text = [&](int column) { return std::string(row.text(column)); };
  if (row.text(0) != "read")
    made.unreadable = Error::make(text(2), text(3), text(4)).hinting(text(5), text(6));
  made.content.kind = kind_of(row.text(1));
  auto const zh = text(7), en = text(8);
  auto const zh_notes = split(zh, '\n'), en_notes = split(en, '\n');
  for (std::size_t i = 0; i < zh_notes.size() && i < en_notes.size(); ++i)
    if (!zh_notes[i].empty())
      made.content.notes.push_back({std::string(zh_notes[i]), std::string(en_notes[i])});
  made.content.text = text(9);
  made.content.pages = static_cast<int>(row.integer(10));
  made.read_at = std::get<Timestamp>(row.value(11, store::ColumnType::timestamp));
  made.content.photo = photo_of(row, 12);
  row.reset();
  read_marks(session, hash, made.content);
  return made;
}

}  // namespace shian::material
