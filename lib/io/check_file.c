/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Checking a project: read the file, hand its record to the audit room. */
#include "audit/check.h"
#include "core/i18n.h"
#include "io/record.h"

sz_status sz_check(const char *path, sz_check_report *report, sz_findings **findings,
                   sz_error *err)
{
    sz_record rec = { 0 };
    sz_check_report figures = { 0 };
    sz_findings *list = NULL;
    if (!path || !report || !findings)
        return sz__fail(err, SZ_ERR_INVALID, -1, _("no path to check"));
    sz_status status = sz__findings_new(&list, err);
    if (status == SZ_SUCCESS)
        status = sz__record_read(&rec, path, err);
    if (status == SZ_SUCCESS)
        status = sz__check_record(&rec, &figures, list, err);
    sz__record_release(&rec);
    if (status != SZ_SUCCESS) {
        sz_findings_free(list);
        return status;
    }
    *report = figures;
    *findings = list;
    return SZ_SUCCESS;
}
