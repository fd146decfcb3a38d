/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Talk on stderr: errors, notes, progress; and Ctrl-C. */
#ifndef TOOLS_TALK_H
#define TOOLS_TALK_H

#include <sizhi/core.h>

#if defined(__GNUC__)
#define TALK_FORMAT(f, a) __attribute__((format(printf, f, a)))
#else
#define TALK_FORMAT(f, a)
#endif

/* The command that runs, for what several commands share: set once, at the start. */
void talk_set_command(const char *command);
const char *talk_command(void);

/* "sizhi COMMAND: message" and a line break. */
void talk_error(const char *command, const char *format, ...) TALK_FORMAT(2, 3);

/* A line on stderr. */
void talk(const char *format, ...) TALK_FORMAT(1, 2);

/* Print a failure of the library; returns the exit code that it stands for. */
int talk_failure(const char *command, const sz_error *err);

/* For the library's progress options: draws on stderr when that is a terminal,
 * and stops the task after Ctrl-C. data is not used. */
int talk_progress(double fraction, const char *what, void *data);

/* From here on the first Ctrl-C asks the task to stop, the second one kills. */
void talk_catch_interrupt(void);

#endif
