# cmake -DIN=common_passwords.txt -DOUT=common_passwords.cpp -P common_passwords.cmake
# In pieces of one line: a string literal may be too long for a compiler, an array of them is not.
file(READ ${IN} lines)
string(REGEX REPLACE "([\\\\\"])" "\\\\\\1" lines "${lines}")
string(REGEX REPLACE "([^\n]+)\n" "    \"\\1\",\n" lines "${lines}")
file(WRITE ${OUT} "#include \"identity/common_passwords.hpp\"

namespace shian::identity {

std::span<std::string_view const> common_passwords() {
  static constexpr std::string_view kAll[] = {
${lines}  };
  return kAll;
}

}  // namespace shian::identity
")
