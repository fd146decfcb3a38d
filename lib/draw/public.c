/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* What a map for the public may not show: military sites, pipelines, power lines and
 * works (《公开地图内容表示规范》, 自然资规〔2023〕2号), the limits of single parcels,
 * buildings, and figures or places that say something of a few people. */
#include <stdio.h>
#include <string.h>

#include "core/array.h"
#include "draw/page.h"
#include "draw/scale.h"
#include "policy/kinds.h"

/* Fewer households than this are people whom somebody knows. */
#define FEW 10

bool sz__is_few(int64_t households)
{
    return households > 0 && households < FEW;
}

/* Whether what the line is called says that it is not to be shown. Streets are where
 * everybody walks, and their names stand at every corner. */
static bool is_withheld_line(const sz_map *m, sz_barrier barrier, int32_t name)
{
    bool open = barrier == SZ_BARRIER_EXPRESSWAY || barrier == SZ_BARRIER_ARTERIAL ||
                barrier == SZ_BARRIER_STREET || barrier == SZ_BARRIER_RIVER;
    return !open && name >= 0 && sz__withheld_name(sz__name(&m->names, name));
}

void sz__withhold_lines(const sz_page *page, sz_strands *strands)
{
    size_t kept = 0;
    for (size_t i = 0; page->options->for_public && i < strands->line.n; i++) {
        const sz_strand *s = &strands->line.at[i];
        if (!is_withheld_line(page->map, s->barrier, s->name))
            strands->line.at[kept++] = *s;
    }
    if (page->options->for_public)
        strands->line.n = kept;
}

/* Single buildings are more than such a map is to tell of anybody, and not all of them are
 * known for what they are. */
bool sz__is_withheld_area(const sz_map *m, size_t i)
{
    return m->k_kind[i] == SZ_BACKDROP_BUILDING ||
           sz__withheld_name(sz__name(&m->names, m->k_name[i]));
}

/* Lines by their names: a map from a project has them as names of borders only. */
static sz_status count_lines(sz_page *page, sz_error *err)
{
    const sz_map *m = page->map;
    uint8_t *seen = sz__zalloc((size_t)m->names.n + 1, 1);
    if (!seen)
        return sz__nomem(err);
    for (int32_t i = 0; i < m->n_lines + m->n_borders; i++) {
        bool line = i < m->n_lines;
        int32_t k = line ? i : i - m->n_lines, name = line ? m->l_name[k] : m->b_name[k];
        sz_barrier barrier = (sz_barrier)(line ? m->l_class[k] : m->b_class[k]);
        if (barrier == SZ_BARRIER_NONE || !is_withheld_line(m, barrier, name) || seen[name])
            continue;
        seen[name] = 1;
        page->withheld.lines++;
    }
    free(seen);
    return SZ_SUCCESS;
}

/* A community is told by its name on every door plate; what the office writes it answers
 * for itself. Neither is changed, and both are counted for people to look at. */
static size_t count_shown(const sz_page *page)
{
    const sz_sheet_options *o = page->options;
    const char *const texts[] = { o->title, o->organisation, o->basis, o->data_date };
    const sz_plan *plan = page->after ? page->after : page->before;
    size_t n = 0;
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
        n += texts[i] && sz__withheld_name(texts[i]);
    for (size_t i = 0; i < o->n_sources; i++)
        n += sz__withheld_name(o->sources[i]);
    for (size_t c = 0; c < sz_plan_communities(plan); c++) {
        sz_community is;
        n += sz_plan_community(plan, c, &is, NULL) == SZ_SUCCESS && is.parcels > 0 &&
             sz__withheld_name(is.name);
    }
    return n;
}

sz_status sz__withhold(sz_page *page, sz_error *err)
{
    const sz_map *m = page->map;
    if (!page->options->for_public)
        return SZ_SUCCESS;
    page->withheld.parcels = (size_t)m->n;
    page->withheld.shown = count_shown(page);
    for (int32_t u = 0; u < m->n_units; u++)
        page->withheld.units +=
            strcmp(sz__kind_word(sz_map_unit_kind(m, u)), "military") == 0 ||
            sz__withheld_name(sz_map_unit_name(m, u));
    for (size_t i = 0; i < (size_t)m->n_backdrops; i++)
        page->withheld.areas += sz__is_withheld_area(m, i);
    return count_lines(page, err);
}

void sz__households_text(sz_page *page, int64_t households, char *out, size_t size)
{
    char number[32];
    if (page->options->for_public && sz__is_few(households)) {
        snprintf(out, size, sz__page_word(page, "不足%d户"), FEW);
        page->withheld.figures++;
        return;
    }
    sz__thousands(number, sizeof number, households);
    snprintf(out, size, sz__page_word(page, "%s户"), number);
}

void sz__people_text(sz_page *page, int64_t people, char *out, size_t size)
{
    if (page->options->for_public && sz__is_few(people)) {
        snprintf(out, size, sz__page_word(page, "不足%d"), FEW);
        page->withheld.figures++;
        return;
    }
    sz__thousands(out, size, people);
}

const char *sz__public_words(sz_page *page, const char *words)
{
    if (!page->options->for_public || !sz__withheld_name(words))
        return words;
    page->withheld.names++;
    return sz__page_word(page, "（略）");
}
