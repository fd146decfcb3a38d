/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "fuzz/mutate.h"

#include <stdbool.h>
#include <string.h>

typedef struct text {
    uint8_t *at;
    size_t n, max;
    sz_rng *rng;
} text;

typedef struct range {
    size_t from, to;
} range;

static size_t below(text *t, size_t n)
{
    return n ? sz__rng_below(t->rng, (uint32_t)n) : 0;
}

/* Put N bytes in the place of R; left as it was when there is no room. */
static void replace(text *t, range r, const uint8_t *with, size_t n)
{
    size_t rest = t->n - r.to;
    if (r.from + n + rest > t->max)
        return;
    memmove(t->at + r.from + n, t->at + r.to, rest);
    memcpy(t->at + r.from, with, n);
    t->n = r.from + n + rest;
}

static bool in_number(uint8_t c)
{
    return (c >= '0' && c <= '9') || c == '-' || c == '.';
}

/* The first number at or behind a random place, empty when there is none. */
static range some_number(text *t)
{
    range r = { below(t, t->n), 0 };
    while (r.from > 0 && in_number(t->at[r.from]))
        r.from--;
    while (r.from < t->n && !in_number(t->at[r.from]))
        r.from++;
    r.to = r.from;
    while (r.to < t->n && in_number(t->at[r.to]))
        r.to++;
    return r;
}

/* A line, or a stretch of a few bytes. */
static range some_range(text *t)
{
    range r = { below(t, t->n), 0 };
    if (below(t, 2)) {
        r.to = r.from + 1 + below(t, 40);
    } else {
        while (r.from > 0 && t->at[r.from - 1] != '\n')
            r.from--;
        r.to = r.from;
        while (r.to < t->n && t->at[r.to++] != '\n')
            ;
    }
    r.to = r.to > t->n ? t->n : r.to;
    return r;
}

static void odd_number(text *t)
{
    static const char *const odd[] = { "0", "-0", "-1", "1", "nan", "NaN", "inf", "-inf",
        "1e308", "-1e308", "1e-320", "1e999", "180", "-180", "90", "-90", "360", "null",
        "2147483647", "-2147483648", "4294967296", "9223372036854775807",
        "-9223372036854775808", "18446744073709551616", "1000000000", "0.5",
        "1e15", "5368709.12", "\"\"", "\"7\"", "" };
    const char *word = odd[below(t, sizeof odd / sizeof *odd)];
    replace(t, some_number(t), (const uint8_t *)word, strlen(word));
}

/* The value of one number for another: points fall on points, ends on ends. */
static void same_number(text *t)
{
    uint8_t value[40];
    range from = some_number(t);
    size_t n = from.to - from.from;
    if (n > sizeof value)
        return;
    memcpy(value, t->at + from.from, n);
    replace(t, some_number(t), value, n);
}

static void other_digit(text *t)
{
    range r = some_number(t);
    if (r.to > r.from)
        t->at[r.from + below(t, r.to - r.from)] = (uint8_t)('0' + below(t, 10));
}

static void copy_range(text *t)
{
    uint8_t bytes[4096];
    range r = some_range(t);
    size_t n = r.to - r.from, at = below(t, t->n + 1);
    if (n > sizeof bytes)
        return;
    memcpy(bytes, t->at + r.from, n);
    replace(t, (range){ at, at }, bytes, n);
}

static void leave_out(text *t)
{
    replace(t, some_range(t), t->at, 0);
}

static void other_byte(text *t)
{
    if (t->n)
        t->at[below(t, t->n)] ^= (uint8_t)(1u << below(t, 8));
}

static void odd_byte(text *t)
{
    static const uint8_t odd[] = { 0, 1, 0x7f, 0x80, 0xff, '"', ',', '\n', '{', ']' };
    if (t->n)
        t->at[below(t, t->n)] = odd[below(t, sizeof odd)];
}

static void cut_end(text *t)
{
    t->n -= below(t, 2) ? below(t, t->n) : below(t, t->n < 16 ? t->n : 16);
}

size_t fuzz_mutate(uint8_t *data, size_t size, size_t max, sz_rng *rng)
{
    static void (*const ways[])(text *t) = { odd_number, odd_number, same_number,
        same_number, same_number, other_digit, other_digit, copy_range, copy_range,
        leave_out, leave_out, other_byte, odd_byte, cut_end };
    text t = { data, size, max, rng };
    for (size_t k = 1 + below(&t, 4); k > 0; k--)
        ways[below(&t, sizeof ways / sizeof *ways)](&t);
    return t.n;
}
