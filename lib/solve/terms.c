/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The terms of the objective: their words and units. */
#include <string.h>

#include "sizhi/solve.h"

static const struct {
    const char *name, *unit;
} terms[SZ_N_TERMS] = {
    [SZ_TERM_MOVED] = { "moved", "households" },
    [SZ_TERM_GROUND] = { "ground", "km2" },
    [SZ_TERM_ABOLISHED] = { "abolished", "communities" },
    [SZ_TERM_FOUNDED] = { "founded", "communities" },
    [SZ_TERM_BORDER] = { "border", "km" },
    [SZ_TERM_THROUGH] = { "through", "km" },
    [SZ_TERM_SIZE] = { "size", "" },
    [SZ_TERM_COMPACT] = { "compact", "" },
    [SZ_TERM_DISTANCE] = { "distance", "household km" },
    [SZ_TERM_OFFICE] = { "office", "communities" },
    [SZ_TERM_CUT_EDGES] = { "cut_edges", "pairs" },
};

const char *sz_term_name(sz_term term)
{
    return (int)term >= 0 && term < SZ_N_TERMS ? terms[term].name : "";
}

const char *sz_term_unit(sz_term term)
{
    return (int)term >= 0 && term < SZ_N_TERMS ? terms[term].unit : "";
}

int sz_term_from_name(const char *name)
{
    for (int i = 0; name && i < SZ_N_TERMS; i++)
        if (strcmp(name, terms[i].name) == 0)
            return i;
    return -1;
}
