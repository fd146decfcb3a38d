/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* A map's own parcels and borders built again give the same map; what a
 * project's parcels carry comes back. */
#include "map/outline.h"
#include "tests/drawn.h"

static int32_t carry(drawn *to, const sz_map *m, int32_t name)
{
    return draw_name(to, sz__name(&m->names, name));
}

static void carry_parcel(drawn *to, const sz_map *m, const sz_outline *o, int32_t p)
{
    sz_area a = sz__area(SZ_LAYER_PARCELS);
    char claims[256] = "";
    a.fid = p + 1;
    a.name = carry(to, m, m->name[p]);
    a.town = m->town[p] < 0 ? -1 : carry(to, m, m->town_name[m->town[p]]);
    a.unit = m->unit[p] < 0 ? -1 : carry(to, m, m->units[m->unit[p]].name);
    a.kind = m->unit[p] < 0 ? -1 : carry(to, m, m->units[m->unit[p]].kind);
    if (m->community[p] >= 0) {
        const sz_today_info *c = &m->communities[m->community[p]];
        a.community = carry(to, m, c->name);
        a.community_town = c->town < 0 ? -1 : carry(to, m, m->town_name[c->town]);
    }
    for (int32_t k = m->claim_row[p]; k < m->claim_row[p + 1]; k++) {
        const sz_today_info *c = &m->communities[m->claim[k]];
        size_t used = strlen(claims);
        snprintf(claims + used, sizeof claims - used, "%s%s/%s", used ? ";" : "",
                 sz_map_town_name(m, c->town), sz__name(&m->names, c->name));
    }
    a.claims = draw_name(to, claims);
    a.households = m->households[p];
    a.population = m->population[p];
    a.planned = m->planned[p];
    a.ring_from = a.ring_to = to->source.ring.n;
    ck_assert(sz__push(&to->source.area, a));
    for (int32_t r = o->ring_row[p]; r < o->ring_row[p + 1]; r++)
        draw_ring(to, r > o->ring_row[p], o->xy + 2 * o->point_row[r],
                  o->point_row[r + 1] - o->point_row[r] - 1);
}

/* A project's layers, as a writer would hand them to a reader. */
static drawn read_back(const sz_map *m)
{
    drawn to = draw_nothing();
    to.options.as_is = true;
    for (int32_t c = 0; c < m->n_communities; c++) {
        const sz_today_info *info = &m->communities[c];
        int32_t town = info->town < 0 ? -1 : carry(&to, m, m->town_name[info->town]);
        sz_known known = { carry(&to, m, info->name), town, carry(&to, m, info->code) };
        ck_assert(sz__push(&to.source.known, known));
    }
    sz_outline outline;
    int32_t *label = sz__alloc((size_t)m->n, sizeof *label);
    for (int32_t p = 0; p < m->n; p++)
        label[p] = p;
    ck_assert_int_eq(sz__outline(&outline, m, label, m->n, NULL), SZ_SUCCESS);
    for (int32_t p = 0; p < m->n; p++)
        carry_parcel(&to, m, &outline, p);
    sz__outline_release(&outline);
    free(label);
    for (int32_t b = 0; b < m->n_borders; b++) {
        if (m->b_class[b] == SZ_BARRIER_NONE)
            continue;
        draw_line(&to, (sz_barrier)m->b_class[b], sz__name(&m->names, m->b_name[b]),
                  m->b_xy + 2 * m->b_row[b], m->b_row[b + 1] - m->b_row[b]);
        to.source.line.at[to.source.line.n - 1].use = SZ_LINE_NAMES;
    }
    return to;
}

static void compare(const sz_map *a, const sz_map *b)
{
    ck_assert_int_eq(a->n, b->n);
    ck_assert_int_eq(a->n_borders, b->n_borders);
    ck_assert_int_eq(a->n_nodes, b->n_nodes);
    ck_assert_int_eq(a->n_units, b->n_units);
    ck_assert_int_eq(a->n_towns, b->n_towns);
    ck_assert_int_eq(a->n_communities, b->n_communities);
    for (int32_t p = 0; p < a->n; p++) {
        ck_assert_int_eq(a->community[p], b->community[p]);
        ck_assert_int_eq(a->town[p], b->town[p]);
        ck_assert_int_eq(a->unit[p], b->unit[p]);
        ck_assert_int_eq(a->households[p], b->households[p]);
        ck_assert_int_eq(a->population[p], b->population[p]);
        ck_assert(a->area[p] == b->area[p] && a->x[p] == b->x[p] && a->y[p] == b->y[p]);
        ck_assert_str_eq(sz__name(&a->names, a->name[p]),
                         sz__name(&b->names, b->name[p]));
        size_t n, o;
        const int32_t *c = sz_map_claims(a, (size_t)p, &n);
        const int32_t *e = sz_map_claims(b, (size_t)p, &o);
        ck_assert_uint_eq(n, o);
        ck_assert(n == 0 || memcmp(c, e, n * sizeof *c) == 0);
    }
    for (int32_t i = 0; i < a->n_borders; i++) {
        ck_assert_int_eq(a->b_left[i], b->b_left[i]);
        ck_assert_int_eq(a->b_right[i], b->b_right[i]);
        ck_assert_int_eq(a->b_class[i], b->b_class[i]);
        ck_assert_str_eq(sz__name(&a->names, a->b_name[i]),
                         sz__name(&b->names, b->b_name[i]));
        ck_assert_uint_eq(a->b_row[i + 1], b->b_row[i + 1]);
    }
    size_t points = a->b_row[a->n_borders];
    ck_assert(memcmp(a->b_xy, b->b_xy, 2 * points * sizeof *a->b_xy) == 0);
    for (int32_t i = 0; i < a->n_communities; i++)
        ck_assert_str_eq(sz__name(&a->names, a->communities[i].name),
                         sz__name(&b->names, b->communities[i].name));
    for (int32_t i = 0; i < a->n_units; i++)
        ck_assert_str_eq(sz_map_unit_name(a, i), sz_map_unit_name(b, i));
}

START_TEST(own_parcels_give_the_same_map)
{
    drawn d = draw_nothing();
    d.options.sliver_m2 = 20;
    d.options.follow = 15;
    d.options.median_width = 10;
    draw_box(&d, SZ_LAYER_LIMIT, "甲镇", 0, 0, 150.05, 200);
    draw_box(&d, SZ_LAYER_LIMIT, "乙镇", 150.05, 0, 300, 200.11);
    draw_box(&d, SZ_LAYER_UNITS, "大院", 20.2, 20.3, 140, 180)->households = 101;
    draw_box(&d, SZ_LAYER_UNITS, NULL, 160, 10, 290, 61)->households = 57;
    sz_area *west = draw_box(&d, SZ_LAYER_COMMUNITIES, "复兴", 0, 0, 100, 200);
    west->code = draw_name(&d, "001");
    draw_box(&d, SZ_LAYER_COMMUNITIES, "复兴", 160, 0, 300, 150);
    draw_box(&d, SZ_LAYER_COMMUNITIES, "民主", 90, 0, 170, 120);
    draw_line(&d, SZ_BARRIER_STREET, "斜街", XY(-10, -20, 310, 215));
    draw_line(&d, SZ_BARRIER_RIVER, "白河",
              XY(0, 190, 100.33, 140.7, 220, 165, 310, 130));
    draw_line(&d, SZ_BARRIER_WALL, NULL, XY(50, 50, 60.7, 50, 55, 71.3, 50, 50));
    draw_spot(&d, 10, 195, 12);
    build(&d);
    check_map(&d);
    ck_assert_uint_gt(sz_map_parcels(d.map), 12);
    ck_assert_uint_gt(d.account.overlaps, 0);
    drawn again = read_back(d.map);
    build(&again);
    check_map(&again);
    compare(d.map, again.map);
    rub_out(&again);
    rub_out(&d);
}
END_TEST

START_TEST(plans_and_locks_come_back)
{
    drawn d = draw_nothing();
    d.options.as_is = true;
    draw_box(&d, SZ_LAYER_PARCELS, NULL, 50, 0, 60, 10)->proposed = draw_name(&d, "新");
    draw_box(&d, SZ_LAYER_PARCELS, NULL, 40, 0, 50, 10)->locked = true;
    draw_box(&d, SZ_LAYER_PARCELS, NULL, 30, 0, 40, 10)->proposed = draw_name(&d, "旧");
    sz_area *a = draw_box(&d, SZ_LAYER_PARCELS, NULL, 20, 0, 30, 10);
    a->proposed = draw_name(&d, "新");
    a->proposed_town = draw_name(&d, "镇");
    build(&d);
    check_map(&d);
    const sz_built *b = &d.built;
    ck_assert_int_eq(d.map->n, 4);
    for (int32_t p = 0; p < 4; p++)
        ck_assert_double_eq(d.map->x[p], 55 - 10 * p);
    ck_assert_int_eq(b->n_proposed, 3);
    ck_assert_int_eq(b->proposed[0], 0);
    ck_assert_int_eq(b->proposed[1], -1);
    ck_assert_int_eq(b->proposed[2], 1);
    ck_assert_int_eq(b->proposed[3], 2);
    ck_assert_str_eq(sz__name(&d.map->names, b->proposed_name[2]), "新");
    ck_assert_int_eq(b->proposed_town[0], -1);
    ck_assert_str_eq(sz_map_town_name(d.map, b->proposed_town[2]), "镇");
    ck_assert(!b->locked[0] && b->locked[1] && !b->locked[2] && !b->locked[3]);
    rub_out(&d);
}
END_TEST

static const struct {
    const char *label;
    double second[4];
    bool pieces;
    const char *says;
} wrong_rows[] = {
    { "overlap", { 5, 5, 15, 15 }, false, "overlap" },
    { "two pieces", { 20, 0, 30, 10 }, true, "pieces" },
    { "no ground", { 5, 5, 5, 5 }, false, "no ground" },
};

START_TEST(projects_that_cannot_be)
{
    drawn d = draw_nothing();
    const double *box = wrong_rows[_i].second;
    d.options.as_is = true;
    draw_box(&d, SZ_LAYER_PARCELS, NULL, 0, 0, 10, 10);
    draw_box(&d, SZ_LAYER_PARCELS, NULL, box[0], box[1], box[2], box[3]);
    if (wrong_rows[_i].pieces)
        draw_ring(&d, false, XY(50, 0, 60, 0, 60, 10, 50, 10));
    ck_assert_msg(try_build(&d) == SZ_ERR_DATA, "%s", wrong_rows[_i].label);
    ck_assert_ptr_nonnull(strstr(d.err.message, wrong_rows[_i].says));
    ck_assert_ptr_null(d.map);
    rub_out(&d);
}
END_TEST

static int stop(double fraction, const char *what, void *data)
{
    int *left = data;
    ck_assert(fraction >= 0 && fraction <= 1 && what);
    return --*left > 0;
}

START_TEST(progress_can_stop_it)
{
    for (int calls = 1; calls < 10; calls++) {
        drawn d = draw_nothing();
        int left = calls;
        draw_box(&d, SZ_LAYER_LIMIT, NULL, 0, 0, 10, 10);
        d.options.progress = stop;
        d.options.progress_data = &left;
        sz_status status = try_build(&d);
        ck_assert(status == (left > 0 ? SZ_SUCCESS : SZ_ERR_CANCELLED));
        ck_assert((d.map != NULL) == (status == SZ_SUCCESS));
        rub_out(&d);
    }
}
END_TEST

int main(void)
{
    TCase *tc = tcase_create("map project");
    tcase_add_test(tc, own_parcels_give_the_same_map);
    tcase_add_test(tc, plans_and_locks_come_back);
    tcase_add_loop_test(tc, projects_that_cannot_be, 0, COUNT(wrong_rows));
    tcase_add_test(tc, progress_can_stop_it);
    return run_suite("map project", tc);
}
