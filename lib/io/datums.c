/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "io/datums.h"

#include <string.h>

#include "core/i18n.h"

static bool is_word(const char *word, const char *text, size_t n)
{
    return strlen(word) == n && memcmp(word, text, n) == 0;
}

static bool read_datum(const char *text, size_t n, sz_datum *out)
{
    if (is_word("gcj02", text, n) || is_word("GCJ-02", text, n))
        *out = SZ_DATUM_GCJ02;
    else if (is_word("bd09", text, n) || is_word("BD-09", text, n))
        *out = SZ_DATUM_BD09;
    else if (is_word("none", text, n))
        *out = SZ_DATUM_NONE;
    else
        return false;
    return true;
}

sz_status sz__datums_read(sz_datums *out, const char *text, sz_error *err)
{
    const char *rest = text;
    *out = (sz_datums){ { SZ_DATUM_NONE } };
    while (rest && *rest) {
        size_t n = strcspn(rest, ",");
        const char *equals = memchr(rest, '=', n);
        const char *word = equals ? equals + 1 : rest;
        sz_datum datum = SZ_DATUM_NONE;
        bool fits = read_datum(word, n - (size_t)(word - rest), &datum),
             named = !equals;
        for (int i = 0; i < SZ_N_INPUTS && fits; i++) {
            const char *input = sz__input_word((sz_input)i);
            if (equals && !is_word(input, rest, (size_t)(equals - rest)))
                continue;
            out->of[i] = datum;
            named = true;
        }
        if (!fits || !named)
            return sz__fail(err, SZ_ERR_INVALID, -1,
                            _("datum \"%.80s\" is unknown: give gcj02 or bd09, or one "
                              "for "
                              "each input, as in households=gcj02,offices=bd09"),
                            text);
        rest += n + (rest[n] == ',');
    }
    return SZ_SUCCESS;
}
