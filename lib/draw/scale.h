/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Round numbers: scales, scale bars, counts with separators. */
#ifndef SIZHI_DRAW_SCALE_H
#define SIZHI_DRAW_SCALE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Smallest round denominator (1, 1.2, 1.5, 1.8, 2, 2.2, 2.5, 3, 3.5, 4, 4.5, 5, 6,
 * 7, 7.5, 8, 9 times a power of ten, at least 100) that is not below AT_LEAST; PLAIN:
 * only of 1, 1.5, 2, 2.5, 3, 4, 5, 6, 7.5, where the sheet is full at any scale. */
double sz__scale_round(double at_least, bool plain);

/* Length in metres of one of four steps of a scale bar: the largest of 1, 2, 5
 * times a power of ten with which the bar stays within MAX_MM on paper. */
double sz__scale_step(double denominator, double max_mm);

/* "12,345" */
void sz__thousands(char *buffer, size_t size, int64_t value);

/* A number of tenths with a decimal point in any locale: 94 is "9.4". Not below 0. */
void sz__tenths(char *buffer, size_t size, int64_t tenths);

#endif
