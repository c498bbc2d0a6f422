// The real rulebooks, read once for all tests of this program.
#pragma once
#include "base/assert.h"
#include "rulebook/load.h"

namespace fjorten::web {

inline const rulebook::Library& rulebooks() {
    static const rulebook::Library library = [] {
        auto loaded = rulebook::load_library_folder(FJORTEN_SOURCE_DIR "/rulebooks");
        FJ_ASSERT(loaded.has_value());
        return std::move(loaded->library);
    }();
    return library;
}

}  // namespace fjorten::web
