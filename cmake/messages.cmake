# po/<language>.po -> .mo (msgfmt, which ends the build at any mistake) -> a byte array inside the room `base`.
find_program(MSGFMT msgfmt REQUIRED)

set(message_sources)
foreach(language da en)
  set(po ${CMAKE_SOURCE_DIR}/po/${language}.po)
  set(mo ${CMAKE_BINARY_DIR}/messages/${language}.mo)
  set(cpp ${CMAKE_BINARY_DIR}/messages/catalogue_${language}.cpp)
  add_custom_command(
    OUTPUT ${cpp}
    BYPRODUCTS ${mo}
    COMMAND ${MSGFMT} --check-format --check-domain --output-file=${mo} ${po}
    COMMAND ${CMAKE_COMMAND} -DMO=${mo} -DCPP=${cpp} -DLANGUAGE=${language}
            -P ${CMAKE_SOURCE_DIR}/cmake/embed_catalogue.cmake
    DEPENDS ${po} ${CMAKE_SOURCE_DIR}/cmake/embed_catalogue.cmake
    COMMENT "Messages: ${language}"
    VERBATIM)
  list(APPEND message_sources ${cpp})
endforeach()
target_sources(base PRIVATE ${message_sources})
