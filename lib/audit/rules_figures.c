/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* One figure against one bound: a table of rules. */
#include <math.h>
#include <stdio.h>

#include "audit/rules.h"
#include "core/i18n.h"

typedef enum unit { HOUSEHOLDS, PEOPLE, SHARE, RATIO, KM2, METRES, M2, WORKERS } unit;

/* Figures of a community that are worked out when asked for; NAN: there is none. */
static double counted(const sz_scene *s, int32_t c)
{
    return (double)s->of[c].counted;
}

static double people(const sz_scene *s, int32_t c)
{
    return s->of[c].population > 0 ? (double)s->of[c].population : NAN;
}

static double clear_share(const sz_scene *s, int32_t c)
{
    const sz_figures *f = &s->of[c];
    return f->border > 0 ? f->clear / f->border : NAN;
}

static double polsby_popper(const sz_scene *s, int32_t c)
{
    return sz__polsby_popper(&s->of[c].form);
}

static double reock(const sz_scene *s, int32_t c)
{
    return sz__reock(&s->of[c].form);
}

static double hull(const sz_scene *s, int32_t c)
{
    return sz__hull_ratio(&s->of[c].form);
}

static double km2(const sz_scene *s, int32_t c)
{
    return s->of[c].area / 1e6;
}

static double farthest(const sz_scene *s, int32_t c)
{
    return s->of[c].farthest;
}

static double mean(const sz_scene *s, int32_t c)
{
    return s->of[c].mean;
}

/* Floor area and staff of all offices, where they are known. */
static double floor_m2(const sz_scene *s, int32_t c)
{
    return s->of[c].floor_m2 > 0 ? s->of[c].floor_m2 : NAN;
}

static double children_m2(const sz_scene *s, int32_t c)
{
    return s->of[c].children_m2 > 0 ? s->of[c].children_m2 : NAN;
}

static double per_100(const sz_scene *s, int32_t c)
{
    return s->of[c].counted > 0 ? 100 * floor_m2(s, c) / (double)s->of[c].counted : NAN;
}

static double urban_m2(const sz_scene *s, int32_t c)
{
    return s->of[c].kind == SZ_KEY_BAND_RURAL ? NAN : floor_m2(s, c);
}

static double rural_m2(const sz_scene *s, int32_t c)
{
    return s->of[c].kind == SZ_KEY_BAND_RURAL ? floor_m2(s, c) : NAN;
}

static double staff(const sz_scene *s, int32_t c)
{
    return s->of[c].staff > 0 ? (double)s->of[c].staff : NAN;
}

static const struct {
    sz_rule rule;
    sz_key bound;
    bool least;            /* the bound is the least the figure may be */
    double (*figure)(const sz_scene *scene, int32_t c);
    unit unit;
    const char *message;   /* community, figure, bound */
} rows[] = {
    { SZ_RULE_SIZE_SPLIT, SZ_KEY_SPLIT_OVER, false, counted, HOUSEHOLDS,
      N_("%s has %s, more than %s: to be split") },
    { SZ_RULE_SIZE_SEVERAL, SZ_KEY_SEVERAL_OVER, false, counted, HOUSEHOLDS,
      N_("%s has %s, more than %s: may be split into several") },
    { SZ_RULE_SIZE_MERGE, SZ_KEY_MERGE_UNDER, true, counted, HOUSEHOLDS,
      N_("%s has %s, fewer than %s: to be merged with a neighbour") },
    { SZ_RULE_SIZE_REVIEW, SZ_KEY_REVIEW_UNDER, true, counted, HOUSEHOLDS,
      N_("%s has %s, fewer than %s: must be adjusted") },
    { SZ_RULE_SIZE_POPULATION, SZ_KEY_MAX_POPULATION, false, people, PEOPLE,
      N_("%s has %s, more than %s") },
    { SZ_RULE_BORDER_CLEAR, SZ_KEY_CLEAR_SHARE, true, clear_share, SHARE,
      N_("%s: %s of the border lies on named lines, less than %s") },
    { SZ_RULE_SHAPE_COMPACT, SZ_KEY_POLSBY_POPPER, true, polsby_popper, RATIO,
      N_("%s: area over that of a circle of equal perimeter is %s, less than %s") },
    { SZ_RULE_SHAPE_REOCK, SZ_KEY_REOCK, true, reock, RATIO,
      N_("%s: area over that of the circle around is %s, less than %s") },
    { SZ_RULE_SHAPE_HULL, SZ_KEY_HULL, true, hull, RATIO,
      N_("%s: area over that of the convex hull is %s, less than %s") },
    { SZ_RULE_REACH_AREA, SZ_KEY_AREA, false, km2, KM2,
      N_("%s has %s, more than %s") },
    { SZ_RULE_REACH_FARTHEST, SZ_KEY_FARTHEST, false, farthest, METRES,
      N_("%s: its farthest households are %s from the office, more than %s") },
    { SZ_RULE_REACH_MEAN, SZ_KEY_MEAN_DISTANCE, false, mean, METRES,
      N_("%s: its households are %s from the office on average, more than %s") },
    { SZ_RULE_OFFICE_AREA, SZ_KEY_OFFICE_MIN, true, floor_m2, M2,
      N_("%s has premises of %s, less than %s") },
    { SZ_RULE_OFFICE_PER_100, SZ_KEY_OFFICE_PER_100, true, per_100, M2,
      N_("%s has premises of %s for 100 households, less than %s") },
    { SZ_RULE_OFFICE_KIND, SZ_KEY_OFFICE_URBAN, true, urban_m2, M2,
      N_("%s has premises of %s, an urban community should have %s") },
    { SZ_RULE_OFFICE_KIND, SZ_KEY_OFFICE_RURAL, true, rural_m2, M2,
      N_("%s has premises of %s, a rural community must have %s") },
    { SZ_RULE_OFFICE_CHILDREN, SZ_KEY_OFFICE_CHILDREN, true, children_m2, M2,
      N_("%s has a children's room of %s, less than %s") },
    { SZ_RULE_STAFF_FEW, SZ_KEY_STAFF_MIN, true, staff, WORKERS,
      N_("%s has %s, fewer than %s") },
    { SZ_RULE_STAFF_MANY, SZ_KEY_STAFF_MAX, false, staff, WORKERS,
      N_("%s has %s, more than %s") },
};

/* A figure with its unit, as people read it. */
static const char *shown(double v, unit u, char *out, size_t size)
{
    switch (u) {
    case HOUSEHOLDS:
        snprintf(out, size, _("%.0f households"), v);
        break;
    case PEOPLE:
        snprintf(out, size, _("%.0f people"), v);
        break;
    case SHARE:
        snprintf(out, size, "%.1f %%", 100 * v);
        break;
    case RATIO:
        snprintf(out, size, "%.2f", v);
        break;
    case KM2:
        snprintf(out, size, _("%.2f km2"), v);
        break;
    case METRES:
        snprintf(out, size, _("%.0f m"), v);
        break;
    case M2:
        snprintf(out, size, _("%.0f m2"), v);
        break;
    case WORKERS:
        snprintf(out, size, _("%.0f workers"), v);
        break;
    }
    return out;
}

static sz_status hold_against(sz_scene *s, sz_rule rule, sz_key key, int32_t c,
                              double figure, double bound, unit u, const char *message,
                              sz_error *err)
{
    char name[160], a[48], b[48];
    const sz_figures *f = &s->of[c];
    bool far = rule == SZ_RULE_REACH_FARTHEST;
    sz_plan_shown_name(s->plan, c, name, sizeof name);
    /* the message comes from the tables here, all with three texts */
    char text[SZ_MESSAGE_SIZE];
    snprintf(text, sizeof text, message, name, shown(figure, u, a, sizeof a),
             shown(bound, u, b, sizeof b));
    return sz__say(s, rule, key, c, figure, bound, far ? f->far_x : f->x,
                   far ? f->far_y : f->y, err, "%s", text);
}

/* The band, by the kind of the community; planned housing by its own rule. */
static sz_status size_rules(sz_scene *s, int32_t c, sz_error *err)
{
    const sz_figures *f = &s->of[c];
    sz_key from_least, from_most;
    double least, most;
    sz_status status = SZ_SUCCESS;
    sz__band(s, c, &from_least, &least, &from_most, &most);
    if ((double)f->counted > most)
        status = hold_against(s, SZ_RULE_SIZE_ABOVE, from_most, c, (double)f->counted,
                              most, HOUSEHOLDS, _("%s has %s, more than %s"), err);
    else if ((double)f->counted < least)
        status = hold_against(s, SZ_RULE_SIZE_BELOW, from_least, c, (double)f->counted,
                              least, HOUSEHOLDS, _("%s has %s, fewer than %s"), err);
    double later = (double)(f->households + f->planned);
    if (status == SZ_SUCCESS && (double)f->counted <= most && later > most)
        status = hold_against(s, SZ_RULE_SIZE_PLANNED, from_most, c, later, most,
                              HOUSEHOLDS,
                              _("%s will have %s once all is built, more than %s"), err);
    return status;
}

/* Whether all ground of community C is locked. */
static bool is_locked(const sz_scene *s, int32_t c)
{
    const sz_roster *r = sz__roster(s, c);
    const unsigned char *locked = s->beside ? s->beside->locked : NULL;
    size_t i = 0;
    while (locked && i < r->n && locked[r->at[i]])
        i++;
    return locked && i == r->n;
}

/* What is not to be touched, and on what ground. */
static sz_status exempt_rules(sz_scene *s, int32_t c, sz_error *err)
{
    const sz_figures *f = &s->of[c];
    char name[160];
    sz_plan_shown_name(s->plan, c, name, sizeof name);
    if (sz__is_exempt(s, c)) {
        const sz_exempt *e = &s->exempt[c];
        const char *of = sz_map_unit_name(s->map, e->unit);
        const char *kind = sz_map_unit_kind(s->map, e->unit);
        if (e->all_households > 0)
            return sz__say(s, SZ_RULE_UNIT_EXEMPT, SZ_KEY_EXEMPT, c,
                           (double)e->households, (double)e->all_households, f->x, f->y,
                           err, _("%s is exempt: %lld of its %lld households live in %s "
                                  "(%s)"), name, (long long)e->households,
                           (long long)e->all_households, of, kind);
        return sz__say(s, SZ_RULE_UNIT_EXEMPT, SZ_KEY_EXEMPT, c, e->area, e->all_area,
                       f->x, f->y, err,
                       _("%s is exempt: %.0f of its %.0f m2 are those of %s (%s)"), name,
                       e->area, e->all_area, of, kind);
    }
    return is_locked(s, c) ? sz__say(s, SZ_RULE_UNIT_EXEMPT, SZ_N_KEYS, c,
                                     (double)f->households, 0, f->x, f->y, err,
                                     _("%s is locked: a plan leaves it as it is"), name)
                           : SZ_SUCCESS;
}

/* Why the size of community C is no matter: "exempt: 少数民族村", or NULL. */
static const char *excuse_of(const sz_scene *s, int32_t c, char *out, size_t size)
{
    if (!sz__is_exempt(s, c))
        return NULL;
    snprintf(out, size, _("exempt: %s"), sz_map_unit_kind(s->map, s->exempt[c].unit));
    return out;
}

static bool is_of_size(sz_rule rule)
{
    return rule <= SZ_RULE_SIZE_PLANNED;
}

sz_status sz__rules_figures(sz_scene *s, int32_t c, sz_error *err)
{
    const sz_policy *p = s->policy;
    char text[240];
    if (s->of[c].parcels == 0)
        return SZ_SUCCESS;
    const char *excuse = excuse_of(s, c, text, sizeof text);
    s->excuse = excuse;
    sz_status status = size_rules(s, c, err);
    for (size_t i = 0; i < sizeof rows / sizeof *rows && status == SZ_SUCCESS; i++) {
        if (!sz__policy_has(p, rows[i].bound))
            continue;
        double figure = rows[i].figure(s, c), bound = p->value[rows[i].bound].low;
        bool broken = rows[i].least ? figure < bound : figure > bound; /* not for NAN */
        s->excuse = is_of_size(rows[i].rule) ? excuse : NULL;
        if (broken)
            status = hold_against(s, rows[i].rule, rows[i].bound, c, figure, bound,
                                  rows[i].unit, _(rows[i].message), err);
    }
    s->excuse = NULL;
    if (status == SZ_SUCCESS)
        status = exempt_rules(s, c, err);
    const sz_neck *neck = &s->of[c].neck;
    if (status == SZ_SUCCESS && isfinite(neck->width)) {
        char name[160];
        double bound = sz__policy_number(p, SZ_KEY_NECK, 0);
        sz_plan_shown_name(s->plan, c, name, sizeof name);
        status = sz__say(s, SZ_RULE_SHAPE_NECK, SZ_KEY_NECK, c, neck->width, bound,
                         (neck->ax + neck->bx) / 2, (neck->ay + neck->by) / 2, err,
                         _("%s is only %.1f m wide here, less than %.0f m, with %.0f m2 "
                           "beyond"), name, neck->width, bound, neck->beyond);
    }
    return status;
}
