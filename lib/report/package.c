/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "report/package.h"

#include <limits.h>
#include <string.h>
#include <zip.h>
#include <zlib.h>

#include "core/array.h"
#include "report/document.h"

struct sz_package {
    zipFile zip;
    const char *path;
};

sz_status sz__package_open(sz_package **out, const char *file, const char *path,
                           sz_error *err)
{
    sz_package *p = sz__zalloc(1, sizeof *p);
    if (!p)
        return sz__nomem(err);
    p->path = path;
    p->zip = zipOpen(file, APPEND_STATUS_CREATE);
    if (!p->zip) {
        free(p);
        return sz__unwritten(path, err);
    }
    *out = p;
    return SZ_SUCCESS;
}

sz_status sz__package_add(sz_package *package, const char *name, const void *bytes,
                          size_t n, sz_error *err)
{
    zip_fileinfo info;
    memset(&info, 0, sizeof info);
    info.tmz_date.tm_year = 1980; /* the first that a ZIP file knows */
    info.tmz_date.tm_mday = 1;
    bool good = n <= INT_MAX &&
                zipOpenNewFileInZip(package->zip, name, &info, NULL, 0, NULL, 0, NULL,
                                    Z_DEFLATED, Z_DEFAULT_COMPRESSION) == ZIP_OK &&
                zipWriteInFileInZip(package->zip, bytes, (unsigned)n) == ZIP_OK &&
                zipCloseFileInZip(package->zip) == ZIP_OK;
    return good ? SZ_SUCCESS : sz__unwritten(package->path, err);
}

sz_status sz__package_finish(sz_package *package, sz_error *err)
{
    const char *path = package->path;
    bool good = zipClose(package->zip, NULL) == ZIP_OK;
    free(package);
    return good ? SZ_SUCCESS : sz__unwritten(path, err);
}

void sz__package_discard(sz_package *package)
{
    if (package)
        zipClose(package->zip, NULL);
    free(package);
}
