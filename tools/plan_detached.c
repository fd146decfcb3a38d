/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Detached land in sizhi plan; see plan_detached.h. */
#include "plan_detached.h"

#include <stdlib.h>
#include <string.h>

#include "command.h"
#include "detached_show.h"
#include "i18n.h"
#include "talk.h"

int plan_detached_read(struct plan_wish *wish, const struct plan_args *args,
                       const sz_project *project)
{
    sz_error err = SZ_ERROR_INIT;
    sz_status status = sz_project_records(project, wish->policy, &err);
    if (status == SZ_SUCCESS && args->records)
        status = sz_register_read(args->records, wish->policy, &err);
    return status == SZ_SUCCESS ? EXIT_DONE : talk_failure("plan", &err);
}

/* Put the marks of MORE [n] into *MARKS, which is made when it is not there. */
static int mark(unsigned char **marks, const unsigned char *more, size_t n)
{
    if (!*marks && !(*marks = calloc(n + 1, 1)))
        return -1;
    for (size_t i = 0; i < n; i++)
        (*marks)[i] |= more[i];
    return 0;
}

static int add_links(struct plan_wish *wish, const sz_detached_keep *keep)
{
    size_t n = wish->options.n_links;
    int32_t(*links)[2] = realloc(wish->links, (n + keep->n_links) * sizeof *links);
    if (!links)
        return -1;
    memcpy(links + n, keep->links, keep->n_links * sizeof *links);
    wish->links = links;
    wish->options.links = (const int32_t(*)[2])links;
    wish->options.n_links = n + keep->n_links;
    return 0;
}

/* What keeps the parts, into the options. */
static sz_status take_over(struct plan_wish *wish, const sz_map *map,
                           const sz_detached_keep *keep)
{
    if (keep->kept == 0)
        return SZ_SUCCESS;
    if (mark(&wish->held, keep->held, sz_map_parcels(map)) != 0 ||
        mark(&wish->uncrossed, keep->uncrossed, sz_map_borders(map)) != 0 ||
        add_links(wish, keep) != 0)
        return SZ_ERR_NOMEM;
    wish->options.held = wish->held;
    wish->options.uncrossed = wish->uncrossed;
    return SZ_SUCCESS;
}

int plan_detached_keep(struct plan_wish *wish, const sz_project *project)
{
    sz_detached_keep keep = { .held = NULL };
    sz_register *reg = NULL;
    sz_error err = SZ_ERROR_INIT;
    sz_status status =
        sz_register_make(sz_project_present(project), wish->policy, &reg, &err);
    if (status == SZ_SUCCESS)
        status = sz_register_keep(reg, wish->options.cross_towns, wish->options.cut_by,
                                  &keep, &err);
    if (status == SZ_SUCCESS)
        status = take_over(wish, sz_project_map(project), &keep);
    if (status == SZ_SUCCESS) {
        talk_records(wish->policy, reg);
        if (keep.left > 0)
            talk(_("%zu parts that may stay lie in another town than their community and "
                   "are kept with --cross-towns only"), keep.left);
    }
    sz_detached_keep_release(&keep);
    sz_register_free(reg);
    return status == SZ_SUCCESS ? EXIT_DONE : talk_failure("plan", &err);
}

sz_status plan_detached_show(const struct plan_result *r, json_object *out,
                             sz_error *err)
{
    sz_register *before = NULL, *after = NULL;
    sz_status status = sz_register_make(r->present, r->wish->policy, &before, err);
    if (status == SZ_SUCCESS)
        status = sz_register_make(r->proposed, r->wish->policy, &after, err);
    struct register_pair pair = { before, after, r->present, r->proposed };
    if (status == SZ_SUCCESS && out)
        status = json_register_changes(out, "detached", &pair, err);
    else if (status == SZ_SUCCESS)
        status = show_register_changes(&pair, err);
    sz_register_free(before);
    sz_register_free(after);
    return status;
}
