/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* A policy: profiles merged, the base first, into one value for each key. */
#ifndef SIZHI_POLICY_POLICY_H
#define SIZHI_POLICY_POLICY_H

#include <stdbool.h>

#include "core/array.h"
#include "core/error.h"
#include "policy/keys.h"
#include "sizhi/policy.h"

/* Where a value comes from, when that is no profile. */
enum { SZ_FROM_CALLER = -1, SZ_FROM_PLAN = -2 };

/* Where a value comes from. */
typedef struct sz_origin {
    int32_t profile;   /* in the policy's chain, or one of the above */
    int line;
    char *clause;      /* or NULL */
} sz_origin;

typedef struct sz_value {
    char *text;        /* as written, without the clause; NULL: not set */
    double low, high;  /* numbers: both the same; open ends are -/+HUGE_VAL */
    unsigned words;    /* bit i: word i of the key; SZ_TYPE_WORD has one bit */
    uint8_t order[8];  /* SZ_TYPE_ORDER: the words in their order */
    sz_origin from;
} sz_value;

/* A profile that a policy was put together from. */
typedef struct sz_profile {
    char *id, *path;   /* PATH is NULL for one of the library's */
    char *extends;     /* or NULL */
    char *document;    /* what it is drawn from, or NULL */
} sz_profile;

/* A stage of the procedure. */
typedef struct sz_policy_stage {
    char *name;
    char from[11], to[11]; /* dates, or "" */
} sz_policy_stage;

typedef struct sz_own_waiver {
    char *rule, *town, *community, *reason, *who, *date;
    int line;
} sz_own_waiver;

typedef struct sz_own_record {
    char *town, *community, *within, *reason, *who, *date, *source; /* or NULL */
    int32_t part;
    double area;
    bool historic;
} sz_own_record;

struct sz_policy {
    SZ__ARRAY(sz_profile) chain;   /* the base first */
    sz_value value[SZ_N_KEYS];
    sz_level level[SZ_N_RULES];
    sz_value given[SZ_N_RULES];    /* the level as it was written */
    SZ__ARRAY(sz_policy_stage) stage;
    SZ__ARRAY(sz_own_waiver) waiver;
    SZ__ARRAY(sz_own_record) record; /* of detached parts */
};

/* Where a message can say that something stands. */
typedef struct sz_place {
    const char *file;  /* or what the caller set */
    int line;          /* 0: no line */
} sz_place;

/* What FROM is called, when it is no profile: "--set". */
const char *sz__from_word(int32_t from);

/* Whether a clause says that it is none: common practice (通行做法). NULL is not. */
bool sz__is_practice(const char *clause);

/* Put "file, line N: " and the message into *ERR. */
sz_status sz__policy_fail(sz_error *err, sz_place place, const char *fmt, ...)
    SZ__PRINTF(3, 4);

/* A policy without a value; the levels of its rules are the defaults. */
sz_status sz__policy_new(sz_policy **out, sz_error *err);

/* ---- value.c ---- */

/* Read TEXT, "value | clause", as the value of KEY. */
sz_status sz__value_read(sz_value *out, sz_key key, const char *text, sz_place place,
                         sz_error *err);
void sz__value_release(sz_value *value);

/* Whether the N bytes of TEXT are a date, 2026-01-01. */
bool sz__is_date(const char *text, size_t n);

/* Set NAME, "section.key", in POLICY to TEXT. */
sz_status sz__policy_put(sz_policy *policy, const char *name, const char *text,
                         int32_t profile, sz_place place, sz_error *err);

/* ---- records.c ---- */

void sz__policy_records_release(sz_policy *policy);

/* A copy of FROM that owns its texts; false when memory is out. */
bool sz__own_record_copy(sz_own_record *out, const sz_detached_record *from);
void sz__own_record_release(sz_own_record *record);

/* The same as the public shows it; texts stay RECORD's. */
sz_detached_record sz__own_record_shown(const sz_own_record *record);

/* ---- profile.c ---- */

/* Read profile WHICH, one of the library's or a file, and all that it extends into
 * POLICY. */
sz_status sz__profile_read(sz_policy *policy, const char *which, sz_error *err);

/* ---- sense.c ---- */

/* Whether the values go together, and those that every policy needs are there: an error
 * names both lines, or the key. */
sz_status sz__policy_check(const sz_policy *policy, sz_error *err);

/* ---- profiles.c, made from profiles/\*.ini ---- */
typedef struct sz_shipped {
    const char *id, *title, *extends, *text;
} sz_shipped;
extern const sz_shipped sz__shipped[];
extern const size_t sz__n_shipped;

/* ---- for other rooms ---- */

static inline bool sz__policy_has(const sz_policy *p, sz_key key)
{
    return p->value[key].text != NULL;
}

/* A number, or OTHER when it is not set. */
static inline double sz__policy_number(const sz_policy *p, sz_key key, double other)
{
    return p->value[key].text ? p->value[key].low : other;
}

static inline int64_t sz__policy_count(const sz_policy *p, sz_key key, int64_t other)
{
    return p->value[key].text ? (int64_t)p->value[key].low : other;
}

/* Bits of the words that are set, or OTHER. */
static inline unsigned sz__policy_words(const sz_policy *p, sz_key key, unsigned other)
{
    return p->value[key].text ? p->value[key].words : other;
}

#endif
