/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* What a line is, by its OSM tags or by the words offices use. */
#ifndef SIZHI_IO_BARRIERS_H
#define SIZHI_IO_BARRIERS_H

#include <stdbool.h>

#include "sizhi/map.h"

/* Whether a yes-or-no tag says yes: anything but NULL, empty and the words for no. */
bool sz__says_yes(const char *text);

/* Texts of a line's fields, UTF-8; NULL or "" where the file has none. */
typedef struct sz_line_tags {
    const char *name;
    const char *highway, *railway, *waterway, *barrier; /* OSM */
    const char *class, *kind; /* "primary" and "road", 主干道 and 道路 ... */
    const char *bridge, *tunnel, *level;
    const char *state;        /* 在建, planned ... */
    const char *construction; /* OSM: of a highway=construction what it becomes */
    bool classed;             /* the file has any of highway .. kind */
} sz_line_tags;

typedef enum sz_line_fate {
    SZ_LINE_KEPT,
    SZ_LINE_TUNNEL,           /* under ground: left out */
    SZ_LINE_UNCLASSED         /* of no barrier class: left out */
} sz_line_fate;

/*
 * Class of a line, and whether it lies on a bridge. In a file without any class
 * field a line is what the end of its name says (河, 铁路, 大道, 巷 ...), else a
 * street. Ways for feet alone, service ways, streams and ditches without a name,
 * rails out of use and under ground are left out, roads under construction where no
 * name or no class to come is given.
 */
sz_line_fate sz__line_class(const sz_line_tags *tags, sz_barrier *barrier,
                            bool *bridge);

/* Whether a line is built, by its state or by what is said of its class. */
sz_line_state sz__line_state(const sz_line_tags *tags);

#endif
