/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Mutants of a seed that stay near to what readers accept. */
#ifndef SIZHI_FUZZ_MUTATE_H
#define SIZHI_FUZZ_MUTATE_H

#include <stddef.h>
#include <stdint.h>

#include "core/rng.h"

/* Change the SIZE bytes at DATA, which has room for MAX, in one to four places:
 * numbers written as text get other values or each other's, lines and stretches are
 * repeated, moved, left out, bytes changed, the end cut off. Returns the new size. */
size_t fuzz_mutate(uint8_t *data, size_t size, size_t max, sz_rng *rng);

#endif
