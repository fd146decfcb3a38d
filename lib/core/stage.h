/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Files that appear together or not at all: written into a directory of their own
 * beside the place they go to, then moved there. */
#ifndef SIZHI_CORE_STAGE_H
#define SIZHI_CORE_STAGE_H

#include <stdbool.h>
#include <stdio.h>

#include "core/error.h"

typedef struct sz_stage {
    char *dir;             /* write here */
    char *target;          /* directory they go to */
    bool created;          /* target was not there before */
} sz_stage;

/* Set up a stage for files of directory TARGET ("" is the current one), which is
 * made when it is not there and MAY_CREATE. */
sz_status sz__stage_open(sz_stage *out, const char *target, bool may_create,
                         sz_error *err);

/* Path of file NAME on the stage, malloc'ed; NULL when memory is out. */
char *sz__stage_path(const sz_stage *stage, const char *name);

/* The name of the file that PATH leads to. */
const char *sz__path_name(const char *path);

/* Set up a stage for the file PATH: *FILE is its path on the stage, malloc'ed. */
sz_status sz__stage_for(sz_stage *out, const char *path, char **file, sz_error *err);

/* Move all files into place, where files may stand but no directories. When one of them
 * fails, the files that stood there are put back. The stage is closed either way. */
sz_status sz__stage_publish(sz_stage *stage, sz_error *err);

/* Forget the files; does nothing on a closed or zeroed stage. */
void sz__stage_discard(sz_stage *stage);

/* Write the file PATH, which appears whole or not at all: PUT fills it from DATA. */
typedef void (*sz_fill_fn)(FILE *file, const void *data);
sz_status sz__stage_file(const char *path, sz_fill_fn put, const void *data,
                         sz_error *err);

#endif
