/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The sizhi program: finds the command and runs it. */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "command.h"
#include "i18n.h"
#include "talk.h"
#include "terminal.h"

static const struct command *const commands[] = {
    &cmd_import, &cmd_audit, &cmd_plan, &cmd_apply, &cmd_describe, &cmd_compare,
    &cmd_map, &cmd_report, &cmd_export, &cmd_check, &cmd_sample, &cmd_policies,
};

static const struct command *find_command(const char *name)
{
    for (size_t i = 0; i < COUNT(commands); i++)
        if (strcmp(commands[i]->name, name) == 0)
            return commands[i];
    return NULL;
}

static void usage(FILE *out)
{
    fputs(_("Usage: sizhi COMMAND [options]\n\n"
            "Re-draws the resident communities of a sub-district.\n\n"),
          out);
    for (size_t i = 0; i < COUNT(commands); i++)
        fprintf(out, "  %-8s  %s\n", commands[i]->name, _(commands[i]->summary));
    fprintf(out, "  %-8s  %s\n", "help", _("print the options of a command"));
    fputs(_("\nMore: sizhi COMMAND --help, man sizhi\n"), out);
}

static int unknown_command(const char *name)
{
    const char *names[COUNT(commands) + 1] = { "help" };
    for (size_t i = 0; i < COUNT(commands); i++)
        names[i + 1] = commands[i]->name;
    const char *near = nearest_word(name, names, COUNT(names));
    if (name[0] == '-')
        talk_error(NULL, _("unknown option: %s"), name);
    else if (near)
        talk_error(NULL, _("unknown command: %s (did you mean %s?)"), name, near);
    else
        talk_error(NULL, _("unknown command: %s"), name);
    talk(_("see 'sizhi help'"));
    return EXIT_USAGE;
}

/* `sizhi help`, `sizhi help COMMAND` */
static int help(int argc, char **argv)
{
    char option[] = "--help";
    if (argc < 2) {
        usage(stdout);
        return EXIT_DONE;
    }
    const struct command *command = find_command(argv[1]);
    if (!command)
        return unknown_command(argv[1]);
    char *asked[] = { argv[1], option, NULL };
    return command->run(2, asked);
}

static int run(int argc, char **argv)
{
    if (argc < 2) {
        usage(stderr);
        return EXIT_USAGE;
    }
    if (strcmp(argv[1], "--version") == 0) {
        printf("sizhi %s\n", sz_version());
        return EXIT_DONE;
    }
    if (strcmp(argv[1], "help") == 0)
        return help(argc - 1, argv + 1);
    if (strcmp(argv[1], "--help") == 0 || strcmp(argv[1], "-h") == 0)
        return help(1, argv);
    const struct command *command = find_command(argv[1]);
    if (!command)
        return unknown_command(argv[1]);
    talk_set_command(command->name);
    return command->run(argc - 1, argv + 1);
}

int main(int argc, char **argv)
{
    terminal_set_language(LOCALEDIR);
    int code = run(argc, argv);
    errno = 0;
    if (fflush(stdout) != 0 || ferror(stdout)) {
        talk_error(NULL, _("standard output cannot be written: %s"), strerror(errno));
        return EXIT_DATA;
    }
    return code;
}
