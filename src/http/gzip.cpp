#include "http/gzip.hpp"

#include <array>
#include <boost/beast/zlib/deflate_stream.hpp>
#include <boost/crc.hpp>
#include <cstdint>

#include "base/error.hpp"

namespace shian::http {
namespace {

void add_little_endian(std::string& text, std::uint32_t number) {
  for (unsigned shift = 0; shift < 32; shift += 8) text += static_cast<char>((number >> shift) & 0xFFU);
}

}  // namespace

std::string gzipped(std::string_view text) {
  namespace zlib = boost::beast::zlib;
  constexpr int kBest = 9;
  constexpr int kWindowBits = 15;
  constexpr int kMemory = 9;
  // Deflate, no name, no time (the same bytes for the same file), packed best, system unknown.
  constexpr std::array<char, 10> kHead = {'\x1f', '\x8b', 8, 0, 0, 0, 0, 0, 2, '\xff'};
  zlib::deflate_stream stream;
  stream.reset(kBest, kWindowBits, kMemory, zlib::Strategy::normal);
  std::string packed(kHead.begin(), kHead.end());
  auto const begin = packed.size();
  packed.resize(begin + stream.upper_bound(text.size()));
  zlib::z_params params;
  params.next_in = text.data();
  params.avail_in = text.size();
  params.next_out = packed.data() + begin;
  params.avail_out = packed.size() - begin;
  boost::system::error_code failed;
  stream.write(params, zlib::Flush::finish, failed);
  SHIAN_ASSERT(failed == zlib::error::end_of_stream && params.avail_in == 0);
  packed.resize(begin + params.total_out);
  boost::crc_32_type sum;
  sum.process_bytes(text.data(), text.size());
  add_little_endian(packed, sum.checksum());
  add_little_endian(packed, static_cast<std::uint32_t>(text.size()));
  return packed;
}

}  // namespace shian::http
