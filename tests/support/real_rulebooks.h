// The rulebooks of the repository, read once for all tests of a program.
#pragma once
#include <cstdlib>

#include <gtest/gtest.h>

#include "rulebook/load.h"

namespace fjorten {

inline const rulebook::Loaded& loaded_rulebooks() {
    static const auto loaded = rulebook::load_library_folder(FJORTEN_SOURCE_DIR "/rulebooks");
    if (!loaded) {
        ADD_FAILURE() << render(loaded.error(), Language::en);
        std::abort();
    }
    return *loaded;
}

inline const rulebook::Library& real_rulebooks() { return loaded_rulebooks().library; }

}  // namespace fjorten
