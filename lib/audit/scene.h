/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* What an audit looks at: a plan of a map under a policy, and the figures of each
 * community that rules are held against. All that is known of one community can be
 * taken anew without looking at the others. */
#ifndef SIZHI_AUDIT_SCENE_H
#define SIZHI_AUDIT_SCENE_H

#include "audit/beside.h"
#include "audit/register.h"
#include "audit/ways.h"
#include "core/array.h"
#include "core/findings.h"
#include "geom/form.h"
#include "geom/neck.h"
#include "map/map.h"
#include "map/rims.h"
#include "plan/blocked.h"
#include "plan/exempt.h"
#include "plan/plan.h"
#include "policy/policy.h"

/* One community. */
typedef struct sz_figures {
    int64_t households, planned, population;
    int64_t counted;       /* households as the policy counts them */
    int32_t parcels;
    double area;           /* m2 */
    double border, clear;  /* metres of its rim; of that on named lines of the
                              policy's classes, NAN when the map has no lines */
    sz_form form;
    sz_neck neck;          /* of its parts, the narrowest */
    double x, y;           /* a point inside its largest parcel */
    int32_t offices;       /* that serve it, */
    int32_t office;        /* and the first of them, or -1 */
    double floor_m2, children_m2; /* of all its offices, 0 unknown */
    int64_t staff;         /* of all its offices, 0 unknown */
    double farthest, mean; /* metres from its households to that office, along roads
                              when the policy says so; NAN without */
    double far_x, far_y;   /* where the farthest live */
    int64_t cut_off;       /* households that no road leads to the office from, */
    int32_t cut_parcels;   /* their parcels, */
    int32_t cut_off_at;    /* and the first of these, or -1 */
    sz_key kind;           /* of its band: SZ_KEY_BAND_URBAN .., or SZ_N_KEYS */
} sz_figures;

/* Parcels, ascending. */
typedef SZ__ARRAY(int32_t) sz_roster;

typedef struct sz_scene {
    const sz_map *map;
    const sz_plan *plan;
    const sz_policy *policy;
    sz_findings *list;     /* takes what rules find */
    const sz_beside *beside; /* or NULL */
    double *parcel_metres; /* [parcels] takes how far each has to the office of its
                              community, HUGE_VAL where no road leads there; or NULL */
    const char *excuse;    /* why what is said now is waived; NULL: as the policy says */

    sz_figures *of;        /* [plan->n] */
    sz_roster *roster;     /* [plan->n + 1] see sz__roster() */
    int32_t *parts;        /* [plan->n] as sz__rules_parts() found them last */

    /* of the map */
    sz_rims rims;
    bool lined;            /* some border runs along a barrier */
    sz_blocked blocked;    /* where ground does not connect */
    int32_t *kept;         /* [layers][parcels] units that stay whole, -1 none */
    int32_t *bundle;       /* [units] the first of those that stay whole together, */
    int64_t *bundled;      /* [units] and of that, households of all as they count */
    sz_exempt *exempt;     /* [n_communities] those of today that are not to be touched */
    int64_t *counted;      /* [parcels] households as the policy counts them */
    sz_roster *members;    /* [units] parcels of each */
    sz_roster *served;     /* [plan->n] offices of each community */
    sz_present today;      /* its parts of today, and which may stay apart */
    sz_ways ways;

    /* scratch */
    sz_geos *geos;
    double *metres;        /* [parcels] */
    int32_t *piece;        /* [parcels] part of the community at hand */
    int32_t *root;         /* [parcels] */
    int64_t *sum;          /* [parcels] */
    int32_t *first;        /* [units] */
    uint32_t *seen;        /* [2 * borders] half-edges of rims walked in round WALK */
    uint32_t walk;
    sz_xy xy;
} sz_scene;

/* Take all figures. SCENE's map, plan, policy and list are set. O(parcels + borders +
 * points log points). Release it in any case. */
sz_status sz__scene_open(sz_scene *scene, sz_error *err);
void sz__scene_release(sz_scene *scene);

/* As sz__scene_open(), but no more than households, kinds, offices and ways. O(parcels +
 * borders). */
sz_status sz__scene_count(sz_scene *scene, sz_error *err);

/* Parcels of community C, -1: ground that nobody has. */
static inline sz_roster *sz__roster(const sz_scene *s, int32_t c)
{
    return &s->roster[c + 1];
}

/* Let parcel P, which the plan has just put from one community into another, follow;
 * their figures are to be taken anew. O(parcels of both). */
sz_status sz__scene_follow(sz_scene *scene, int32_t p, int32_t from, int32_t to,
                           sz_error *err);

/* figures.c: the figures of community C. */
sz_status sz__scene_take(sz_scene *scene, int32_t c, sz_error *err);

/* figures.c: of these, what sz__scene_count() takes. */
sz_status sz__scene_take_count(sz_scene *scene, int32_t c, sz_error *err);

/* The town whose workers those of office O are: of its community, though that may be
 * abolished, else of the ground it stands on; -1 none. */
int32_t sz__office_town(const sz_plan *plan, int32_t o);

/* Households for one worker by POLICY: the greater end of staff.per_worker, or the only
 * one; 0 when it is not set. */
int64_t sz__households_per_worker(const sz_policy *policy);

/* rim.c: hull, circle and neck of community C, whose area stands in its figures. */
sz_status sz__scene_rim(sz_scene *scene, int32_t c, sz_error *err);

/* Whether community C is one of today's that is exempt. */
static inline bool sz__is_exempt(const sz_scene *s, int32_t c)
{
    return c >= 0 && c < s->map->n_communities && s->exempt[c].exempt;
}

/* Least and greatest number of households of community C. */
void sz__band(const sz_scene *scene, int32_t c, sz_key *least_from, double *least,
              sz_key *most_from, double *most);

/* Add a finding about community C (-1: none), at its level in the policy, with the
 * origin of KEY (SZ_N_KEYS: that of the rule's level), waived if a record says so. */
sz_status sz__say(sz_scene *scene, sz_rule rule, sz_key key, int32_t c, double value,
                  double bound, double x, double y, sz_error *err, const char *fmt, ...)
    SZ__PRINTF(10, 11);

#endif
