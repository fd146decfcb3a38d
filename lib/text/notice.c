/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Arranging what was found as a notice, and the changes as a script. */
#include <string.h>

#include "text/describe.h"

static bool zh(const sz_describing *d)
{
    return d->manner.language == SZ_LANGUAGE_ZH;
}

static bool is_old(const sz_describing *d, int32_t c)
{
    return c < d->before->n;
}

static bool is_abolished(const sz_describing *d, int32_t c)
{
    return is_old(d, c) && d->was[c].parcels > 0 && d->is[c].parcels == 0;
}

static bool is_founded(const sz_describing *d, int32_t c)
{
    return d->is[c].parcels > 0 && (!is_old(d, c) || d->was[c].parcels == 0);
}

static bool is_renamed(const sz_describing *d, int32_t c)
{
    return is_old(d, c) && strcmp(d->was[c].name, d->is[c].name) != 0;
}

/* Whether community C gains (INTO) or loses anything. */
static bool changes(const sz_describing *d, int32_t c, bool into)
{
    for (size_t i = 0; i < d->out->n_moves; i++)
        if ((into ? d->out->move[i].to : d->out->move[i].from) == c)
            return true;
    return false;
}

/* The moves out of (or into) C that FIT, one after the other. */
static size_t say_moves(sz_say *out, const sz_describing *d, int32_t c, bool into)
{
    size_t said = 0;
    for (size_t i = 0; i < d->out->n_moves; i++) {
        const sz_described_move *m = &d->out->move[i];
        if ((into ? m->to : m->from) != c)
            continue;
        if (into && m->from >= 0 && is_abolished(d, m->from))
            continue; /* said where that is abolished */
        sz__put(out, "%s%s", said++ == 0 ? "" : zh(d) ? "；" : "; ", m->sentence);
    }
    return said;
}

/* What C was called before. */
static void say_earlier(sz_say *out, const sz_describing *d, int32_t c)
{
    sz_manner m = d->manner;
    m.plan = d->before;
    m.twin = d->twin_was;
    sz__say_community(out, &m, c);
}

/* ---- the notice ---- */

static void say_totals(sz_say *out, const sz_describing *d)
{
    int32_t was = d->before->living, is = d->after->living;
    if (d->out->n_moves == 0 && was == is)
        return;
    sz__put(out, zh(d) ? "社区总数由%d个调整为%d个。\n"
                       : "There are %d communities now and %d afterwards.\n", was, is);
}

static void say_fates(sz_say *out, const sz_describing *d)
{
    for (int32_t c = 0; c < d->after->n; c++) {
        if (is_abolished(d, c)) {
            sz__put(out, zh(d) ? "撤销" : "Abolished: ");
            sz__say_community(out, &d->manner, c);
            sz__put(out, zh(d) ? "，" : ". ");
            say_moves(out, d, c, false);
            sz__put(out, zh(d) ? "。\n" : ".\n");
        } else if (is_founded(d, c)) {
            sz__put(out, zh(d) ? "新设" : "Founded: ");
            sz__say_community(out, &d->manner, c);
            sz__put(out, zh(d) ? "。\n" : ".\n");
        }
        if (is_renamed(d, c)) {
            sz__put(out, "%s", zh(d) ? "" : "Renamed: ");
            say_earlier(out, d, c);
            sz__put(out, zh(d) ? "更名为" : " is called ");
            sz__say_community(out, &d->manner, c);
            sz__put(out, zh(d) ? "。\n" : " from now on.\n");
        }
    }
}

static void say_list(sz_say *out, const sz_describing *d)
{
    bool changed = d->out->n_moves > 0;
    if (zh(d))
        sz__put(out, changed ? "调整后辖" : "现辖");
    else
        sz__put(out, changed ? "Afterwards these %d: " : "The %d communities: ",
                d->after->living);
    bool first = true;
    for (int32_t c = 0; c < d->after->n; c++) {
        if (d->is[c].parcels == 0)
            continue;
        sz__put(out, "%s", first ? "" : zh(d) ? "、" : ", ");
        sz__say_community(out, &d->manner, c);
        first = false;
    }
    if (zh(d))
        sz__put(out, "共%d个社区。\n", d->after->living);
    else
        sz__put(out, ".\n");
}

static void say_paragraph(sz_say *out, const sz_describing *d, int32_t c, int number)
{
    const sz_described_community *own = &d->out->community[c];
    bool gains = changes(d, c, true), kept = !gains && !changes(d, c, false);
    sz__put(out, "%d. ", number);
    sz__say_community(out, &d->manner, c);
    sz__put(out, zh(d) ? (kept && d->out->n_moves ? "保持不变，" : "：") : ": ");
    if (!zh(d) && kept && d->out->n_moves)
        sz__put(out, "unchanged, ");
    if (gains && say_moves(out, d, c, true) > 0)
        sz__put(out, zh(d) ? "，" : ". ");
    sz__put(out, zh(d) ? "现边界范围" : "It is bounded ");
    sz__put(out, "%s", own->sentence);
    if (d->is[c].parts > 1)
        sz__put(out, zh(d) ? "，另有飞地%zu处（详见附图）" : "; detached parts: %zu (see "
                                                            "the map)",
                d->is[c].parts - 1);
    sz__put(out, zh(d) ? "。\n" : ".\n");
}

char *sz__notice(const sz_describing *d)
{
    sz_say out = { 0 };
    int number = 0;
    say_totals(&out, d);
    say_fates(&out, d);
    say_list(&out, d);
    for (int32_t c = 0; c < d->after->n; c++)
        if (d->is[c].parcels > 0)
            say_paragraph(&out, d, c, ++number);
    return sz__say_take(&out);
}

/* ---- the script ---- */

/* A move that is not worded exactly by its sentence, or that takes from a gap. */
static void say_command(sz_say *out, const sz_describing *d, size_t i)
{
    const sz_described_move *m = &d->out->move[i];
    sz__put(out, "move parcels ");
    sz__say_parcels(out, ",", d->piece[i].parcel, d->piece[i].n);
    if (m->from >= 0) {
        sz__put(out, " from ");
        sz__say_community(out, &d->manner, m->from);
    }
    sz__put(out, " to ");
    sz__say_community(out, &d->manner, m->to);
    sz__put(out, "\n");
}

static void say_change(sz_say *out, const sz_describing *d, size_t i)
{
    const sz_described_move *m = &d->out->move[i];
    if (m->from < 0 || !m->exact || m->words == SZ_WORDS_PARCELS) {
        say_command(out, d, i);
        return;
    }
    sz_manner chinese = d->manner;
    chinese.language = SZ_LANGUAGE_ZH;
    sz__say_move(out, &chinese, &d->piece[i].words, m->from, m->to);
    sz__put(out, "。\n");
}

char *sz__changes(const sz_describing *d)
{
    sz_say out = { 0 };
    for (int32_t c = 0; c < d->after->n; c++) {
        if (is_renamed(d, c)) {
            sz__put(&out, "rename ");
            say_earlier(&out, d, c);
            sz__put(&out, " to %s\n", d->is[c].name);
        } else if (!is_old(d, c)) {
            sz__put(&out, "found %s", d->is[c].name);
            if (d->is[c].town >= 0 && d->map->n_towns > 1)
                sz__put(&out, " in %s", sz_map_town_name(d->map, d->is[c].town));
            sz__put(&out, "\n");
        }
    }
    for (size_t i = 0; i < d->out->n_moves; i++)
        say_change(&out, d, i);
    for (int32_t c = 0; c < d->after->n; c++)
        if (is_abolished(d, c)) {
            sz__put(&out, "撤销");
            sz__say_community(&out, &d->manner, c);
            sz__put(&out, "。\n");
        }
    return sz__say_take(&out);
}
