/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The tables as CSV files of a directory. */
#include <stdio.h>

#include "core/csvtext.h"
#include "report/document.h"

static void put_table(FILE *f, const sz_table *t)
{
    size_t n = t->column.n;
    fputs(SZ__CSV_BOM, f);
    for (size_t k = 0; k < n; k++)
        sz__csv_put(f, t->column.at[k].heading, k + 1 < n ? ',' : '\n');
    for (size_t i = 0; i < t->is.n_rows + (t->total != NULL); i++)
        for (size_t k = 0; k < n; k++)
            sz__csv_put(f, sz__table_cell(t, i, k)->text, k + 1 < n ? ',' : '\n');
}

static sz_status write_table(const sz_output *out, const sz_table *t, sz_error *err)
{
    char name[64];
    snprintf(name, sizeof name, "%s.csv", t->is.id);
    char *path = sz__stage_path(out->stage, name);
    FILE *f = path ? fopen(path, "wb") : NULL;
    bool good = f != NULL;
    if (f) {
        put_table(f, t);
        good = !ferror(f);
        good = fclose(f) == 0 && good;
    }
    sz_status status = !path ? sz__nomem(err)
                       : good ? SZ_SUCCESS
                              : sz__unwritten(out->path, err);
    free(path);
    return status;
}

sz_status sz__write_csv(const sz_output *out, sz_error *err)
{
    sz_status status = SZ_SUCCESS;
    for (size_t i = 0; i < out->report->table.n && !status; i++)
        status = write_table(out, &out->report->table.at[i], err);
    return status;
}
