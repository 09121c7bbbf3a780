// The commonest passwords that are long enough for us: common_passwords.txt, made part of the program.
#pragma once

#include <span>
#include <string_view>

namespace shian::identity {

/// In lower case, in order of their bytes. The 3000 commonest of 12 and more characters among ten million
/// that were once stolen (NOTICE says whose list it is).
[[nodiscard]] std::span<std::string_view const> common_passwords();

}  // namespace shian::identity
