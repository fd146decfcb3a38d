/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The changes as a script, which is applied line by line: a source is what its
 * community holds by then. So communities give away before they receive, and every
 * sentence is tried on the ground as it is at its line. */
#include <stdio.h>

#include "sizhi/script.h"
#include "text/ast.h"
#include "text/describe.h"

typedef struct changing {
    const sz_describing *d;
    int32_t *now;          /* [map->n] community of each parcel at this line */
    int32_t *source;       /* [map->n] */
    bool *got;             /* [map->n] */
    size_t *order;         /* [moves] */
    bool *plain;           /* [moves] a command, whatever its words */
    uint32_t *line;        /* [moves] line that it stands on, from 1 */
    bool *bare;            /* [communities] the script itself gives it its name */
    sz_manner manner;
    const char **named;    /* [communities of before] what each is called so far */
    char between[32];      /* a name that no community has */
} changing;

/* ---- order ---- */

/* Whether a move that is not DONE leaves community C. */
static bool gives(const sz_description *out, const bool *done, int32_t c)
{
    for (size_t i = 0; i < out->n_moves; i++)
        if (!done[i] && out->move[i].from == c)
            return true;
    return false;
}

/* Whether all that C gives goes to who has nothing left to give. */
static bool is_ready(const sz_description *out, const bool *done, int32_t c)
{
    for (size_t i = 0; i < out->n_moves; i++)
        if (!done[i] && out->move[i].from == c && out->move[i].to >= 0 &&
            gives(out, done, out->move[i].to))
            return false;
    return true;
}

/* Communities that give to each other in a circle begin with the lowest. */
static void choose_order(changing *k, bool *done)
{
    const sz_description *out = k->d->out;
    memset(done, 0, out->n_moves * sizeof *done);
    for (size_t n = 0; n < out->n_moves;) {
        int32_t from = INT32_MIN, first = INT32_MIN;
        for (size_t i = 0; i < out->n_moves && from == INT32_MIN; i++) {
            if (done[i])
                continue;
            first = first == INT32_MIN ? out->move[i].from : first;
            if (is_ready(out, done, out->move[i].from))
                from = out->move[i].from;
        }
        from = from == INT32_MIN ? first : from;
        for (size_t i = 0; i < out->n_moves; i++)
            if (!done[i] && out->move[i].from == from) {
                done[i] = true;
                k->order[n++] = i;
            }
    }
}

/* ---- trial ---- */

/* Whether each unit that the words name lies wholly in the piece, whose parcels are
 * those that K->now still has with FROM and that go TO. */
static bool units_whole(const changing *k, const sz_wording *w, int32_t from, int32_t to)
{
    const sz_map *m = k->d->map;
    for (int32_t p = 0; p < m->n && w->n_units > 0; p++)
        for (int32_t i = 0; i < w->n_units; i++)
            if (sz__in_unit_named(m, p, w->unit[i]) &&
                (k->d->before->of[p] != from || k->d->after->of[p] != to))
                return false;
    return true;
}

/* Whether the words of move I select its piece on the ground as it is now. */
static sz_status holds(const changing *k, size_t i, bool *yes, sz_error *err)
{
    const sz_describing *d = k->d;
    const sz_described_move *m = &d->out->move[i];
    const sz_wording *w = &d->piece[i].words;
    size_t n = 0, found = 0;
    *yes = false;
    if (!m->exact || w->n_parcels > 0 || !units_whole(k, w, m->from, m->to))
        return SZ_SUCCESS;
    for (int32_t p = 0; p < d->map->n; p++)
        if (k->now[p] == m->from)
            k->source[n++] = p;
    sz_status status = sz__wording_read(w, d->map, k->source, n, k->got, err);
    for (size_t j = 0; j < n && status == SZ_SUCCESS; j++) {
        int32_t p = k->source[j];
        bool mine = d->before->of[p] == m->from && d->after->of[p] == m->to;
        if (k->got[j] != mine)
            return SZ_SUCCESS;
        found += mine;
    }
    *yes = found == d->piece[i].n;
    return status;
}

static void say_command(sz_say *out, const changing *k, size_t i)
{
    const sz_describing *d = k->d;
    const sz_described_move *m = &d->out->move[i];
    sz__put(out, "move parcels ");
    sz__say_parcels(out, ",", d->piece[i].parcel, d->piece[i].n);
    if (m->from >= 0) {
        sz__put(out, " from ");
        sz__say_community(out, &k->manner, m->from);
    }
    sz__put(out, " to ");
    sz__say_community(out, &k->manner, m->to);
    sz__put(out, "\n");
}

/* ---- lines ---- */

/* A name that the script gives. */
static void say_new_name(sz_say *out, const char *before, const char *name)
{
    sz__put(out, "%s\"%s\"", before, name);
}

/* Whether another community has, so far, the name that C is to get. */
static bool is_taken(const changing *k, int32_t c)
{
    const sz_describing *d = k->d;
    for (int32_t x = 0; x < d->before->n; x++)
        if (x != c && d->is[x].town == d->is[c].town &&
            strcmp(k->named[x], d->is[c].name) == 0)
            return true;
    return false;
}

static void say_rename(sz_say *out, changing *k, int32_t c, const char *name)
{
    const sz_describing *d = k->d;
    sz__put(out, "rename ");
    if (strcmp(k->named[c], d->was[c].name) == 0)
        sz__put_earlier(out, d, c);
    else
        sz__put(out, "%s", k->named[c]);
    say_new_name(out, " to ", name);
    sz__put(out, "\n");
    k->named[c] = name;
}

/* New names, each when nobody has it any more. Of those that go round in a circle the
 * first waits under a name that nobody has. */
static uint32_t say_renames(sz_say *out, changing *k)
{
    const sz_describing *d = k->d;
    uint32_t lines = 0;
    for (bool waits = true, moved = true; waits;) {
        int32_t first = -1;
        waits = false;
        moved = false;
        for (int32_t c = 0; c < d->before->n; c++) {
            if (strcmp(k->named[c], d->is[c].name) == 0)
                continue;
            if (is_taken(k, c)) {
                waits = true;
                first = first < 0 ? c : first;
                continue;
            }
            say_rename(out, k, c, d->is[c].name);
            lines++;
            moved = true;
        }
        if (!waits || moved)
            continue;
        if (k->named[first] == k->between) /* it has waited: a name is taken for good */
            return lines;
        say_rename(out, k, first, k->between);
        lines++;
    }
    return lines;
}

static uint32_t say_names(sz_say *out, changing *k)
{
    const sz_describing *d = k->d;
    for (int32_t c = 0; c < d->before->n; c++)
        k->named[c] = d->was[c].name;
    uint32_t lines = say_renames(out, k);
    for (int32_t c = d->before->n; c < d->after->n; c++) {
        say_new_name(out, "found ", d->is[c].name);
        if (d->is[c].town >= 0 && d->map->n_towns > 1)
            sz__put(out, " in %s", sz_map_town_name(d->map, d->is[c].town));
        sz__put(out, "\n");
        lines++;
    }
    return lines;
}

static sz_status write_lines(changing *k, sz_say *out, sz_error *err)
{
    const sz_describing *d = k->d;
    sz_status status = SZ_SUCCESS;
    memcpy(k->now, d->before->of, (size_t)d->map->n * sizeof *k->now);
    uint32_t line = say_names(out, k);
    for (size_t n = 0; n < d->out->n_moves && status == SZ_SUCCESS; n++) {
        size_t i = k->order[n];
        const sz_described_move *m = &d->out->move[i];
        bool good = false;
        if (!k->plain[i])
            status = holds(k, i, &good, err);
        if (good) {
            sz__say_move(out, &k->manner, &d->piece[i].words, m->from, m->to);
            sz__put(out, "。\n");
        } else {
            say_command(out, k, i);
        }
        k->line[i] = ++line;
        for (size_t j = 0; j < d->piece[i].n; j++)
            k->now[d->piece[i].parcel[j]] = m->to;
    }
    for (int32_t c = 0; c < d->after->n; c++)
        if (sz__is_abolished(d, c)) {
            sz__put(out, "撤销");
            sz__say_community(out, &k->manner, c);
            sz__put(out, "。\n");
        }
    return status;
}

/* Moves on a line that the parser does not understand, or reads in several ways, become
 * commands; whether there are any. */
static bool doubt(changing *k, const sz_script *s)
{
    bool any = false;
    for (size_t i = 0; i < k->d->out->n_moves; i++) {
        uint32_t line, column;
        bool bad = false;
        for (size_t p = 0; p < s->problem.n && !bad; p++) {
            sz__script_where(s, s->problem.at[p].at.from, &line, &column);
            bad = line == k->line[i];
        }
        for (size_t t = 0; t < s->statement.n && !bad; t++) {
            if (s->statement.at[t].readings.n < 2)
                continue;
            sz__script_where(s, s->statement.at[t].at.from, &line, &column);
            bad = line == k->line[i];
        }
        any = any || (bad && !k->plain[i]);
        k->plain[i] = k->plain[i] || bad;
    }
    return any;
}

/* Make a command of each move on the line of a statement that was not done. */
static bool refuse(changing *k, const sz_application *report)
{
    sz_outcome o;
    bool any = false;
    for (size_t t = 0; sz_application_statement(report, t, &o) == SZ_SUCCESS; t++)
        for (size_t i = 0; i < k->d->out->n_moves && !o.done; i++)
            if (k->line[i] == o.line && !k->plain[i])
                any = k->plain[i] = true;
    return any;
}

/* Apply the script, as who gets it will: what is not done then becomes a command. */
static sz_status try_script(changing *k, const sz_script *s, bool *again, sz_error *err)
{
    sz_apply_options all = SZ_APPLY_OPTIONS_INIT;
    sz_application *report = NULL;
    sz_plan *made = NULL;
    all.keep_going = 1;
    sz_status status = sz_script_apply(s, k->d->before, &all, &made, &report, err);
    if (status == SZ_SUCCESS)
        *again = refuse(k, report);
    sz_application_free(report);
    sz_plan_free(made);
    return status;
}

static sz_status write_script(changing *k, sz_error *err)
{
    static const sz_parse_options standard = { false };
    sz_gazetteer *g = NULL;
    sz_say out = { 0 };
    bool again = true;
    sz_status status = sz__gazetteer_new(k->d->before, &g, err);
    while (status == SZ_SUCCESS && again) {
        sz_script *s = NULL;
        out.text.n = 0;
        again = false;
        status = write_lines(k, &out, err);
        if (status == SZ_SUCCESS && out.nomem)
            status = sz__nomem(err);
        if (status == SZ_SUCCESS && out.text.n > 0)
            status = sz__script_parse(g, out.text.at, out.text.n, &standard, &s, err);
        if (s)
            again = doubt(k, s);
        if (s && !again && status == SZ_SUCCESS)
            status = try_script(k, s, &again, err);
        sz__script_free(s);
    }
    sz__gazetteer_free(g);
    k->d->out->script = sz__say_take(&out);
    return status == SZ_SUCCESS && !k->d->out->script ? sz__nomem(err) : status;
}

/* A name for who waits for one that another still has. */
static void choose_between(changing *k)
{
    const sz_describing *d = k->d;
    bool found = true;
    for (int i = 1; found; i++) {
        snprintf(k->between, sizeof k->between, "临时%d", i);
        found = false;
        for (int32_t c = 0; c < d->after->n && !found; c++)
            found = strcmp(k->between, d->is[c].name) == 0 ||
                    (c < d->before->n && strcmp(k->between, d->was[c].name) == 0);
    }
}

sz_status sz__changes(const sz_describing *d, sz_error *err)
{
    size_t n = (size_t)d->map->n, moves = d->out->n_moves;
    changing k = { .d = d, .manner = d->manner };
    k.now = sz__alloc(n, sizeof *k.now);
    k.source = sz__alloc(n, sizeof *k.source);
    k.got = sz__alloc(n, sizeof *k.got);
    k.order = sz__alloc(moves, sizeof *k.order);
    k.plain = sz__zalloc(moves, sizeof *k.plain);
    k.line = sz__alloc(moves, sizeof *k.line);
    k.bare = sz__zalloc((size_t)d->after->n, sizeof *k.bare);
    k.named = sz__alloc((size_t)d->before->n, sizeof *k.named);
    choose_between(&k);
    bool ok = k.named && k.now && k.source && k.got && k.order && k.plain && k.line && k.bare;
    for (int32_t c = 0; ok && c < d->after->n; c++)
        k.bare[c] = !sz__is_old(d, c) || sz__is_renamed(d, c);
    k.manner.language = SZ_LANGUAGE_ZH;
    k.manner.bare = k.bare;
    sz_status status = ok ? SZ_SUCCESS : sz__nomem(err);
    if (ok) {
        choose_order(&k, k.plain);
        memset(k.plain, 0, moves * sizeof *k.plain);
        status = write_script(&k, err);
    }
    free(k.now);
    free(k.source);
    free(k.got);
    free(k.order);
    free(k.plain);
    free(k.line);
    free(k.bare);
    free(k.named);
    return status;
}
