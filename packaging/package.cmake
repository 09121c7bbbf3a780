# What an installation holds, and the Debian package made of it: scripts/package.
include(GNUInstallDirs)

set(packaging ${CMAKE_SOURCE_DIR}/packaging)
set(doc_folder ${CMAKE_INSTALL_DATADIR}/doc/shian)

install(TARGETS shian RUNTIME DESTINATION bin)
install(DIRECTORY ${CMAKE_SOURCE_DIR}/packs/ DESTINATION share/shian/packs)
# The screens, where they were built (web/README.md); without them the server answers for its API alone.
install(DIRECTORY ${CMAKE_SOURCE_DIR}/web/dist/ DESTINATION share/shian/web OPTIONAL)
install(FILES ${packaging}/systemd/shian.service ${packaging}/systemd/shian-backup.service
              ${packaging}/systemd/shian-backup.timer ${packaging}/systemd/shian-digest.service
              ${packaging}/systemd/shian-digest.timer DESTINATION /lib/systemd/system)
install(FILES ${packaging}/shian.conf DESTINATION /etc/shian)
install(FILES docs/operations.md docs/commands.md docs/api.md NOTICE DESTINATION ${doc_folder})
install(FILES ${packaging}/debian/copyright DESTINATION ${doc_folder})

function(install_packed source name folder)
  set(packed ${CMAKE_BINARY_DIR}/packaging/${name}.gz)
  file(MAKE_DIRECTORY ${CMAKE_BINARY_DIR}/packaging)
  execute_process(COMMAND gzip -9nc ${source} OUTPUT_FILE ${packed} COMMAND_ERROR_IS_FATAL ANY)
  install(FILES ${packed} DESTINATION ${folder})
endfunction()
install_packed(${packaging}/debian/changelog changelog ${doc_folder})
install_packed(${packaging}/shian.1 shian.1 ${CMAKE_INSTALL_MANDIR}/man1)

foreach(script postinst prerm postrm)
  configure_file(${packaging}/debian/${script} ${CMAKE_BINARY_DIR}/packaging/${script} @ONLY
                 FILE_PERMISSIONS OWNER_READ OWNER_WRITE OWNER_EXECUTE GROUP_READ GROUP_EXECUTE WORLD_READ WORLD_EXECUTE)
  list(APPEND control ${CMAKE_BINARY_DIR}/packaging/${script})
endforeach()
file(WRITE ${CMAKE_BINARY_DIR}/packaging/conffiles "/etc/shian/shian.conf\n")
list(APPEND control ${CMAKE_BINARY_DIR}/packaging/conffiles)

set(CPACK_GENERATOR DEB)
set(CPACK_PACKAGE_NAME shian)
set(CPACK_PACKAGE_VERSION ${PROJECT_VERSION})
set(CPACK_PACKAGE_CONTACT "The Shian authors <shian@example.org>")
set(CPACK_PACKAGE_DESCRIPTION_SUMMARY "runs a city's food-safety plan")
set(CPACK_DEBIAN_PACKAGE_DESCRIPTION "Registers, indicators, targets and legal clocks of a city's food-safety
plan behind one server with its screens: each fact is entered once, each
figure opens down to its records, each deadline names its law.")
set(CPACK_PACKAGING_INSTALL_PREFIX /usr)
set(CPACK_SET_DESTDIR OFF)
set(CPACK_STRIP_FILES ON)
set(CPACK_DEBIAN_FILE_NAME DEB-DEFAULT)
set(CPACK_DEBIAN_PACKAGE_SECTION web)
set(CPACK_DEBIAN_PACKAGE_PRIORITY optional)
set(CPACK_DEBIAN_PACKAGE_SHLIBDEPS ON)
set(CPACK_DEBIAN_PACKAGE_DEPENDS "adduser")
set(CPACK_DEBIAN_PACKAGE_RECOMMENDS "poppler-utils")  # the text of PDFs that are evidence
set(CPACK_DEBIAN_PACKAGE_SUGGESTS "nginx, postgresql-client, libreoffice-writer, fonts-noto-cjk")
set(CPACK_DEBIAN_PACKAGE_CONTROL_EXTRA ${control})
set(CPACK_DEBIAN_PACKAGE_CONTROL_STRICT_PERMISSION ON)
include(CPack)
