/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Files that sizhi sample writes while it runs: a row of figures for every plan, the
 * plans themselves, checkpoints. Each grows beside its place, in FILE.part, and is put
 * there in one step at the end. The formats stand in sizhi-files(5). */
#ifndef TOOLS_SAMPLE_OUT_H
#define TOOLS_SAMPLE_OUT_H

#include <stdio.h>

#include <sizhi/sizhi.h>

struct sample_file {
    const char *path; /* NULL: not wanted */
    char *part;       /* "path.part" */
    FILE *file;
    int64_t bytes;    /* written */
};

struct sample_out {
    struct sample_file rows, plans;
    const char *checkpoint; /* or NULL */
    int failed;             /* a message was printed */
};

/* Start both files with their headers; returns the exit code. */
int sample_out_open(struct sample_out *out);

/* Read the checkpoint at PATH into *BYTES, malloc'ed, and start both files with what
 * they held then; returns the exit code. */
int sample_out_resume(struct sample_out *out, const char *path, void **bytes,
                      size_t *size);

/* Callbacks of sz_sample_options; DATA is the struct sample_out. */
int sample_out_plan(const sz_sampled *sampled, void *data);
int sample_out_checkpoint(const void *bytes, size_t size, void *data);

/* Put the files in their places when WHOLE, else leave none; returns the exit code. */
int sample_out_close(struct sample_out *out, int whole);

#endif
