/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Arranging what was found as a notice. */
#include "text/describe.h"

static bool zh(const sz_describing *d)
{
    return d->manner.language == SZ_LANGUAGE_ZH;
}

static bool is_founded(const sz_describing *d, int32_t c)
{
    return d->is[c].parcels > 0 && (!sz__is_old(d, c) || d->was[c].parcels == 0);
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
        if (into && m->from >= 0 && sz__is_abolished(d, m->from))
            continue; /* said where that is abolished */
        sz__put(out, "%s%s", said++ == 0 ? "" : zh(d) ? "；" : ". ", m->sentence);
    }
    return said;
}

void sz__put_earlier(sz_say *out, const sz_describing *d, int32_t c)
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
                       : "There are %d communities today and %d afterwards.\n", was, is);
}

static void say_new_name(sz_say *out, const sz_describing *d, int32_t c)
{
    sz__put(out, "%s", zh(d) ? "" : "Renamed: ");
    sz__put_earlier(out, d, c);
    sz__put(out, zh(d) ? "更名为" : " is called ");
    sz__say_fresh(out, &d->manner, c);
    sz__put(out, zh(d) ? "" : " from now on");
}

/* Whether it is abolished or founded, which is said. */
static bool say_end(sz_say *out, const sz_describing *d, int32_t c)
{
    if (sz__is_abolished(d, c)) {
        sz__put(out, zh(d) ? "撤销" : "Abolished: ");
        sz__say_community(out, &d->manner, c);
    } else if (is_founded(d, c)) {
        sz__put(out, zh(d) ? "新设" : "Founded: ");
        sz__say_fresh(out, &d->manner, c);
    } else {
        return false;
    }
    return true;
}

void sz__say_fate(sz_say *out, const sz_describing *d, int32_t c)
{
    bool ends = say_end(out, d, c);
    if (!sz__is_renamed(d, c))
        return;
    sz__put(out, "%s", !ends ? "" : zh(d) ? "，" : ". ");
    say_new_name(out, d, c);
}

/* New names first: what follows uses them. */
static void say_fates(sz_say *out, const sz_describing *d)
{
    const char *stop = zh(d) ? "。\n" : ".\n";
    for (int32_t c = 0; c < d->after->n; c++)
        if (sz__is_renamed(d, c)) {
            say_new_name(out, d, c);
            sz__put(out, "%s", stop);
        }
    for (int32_t c = 0; c < d->after->n; c++)
        if (is_founded(d, c)) {
            say_end(out, d, c);
            sz__put(out, "%s", stop);
        }
    for (int32_t c = 0; c < d->after->n; c++)
        if (sz__is_abolished(d, c)) {
            say_end(out, d, c);
            sz__put(out, zh(d) ? "，" : ". ");
            say_moves(out, d, c, false);
            sz__put(out, "%s", stop);
        }
}

/* Ground that nobody has afterwards, but that of the abolished, which has been said. */
static void say_left(sz_say *out, const sz_describing *d)
{
    for (size_t i = 0; i < d->out->n_moves; i++) {
        const sz_described_move *m = &d->out->move[i];
        if (m->to < 0 && !sz__is_abolished(d, m->from))
            sz__put(out, zh(d) ? "%s。\n" : "%s.\n", m->sentence);
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
    if (kept && d->out->n_moves)
        sz__put(out, zh(d) ? "保持不变，" : ", unchanged. ");
    else
        sz__put(out, zh(d) ? "：" : ". ");
    if (gains && say_moves(out, d, c, true) > 0)
        sz__put(out, zh(d) ? "，" : ". ");
    sz__put(out, zh(d) ? "现边界范围" : "Bounded ");
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
    say_left(&out, d);
    say_list(&out, d);
    for (int32_t c = 0; c < d->after->n; c++)
        if (d->is[c].parcels > 0)
            say_paragraph(&out, d, c, ++number);
    return sz__say_take(&out);
}
