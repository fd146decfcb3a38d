/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* What the fuzz targets share. A target is one file fuzz_NAME.c with the function
 * that libFuzzer knows; it is linked with replay.c into a test that runs the seeds of
 * testdata/fuzz/NAME and mutants of them, and with libfuzzer.c where the compiler has
 * libFuzzer:
 *
 *     CC=clang meson setup build-fuzz -Db_sanitize=address,undefined \
 *         -Db_lundef=false -Dc_args=-fsanitize=fuzzer-no-link
 *     ninja -C build-fuzz lib/fuzz/libfuzzer_map
 *     build-fuzz/lib/fuzz/libfuzzer_map NEW_SEEDS testdata/fuzz/map
 */
#ifndef SIZHI_FUZZ_FUZZ_H
#define SIZHI_FUZZ_FUZZ_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Run the target on SIZE bytes: 0, or -1 for an input not worth keeping. */
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* A condition that no input may break. */
#define FUZZ_MUST(condition)                                                       \
    ((condition) ? (void)0 : fuzz_broken(__FILE__, __LINE__, #condition, ""))
#define FUZZ_MUST_SAY(condition, text)                                             \
    ((condition) ? (void)0 : fuzz_broken(__FILE__, __LINE__, #condition, (text)))

_Noreturn static inline void fuzz_broken(const char *file, int line, const char *what,
                                         const char *text)
{
    fprintf(stderr, "%s:%d: does not hold: %s %s\n", file, line, what, text);
    abort();
}

/* Bytes being used up; what is beyond their end is 0. */
typedef struct fuzz_bytes {
    const uint8_t *at;
    size_t left;
} fuzz_bytes;

static inline uint32_t fuzz_take(fuzz_bytes *in, int bytes)
{
    uint32_t value = 0;
    for (int i = 0; i < bytes; i++) {
        value = value << 8 | (in->left ? *in->at : 0);
        in->at += in->left > 0;
        in->left -= in->left > 0;
    }
    return value;
}

/* A number below N. */
static inline uint32_t fuzz_below(fuzz_bytes *in, uint32_t n)
{
    return fuzz_take(in, n > 256 ? 2 : 1) % n;
}

#endif
