/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "draw/style_file.h"

#include <errno.h>
#include <ini.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "core/array.h"
#include "core/decimal.h"
#include "core/i18n.h"
#include "core/nearest.h"
#include "draw/paper.h"

enum { LONGEST = 198 }; /* bytes of a line, as many as inih holds */

typedef enum key_kind { COLOUR, COLOURS, HATCH, HATCHES, WIDTH, SHARE } key_kind;

/* Every key of a style but those of [meta]; AT counts from the beginning of an sz_style. */
typedef struct key {
    const char *name;
    key_kind kind;
    size_t at;
} key;

#define INK(word, id) { "ink." word, COLOUR, offsetof(sz_style, ink[SZ_INK_##id]) }
#define BACKDROP(word, id)                                                            \
    { "ground." word, COLOUR, offsetof(sz_style, ink[SZ_INK_##id]) },                  \
    { "ground." word "_cover", SHARE, offsetof(sz_style, cover[SZ_BACKDROP_##id]) },   \
    { "ground." word "_hatch", HATCH, offsetof(sz_style, backdrop_hatch[SZ_BACKDROP_##id]) }
#define LINE(word, id) { "line." word, WIDTH, offsetof(sz_style, width[SZ_LINE_##id]) }

static const key keys[] = {
    INK("paper", PAPER), INK("text", TEXT), INK("soft", SOFT), INK("frame", FRAME),
    INK("parcel", PARCEL), INK("grid", GRID), INK("before", BEFORE), INK("after", AFTER),
    INK("limit", LIMIT), INK("band", BAND), INK("move", MOVE),
    INK("detached", DETACHED), INK("gap", GAP), INK("overlap", OVERLAP),
    INK("office", OFFICE), INK("reach", REACH), INK("far", FAR), INK("casing", CASING),
    INK("centre", CENTRE), INK("rail", RAIL),
    INK("river", RIVER), INK("water_name", WATER_NAME), INK("expressway", EXPRESSWAY),
    INK("arterial", ARTERIAL), INK("street", STREET), INK("lane", LANE),
    INK("wall", WALL), INK("green_name", GREEN_NAME), INK("water_rim", WATER_RIM),
    { "ground.fill", COLOURS, offsetof(sz_style, fill) },
    { "ground.hatch", HATCHES, offsetof(sz_style, hatch) },
    { "ground.nobody", COLOUR, offsetof(sz_style, ink[SZ_INK_NOBODY]) },
    { "ground.fine", COLOUR, offsetof(sz_style, ink[SZ_INK_FINE]) },
    { "ground.above", COLOUR, offsetof(sz_style, ink[SZ_INK_ABOVE]) },
    { "ground.above_hatch", HATCH, offsetof(sz_style, ground_hatch[SZ_GROUND_ABOVE]) },
    { "ground.below", COLOUR, offsetof(sz_style, ink[SZ_INK_BELOW]) },
    { "ground.below_hatch", HATCH, offsetof(sz_style, ground_hatch[SZ_GROUND_BELOW]) },
    { "ground.exempt", COLOUR, offsetof(sz_style, ink[SZ_INK_EXEMPT]) },
    { "ground.exempt_hatch", HATCH, offsetof(sz_style, ground_hatch[SZ_GROUND_EXEMPT]) },
    { "ground.near", COLOUR, offsetof(sz_style, ink[SZ_INK_NEAR]) },
    { "ground.middle", COLOUR, offsetof(sz_style, ink[SZ_INK_MIDDLE]) },
    { "ground.beyond", COLOUR, offsetof(sz_style, ink[SZ_INK_BEYOND]) },
    BACKDROP("green", GREEN), BACKDROP("water", WATER), BACKDROP("building", BUILDING),
    LINE("limit", LIMIT), LINE("grid", GRID), LINE("band", BAND), LINE("after", AFTER),
    LINE("before", BEFORE), LINE("detached", DETACHED), LINE("rail", RAIL),
    LINE("river", RIVER), LINE("expressway", EXPRESSWAY), LINE("arterial", ARTERIAL),
    LINE("street", STREET), LINE("lane", LANE), LINE("wall", WALL),
    LINE("centre", CENTRE), LINE("expressway_rim", EXPRESSWAY_RIM),
    LINE("arterial_rim", ARTERIAL_RIM), LINE("street_rim", STREET_RIM),
    LINE("lane_rim", LANE_RIM), LINE("water_rim", WATER_RIM),
};
#define N_KEYS (sizeof keys / sizeof *keys)

static const char *const hatches[] = { [SZ_HATCH_NONE] = "none",
                                       [SZ_HATCH_RISING] = "rising",
                                       [SZ_HATCH_FALLING] = "falling",
                                       [SZ_HATCH_LEVEL] = "level",
                                       [SZ_HATCH_UPRIGHT] = "upright",
                                       [SZ_HATCH_TUFTS] = "tufts",
                                       [SZ_HATCH_WAVES] = "waves" };
#define N_HATCHES (sizeof hatches / sizeof *hatches)

/* A style while it is read. */
typedef struct reader {
    sz_style style;
    const char *text;      /* of one of the library's, from the next line on, */
    FILE *file;            /* or else its file */
    const char *name;      /* for messages */
    int line;
    bool seen[N_KEYS];
    bool begun;            /* some key has been met: too late to extend another style */
    int32_t n_hatches;     /* in ground.hatch; the style counts ground.fill */
    sz_error *err;
    sz_status status;
} reader;

static sz_status read_shipped(sz_style *out, const char *id, sz_error *err);

static sz_status fail_at(const reader *r, const char *fmt, ...) SZ__PRINTF(2, 3);
static sz_status fail_at(const reader *r, const char *fmt, ...)
{
    char message[SZ_MESSAGE_SIZE];
    va_list ap;
    va_start(ap, fmt);
    vsnprintf(message, sizeof message, fmt, ap);
    va_end(ap);
    return sz__fail(r->err, SZ_ERR_DATA, r->line, _("%s, line %d: %s"), r->name, r->line,
                    message);
}

/* ---- values ---- */

/* #rrggbb, N bytes. */
static bool read_colour(const char *text, size_t n, uint32_t *out)
{
    static const char digits[] = "0123456789abcdef0123456789ABCDEF";
    uint32_t rgb = 0;
    if (n != 7 || text[0] != '#')
        return false;
    for (size_t i = 1; i < n; i++) {
        const char *at = memchr(digits, text[i], sizeof digits - 1);
        if (!at)
            return false;
        rgb = rgb << 4 | (uint32_t)((at - digits) % 16);
    }
    *out = rgb;
    return true;
}

static bool read_hatch(const char *text, size_t n, uint8_t *out)
{
    for (size_t i = 0; i < N_HATCHES; i++)
        if (strlen(hatches[i]) == n && memcmp(hatches[i], text, n) == 0) {
            *out = (uint8_t)i;
            return true;
        }
    return false;
}

/* One word of a value: into element I of a list, 0 of what is no list. */
static sz_status put_word(reader *r, const key *k, const char *text, size_t n, int32_t i)
{
    char *at = (char *)&r->style + k->at;
    bool colour = k->kind == COLOUR || k->kind == COLOURS;
    if (colour ? read_colour(text, n, (uint32_t *)(void *)at + i)
               : read_hatch(text, n, (uint8_t *)at + i))
        return SZ_SUCCESS;
    return fail_at(r,
                   colour ? _("%s: \"%.*s\" is no colour like #8e1743")
                          : _("%s: \"%.*s\" is none of none, rising, falling, level, "
                              "upright, tufts, waves"),
                   k->name, (int)n, text);
}

/* The words of TEXT, one if not a list. */
static sz_status put_words(reader *r, const key *k, const char *text)
{
    bool list = k->kind == COLOURS || k->kind == HATCHES;
    int32_t i = 0, most = list ? SZ_MOST_FILLS : 1;
    for (const char *p = text + strspn(text, " \t"); *p; i++) {
        size_t n = strcspn(p, " \t");
        sz_status status = i < most ? put_word(r, k, p, n, i)
                                    : fail_at(r, _("%s: more than %d values"), k->name,
                                              (int)most);
        if (status != SZ_SUCCESS)
            return status;
        p += n + strspn(p + n, " \t");
    }
    if (i == 0)
        return fail_at(r, _("%s has no value"), k->name);
    if (k->kind == COLOURS)
        r->style.n_fills = i;
    else if (k->kind == HATCHES)
        r->n_hatches = i;
    return SZ_SUCCESS;
}

/* Millimetres, or a share of 1. */
static sz_status put_number(reader *r, const key *k, const char *text)
{
    const char *end;
    double value, low = k->kind == WIDTH ? 0.05 : 0.0, high = k->kind == WIDTH ? 5.0 : 1.0;
    if (!sz__decimal_read(text, false, &value, &end) || *end || value < low || value > high)
        return fail_at(r,
                       k->kind == WIDTH
                           ? _("%s: \"%s\" is no width in millimetres from 0.05 to 5")
                           : _("%s: \"%s\" is no number from 0 to 1"),
                       k->name, text);
    *(double *)(void *)((char *)&r->style + k->at) = value;
    return SZ_SUCCESS;
}

/* ---- keys ---- */

static sz_status put_meta(reader *r, const char *name, const char *text)
{
    if (strcmp(name, "title") == 0)
        return SZ_SUCCESS; /* for those who read the file */
    if (strcmp(name, "extends") != 0)
        return fail_at(r, _("unknown key %s; sizhi-style(5) lists all there are"), name);
    if (r->begun)
        return fail_at(r, _("extends must stand before all values"));
    for (size_t i = 0; i < sz__n_styles; i++)
        if (strcmp(sz__styles[i].id, text) == 0) {
            sz_status status = read_shipped(&r->style, text, r->err);
            r->n_hatches = r->style.n_fills;
            return status;
        }
    return fail_at(r, _("extends: %s is none of colour, grey, safe"), text);
}

/* A key that NAME may be a slip of, or NULL. */
static const char *nearest_key(const char *name)
{
    const char *best = NULL;
    int least = (int)(strlen(name) / 3);
    for (size_t i = 0; i < N_KEYS; i++) {
        int far = sz__edit_distance(name, keys[i].name);
        if (far < least) {
            least = far;
            best = keys[i].name;
        }
    }
    return best;
}

static sz_status put(reader *r, const char *section, const char *name, const char *text)
{
    char whole[LONGEST + 2];
    if (strcmp(section, "meta") == 0)
        return put_meta(r, name, text);
    r->begun = true;
    snprintf(whole, sizeof whole, "%s.%s", section, name);
    for (size_t i = 0; i < N_KEYS; i++) {
        if (strcmp(keys[i].name, whole) != 0)
            continue;
        if (r->seen[i])
            return fail_at(r, _("%s is set twice in this file"), whole);
        r->seen[i] = true;
        return keys[i].kind == WIDTH || keys[i].kind == SHARE
                   ? put_number(r, &keys[i], text)
                   : put_words(r, &keys[i], text);
    }
    const char *meant = nearest_key(whole);
    return meant ? fail_at(r, _("unknown key %s (did you mean %s?); sizhi-style(5) lists all "
                                "there are"), whole, meant)
                 : fail_at(r, _("unknown key %s; sizhi-style(5) lists all there are"), whole);
}

static int handle(void *data, const char *section, const char *name, const char *text)
{
    reader *r = data;
    if (r->status == SZ_SUCCESS)
        r->status = put(r, section, name, text);
    return 1;
}

/* The next line for inih, as fgets() would give it. */
static char *next_line(char *line, int size, void *data)
{
    reader *r = data;
    size_t n = r->file ? 0 : strcspn(r->text, "\n");
    if (r->status != SZ_SUCCESS || (!r->file && !r->text[0]))
        return NULL;
    if (r->file) {
        if (!fgets(line, size, r->file))
            return NULL;
        n = strlen(line);
    } else {
        n += r->text[n] == '\n';
        n = n < (size_t)size - 1 ? n : (size_t)size - 1;
        memcpy(line, r->text, n);
        line[n] = '\0';
        r->text += n;
    }
    r->line++;
    if (n > LONGEST && line[n - 1] != '\n')
        r->status = fail_at(r, _("the line is longer than %d bytes"), LONGEST);
    return r->status == SZ_SUCCESS ? line : NULL;
}

/* ---- files ---- */

static sz_status scan(reader *r)
{
    int line = ini_parse_stream(next_line, r, handle, r);
    if (r->status == SZ_SUCCESS && r->file && ferror(r->file)) /* a folder opens, too */
        return sz__fail(r->err, SZ_ERR_IO, -1, _("cannot read the style %s"), r->name);
    if (r->status == SZ_SUCCESS && line > 0) {
        r->line = line;
        r->status = fail_at(r, _("neither [section] nor key = value"));
    }
    if (r->status == SZ_SUCCESS && r->style.n_fills != r->n_hatches)
        return sz__fail(r->err, SZ_ERR_DATA, -1,
                        _("%s: %d colours in ground.fill, but %d in ground.hatch"),
                        r->name, (int)r->style.n_fills, (int)r->n_hatches);
    return r->status;
}

static sz_status read_shipped(sz_style *out, const char *id, sz_error *err)
{
    reader r = { .style = *out, .n_hatches = out->n_fills, .name = id, .err = err };
    for (size_t i = 0; i < sz__n_styles; i++)
        if (strcmp(sz__styles[i].id, id) == 0)
            r.text = sz__styles[i].text;
    sz_status status = scan(&r);
    if (status == SZ_SUCCESS)
        *out = r.style;
    return status;
}

/* WHICH is neither one of the library's nor looks like a file. */
static sz_status fail_missing(const char *which, sz_error *err)
{
    int least = 5;
    const char *near = NULL;
    for (size_t i = 0; i < sz__n_styles; i++) {
        int far = sz__edit_distance(which, sz__styles[i].id);
        if (far < least) {
            least = far;
            near = sz__styles[i].id;
        }
    }
    if (near)
        return sz__fail(err, SZ_ERR_DATA, -1, _("there is no style %s (did you mean %s?)"),
                        which, near);
    return sz__fail(err, SZ_ERR_DATA, -1,
                    _("there is no style %s; there are colour, grey, safe, and a file is "
                      "given as NAME.ini"), which);
}

static sz_status read_file(sz_style *out, const char *path, sz_error *err)
{
    reader r = { .style = *out, .n_hatches = out->n_fills, .name = path, .err = err };
    r.file = fopen(path, "rb");
    if (!r.file)
        return sz__fail(err, SZ_ERR_IO, -1, _("cannot open the style %s: %s"), path,
                        strerror(errno));
    sz_status status = scan(&r);
    fclose(r.file);
    if (status == SZ_SUCCESS)
        *out = r.style;
    return status;
}

sz_status sz__style_read(sz_style *out, const char *which, sz_error *err)
{
    sz_style style = { .lines = 1.0, .bounds = 1.0, .parcels = 0.1 * SZ_MM };
    sz_status status = read_shipped(&style, "colour", err);
    bool shipped = !which;
    for (size_t i = 0; which && i < sz__n_styles; i++)
        shipped = shipped || strcmp(which, sz__styles[i].id) == 0;
    if (status == SZ_SUCCESS && which && shipped)
        status = read_shipped(&style, which, err);
    else if (status == SZ_SUCCESS && which)
        status = strpbrk(which, "/.") ? read_file(&style, which, err)
                                      : fail_missing(which, err);
    if (status == SZ_SUCCESS)
        *out = style;
    return status;
}
