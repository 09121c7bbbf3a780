#include "intake/byte_source.hpp"

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <system_error>

namespace shian::intake {

Expected<ByteSource> ByteSource::open(std::filesystem::path const& file) {
  std::error_code fault;
  auto const status = std::filesystem::status(file, fault);
  auto const name = file.string();
  if (fault || !std::filesystem::exists(status)) {
    return std::unexpected(
        Error::make("intake.no_file", "找不到文件 " + name, "there is no file " + name).at({name, 0, 0}));
  }
  if (std::filesystem::is_directory(status)) {
    return std::unexpected(
        Error::make("intake.no_file", name + " 是文件夹，不是表格", name + " is a folder, not a table"));
  }
  ByteSource made;
  made.file_.reset(std::fopen(file.c_str(), "rb"));
  if (!made.file_) {
    std::string const reason = std::strerror(errno);
    return std::unexpected(Error::make("intake.no_file", "无法打开 " + name + ":" + reason,
                                       "cannot open " + name + ": " + reason)
                               .at({name, 0, 0}));
  }
  std::setvbuf(made.file_.get(), nullptr, _IONBF, 0);
  return made;
}

ByteSource ByteSource::of(std::string bytes) {
  ByteSource made;
  made.bytes_ = std::move(bytes);
  return made;
}

std::size_t ByteSource::read(char* out, std::size_t capacity) {
  if (file_) {
    auto const count = std::fread(out, 1, capacity, file_.get());
    if (count < capacity && std::ferror(file_.get())) {
      throw std::system_error(errno, std::generic_category(), "reading a table");
    }
    return count;
  }
  auto const count = std::min(capacity, bytes_.size() - at_);
  std::memcpy(out, bytes_.data() + at_, count);
  at_ += count;
  return count;
}

}  // namespace shian::intake
