/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Candidate places for offices from a file, in the CRS of a map that is there. */
#include <string.h>

#include "core/i18n.h"
#include "io/gdal_error.h"
#include "io/reading.h"
#include "map/map.h"
#include "sizhi/service.h"

/* The offices that were read as sites with their names, in one block. */
static sz_status take_sites(const sz_source *s, sz_site **sites, size_t *n,
                            sz_error *err)
{
    size_t bytes = 0;
    for (size_t i = 0; i < s->office.n; i++)
        bytes += strlen(sz__name(&s->names, s->office.at[i].name)) + 1;
    sz_site *list = sz__alloc(1, s->office.n * sizeof *list + bytes);
    if (!list)
        return sz__nomem(err);
    char *text = (char *)(list + s->office.n);
    for (size_t i = 0; i < s->office.n; i++) {
        const sz_office_spot *o = &s->office.at[i];
        size_t size = strlen(sz__name(&s->names, o->name)) + 1;
        memcpy(text, sz__name(&s->names, o->name), size);
        list[i] = (sz_site){ text, o->floor_m2, o->x, o->y };
        text += size;
    }
    *sites = list;
    *n = s->office.n;
    return SZ_SUCCESS;
}

sz_status sz_sites_read(const sz_map *map, const char *path, const char *crs,
                        sz_site **sites, size_t *n, sz_error *err)
{
    sz_import_options options = SZ_IMPORT_OPTIONS_INIT;
    sz_account account = { 0 };
    sz_reading reading = { .options = &options, .account = &account };
    sz_vector_options vector = { 0 };
    sz_gdal_trap trap;
    if (!map || !path || !*path || !sites || !n)
        return sz__fail(err, SZ_ERR_INVALID, -1,
                        _("sites need a map, a file and a place for the list"));
    options.offices = path;
    options.crs = crs;
    options.map_crs = map->crs;
    sz__gdal_trap(&trap);
    sz_status status = sz__findings_new(&reading.findings, err);
    if (status == SZ_SUCCESS)
        status = sz__read_file(&reading, path, SZ_INPUT_OFFICES, &vector, err);
    if (status == SZ_SUCCESS && reading.layer.at[0].dropped > 0)
        status = sz__fail(err, SZ_ERR_DATA, -1,
                          _("%s: %zu features are no points: a site is a point"),
                          reading.layer.at[0].shown, reading.layer.at[0].dropped);
    if (status == SZ_SUCCESS)
        status = sz__to_working_crs(&reading, err);
    if (status == SZ_SUCCESS)
        status = take_sites(&reading.source, sites, n, err);
    sz__reading_release(&reading);
    sz__gdal_untrap();
    return status;
}
