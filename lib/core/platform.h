/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Everything that ISO C does not have and the operating system does. */
#ifndef SIZHI_CORE_PLATFORM_H
#define SIZHI_CORE_PLATFORM_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Seconds of a clock that never goes back. */
double sz__now(void);

/* Processors this process may use, at least 1. */
unsigned sz__cpus(void);

/* Put FROM in the place of TO in one step (both files, same volume). */
bool sz__rename(const char *from, const char *to);

/* Delete a file; true when it is gone, also when it was not there. */
bool sz__remove(const char *path);

bool sz__is_dir(const char *path);
bool sz__exists(const char *path);

/* Make a directory; true when it stands, also when it stood already. */
bool sz__mkdir(const char *path);

/* Make a directory that was not there before. */
bool sz__mkdir_new(const char *path);

/* Delete a directory and the plain files in it. */
bool sz__remove_dir(const char *path);

/* Delete a directory in which nothing is. */
bool sz__remove_empty_dir(const char *path);

/* Names of the files in a directory, *N of them in a block for sz__list_free(); NULL when
 * it cannot be read or memory is out. */
char **sz__list_dir(const char *path, size_t *n);
void sz__list_free(char **names, size_t n);

/* In this thread numbers have decimal points from here on, whatever the locale, until the
 * value is given back: for libraries that print numbers as the locale has them. NULL when
 * memory is out; giving that back does nothing. */
typedef struct sz_numbers sz_numbers;
sz_numbers *sz__numbers_plain(void);
void sz__numbers_back(sz_numbers *numbers);

/* A number that differs between running processes, for temporary names. */
uint64_t sz__process(void);

/* Bytes the process has held at most, 0 where unknown. */
uint64_t sz__peak_memory(void);

#endif
