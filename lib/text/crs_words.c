/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "text/crs_words.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define CGCS "2000国家大地坐标系（CGCS2000），高斯-克吕格投影"

/* A name is BEFORE, a number, AFTER; what is said has the number in it. Longer beginnings
 * come before the shorter ones they begin with. */
static const struct {
    const char *before, *after, *said;
} systems[] = {
    { "CGCS2000 / 3-degree Gauss-Kruger CM ", "E", CGCS "3°带，中央经线%ld°E" },
    { "CGCS2000 / 3-degree Gauss-Kruger zone ", "", CGCS "3°带，第%ld带" },
    { "CGCS2000 / Gauss-Kruger CM ", "E", CGCS "6°带，中央经线%ld°E" },
    { "CGCS2000 / Gauss-Kruger zone ", "", CGCS "6°带，第%ld带" },
    { "Xian 1980 / 3-degree Gauss-Kruger CM ", "E",
      "1980西安坐标系，高斯-克吕格投影3°带，中央经线%ld°E" },
    { "Beijing 1954 / 3-degree Gauss-Kruger CM ", "E",
      "1954北京坐标系，高斯-克吕格投影3°带，中央经线%ld°E" },
    { "WGS 84 / UTM zone ", "N", "WGS 84坐标系，UTM投影，北半球第%ld带" },
    { "TWD97 / TM2 zone ", "", "TWD97坐标系，2°带横轴墨卡托投影，中央经线%ld°E" },
};

const char *sz__crs_words(sz_language language, const char *name, char out[SZ_CRS_WORDS])
{
    for (size_t i = 0; i < sizeof systems / sizeof *systems; i++) {
        size_t n = strlen(systems[i].before);
        char *end;
        if (language != SZ_LANGUAGE_ZH || strncmp(name, systems[i].before, n) != 0)
            continue;
        long number = strtol(name + n, &end, 10);
        if (end == name + n || strcmp(end, systems[i].after) != 0)
            continue;
        snprintf(out, SZ_CRS_WORDS, systems[i].said, number);
        return out;
    }
    return name;
}
