/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Names of communities: found by town and name, changed, shown. */
#include <stdio.h>
#include <string.h>

#include "core/array.h"
#include "core/i18n.h"
#include "core/utf8.h"
#include "map/map.h"
#include "plan/plan.h"

/* FNV-1a. */
static uint64_t hash(const char *text)
{
    uint64_t h = UINT64_C(14695981039346656037);
    for (; *text; text++)
        h = (h ^ (unsigned char)*text) * UINT64_C(1099511628211);
    return h;
}

void sz__plan_index_add(sz_plan *plan, int32_t c)
{
    size_t mask = plan->slots - 1, s = (size_t)hash(plan->tally[c].name) & mask;
    while (plan->slot[s] >= 0)
        s = (s + 1) & mask;
    plan->slot[s] = c;
}

bool sz__plan_index(sz_plan *plan)
{
    size_t slots = 16;
    while (slots <= 4 * (size_t)plan->n)
        slots *= 2;
    int32_t *slot = sz__alloc(slots, sizeof *slot);
    if (!slot)
        return false;
    for (size_t s = 0; s < slots; s++)
        slot[s] = -1;
    free(plan->slot);
    plan->slot = slot;
    plan->slots = slots;
    for (int32_t c = 0; c < plan->n; c++)
        sz__plan_index_add(plan, c);
    return true;
}

/* Lowest community, other than NOT, called NAME and, if IN_TOWN, of TOWN. */
static int32_t lookup(const sz_plan *plan, const char *name, bool in_town, int32_t town,
                      int32_t not)
{
    int32_t found = -1;
    size_t mask = plan->slots - 1;
    for (size_t s = (size_t)hash(name) & mask; plan->slot[s] >= 0; s = (s + 1) & mask) {
        int32_t c = plan->slot[s];
        if (c != not && (found < 0 || c < found) &&
            (!in_town || plan->tally[c].town == town) &&
            strcmp(plan->tally[c].name, name) == 0)
            found = c;
    }
    return found;
}

int32_t sz__plan_find(const sz_plan *plan, int32_t town, const char *name)
{
    return lookup(plan, name, true, town, -1);
}

sz_status sz_plan_rename(sz_plan *plan, size_t community, const char *name,
                         sz_error *err)
{
    if (community >= (size_t)plan->n)
        return sz__fail(err, SZ_ERR_INVALID, -1, _("there is no community %zu"),
                        community);
    if (!name || !*name)
        return sz__fail(err, SZ_ERR_INVALID, -1, _("a community needs a name"));
    sz_tally *t = &plan->tally[community];
    if (lookup(plan, name, true, t->town, (int32_t)community) >= 0)
        return sz__fail(err, SZ_ERR_INVALID, -1,
                        _("there is a community %s already; take another name"), name);
    char *own = sz__dup(name, strlen(name) + 1, 1);
    if (!own)
        return sz__nomem(err);
    sz_tally was = *t;
    t->name = own;
    t->owns_name = true;
    if (!sz__plan_index(plan)) {
        *t = was;
        free(own);
        return sz__nomem(err);
    }
    if (was.owns_name)
        free((char *)was.name);
    return SZ_SUCCESS;
}

/* All lay their old names down before any takes its new one. */
sz_status sz__plan_rename_all(sz_plan *plan, const char *const *name, sz_error *err)
{
    sz_status status = SZ_SUCCESS;
    for (int pass = 0; pass < 2; pass++)
        for (int32_t c = 0; c < plan->n && status == SZ_SUCCESS; c++) {
            char between[16];
            snprintf(between, sizeof between, "\x01%d", (int)c);
            if (name[c])
                status = sz_plan_rename(plan, (size_t)c, pass ? name[c] : between, err);
        }
    return status;
}

size_t sz_plan_shown_name(const sz_plan *plan, int32_t community, char *buffer,
                          size_t size)
{
    const char *name = "", *town = "";
    if (community >= 0 && community < plan->n) {
        const sz_map *m = plan->map;
        const sz_tally *t = &plan->tally[community];
        name = t->name;
        if (t->town >= 0 && lookup(plan, name, false, -1, community) >= 0)
            town = sz__name(&m->names, m->town_name[t->town]);
    }
    int len = snprintf(buffer, size, "%s%s%s", town, *town ? " " : "", name);
    if (len < 0)
        return 0;
    if (size && (size_t)len >= size)
        sz__utf8_trim(buffer);
    return (size_t)len + 1;
}
