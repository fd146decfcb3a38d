/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Interned strings: every distinct text gets one small number, in the order of
 * first appearance, so names are compared as integers. */
#ifndef SIZHI_CORE_NAMES_H
#define SIZHI_CORE_NAMES_H

#include <stddef.h>
#include <stdint.h>

typedef struct sz_name_slot {
    int32_t id;      /* -1 = free */
    uint32_t hash;
} sz_name_slot;

typedef struct sz_names {
    int32_t n;
    char **text;     /* [n] NUL-terminated UTF-8, owned, where they are for good */
    size_t cap;
    sz_name_slot *slot; /* hash table of [slots] */
    size_t slots;    /* a power of two, or 0 */
    struct sz_name_block *block; /* what holds the texts, the newest first */
} sz_names;

/* Zero-initialise an sz_names with this. */
#define SZ__NAMES_INIT { 0, NULL, 0, NULL, 0, NULL }

void sz__names_release(sz_names *names);

/* Number of TEXT, added when new. NULL and "" give -1 (no name); -2 means
 * memory is out. Expected O(length). */
int32_t sz__names_add(sz_names *names, const char *text);

/* Number of TEXT, or -1 when it is not there. */
int32_t sz__names_find(const sz_names *names, const char *text);

/* Text of a number; "" for -1. */
static inline const char *sz__name(const sz_names *names, int32_t id)
{
    return id < 0 ? "" : names->text[id];
}

#endif
