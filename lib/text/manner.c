/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* How a policy wants things said, from its texts. */
#include <string.h>

#include "core/i18n.h"
#include "text/describe.h"

/* The next word of a list parted by commas and blanks; its length into *N, 0 at the
 * end. */
static const char *next_word(const char *list, size_t *n)
{
    list += strspn(list, ", ");
    *n = strcspn(list, ", ");
    return list;
}

static bool is_word(const char *text, size_t n, const char *word)
{
    return strlen(word) == n && memcmp(text, word, n) == 0;
}

static sz_status set_order(sz_manner *out, const char *list, sz_error *err)
{
    static const char *const words[4] = { "north", "east", "south", "west" };
    const char *at = list;
    unsigned seen = 0;
    size_t n, count = 0;
    for (at = next_word(at, &n); n > 0; at = next_word(at + n, &n)) {
        int side = 0;
        while (side < 4 && !is_word(at, n, words[side]))
            side++;
        if (side == 4 || seen >> side & 1)
            return sz__fail(err, SZ_ERR_INVALID, -1,
                            _("order of sides '%s': east, south, west and north, each "
                              "once, are wanted"), list);
        seen |= 1u << side;
        out->order[count++] = side;
    }
    if (count != 4)
        return sz__fail(err, SZ_ERR_INVALID, -1,
                        _("order of sides '%s': east, south, west and north, each once, "
                          "are wanted"), list);
    return SZ_SUCCESS;
}

static sz_status set_tail(sz_manner *out, const char *list, sz_error *err)
{
    const char *at = list;
    size_t n;
    for (at = next_word(at, &n); n > 0; at = next_word(at + n, &n)) {
        if (is_word(at, n, "households"))
            out->households = true;
        else if (is_word(at, n, "population"))
            out->population = true;
        else if (is_word(at, n, "area"))
            out->area = true;
        else if (!is_word(at, n, "none"))
            return sz__fail(err, SZ_ERR_INVALID, -1,
                            _("facts '%s': some of households, population, area, or "
                              "none, are wanted"), list);
    }
    return SZ_SUCCESS;
}

sz_status sz__manner_set(sz_manner *out, const sz_describe_options *o, sz_error *err)
{
    sz_manner m = { .language = o->language };
    m.verb = o->verb && *o->verb ? o->verb : "划入";
    m.suffix = o->suffix && *o->suffix ? o->suffix : "社区";
    sz_status status = set_order(&m, o->sides ? o->sides : "east, south, west, north",
                                 err);
    if (status == SZ_SUCCESS)
        status = set_tail(&m, o->tail ? o->tail : "households, area", err);
    if (status == SZ_SUCCESS)
        *out = m;
    return status;
}
