/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Saying things in words, Chinese or English, into a growing text. */
#ifndef SIZHI_TEXT_SAY_H
#define SIZHI_TEXT_SAY_H

#include <stdarg.h>

#include "core/array.h"
#include "plan/plan.h"
#include "sizhi/text.h"
#include "text/sides.h"
#include "text/wording.h"

/* A text that grows; after NOMEM nothing more is added. */
typedef struct sz_say {
    SZ__ARRAY(char) text;  /* NUL-terminated unless empty */
    bool nomem;
} sz_say;

void sz__put(sz_say *out, const char *fmt, ...) SZ__PRINTF(2, 3);

/* The text so far, never NULL. */
const char *sz__said(const sz_say *out);

/* Hand the text over (malloc'ed, "" when empty) and begin anew; NULL: out of memory. */
char *sz__say_take(sz_say *out);

/* How a policy wants things said. */
typedef struct sz_manner {
    sz_language language;
    int order[4];          /* SZ_SIDE_* */
    const char *verb, *suffix;
    bool households, population, area; /* facts after the sides */
    const sz_plan *plan;   /* that names and towns are taken from */
    const bool *twin;      /* [communities] another one of the plan has the same name */
    const bool *bare;      /* [communities] its name is said as it is; NULL: of none */
} sz_manner;

/* Name of a community in full: its town before it where the name is not unique, the
 * suffix behind it where it has none. -1: the gap. */
void sz__say_community(sz_say *out, const sz_manner *m, int32_t community);

/* The same where the text gives it this name: 新设“社区1”, in quotes when it would not be
 * found without. */
void sz__say_fresh(sz_say *out, const sz_manner *m, int32_t community);

/* `将A社区青山路以南区域划入B社区管辖`, without full stop. */
void sz__say_move(sz_say *out, const sz_manner *m, const sz_wording *w, int32_t from,
                  int32_t to);

/* What bounds one side: `白河、长河路`; TOWN is the community's. */
void sz__say_side(sz_say *out, const sz_manner *m, const sz_sides *s, int side,
                  int32_t town);

/* `北至青山路，西南为镇域界，东至长河路` */
void sz__say_sides(sz_say *out, const sz_manner *m, const sz_sides *s, int32_t town);

/* `，辖区户数5702户，面积约0.55平方公里`, what the manner wants of it. */
void sz__say_facts(sz_say *out, const sz_manner *m, const sz_community *c);

/* `12、15-19`, parcels by number from 1. */
void sz__say_parcels(sz_say *out, const char *comma, const int32_t *parcel, size_t n);

#endif
