/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "text/day_words.h"

#include <stdio.h>

const char *sz__day_words(sz_language language, const char *text, char out[SZ_DAY_WORDS])
{
    static const char form[] = "0000-00-00";
    int part[3];
    for (size_t i = 0; i < sizeof form; i++)
        if (form[i] == '0' ? text[i] < '0' || text[i] > '9' : text[i] != form[i])
            return text;
    if (language != SZ_LANGUAGE_ZH ||
        sscanf(text, "%4d-%2d-%2d", &part[0], &part[1], &part[2]) != 3)
        return text;
    snprintf(out, SZ_DAY_WORDS, "%d年%d月%d日", part[0], part[1], part[2]);
    return out;
}
