/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Findings as a table in CSV. */
#include "sizhi/findings.h"

#include <math.h>

#include "core/csvtext.h"
#include "core/i18n.h"
#include "core/stage.h"

static void put_row(FILE *f, const sz_finding *x)
{
    enum { PLACES = 6 };
    sz__csv_put(f, x->rule, ',');
    sz__csv_put(f, sz_level_name(x->level), ',');
    sz__csv_put(f, x->town, ',');
    sz__csv_put(f, x->community, ',');
    sz__csv_put_short(f, x->value, PLACES, ',');
    sz__csv_put_short(f, x->bound, PLACES, ',');
    sz__csv_put(f, x->message, ',');
    sz__csv_put_short(f, x->placed ? x->x : NAN, PLACES, ',');
    sz__csv_put_short(f, x->placed ? x->y : NAN, PLACES, ',');
    sz__csv_put(f, x->source, ',');
    sz__csv_put(f, x->clause, ',');
    sz__csv_put(f, x->waiver, '\n');
}

static void put_table(FILE *f, const void *data)
{
    const sz_findings *findings = data;
    fputs(SZ__CSV_BOM "rule,level,town,community,value,bound,message,x,y,source,clause,"
          "waiver\n", f);
    for (size_t i = 0; i < sz_findings_count(findings); i++)
        put_row(f, sz_findings_at(findings, i));
}

sz_status sz_findings_write(const sz_findings *findings, const char *path, sz_error *err)
{
    if (!findings || !path || !*path)
        return sz__fail(err, SZ_ERR_INVALID, -1, _("no findings or no path to write"));
    return sz__stage_file(path, put_table, findings, err);
}
