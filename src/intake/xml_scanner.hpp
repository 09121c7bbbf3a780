// A pull scanner for the XML of spreadsheets: tags and texts in order, in constant memory.
#pragma once

#include <cstring>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.hpp"

namespace shian::intake {

/// Only what sheets need: elements (prefixes dropped), attributes, text, CDATA, the five entities and
/// character references. Comments and processing instructions are passed over; a document type is refused.
/// Nesting is the caller's.
class XmlScanner {
 public:
  enum class Token { start, end, text, done, fault };
  using Read = std::function<Expected<std::size_t>(char*, std::size_t)>;

  /// `part` names the document in errors.
  XmlScanner(Read read, std::string file, std::string part);

  /// Views given by the others live until the next call.
  [[nodiscard]] Token next();

  [[nodiscard]] std::string_view name() const { return name_; }  // of start and end, without prefix
  [[nodiscard]] std::string_view attributes() const { return attributes_; }  // raw, for next_attribute
  [[nodiscard]] bool is_empty_element() const { return is_empty_element_; }  // <v/>: no end follows
  [[nodiscard]] std::string_view text() const { return text_; }              // decoded
  [[nodiscard]] Error const& error() const { return *error_; }

  /// Takes the next attribute off the front of `rest`; false when there is none. Names without prefix, values
  /// raw.
  static bool next_attribute(std::string_view& rest, std::string_view& name, std::string_view& value);
  /// Entities and character references replaced; what is not one stays as it is.
  static void append_decoded(std::string& out, std::string_view raw);

 private:
  bool more();  // reads on; false at the end or on a fault
  Token fail(std::string code, std::string zh, std::string en);
  Token markup();
  Token tag(char const* close);
  bool skip_past(std::string_view mark);

  Read read_;
  std::string file_, part_;
  std::vector<char> buffer_;
  std::size_t begin_ = 0, end_ = 0;
  bool at_end_ = false;
  std::string_view name_, attributes_, text_;
  bool is_empty_element_ = false;
  std::string decoded_;
  std::optional<Error> error_;
};

}  // namespace shian::intake
