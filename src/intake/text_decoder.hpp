// Turns the bytes of a text file into UTF-8, whatever they were written in.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.hpp"
#include "intake/byte_source.hpp"

struct UConverter;

namespace shian::intake {

/// The encoding is found out: a byte-order mark, else valid UTF-8, else GB18030 (of which GBK and GB 2312 are
/// parts). The decision is made at the first byte that is not ASCII.
class TextDecoder {
 public:
  TextDecoder(ByteSource source, std::string name);
  ~TextDecoder();
  TextDecoder(TextDecoder&&) noexcept;

  /// Valid UTF-8 without NUL bytes, at most `capacity` (at least 64) bytes; 0 at the end.
  /// Errors, with the line: NUL bytes, bytes of no known encoding, a text that ends within a character.
  [[nodiscard]] Expected<std::size_t> read(char* out, std::size_t capacity);
  [[nodiscard]] std::string_view encoding() const { return encoding_; }

 private:
  Expected<void> decide();
  Expected<std::size_t> read_utf8(char* out, std::size_t capacity);
  Expected<std::size_t> read_converted(char* out, std::size_t capacity);
  void fill();
  Error fault(std::string code, std::string zh, std::string en, std::string_view before) const;

  ByteSource source_;
  std::string name_;
  std::string_view encoding_ = "UTF-8";
  bool is_decided_ = false;
  std::vector<char> raw_;
  std::size_t begin_ = 0, end_ = 0;
  bool at_end_ = false;
  bool is_flushed_ = false;
  long lines_ = 0;                // line breaks given out so far
  std::optional<Error> pending_;  // told after what stands before it has been read

  struct CloseConverter {
    void operator()(UConverter* converter) const;
  };
  using Converter = std::unique_ptr<UConverter, CloseConverter>;
  Converter from_, to_;
  std::vector<char16_t> pivot_;
  char16_t* pivot_source_ = nullptr;
  char16_t* pivot_target_ = nullptr;
};

}  // namespace shian::intake
