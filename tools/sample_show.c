/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The end of sizhi sample: see sample_show.h. */
#include "sample_show.h"

#include <math.h>

#include "command.h"
#include "i18n.h"
#include "json.h"
#include "table.h"
#include "talk.h"

#define AGREE 1.05

const char *sample_method_name(sz_sample_method method)
{
    static const char *const names[] = { "recom", "reversible", "smc" };
    return names[method];
}

/* What the plans were drawn from, said wherever they are shown. */
static const char *law(sz_sample_method method)
{
    return method == SZ_SAMPLE_RECOM
               ? _("plain recombination: no closed form of its distribution is known")
           : method == SZ_SAMPLE_REVERSIBLE
               ? _("reversible recombination: plans in proportion to the product of "
                   "the spanning trees of their communities")
               : _("sequential Monte Carlo: weighted plans, in proportion to the "
                   "product of the spanning trees of their communities");
}

const char *sample_figure_label(sz_figure figure)
{
    static const char *const labels[SZ_N_FIGURES] = {
        N_("cut edges"),     N_("households moved"),  N_("border, m"),
        N_("off lines, m"),  N_("deviation, %"),      N_("smallest"),
        N_("largest"),
    };
    return _(labels[figure]);
}

int sample_disagrees(const sz_sample_report *report)
{
    int n = 0;
    for (int f = 0; f < SZ_N_FIGURES; f++)
        n += report->figure[f].known && report->figure[f].r_hat > AGREE;
    return n;
}

static void number_cell(struct table *table, int f, double value)
{
    double shown = f == SZ_FIGURE_DEVIATION ? 100 * value : value;
    if (isnan(value))
        table_cell(table, "-");
    else if (f == SZ_FIGURE_DEVIATION)
        table_cell(table, "%.1f", shown);
    else
        table_count(table, (int64_t)(shown + 0.5));
}

static void figure_rows(struct table *table, const sz_sample_report *r)
{
    static const char *const heads[] = { "",         N_("least"), "2.5 %", "25 %",
                                         "50 %",     "75 %",      "97.5 %",
                                         N_("most"), "R-hat",     N_("effective") };
    for (size_t i = 0; i < COUNT(heads); i++)
        table_cell(table, "%s", heads[i][0] ? _(heads[i]) : "");
    for (int f = 0; f < SZ_N_FIGURES; f++) {
        const sz_figure_summary *s = &r->figure[f];
        if (!s->known)
            continue;
        table_cell(table, "%s", sample_figure_label((sz_figure)f));
        number_cell(table, f, s->least);
        for (int q = 0; q < 5; q++)
            number_cell(table, f, s->quantile[q]);
        number_cell(table, f, s->most);
        if (isnan(s->r_hat))
            table_cell(table, "-");
        else
            table_cell(table, "%.3f", s->r_hat);
        if (isnan(s->effective))
            table_cell(table, "-");
        else
            table_count(table, (int64_t)s->effective);
    }
}

static void placed_rows(struct table *table, const struct sample_result *result)
{
    const sz_sample_report *r = result->report;
    table_cell(table, "%s", "");
    table_cell(table, "%s", "");
    table_cell(table, "%s", _("value"));
    table_cell(table, "%s", _("less, %"));
    table_cell(table, "%s", _("equal, %"));
    for (size_t i = 0; i < r->n_placed; i++)
        for (int f = 0, first = 1; f < SZ_N_FIGURES; f++) {
            if (!r->figure[f].known)
                continue;
            table_cell(table, "%s", first ? result->names[i] : "");
            first = 0;
            table_cell(table, "%s", sample_figure_label((sz_figure)f));
            number_cell(table, f, r->placed[i].figure[f]);
            table_cell(table, "%.1f", 100 * r->placed[i].below[f]);
            table_cell(table, "%.1f", 100 * r->placed[i].equal[f]);
        }
}

int sample_show(const struct sample_result *result)
{
    const sz_sample_report *r = result->report;
    struct table figures = TABLE("lrrrrrrrrr"), placed = TABLE("llrrr");
    char plans[COUNT_TEXT], steps[COUNT_TEXT], fresh[COUNT_TEXT];
    printf(_("%s: %s plans of %zu communities out of %zu atoms, %u chains\n"),
           result->input, count_text((int64_t)r->plans, plans), r->communities,
           r->atoms, (unsigned)r->chains);
    printf("%s\n", law(r->method));
    printf(_("%s steps, %s of them to another plan; %.0f new plans per CPU second\n\n"),
           count_text((int64_t)r->steps, steps), count_text((int64_t)r->fresh, fresh),
           r->cpu_seconds > 0 ? (double)r->fresh / r->cpu_seconds : 0);
    figure_rows(&figures, r);
    if (table_print(&figures, 0, stdout) != 0)
        return 0;
    if (r->n_placed) {
        putchar('\n');
        placed_rows(&placed, result);
        return table_print(&placed, 0, stdout) == 0;
    }
    return 1;
}

static void figure_json(json_object *to, const sz_figure_summary *s)
{
    static const char *const quantiles[5] = { "q2.5", "q25", "q50", "q75", "q97.5" };
    json_real(to, "least", s->least, 6);
    json_real(to, "mean", s->mean, 6);
    json_real(to, "most", s->most, 6);
    for (int q = 0; q < 5; q++)
        json_real(to, quantiles[q], s->quantile[q], 6);
    json_real(to, "r_hat", s->r_hat, 4);
    json_real(to, "effective", s->effective, 1);
}

void sample_show_json(const struct sample_result *result)
{
    const sz_sample_report *r = result->report;
    json_object *top = json_object_new_object();
    json_text(top, "input", result->input);
    json_text(top, "method", sample_method_name(r->method));
    json_text(top, "law", r->method == SZ_SAMPLE_RECOM ? "unknown" : "spanning-trees");
    json_count(top, "seed", (int64_t)result->seed);
    json_flag(top, "stopped", r->stopped);
    json_count(top, "chains", r->chains);
    json_count(top, "plans", (int64_t)r->plans);
    json_count(top, "kept", (int64_t)r->kept);
    json_count(top, "steps", (int64_t)r->steps);
    json_count(top, "fresh", (int64_t)r->fresh);
    json_count(top, "trees", (int64_t)r->trees);
    json_count(top, "atoms", (int64_t)r->atoms);
    json_count(top, "communities", (int64_t)r->communities);
    json_flag(top, "agree", !sample_disagrees(r));
    json_object *figures = json_object_in(top, "figures");
    for (int f = 0; f < SZ_N_FIGURES; f++)
        if (r->figure[f].known)
            figure_json(json_object_in(figures, sz_figure_name((sz_figure)f)),
                        &r->figure[f]);
    json_object *placed = json_array_in(top, "placed");
    for (size_t i = 0; i < r->n_placed; i++) {
        json_object *plan = json_next(placed);
        json_text(plan, "name", result->names[i]);
        for (int f = 0; f < SZ_N_FIGURES; f++) {
            if (!r->figure[f].known)
                continue;
            json_object *at = json_object_in(plan, sz_figure_name((sz_figure)f));
            json_real(at, "value", r->placed[i].figure[f], 6);
            json_real(at, "below", r->placed[i].below[f], 6);
            json_real(at, "equal", r->placed[i].equal[f], 6);
        }
    }
    json_real(top, "seconds", r->seconds, 3);
    json_real(top, "cpu_seconds", r->cpu_seconds, 3);
    json_print(top);
}
