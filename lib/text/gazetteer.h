/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The gazetteer: every name that a sentence may use, and what it stands for. Names
 * are compared in their folded form (fold.h: widths, dashes and case made one), found
 * longest match first, so that a road called 东至路 is seen before the word 东至.
 *
 * Of each thing there is its name, and short forms where they are nobody's name:
 * communities without 社区, 居委会, 村, or with them, or with their town before them;
 * towns without 街道, 镇, 乡; roads of one stem that differ by 东 西 南 北 中 only,
 * together (长江路 = 长江东路 and 长江西路). One name may stand for several things.
 * Read only once built: any number of threads may use it. */
#ifndef SIZHI_TEXT_GAZETTEER_H
#define SIZHI_TEXT_GAZETTEER_H

#include <stdbool.h>

#include "plan/plan.h"

/* What a name may stand for; one bit each. */
typedef enum sz_thing_kind {
    SZ_THING_COMMUNITY = 1,  /* id: community of the plan the gazetteer was built from,
                                beyond those: one that a script founds (ast.h) */
    SZ_THING_LINE = 2,       /* id: group of line names, see sz__gazetteer_lines() */
    SZ_THING_UNIT = 4,       /* id: unit of the map */
    SZ_THING_PARCEL = 8,     /* id: parcel of the map that has this name */
    SZ_THING_TOWN = 16       /* id: town of the map */
} sz_thing_kind;

typedef struct sz_thing {
    sz_thing_kind kind;
    int32_t id;
} sz_thing;

typedef struct sz_gazetteer sz_gazetteer;

/* All names of PLAN and its map, which must outlive the gazetteer. O(length of the
 * names). */
sz_status sz__gazetteer_new(const sz_plan *plan, sz_gazetteer **out, sz_error *err);
void sz__gazetteer_free(sz_gazetteer *g); /* NULL is fine */

/* Let ALIAS stand for what NAME stands for; SZ_ERR_INVALID when nothing is called
 * NAME. */
sz_status sz__gazetteer_alias(sz_gazetteer *g, const char *alias, const char *name,
                              sz_error *err);

/* The plan it was built from. */
const sz_plan *sz__gazetteer_plan(const sz_gazetteer *g);

/* The longest name that TEXT, N folded characters, begins with: its number, and its
 * length in characters in *LEN; -1 when there is none. */
int32_t sz__gazetteer_match(const sz_gazetteer *g, const uint32_t *text, size_t n,
                            size_t *len);

/* The number of a name written out in UTF-8, or -1. */
int32_t sz__gazetteer_find(const sz_gazetteer *g, const char *name);

/* Whether name number NAME is somebody's full name, no short form. */
bool sz__gazetteer_exact(const sz_gazetteer *g, int32_t name);

/* What name number NAME stands for: [*n] things, at least one. */
const sz_thing *sz__gazetteer_things(const sz_gazetteer *g, int32_t name, size_t *n);

/* The names of a line group: [*n] numbers of map->names, as b_name and l_name hold. */
const int32_t *sz__gazetteer_lines(const sz_gazetteer *g, int32_t group, size_t *n);

/* What a thing is called in full; owned by the map or the plan. */
const char *sz__gazetteer_name(const sz_gazetteer *g, sz_thing thing);

/* The name of a thing of these kinds (bits) that is nearest to the LEN bytes of TEXT,
 * or NULL when none is near: for "did you mean". O(names). */
const char *sz__gazetteer_nearest(const sz_gazetteer *g, const char *text, size_t len,
                                  unsigned kinds);

#endif
