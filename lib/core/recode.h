/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Text in other encodings to UTF-8, through the system's iconv. */
#ifndef SIZHI_CORE_RECODE_H
#define SIZHI_CORE_RECODE_H

#include <stddef.h>

typedef struct sz_recoder sz_recoder;

/* NULL when ENCODING is unknown here, or memory is out, which errno tells: ENOMEM. */
sz_recoder *sz__recoder_open(const char *encoding);
void sz__recoder_close(sz_recoder *recoder); /* NULL is fine */

/* The LEN bytes of TEXT as UTF-8, NUL-terminated, valid until the next call.
 * NULL when they are no text in that encoding, or memory is out (ENOMEM). */
const char *sz__recode(sz_recoder *recoder, const char *text, size_t len);

#endif
