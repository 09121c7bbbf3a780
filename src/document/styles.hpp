// The parts of an official paper that do not depend on its text: styles, fonts, page numbers. Inside this
// room only.
#pragma once

#include "document/docx_package.hpp"

namespace shian::document {

inline constexpr std::string_view kXmlHead = R"(<?xml version="1.0" encoding="UTF-8" standalone="yes"?>)";
inline constexpr std::string_view kNamespaces =
    R"(xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" )"
    R"(xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships")";

/// Three quarters of the official sizes and closer lines: a whole brief on one page.
enum class Type { official, compact };

/// All but word/document.xml and docProps/core.xml.
[[nodiscard]] Parts common_parts(Type type);

}  // namespace shian::document
