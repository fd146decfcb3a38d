/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Options as data: a table says name, type, range and where the value goes; usage
 * texts and error messages come from the same table. */
#ifndef TOOLS_OPTIONS_H
#define TOOLS_OPTIONS_H

#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

struct command;

enum opt_kind {
    OPT_FLAG,  /* int: --name, --name=yes, --name=no */
    OPT_TEXT,  /* const char *: pointer into argv */
    OPT_LIST,  /* struct opt_list: every --name VALUE, in order */
    OPT_WHOLE, /* int64_t in low .. high */
    OPT_REAL,  /* double in low .. high, decimal point */
    OPT_WORD   /* int: index into the words */
};

/* Texts of a repeatable option. Free with opt_list_release(). */
struct opt_list {
    const char **items; /* [n] pointers into argv */
    size_t n;
};

struct opt {
    const char *name; /* without dashes */
    char letter;      /* short form, or 0 */
    enum opt_kind kind;
    const char *arg;   /* what the value is called in usage: FILE, N */
    size_t at;         /* offset of the value in the command's struct */
    double low, high;  /* OPT_WHOLE, OPT_REAL */
    const char *words; /* OPT_WORD: "auto|yes|no" */
    int required;      /* OPT_TEXT, OPT_LIST: must be given */
    int operand;       /* OPT_TEXT: is given instead of the operand */
    const char *help;  /* one line, marked with N_() */
};

enum parsed {
    PARSED,      /* go on */
    PARSED_HELP, /* usage was asked for and printed */
    PARSED_WRONG /* a message stands on stderr */
};

/*
 * Parse argv[1..] by the command's table into values, which hold the defaults.
 * operand: set to the one operand when the command takes one; of a command that has a
 * second one, [2], of one that takes any number, [argc], all NULL before.
 */
enum parsed options_parse(const struct command *command, int argc, char **argv,
                          void *values, const char **operand);

/* Usage of one command; defaults are read from values. */
void options_usage(const struct command *command, const void *values, FILE *out);

/* The candidate nearest to a mistyped word, or NULL when none is near. */
const char *nearest_word(const char *word, const char *const *words, size_t n);

void opt_list_release(struct opt_list *list);

#endif
