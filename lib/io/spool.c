/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "io/spool.h"

#include <cpl_conv.h>
#include <cpl_string.h>
#include <cpl_vsi.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/array.h"
#include "core/i18n.h"

void sz__spool_open(sz_spool *spool)
{
    snprintf(spool->dir, sizeof spool->dir, "/vsimem/sizhi-%p", (void *)spool);
    VSIMkdir(spool->dir, 0755);
}

void sz__spool_close(const sz_spool *spool)
{
    VSIRmdirRecursive(spool->dir);
}

static sz_status save_file(const char *from, const char *to, const char *name,
                           sz_error *err)
{
    vsi_l_offset size = 0;
    GByte *bytes = VSIGetMemFileBuffer(from, &size, FALSE);
    FILE *file = fopen(to, "wb");
    bool ok = file && (size == 0 || fwrite(bytes, 1, (size_t)size, file) == size);
    int why = errno;
    if (file && fclose(file) != 0 && ok) { /* a full disk may show only here */
        why = errno;
        ok = false;
    }
    return ok ? SZ_SUCCESS
              : sz__fail(err, SZ_ERR_IO, -1, _("cannot write '%s': %s"), name,
                         strerror(why));
}

sz_status sz__spool_save(const sz_spool *spool, const char *file, sz_error *err)
{
    int dir = (int)(CPLGetFilename(file) - file); /* with its slash */
    char **names = VSIReadDir(spool->dir);
    int n = CSLCount(names);
    sz_status status = SZ_SUCCESS;
    for (int i = 0; status == SZ_SUCCESS && i < n; i++) {
        char from[1024];
        size_t size = (size_t)dir + strlen(names[i]) + 1;
        char *to = sz__alloc(size, 1);
        if (!to) {
            status = sz__nomem(err);
            break;
        }
        snprintf(to, size, "%.*s%s", dir, file, names[i]);
        snprintf(from, sizeof from, "%s/%s", spool->dir, names[i]);
        status = save_file(from, to, names[i], err);
        free(to);
    }
    CSLDestroy(names);
    return status;
}
