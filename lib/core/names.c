/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Interned strings in an open-addressing table (FNV-1a, linear probing, at
 * most half full). */
#include "core/names.h"

#include <stdlib.h>
#include <string.h>

#include "core/array.h"

void sz__names_release(sz_names *names)
{
    for (int32_t i = 0; i < names->n; i++)
        free(names->text[i]);
    free(names->text);
    free(names->slot);
    *names = (sz_names)SZ__NAMES_INIT;
}

static uint64_t hash(const char *text)
{
    uint64_t h = 14695981039346656037u;
    for (; *text; text++)
        h = (h ^ (unsigned char)*text) * 1099511628211u;
    return h ^ h >> 32;
}

/* Slot where TEXT is, or the free one where it belongs. */
static size_t probe(const sz_names *names, const char *text)
{
    size_t i = (size_t)hash(text) & (names->slots - 1);
    while (names->slot[i] >= 0 && strcmp(names->text[names->slot[i]], text) != 0)
        i = (i + 1) & (names->slots - 1);
    return i;
}

static int rehash(sz_names *names, size_t slots)
{
    int32_t *slot = sz__alloc(slots, sizeof *slot);
    if (!slot)
        return 0;
    free(names->slot);
    names->slot = slot;
    names->slots = slots;
    for (size_t i = 0; i < slots; i++)
        slot[i] = -1;
    for (int32_t i = 0; i < names->n; i++)
        slot[probe(names, names->text[i])] = i;
    return 1;
}

int32_t sz__names_find(const sz_names *names, const char *text)
{
    if (!text || !*text || names->slots == 0)
        return -1;
    return names->slot[probe(names, text)];
}

int32_t sz__names_add(sz_names *names, const char *text)
{
    if (!text || !*text)
        return -1;
    if (names->slots < 2 * ((size_t)names->n + 1) &&
        !rehash(names, names->slots ? 2 * names->slots : 16))
        return -2;
    size_t at = probe(names, text);
    if (names->slot[at] >= 0)
        return names->slot[at];
    char *copy = sz__dup(text, strlen(text) + 1, 1);
    if (!copy)
        return -2;
    if ((size_t)names->n == names->cap &&
        !sz__grow((void **)&names->text, &names->cap, names->cap + 1,
                  sizeof *names->text)) {
        free(copy);
        return -2;
    }
    names->text[names->n] = copy;
    names->slot[at] = names->n;
    return names->n++;
}
