/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The rules of an audit, stage by stage. A stage runs over items of one kind, and what
 * it finds of one item is its own: after a move only items that it touches are run
 * again. */
#ifndef SIZHI_AUDIT_RULES_H
#define SIZHI_AUDIT_RULES_H

#include "audit/scene.h"
#include "sizhi/audit.h"

/* In the order of the findings. */
typedef enum sz_stage_id {
    SZ_STAGE_FIGURES, SZ_STAGE_PARTS, SZ_STAGE_CUT, SZ_STAGE_GAPS, SZ_STAGE_OVERLAPS,
    SZ_STAGE_CROSSED, SZ_STAGE_UNITS, SZ_STAGE_JOINT, SZ_STAGE_INTERLACED,
    SZ_STAGE_OFFICES, SZ_STAGE_SERVICE, SZ_STAGE_QUOTA, SZ_STAGE_NAMES,
    SZ_STAGE_SAME_NAMES, SZ_STAGE_SUMS,
    SZ_N_STAGES
} sz_stage_id;

typedef enum sz_over {
    SZ_OVER_COMMUNITIES, SZ_OVER_UNITS,
    SZ_OVER_TOWNS,         /* item t + 1 is town t, 0 what is in none */
    SZ_OVER_ALL            /* one item, 0 */
} sz_over;

typedef struct sz_stage {
    sz_over over;
    sz_status (*run)(sz_scene *scene, int32_t item, sz_error *err);
} sz_stage;

extern const sz_stage sz__stages[SZ_N_STAGES];

/* Number of items of a stage. */
int32_t sz__stage_items(const sz_scene *scene, sz_stage_id stage);

/* rules_figures.c: one figure of community C against one bound, from a table: size,
 * border, shape, reach, premises, staff. */
sz_status sz__rules_figures(sz_scene *scene, int32_t c, sz_error *err);

/* rules_ground.c */
sz_status sz__rules_parts(sz_scene *scene, int32_t c, sz_error *err);
sz_status sz__rules_cut(sz_scene *scene, int32_t c, sz_error *err);
sz_status sz__rules_gaps(sz_scene *scene, int32_t all, sz_error *err);
sz_status sz__rules_overlaps(sz_scene *scene, int32_t all, sz_error *err);
sz_status sz__rules_crossed(sz_scene *scene, int32_t c, sz_error *err);

/* rules_units.c: units cut, in conflict, too large, exempt; estates that could stand
 * alone. */
sz_status sz__rules_unit(sz_scene *scene, int32_t unit, sz_error *err);

/* rules_town.c: neighbours to be planned together, borders of A with communities of
 * greater number that interlace, offices, staff of the town. */
sz_status sz__rules_joint(sz_scene *scene, int32_t all, sz_error *err);
sz_status sz__rules_interlaced(sz_scene *scene, int32_t a, sz_error *err);
sz_status sz__rules_office(sz_scene *scene, int32_t c, sz_error *err);
sz_status sz__rules_quota(sz_scene *scene, int32_t item, sz_error *err);

/* rules_service.c: households that no road leads to the office from, workers by the
 * norm. */
sz_status sz__rules_service(sz_scene *scene, int32_t c, sz_error *err);

/* rules_names.c: rare characters, suffixes; names alike. */
sz_status sz__rules_name(sz_scene *scene, int32_t c, sz_error *err);
sz_status sz__rules_same_name(sz_scene *scene, int32_t c, sz_error *err);

/* rules_sums.c: figures of the community table that do not add up. */
sz_status sz__rules_sums(sz_scene *scene, int32_t all, sz_error *err);

/* Whether what is said of one of communities C and K by their names depends on the
 * other. */
bool sz__names_alike(const sz_scene *scene, int32_t c, int32_t k);

/* audit.c: hold an open scene against all rules; its list takes what they find. */
sz_status sz__judge(sz_scene *scene, sz_error *err);

/* audit.c: what the findings of LIST, of all stages, and the figures come to. */
void sz__add_up(const sz_scene *scene, const sz_findings *list, sz_audit_report *out);

#endif
