#include "intake/text_decoder.hpp"

#include <unicode/ucnv.h>
#include <unicode/ucnv_err.h>

#include <algorithm>
#include <cstdint>
#include <cstring>

namespace shian::intake {
namespace {

constexpr std::size_t kRawBytes = std::size_t{1} << 18;
constexpr std::size_t kPivotUnits = std::size_t{1} << 14;

bool is_continuation(unsigned char byte) { return (byte & 0xC0) == 0x80; }

/// The length of the valid character at `text`: 0 broken, -1 cut off by the end.
int utf8_length(unsigned char const* text, std::size_t left) {
  unsigned char const first = text[0];
  if (first < 0x80) return 1;
  int const length = first >= 0xC2 && first <= 0xDF   ? 2
                     : first >= 0xE0 && first <= 0xEF ? 3
                     : first >= 0xF0 && first <= 0xF4 ? 4
                                                      : 0;
  if (length == 0) return 0;
  for (int i = 1; i < length; ++i) {
    if (static_cast<std::size_t>(i) >= left) return -1;
    if (!is_continuation(text[i])) return 0;
    if (i == 1) {
      if (first == 0xE0 && text[1] < 0xA0) return 0;
      if (first == 0xED && text[1] > 0x9F) return 0;
      if (first == 0xF0 && text[1] < 0x90) return 0;
      if (first == 0xF4 && text[1] > 0x8F) return 0;
    }
  }
  return length;
}

/// How many bytes from the front are ASCII without NUL.
std::size_t ascii_length(char const* text, std::size_t size) {
  std::size_t at = 0;
  constexpr std::uint64_t kHigh = 0x8080808080808080U;
  constexpr std::uint64_t kLow = 0x0101010101010101U;
  while (at + 8 <= size) {
    std::uint64_t word;
    std::memcpy(&word, text + at, 8);
    if ((word | (word - kLow)) & kHigh) break;  // a high bit, or a NUL that borrowed one
    at += 8;
  }
  while (at<size&& static_cast<signed char>(text[at])> 0) ++at;
  return at;
}

/// How many bytes from the front are whole, valid characters and no NUL.
std::size_t valid_length(char const* text, std::size_t size) {
  auto const* bytes = reinterpret_cast<unsigned char const*>(text);
  std::size_t at = 0;
  while (at < size) {
    at += ascii_length(text + at, size - at);
    while (at < size && bytes[at] >= 0x80) {
      // The common case, three bytes of a Chinese character.
      if (at + 3 <= size && bytes[at] >= 0xE1 && bytes[at] <= 0xEC && is_continuation(bytes[at + 1]) &&
          is_continuation(bytes[at + 2])) {
        at += 3;
        continue;
      }
      int const length = utf8_length(bytes + at, size - at);
      if (length <= 0) return at;
      at += static_cast<std::size_t>(length);
    }
    if (at < size && bytes[at] == 0) return at;
  }
  return at;
}

/// Whole characters that only UTF-8 would write, and bytes that UTF-8 would not.
struct Utf8Census {
  std::size_t characters = 0;
  std::size_t broken = 0;
};
Utf8Census census_of(char const* text, std::size_t size) {
  auto const* bytes = reinterpret_cast<unsigned char const*>(text);
  Utf8Census census;
  for (std::size_t at = 0; at < size;) {
    int const length = utf8_length(bytes + at, size - at);
    if (length < 0) break;
    if (length > 1) ++census.characters;
    if (length == 0) ++census.broken;
    at += length == 0 ? 1U : static_cast<std::size_t>(length);
  }
  return census;
}

long line_breaks(char const* text, std::size_t size) { return std::count(text, text + size, '\n'); }

}  // namespace

void TextDecoder::CloseConverter::operator()(UConverter* converter) const { ucnv_close(converter); }

TextDecoder::TextDecoder(ByteSource source, std::string name)
    : source_(std::move(source)), name_(std::move(name)), raw_(kRawBytes) {}
TextDecoder::~TextDecoder() = default;
TextDecoder::TextDecoder(TextDecoder&&) noexcept = default;

Error TextDecoder::fault(std::string code, std::string zh, std::string en, std::string_view before) const {
  auto const line = lines_ + line_breaks(before.data(), before.size()) + 1;
  return Error::make(std::move(code), std::move(zh), std::move(en)).at(name_, static_cast<int>(line));
}

void TextDecoder::fill() {
  if (begin_ > 0) {
    std::memmove(raw_.data(), raw_.data() + begin_, end_ - begin_);
    end_ -= begin_;
    begin_ = 0;
  }
  while (!at_end_ && end_ < raw_.size()) {
    auto const count = source_.read(raw_.data() + end_, raw_.size() - end_);
    end_ += count;
    if (count == 0) at_end_ = true;
  }
}

Expected<void> TextDecoder::decide() {
  std::string_view const text(raw_.data() + begin_, end_ - begin_);
  char const* name = nullptr;
  if (lines_ == 0 && begin_ == 0 && text.starts_with("\xEF\xBB\xBF")) {
    begin_ += 3;
    is_decided_ = true;
    return {};
  }
  if (lines_ == 0 && begin_ == 0 && text.starts_with("\xFF\xFE")) {
    name = "UTF-16LE";
    begin_ += 2;
  } else if (lines_ == 0 && begin_ == 0 && text.starts_with("\xFE\xFF")) {
    name = "UTF-16BE";
    begin_ += 2;
  } else {
    if (ascii_length(text.data(), text.size()) == text.size()) return {};
    auto const census = census_of(text.data(), text.size());
    if (census.characters == 0 && census.broken == 0) return {};  // ASCII so far
    is_decided_ = true;
    // Real GB18030 text is broken UTF-8 at nearly every character; one bad byte in much UTF-8 is damage.
    if (census.broken == 0 || census.characters > 8 * census.broken) return {};
    name = "GB18030";
  }
  is_decided_ = true;
  encoding_ = name;
  UErrorCode status = U_ZERO_ERROR;
  from_.reset(ucnv_open(name, &status));
  to_.reset(ucnv_open("UTF-8", &status));
  if (U_SUCCESS(status)) {
    ucnv_setToUCallBack(from_.get(), UCNV_TO_U_CALLBACK_STOP, nullptr, nullptr, nullptr, &status);
    ucnv_setFromUCallBack(to_.get(), UCNV_FROM_U_CALLBACK_STOP, nullptr, nullptr, nullptr, &status);
  }
  if (U_FAILURE(status)) {
    return fail("intake.encoding", std::string("本机缺少编码 ") + name,
                std::string("this machine has no converter for ") + name);
  }
  pivot_.resize(kPivotUnits);
  pivot_source_ = pivot_target_ = pivot_.data();
  return {};
}

Expected<std::size_t> TextDecoder::read(char* out, std::size_t capacity) {
  if (pending_) return std::unexpected(*pending_);
  if (begin_ == end_ || !is_decided_ || encoding_ == "UTF-8") {
    if (end_ - begin_ < raw_.size() / 2) fill();
  }
  if (!is_decided_) {
    if (auto decided = decide(); !decided) return std::unexpected(decided.error());
  }
  return from_ ? read_converted(out, capacity) : read_utf8(out, capacity);
}

Expected<std::size_t> TextDecoder::read_utf8(char* out, std::size_t capacity) {
  std::size_t const offered = std::min(capacity, end_ - begin_);
  char const* const text = raw_.data() + begin_;
  std::size_t const valid = valid_length(text, offered);
  if (valid < offered) {
    bool const is_nul = text[valid] == '\0';
    bool const is_cut =
        !is_nul && utf8_length(reinterpret_cast<unsigned char const*>(text + valid), offered - valid) < 0;
    std::string_view const before(text, valid);
    if (is_nul) {
      pending_ = fault("intake.nul", "文件中有 NUL 字节，不是文本表格",
                       "the file holds NUL bytes, it is not a text table", before)
                     .hinting("请在 Excel 或 WPS 中另存为 XLSX 或 CSV UTF-8",
                              "save it as XLSX or CSV UTF-8 in Excel or WPS");
    } else if (is_cut && at_end_ && offered == end_ - begin_) {
      pending_ = fault("intake.encoding", "文件在一个字的中间结束，可能没有传完整",
                       "the file ends within a character; it may be cut off", before);
    } else if (!is_cut) {
      pending_ = fault("intake.encoding", "有既不属于 UTF-8 也不属于 GB18030 的字节",
                       "bytes that are neither UTF-8 nor GB18030", before)
                     .hinting("请在 Excel 或 WPS 中另存为 XLSX 或 CSV UTF-8",
                              "save it as XLSX or CSV UTF-8 in Excel or WPS");
    }
    if (pending_ && valid == 0) return std::unexpected(*pending_);
  }
  std::memcpy(out, text, valid);
  begin_ += valid;
  lines_ += line_breaks(out, valid);
  return valid;
}

Expected<std::size_t> TextDecoder::read_converted(char* out, std::size_t capacity) {
  char* target = out;
  while (target == out && !is_flushed_) {
    if (begin_ == end_ && !at_end_) fill();
    char const* source = raw_.data() + begin_;
    UErrorCode status = U_ZERO_ERROR;
    ucnv_convertEx(to_.get(), from_.get(), &target, out + capacity, &source, raw_.data() + end_,
                   pivot_.data(), &pivot_source_, &pivot_target_, pivot_.data() + pivot_.size(), false,
                   at_end_, &status);
    begin_ = static_cast<std::size_t>(source - raw_.data());
    if (status == U_BUFFER_OVERFLOW_ERROR) break;
    if (U_FAILURE(status)) {
      std::string const name(encoding_);
      pending_ =
          fault("intake.encoding", "有既不属于 UTF-8 也不属于 " + name + " 的字节",
                "bytes that are neither UTF-8 nor " + name, {out, static_cast<std::size_t>(target - out)})
              .hinting("请在 Excel 或 WPS 中另存为 XLSX 或 CSV UTF-8",
                       "save it as XLSX or CSV UTF-8 in Excel or WPS");
      is_flushed_ = true;
    } else if (at_end_) {
      is_flushed_ = true;
    }
  }
  auto count = static_cast<std::size_t>(target - out);
  if (auto const nul = std::string_view(out, count).find('\0'); nul != std::string_view::npos) {
    pending_ = fault("intake.nul", "文件中有 NUL 字节，不是文本表格",
                     "the file holds NUL bytes, it is not a text table", {out, nul});
    count = nul;
  }
  lines_ += line_breaks(out, count);
  if (count == 0 && pending_) return std::unexpected(*pending_);
  return count;
}

}  // namespace shian::intake
