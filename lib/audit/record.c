/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Records: letting go and looking up. */
#include "audit/record.h"

#include <stdlib.h>
#include <string.h>

void sz__record_release(sz_record *r)
{
    free(r->crs);
    sz__names_release(&r->names);
    free(r->xy.at);
    free(r->ring.at);
    free(r->parcel.at);
    free(r->border.at);
    free(r->barrier.at);
    free(r->backdrop.at);
    free(r->community.at);
    free(r->office.at);
    free(r->move.at);
    free(r->detached.at);
    free(r->finding.at);
    free(r->meta.at);
    *r = (sz_record){ 0 };
}

const char *sz__record_meta(const sz_record *r, const char *key)
{
    for (size_t i = 0; i < r->meta.n; i++)
        if (strcmp(sz__name(&r->names, r->meta.at[i].key), key) == 0)
            return sz__name(&r->names, r->meta.at[i].value);
    return NULL;
}
