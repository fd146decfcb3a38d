/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Auditors: the findings of every item of every stage, kept while parcels move. A step
 * marks the items that it touches; these are judged again, the others stand. */
#include "audit/rules.h"
#include "core/i18n.h"

/* One parcel that moved. */
typedef struct step {
    int32_t parcel, from, to;
    bool first;            /* of its step */
} step;

typedef struct item {
    sz_stage_id stage;
    int32_t number;
} item;

struct sz_auditor {
    sz_plan *plan;         /* its own */
    sz_scene scene;
    sz_findings **slot[SZ_N_STAGES]; /* [items] each; NULL: nothing is found */
    uint8_t *marked[SZ_N_STAGES];    /* [items] to be judged again */
    SZ__ARRAY(item) todo;            /* those */
    uint8_t *touched;                /* [plan->n] communities that give or take, */
    SZ__ARRAY(int32_t) changed;      /* those, */
    bool nobody;                     /* and whether nobody's ground does */
    SZ__ARRAY(step) steps;
    size_t n_steps;
    sz_findings *gone, *came;
};

/* ---- open and close ---- */

static void release_state(sz_auditor *a)
{
    for (int t = 0; t < SZ_N_STAGES; t++) {
        int32_t n = a->slot[t] ? sz__stage_items(&a->scene, (sz_stage_id)t) : 0;
        for (int32_t i = 0; i < n; i++)
            sz_findings_free(a->slot[t][i]);
        free(a->slot[t]);
        free(a->marked[t]);
        a->slot[t] = NULL;
        a->marked[t] = NULL;
    }
    free(a->touched);
    a->touched = NULL;
    sz__scene_release(&a->scene);
}

void sz_auditor_free(sz_auditor *a)
{
    if (!a)
        return;
    release_state(a);
    free(a->todo.at);
    free(a->changed.at);
    free(a->steps.at);
    sz_findings_free(a->scene.list);
    sz_findings_free(a->gone);
    sz_findings_free(a->came);
    sz_plan_free(a->plan);
    free(a);
}

/* Judge ITEM; *OUT is NULL when nothing is found. */
static sz_status judge(sz_auditor *a, item which, sz_findings **out, sz_error *err)
{
    sz_status status = SZ_SUCCESS;
    if (!a->scene.list)
        status = sz__findings_new(&a->scene.list, err);
    if (status == SZ_SUCCESS)
        status = sz__stages[which.stage].run(&a->scene, which.number, err);
    *out = NULL;
    if (status == SZ_SUCCESS && sz_findings_count(a->scene.list) > 0) {
        *out = a->scene.list;
        a->scene.list = NULL;
    }
    return status;
}

/* Scene and findings of the plan as it is. */
static sz_status open_state(sz_auditor *a, sz_error *err)
{
    sz_status status = sz__scene_open(&a->scene, err);
    if (status == SZ_SUCCESS &&
        !(a->touched = sz__zalloc((size_t)a->plan->n, sizeof *a->touched)))
        status = sz__nomem(err);
    for (int t = 0; t < SZ_N_STAGES && status == SZ_SUCCESS; t++) {
        int32_t n = sz__stage_items(&a->scene, (sz_stage_id)t);
        a->slot[t] = sz__zalloc((size_t)n, sizeof(sz_findings *));
        a->marked[t] = sz__zalloc((size_t)n, 1);
        if (!a->slot[t] || !a->marked[t])
            status = sz__nomem(err);
        for (int32_t i = 0; i < n && status == SZ_SUCCESS; i++)
            status = judge(a, (item){ (sz_stage_id)t, i }, &a->slot[t][i], err);
    }
    return status;
}

sz_status sz_auditor_open(const sz_plan *plan, const sz_policy *policy, sz_auditor **out,
                          sz_error *err)
{
    if (!plan || !policy || !out)
        return sz__fail(err, SZ_ERR_INVALID, -1,
                        _("an auditor needs a plan, a policy and a place for it"));
    sz_auditor *a = sz__zalloc(1, sizeof *a);
    sz_status status = a ? sz_plan_copy(plan, &a->plan, err) : sz__nomem(err);
    if (status == SZ_SUCCESS) {
        a->scene = (sz_scene){ .map = plan->map, .plan = a->plan, .policy = policy };
        status = sz__findings_new(&a->gone, err);
    }
    if (status == SZ_SUCCESS)
        status = sz__findings_new(&a->came, err);
    if (status == SZ_SUCCESS)
        status = open_state(a, err);
    if (status != SZ_SUCCESS) {
        sz_auditor_free(a);
        return status;
    }
    *out = a;
    return SZ_SUCCESS;
}

sz_status sz_auditor_found(sz_auditor *a, const char *name, int32_t town, int32_t *out,
                           sz_error *err)
{
    release_state(a); /* its arrays are of as many communities as there are now */
    sz_status status = sz_plan_found(a->plan, name, town, out, err);
    sz_status again = open_state(a, status == SZ_SUCCESS ? err : NULL);
    return status == SZ_SUCCESS ? again : status;
}

/* ---- what a step touches ---- */

static bool mark(sz_auditor *a, sz_stage_id stage, int32_t number)
{
    if (a->marked[stage][number])
        return true;
    a->marked[stage][number] = 1;
    return sz__push(&a->todo, (item){ stage, number });
}

/* The units that parcel P lies in. */
static bool mark_units(sz_auditor *a, int32_t p)
{
    const sz_map *m = a->scene.map;
    bool ok = true;
    for (size_t k = 0; k < sz_map_unit_layers(m) && ok; k++) {
        int32_t unit = sz_map_unit_in(m, (size_t)p, k);
        ok = unit < 0 || mark(a, SZ_STAGE_UNITS, unit);
    }
    return ok;
}

/* What community C itself is judged by, and the units that stand in it. */
static bool mark_community(sz_auditor *a, int32_t c)
{
    static const sz_stage_id own[] = {
        SZ_STAGE_FIGURES, SZ_STAGE_PARTS, SZ_STAGE_CUT, SZ_STAGE_CROSSED,
        SZ_STAGE_INTERLACED, SZ_STAGE_OFFICES, SZ_STAGE_SERVICE, SZ_STAGE_NAMES,
        SZ_STAGE_SAME_NAMES,
    };
    const sz_roster *r = sz__roster(&a->scene, c);
    bool ok = mark(a, SZ_STAGE_QUOTA, a->plan->tally[c].town + 1) &&
              mark(a, SZ_STAGE_JOINT, 0);
    for (size_t i = 0; i < sizeof own / sizeof *own && ok; i++)
        ok = mark(a, own[i], c);
    for (size_t i = 0; i < r->n && ok; i++)
        ok = mark_units(a, r->at[i]);
    return ok;
}

static bool share_office(const sz_scene *s, int32_t c, int32_t d)
{
    if (s->served[c].n == 0 || s->served[d].n == 0)
        return false;
    const sz_office *o = &s->map->offices[s->served[c].at[0]];
    const sz_office *q = &s->map->offices[s->served[d].at[0]];
    return o->x == q->x && o->y == q->y;
}

/* Others that are judged by community C as it stands: those of lower number that border
 * it, for the border they have in common; those of greater number that have its name, one
 * that sounds like it or its office. */
static bool mark_others(sz_auditor *a, int32_t c)
{
    const sz_scene *s = &a->scene;
    const sz_roster *r = sz__roster(s, c);
    bool ok = true;
    for (size_t i = 0; i < r->n; i++)
        for (int32_t k = s->rims.row[r->at[i]]; k < s->rims.row[r->at[i] + 1]; k++) {
            int32_t q = sz__across(s->map, s->rims.border[k], r->at[i]);
            int32_t d = q < 0 ? -1 : a->plan->of[q];
            if (d >= 0 && d < c)
                ok = ok && mark(a, SZ_STAGE_INTERLACED, d);
        }
    for (int32_t d = c + 1; d < a->plan->n && ok; d++) {
        if (sz__names_alike(s, c, d))
            ok = mark(a, SZ_STAGE_SAME_NAMES, d);
        if (share_office(s, c, d))
            ok = ok && mark(a, SZ_STAGE_OFFICES, d);
    }
    return ok;
}

/* Community C, -1 being nobody, is about to give or take. Its neighbours of now are
 * marked here, those of later by finish(). */
static bool touch(sz_auditor *a, int32_t c)
{
    if (c < 0) {
        a->nobody = true;
        return true;
    }
    if (a->touched[c])
        return true;
    a->touched[c] = 1;
    return sz__push(&a->changed, c) && mark_others(a, c);
}

/* Round parcel P, which moves: communities in pieces, which say what lies round them;
 * its unit; the community whose office stands on it. */
static bool mark_parcel(sz_auditor *a, int32_t p)
{
    const sz_scene *s = &a->scene;
    const sz_map *m = s->map;
    bool ok = mark_units(a, p);
    for (int32_t k = s->rims.row[p]; k < s->rims.row[p + 1] && ok; k++) {
        int32_t q = sz__across(m, s->rims.border[k], p);
        int32_t c = q < 0 ? -1 : a->plan->of[q];
        if (c >= 0 && s->parts[c] > 1)
            ok = mark(a, SZ_STAGE_PARTS, c);
    }
    for (int32_t o = 0; o < m->n_offices && ok; o++)
        if (a->plan->office_in[o] == p && m->offices[o].community >= 0)
            ok = mark(a, SZ_STAGE_OFFICES, m->offices[o].community);
    return ok;
}

/* ---- steps ---- */

/* Put parcel P into community TO. */
static sz_status shift(sz_auditor *a, int32_t p, int32_t to, sz_error *err)
{
    int32_t from = a->plan->of[p];
    if (from == to)
        return SZ_SUCCESS;
    if (!touch(a, from) || !touch(a, to) || !mark_parcel(a, p))
        return sz__nomem(err);
    sz_status status = sz_plan_assign(a->plan, (size_t)p, to, err);
    return status == SZ_SUCCESS ? sz__scene_follow(&a->scene, p, from, to, err) : status;
}

/* Judge what is marked; what is different goes to the lists of gone and came. */
static sz_status judge_marked(sz_auditor *a, sz_error *err)
{
    sz_status status = SZ_SUCCESS;
    for (size_t i = 0; i < a->todo.n; i++) {
        item it = a->todo.at[i];
        sz_findings **slot = &a->slot[it.stage][it.number], *now = NULL;
        a->marked[it.stage][it.number] = 0;
        if (status == SZ_SUCCESS)
            status = judge(a, it, &now, err);
        if (status == SZ_SUCCESS)
            status = sz__findings_less(*slot, now, a->gone, err);
        if (status == SZ_SUCCESS)
            status = sz__findings_less(now, *slot, a->came, err);
        sz_findings_free(*slot);
        *slot = now;
    }
    a->todo.n = 0;
    return status;
}

/* By stage, then number: the order of all findings. */
static int by_order(const void *x, const void *y)
{
    const item *p = x, *q = y;
    if (p->stage != q->stage)
        return p->stage < q->stage ? -1 : 1;
    return (p->number > q->number) - (p->number < q->number);
}

static void begin(sz_auditor *a)
{
    sz__findings_clear(a->gone);
    sz__findings_clear(a->came);
    a->changed.n = 0;
    a->nobody = false;
}

static sz_status finish(sz_auditor *a, sz_error *err)
{
    sz_status status = SZ_SUCCESS;
    for (size_t i = 0; i < a->changed.n && status == SZ_SUCCESS; i++) {
        int32_t c = a->changed.at[i];
        a->touched[c] = 0;
        if (!mark_community(a, c) || !mark_others(a, c))
            status = sz__nomem(err);
        else
            status = sz__scene_take(&a->scene, c, err);
    }
    if (status == SZ_SUCCESS && a->nobody && !mark(a, SZ_STAGE_GAPS, 0))
        status = sz__nomem(err);
    if (status != SZ_SUCCESS)
        return status;
    if (a->todo.n > 0)
        qsort(a->todo.at, a->todo.n, sizeof *a->todo.at, by_order);
    return judge_marked(a, err);
}

sz_status sz_auditor_move(sz_auditor *a, const sz_shift *shifts, size_t n, sz_error *err)
{
    for (size_t i = 0; i < n; i++) {
        if (shifts[i].parcel >= (size_t)a->plan->map->n)
            return sz__fail(err, SZ_ERR_INVALID, -1, _("there is no parcel %zu"),
                            shifts[i].parcel);
        if (shifts[i].community < -1 || shifts[i].community >= a->plan->n)
            return sz__fail(err, SZ_ERR_INVALID, (int64_t)shifts[i].parcel,
                            _("there is no community %ld"), (long)shifts[i].community);
    }
    sz_status status = sz__reserve(&a->steps, n) ? SZ_SUCCESS : sz__nomem(err);
    begin(a);
    for (size_t i = 0; i < n && status == SZ_SUCCESS; i++) {
        int32_t p = (int32_t)shifts[i].parcel, to = shifts[i].community;
        step taken = { p, a->plan->of[p], to, i == 0 };
        status = shift(a, p, to, err);
        if (status == SZ_SUCCESS)
            a->steps.at[a->steps.n++] = taken;
    }
    a->n_steps += status == SZ_SUCCESS && n > 0;
    return status == SZ_SUCCESS ? finish(a, err) : status;
}

sz_status sz_auditor_undo(sz_auditor *a, sz_error *err)
{
    sz_status status = SZ_SUCCESS;
    if (a->n_steps == 0)
        return sz__fail(err, SZ_ERR_INVALID, -1, _("there is no step to take back"));
    begin(a);
    for (bool more = true; more && status == SZ_SUCCESS;) {
        step last = a->steps.at[--a->steps.n];
        more = !last.first;
        status = shift(a, last.parcel, last.from, err);
    }
    a->n_steps--;
    return status == SZ_SUCCESS ? finish(a, err) : status;
}

/* A finding of any item may say the name, or be waived by it. The scene knows no names. */
sz_status sz_auditor_rename(sz_auditor *a, size_t community, const char *name,
                            sz_error *err)
{
    sz_status status = sz_plan_rename(a->plan, community, name, err);
    if (status != SZ_SUCCESS)
        return status;
    begin(a);
    for (int t = 0; t < SZ_N_STAGES; t++) {
        int32_t n = sz__stage_items(&a->scene, (sz_stage_id)t);
        for (int32_t i = 0; i < n; i++)
            if (!mark(a, (sz_stage_id)t, i))
                return sz__nomem(err);
    }
    return judge_marked(a, err);
}

/* ---- answers ---- */

size_t sz_auditor_steps(const sz_auditor *a)
{
    return a->n_steps;
}

const sz_plan *sz_auditor_plan(const sz_auditor *a)
{
    return a->plan;
}

const sz_findings *sz_auditor_gone(const sz_auditor *a)
{
    return a->gone;
}

const sz_findings *sz_auditor_came(const sz_auditor *a)
{
    return a->came;
}

sz_status sz_auditor_findings(const sz_auditor *a, sz_findings **findings,
                              sz_audit_report *report, sz_error *err)
{
    sz_findings *all = NULL;
    sz_status status = sz__findings_new(&all, err);
    for (int t = 0; t < SZ_N_STAGES; t++) {
        int32_t n = sz__stage_items(&a->scene, (sz_stage_id)t);
        for (int32_t i = 0; i < n && status == SZ_SUCCESS; i++)
            status = sz__findings_append(all, a->slot[t][i], err);
    }
    if (status == SZ_SUCCESS && report)
        sz__add_up(&a->scene, all, report);
    if (status == SZ_SUCCESS && findings) {
        *findings = all;
        all = NULL;
    }
    sz_findings_free(all);
    return status;
}
