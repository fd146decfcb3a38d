/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Detached land on maps drawn by hand: every pixel is a parcel of 1 m by 1 m with 10
 * households, pictures show communities (digits), gaps (-) and the outside (.), the
 * highest row first. What must come out is read off the pictures. */
#ifndef SIZHI_TESTS_APART_H
#define SIZHI_TESTS_APART_H

#include <string.h>

#include "core/platform.h"
#include "sizhi/detached.h"
#include "tests/raster_map.h"
#include "tests/suite.h"

static inline int width_of(const char *picture)
{
    return (int)strcspn(picture, "/");
}

/* The map of PICTURE, whose communities are today's. */
static inline void draw(sz_map *m, const char *picture)
{
    raster r = { .w = width_of(picture) };
    int32_t community[RASTER_CELLS];
    r.h = (int)((strlen(picture) + 1) / (size_t)(r.w + 1));
    memset(r.cell, -1, sizeof r.cell);
    for (int y = 0; y < r.h; y++)
        for (int x = 0; x < r.w; x++) {
            char c = picture[(r.h - 1 - y) * (r.w + 1) + x];
            if (c == '.')
                continue;
            community[r.n] = c == '-' ? -1 : c - '0';
            RASTER_AT(&r, x, y) = r.n++;
        }
    raster_map(&r, m);
    raster_communities(m, 5);
    memset(m->b_class, 0, (size_t)m->n_borders);
    for (int32_t p = 0; p < m->n; p++) {
        m->community[p] = community[p];
        m->households[p] = 10;
    }
}

/* A plan of M as PICTURE shows it; free it. */
static inline sz_plan *plan_of(const sz_map *m, const char *picture)
{
    sz_plan *plan = NULL;
    int w = width_of(picture), p = 0;
    int h = (int)((strlen(picture) + 1) / (size_t)(w + 1));
    ck_assert_int_eq(sz_plan_present(m, &plan, NULL), SZ_SUCCESS);
    for (int y = 0; y < h; y++)
        for (int x = 0; x < w; x++) {
            char c = picture[(h - 1 - y) * (w + 1) + x];
            if (c != '.')
                ck_assert_int_eq(sz_plan_assign(plan, (size_t)p++,
                                                c == '-' ? -1 : c - '0', NULL), 0);
        }
    return plan;
}

static inline sz_policy *policy_with(const char *setting)
{
    sz_policy *policy = NULL;
    ck_assert_int_eq(sz_policy_open(NULL, &policy, NULL), SZ_SUCCESS);
    if (setting)
        ck_assert_int_eq(sz_policy_set(policy, setting, NULL), SZ_SUCCESS);
    return policy;
}

static inline sz_register *register_of(const sz_plan *plan, const sz_policy *policy)
{
    sz_register *reg = NULL;
    sz_error err = SZ_ERROR_INIT;
    ck_assert_msg(sz_register_make(plan, policy, &reg, &err) == SZ_SUCCESS, "%s",
                  err.message);
    return reg;
}

static inline const char *write_file(const char *name, const char *text)
{
    static char path[96];
    snprintf(path, sizeof path, "detached_%llu_%s", (unsigned long long)sz__process(),
             name);
    FILE *f = fopen(path, "wb");
    ck_assert_ptr_nonnull(f);
    fputs(text, f);
    ck_assert_int_eq(fclose(f), 0);
    return path;
}

#endif
