/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The files that an import is asked for, in the order in which they are read, and the
 * fields that the user named. */
#ifndef SIZHI_IO_INPUTS_H
#define SIZHI_IO_INPUTS_H

#include "core/array.h"
#include "io/synonyms.h"
#include "sizhi/project.h"

/* One file. */
typedef struct sz_asked {
    const char *spec;      /* "path" or "path|layer", in the options or in OWNED */
    sz_input input;
    const char *units;     /* KEEP: their kind, in the options */
    int backdrop;          /* BACKDROP: sz_backdrop_kind of all of it; else -1 */
    char *owned;           /* or NULL */
} sz_asked;

typedef struct sz_inputs {
    SZ__ARRAY(sz_asked) file;
    SZ__ARRAY(sz_override) override;
} sz_inputs;

/* Check the options and list what they ask for; also on failure to be released. The
 * texts of OPTIONS must stay. */
sz_status sz__inputs_list(sz_inputs *inputs, const sz_import_options *options,
                          sz_error *err);
void sz__inputs_release(sz_inputs *inputs);

/* Once all is read: whether every field that the user named was there. */
sz_status sz__inputs_met(const sz_inputs *inputs, sz_error *err);

#endif
