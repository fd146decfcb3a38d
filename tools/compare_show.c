/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Scenarios side by side. */
#include "compare_show.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "i18n.h"
#include "json.h"
#include "out_file.h"
#include "table.h"

/* ---- text ---- */

typedef void (*cell_fn)(struct table *t, const sz_compared *f);

static void real_cell(struct table *t, double value, int decimals, double factor,
                      const char *unit)
{
    if (isfinite(value))
        table_cell(t, "%.*f%s", decimals, factor * value, unit);
    else
        table_cell(t, "-");
}

static void count_cell(struct table *t, int64_t number)
{
    if (number < 0)
        table_cell(t, "-");
    else
        table_count(t, number);
}

static void communities(struct table *t, const sz_compared *f)
{
    table_cell(t, "%zu/%zu", f->in_band, f->communities);
}

static void households(struct table *t, const sz_compared *f)
{
    table_count(t, f->households);
}

static void gained(struct table *t, const sz_compared *f)
{
    table_count(t, f->gained);
}

static void lost(struct table *t, const sz_compared *f)
{
    table_count(t, f->lost);
}

static void moved_ground(struct table *t, const sz_compared *f)
{
    real_cell(t, f->lost_m2, 2, 1e-4, "");
}

static void findings(struct table *t, const sz_compared *f)
{
    table_cell(t, "%zu/%zu/%zu/%zu", f->errors, f->warnings, f->hints, f->goals);
}

static void clear_share(struct table *t, const sz_compared *f)
{
    real_cell(t, f->clear_share, 1, 100, " %");
}

static void compactness(struct table *t, const sz_compared *f)
{
    real_cell(t, f->compactness, 3, 1, "");
}

static void mean(struct table *t, const sz_compared *f)
{
    real_cell(t, f->mean_m, 0, 1, "");
}

static void farthest(struct table *t, const sz_compared *f)
{
    real_cell(t, f->farthest_m, 0, 1, "");
}

static void staff(struct table *t, const sz_compared *f)
{
    count_cell(t, f->staff);
}

static void staff_due(struct table *t, const sz_compared *f)
{
    count_cell(t, f->staff_due);
}

enum { ALL = 1, ONE = 2 };

static const struct {
    const char *label;
    int of;                /* all together, one community */
    cell_fn cell;
} figures[] = {
    { N_("communities in the band/all"), ALL, communities },
    { N_("households"), ALL | ONE, households },
    { N_("households moved since today"), ALL, lost },
    { N_("ground moved, ha"), ALL, moved_ground },
    { N_("received since today"), ONE, gained },
    { N_("handed over"), ONE, lost },
    { N_("findings: errors/warnings/hints/goals"), ALL | ONE, findings },
    { N_("clear borders"), ALL | ONE, clear_share },
    { N_("compactness, 1 for a disc"), ALL | ONE, compactness },
    { N_("mean way to the office, m"), ALL | ONE, mean },
    { N_("longest way, m"), ALL | ONE, farthest },
    { N_("workers of its offices"), ALL | ONE, staff },
    { N_("workers by the policy"), ALL | ONE, staff_due },
};

#define N_OF(a) (sizeof(a) / sizeof *(a))

/* Whether some other row has the name of ROW. */
static int has_twin(const sz_comparison *c, size_t row)
{
    for (size_t i = 0; i < sz_comparison_rows(c); i++)
        if (i != row && strcmp(sz_comparison_name(c, i), sz_comparison_name(c, row)) == 0)
            return 1;
    return 0;
}

/* A cell is "-" where the community is not there, so that a zero is one. */
static void figure_row(struct table *t, const struct compare_shown *s, size_t row,
                       size_t figure)
{
    table_cell(t, "  %s", _(figures[figure].label));
    for (size_t k = 0; k < sz_comparison_scenarios(s->comparison); k++) {
        const sz_compared *f = sz_comparison_at(s->comparison, k, row);
        if (f->there || figures[figure].cell == lost)
            figures[figure].cell(t, f);
        else
            table_cell(t, "-");
    }
}

/* Whether all scenarios have nothing to say here but "-". */
static int is_empty(const struct compare_shown *s, size_t row, size_t figure)
{
    for (size_t k = 0; k < sz_comparison_scenarios(s->comparison); k++) {
        const sz_compared *f = sz_comparison_at(s->comparison, k, row);
        cell_fn cell = figures[figure].cell;
        if ((cell == staff && f->staff >= 0) || (cell == staff_due && f->staff_due >= 0) ||
            ((cell == mean || cell == farthest) && isfinite(f->farthest_m)) ||
            (cell != staff && cell != staff_due && cell != mean && cell != farthest))
            return 0;
    }
    return 1;
}

static void block(struct table *t, const struct compare_shown *s, size_t row)
{
    const sz_comparison *c = s->comparison;
    int all = row == sz_comparison_rows(c);
    if (all)
        table_cell(t, "%s", _("all"));
    else
        table_cell(t, "%s%s", has_twin(c, row) ? sz_comparison_town(c, row) : "",
                   sz_comparison_name(c, row));
    for (size_t k = 0; k < sz_comparison_scenarios(c); k++)
        table_cell(t, "%s", k || all || sz_comparison_at(c, 0, row)->there ? ""
                                                                          : _("new"));
    for (size_t i = 0; i < N_OF(figures); i++)
        if (figures[i].of & (all ? ALL : ONE) && !is_empty(s, row, i))
            figure_row(t, s, row, i);
}

static void sentences(const struct compare_shown *s)
{
    static const char *const kinds[] = { N_("fates"), N_("moves"), N_("sides") };
    const sz_comparison *c = s->comparison;
    sz_differing d;
    if (sz_comparison_sentences(c) > 0)
        puts(_("\nSentences that differ:"));
    for (size_t i = 0, row = SIZE_MAX; sz_comparison_sentence(c, i, &d) == SZ_SUCCESS;
         i++) {
        if (d.row != row)
            printf("%s%s\n", has_twin(c, d.row) ? sz_comparison_town(c, d.row) : "",
                   sz_comparison_name(c, d.row));
        row = d.row;
        printf("  %s, ", _(kinds[d.kind]));
        for (size_t k = 0, said = 0; k < sz_comparison_scenarios(c); k++)
            if (d.said[k])
                printf("%s%s", said++ ? ", " : "", s->names[k]);
        printf(": %s\n", d.text);
    }
}

int compare_text(const struct compare_shown *s)
{
    const sz_comparison *c = s->comparison;
    size_t n = sz_comparison_scenarios(c), same = 0;
    char *align = malloc(n + 2);
    if (!align)
        return -1;
    memset(align, 'r', n + 1);
    align[0] = 'l';
    align[n + 1] = '\0';
    struct table t = TABLE(align);
    table_cell(&t, "%s", "");
    for (size_t k = 0; k < n; k++)
        table_cell(&t, "%s", s->names[k]);
    block(&t, s, sz_comparison_rows(c));
    for (size_t row = 0; row < sz_comparison_rows(c); row++)
        if (s->all || sz_comparison_changes(c, row))
            block(&t, s, row);
        else
            same++;
    int failed = table_print(&t, 0, stdout);
    free(align);
    if (same > 0)
        printf(_("\n%zu communities are as they are today in every scenario (--all shows "
                 "them)\n"), same);
    sentences(s);
    return failed;
}

/* ---- JSON and CSV ---- */

static void json_known(json_object *o, const char *key, int64_t number)
{
    if (number < 0)
        json_text(o, key, NULL);
    else
        json_count(o, key, number);
}

static void json_figures(json_object *o, const sz_compared *f)
{
    json_flag(o, "there", f->there);
    json_count(o, "communities", (int64_t)f->communities);
    json_count(o, "in_band", (int64_t)f->in_band);
    json_count(o, "parcels", (int64_t)f->parcels);
    json_count(o, "parts", (int64_t)f->parts);
    json_count(o, "households", f->households);
    json_count(o, "counted", f->counted);
    json_real(o, "area_m2", f->area_m2, 2);
    json_count(o, "gained", f->gained);
    json_count(o, "lost", f->lost);
    json_real(o, "gained_m2", f->gained_m2, 2);
    json_real(o, "lost_m2", f->lost_m2, 2);
    json_count(o, "errors", (int64_t)f->errors);
    json_count(o, "warnings", (int64_t)f->warnings);
    json_count(o, "hints", (int64_t)f->hints);
    json_count(o, "goals", (int64_t)f->goals);
    json_real(o, "clear_share", f->clear_share, 4);
    json_real(o, "compactness", f->compactness, 4);
    json_real(o, "mean_m", f->mean_m, 2);
    json_real(o, "farthest_m", f->farthest_m, 2);
    json_known(o, "staff", f->staff);
    json_known(o, "staff_due", f->staff_due);
}

void compare_json(const struct compare_shown *s, const sz_policy *policy)
{
    const sz_comparison *c = s->comparison;
    json_object *out = json_object_new_object();
    json_text(out, "policy", sz_policy_id(policy));
    json_object *list = json_array_in(out, "scenarios");
    for (size_t k = 0; k < sz_comparison_scenarios(c); k++) {
        json_object *o = json_next(list);
        json_text(o, "name", s->names[k]);
        json_figures(json_object_in(o, "all"),
                     sz_comparison_at(c, k, sz_comparison_rows(c)));
        json_object *rows = json_array_in(o, "communities");
        for (size_t row = 0; row < sz_comparison_rows(c); row++) {
            json_object *r = json_next(rows);
            json_text(r, "town", sz_comparison_town(c, row));
            json_text(r, "community", sz_comparison_name(c, row));
            json_figures(r, sz_comparison_at(c, k, row));
        }
    }
    list = json_array_in(out, "sentences");
    sz_differing d;
    for (size_t i = 0; sz_comparison_sentence(c, i, &d) == SZ_SUCCESS; i++) {
        json_object *o = json_next(list);
        json_text(o, "kind", sz_sentence_kind_name(d.kind));
        json_text(o, "town", sz_comparison_town(c, d.row));
        json_text(o, "community", sz_comparison_name(c, d.row));
        json_object *by = json_array_in(o, "scenarios");
        for (size_t k = 0; k < sz_comparison_scenarios(c); k++)
            if (d.said[k])
                json_object_array_add(by, json_object_new_string(s->names[k]));
        json_text(o, "sentence", d.text);
    }
    json_print(out);
}

static void csv_row(struct out_file *f, const struct compare_shown *s, size_t k, size_t row)
{
    const sz_comparison *c = s->comparison;
    const sz_compared *x = sz_comparison_at(c, k, row);
    csv_text(f, s->names[k], ',');
    csv_text(f, sz_comparison_town(c, row), ',');
    csv_text(f, row == sz_comparison_rows(c) ? _("all") : sz_comparison_name(c, row), ',');
    csv_count(f, x->there, ',');
    csv_count(f, (int64_t)x->communities, ',');
    csv_count(f, (int64_t)x->in_band, ',');
    csv_count(f, (int64_t)x->parcels, ',');
    csv_count(f, (int64_t)x->parts, ',');
    csv_count(f, x->households, ',');
    csv_count(f, x->counted, ',');
    csv_number(f, x->area_m2, ',');
    csv_count(f, x->gained, ',');
    csv_count(f, x->lost, ',');
    csv_number(f, x->gained_m2, ',');
    csv_number(f, x->lost_m2, ',');
    csv_count(f, (int64_t)x->errors, ',');
    csv_count(f, (int64_t)x->warnings, ',');
    csv_count(f, (int64_t)x->hints, ',');
    csv_count(f, (int64_t)x->goals, ',');
    csv_number(f, x->clear_share, ',');
    csv_number(f, x->compactness, ',');
    csv_number(f, x->mean_m, ',');
    csv_number(f, x->farthest_m, ',');
    csv_count(f, x->staff, ',');
    csv_count(f, x->staff_due, '\n');
}

int compare_csv(const struct compare_shown *s, const char *path)
{
    struct out_file out = out_open(path);
    if (out.file)
        fputs(CSV_MARK "scenario,town,community,there,communities,in_band,parcels,parts,"
              "households,counted,area_m2,gained,lost,gained_m2,lost_m2,errors,warnings,"
              "hints,goals,clear_share,compactness,mean_m,farthest_m,staff,staff_due\n",
              out.file);
    for (size_t k = 0; out.file && k < sz_comparison_scenarios(s->comparison); k++)
        for (size_t row = 0; row <= sz_comparison_rows(s->comparison); row++)
            csv_row(&out, s, k, row);
    return out_close(&out, "compare");
}
