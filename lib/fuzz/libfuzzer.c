/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Our mutants for libFuzzer, by turns with its own. */
#include "fuzz/fuzz.h"
#include "fuzz/mutate.h"

size_t LLVMFuzzerMutate(uint8_t *data, size_t size, size_t max);
size_t LLVMFuzzerCustomMutator(uint8_t *data, size_t size, size_t max, unsigned seed);

size_t LLVMFuzzerCustomMutator(uint8_t *data, size_t size, size_t max, unsigned seed)
{
    sz_rng rng;
    sz__rng_init(&rng, seed, 0);
    if (sz__rng_below(&rng, 2))
        return LLVMFuzzerMutate(data, size, max);
    return fuzz_mutate(data, size, max, &rng);
}
