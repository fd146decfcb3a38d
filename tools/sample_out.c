/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Writing rows, plans and checkpoints; see sample_out.h. */
#include "sample_out.h"

#include <errno.h>
#include <inttypes.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "command.h"
#include "i18n.h"
#include "talk.h"
#include "terminal.h"

#define MAGIC "sizhi sample checkpoint 1"

static const int decimals[SZ_N_FIGURES] = { 0, 0, 1, 1, 6, 0, 0 };

static int cannot(const char *path)
{
    talk_error("sample", _("cannot write %s: %s"), path, strerror(errno));
    return EXIT_DATA;
}

static char *beside(const char *path, const char *ending)
{
    size_t size = strlen(path) + strlen(ending) + 1;
    char *name = malloc(size);
    if (name)
        snprintf(name, size, "%s%s", path, ending);
    return name;
}

static int file_open(struct sample_file *f, const char *header)
{
    if (!f->path)
        return EXIT_DONE;
    errno = ENOMEM;
    if (!(f->part = beside(f->path, ".part")) || !(f->file = fopen(f->part, "wb")))
        return cannot(f->path);
    int n = fprintf(f->file, "%s\n", header);
    f->bytes = n;
    return n < 0 ? cannot(f->path) : EXIT_DONE;
}

static void rows_header(char *buffer, size_t size)
{
    size_t n = (size_t)snprintf(buffer, size, "chain,step,weight");
    for (int f = 0; f < SZ_N_FIGURES && n < size; f++)
        n += (size_t)snprintf(buffer + n, size - n, ",%s",
                              sz_figure_name((sz_figure)f));
}

static const char plans_header[] = "chain,step,changes";

int sample_out_open(struct sample_out *out)
{
    char header[256];
    rows_header(header, sizeof header);
    int code = file_open(&out->rows, header);
    return code == EXIT_DONE ? file_open(&out->plans, plans_header) : code;
}

/* Copy the first BYTES of the file at FROM to TO; false when it has fewer. */
static int copy_head(const char *from, FILE *to, int64_t bytes)
{
    char buffer[65536];
    FILE *file = fopen(from, "rb");
    while (file && bytes > 0) {
        size_t want = bytes < (int64_t)sizeof buffer ? (size_t)bytes : sizeof buffer;
        size_t n = fread(buffer, 1, want, file);
        if (n == 0 || fwrite(buffer, 1, n, to) != n)
            break;
        bytes -= (int64_t)n;
    }
    if (file)
        fclose(file);
    return file && bytes == 0;
}

/* What was written up to the checkpoint stands in FILE.part when the run was killed, in
 * FILE when it was stopped. */
static int file_resume(struct sample_file *f, const char *header, int64_t bytes)
{
    if (!f->path || bytes == (int64_t)strlen(header) + 1) /* nothing was told yet */
        return file_open(f, header);
    char *fresh = beside(f->path, ".new");
    FILE *file = fresh ? fopen(fresh, "wb") : NULL;
    errno = ENOMEM;
    f->part = beside(f->path, ".part");
    int code = f->part && file ? EXIT_DONE : cannot(f->path);
    if (code == EXIT_DONE && !copy_head(f->part, file, bytes)) {
        rewind(file);
        if (!copy_head(f->path, file, bytes)) {
            talk_error("sample",
                       _("neither %s nor %s holds what the checkpoint tells of"),
                       f->part, f->path);
            code = EXIT_DATA;
        }
    }
    if (file && fclose(file) != 0 && code == EXIT_DONE)
        code = cannot(f->path);
    if (code == EXIT_DONE && (!terminal_replace(fresh, f->part) ||
                              !(f->file = fopen(f->part, "ab"))))
        code = cannot(f->path);
    if (code != EXIT_DONE && fresh) {
        remove(fresh);
        free(f->part); /* what is there is not ours to delete */
        f->part = NULL;
    }
    free(fresh);
    f->bytes = bytes;
    return code;
}

static int bad_checkpoint(const char *path)
{
    talk_error("sample", _("%s is no checkpoint of this run"), path);
    return EXIT_DATA;
}

int sample_out_resume(struct sample_out *out, const char *path, void **bytes,
                      size_t *size)
{
    char line[128], header[256];
    int64_t rows = 0, plans = 0;
    uint64_t length = 0;
    FILE *file = fopen(path, "rb");
    if (!file) {
        talk_error("sample", _("cannot read %s: %s"), path, strerror(errno));
        return EXIT_DATA;
    }
    int fine = fgets(line, sizeof line, file) &&
               sscanf(line, MAGIC " %" SCNd64 " %" SCNd64 " %" SCNu64, &rows, &plans,
                      &length) == 3 &&
               rows >= 0 && plans >= 0 && length < SIZE_MAX &&
               (*bytes = malloc((size_t)length + 1)) != NULL &&
               fread(*bytes, 1, (size_t)length + 1, file) == length;
    fclose(file);
    *size = (size_t)length;
    if (!fine || (out->rows.path && rows == 0) || (out->plans.path && plans == 0))
        return bad_checkpoint(path);
    rows_header(header, sizeof header);
    int code = file_resume(&out->rows, header, rows);
    return code == EXIT_DONE ? file_resume(&out->plans, plans_header, plans) : code;
}

/* One line of either file, of N bytes or -1. */
static int wrote(struct sample_out *out, struct sample_file *f, int n)
{
    if (n < 0) {
        cannot(f->path);
        out->failed = 1;
        return 0;
    }
    f->bytes += n;
    return 1;
}

static int write_row(struct sample_out *out, const sz_sampled *s)
{
    char line[512];
    size_t n = (size_t)snprintf(line, sizeof line, "%u,%" PRIu64 ",%.6g",
                                (unsigned)s->chain + 1, s->step, s->weight);
    for (int f = 0; f < SZ_N_FIGURES; f++)
        if (isnan(s->figure[f]))
            line[n++] = ',';
        else
            n += (size_t)snprintf(line + n, sizeof line - n, ",%.*f", decimals[f],
                                  s->figure[f]);
    line[n++] = '\n';
    return wrote(out, &out->rows,
                 fwrite(line, 1, n, out->rows.file) == n ? (int)n : -1);
}

static int write_plan(struct sample_out *out, const sz_sampled *s)
{
    FILE *file = out->plans.file;
    int fine = wrote(out, &out->plans, fprintf(file, "%u,%" PRIu64 ",",
                                               (unsigned)s->chain + 1, s->step));
    for (size_t i = 0; i < s->n_changed && fine; i++)
        fine = wrote(out, &out->plans,
                     fprintf(file, "%s%d=%d", i ? " " : "", (int)s->changed[i] + 1,
                             (int)s->community[i] + 1));
    return fine && wrote(out, &out->plans, fputc('\n', file) == EOF ? -1 : 1);
}

int sample_out_plan(const sz_sampled *sampled, void *data)
{
    struct sample_out *out = data;
    return !out->failed && (!out->rows.path || write_row(out, sampled)) &&
           (!out->plans.path || write_plan(out, sampled));
}

static int flush(struct sample_file *f)
{
    return !f->file || fflush(f->file) == 0;
}

int sample_out_checkpoint(const void *bytes, size_t size, void *data)
{
    struct sample_out *out = data;
    char *part = beside(out->checkpoint, ".part");
    if (out->failed) {
        free(part);
        return 0;
    }
    FILE *file = part && flush(&out->rows) && flush(&out->plans) ? fopen(part, "wb")
                                                                 : NULL;
    int fine = file && fprintf(file, MAGIC " %" PRId64 " %" PRId64 " %zu\n",
                               out->rows.bytes, out->plans.bytes, size) > 0 &&
               fwrite(bytes, 1, size, file) == size;
    if (file && fclose(file) != 0)
        fine = 0;
    if (!fine || !terminal_replace(part, out->checkpoint)) {
        cannot(out->checkpoint);
        if (part)
            remove(part);
        out->failed = 1;
    }
    free(part);
    return !out->failed;
}

static int file_close(struct sample_file *f, int whole)
{
    int code = EXIT_DONE;
    if (f->file && fclose(f->file) != 0 && whole)
        code = cannot(f->path);
    if (f->file && whole && code == EXIT_DONE && !terminal_replace(f->part, f->path))
        code = cannot(f->path);
    if (f->file && (!whole || code != EXIT_DONE))
        remove(f->part);
    free(f->part);
    f->file = NULL;
    f->part = NULL;
    return code;
}

int sample_out_close(struct sample_out *out, int whole)
{
    whole = whole && !out->failed;
    int rows = file_close(&out->rows, whole), plans = file_close(&out->plans, whole);
    return out->failed ? EXIT_DATA : rows != EXIT_DONE ? rows : plans;
}
