/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Files that appear whole or not at all; CSV. */
#include "out_file.h"

#include <errno.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "command.h"
#include "i18n.h"
#include "talk.h"
#include "terminal.h"

struct out_file out_open(const char *path)
{
    size_t size = strlen(path) + sizeof ".part";
    struct out_file out = { NULL, malloc(size), path };
    errno = ENOMEM;
    if (out.part) {
        snprintf(out.part, size, "%s.part", path);
        out.file = fopen(out.part, "wb");
    }
    return out;
}

int out_close(struct out_file *out, const char *command)
{
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
    if (out->file) {
        fclose(out->file);
        remove(out->part);
    }
    free(out->part);
}

void csv_text(FILE *file, const char *text, char after)
{
    char field[2 * SZ_MESSAGE_SIZE + 4]; /* enough for what is no longer than a message */
    size_t n = sz_csv_field(text, field, sizeof field);
    char *more = n < sizeof field ? NULL : malloc(n + 1);
    if (more)
        sz_csv_field(text, more, n + 1);
    fputs(more ? more : field, file);
    free(more);
    fputc(after, file);
}

void csv_number(FILE *file, double number, char after)
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
        fprintf(file, "%.*s", (int)n, text);
    }
    fputc(after, file);
}

void csv_count(FILE *file, int64_t number, char after)
{
    if (number >= 0)
        fprintf(file, "%lld", (long long)number);
    fputc(after, file);
}
