/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Options of sizhi plan and sample that name things of the project. */
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "command.h"
#include "i18n.h"
#include "plan_links.h"
#include "plan_policy.h"
#include "plan_wish.h"
#include "talk.h"

static int no_memory(void)
{
    talk_error(talk_command(), _("out of memory"));
    return EXIT_DATA;
}

/* Does "town/name" or "name" name this? */
static bool is_named(const sz_map *map, const char *name, int32_t of,
                     const char *wanted)
{
    const char *town = sz_map_town_name(map, of);
    size_t n = strlen(town);
    if (strcmp(name, wanted) == 0)
        return true;
    return n > 0 && strncmp(wanted, town, n) == 0 && wanted[n] == '/' &&
           strcmp(name, wanted + n + 1) == 0;
}

/* The community of today with this name into *out; returns the exit code. */
static int find_community(const sz_map *map, const char *option, const char *wanted,
                          int32_t *out)
{
    size_t found = 0;
    for (size_t i = 0; i < sz_map_communities(map); i++) {
        sz_today today;
        if (sz_map_today(map, i, &today) != SZ_SUCCESS ||
            !is_named(map, today.name, today.town, wanted))
            continue;
        *out = (int32_t)i;
        found++;
    }
    if (found == 1)
        return EXIT_DONE;
    if (found == 0)
        talk_error(talk_command(), _("no community of this name: --%s=%s"), option,
                   wanted);
    else
        talk_error(talk_command(),
                   _("%zu communities have this name, write town/name: --%s=%s"), found,
                   option, wanted);
    return EXIT_USAGE;
}

static int find_communities(const sz_map *map, const char *option,
                            const struct opt_list *names, int32_t **out, size_t *n)
{
    if (names->n == 0)
        return EXIT_DONE;
    if (!(*out = malloc(names->n * sizeof **out)))
        return no_memory();
    for (*n = 0; *n < names->n; ++*n) {
        int code = find_community(map, option, names->items[*n], &(*out)[*n]);
        if (code != EXIT_DONE)
            return code;
    }
    return EXIT_DONE;
}

/* The unit of this name, of any layer, that parcel I is in; -1 for none. */
static int32_t unit_named(const sz_map *map, size_t i, int32_t town, const char *wanted)
{
    for (size_t k = 0; k < sz_map_unit_layers(map); k++) {
        int32_t unit = sz_map_unit_in(map, i, k);
        if (unit >= 0 && is_named(map, sz_map_unit_name(map, unit), town, wanted))
            return unit;
    }
    return -1;
}

/* The parcels of the unit or parcel of this name, "#7" being parcel 7: 1 in MARK, if
 * given, and the lowest in *FIRST. */
static int find_ground(const sz_map *map, const char *option, const char *wanted,
                       unsigned char *mark, int32_t *first)
{
    size_t n = sz_map_parcels(map);
    int32_t unit = -2; /* the one found, -1 a parcel of its own */
    char *end = NULL;
    long number = *wanted == '#' ? strtol(wanted + 1, &end, 10) : 0;
    bool twice = false;
    if (end && (*end || number < 1 || (size_t)number > n))
        number = -1;
    *first = -1;
    for (size_t i = 0; i < n && number >= 0; i++) {
        sz_parcel p;
        if (sz_map_parcel(map, i, &p) != SZ_SUCCESS)
            break;
        int32_t unit_here = unit_named(map, i, p.town, wanted);
        bool by_unit = unit_here >= 0;
        if (number ? (long)i + 1 != number
                   : !by_unit && (!*p.name || !is_named(map, p.name, p.town, wanted)))
            continue;
        int32_t which = by_unit ? unit_here : -1;
        twice |= *first >= 0 && (which < 0 || which != unit);
        unit = which;
        *first = *first < 0 ? (int32_t)i : *first;
        if (mark)
            mark[i] = 1;
    }
    if (*first >= 0 && !twice)
        return EXIT_DONE;
    talk_error(talk_command(),
               twice ? _("several units or parcels have this name, write #NUMBER of a "
                         "parcel: --%s=%s")
                     : _("no unit or parcel of this name: --%s=%s"),
               option, wanted);
    return EXIT_USAGE;
}

/* The project's locks: a community all of whose parcels are locked stays as it is, any
 * other locked parcel stays where it is. */
static void read_locks(const sz_project *project, unsigned char *locked,
                       unsigned char *held)
{
    const sz_map *map = sz_project_map(project);
    const sz_plan *present = sz_project_present(project);
    size_t n = sz_map_communities(map);
    for (size_t c = 0; c < n; c++)
        locked[c] = 2; /* no parcel yet */
    for (size_t i = 0; i < sz_map_parcels(map); i++) {
        int32_t c = sz_plan_of(present, i);
        held[i] = c >= 0 && sz_project_locked(project, i);
        if (c >= 0)
            locked[c] = locked[c] && held[i];
    }
    for (size_t c = 0; c < n; c++)
        locked[c] = locked[c] == 1;
}

/* Locks of the project and of the options; all of them are then in the project. */
static int find_locks(struct plan_wish *wish, const struct plan_args *args,
                      sz_project *project)
{
    const sz_map *map = sz_project_map(project);
    const sz_plan *present = sz_project_present(project);
    size_t n = sz_map_communities(map), parcels = sz_map_parcels(map);
    sz_error err = SZ_ERROR_INIT;
    int code = EXIT_DONE;
    unsigned char *locked = calloc(n + 1, 1);
    wish->held = calloc(parcels + 1, 1);
    wish->locked = calloc(n + 1, sizeof *wish->locked);
    if (!locked || !wish->held || !wish->locked) {
        code = no_memory();
        goto done;
    }
    if (!args->unlock)
        read_locks(project, locked, wish->held);
    for (size_t i = 0; i < args->locks.n && code == EXIT_DONE; i++) {
        int32_t c = 0;
        code = find_community(map, "lock", args->locks.items[i], &c);
        if (code == EXIT_DONE)
            locked[c] = 1;
    }
    for (size_t i = 0; i < args->holds.n && code == EXIT_DONE; i++) {
        int32_t first;
        code = find_ground(map, "hold", args->holds.items[i], wish->held, &first);
    }
    for (size_t i = 0; i < parcels && code == EXIT_DONE; i++) {
        int32_t c = sz_plan_of(present, i);
        int lock = c >= 0 && (locked[c] || wish->held[i]);
        if (sz_project_lock(project, i, lock, &err) != SZ_SUCCESS)
            code = talk_failure(talk_command(), &err);
    }
    for (size_t c = 0; c < n; c++)
        if (locked[c])
            wish->locked[wish->options.n_locked++] = (int32_t)c;
    wish->options.locked = wish->locked;
    for (size_t i = 0; wish->options.held && i < parcels; i++) /* by the policy */
        wish->held[i] |= wish->options.held[i];
    if (memchr(wish->held, 1, parcels))
        wish->options.held = wish->held;
done:
    free(locked);
    return code;
}

/* Borders that run along lines of these names. */
static int find_lines(struct plan_wish *wish, const sz_map *map,
                      const struct opt_list *names)
{
    if (names->n == 0)
        return EXIT_DONE;
    if (!(wish->uncrossed = calloc(sz_map_borders(map) + 1, 1)))
        return no_memory();
    wish->options.uncrossed = wish->uncrossed;
    for (size_t k = 0; k < names->n; k++) {
        bool found = false;
        for (size_t i = 0; i < sz_map_borders(map); i++) {
            sz_border b;
            if (sz_map_border(map, i, &b) != SZ_SUCCESS ||
                strcmp(b.name, names->items[k]) != 0)
                continue;
            found = true;
            wish->uncrossed[i] = 1;
        }
        if (!found) {
            talk_error(talk_command(), _("no border runs along a line of this name: "
                                 "--lock-border=%s"), names->items[k]);
            return EXIT_USAGE;
        }
    }
    return EXIT_DONE;
}

/* Links "A,B" of units or parcels. */
static int find_links(struct plan_wish *wish, const sz_map *map,
                      const struct opt_list *list)
{
    for (size_t i = 0; i < list->n; i++) {
        const char *text = list->items[i], *comma = strchr(text, ',');
        int32_t *link = wish->links[wish->options.n_links];
        char name[256];
        if (!comma || (size_t)(comma - text) >= sizeof name) {
            talk_error(talk_command(),
                       _("a link reads A,B, two units or parcels: --link=%s"), text);
            return EXIT_USAGE;
        }
        memcpy(name, text, (size_t)(comma - text));
        name[comma - text] = '\0';
        int code = find_ground(map, "link", name, NULL, &link[0]);
        if (code == EXIT_DONE)
            code = find_ground(map, "link", comma + 1, NULL, &link[1]);
        if (code != EXIT_DONE)
            return code;
        wish->options.n_links++;
    }
    return EXIT_DONE;
}

/* Those of a table. */
static int find_table(struct plan_wish *wish, const sz_map *map, const char *file)
{
    int code = EXIT_DONE;
    for (size_t i = 0; i < wish->n_table && code == EXIT_DONE; i++) {
        const struct plan_link *row = &wish->table[i];
        int32_t *link = wish->links[wish->options.n_links++];
        code = find_ground(map, "links", row->a, NULL, &link[0]);
        if (code == EXIT_DONE)
            code = find_ground(map, "links", row->b, NULL, &link[1]);
        if (code != EXIT_DONE)
            talk(_("that is %s, line %d"), file, row->line);
    }
    return code;
}

static int all_links(struct plan_wish *wish, const struct plan_args *args,
                     const sz_map *map)
{
    int code = EXIT_DONE;
    if (args->link_file)
        code = plan_links_read(args->link_file, &wish->table, &wish->n_table);
    if (code == EXIT_DONE && args->links.n + wish->n_table > 0) {
        wish->links = calloc(args->links.n + wish->n_table, sizeof *wish->links);
        code = wish->links ? find_links(wish, map, &args->links) : no_memory();
        if (code == EXIT_DONE)
            code = find_table(wish, map, args->link_file);
        wish->options.links = (const int32_t(*)[2])wish->links;
    }
    return code;
}

int plan_wish_find(struct plan_wish *wish, const struct plan_args *args,
                   sz_project *project)
{
    const sz_map *map = sz_project_map(project);
    int code = plan_policy_join(wish, args, map);
    if (code == EXIT_DONE)
        code = find_locks(wish, args, project);
    if (code == EXIT_DONE)
        code = find_communities(map, "fix", &args->fixes, &wish->fix,
                                &wish->options.n_fix);
    wish->options.fix = wish->fix;
    if (code == EXIT_DONE)
        code = find_lines(wish, map, &args->lines);
    if (code == EXIT_DONE)
        code = all_links(wish, args, map);
    return code;
}
