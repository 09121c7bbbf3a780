#include "register/evidence.hpp"

#include <system_error>

#include "base/durable_file.hpp"

namespace shian::reg {
namespace {

constexpr std::int64_t kLargest = 2LL << 30U;

[[noreturn]] void disk_failed(std::system_error const& failure) {
  std::string const why = failure.what();
  bool const is_full = failure.code() == std::errc::no_space_on_device;
  throw store::Failure(is_full ? store::Failure::Kind::full : store::Failure::Kind::other,
                       {"无法写入佐证文件：" + why, "cannot write the evidence file: " + why});
}

}  // namespace

std::filesystem::path Evidence::path_of(std::string_view hash) const {
  return folder_ / std::string(hash.substr(0, 2)) / std::string(hash);
}

Expected<std::string> Evidence::add(std::filesystem::path const& file, Author const& author, Timestamp now) {
  auto const kept = keep(file);
  if (!kept) return std::unexpected(kept.error());
  note(*kept, file.filename().string(), author, now);
  return kept->hash;
}

Expected<KeptFile> Evidence::keep(std::filesystem::path const& file) const {
  auto const name = file.filename().string();
  std::error_code ignored;
  if (!std::filesystem::is_regular_file(file, ignored)) {
    return fail("evidence.missing", "找不到文件 " + file.string(), "there is no file " + file.string());
  }
  auto const bytes = static_cast<std::int64_t>(std::filesystem::file_size(file, ignored));
  if (bytes == 0) return fail("evidence.empty", name + " 是空文件", name + " is empty");
  if (bytes > kLargest) return fail("evidence.large", name + " 超过 2 GiB", name + " is over 2 GiB");
  auto const hash = hash_of_file(file);
  if (!hash) return fail("evidence.read", "无法读取 " + file.string(), "cannot read " + file.string());
  auto const target = path_of(*hash);
  bool const is_new = !std::filesystem::exists(target);
  try {
    if (is_new) {
      make_folders(target.parent_path());
      copy_durably(file, target);
    }
  } catch (std::system_error const& failure) {
    disk_failed(failure);
  }
  return KeptFile{*hash, bytes, is_new};
}

void Evidence::note(KeptFile const& kept, std::string_view name, Author const& author, Timestamp now) {
  auto& statement = session_.prepared(
      "INSERT INTO shian_evidence (hash, name, bytes, stored_at, actor, unit) VALUES (?, ?, ?, ?, ?, ?) ON "
      "CONFLICT (hash) DO NOTHING");
  statement.bind_text(1, kept.hash);
  statement.bind_text(2, name);
  statement.bind_int(3, kept.bytes);
  statement.bind(4, Value(now));
  statement.bind_text(5, author.actor);
  statement.bind_text(6, author.unit);
  statement.run();
}

void Evidence::drop(KeptFile const& kept) {
  std::error_code ignored;
  if (kept.is_new && !noted(kept.hash)) std::filesystem::remove(path_of(kept.hash), ignored);
}

void Evidence::attach(Attachment const& attachment) {
  auto& statement = session_.prepared(
      "INSERT INTO shian_attachment (register, record, field, hash, name, type, bytes, at, actor, unit) "
      "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (register, record, field, hash) DO UPDATE SET "
      "name = excluded.name, at = excluded.at, actor = excluded.actor, unit = excluded.unit");
  statement.bind_text(1, attachment.register_id);
  statement.bind_int(2, attachment.record);
  statement.bind_text(3, attachment.field);
  statement.bind_text(4, attachment.hash);
  statement.bind_text(5, attachment.name);
  statement.bind_text(6, attachment.type);
  statement.bind_int(7, attachment.bytes);
  statement.bind(8, Value(attachment.at));
  statement.bind_text(9, attachment.author.actor);
  statement.bind_text(10, attachment.author.unit);
  statement.run();
}

std::optional<Attachment> Evidence::attachment(std::string_view register_id, RecordId record,
                                               std::string_view field, std::string_view hash) {
  auto& statement = session_.prepared(
      "SELECT name, type, bytes, at, actor, unit FROM shian_attachment WHERE register = ? AND record = ? AND "
      "field = ? AND hash = ?");
  statement.bind_text(1, register_id);
  statement.bind_int(2, record);
  statement.bind_text(3, field);
  statement.bind_text(4, hash);
  std::optional<Attachment> found;
  if (statement.step()) {
    found = Attachment{std::string(register_id),
                       record,
                       std::string(field),
                       std::string(hash),
                       std::string(statement.text(0)),
                       std::string(statement.text(1)),
                       statement.integer(2),
                       std::get<Timestamp>(statement.value(3, store::ColumnType::timestamp)),
                       {std::string(statement.text(4)), std::string(statement.text(5))}};
  }
  statement.reset();
  return found;
}

std::optional<Attachment> Evidence::noted(std::string_view hash) {
  auto& statement =
      session_.prepared("SELECT name, bytes, stored_at, actor, unit FROM shian_evidence WHERE hash = ?");
  statement.bind_text(1, hash);
  std::optional<Attachment> found;
  if (statement.step()) {
    found.emplace();
    found->hash = hash;
    found->name = statement.text(0);
    found->bytes = statement.integer(1);
    found->at = std::get<Timestamp>(statement.value(2, store::ColumnType::timestamp));
    found->author = {std::string(statement.text(3)), std::string(statement.text(4))};
  }
  statement.reset();
  return found;
}

std::optional<std::string> Evidence::name_on(Schema const& schema, Record const& record, FieldIndex field) {
  auto const index = static_cast<std::size_t>(field);
  auto const* hash = std::get_if<std::string>(&record.values[index]);
  if (hash == nullptr) return std::nullopt;
  auto const& id = schema.fields[index].definition.id;
  if (auto known = attachment(schema.definition.id, record.id, id, *hash)) return std::move(known->name);
  if (auto brought = noted(*hash); brought && brought->author.unit == record.unit)
    return std::move(brought->name);
  return std::nullopt;
}

std::vector<std::string> Evidence::known() {
  std::vector<std::string> hashes;
  session_.scan("SELECT hash FROM shian_evidence ORDER BY hash", {}, [&](store::Statement const& row) {
    hashes.emplace_back(row.text(0));
    return true;
  });
  return hashes;
}

std::vector<std::string> Evidence::damaged(std::function<void(std::int64_t)> const& progress) {
  std::vector<std::string> bad;
  std::int64_t done = 0;
  session_.scan("SELECT hash FROM shian_evidence ORDER BY hash", {}, [&](store::Statement const& row) {
    std::string const hash(row.text(0));
    auto const found = hash_of_file(path_of(hash));
    if (!found || *found != hash) bad.push_back(hash);
    if (progress) progress(++done);
    return true;
  });
  return bad;
}

}  // namespace shian::reg
