# cmake -DOUT=api_shapes.cpp -DFILES="a.json;b.json" -P embed.cmake
set(text "#include \"api/shapes.hpp\"\n\nnamespace shian::api {\n\nstd::span<std::string_view const> embedded_shapes() {\n  static constexpr std::string_view kFiles[] = {\n")
foreach(file ${FILES})
  file(READ ${file} json)
  string(APPEND text "R\"shapes(${json})shapes\",\n")
endforeach()
string(APPEND text "  };\n  return kFiles;\n}\n\n}  // namespace shian::api\n")
file(WRITE ${OUT} "${text}")
