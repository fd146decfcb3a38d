/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* A description while it is made, for describe.c and notice.c. */
#ifndef SIZHI_TEXT_DESCRIBE_H
#define SIZHI_TEXT_DESCRIBE_H

#include "text/say.h"

struct sz_description {
    sz_described_move *move;
    size_t n_moves;
    sz_described_community *community;
    size_t n_communities;
    sz_agreement agreement;
    char *notice, *script;
};

/* The parcels of each move, beside its words. */
typedef struct sz_piece {
    sz_wording words;
    int32_t *parcel;       /* [n] ascending */
    size_t n;
} sz_piece;

typedef struct sz_describing {
    const sz_map *map;
    const sz_plan *before, *after;
    sz_manner manner;
    bool *twin, *twin_was; /* [communities] of after, of before: shares its name */
    sz_community *was, *is;/* [communities of before], [of after] */
    sz_sides *sides;       /* [communities of after] */
    sz_piece *piece;       /* [moves] */
    sz_description *out;
} sz_describing;

/* The manner that the options ask for; SZ_ERR_INVALID for a word that is none. The
 * plan and its twins are set by the caller. */
sz_status sz__manner_set(sz_manner *out, const sz_describe_options *options,
                         sz_error *err);

/* Arrange everything as a notice; the changes as a script. NULL: out of memory. */
char *sz__notice(const sz_describing *d);
char *sz__changes(const sz_describing *d);

#endif
