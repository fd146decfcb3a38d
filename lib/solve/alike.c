/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Refining a partition set by set; see alike.h. */
#include "solve/alike.h"

void sz__alike_start(sz_alike *a, const sz_set *atoms)
{
    *a = (sz_alike){ .atoms = *atoms, .n = 1 };
    for (sz_set rest = *atoms; !sz__set_empty(&rest); a->size[0]++)
        sz__set_pop(&rest);
}

void sz__alike_part(sz_alike *a, const sz_set *set)
{
    int32_t in[SZ_SET_ATOMS] = { 0 }, fresh[SZ_SET_ATOMS];
    for (sz_set rest = *set; !sz__set_empty(&rest);)
        in[a->of[sz__set_pop(&rest)]]++;
    for (int32_t k = 0, old = a->n; k < old; k++) {
        fresh[k] = k;
        if (in[k] == 0 || in[k] == a->size[k])
            continue;
        fresh[k] = a->n;
        a->size[a->n++] = in[k];
        a->size[k] -= in[k];
    }
    for (sz_set rest = *set; !sz__set_empty(&rest);) {
        int32_t *of = &a->of[sz__set_pop(&rest)];
        *of = fresh[*of];
    }
}

sz_set sz__alike_first(const sz_alike *a)
{
    sz_set first = { { 0 } }, seen = { { 0 } };
    for (sz_set rest = a->atoms; !sz__set_empty(&rest);) {
        int32_t v = sz__set_pop(&rest);
        if (!sz__set_has(&seen, a->of[v]))
            sz__set_add(&first, v);
        sz__set_add(&seen, a->of[v]);
    }
    return first;
}
