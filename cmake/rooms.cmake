# A room is one folder under src/, built as one static library out of every .cpp in it.
# GLOB with CONFIGURE_DEPENDS keeps the list of files in one place: the folder itself.
function(fjorten_room name)
  cmake_parse_arguments(ROOM "" "" "USES;LINKS" ${ARGN})
  file(GLOB_RECURSE sources CONFIGURE_DEPENDS ${CMAKE_SOURCE_DIR}/src/${name}/*.cpp)
  if(NOT sources)
    add_library(${name} INTERFACE)
    target_include_directories(${name} INTERFACE ${CMAKE_SOURCE_DIR}/src)
    target_link_libraries(${name} INTERFACE ${ROOM_USES} ${ROOM_LINKS})
    return()
  endif()
  add_library(${name} STATIC ${sources})
  target_include_directories(${name} PUBLIC ${CMAKE_SOURCE_DIR}/src)
  target_link_libraries(${name} PUBLIC fjorten_warnings ${ROOM_USES} ${ROOM_LINKS})
endfunction()

function(fjorten_program name main)
  if(NOT EXISTS ${CMAKE_SOURCE_DIR}/${main})
    return()  # like a room without sources: the rooms below can be built and tested before it
  endif()
  add_executable(${name} ${main})
  target_link_libraries(${name} PRIVATE ${ARGN} fjorten_warnings)
  set_target_properties(${name} PROPERTIES RUNTIME_OUTPUT_DIRECTORY ${CMAKE_BINARY_DIR})
endfunction()
