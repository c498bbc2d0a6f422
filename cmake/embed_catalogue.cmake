# Called as: cmake -DMO=... -DCPP=... -DLANGUAGE=da -P embed_catalogue.cmake
file(READ ${MO} bytes HEX)
string(REGEX REPLACE "([0-9a-f][0-9a-f])" "0x\\1," bytes "${bytes}")
file(WRITE ${CPP}
"// Made from po/${LANGUAGE}.po by cmake/embed_catalogue.cmake.
#include \"base/catalogue.h\"

namespace fjorten {

static constexpr unsigned char bytes[] = {${bytes}};
const std::span<const unsigned char> catalogue_${LANGUAGE}(bytes);

}  // namespace fjorten
")
