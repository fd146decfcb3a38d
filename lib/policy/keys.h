/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* What a profile can say: keys with their types, and rules with their levels. */
#ifndef SIZHI_POLICY_KEYS_H
#define SIZHI_POLICY_KEYS_H

#include <stddef.h>

#include "sizhi/findings.h"

typedef enum sz_key {
    SZ_KEY_TITLE, SZ_KEY_DOCUMENT, SZ_KEY_EFFECTIVE,
    SZ_KEY_BASIS, SZ_KEY_PLANNED, SZ_KEY_OCCUPANCY, SZ_KEY_TOLERANCE,
    SZ_KEY_MIN, SZ_KEY_MAX, SZ_KEY_TARGET, SZ_KEY_TARGET_POPULATION,
    SZ_KEY_MAX_POPULATION, SZ_KEY_SPLIT_OVER, SZ_KEY_MERGE_UNDER, SZ_KEY_REVIEW_UNDER,
    SZ_KEY_REVIEW_SCOPE, SZ_KEY_JOINT, SZ_KEY_SEVERAL_OVER, SZ_KEY_ALONE,
    SZ_KEY_BAND_URBAN, SZ_KEY_BAND_RURAL, SZ_KEY_BAND_VILLAGE, SZ_KEY_BAND_RESETTLEMENT,
    SZ_KEY_BAND_NEW_ESTATE, SZ_KEY_FACTOR_OLD_TOWN, SZ_KEY_FACTOR_HIGH_RISE,
    SZ_KEY_KEEP, SZ_KEY_EXEMPT,
    SZ_KEY_CLEAR_BY, SZ_KEY_CLEAR_SHARE, SZ_KEY_CUT_BY,
    SZ_KEY_POLSBY_POPPER, SZ_KEY_REOCK, SZ_KEY_HULL, SZ_KEY_NECK, SZ_KEY_INTERLACED,
    SZ_KEY_WEIGHT_MOVED, SZ_KEY_WEIGHT_GROUND, SZ_KEY_WEIGHT_ABOLISHED,
    SZ_KEY_WEIGHT_FOUNDED, SZ_KEY_WEIGHT_BORDER, SZ_KEY_WEIGHT_THROUGH,
    SZ_KEY_WEIGHT_SIZE, SZ_KEY_WEIGHT_COMPACT, SZ_KEY_WEIGHT_DISTANCE,
    SZ_KEY_WEIGHT_OFFICE, SZ_KEY_WEIGHT_CUT_EDGES,
    SZ_KEY_AREA, SZ_KEY_FARTHEST, SZ_KEY_MEAN_DISTANCE, SZ_KEY_DISTANCE,
    SZ_KEY_OFFICE_MIN, SZ_KEY_OFFICE_PER_100, SZ_KEY_OFFICE_URBAN, SZ_KEY_OFFICE_RURAL,
    SZ_KEY_OFFICE_CHILDREN,
    SZ_KEY_QUOTA, SZ_KEY_STAFF_MIN, SZ_KEY_STAFF_MAX, SZ_KEY_PER_WORKER,
    SZ_KEY_COMMITTEE, SZ_KEY_APPORTION,
    SZ_KEY_STREET_FROM, SZ_KEY_COMMITTEE_FROM,
    SZ_KEY_FARMLAND, SZ_KEY_VILLAGES, SZ_KEY_INCOME,
    SZ_KEY_DETACHED_TODAY, SZ_KEY_DUTIES_STAY, SZ_KEY_DUTIES_REST,
    SZ_KEY_SUFFIX, SZ_KEY_SIDES, SZ_KEY_VERB, SZ_KEY_TAIL,
    SZ_KEY_CONSENT, SZ_KEY_GATES, SZ_KEY_CHAIN, SZ_KEY_FILE_WITH, SZ_KEY_ITEMS,
    SZ_KEY_DUE, SZ_KEY_ELECTION,
    SZ_N_KEYS
} sz_key;

typedef enum sz_key_type {
    SZ_TYPE_TEXT,   /* anything */
    SZ_TYPE_LIST,   /* texts, parted by commas */
    SZ_TYPE_WORD,   /* one of the words */
    SZ_TYPE_WORDS,  /* some of the words, parted by commas, or none */
    SZ_TYPE_ORDER,  /* all of the words, each once, parted by commas */
    SZ_TYPE_COUNT,  /* a whole number */
    SZ_TYPE_NUMBER, /* a number with a decimal point */
    SZ_TYPE_WEIGHT, /* a number, or with an x so many times the default */
    SZ_TYPE_RANGE,  /* two whole numbers, 2000-3000; either may be left out */
    SZ_TYPE_DATE    /* 2026-01-01 */
} sz_key_type;

typedef struct sz_key_row {
    const char *name;       /* section.key */
    sz_key_type type;
    const char *words;      /* parted by blanks */
    double least, most;     /* of numbers */
    const char *meaning;    /* marked for translation */
} sz_key_row;

extern const sz_key_row sz__keys[SZ_N_KEYS];

/* Rules that a profile gives levels to; key `level.` and the id. */
typedef enum sz_rule {
    SZ_RULE_SIZE_ABOVE, SZ_RULE_SIZE_BELOW, SZ_RULE_SIZE_SPLIT, SZ_RULE_SIZE_MERGE,
    SZ_RULE_SIZE_REVIEW, SZ_RULE_SIZE_JOINT, SZ_RULE_SIZE_SEVERAL, SZ_RULE_SIZE_ALONE,
    SZ_RULE_SIZE_POPULATION, SZ_RULE_SIZE_PLANNED,
    SZ_RULE_PART_DETACHED, SZ_RULE_PART_POINT, SZ_RULE_PART_CUT, SZ_RULE_PART_ENCLAVE,
    SZ_RULE_PART_NEW,
    SZ_RULE_COVER_GAP, SZ_RULE_COVER_OVERLAP,
    SZ_RULE_BORDER_CLEAR,
    SZ_RULE_SHAPE_COMPACT, SZ_RULE_SHAPE_REOCK, SZ_RULE_SHAPE_HULL, SZ_RULE_SHAPE_NECK,
    SZ_RULE_SHAPE_INTERLACED,
    SZ_RULE_UNIT_GRID, SZ_RULE_UNIT_ESTATE, SZ_RULE_UNIT_VILLAGE, SZ_RULE_UNIT_CONFLICT,
    SZ_RULE_UNIT_ABOVE, SZ_RULE_UNIT_EXEMPT,
    SZ_RULE_TOWN_CROSSED,
    SZ_RULE_REACH_AREA, SZ_RULE_REACH_FARTHEST, SZ_RULE_REACH_MEAN,
    SZ_RULE_REACH_CUT_OFF,
    SZ_RULE_OFFICE_MISSING, SZ_RULE_OFFICE_OUTSIDE, SZ_RULE_OFFICE_SHARED,
    SZ_RULE_OFFICE_AREA, SZ_RULE_OFFICE_PER_100, SZ_RULE_OFFICE_KIND,
    SZ_RULE_OFFICE_CHILDREN,
    SZ_RULE_STAFF_FEW, SZ_RULE_STAFF_MANY, SZ_RULE_STAFF_NORM, SZ_RULE_STAFF_QUOTA,
    SZ_RULE_RESETTLE,
    SZ_RULE_NAME_SAME, SZ_RULE_NAME_HOMOPHONE, SZ_RULE_NAME_RARE, SZ_RULE_NAME_SUFFIX,
    SZ_RULE_NAME_ORDINAL,
    SZ_RULE_SUM_DIFFERS,
    SZ_N_RULES
} sz_rule;

typedef struct sz_rule_row {
    const char *key;        /* "level." and the rule's id */
    sz_level level;         /* when no profile gives one */
    const char *title;      /* marked for translation */
} sz_rule_row;

extern const sz_rule_row sz__rules[SZ_N_RULES];

/* Number of the key or rule of this name, -1 when there is none. */
int sz__key_find(const char *name);
int sz__rule_find(const char *id);

static inline const char *sz__rule_id(sz_rule rule)
{
    return sz__rules[rule].key + sizeof "level." - 1;
}

/* The name of a key, "level.RULE" included, nearest to a mistyped NAME; NULL when none
 * is near. */
const char *sz__key_nearest(const char *name);

#endif
