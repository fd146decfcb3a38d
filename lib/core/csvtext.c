/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Fields of CSV tables; see csvtext.h. */
#include "core/csvtext.h"

#include <math.h>
#include <stdbool.h>
#include <string.h>

static bool is_number(const char *text)
{
    size_t digits = 0, points = 0;
    text += *text == '-' || *text == '+';
    for (; *text; text++) {
        digits += *text >= '0' && *text <= '9';
        points += *text == '.';
        if ((*text < '0' || *text > '9') && *text != '.')
            return false;
    }
    return digits > 0 && points <= 1;
}

/* Would a spreadsheet take it for a formula? */
static bool is_formula(const char *text)
{
    return *text && strchr("=+-@\t\r", *text) && !is_number(text);
}

const char *sz__csv_unmarked(const char *text)
{
    return *text == '\'' && is_formula(text + 1) ? text + 1 : text;
}

/* Where a field goes: a file, or memory that may be too small for it. */
typedef struct sink {
    FILE *file;
    char *at;
    size_t size, n;
} sink;

static void put(sink *to, char c)
{
    if (to->file)
        putc(c, to->file);
    else if (to->n + 1 < to->size)
        to->at[to->n] = c;
    to->n++;
}

static void put_field(sink *to, const char *text)
{
    bool quote = strpbrk(text, ",\"\r\n") != NULL;
    if (quote)
        put(to, '"');
    if (is_formula(text))
        put(to, '\'');
    for (; *text; text++) {
        if (*text == '"')
            put(to, '"');
        put(to, *text);
    }
    if (quote)
        put(to, '"');
}

size_t sz_csv_field(const char *text, char *out, size_t size)
{
    sink to = { NULL, out, size, 0 };
    put_field(&to, text);
    if (size > 0)
        out[to.n < size ? to.n : size - 1] = '\0';
    return to.n;
}

void sz__csv_put(FILE *file, const char *text, char after)
{
    sink to = { file, NULL, 0, 0 };
    put_field(&to, text);
    putc(after, file);
}

void sz__csv_put_count(FILE *file, int64_t number, char after)
{
    if (number >= 0)
        fprintf(file, "%lld", (long long)number);
    putc(after, file);
}

/* By whole numbers, since the locale decides what printf takes for a decimal point. */
static void put_number(FILE *file, double number, int decimals, bool shorten, char after)
{
    double scale = pow(10, decimals);
    if (isfinite(number) && fabs(number) * scale < 9e15) {
        long long all = llround(fabs(number) * scale), unit = (long long)scale;
        long long rest = all % unit;
        fprintf(file, "%s%lld", number < 0 && all > 0 ? "-" : "", all / unit);
        while (shorten && decimals > 0 && rest % 10 == 0) {
            rest /= 10;
            decimals--;
        }
        if (decimals > 0)
            fprintf(file, ".%0*lld", decimals, rest);
    } else if (isfinite(number)) {
        fprintf(file, "%.0f", number);
    }
    putc(after, file);
}

void sz__csv_put_number(FILE *file, double number, int decimals, char after)
{
    put_number(file, number, decimals, false, after);
}

void sz__csv_put_short(FILE *file, double number, int decimals, char after)
{
    put_number(file, number, decimals, true, after);
}
