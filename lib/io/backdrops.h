/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* What of the backdrop an area is, by its OSM tags or by the words offices use. */
#ifndef SIZHI_IO_BACKDROPS_H
#define SIZHI_IO_BACKDROPS_H

#include "sizhi/map.h"

/* Texts of an area's fields, UTF-8; NULL or "" where the file has none. */
typedef struct sz_backdrop_tags {
    const char *building, *leisure, *natural, *waterway, *water; /* OSM */
    const char *kind;      /* landuse, or a general word: "water", 绿地 ... */
    const char *class;     /* "forest", 河流水面 ... */
    const char *level;     /* OSM's layer */
} sz_backdrop_tags;

/* Kind of an area (sz_backdrop_kind), -1 for what is no backdrop. Military ground is
 * none, whatever grows or stands on it, and so are buildings under ground. */
int sz__backdrop_of_tags(const sz_backdrop_tags *tags);

/* Kind that a word of the user means: "green", 绿地 ...; -1 for others. */
int sz__backdrop_of_word(const char *word);

#endif
