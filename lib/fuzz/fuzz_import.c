/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Files of any content, imported. A file plays the role that its name begins with:
 * "units.geojson", "lines2.csv"; the options are words such as "snap=2 cells=1
 * datum=gcj02 field=name=X". What is imported must pass the check when it is written,
 * and be the same when it is read again. */
#include "fuzz/files.h"
#include "sizhi/check.h"
#include "sizhi/project.h"

typedef struct request {
    fuzz_files files;
    char path[FUZZ_FILES][128];
    const char *lines[FUZZ_FILES], *households[FUZZ_FILES], *backdrop[FUZZ_FILES];
    const char *fields[8];
    sz_import_options options;
} request;

/* Whether NAME stands beside a shapefile, whose name is given instead. */
static bool is_companion(const fuzz_files *files, const char *name)
{
    static const char *const endings[] = { ".shx", ".dbf", ".prj", ".cpg" };
    const char *dot = strrchr(name, '.');
    size_t stem = dot ? (size_t)(dot - name) : 0;
    bool known = false, shape = false;
    for (int i = 0; dot && i < 4; i++)
        known = known || strcmp(dot, endings[i]) == 0;
    for (int i = 0; known && i < files->n; i++)
        shape = shape || (strncmp(files->name[i], name, stem) == 0 &&
                          strcmp(files->name[i] + stem, ".shp") == 0);
    return shape;
}

/* The file that plays a role, by the start of its name. */
static void give_role(request *r, const char *name, const char *path)
{
    sz_import_options *o = &r->options;
    const struct {
        const char *word, **one, **list;
        size_t *n;
    } roles[] = {
        { "limit.", &o->limit, NULL, NULL },
        { "parcels.", &o->parcels, NULL, NULL },
        { "units.", &o->units, NULL, NULL },
        { "communities.", &o->communities, NULL, NULL },
        { "offices.", &o->offices, NULL, NULL },
        { "lines", NULL, r->lines, &o->n_lines },
        { "households", NULL, r->households, &o->n_households },
        { "backdrop", NULL, r->backdrop, &o->n_backdrop },
    };
    for (size_t i = 0; i < sizeof roles / sizeof *roles; i++) {
        if (strncmp(name, roles[i].word, strlen(roles[i].word)) != 0)
            continue;
        if (roles[i].one)
            *roles[i].one = path;
        else
            roles[i].list[(*roles[i].n)++] = path;
    }
}

static void set_option(request *r, char *word)
{
    sz_import_options *o = &r->options;
    char *value = strchr(word, '=');
    if (!value)
        return;
    *value++ = '\0';
    if (strcmp(word, "snap") == 0)
        o->snap = strtod(value, NULL);
    else if (strcmp(word, "sliver") == 0)
        o->sliver = strtod(value, NULL);
    else if (strcmp(word, "cells") == 0)
        o->cells = *value == '1';
    else if (strcmp(word, "crs") == 0)
        o->crs = value;
    else if (strcmp(word, "map_crs") == 0)
        o->map_crs = value;
    else if (strcmp(word, "datum") == 0)
        o->datum = value;
    else if (strcmp(word, "encoding") == 0)
        o->encoding = value;
    else if (strcmp(word, "town") == 0)
        o->town = value;
    else if (strcmp(word, "field") == 0 && o->n_fields < 8)
        r->fields[o->n_fields++] = value;
}

static void open_request(request *r, const uint8_t *data, size_t size)
{
    memset(r, 0, sizeof *r);
    r->options = (sz_import_options)SZ_IMPORT_OPTIONS_INIT;
    r->options.lines = r->lines;
    r->options.households = r->households;
    r->options.backdrop = r->backdrop;
    r->options.fields = r->fields;
    fuzz_files_open(&r->files, data, size);
    for (int i = 0; i < r->files.n; i++) {
        fuzz_files_path(&r->files, r->files.name[i], r->path[i]);
        if (!is_companion(&r->files, r->files.name[i]))
            give_role(r, r->files.name[i], r->path[i]);
    }
    for (char *w = strtok(r->files.options, " \n"); w; w = strtok(NULL, " \n"))
        set_option(r, w);
}

/* What the check says of today's communities in a file of a fresh import. */
static void check_written(const char *path)
{
    sz_check_report report;
    sz_findings *found = NULL;
    sz_error err = SZ_ERROR_INIT;
    FUZZ_MUST_SAY(sz_check(path, &report, &found, &err) == SZ_SUCCESS, err.message);
    for (size_t i = 0; i < sz_findings_count(found); i++) {
        const sz_finding *f = sz_findings_at(found, i);
        FUZZ_MUST_SAY(f->level != SZ_LEVEL_ERROR, f->message);
    }
    sz_findings_free(found);
}

static void check_read(const char *path, const sz_project *project)
{
    sz_project *again = NULL;
    sz_error err = SZ_ERROR_INIT;
    FUZZ_MUST_SAY(sz_project_read(path, &again, &err) == SZ_SUCCESS, err.message);
    const sz_map *m = sz_project_map(project), *n = sz_project_map(again);
    FUZZ_MUST(sz_map_parcels(m) == sz_map_parcels(n));
    FUZZ_MUST(sz_map_borders(m) == sz_map_borders(n));
    FUZZ_MUST(sz_map_communities(m) == sz_map_communities(n));
    for (size_t i = 0; i < sz_map_parcels(m); i++) {
        sz_parcel p, q;
        FUZZ_MUST(sz_map_parcel(m, i, &p) == 0 && sz_map_parcel(n, i, &q) == 0);
        FUZZ_MUST(strcmp(p.name, q.name) == 0 && p.households == q.households);
        FUZZ_MUST(p.community == q.community && p.population == q.population);
    }
    FUZZ_MUST(sz_map_backdrops(m) == sz_map_backdrops(n));
    for (size_t i = 0; i < sz_map_backdrops(m); i++) {
        sz_backdrop p, q;
        FUZZ_MUST(sz_map_backdrop(m, i, &p) == 0 && sz_map_backdrop(n, i, &q) == 0);
        FUZZ_MUST(p.kind == q.kind && p.n_rings == q.n_rings);
        FUZZ_MUST(strcmp(p.name, q.name) == 0);
    }
    sz_project_free(again);
}

/* Every feature of the backdrop is kept, of no kind, outside or among the dropped. */
static void check_backdrop(const sz_account *a)
{
    size_t told = a->backdrop_unclassed + a->backdrop_outside;
    for (int k = 0; k < SZ_N_BACKDROPS; k++)
        told += a->backdrop_kept[k];
    FUZZ_MUST(told <= a->backdrop_read && a->backdrop_read <= told + a->dropped);
}

static void check_project(const request *r, const sz_project *project,
                          const sz_account *account)
{
    char path[128];
    sz_error err = SZ_ERROR_INIT;
    FUZZ_MUST(account->households_in ==
              account->households_placed + account->households_unplaced);
    FUZZ_MUST(sz_map_households(sz_project_map(project)) == account->households_placed);
    check_backdrop(account);
    fuzz_files_path(&r->files, "written.gpkg", path);
    FUZZ_MUST_SAY(sz_project_write(project, path, &err) == SZ_SUCCESS, err.message);
    check_written(path);
    check_read(path, project);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    request r;
    sz_project *project = NULL;
    sz_account account;
    sz_error err = SZ_ERROR_INIT;
    open_request(&r, data, size);
    sz_status status = sz_import(&r.options, &project, &account, &err);
    if (status == SZ_SUCCESS)
        check_project(&r, project, &account);
    else
        FUZZ_MUST_SAY(status != SZ_ERR_NOMEM && err.message[0], sz_status_name(status));
    sz_project_free(project);
    fuzz_files_close(&r.files);
    return 0;
}
