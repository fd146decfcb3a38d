/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Talk on stderr, progress on a terminal, Ctrl-C. */
#include "talk.h"

#include <stdarg.h>
#include <stdbool.h>
#include <stdio.h>

#include "command.h"
#include "i18n.h"
#include "terminal.h"

/* What stands on the terminal's last line; the program has one thread that talks. */
static bool line_open;
static const char *running;

void talk_set_command(const char *command)
{
    running = command;
}

const char *talk_command(void)
{
    return running;
}

static void close_line(void)
{
    if (line_open)
        fputs("\r\033[K", stderr);
    line_open = false;
}

static void print_line(const char *format, va_list args)
{
    vfprintf(stderr, format, args);
    fputc('\n', stderr);
}

void talk_error(const char *command, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    close_line();
    fflush(stdout);
    if (command)
        fprintf(stderr, "sizhi %s: ", command);
    else
        fputs("sizhi: ", stderr);
    print_line(format, args);
    va_end(args);
}

void talk(const char *format, ...)
{
    va_list args;
    va_start(args, format);
    close_line();
    print_line(format, args);
    va_end(args);
}

int talk_failure(const char *command, const sz_error *err)
{
    const char *message = err->message[0] ? err->message : sz_status_name(err->status);
    talk_error(command, "%s", message);
    return err->status == SZ_ERR_INVALID ? EXIT_USAGE : EXIT_DATA;
}

int talk_progress(double fraction, const char *what, void *data)
{
    (void)data;
    if (terminal_is_stderr()) {
        close_line();
        if (fraction < 1.0) {
            fprintf(stderr, "%3.0f %%  %s", fraction * 100.0, what ? what : "");
            line_open = true;
        }
        fflush(stderr);
    }
    return !terminal_interrupted();
}

void talk_catch_interrupt(void)
{
    terminal_catch_interrupt();
}
