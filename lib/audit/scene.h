/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* What an audit looks at: a plan of a map under a policy, and the figures of each
 * community that rules are held against. */
#ifndef SIZHI_AUDIT_SCENE_H
#define SIZHI_AUDIT_SCENE_H

#include "core/findings.h"
#include "geom/form.h"
#include "map/map.h"
#include "plan/plan.h"
#include "policy/policy.h"

/* One community. */
typedef struct sz_figures {
    int64_t households, planned, population;
    int64_t counted;       /* households as the policy counts them */
    int32_t parcels;
    double area;           /* m2 */
    double border, clear;  /* metres of its rim; of that on named lines of the
                              policy's classes */
    sz_form form;
    double x, y;           /* a point inside its largest parcel */
    int32_t offices;       /* that serve it, */
    int32_t office;        /* and the first of them, or -1 */
    double farthest, mean; /* metres from its households to that office; NAN without */
    double far_x, far_y;   /* where the farthest live */
    sz_key kind;           /* of its band: SZ_KEY_BAND_URBAN .., or SZ_N_KEYS */
} sz_figures;

typedef struct sz_scene {
    const sz_map *map;
    const sz_plan *plan;
    const sz_policy *policy;
    sz_figures *of;        /* [plan->n] */
    sz_part *part;         /* [n_parts], by community */
    size_t n_parts;
    int32_t *part_of;      /* [parcels] */
    sz_findings *list;
    const char *excuse;    /* why what is said now is waived; NULL: as the policy says */
} sz_scene;

/* Take all figures. SCENE's map, plan, policy and list are set. O(parcels + borders +
 * points log points). Release it in any case. */
sz_status sz__scene_open(sz_scene *scene, sz_error *err);
void sz__scene_release(sz_scene *scene);

/* Least and greatest number of households of community C. */
void sz__band(const sz_scene *scene, int32_t c, sz_key *least_from, double *least,
              sz_key *most_from, double *most);

/* Add a finding about community C (-1: none), at its level in the policy, with the
 * origin of KEY (SZ_N_KEYS: that of the rule's level), waived if a record says so. */
sz_status sz__say(sz_scene *scene, sz_rule rule, sz_key key, int32_t c, double value,
                  double bound, double x, double y, sz_error *err, const char *fmt, ...)
    SZ__PRINTF(10, 11);

#endif
