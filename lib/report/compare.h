/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* A comparison while it is made, for compare*.c. */
#ifndef SIZHI_REPORT_COMPARE_H
#define SIZHI_REPORT_COMPARE_H

#include "core/array.h"
#include "core/names.h"
#include "plan/plan.h"
#include "sizhi/audit.h"
#include "sizhi/compare.h"

/* One sentence and who says it. */
typedef struct sz_said {
    sz_sentence_kind kind;
    int32_t row, text;     /* text: number in sz_comparison.texts */
    unsigned char *by;     /* [scenarios] owned */
} sz_said;

struct sz_comparison {
    size_t scenarios, rows;
    int32_t *name, *town;  /* [rows] in texts */
    sz_compared *at;       /* [scenarios * (rows + 1)] */
    sz_names texts;
    SZ__ARRAY(sz_said) said;
};

typedef struct sz_comparing {
    sz_comparison *out;
    const sz_policy *policy;
    const sz_compare_options *options;
    sz_plan **plan;        /* [scenarios] all of one map, today's first */
    int32_t **row;         /* [scenarios][communities of its plan] row of each */
} sz_comparing;

/* Row of community C of scenario S; that of all together for -1. */
static inline sz_compared *sz__compared(const sz_comparing *k, size_t s, int32_t c)
{
    size_t row = c < 0 ? k->out->rows : (size_t)k->row[s][c];
    return &k->out->at[s * (k->out->rows + 1) + row];
}

/* compare_figures.c: all figures of scenario S. */
sz_status sz__compare_figures(sz_comparing *k, size_t s, sz_error *err);

/* compare_sentences.c: the sentences that tell scenarios apart, in order. */
sz_status sz__compare_sentences(sz_comparing *k, sz_error *err);

#endif
