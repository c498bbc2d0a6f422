# Called as: cmake -DDKFDS=... -DOWN=... -DOUT=... -DGZIP=... -P make_assets.cmake
# Puts every asset into OUT/files, text also gzipped, and writes OUT/assets.cpp, which takes their bytes in. All of
# them are served from one folder named after their hash, so that browsers may keep them for ever.
set(files ${OUT}/files)
file(REMOVE_RECURSE ${files})
file(MAKE_DIRECTORY ${files})

# One stylesheet: the design system without its fonts (it offers old formats first), then ours.
file(READ ${DKFDS}/css/dkfds.min.css design)
string(REGEX REPLACE "@font-face *{[^}]*}" "" design "${design}")
string(REGEX REPLACE "/\\*# sourceMappingURL[^*]*\\*/" "" design "${design}")
string(REPLACE "../img/svg-icons/" "" design "${design}")
string(REGEX REPLACE "url\\(\\.\\./img/[^)]*\\)" "none" design "${design}")  # logos of others
file(READ ${OWN}/site.css own)
file(WRITE ${files}/site.css "${design}\n${own}")

set(icons check check-white chevron-down chevron-up)
foreach(icon ${icons})
  file(COPY ${DKFDS}/img/svg-icons/${icon}.svg DESTINATION ${files})
endforeach()
foreach(weight Regular SemiBold Bold)
  file(COPY ${DKFDS}/fonts/IBMPlexSans/split/woff2/IBMPlexSans-${weight}-Latin1.woff2 DESTINATION ${files})
endforeach()
file(COPY_FILE ${DKFDS}/LICENSE.md ${files}/LICENSE-dkfds.txt)
file(COPY_FILE ${DKFDS}/fonts/IBMPlexSans/split/woff2/license.txt ${files}/LICENSE-IBMPlexSans.txt)
file(COPY ${OWN}/icon.svg ${OWN}/caseworker.css ${OWN}/leave.js DESTINATION ${files})

file(GLOB names RELATIVE ${files} ${files}/*)
list(SORT names)
set(hashes "")
foreach(name ${names})
  file(SHA256 ${files}/${name} hash)
  string(APPEND hashes "${name} ${hash}\n")
endforeach()
string(SHA256 bundle "${hashes}")
string(SUBSTRING ${bundle} 0 12 bundle)

set(symbols "")
set(declared "")
set(rows "")
set(number 0)
function(take_in path)
  set(symbol fjorten_asset_${number})
  string(APPEND symbols "    \"${symbol}:\\n.incbin \\\"${path}\\\"\\n${symbol}_end:\\n.byte 0\\n\"\n")
  string(APPEND declared "extern const char ${symbol}[];\nextern const char ${symbol}_end[];\n")
  math(EXPR number "${number} + 1")
  foreach(variable symbols declared number)
    set(${variable} "${${variable}}" PARENT_SCOPE)
  endforeach()
  set(bytes "{${symbol}, ${symbol}_end}" PARENT_SCOPE)
endfunction()
foreach(name ${names})
  if(name MATCHES "\\.css$")
    set(type "text/css; charset=utf-8")
  elseif(name MATCHES "\\.js$")
    set(type "text/javascript; charset=utf-8")
  elseif(name MATCHES "\\.svg$")
    set(type "image/svg+xml")
  elseif(name MATCHES "\\.woff2$")
    set(type "font/woff2")
  else()
    set(type "text/plain; charset=utf-8")
  endif()
  take_in(${files}/${name})
  set(plain "${bytes}")
  set(packed "{}")
  if(name MATCHES "\\.(css|js|txt|svg)$")
    execute_process(COMMAND ${GZIP} -9 -n -c ${files}/${name} OUTPUT_FILE ${files}/${name}.gz
                    COMMAND_ERROR_IS_FATAL ANY)
    take_in(${files}/${name}.gz)
    set(packed "${bytes}")
  endif()
  string(APPEND rows "    {\"${name}\", \"${type}\", ${plain}, ${packed}},\n")
endforeach()

file(WRITE ${OUT}/assets.cpp
"// Made by cmake/make_assets.cmake.
#include \"web/assets.h\"

asm(\".section .rodata\\n\"
${symbols}    \".previous\\n\");

extern \"C\" {
${declared}}

namespace fjorten::web {

static const Asset all[] = {
${rows}};

const std::span<const Asset> assets(all);
const std::string_view asset_folder = \"/assets/${bundle}/\";

}  // namespace fjorten::web
")
