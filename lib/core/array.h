/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* A typed growable array:
 *
 *     struct { sz_point *at; size_t n, cap; } points = SZ__ARRAY_INIT;
 *     if (!sz__push(&points, p)) goto nomem;
 *     free(points.at);
 *
 * and allocation of N items that checks the multiplication. */
#ifndef SIZHI_CORE_ARRAY_H
#define SIZHI_CORE_ARRAY_H

#include <stdbool.h>
#include <stddef.h>
#include <stdlib.h>

#define SZ__ARRAY(type) struct { type *at; size_t n, cap; }
#define SZ__ARRAY_INIT { NULL, 0, 0 }

/* Make room for at least NEED items of SIZE bytes; false when memory is out,
 * the array being unchanged. */
bool sz__grow(void **at, size_t *cap, size_t need, size_t size);

/* Room for N more items: true, or false when memory is out. */
#define sz__reserve(a, more)                                                     \
    ((a)->n + (more) <= (a)->cap ||                                              \
     sz__grow((void **)&(a)->at, &(a)->cap, (a)->n + (more), sizeof *(a)->at))

/* Append one item: true, or false when memory is out. */
#define sz__push(a, ...)                                                         \
    (sz__reserve(a, 1) ? ((a)->at[(a)->n++] = (__VA_ARGS__), true) : false)

/* malloc/calloc of N items, never NULL for N = 0, NULL when memory is out or
 * the size overflows. */
void *sz__alloc(size_t n, size_t size);
void *sz__zalloc(size_t n, size_t size);

/* A copy of N items; NULL when memory is out. */
void *sz__dup(const void *from, size_t n, size_t size);

#endif
