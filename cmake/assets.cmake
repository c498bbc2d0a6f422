# What the browser loads -> one folder in the build tree -> bytes inside the room `web`.
# From the npm package dkfds (stylesheet, icons, fonts, licences) and assets/ (ours). The one script is assets/leave.js.
set(dkfds ${CMAKE_SOURCE_DIR}/node_modules/dkfds/dist)
if(NOT EXISTS ${dkfds}/css/dkfds.min.css)
  message(FATAL_ERROR "The npm package dkfds is missing. Run ./dev build, which installs it, "
                      "or npm ci --omit=dev in ${CMAKE_SOURCE_DIR}")
endif()
find_program(GZIP gzip REQUIRED)

file(GLOB own_assets CONFIGURE_DEPENDS ${CMAKE_SOURCE_DIR}/assets/*)
set(assets_cpp ${CMAKE_BINARY_DIR}/assets/assets.cpp)
add_custom_command(
  OUTPUT ${assets_cpp}
  COMMAND ${CMAKE_COMMAND} -DDKFDS=${dkfds} -DOWN=${CMAKE_SOURCE_DIR}/assets -DOUT=${CMAKE_BINARY_DIR}/assets
          -DGZIP=${GZIP} -P ${CMAKE_SOURCE_DIR}/cmake/make_assets.cmake
  DEPENDS ${own_assets} ${CMAKE_SOURCE_DIR}/cmake/make_assets.cmake ${dkfds}/css/dkfds.min.css
  COMMENT "Assets"
  VERBATIM)
target_sources(web PRIVATE ${assets_cpp})
