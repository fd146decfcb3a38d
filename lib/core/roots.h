/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Sets that are joined one by one (union-find): each item leads up to its set's root,
 * which leads to itself. */
#ifndef SIZHI_CORE_ROOTS_H
#define SIZHI_CORE_ROOTS_H

#include <stdint.h>

/* Root of item I; the way there is halved. */
static inline int32_t sz__root(int32_t *up, int32_t i)
{
    while (up[i] != i) {
        up[i] = up[up[i]];
        i = up[i];
    }
    return i;
}

/* Make one set of those of I and K; the lesser root is the root of both. */
static inline void sz__join(int32_t *up, int32_t i, int32_t k)
{
    i = sz__root(up, i);
    k = sz__root(up, k);
    if (i < k)
        up[k] = i;
    else
        up[i] = k;
}

#endif
