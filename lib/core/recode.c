/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Recoding text. */
#include "core/recode.h"

#include <errno.h>
#include <iconv.h>
#include <stdint.h>
#include <stdlib.h>

#include "core/array.h"

struct sz_recoder {
    iconv_t state;
    char *buffer;
    size_t cap;
};

sz_recoder *sz__recoder_open(const char *encoding)
{
    sz_recoder *recoder = sz__zalloc(1, sizeof *recoder);
    if (!recoder) {
        errno = ENOMEM;
        return NULL;
    }
    recoder->state = iconv_open("UTF-8", encoding);
    if (recoder->state == (iconv_t)-1) {
        int why = errno;
        free(recoder);
        errno = why;
        return NULL;
    }
    return recoder;
}

void sz__recoder_close(sz_recoder *recoder)
{
    if (!recoder)
        return;
    iconv_close(recoder->state);
    free(recoder->buffer);
    free(recoder);
}

const char *sz__recode(sz_recoder *recoder, const char *text, size_t len)
{
    /* no encoding in use has a byte that becomes more than three of UTF-8, but a
     * byte pair may become a base letter with a mark: four each is enough */
    if (len > (SIZE_MAX - 1) / 4 ||
        (recoder->cap < 4 * len + 1 &&
         !sz__grow((void **)&recoder->buffer, &recoder->cap, 4 * len + 1, 1))) {
        errno = ENOMEM;
        return NULL;
    }
    char *in = (char *)(size_t)text, *out = recoder->buffer;
    size_t left = len, room = recoder->cap - 1;
    iconv(recoder->state, NULL, NULL, NULL, NULL);
    if (iconv(recoder->state, &in, &left, &out, &room) == (size_t)-1 || left != 0)
        return NULL;
    *out = '\0';
    return recoder->buffer;
}
