/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The key below a map of an HTML page. */
#include "report/html.h"

static void put_entry(sz_say *out, const sz_report *r, bool there, const char *class,
                      const char *word)
{
    if (there)
        sz__put(out, "<span><i class=\"k %s\"></i>%s</span>\n", class,
                sz__report_word(r, word));
}

void sz__html_legend(sz_say *out, const sz_report *r, const sz_html_shown *shown)
{
    static const struct { sz_barrier barrier; const char *word; } lines[] = {
        { SZ_BARRIER_RAIL, "铁路、轨道" },        { SZ_BARRIER_RIVER, "河流" },
        { SZ_BARRIER_EXPRESSWAY, "快速路、高速" }, { SZ_BARRIER_ARTERIAL, "主干路" },
        { SZ_BARRIER_STREET, "次干路、支路" },     { SZ_BARRIER_LANE, "街巷" },
        { SZ_BARRIER_WALL, "围墙、栅栏" },
    };
    sz__put(out, "<p class=\"key\">");
    put_entry(out, r, true, "border", "社区界");
    put_entry(out, r, shown->sizes, "above", "户数过多");
    put_entry(out, r, shown->sizes, "below", "户数过少");
    put_entry(out, r, shown->gaps, "gap", "空白点");
    put_entry(out, r, shown->moved, "moved", "划转区域");
    for (size_t i = 0; i < sizeof lines / sizeof *lines; i++)
        put_entry(out, r, shown->lines >> lines[i].barrier & 1U,
                  sz_barrier_name(lines[i].barrier), lines[i].word);
    put_entry(out, r, shown->areas >> SZ_BACKDROP_GREEN & 1U, "green", "绿地");
    put_entry(out, r, shown->areas >> SZ_BACKDROP_WATER & 1U, "water", "水面");
    sz__put(out, "</p>\n");
}
