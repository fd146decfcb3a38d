/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The program's POSIX part: terminal, signals, locale, clock. */
#define _POSIX_C_SOURCE 200809L
#include "terminal.h"

#include <libintl.h>
#include <locale.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

static volatile sig_atomic_t interrupted;

bool terminal_is_stderr(void)
{
    return isatty(STDERR_FILENO);
}

static void on_interrupt(int number)
{
    (void)number;
    interrupted = 1;
}

void terminal_catch_interrupt(void)
{
    struct sigaction action;
    memset(&action, 0, sizeof action);
    action.sa_handler = on_interrupt;
    action.sa_flags = (int)SA_RESETHAND; /* the second Ctrl-C ends the program */
    sigemptyset(&action.sa_mask);
    sigaction(SIGINT, &action, NULL);
}

bool terminal_interrupted(void)
{
    return interrupted != 0;
}

bool terminal_file_exists(const char *path)
{
    return access(path, F_OK) == 0;
}

/* The locale the environment names; texts inside are UTF-8, numbers have points. A
 * machine that lacks a named Chinese locale still gets Chinese messages. */
static void set_locale(void)
{
    const char *wanted = getenv("LC_ALL");
    if (!wanted || !*wanted)
        wanted = getenv("LC_MESSAGES");
    if (!wanted || !*wanted)
        wanted = getenv("LANG");
    if (!setlocale(LC_ALL, "")) {
        setlocale(LC_ALL, "C.UTF-8");
        if (wanted && *wanted)
            setenv("LANGUAGE", wanted, 0);
    }
    setlocale(LC_NUMERIC, "C");
}

void terminal_set_language(const char *installed)
{
    static const char *const beside[] = { "po", "../share/locale" };
    char program[4096], folder[4200];
    const char *found = installed;
    set_locale();
    ssize_t n = readlink("/proc/self/exe", program, sizeof program - 1);
    if (n > 0) {
        program[n] = '\0';
        char *slash = strrchr(program, '/');
        if (slash)
            *slash = '\0';
        for (size_t i = 0; i < 2; i++) {
            char catalogue[4300];
            snprintf(folder, sizeof folder, "%s/%s", program, beside[i]);
            snprintf(catalogue, sizeof catalogue, "%s/zh_CN/LC_MESSAGES/sizhi.mo",
                     folder);
            if (terminal_file_exists(catalogue)) {
                found = folder;
                break;
            }
        }
    }
    bindtextdomain("sizhi", found);
    bind_textdomain_codeset("sizhi", "UTF-8");
    textdomain("sizhi");
}

void terminal_speak(const char *language)
{
    static char *wanted, *locale; /* the user's, while another language is spoken */
    const char *now = getenv("LANGUAGE");
    if (language) {
        wanted = now ? strdup(now) : NULL;
        locale = strdup(setlocale(LC_MESSAGES, NULL));
        if (locale && (strcmp(locale, "C") == 0 || strcmp(locale, "POSIX") == 0))
            setlocale(LC_MESSAGES, "C.UTF-8"); /* C has no translations */
        setenv("LANGUAGE", language, 1);
    } else {
        if (wanted)
            setenv("LANGUAGE", wanted, 1);
        else
            unsetenv("LANGUAGE");
        if (locale)
            setlocale(LC_MESSAGES, locale);
        free(wanted);
        free(locale);
        wanted = locale = NULL;
    }
    textdomain("sizhi"); /* what was looked up before is forgotten */
}

time_t terminal_now(void)
{
    const char *epoch = getenv("SOURCE_DATE_EPOCH");
    return epoch && *epoch ? (time_t)strtoll(epoch, NULL, 10) : time(NULL);
}

void terminal_date(char *buffer, size_t size)
{
    const char *epoch = getenv("SOURCE_DATE_EPOCH");
    time_t when = terminal_now();
    struct tm day;
    if (epoch && *epoch ? !gmtime_r(&when, &day) : !localtime_r(&when, &day))
        memset(&day, 0, sizeof day);
    strftime(buffer, size, "%Y-%m-%d", &day);
}

uint64_t terminal_process(void)
{
    return (uint64_t)getpid();
}

bool terminal_replace(const char *from, const char *to)
{
    return rename(from, to) == 0;
}
