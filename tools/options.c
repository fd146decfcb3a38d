/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Parsing a command line by a table of options. */
#include "options.h"

#include <errno.h>
#include <math.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "command.h"
#include "i18n.h"
#include "talk.h"
#include "width.h"

#define NEAR 2 /* edits that a typing mistake may have */

void opt_list_release(struct opt_list *list)
{
    free(list->items);
    list->items = NULL;
    list->n = 0;
}

/* Edits between two words, at most 63 bytes each; longer ones are far apart. */
static size_t distance(const char *a, const char *b)
{
    size_t row[64];
    size_t na = strlen(a), nb = strlen(b);
    if (na >= 64 || nb >= 64)
        return 64;
    for (size_t j = 0; j <= nb; j++)
        row[j] = j;
    for (size_t i = 1; i <= na; i++) {
        size_t diagonal = row[0];
        row[0] = i;
        for (size_t j = 1; j <= nb; j++) {
            size_t best = diagonal + (a[i - 1] != b[j - 1]);
            diagonal = row[j];
            if (row[j] + 1 < best)
                best = row[j] + 1;
            if (row[j - 1] + 1 < best)
                best = row[j - 1] + 1;
            row[j] = best;
        }
    }
    return row[nb];
}

const char *nearest_word(const char *word, const char *const *words, size_t n)
{
    const char *best = NULL;
    size_t least = NEAR + 1;
    for (size_t i = 0; i < n; i++) {
        size_t d = distance(word, words[i]);
        size_t length = strlen(word);
        if (length >= 3 && strncmp(word, words[i], length) == 0)
            d = d < NEAR ? d : NEAR; /* the beginning of a word is near it */
        if (d < least && d < strlen(words[i])) {
            least = d;
            best = words[i];
        }
    }
    return best;
}

static void unknown_option(const struct command *command, const char *name)
{
    const char *names[64];
    size_t n = 0;
    for (size_t i = 0; i < command->n_opts && n < COUNT(names); i++)
        names[n++] = command->opts[i].name;
    const char *near = nearest_word(name, names, n);
    if (near)
        talk_error(command->name, _("unknown option: --%s (did you mean --%s?)"), name,
                   near);
    else
        talk_error(command->name, _("unknown option: --%s"), name);
}

static int index_of_word(const char *words, const char *text, size_t length)
{
    int index = 0;
    for (const char *at = words;; index++) {
        const char *end = strchr(at, '|');
        size_t n = end ? (size_t)(end - at) : strlen(at);
        if (n == length && strncmp(at, text, n) == 0)
            return index;
        if (!end)
            return -1;
        at = end + 1;
    }
}

static bool parse_whole(const char *text, int64_t *out)
{
    char *end = NULL;
    errno = 0;
    long long value = strtoll(text, &end, 10);
    if (end == text || *end || errno)
        return false;
    *out = value;
    return true;
}

static bool parse_real(const char *text, double *out)
{
    char *end = NULL;
    double value = strtod(text, &end); /* LC_NUMERIC is "C": see main() */
    if (end == text || *end || !isfinite(value))
        return false;
    *out = value;
    return true;
}

static bool out_of_range(const struct command *command, const struct opt *opt,
                         const char *text)
{
    talk_error(command->name, _("not within %.15g .. %.0f: --%s=%s"), opt->low,
               opt->high, opt->name, text);
    return false;
}

static bool append(const struct command *command, struct opt_list *list,
                   const char *text)
{
    const char **items = realloc(list->items, (list->n + 1) * sizeof *items);
    if (!items) {
        talk_error(command->name, _("out of memory"));
        return false;
    }
    items[list->n++] = text;
    list->items = items;
    return true;
}

/* Store one value; on failure a message has been printed. */
static bool store(const struct command *command, const struct opt *opt,
                  const char *text, void *values)
{
    void *at = (char *)values + opt->at;
    int64_t whole;
    double real;
    int word;
    switch (opt->kind) {
    case OPT_FLAG:
        word = text ? index_of_word("no|yes", text, strlen(text)) : 1;
        if (word < 0) {
            talk_error(command->name, _("neither yes nor no: --%s=%s"), opt->name,
                       text);
            return false;
        }
        *(int *)at = word;
        return true;
    case OPT_TEXT:
        *(const char **)at = text;
        return true;
    case OPT_LIST:
        return append(command, at, text);
    case OPT_WHOLE:
        if (!parse_whole(text, &whole)) {
            talk_error(command->name, _("not a whole number: --%s=%s"), opt->name,
                       text);
            return false;
        }
        if ((double)whole < opt->low || (double)whole > opt->high)
            return out_of_range(command, opt, text);
        *(int64_t *)at = whole;
        return true;
    case OPT_REAL:
        if (!parse_real(text, &real)) {
            talk_error(command->name, _("not a number: --%s=%s"), opt->name, text);
            return false;
        }
        if (real < opt->low || real > opt->high)
            return out_of_range(command, opt, text);
        *(double *)at = real;
        return true;
    case OPT_WORD:
        word = index_of_word(opt->words, text, strlen(text));
        if (word < 0) {
            talk_error(command->name, _("none of %s: --%s=%s"), opt->words, opt->name,
                       text);
            return false;
        }
        *(int *)at = word;
        return true;
    }
    return false;
}

static const struct opt *find_name(const struct command *command, const char *name,
                                   size_t length)
{
    for (size_t i = 0; i < command->n_opts; i++) {
        const char *known = command->opts[i].name;
        if (strlen(known) == length && strncmp(known, name, length) == 0)
            return &command->opts[i];
    }
    return NULL;
}

static const struct opt *find_letter(const struct command *command, char letter)
{
    for (size_t i = 0; i < command->n_opts; i++)
        if (command->opts[i].letter == letter)
            return &command->opts[i];
    return NULL;
}

/* Find the option of one argument, and the value that is glued to it. */
static const struct opt *which(const struct command *command, const char *arg,
                               const char **text)
{
    const struct opt *opt;
    *text = NULL;
    if (arg[1] == '-') {
        const char *equals = strchr(arg, '=');
        size_t length = equals ? (size_t)(equals - arg - 2) : strlen(arg + 2);
        opt = find_name(command, arg + 2, length);
        if (opt) {
            *text = equals ? equals + 1 : NULL;
            return opt;
        }
        char name[128]; /* a longer one is cut */
        snprintf(name, sizeof name, "%.*s", length < 127 ? (int)length : 127, arg + 2);
        unknown_option(command, name);
        return NULL;
    }
    opt = find_letter(command, arg[1]);
    if (!opt) {
        talk_error(command->name, _("unknown option: %s"), arg);
        return NULL;
    }
    if (arg[2])
        *text = arg + 2;
    return opt;
}

static bool asks_help(int argc, char **argv)
{
    for (int i = 1; i < argc && strcmp(argv[i], "--") != 0; i++)
        if (strcmp(argv[i], "--help") == 0 || strcmp(argv[i], "-h") == 0)
            return true;
    return false;
}

/* The option that was given instead of the operand, or NULL. */
static const struct opt *given_instead(const struct command *command, const void *values)
{
    for (size_t i = 0; i < command->n_opts; i++) {
        const struct opt *opt = &command->opts[i];
        if (opt->operand && *(const char *const *)((const char *)values + opt->at))
            return opt;
    }
    return NULL;
}

/* Is everything there that must be? */
static bool complete(const struct command *command, const void *values,
                     const char *const *operand)
{
    const struct opt *instead = given_instead(command, values);
    if (command->operand && !*operand && !instead) {
        talk_error(command->name, _("not given: %s"), command->operand);
        return false;
    }
    if (instead && *operand) {
        talk_error(command->name, _("not expected with --%s: %s"), instead->name,
                   *operand);
        return false;
    }
    for (size_t i = 0; i < command->n_opts; i++) {
        const struct opt *opt = &command->opts[i];
        const void *at = (const char *)values + opt->at;
        if (!opt->required)
            continue;
        if (opt->kind == OPT_LIST ? ((const struct opt_list *)at)->n == 0
                                  : !*(const char *const *)at) {
            talk_error(command->name, _("not given: --%s=%s"), opt->name, opt->arg);
            return false;
        }
    }
    return true;
}

/* How many operands the command takes. */
static int most_operands(const struct command *command, int argc)
{
    const char *operand = command->operand;
    return !operand ? 0 : strstr(operand, "...") ? argc : strchr(operand, ' ') ? 2 : 1;
}

enum parsed options_parse(const struct command *command, int argc, char **argv,
                          void *values, const char **operand)
{
    bool only_operands = false;
    int n_operands = 0;
    if (asks_help(argc, argv)) {
        options_usage(command, values, stdout);
        return PARSED_HELP;
    }
    for (int i = 1; i < argc; i++) {
        const char *arg = argv[i], *text;
        if (only_operands || arg[0] != '-' || arg[1] == '\0') {
            if (n_operands == most_operands(command, argc)) {
                talk_error(command->name, _("not expected: %s"), arg);
                goto wrong;
            }
            operand[n_operands++] = arg;
            continue;
        }
        if (strcmp(arg, "--") == 0) {
            only_operands = true;
            continue;
        }
        const struct opt *opt = which(command, arg, &text);
        if (!opt)
            goto wrong;
        if (!text && opt->kind != OPT_FLAG) {
            if (i + 1 == argc) {
                talk_error(command->name, _("no value given: --%s=%s"), opt->name,
                           opt->arg);
                goto wrong;
            }
            text = argv[++i];
        }
        if (!store(command, opt, text, values))
            goto wrong;
    }
    if (complete(command, values, (const char *const *)operand))
        return PARSED;
wrong:
    talk(_("see 'sizhi %s --help'"), command->name);
    return PARSED_WRONG;
}

/* "-o, --output=FILE" of one option, into a buffer. */
static void left_side(const struct opt *opt, char *buffer, size_t size)
{
    char letter[8] = "    ";
    if (opt->letter)
        snprintf(letter, sizeof letter, "-%c, ", opt->letter);
    if (opt->kind == OPT_FLAG)
        snprintf(buffer, size, "  %s--%s%s", letter, opt->name,
                 opt->arg ? "[=yes|no]" : "");
    else
        snprintf(buffer, size, "  %s--%s=%s", letter, opt->name,
                 opt->kind == OPT_WORD ? opt->words : opt->arg);
}

static void print_default(const struct opt *opt, const void *values, FILE *out)
{
    const void *at = (const char *)values + opt->at;
    if (opt->kind == OPT_WHOLE && *(const int64_t *)at > 0)
        fprintf(out, " [%lld]", (long long)*(const int64_t *)at);
    else if (opt->kind == OPT_REAL && *(const double *)at > 0)
        fprintf(out, " [%g]", *(const double *)at);
    else if (opt->kind == OPT_TEXT && *(const char *const *)at)
        fprintf(out, " [%s]", *(const char *const *)at);
    else if (opt->kind == OPT_FLAG && *(const int *)at > 0)
        fprintf(out, " [yes]");
    else if (opt->kind == OPT_WORD) {
        const char *word = opt->words;
        for (int i = *(const int *)at; i > 0; i--)
            word = strchr(word, '|') + 1;
        fprintf(out, " [%.*s]", (int)strcspn(word, "|"), word);
    }
}

void options_usage(const struct command *command, const void *values, FILE *out)
{
    char left[96];
    size_t widest = strlen("  -h, --help");
    for (size_t i = 0; i < command->n_opts; i++) {
        left_side(&command->opts[i], left, sizeof left);
        if (text_width(left) > widest)
            widest = text_width(left);
    }
    fprintf(out, _("Usage: sizhi %s"), command->name);
    if (command->operand)
        fprintf(out, " %s", command->operand);
    fprintf(out, "%s\n\n%s\n\n", _(" [options]"), _(command->summary));
    for (size_t i = 0; i < command->n_opts; i++) {
        const struct opt *opt = &command->opts[i];
        left_side(opt, left, sizeof left);
        fprintf(out, "%-*s  %s", (int)widest, left, _(opt->help));
        print_default(opt, values, out);
        fputc('\n', out);
    }
    fprintf(out, "%-*s  %s\n", (int)widest, "  -h, --help", _("print this and leave"));
    fprintf(out, _("\nMore: man sizhi-%s\n"), command->name);
}
