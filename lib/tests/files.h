/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Files for tests, in a directory of their own below the current one. */
#ifndef SIZHI_TESTS_FILES_H
#define SIZHI_TESTS_FILES_H

#include <cpl_string.h>
#include <cpl_vsi.h>
#include <string.h>

#include "core/platform.h"
#include "tests/suite.h"

/* A new directory; its name goes into DIR. */
static inline void files_open(char dir[64])
{
    int k = 0;
    do
        snprintf(dir, 64, "test-%llu-%d", (unsigned long long)sz__process(), k++);
    while (!sz__mkdir_new(dir) && k < 1000);
    ck_assert(sz__is_dir(dir));
}

/* Delete it with all that is in it. */
static inline void files_close(const char *dir)
{
    ck_assert_int_eq(VSIRmdirRecursive(dir), 0);
}

static inline int files_count(const char *dir)
{
    char **names = VSIReadDir(dir);
    int n = 0;
    for (int i = 0; names && names[i]; i++)
        n += strcmp(names[i], ".") != 0 && strcmp(names[i], "..") != 0;
    CSLDestroy(names);
    return n;
}

static inline void files_write(const char *path, const char *text)
{
    FILE *f = fopen(path, "wb");
    ck_assert_ptr_nonnull(f);
    ck_assert_uint_eq(fwrite(text, 1, strlen(text), f), strlen(text));
    ck_assert_int_eq(fclose(f), 0);
}

/* The bytes of a file, NUL behind them; the caller frees. */
static inline char *files_bytes(const char *path, size_t *size)
{
    FILE *f = fopen(path, "rb");
    ck_assert_msg(f != NULL, "no file %s", path);
    ck_assert_int_eq(fseek(f, 0, SEEK_END), 0);
    long n = ftell(f);
    rewind(f);
    char *bytes = malloc((size_t)n + 1);
    ck_assert_ptr_nonnull(bytes);
    ck_assert_uint_eq(fread(bytes, 1, (size_t)n, f), (size_t)n);
    bytes[n] = '\0';
    fclose(f);
    *size = (size_t)n;
    return bytes;
}

static inline int files_same(const char *a, const char *b)
{
    size_t n, m;
    char *x = files_bytes(a, &n), *y = files_bytes(b, &m);
    int same = n == m && memcmp(x, y, n) == 0;
    free(x);
    free(y);
    return same;
}

/* Whether the file holds just TEXT. */
static inline int files_hold(const char *path, const char *text)
{
    size_t n;
    char *bytes = files_bytes(path, &n);
    int same = n == strlen(text) && memcmp(bytes, text, n) == 0;
    free(bytes);
    return same;
}

#endif
