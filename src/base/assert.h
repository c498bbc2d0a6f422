// Our own bugs end the process, in release too: a wrong date is worse than no answer.
#pragma once
#include <cstdio>
#include <cstdlib>

#define FJ_ASSERT(condition)                                                                       \
    do {                                                                                           \
        if (!(condition)) [[unlikely]] {                                                           \
            std::fprintf(stderr, "%s:%d: broken invariant: %s\n", __FILE__, __LINE__, #condition); \
            std::abort();                                                                          \
        }                                                                                          \
    } while (false)
