/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Proofs as text and as JSON. */
#include "proof_show.h"

#include <math.h>

#include "i18n.h"
#include "table.h"

static const char *state_text(const sz_task_proof *p)
{
    switch (p->state) {
    case SZ_PROOF_BEST:
        return _("proved the best");
    case SZ_PROOF_IMPOSSIBLE:
        return _("proved impossible");
    case SZ_PROOF_GAP:
        return p->by_totals ? _("not in time, bounded by totals") : _("bounded");
    case SZ_PROOF_NONE:
        break;
    }
    return _("too large, bounded by totals");
}

/* How far the plan may be from the best, of its cost; NaN when nothing is known. */
static double gap_of(const sz_task_proof *p)
{
    double gap = p->cost > p->bound ? p->cost - p->bound : p->bound - p->bound;
    return p->cost > 0 ? gap / p->cost : gap;
}

static void cell_real(struct table *t, double number)
{
    if (isnan(number))
        table_cell(t, "-");
    else
        table_cell(t, "%.1f", number);
}

void proof_show(const sz_solve_report *r, town_name_fn town, const void *data)
{
    static const char *const heads[] = { N_("town"),   N_("atoms"), N_("verdict"),
                                         N_("cost"),   N_("bound"), N_("gap"),
                                         N_("columns"), N_("seconds") };
    struct table t = TABLE("lrlrrrrr");
    if (r->n_proofs) {
        puts(_("\nProofs, cost and bound in households:"));
        for (size_t i = 0; i < sizeof heads / sizeof *heads; i++)
            table_cell(&t, "%s", _(heads[i]));
    }
    for (size_t i = 0; i < r->n_proofs; i++) {
        const sz_task_proof *p = &r->proof[i];
        double gap = gap_of(p);
        table_cell(&t, "%s", town(data, p->town));
        table_count(&t, (int64_t)p->atoms);
        table_cell(&t, "%s", state_text(p));
        cell_real(&t, p->cost);
        cell_real(&t, p->bound);
        if (isnan(gap))
            table_cell(&t, "-");
        else
            table_cell(&t, "%.2f %%", 100 * gap);
        table_count(&t, (int64_t)p->columns);
        table_cell(&t, "%.2f", p->seconds);
    }
    if (r->n_proofs)
        table_print(&t, 2, stdout);
    if (r->n_proofs && r->feasible && r->term[SZ_TERM_MOVED].bound > 0)
        printf(_("no plan moves fewer than %.0f households\n"),
               r->term[SZ_TERM_MOVED].bound);
}

void proof_show_json(json_object *out, const sz_solve_report *r, town_name_fn town,
                     const void *data)
{
    json_object *list = json_array_in(out, "proofs");
    for (size_t i = 0; i < r->n_proofs; i++) {
        const sz_task_proof *p = &r->proof[i];
        json_object *item = json_next(list);
        json_text(item, "town", town(data, p->town));
        json_count(item, "atoms", (int64_t)p->atoms);
        json_text(item, "state", sz_proof_state_name(p->state));
        json_flag(item, "proved", p->state == SZ_PROOF_BEST ||
                                      p->state == SZ_PROOF_IMPOSSIBLE);
        json_real(item, "cost", p->cost, 3);
        json_real(item, "bound", p->bound, 3);
        json_flag(item, "by_totals", p->by_totals);
        json_real(item, "gap", gap_of(p), 6);
        json_count(item, "columns", (int64_t)p->columns);
        json_count(item, "sets", (int64_t)p->sets);
        json_count(item, "cuts", p->cuts);
        json_count(item, "nodes", p->nodes);
        json_real(item, "seconds", p->seconds, 3);
    }
}
