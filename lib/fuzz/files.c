/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "fuzz/files.h"

#include <cpl_vsi.h>

#include "core/platform.h"

static const char mark[] = "== ";

/* Start of the next line that begins a file, END when there is none. */
static const uint8_t *next_file(const uint8_t *at, const uint8_t *end)
{
    size_t n = sizeof mark - 1;
    for (bool fresh = true; at + n <= end; fresh = *at++ == '\n')
        if (fresh && memcmp(at, mark, n) == 0)
            return at;
    return end;
}

static bool new_name(const fuzz_files *files, const char *name)
{
    static const char letters[] = "abcdefghijklmnopqrstuvwxyz_0123456789.";
    if (*name == '.' || !*name || name[strspn(name, letters)])
        return false;
    for (int i = 0; i < files->n; i++)
        if (strcmp(files->name[i], name) == 0)
            return false;
    return true;
}

/* Lay down the file whose first line is at AT. */
static void lay_down(fuzz_files *files, const uint8_t *at, const uint8_t *end)
{
    char name[FUZZ_NAME] = "", path[128];
    size_t n = 0;
    for (at += sizeof mark - 1; at < end && *at != '\n'; at++)
        if (n + 1 < sizeof name)
            name[n++] = (char)*at;
    if (at == end || files->n == FUZZ_FILES || !new_name(files, name))
        return;
    memcpy(files->name[files->n++], name, sizeof name);
    fuzz_files_path(files, name, path);
    FILE *f = fopen(path, "wb");
    FUZZ_MUST(f && fwrite(at + 1, 1, (size_t)(end - at - 1), f) == (size_t)(end - at - 1));
    FUZZ_MUST(fclose(f) == 0);
}

void fuzz_files_open(fuzz_files *out, const uint8_t *data, size_t size)
{
    const char *home = getenv("TMPDIR");
    const uint8_t *end = data + size, *at = next_file(data, end), *next;
    size_t n = (size_t)(at - data);
    memset(out, 0, sizeof *out);
    memcpy(out->options, data, n < sizeof out->options ? n : sizeof out->options - 1);
    int k = 0;
    do
        snprintf(out->dir, sizeof out->dir, "%.30s/fuzz-%llu-%d", home ? home : ".",
                 (unsigned long long)sz__process(), k++);
    while (!sz__mkdir_new(out->dir) && k < 1000);
    FUZZ_MUST_SAY(sz__is_dir(out->dir), out->dir);
    for (; at < end; at = next) {
        next = next_file(at + 1, end);
        lay_down(out, at, next);
    }
}

void fuzz_files_close(const fuzz_files *files)
{
    FUZZ_MUST(VSIRmdirRecursive(files->dir) == 0);
}

void fuzz_files_path(const fuzz_files *files, const char *name, char path[128])
{
    snprintf(path, 128, "%s/%s", files->dir, name);
}
