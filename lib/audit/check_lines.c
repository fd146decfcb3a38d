/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Does every border that has a class run along a barrier of that class and name? An
 * import gives a border the line that lies beside most of it, at some metres. Where a
 * line is only drawn on, a border has its name, but no class. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "audit/check_stages.h"
#include "core/i18n.h"
#include "map/index.h"

#define NEAR 15.0              /* metres, when the file does not say */
#define SHARE 0.5              /* of a border, at least, lies near its line */
#define STEP 5.0               /* metres between looks */
#define MOST_LOOKS 2000

typedef struct lines {
    sz_checkup *c;
    double x0, y0;             /* where the grid begins */
    SZ__ARRAY(sz_segment) seg; /* of barriers; left is the barrier */
    sz_index index;
    double near;               /* grid steps */
    const sz_rec_line *border; /* the one being looked at, and from where */
    double x, y;
    bool found;
} lines;

/* The whole metres after WORD in TEXT, rounded up; NONE when they are not there. */
static double metres_after(const char *text, const char *word, double none)
{
    const char *at = text ? strstr(text, word) : NULL;
    char *end;
    if (!at)
        return none;
    long metres = strtol(at + strlen(word), &end, 10);
    return metres < 0 || metres > 10000 ? none : (double)metres + (*end == '.');
}

static double near_of(const sz_record *rec)
{
    const char *text = sz__record_meta(rec, "import");
    return 1 + metres_after(text, " follow=", NEAR) + metres_after(text, "snap=", NEAR);
}

static bool point_of(const lines *l, double x, double y, sz_gpoint *out)
{
    double a = round((x - l->x0) / l->c->grid), b = round((y - l->y0) / l->c->grid);
    if (!(fabs(a) < INT32_MAX && fabs(b) < INT32_MAX))
        return false;
    *out = (sz_gpoint){ (int32_t)a, (int32_t)b };
    return true;
}

static bool load(lines *l)
{
    const sz_record *rec = l->c->rec;
    for (size_t i = 0; i < rec->barrier.n; i++)
        for (size_t k = rec->barrier.at[i].from; k + 1 < rec->barrier.at[i].to; k++) {
            const double *p = rec->xy.at + 2 * k;
            sz_gpoint a, b;
            if (point_of(l, p[0], p[1], &a) && point_of(l, p[2], p[3], &b) &&
                !sz__push(&l->seg, sz__segment(a, b, (int32_t)i, (int32_t)i)))
                return false;
        }
    return true;
}

static void look(int32_t segment, void *data)
{
    lines *l = data;
    const sz_segment *s = &l->seg.at[segment];
    const sz_rec_line *line = &l->c->rec->barrier.at[s->left];
    if (line->barrier == l->border->barrier && line->name == l->border->name &&
        sz__segment_distance2(s, l->x, l->y) <= l->near * l->near)
        l->found = true;
}

/* Metres of BORDER that lie near a line of its own. */
static double metres_near(lines *l, const sz_rec_line *border)
{
    const double *xy = l->c->rec->xy.at;
    double sum = 0;
    l->border = border;
    for (size_t k = border->from; k + 1 < border->to; k++) {
        const double *p = xy + 2 * k;
        double length = hypot(p[2] - p[0], p[3] - p[1]);
        int looks = (int)fmin(ceil(length / STEP), MOST_LOOKS);
        for (int i = 0; i < looks; i++) {
            double t = (i + 0.5) / looks;
            sz_gpoint at;
            if (!point_of(l, p[0] + t * (p[2] - p[0]), p[1] + t * (p[3] - p[1]), &at))
                continue;
            int64_t r = (int64_t)ceil(l->near);
            int64_t box[4] = { at.x - r, at.y - r, at.x + r, at.y + r };
            l->x = at.x;
            l->y = at.y;
            l->found = false;
            sz__index_scan(&l->index, box, look, l);
            sum += l->found ? length / looks : 0;
        }
    }
    return sum;
}

/* Whether border B, of no class, is called after a barrier that is drawn on there. */
static bool is_drawn_on(const sz_record *rec, const sz_rec_line *b)
{
    static const char end[] = SZ_REC_DRAWN_ON;
    const char *name = sz__name(&rec->names, b->name);
    size_t n = strlen(name), k = sizeof end - 1;
    if (n <= k || strcmp(name + n - k, end) != 0)
        return false;
    for (size_t i = 0; i < rec->barrier.n; i++) {
        const char *line = sz__name(&rec->names, rec->barrier.at[i].name);
        if (strlen(line) == n - k && strncmp(line, name, n - k) == 0)
            return true;
    }
    return false;
}

static sz_status check_borders(lines *l, sz_error *err)
{
    const sz_record *rec = l->c->rec;
    sz_status status = SZ_SUCCESS;
    for (size_t i = 0; status == SZ_SUCCESS && i < rec->border.n; i++) {
        const sz_rec_line *b = &rec->border.at[i];
        const char *word = sz__name(&rec->names, b->barrier);
        bool none = sz_barrier_from_name(word) == SZ_BARRIER_NONE;
        double length = sz__check_length(l->c, b->from, b->to);
        if ((none && (b->name < 0 || is_drawn_on(rec, b))) || !(length > 0))
            continue;
        double along = metres_near(l, b);
        if (along >= SHARE * length)
            continue;
        status = sz__check_say(l->c, "check.line", SZ_LEVEL_ERROR, -1, along, length,
                               rec->xy.at[2 * b->from], rec->xy.at[2 * b->from + 1],
                               err,
                               _("border %zu is said to run along %s '%s', which only "
                                 "%.0f of its %.0f m do"), i + 1, word,
                               sz__name(&rec->names, b->name), along, length);
    }
    return status;
}

sz_status sz__check_lines(sz_checkup *c, sz_error *err)
{
    const unsigned both = SZ_REC_BORDERS | SZ_REC_BARRIERS;
    if ((c->rec->has & both) != both || c->rec->xy.n == 0)
        return SZ_SUCCESS;
    lines l = { .c = c, .x0 = c->rec->xy.at[0], .y0 = c->rec->xy.at[1],
                .near = near_of(c->rec) / c->grid };
    sz_status status = load(&l) ? SZ_SUCCESS : sz__nomem(err);
    if (status == SZ_SUCCESS)
        status = sz__index_build(&l.index, l.seg.at, l.seg.n, err);
    if (status == SZ_SUCCESS)
        status = check_borders(&l, err);
    sz__index_release(&l.index);
    free(l.seg.at);
    return status;
}
