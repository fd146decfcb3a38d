/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* What a plan was made with: the metadata say how households counted, which units had to
 * stay whole and what had to be left as it is. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "audit/check_stages.h"
#include "core/i18n.h"
#include "core/roots.h"
#include "policy/policy.h"

/* Keys of the policy that a project keeps under their own names. */
static sz_status read_keys(sz_checkup *c, sz_error *err)
{
    static const sz_key keys[] = { SZ_KEY_PLANNED, SZ_KEY_OCCUPANCY, SZ_KEY_KEEP,
                                   SZ_KEY_EXEMPT };
    const sz_place place = { "metadata", 0 };
    sz_status status = sz__policy_new(&c->made, err);
    for (size_t i = 0; i < sizeof keys / sizeof *keys && status == SZ_SUCCESS; i++) {
        const char *name = sz__keys[keys[i]].name;
        const char *text = sz__record_meta(c->rec, name);
        sz_error why = SZ_ERROR_INIT;
        if (text)
            status = sz__policy_put(c->made, name, text, -1, place, &why);
        if (status == SZ_ERR_DATA)
            status = sz__check_say(c, "check.stored", SZ_LEVEL_ERROR, -1, 0, 0, NAN, NAN,
                                   err, "%s", why.message);
        else if (status != SZ_SUCCESS && err)
            *err = why;
    }
    return status;
}

/* What is on the ground of today's communities: in all, and in exempt units. */
typedef struct share {
    int64_t households, exempt_households;
    double area, exempt_area;
} share;

/* A community is exempt when most of its households, without any most of its ground, lie
 * in exempt units. */
static sz_status find_exempt(sz_checkup *c, sz_error *err)
{
    size_t n = c->ident.name.n;
    share *of = sz__zalloc(n, sizeof *of);
    bool ok = of != NULL;
    for (size_t i = 0; ok && i < c->n; i++) {
        if (c->present[i] < 0)
            continue;
        share *s = &of[c->present[i]];
        int64_t households = c->rec->parcel.at[i].households;
        bool exempt = sz__check_exempt(c, (int32_t)i, c->made, &ok);
        s->households += households;
        s->area += c->area[i];
        s->exempt_households += exempt ? households : 0;
        s->exempt_area += exempt ? c->area[i] : 0;
    }
    for (size_t k = 0; ok && k < n; k++)
        if (of[k].households > 0 ? 2 * of[k].exempt_households > of[k].households
                                 : 2 * of[k].exempt_area > of[k].area)
            c->aside[k] |= SZ_ASIDE_EXEMPT;
    free(of);
    return ok ? SZ_SUCCESS : sz__nomem(err);
}

/* Is community K the one that TEXT, "town/name" or "name", names? */
static bool is_named(const sz_checkup *c, size_t k, const char *text)
{
    const char *town = sz__name(&c->rec->names, c->ident.town.at[k]);
    const char *name = sz__name(&c->rec->names, c->ident.name.at[k]);
    size_t n = c->ident.town.at[k] < 0 ? 0 : strlen(town);
    if (n == 0)
        return strcmp(text, name) == 0;
    return strncmp(text, town, n) == 0 && text[n] == '/' &&
           strcmp(text + n + 1, name) == 0;
}

/* OPEN[k] = 2 for communities that were to be fixed; whether there are any. */
static bool find_fixed(const sz_checkup *c, uint8_t *open)
{
    char key[24];
    bool any = false;
    for (int i = 1;; i++, any = true) {
        snprintf(key, sizeof key, "fix.%d", i);
        const char *text = sz__record_meta(c->rec, key);
        if (!text)
            return any;
        for (size_t k = 0; k < c->ident.name.n; k++)
            if (is_named(c, k, text))
                open[k] = 2;
    }
}

/* Gaps stay unless they border a community that may change. */
static sz_status find_left(sz_checkup *c, const uint8_t *open, sz_error *err)
{
    int32_t *piece = sz__alloc(c->n, sizeof *piece);
    bool *touched = sz__zalloc(c->n, sizeof *touched); /* by piece */
    sz_status status = piece && touched ? SZ_SUCCESS : sz__nomem(err);
    for (size_t i = 0; status == SZ_SUCCESS && i < c->n; i++)
        piece[i] = (int32_t)i;
    for (int pass = 0; status == SZ_SUCCESS && pass < 2; pass++)
        for (size_t s = 0; s < c->seam.n; s++) {
            int32_t l = c->seam.at[s].left, r = c->seam.at[s].right;
            int32_t a = c->present[l], b = r < 0 ? -1 : c->present[r];
            if (r < 0 || (a >= 0 && b >= 0))
                continue;
            if (pass == 0 && a < 0 && b < 0)
                sz__join(piece, l, r);
            else if (pass == 1 && (a >= 0 || b >= 0) && open[a >= 0 ? a : b])
                touched[sz__root(piece, a >= 0 ? r : l)] = true;
        }
    for (size_t i = 0; status == SZ_SUCCESS && i < c->n; i++)
        c->left[i] = c->present[i] < 0 && !touched[sz__root(piece, (int32_t)i)];
    free(piece);
    free(touched);
    return status;
}

/* Only those that were to be fixed and their neighbours of today may change. */
static sz_status find_far(sz_checkup *c, sz_error *err)
{
    const sz_rec_parcel *all = c->rec->parcel.at;
    size_t n = c->ident.name.n;
    uint8_t *open = sz__zalloc(n, 1);
    if (!open)
        return sz__nomem(err);
    bool any = find_fixed(c, open);
    for (size_t s = 0; any && s < c->seam.n; s++) {
        const sz_seam *e = &c->seam.at[s];
        int32_t a = c->present[e->left], b = e->right < 0 ? -1 : c->present[e->right];
        if (a < 0 || b < 0 ||
            (!c->cross_towns && all[e->left].town != all[e->right].town))
            continue;
        if (open[a] == 2 && !open[b])
            open[b] = 1;
        if (open[b] == 2 && !open[a])
            open[a] = 1;
    }
    for (size_t k = 0; any && k < n; k++)
        c->aside[k] |= open[k] ? 0 : SZ_ASIDE_FAR;
    sz_status status = any ? find_left(c, open, err) : SZ_SUCCESS;
    free(open);
    return status;
}

static sz_status find_locked(sz_checkup *c, sz_error *err)
{
    enum { LOCKED = 1, OPEN = 2 };
    size_t n = c->ident.name.n;
    uint8_t *state = sz__zalloc(n, 1);
    if (!state)
        return sz__nomem(err);
    for (size_t i = 0; i < c->n; i++)
        if (c->present[i] >= 0)
            state[c->present[i]] |= c->rec->parcel.at[i].locked ? LOCKED : OPEN;
    for (size_t k = 0; k < n; k++)
        c->aside[k] |= state[k] == LOCKED ? SZ_ASIDE_LOCKED : 0;
    free(state);
    return SZ_SUCCESS;
}

static int by_number(const void *key, const void *parcel)
{
    int64_t a = *(const int64_t *)key, b = ((const sz_rec_parcel *)parcel)->number;
    return (a > b) - (a < b);
}

/* The parcel of this number, or -1. */
static int32_t parcel_of(const sz_checkup *c, int64_t number)
{
    const sz_rec_parcel *all = c->rec->parcel.at;
    const sz_rec_parcel *p = bsearch(&number, all, c->n, sizeof *all, by_number);
    return p ? (int32_t)(p - all) : -1;
}

/* link.1, link.2 ..: "17,23", numbers of parcels. */
static sz_status find_links(sz_checkup *c, sz_error *err)
{
    char key[24], *end;
    for (int i = 1;; i++) {
        snprintf(key, sizeof key, "link.%d", i);
        const char *text = sz__record_meta(c->rec, key);
        if (!text)
            return SZ_SUCCESS;
        int32_t a = parcel_of(c, strtoll(text, &end, 10));
        int32_t b = *end == ',' ? parcel_of(c, strtoll(end + 1, NULL, 10)) : -1;
        if (a < 0 || b < 0) {
            sz_status status = sz__check_say(c, "check.stored", SZ_LEVEL_ERROR, -1, 0, 0,
                                             NAN, NAN, err,
                                             _("the metadata link parcels that are not "
                                               "there: %s = %s"), key, text);
            if (status != SZ_SUCCESS)
                return status;
            continue;
        }
        if (!sz__reserve(&c->link, 1))
            return sz__nomem(err);
        c->link.at[c->link.n][0] = a;
        c->link.at[c->link.n++][1] = b;
    }
}

sz_status sz__check_made(sz_checkup *c, sz_error *err)
{
    c->aside = sz__zalloc(c->ident.name.n, sizeof *c->aside);
    c->left = sz__zalloc(c->n, sizeof *c->left);
    if (!c->aside || !c->left)
        return sz__nomem(err);
    sz_status status = read_keys(c, err);
    if (status == SZ_SUCCESS)
        status = find_exempt(c, err);
    if (status == SZ_SUCCESS)
        status = find_far(c, err);
    if (status == SZ_SUCCESS)
        status = find_locked(c, err);
    return status == SZ_SUCCESS ? find_links(c, err) : status;
}
