/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Which known word a mistyped one stands for. */
#ifndef SIZHI_CORE_NEAREST_H
#define SIZHI_CORE_NEAREST_H

/* Number of insertions, removals and changes of bytes that make B from A; words
 * longer than 63 bytes are as far from all others as can be. */
int sz__edit_distance(const char *a, const char *b);

#endif
