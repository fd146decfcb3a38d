/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Interned strings in an open-addressing table (linear probing, at most
 * half full); their texts lie one behind the other in blocks. */
#include "core/names.h"

#include <stdlib.h>
#include <string.h>

#include "core/array.h"

enum { FIRST_BLOCK = 256, LARGEST_BLOCK = 1 << 16 };

struct sz_name_block {
    struct sz_name_block *next;
    size_t used, size;
    char text[];
};

void sz__names_release(sz_names *names)
{
    while (names->block) {
        struct sz_name_block *next = names->block->next;
        free(names->block);
        names->block = next;
    }
    free(names->text);
    free(names->slot);
    *names = (sz_names)SZ__NAMES_INIT;
}

/* A copy of the LEN bytes of TEXT and a NUL; NULL when memory is out. */
static char *keep(sz_names *names, const char *text, size_t len)
{
    struct sz_name_block *block = names->block;
    if (!block || block->size - block->used <= len) {
        size_t size = !block                        ? FIRST_BLOCK
                      : block->size < LARGEST_BLOCK ? 2 * block->size
                                                    : LARGEST_BLOCK;
        if (size <= len)
            size = len + 1;
        block = malloc(sizeof *block + size);
        if (!block)
            return NULL;
        *block = (struct sz_name_block){ .next = names->block, .size = size };
        names->block = block;
    }
    char *at = block->text + block->used;
    memcpy(at, text, len);
    at[len] = '\0';
    block->used += len + 1;
    return at;
}

/* Eight bytes at a time. It differs with the byte order, but the numbers of names do
 * not depend on it. */
static uint32_t hash_of(const char *text, size_t *len)
{
    size_t left = *len = strlen(text);
    uint64_t h = left;
    while (left > 0) {
        uint64_t word = 0;
        size_t step = left < sizeof word ? left : sizeof word;
        memcpy(&word, text, step);
        h = (h ^ word) * 0x9E3779B97F4A7C15u;
        h ^= h >> 32;
        text += step;
        left -= step;
    }
    return (uint32_t)h;
}

/* Slot where TEXT is, or the free one where it belongs. */
static size_t probe(const sz_names *names, const char *text, uint32_t hash)
{
    size_t i = hash & (names->slots - 1);
    for (; names->slot[i].id >= 0; i = (i + 1) & (names->slots - 1))
        if (names->slot[i].hash == hash &&
            strcmp(names->text[names->slot[i].id], text) == 0)
            break;
    return i;
}

static int rehash(sz_names *names, size_t slots)
{
    sz_name_slot *slot = sz__alloc(slots, sizeof *slot);
    if (!slot)
        return 0;
    for (size_t i = 0; i < slots; i++)
        slot[i] = (sz_name_slot){ -1, 0 };
    for (size_t k = 0; k < names->slots; k++) {
        if (names->slot[k].id < 0)
            continue;
        size_t i = names->slot[k].hash & (slots - 1);
        while (slot[i].id >= 0)
            i = (i + 1) & (slots - 1);
        slot[i] = names->slot[k];
    }
    free(names->slot);
    names->slot = slot;
    names->slots = slots;
    return 1;
}

int32_t sz__names_find(const sz_names *names, const char *text)
{
    size_t len;
    if (!text || !*text || names->slots == 0)
        return -1;
    return names->slot[probe(names, text, hash_of(text, &len))].id;
}

int32_t sz__names_add(sz_names *names, const char *text)
{
    size_t len;
    if (!text || !*text)
        return -1;
    if (names->slots < 2 * ((size_t)names->n + 1) &&
        !rehash(names, names->slots ? 2 * names->slots : 16))
        return -2;
    uint32_t hash = hash_of(text, &len);
    size_t at = probe(names, text, hash);
    if (names->slot[at].id >= 0)
        return names->slot[at].id;
    if ((size_t)names->n == names->cap &&
        !sz__grow((void **)&names->text, &names->cap, names->cap + 1,
                  sizeof *names->text))
        return -2;
    char *copy = keep(names, text, len);
    if (!copy)
        return -2;
    names->text[names->n] = copy;
    names->slot[at] = (sz_name_slot){ names->n, hash };
    return names->n++;
}
