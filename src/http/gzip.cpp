#include "http/gzip.hpp"

#include <zlib.h>

#include <new>

namespace shian::http {

std::string gzipped(std::string_view text, Packing packing) {
  constexpr int kGzip = 15 + 16;  // the largest window, and a gzip header
  constexpr int kMemory = 9;
  constexpr int kQuick = 3;
  ::z_stream stream{};
  if (::deflateInit2(&stream, packing == Packing::small ? Z_BEST_COMPRESSION : kQuick, Z_DEFLATED, kGzip,
                     kMemory, Z_DEFAULT_STRATEGY) != Z_OK)
    throw std::bad_alloc();
  std::string packed(::deflateBound(&stream, text.size()), '\0');
  stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(text.data()));
  stream.avail_in = static_cast<uInt>(text.size());
  stream.next_out = reinterpret_cast<Bytef*>(packed.data());
  stream.avail_out = static_cast<uInt>(packed.size());
  ::deflate(&stream, Z_FINISH);  // the bound holds all of it
  packed.resize(stream.total_out);
  ::deflateEnd(&stream);
  return packed;
}

}  // namespace shian::http
