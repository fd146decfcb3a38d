/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* What encoding the texts of a .dbf or .csv are in, and making them UTF-8. */
#ifndef SIZHI_IO_ENCODING_H
#define SIZHI_IO_ENCODING_H

#include <stdbool.h>
#include <stddef.h>

#include "core/error.h"
#include "core/recode.h"

/* How a file's texts become UTF-8. Zero-initialised: they are UTF-8. */
typedef struct sz_encoding {
    sz_recoder *recoder;   /* NULL: nothing to do but look */
    char name[32];         /* "GB18030"; "" when nobody needed to know */
    const char *why;       /* "option", ".cpg" ...; static */
} sz_encoding;

void sz__encoding_release(sz_encoding *encoding);

/* Take NAME as users, .cpg files and dBASE write it ("936", "Big-5", "ANSI 950",
 * "UTF-8"). SZ_ERR_INVALID when it is unknown here. */
sz_status sz__encoding_set(sz_encoding *out, const char *name, const char *why,
                           sz_error *err);

/* Encoding of a .dbf's language byte, or NULL. */
const char *sz__encoding_of_ldid(int ldid);

/* Evidence from texts: whether any is not ASCII, whether all are UTF-8. */
typedef struct sz_evidence {
    bool multibyte, broken;
} sz_evidence;
void sz__evidence_add(sz_evidence *evidence, const char *text);

/* TEXT as UTF-8, valid until the next call; NULL when it is not in the encoding. */
const char *sz__encoding_text(sz_encoding *encoding, const char *text);

/* The same for a field's name, which a .dbf may have cut inside a character: what
 * remains of that is left out. False when it is no text in the encoding. */
bool sz__encoding_field(sz_encoding *encoding, const char *name, char *out,
                        size_t size);

#endif
