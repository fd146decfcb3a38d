/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Several files in one seed: a line "== NAME" begins each, and what stands before the
 * first is the text of options. They are laid down in a directory of their own. */
#ifndef SIZHI_FUZZ_FILES_H
#define SIZHI_FUZZ_FILES_H

#include "fuzz/fuzz.h"

enum { FUZZ_FILES = 12, FUZZ_NAME = 40 };

typedef struct fuzz_files {
    char dir[64];
    char options[512];       /* what stands before the first file, as much as fits */
    int n;
    char name[FUZZ_FILES][FUZZ_NAME];
} fuzz_files;

/* Lay down the files of SIZE bytes at DATA. A name has letters, digits, "_" and "."
 * only, else its file is left out; so is one whose name was there before. */
void fuzz_files_open(fuzz_files *out, const uint8_t *data, size_t size);
/* Delete them, the directory and what has been written there since. */
void fuzz_files_close(const fuzz_files *files);

/* DIR/NAME into PATH. */
void fuzz_files_path(const fuzz_files *files, const char *name, char path[128]);

#endif
