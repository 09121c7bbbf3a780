#include "store/disk_failure.hpp"

#include <cerrno>

namespace shian::store {

Failure disk_failure(std::system_error const& failure) {
  int const number = failure.code().value();
  bool const is_full = number == ENOSPC || number == EDQUOT || number == EFBIG;
  std::string const detail = failure.what();
  return {is_full ? Failure::Kind::full : Failure::Kind::other,
          is_full ? Text{"磁盘空间不足：" + detail, "there is no room on the disk: " + detail}
                  : Text{"读写文件时出错：" + detail, "a file could not be read or written: " + detail}};
}

}  // namespace shian::store
