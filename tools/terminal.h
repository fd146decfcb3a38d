/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* What the program needs of POSIX, in one place. */
#ifndef TOOLS_TERMINAL_H
#define TOOLS_TERMINAL_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <time.h>

bool terminal_is_stderr(void); /* is stderr a terminal? */

/* The first Ctrl-C only sets a flag; the next one ends the program. */
void terminal_catch_interrupt(void);
bool terminal_interrupted(void);

/* Is this file there? */
bool terminal_file_exists(const char *path);

/* A number that differs between running processes, for names of files. */
uint64_t terminal_process(void);

/* Put FROM in the place of TO in one step; false with errno when that fails. */
bool terminal_replace(const char *from, const char *to);

/* Set the user's locale, and find the folder of message catalogues: beside the
 * program in a build tree, in ../share/locale from it, else the installed one. */
void terminal_set_language(const char *installed);

/* Have messages in this language until called with NULL: then in the user's again. */
void terminal_speak(const char *language);

/* Seconds since 1970: SOURCE_DATE_EPOCH when that is set, else now. */
time_t terminal_now(void);

/* Day to print on a sheet, "2025-06-01": of SOURCE_DATE_EPOCH when that is set,
 * else today. */
void terminal_date(char *buffer, size_t size);

#endif
