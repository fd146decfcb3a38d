/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Reading a table of links; see plan_links.h. */
#include "plan_links.h"

#include <errno.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "command.h"
#include "i18n.h"
#include "show.h"
#include "talk.h"

enum { LONGEST = 4096, CELLS = 16 };

void plan_links_free(struct plan_link *links, size_t n)
{
    for (size_t i = 0; links && i < n; i++) {
        free(links[i].a);
        free(links[i].b);
        free(links[i].reason);
    }
    free(links);
}

/* Cut LINE into cells, which stay in it; quotes are taken away. How many, -1 when a
 * quote is not closed or there are too many. */
static int cut(char *line, const char *cells[CELLS])
{
    int n = 0;
    for (char *at = line; at; n++) {
        char *to = at, *from = at;
        bool quoted = *from == '"';
        if (n == CELLS)
            return -1;
        cells[n] = to;
        from += quoted;
        while (*from && (quoted || *from != ',')) {
            if (quoted && *from == '"' && *++from != '"') {
                quoted = false;
                continue;
            }
            *to++ = *from++;
        }
        if (quoted)
            return -1;
        at = *from == ',' ? from + 1 : NULL;
        *to = '\0';
    }
    return n;
}

static int column(const char *const *cells, int n, const char *name)
{
    for (int i = 0; i < n; i++)
        if (strcmp(cells[i], name) == 0)
            return i;
    return -1;
}

/* A table that is being read. */
struct reading {
    const char *file;
    FILE *in;
    int line, a, b, reason; /* columns */
    struct plan_link *links;
    size_t n;
};

static int fail(const struct reading *r, const char *what)
{
    talk_error("plan", _("%s, line %d: %s"), r->file, r->line, what);
    return EXIT_DATA;
}

/* The next line that is not empty, cut into cells; *N is 0 at the end. */
static int next(struct reading *r, char line[LONGEST], const char *cells[CELLS], int *n)
{
    *n = 0;
    while (fgets(line, LONGEST, r->in)) {
        size_t length = strlen(line);
        r->line++;
        if (length == LONGEST - 1 && line[length - 1] != '\n')
            return fail(r, _("the line is too long"));
        while (length && strchr("\r\n", line[length - 1]))
            line[--length] = '\0';
        char *text = r->line == 1 && strncmp(line, "\xef\xbb\xbf", 3) == 0 ? line + 3
                                                                           : line;
        if (!*text)
            continue;
        *n = cut(text, cells);
        return *n < 0 ? fail(r, _("a quote is not closed, or there are too many columns"))
                      : EXIT_DONE;
    }
    return EXIT_DONE;
}

static int read_row(struct reading *r, const char *const *cells, int n)
{
    const char *a = r->a < n ? cells[r->a] : "", *b = r->b < n ? cells[r->b] : "";
    const char *reason = r->reason >= 0 && r->reason < n ? cells[r->reason] : "";
    if (!*a || !*b)
        return fail(r, _("a link needs two units or parcels, in columns a and b"));
    struct plan_link *more = realloc(r->links, (r->n + 1) * sizeof *more);
    if (more) {
        r->links = more;
        more[r->n] = (struct plan_link){ text_copy(a), text_copy(b), text_copy(reason),
                                         r->line };
        r->n++;
    }
    if (more && more[r->n - 1].a && more[r->n - 1].b && more[r->n - 1].reason)
        return EXIT_DONE;
    talk_error("plan", _("out of memory"));
    return EXIT_DATA;
}

int plan_links_read(const char *file, struct plan_link **out, size_t *n)
{
    char line[LONGEST];
    const char *cells[CELLS];
    int count, code;
    struct reading r = { .file = file, .in = fopen(file, "rb") };
    if (!r.in) {
        talk_error("plan", "%s: %s", file, strerror(errno));
        return EXIT_DATA;
    }
    code = next(&r, line, cells, &count);
    r.a = column(cells, count, "a");
    r.b = column(cells, count, "b");
    r.reason = column(cells, count, "reason");
    if (code == EXIT_DONE && (r.a < 0 || r.b < 0))
        code = fail(&r, _("there are no columns a and b"));
    while (code == EXIT_DONE && (code = next(&r, line, cells, &count)) == EXIT_DONE &&
           count > 0)
        code = read_row(&r, cells, count);
    fclose(r.in);
    if (code == EXIT_DONE) {
        *out = r.links;
        *n = r.n;
    } else {
        plan_links_free(r.links, r.n);
    }
    return code;
}
