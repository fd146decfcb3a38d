/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* A description while it is made, for describe*.c, notice.c and changes.c. */
#ifndef SIZHI_TEXT_DESCRIBE_H
#define SIZHI_TEXT_DESCRIBE_H

#include <string.h>

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

static inline bool sz__is_old(const sz_describing *d, int32_t c)
{
    return c < d->before->n;
}

static inline bool sz__is_abolished(const sz_describing *d, int32_t c)
{
    return sz__is_old(d, c) && d->was[c].parcels > 0 && d->is[c].parcels == 0;
}

static inline bool sz__is_renamed(const sz_describing *d, int32_t c)
{
    return sz__is_old(d, c) && strcmp(d->was[c].name, d->is[c].name) != 0;
}

/* What community C was called before. */
void sz__put_earlier(sz_say *out, const sz_describing *d, int32_t c);

/* describe_moves.c: words for every move. */
sz_status sz__word_moves(sz_describing *d, sz_error *err);
/* Say move I by the numbers of its parcels instead. */
sz_status sz__by_numbers(sz_describing *d, size_t i, sz_error *err);

/* describe_sides.c: sides of every community with ground. */
sz_status sz__side_all(sz_describing *d, const sz_describe_options *o, sz_error *err);

/* describe_read.c: all texts and the notice; what does not read back is reworded. */
sz_status sz__say_all(sz_describing *d, sz_error *err);

/* describe_limits.c: sides whose sentence does not say them, read as text, agree with
 * nothing. The language of the manner is Chinese. */
sz_status sz__read_limits(sz_describing *d, sz_error *err);

/* What becomes of community C: `撤销A社区`, `新设A社区`, `A社区更名为B社区`; nothing when
 * it is kept. */
void sz__say_fate(sz_say *out, const sz_describing *d, int32_t c);

/* Arrange everything as a notice. NULL: out of memory. */
char *sz__notice(const sz_describing *d);

/* The changes as a script, into the description. What a sentence would not do exactly
 * when the script is applied from its first line to its last is a command. */
sz_status sz__changes(const sz_describing *d, sz_error *err);

#endif
