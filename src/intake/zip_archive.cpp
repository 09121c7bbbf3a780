#include "intake/zip_archive.hpp"

#include <zip.h>

#include <algorithm>

namespace shian::intake {
namespace {

std::string megabytes(std::uint64_t bytes) { return std::to_string(bytes >> 20) + " MB"; }

Error damaged(std::string const& name, std::string const& entry) {
  std::string const part = entry.empty() ? "" : " (" + entry + ")";
  return Error::make("intake.damaged", "文件已损坏或没有传完整" + part,
                     "the file is damaged or cut off" + part)
      .at({name, 0, 0})
      .hinting("请重新下载或发送，再试一次", "download or send it again");
}

}  // namespace

void ZipStream::Close::operator()(zip_file* file) const { zip_fclose(file); }
void ZipArchive::Close::operator()(zip* archive) const { zip_discard(archive); }

Expected<std::size_t> ZipStream::read(char* out, std::size_t capacity) {
  auto const count = zip_fread(file_.get(), out, capacity);
  if (count < 0) return std::unexpected(damaged(name_, entry_));
  given_ += static_cast<std::uint64_t>(count);
  if (given_ > most_) {
    return std::unexpected(Error::make("intake.zip_bomb",
                                       "解压后的 " + entry_ + " 超过允许的 " + megabytes(most_),
                                       entry_ + " unpacks to more than the allowed " + megabytes(most_))
                               .at({name_, 0, 0}));
  }
  return static_cast<std::size_t>(count);
}

Error ZipArchive::error(std::string code, std::string zh, std::string en) const {
  return Error::make(std::move(code), std::move(zh), std::move(en)).at({name_, 0, 0});
}

Expected<void> ZipArchive::check() const {
  auto const entries = zip_get_num_entries(archive_.get(), 0);
  if (entries > limits_.zip_entries) {
    auto const limit = std::to_string(limits_.zip_entries);
    return std::unexpected(error("intake.zip_bomb", "压缩包内的文件多于 " + limit + " 个",
                                 "the archive holds more than " + limit + " entries"));
  }
  return {};
}

Expected<ZipArchive> ZipArchive::open(std::filesystem::path const& file, Limits const& limits) {
  ZipArchive made;
  made.name_ = file.string();
  made.limits_ = limits;
  int fault = 0;
  made.archive_.reset(zip_open(file.c_str(), ZIP_RDONLY, &fault));
  if (!made.archive_) return std::unexpected(damaged(made.name_, ""));
  if (auto checked = made.check(); !checked) return std::unexpected(checked.error());
  return made;
}

Expected<ZipArchive> ZipArchive::open(std::string bytes, std::string name, Limits const& limits) {
  ZipArchive made;
  made.name_ = std::move(name);
  made.limits_ = limits;
  made.bytes_ = std::make_shared<std::string const>(std::move(bytes));
  zip_error_t fault;
  zip_error_init(&fault);
  auto* const source = zip_source_buffer_create(made.bytes_->data(), made.bytes_->size(), 0, &fault);
  if (source) {
    made.archive_.reset(zip_open_from_source(source, ZIP_RDONLY, &fault));
    if (!made.archive_) zip_source_free(source);
  }
  zip_error_fini(&fault);
  if (!made.archive_) return std::unexpected(damaged(made.name_, ""));
  if (auto checked = made.check(); !checked) return std::unexpected(checked.error());
  return made;
}

bool ZipArchive::has(std::string_view entry) const {
  return zip_name_locate(archive_.get(), std::string(entry).c_str(), ZIP_FL_NOCASE) >= 0;
}

std::vector<std::string> ZipArchive::entries() const {
  std::vector<std::string> names;
  auto const entries = zip_get_num_entries(archive_.get(), 0);
  for (zip_int64_t i = 0; i < entries; ++i) {
    auto const* name = zip_get_name(archive_.get(), static_cast<zip_uint64_t>(i), ZIP_FL_ENC_GUESS);
    if (name != nullptr) names.emplace_back(name);
  }
  return names;
}

Expected<ZipStream> ZipArchive::stream(std::string const& entry) const {
  zip_stat_t stat;
  auto const index = zip_name_locate(archive_.get(), entry.c_str(), ZIP_FL_NOCASE);
  if (index < 0 || zip_stat_index(archive_.get(), static_cast<zip_uint64_t>(index), 0, &stat) != 0) {
    return std::unexpected(error("intake.damaged", "文件中缺少 " + entry, "the file lacks " + entry));
  }
  constexpr zip_uint64_t kNeeded =
      ZIP_STAT_SIZE | ZIP_STAT_COMP_SIZE | ZIP_STAT_COMP_METHOD | ZIP_STAT_ENCRYPTION_METHOD;
  if ((stat.valid & kNeeded) != kNeeded) return std::unexpected(damaged(name_, entry));
  if (stat.encryption_method != ZIP_EM_NONE) {
    return std::unexpected(error("intake.encrypted", "文件设有密码", "the file is protected by a password")
                               .hinting("请去掉密码后另存", "save it without a password"));
  }
  if (stat.comp_method != ZIP_CM_STORE && stat.comp_method != ZIP_CM_DEFLATE) {
    return std::unexpected(error("intake.damaged", "压缩方法不属于 XLSX:" + entry,
                                 "a compression that XLSX does not use: " + entry));
  }
  if (stat.size > limits_.sheet_bytes) {
    return std::unexpected(
        error("intake.zip_bomb", "解压后的 " + entry + " 超过允许的 " + megabytes(limits_.sheet_bytes),
              entry + " unpacks to more than the allowed " + megabytes(limits_.sheet_bytes)));
  }
  constexpr std::uint64_t kLarge = std::uint64_t{64} << 20;
  auto const ratio = static_cast<std::uint64_t>(
      stat.size > kLarge ? std::min(limits_.zip_ratio_of_large, limits_.zip_ratio) : limits_.zip_ratio);
  if (stat.size / std::max<std::uint64_t>(stat.comp_size, 1) > ratio) {
    auto const limit = std::to_string(ratio);
    return std::unexpected(error("intake.zip_bomb", entry + " 的压缩比超过 " + limit + "，不是正常的表格",
                                 entry + " is compressed more than " + limit + " times: no real table is"));
  }
  ZipStream made;
  made.file_.reset(zip_fopen_index(archive_.get(), static_cast<zip_uint64_t>(index), 0));
  if (!made.file_) return std::unexpected(damaged(name_, entry));
  made.name_ = name_;
  made.entry_ = entry;
  made.most_ = stat.size;
  return made;
}

Expected<std::string> ZipArchive::read_xml(std::string const& entry) const {
  auto opened = stream(entry);
  if (!opened) return std::unexpected(opened.error());
  std::string text;
  constexpr std::size_t kStep = std::size_t{1} << 16;
  for (;;) {
    auto const size = text.size();
    text.resize(size + kStep);
    auto const count = opened->read(text.data() + size, kStep);
    if (!count) return std::unexpected(count.error());
    text.resize(size + *count);
    if (*count == 0) break;
    if (text.size() > limits_.small_part_bytes) {
      auto const limit = megabytes(limits_.small_part_bytes);
      return std::unexpected(error("intake.zip_bomb", entry + " 超过允许的 " + limit,
                                   entry + " is larger than the allowed " + limit));
    }
  }
  if (text.find("<!DOCTYPE") != std::string::npos || text.find("<!ENTITY") != std::string::npos) {
    return std::unexpected(error("intake.doctype", entry + " 带有文档类型声明，拒绝读取",
                                 entry + " declares a document type: refused"));
  }
  return text;
}

}  // namespace shian::intake
