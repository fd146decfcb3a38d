/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Growable arrays and checked allocation. */
#include "core/array.h"

#include <stdint.h>
#include <string.h>

bool sz__grow(void **at, size_t *cap, size_t need, size_t size)
{
    size_t want = *cap < 8 ? 8 : *cap + *cap / 2;
    if (want < need)
        want = need;
    if (want > SIZE_MAX / size)
        return false;
    void *block = realloc(*at, want * size);
    if (!block)
        return false;
    *at = block;
    *cap = want;
    return true;
}

void *sz__alloc(size_t n, size_t size)
{
    if (n > SIZE_MAX / size)
        return NULL;
    return malloc(n ? n * size : 1);
}

void *sz__zalloc(size_t n, size_t size)
{
    return calloc(n ? n : 1, size);
}

void *sz__dup(const void *from, size_t n, size_t size)
{
    void *copy = sz__alloc(n, size);
    if (copy && n)
        memcpy(copy, from, n * size);
    return copy;
}
