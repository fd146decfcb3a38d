/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Regions: sources, the clauses and places in them, what is taken out, and how many
 * there are said to be. What belongs together is settled in readings.c. */
#include <stdio.h>

#include "core/i18n.h"
#include "text/parse.h"

enum { PLACES = SZ_THING_UNIT | SZ_THING_PARCEL };

static sz_segment *current(const sz_parser *p)
{
    return p->segment.n ? &p->segment.at[p->segment.n - 1] : NULL;
}

/* Begin a segment with SOURCE (-1: none of its own). */
static bool begin(sz_parser *p, int32_t source, int32_t inherits)
{
    sz_segment s = { .region = { .source = source, .inherits = inherits } };
    if (source < 0 && inherits < 0 && p->segment.n)
        s.region.gap = p->segment.at[p->segment.n - 1].region.gap;
    s.region.at = sz__peek(p, 0)->at;
    s.region.clauses.first = (uint32_t)p->s->clause.n;
    s.region.places.first = (uint32_t)p->s->ref.n;
    s.region.parcels.first = (uint32_t)p->s->parcels.n;
    s.region.less.first = (uint32_t)p->s->region.n;
    if (source >= 0)
        s.region.at = p->s->ref.at[source].at;
    if (!sz__push(&p->segment, s))
        p->nomem = true;
    return !p->nomem;
}

/* The source that a segment without one of its own takes from those before it. */
static int32_t inherited(const sz_parser *p)
{
    const sz_segment *s = current(p);
    return !s ? -1 : s->region.source >= 0 ? s->region.source : s->region.inherits;
}

static bool untouched(const sz_segment *s)
{
    return s->region.clauses.n == 0 && s->region.places.n == 0 &&
           s->region.parcels.n == 0 && !s->region.whole;
}

/* A clause, after SEP. */
static bool take_clause(sz_parser *p, uint32_t sep)
{
    sz_segment *s = current(p);
    bool goes_on = s && !s->region.whole && s->region.places.n == 0 && sep != ';' &&
                   s->region.less.n == 0 &&
                   (s->region.clauses.n > 0 || (untouched(s) && sep == 0));
    if (!goes_on && !begin(p, -1, inherited(p)))
        return false;
    size_t from = p->i;
    if (!sz__take_clause(p))
        return false;
    if (!sz__push(&p->mark, goes_on ? sep : 0)) {
        p->nomem = true;
        return false;
    }
    s = current(p);
    if (s->region.clauses.n++ == 0)
        s->region.clauses.first = (uint32_t)p->s->clause.n - 1;
    s->region.at.to = sz__since(p, from).to;
    return true;
}

/* Let a named unit or parcel, after SEP, go into the current segment or a new one. */
static bool open_places(sz_parser *p, uint32_t sep)
{
    sz_segment *s = current(p);
    bool goes_on = s && !s->region.whole && s->region.less.n == 0 && sep != ';' &&
                   (s->of || s->region.places.n > 0 || (untouched(s) && sep == 0));
    return goes_on || begin(p, -1, inherited(p));
}

static void add_place(sz_parser *p, int32_t ref)
{
    sz_segment *s = current(p);
    if (s->region.places.n++ == 0)
        s->region.places.first = (uint32_t)ref;
    s->region.at.to = p->s->ref.at[ref].at.to;
}

/* Whether a building or an address by number stands AHEAD: 5号楼, 1-5幢, 139弄. */
static bool at_numbered(const sz_parser *p, size_t ahead)
{
    const sz_token *t = sz__peek(p, ahead);
    size_t i = ahead + 1;
    if (t->kind != SZ_T_NUMBER || t->decimals)
        return false;
    const sz_token *dash = sz__peek(p, i), *last = sz__peek(p, i + 1);
    if (dash->kind == SZ_T_MARK && dash->value == '-' && last->kind == SZ_T_NUMBER &&
        !last->decimals)
        i += 2;
    t = sz__peek(p, i);
    return t->kind == SZ_T_WORD &&
           (t->word == SZ_W_BUILDING || t->word == SZ_W_ADDRESS);
}

/* 1-5幢, of what is called p->numbered: each must be a unit or a parcel of the data. */
static bool take_numbered(sz_parser *p, uint32_t sep)
{
    enum { MOST = 500 };
    size_t from = p->i;
    int64_t first = 0, last = 0;
    sz__take_count(p, &first);
    last = first;
    if (sz__accept_mark(p, '-'))
        sz__take_count(p, &last);
    const sz_token *word = sz__peek(p, 0);
    p->i++;
    bool found = first <= last && last - first < MOST && open_places(p, sep);
    for (int64_t k = first; found && k <= last; k++) {
        char name[256];
        size_t n = 0;
        snprintf(name, sizeof name, "%.*s%lld%.*s",
                 (int)(p->numbered.to - p->numbered.from), p->s->text + p->numbered.from,
                 (long long)k, (int)(word->at.to - word->at.from),
                 p->s->text + word->at.from);
        sz_ref ref = { sz__since(p, from), sz__gazetteer_find(p->s->gazetteer, name), -1 };
        const sz_thing *t = ref.name < 0 ? NULL
                                : sz__gazetteer_things(p->s->gazetteer, ref.name, &n);
        found = t && (t[0].kind & PLACES);
        if (found && !sz__push(&p->s->ref, ref))
            p->nomem = true;
        if (found && !p->nomem)
            add_place(p, (int32_t)p->s->ref.n - 1);
    }
    if (!found)
        sz__problem(p, sz__since(p, from), word->word == SZ_W_BUILDING
            ? _("the data have no such buildings: name the unit or parcel they stand on")
            : _("the data have no such addresses: name the unit or parcel they belong to"));
    return found && !p->nomem;
}

/* A named unit or parcel, after SEP. */
static bool take_place(sz_parser *p, uint32_t sep)
{
    if (!open_places(p, sep))
        return false;
    const sz_segment *s = current(p);
    int32_t before = s->region.places.n
                         ? (int32_t)(s->region.places.first + s->region.places.n) - 1 : -1;
    int32_t ref = sz__need_name_after(p, PLACES, before);
    if (ref < 0)
        return false;
    sz__accept_word(p, SZ_W_ESTATE);
    add_place(p, ref);
    return true;
}

/* Whether the name here is the ground that a clause or a place, directly behind it, is
 * in: 柳园社区青山路以南, 五金公司青山路以南. */
static bool at_source(sz_parser *p)
{
    if (!sz__whole_name(p, 0))
        return false;
    if (sz__is_kind(p, 0, SZ_THING_COMMUNITY))
        return true;
    p->i++;
    bool followed = sz__is_kind(p, 0, SZ_THING_LINE) && sz__at_clause(p);
    p->i--;
    return followed && sz__is_kind(p, 0, PLACES);
}

static bool take_source(sz_parser *p)
{
    int32_t ref = sz__take_name(p);
    if (ref < 0 || !begin(p, ref, -1))
        return false;
    while (sz__accept_word(p, SZ_W_AREA) || sz__accept_word(p, SZ_W_OF) ||
           sz__accept_word(p, SZ_W_SINCE))
        continue;
    return true;
}

/* 空白区域: the ground of no community. */
static bool take_gap(sz_parser *p)
{
    size_t from = p->i++;
    if (!begin(p, -1, -1))
        return false;
    current(p)->region.gap = true;
    current(p)->region.at = sz__since(p, from);
    while (sz__accept_word(p, SZ_W_AREA))
        continue;
    return true;
}

/* Whether numbers of parcels stand here: 地块12、15-19. */
static bool at_parcels(const sz_parser *p)
{
    const sz_token *t = p->i > 0 ? &p->tokens.at[p->i - 1] : NULL;
    return t && t->kind == SZ_T_WORD && t->word == SZ_W_AREA && t->value == 1 &&
           sz__peek(p, 0)->kind == SZ_T_NUMBER;
}

/* Them, of the source just named. */
static bool take_parcels(sz_parser *p)
{
    if ((!current(p) || !untouched(current(p))) && !begin(p, -1, inherited(p)))
        return false;
    if (!sz__take_parcels(p, &current(p)->region))
        return false;
    current(p)->region.at.to = p->tokens.at[p->i - 1].at.to;
    return true;
}

/* 整体: of the source just named, or, 其, of what was abolished. */
static bool take_whole(sz_parser *p)
{
    if ((!current(p) || !untouched(current(p))) && !begin(p, -1, inherited(p)))
        return false;
    current(p)->region.whole = true;
    current(p)->region.at.to = sz__peek(p, 0)->at.to;
    p->i++;
    return true;
}

/* 三个区域, 等10个小区. */
static bool take_said(sz_parser *p, sz_statement *st)
{
    sz__accept_word(p, SZ_W_ETC);
    const sz_token *t = sz__peek(p, 1);
    int64_t n = 0;
    if (sz__peek(p, 0)->kind != SZ_T_NUMBER || t->kind != SZ_T_WORD ||
        (t->word != SZ_W_AREAS && t->word != SZ_W_ESTATES) || !sz__take_count(p, &n))
        return false;
    int32_t said = n > 100000 ? 100000 : (int32_t)n;
    if (t->word == SZ_W_AREAS)
        st->regions_said = said;
    else
        st->places_said = said;
    p->i++;
    return true;
}

/* The mark between two regions or clauses: 0x3001, ',', ';' or '&' for a word; 0: none
 * that regions go on behind. */
static uint32_t take_separator(sz_parser *p)
{
    const sz_token *t = sz__peek(p, 0), *next = sz__peek(p, 1);
    bool word = t->kind == SZ_T_WORD && t->word == SZ_W_AND;
    bool mark = t->kind == SZ_T_MARK &&
                (t->value == 0x3001 || t->value == ',' || t->value == ';');
    bool name = next->kind == SZ_T_NAME || next->kind == SZ_T_TEXT ||
                next->kind == SZ_T_FRESH;
    bool former = next->kind == SZ_T_WORD &&
                  (next->word == SZ_W_FORMER || next->word == SZ_W_SINCE ||
                   next->word == SZ_W_GAP);
    name = name || (p->numbered.to > 0 && at_numbered(p, 1));
    bool heading = name && sz__peek(p, 2)->kind == SZ_T_MARK &&
                   sz__peek(p, 2)->value == ':';
    if (!(word || mark) || !(name || former) || heading)
        return 0;
    p->i++;
    return word ? '&' : (uint32_t)t->value;
}

/* One item after SEP; false: none is here, or it is wrong. */
static bool take_item(sz_parser *p, uint32_t sep)
{
    while (sz__accept_word(p, SZ_W_FORMER) || sz__accept_word(p, SZ_W_SINCE))
        continue;
    if (at_numbered(p, 0))
        return take_numbered(p, sep);
    if (at_numbered(p, 1)) {
        p->numbered = sz__peek(p, 0)->at;
        p->i++;
        return take_numbered(p, sep);
    }
    if (sz__at_word(p, SZ_W_GAP))
        return take_gap(p);
    if (sz__at_clause(p))
        return take_clause(p, sep);
    if (at_source(p))
        return take_source(p);
    return take_place(p, sep);
}

/* (不含 ...), 除 ... 外: regions that are taken out of the last one. */
static bool take_less(sz_parser *p)
{
    bool save = sz__at_word(p, SZ_W_SAVE);
    sz_segment *owner = current(p);
    p->i += save ? 1 : 2;
    if (!owner) {
        sz__problem(p, sz__peek(p, 0)->at, _("out of what is this taken?"));
        return false;
    }
    size_t at = p->segment.n - 1, from = p->i;
    if (untouched(owner))
        owner->region.whole = true;
    int32_t source = inherited(p);
    uint32_t sep = ';';
    do {
        sz__accept_word(p, SZ_W_ITS);
        if (!take_item(p, sep))
            return false;
        while (sz__accept_word(p, SZ_W_AREA))
            continue;
    } while ((sep = take_separator(p)) != 0 ||
             (sz__peek(p, 0)->kind == SZ_T_NAME && p->i > from));
    if (!(save ? sz__accept_word(p, SZ_W_OUTSIDE) : sz__accept_mark(p, ')'))) {
        sz__problem(p, sz__peek(p, 0)->at,
                    save ? _("除 without 外") : _("a closing bracket is missing"));
        return false;
    }
    uint32_t first = (uint32_t)p->s->region.n;
    for (size_t i = at + 1; i < p->segment.n; i++) {
        sz_region r = p->segment.at[i].region;
        if (r.source < 0 && r.inherits < 0)
            r.inherits = source;
        r.whole = r.whole || untouched(&p->segment.at[i]);
        if (!sz__push(&p->s->region, r))
            p->nomem = true;
    }
    p->segment.n = at + 1;
    sz_run *less = &p->segment.at[at].region.less;
    if (less->n == 0)
        less->first = first; /* else what is left out here follows it */
    less->n = (uint32_t)p->s->region.n - less->first;
    return !p->nomem;
}

/* What may stand behind an item. */
static bool take_trailers(sz_parser *p, sz_statement *st)
{
    for (;;) {
        const sz_token *t = sz__peek(p, 0), *next = sz__peek(p, 1);
        bool without = t->kind == SZ_T_MARK && t->value == '(' &&
                       next->kind == SZ_T_WORD && next->word == SZ_W_WITHOUT;
        if (at_parcels(p)) {
            if (!take_parcels(p))
                return false;
        } else if (sz__at_word(p, SZ_W_WHOLE)) {
            if (!take_whole(p))
                return false;
        } else if (without || sz__at_word(p, SZ_W_SAVE)) {
            if (!take_less(p))
                return false;
        } else if (sz__at_word(p, SZ_W_OF) && current(p)) {
            p->i++;
            current(p)->of = current(p)->region.clauses.n > 0;
            if (sz__may_be(p, 0, PLACES) && !take_place(p, 0))
                return false;
        } else if (sz__at_word(p, SZ_W_AROUND)) {
            sz__problem(p, t->at, _("周边 names no exact ground"));
            return false;
        } else if (!sz__accept_word(p, SZ_W_AREA) && !take_said(p, st)) {
            return true;
        }
    }
}

bool sz__take_regions(sz_parser *p, sz_statement *st)
{
    uint32_t sep = 0;
    p->segment.n = 0;
    p->mark.n = 0;
    p->numbered = (sz_span){ 0, 0 };
    p->clauses_from = (uint32_t)p->s->clause.n;
    sz__accept_word(p, SZ_W_ITS);
    if (sz__at_word(p, SZ_W_WHOLE) && !take_whole(p))
        return false;
    do {
        bool named = sz__peek(p, 0)->kind == SZ_T_NAME ||
                     sz__peek(p, 0)->kind == SZ_T_FRESH ||
                     sz__peek(p, 0)->kind == SZ_T_TEXT ||
                     sz__at_word(p, SZ_W_FORMER) || sz__at_word(p, SZ_W_SINCE) ||
                     sz__at_word(p, SZ_W_GAP) || (sep && at_numbered(p, 0));
        if (named && !take_item(p, sep))
            return false;
        if (!take_trailers(p, st))
            return false;
        if (!named && p->segment.n == 0) {
            sz__problem(p, sz__peek(p, 0)->at, _("the name of what moves is expected"));
            return false;
        }
        sep = take_separator(p);
    } while (sep || sz__peek(p, 0)->kind == SZ_T_NAME ||
             sz__peek(p, 0)->kind == SZ_T_TEXT || sz__peek(p, 0)->kind == SZ_T_FRESH);
    return true;
}
