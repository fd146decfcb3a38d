/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Files that appear whole or not at all; CSV. */
#include "out_file.h"

#include <errno.h>
#include <inttypes.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "command.h"
#include "i18n.h"
#include "talk.h"
#include "terminal.h"

struct out_file out_open(const char *path)
{
    struct out_file out = { stdout, NULL, path, false };
    if (!path)
        return out;
    size_t size = strlen(path) + 64;
    out.file = NULL;
    out.part = malloc(size);
    errno = out.part ? EEXIST : ENOMEM;
    for (int k = 0; !out.file && errno == EEXIST && k < 1000; k++) {
        snprintf(out.part, size, "%s.%" PRIu64 "-%d.part", path, terminal_process(), k);
        out.file = fopen(out.part, "wbx");
    }
    return out;
}

int out_close(struct out_file *out, const char *command)
{
    if (out->nomem) {
        out_drop(out);
        talk_error(command, _("out of memory"));
        return EXIT_DATA;
    }
    if (!out->path) /* main() sees whether all of stdout was written */
        return EXIT_DONE;
    int bad = !out->file || ferror(out->file);
    bad |= out->file && fclose(out->file) != 0;
    bad = bad || !terminal_replace(out->part, out->path);
    if (bad) {
        talk_error(command, _("cannot write %s: %s"), out->path, strerror(errno));
        if (out->file)
            remove(out->part);
    }
    free(out->part);
    return bad ? EXIT_DATA : EXIT_DONE;
}

void out_drop(struct out_file *out)
{
    if (out->file && out->path) {
        fclose(out->file);
        remove(out->part);
    }
    free(out->part);
}

void csv_text(struct out_file *out, const char *text, char after)
{
    char field[2 * SZ_MESSAGE_SIZE + 4]; /* enough for what is no longer than a message */
    size_t n = sz_csv_field(text, field, sizeof field);
    char *more = n < sizeof field ? NULL : malloc(n + 1);
    if (more)
        sz_csv_field(text, more, n + 1);
    out->nomem |= n >= sizeof field && !more;
    fputs(more ? more : field, out->file);
    free(more);
    fputc(after, out->file);
}

void csv_number(struct out_file *out, double number, char after)
{
    char text[64];
    if (isfinite(number)) {
        snprintf(text, sizeof text, "%.6f", number);
        size_t n = strlen(text);
        for (size_t i = 0; i < n; i++)
            if (text[i] == ',')
                text[i] = '.';
        while (text[n - 1] == '0')
            n--;
        n -= text[n - 1] == '.';
        fprintf(out->file, "%.*s", (int)n, text);
    }
    fputc(after, out->file);
}

void csv_count(struct out_file *out, int64_t number, char after)
{
    if (number >= 0)
        fprintf(out->file, "%lld", (long long)number);
    fputc(after, out->file);
}
