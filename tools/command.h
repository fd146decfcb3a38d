/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* What a command of the program is: help, usage and the tests of the manual pages
 * walk the table of these in main.c. */
#ifndef TOOLS_COMMAND_H
#define TOOLS_COMMAND_H

#include "options.h"

/* Exit codes, the same for every command. */
enum {
    EXIT_DONE = 0,
    EXIT_DATA = 1,    /* a file cannot be read, used or written */
    EXIT_USAGE = 2,   /* the command line is wrong */
    EXIT_FINDINGS = 3 /* done, but errors were found, or no plan is feasible */
};

struct command {
    const char *name;
    const char *operand;    /* "PROJECT"; "PROJECT [SCRIPT]": a second one may follow;
                               "PROJECT...": any number; NULL: the command takes none */
    const char *summary;    /* one line, for `sizhi help` */
    const struct opt *opts; /* [n_opts] */
    size_t n_opts;
    int (*run)(int argc, char **argv); /* argv[0] is the command's name */
};

extern const struct command cmd_apply, cmd_audit, cmd_check, cmd_compare, cmd_describe,
    cmd_export, cmd_import, cmd_map, cmd_plan, cmd_policies, cmd_report, cmd_sample;

#define COUNT(a) (sizeof(a) / sizeof *(a))

#endif
