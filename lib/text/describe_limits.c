/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The sentences of sides read as text: they must name the very sides that were found,
 * which describe_sides.c has held against the ground. One that does not agrees with
 * nothing. */
#include "text/describe.h"

#include "text/ast.h"

/* Whether ref number REF stands for this thing, perhaps among others. */
static bool stands_for(const sz_script *s, int32_t ref, sz_thing_kind kind, int32_t id)
{
    size_t n = 0;
    int32_t name = ref >= 0 ? s->ref.at[ref].name : -1;
    const sz_thing *t = name >= 0 ? sz__gazetteer_things(s->gazetteer, name, &n) : NULL;
    for (size_t i = 0; i < n; i++)
        if (t[i].kind == kind && t[i].id == id)
            return true;
    return false;
}

/* Whether the only line that LIMIT can mean is called NAME. */
static bool is_line(const sz_script *s, const sz_limit *limit, int32_t name)
{
    size_t n = 0;
    int32_t group = sz__script_id(s, limit->ref, SZ_THING_LINE);
    const int32_t *names = group >= 0 ? sz__gazetteer_lines(s->gazetteer, group, &n) : NULL;
    return n == 1 && names[0] == name;
}

static sz_rim rim_of(const sz_limit *limit)
{
    switch (limit->edge) {
    case SZ_EDGE_OUTER: return SZ_RIM_OUTER;
    case SZ_EDGE_INNER: return SZ_RIM_INNER;
    case SZ_EDGE_NORTH: return SZ_RIM_NORTH;
    case SZ_EDGE_EAST: return SZ_RIM_EAST;
    case SZ_EDGE_SOUTH: return SZ_RIM_SOUTH;
    case SZ_EDGE_WEST: return SZ_RIM_WEST;
    default: return SZ_RIM_ANY;
    }
}

static bool is_stretch(const sz_script *s, const sz_limit *limit, const sz_stretch *t)
{
    sz_rim rim = t->rim == SZ_RIM_CENTRE ? SZ_RIM_ANY : t->rim;
    switch (t->kind) {
    case SZ_STRETCH_LINE:
        return limit->kind == SZ_LIMIT_LINE && is_line(s, limit, t->which) &&
               rim_of(limit) == rim;
    case SZ_STRETCH_COMMUNITY:
        return limit->kind == SZ_LIMIT_WHO &&
               stands_for(s, limit->ref, SZ_THING_COMMUNITY, t->which);
    case SZ_STRETCH_TOWN:
        return limit->kind == SZ_LIMIT_WHO &&
               stands_for(s, limit->ref, SZ_THING_TOWN, t->which);
    case SZ_STRETCH_LIMIT: return limit->kind == SZ_LIMIT_LEVEL;
    case SZ_STRETCH_GAP: return limit->kind == SZ_LIMIT_GAP;
    }
    return false;
}

/* The sides (bits of SZ_SIDE_*) that directions mean; 西南 is both. */
static unsigned sides_of(unsigned dirs)
{
    static const sz_dir at[4][3] = {
        [SZ_SIDE_N] = { SZ_DIR_N, SZ_DIR_NE, SZ_DIR_NW },
        [SZ_SIDE_E] = { SZ_DIR_E, SZ_DIR_NE, SZ_DIR_SE },
        [SZ_SIDE_S] = { SZ_DIR_S, SZ_DIR_SE, SZ_DIR_SW },
        [SZ_SIDE_W] = { SZ_DIR_W, SZ_DIR_SW, SZ_DIR_NW },
    };
    unsigned sides = 0;
    for (int side = 0; side < 4; side++)
        for (int i = 0; i < 3; i++)
            if (dirs & SZ_DIR_BIT(at[side][i]))
                sides |= 1u << side;
    return sides;
}

/* Whether the sides that statement ST tells are SIDES, each told once. */
static bool tells(const sz_script *s, const sz_statement *st, const sz_sides *sides)
{
    unsigned told = 0, wanted = 0;
    for (uint32_t i = 0; i < st->sides.n; i++) {
        const sz_side *side = &s->side.at[st->sides.first + i];
        unsigned bits = sides_of(side->dirs);
        if (told & bits)
            return false;
        told |= bits;
        for (int k = 0; k < 4; k++) {
            const sz_stretch *t = sides->stretch + sides->row[k];
            if (!(bits >> k & 1))
                continue;
            if ((int32_t)side->limits.n != sides->row[k + 1] - sides->row[k])
                return false;
            for (uint32_t j = 0; j < side->limits.n; j++)
                if (!is_stretch(s, &s->limit.at[side->limits.first + j], &t[j]))
                    return false;
        }
    }
    for (int k = 0; k < 4; k++)
        if (sides->row[k + 1] > sides->row[k])
            wanted |= 1u << k;
    return told == wanted;
}

/* All sentences, a line each, after the name of their community. */
static char *all_sentences(const sz_describing *d)
{
    sz_say text = { 0 };
    for (int32_t c = 0; c < d->after->n; c++) {
        if (!d->out->community[c].sentence)
            continue;
        sz__say_community(&text, &d->manner, c);
        sz__put(&text, "：现边界范围%s。\n", d->out->community[c].sentence);
    }
    return sz__say_take(&text);
}

static sz_status judge(sz_describing *d, const sz_script *s, sz_error *err)
{
    bool *good = sz__zalloc((size_t)d->after->n, sizeof *good);
    if (!good)
        return sz__nomem(err);
    for (size_t i = 0; i < s->statement.n; i++) {
        const sz_statement *st = &s->statement.at[i];
        int32_t c = st->kind != SZ_ST_LIMITS || st->subject < 0
                        ? -1 : sz__script_id(s, st->subject, SZ_THING_COMMUNITY);
        if (c >= 0 && c < d->after->n)
            good[c] = good[c] || tells(s, st, &d->sides[c]);
    }
    for (int32_t c = 0; c < d->after->n; c++) {
        sz_described_community *own = &d->out->community[c];
        if (!own->sentence || good[c])
            continue;
        own->agreement = 0;
        own->differs_m2 = d->is[c].area_m2;
    }
    free(good);
    return SZ_SUCCESS;
}

sz_status sz__read_limits(sz_describing *d, sz_error *err)
{
    static const sz_parse_options options = { .notice = true };
    sz_gazetteer *names = NULL;
    sz_script *s = NULL;
    char *text = all_sentences(d);
    if (!text)
        return sz__nomem(err);
    sz_status status = sz__gazetteer_new(d->after, &names, err);
    if (status == SZ_SUCCESS && *text)
        status = sz__script_parse(names, text, strlen(text), &options, &s, err);
    if (status == SZ_SUCCESS && s)
        status = judge(d, s, err);
    sz__script_free(s);
    sz__gazetteer_free(names);
    free(text);
    return status;
}
