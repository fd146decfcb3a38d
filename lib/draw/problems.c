/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The sheet of problems: which communities the findings call too large or too small. */
#include <math.h>
#include <string.h>

#include "core/array.h"
#include "draw/page.h"

/* Rules about the size of one community, and which way they point. */
static sz_ground_class class_of(const char *rule)
{
    static const char *const above[] = { "size.above", "size.split", "size.several",
                                         "size.population" };
    static const char *const below[] = { "size.below", "size.merge", "size.review" };
    for (size_t i = 0; i < sizeof above / sizeof *above; i++)
        if (strcmp(rule, above[i]) == 0)
            return SZ_GROUND_ABOVE;
    for (size_t i = 0; i < sizeof below / sizeof *below; i++)
        if (strcmp(rule, below[i]) == 0)
            return SZ_GROUND_BELOW;
    return SZ_GROUND_FINE;
}

static sz_status mark(sz_page *page, const sz_finding *f, sz_error *err)
{
    sz_ground_class class = class_of(f->rule);
    sz_community info;
    size_t n = class == SZ_GROUND_FINE ? 0 : sz_plan_communities(page->before);
    for (size_t c = 0; c < n; c++) {
        sz_status status = sz_plan_community(page->before, c, &info, err);
        if (status != SZ_SUCCESS)
            return status;
        const char *town = info.town < 0 ? ""
                                         : sz_map_town_name(page->map, info.town);
        if (info.parcels == 0 || strcmp(info.name, f->community) != 0 ||
            strcmp(town, f->town) != 0)
            continue;
        bool waived = f->waiver[0] != '\0'; /* 豁免: its size is as it is by right */
        if (waived && page->sized[c].class != SZ_GROUND_FINE)
            continue;
        bool people = strcmp(f->rule, "size.population") == 0;
        page->sized[c].class = waived ? SZ_GROUND_EXEMPT : class;
        page->sized[c].households = people ? info.households : llround(f->value);
    }
    return SZ_SUCCESS;
}

sz_status sz__problems_find(sz_page *page, sz_error *err)
{
    const sz_findings *all = page->options->findings;
    sz_status status = SZ_SUCCESS;
    page->sized = sz__zalloc((size_t)page->n_communities, sizeof *page->sized);
    if (!page->sized)
        return sz__nomem(err);
    for (size_t i = 0; i < sz_findings_count(all) && status == SZ_SUCCESS; i++)
        status = mark(page, sz_findings_at(all, i), err);
    return status;
}
