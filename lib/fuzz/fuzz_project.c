/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Files of any content, read as a project and checked. The first file alone when its
 * name is not that of a layer, else the directory of all of them. What can be read must
 * be written and checked without trouble too. */
#include "fuzz/files.h"
#include "sizhi/check.h"
#include "sizhi/project.h"

static void check(const char *path)
{
    sz_check_report report;
    sz_findings *found = NULL;
    sz_error err = SZ_ERROR_INIT;
    sz_status status = sz_check(path, &report, &found, &err);
    FUZZ_MUST_SAY(status == SZ_SUCCESS || (status != SZ_ERR_NOMEM && err.message[0]),
                  sz_status_name(status));
    if (status == SZ_SUCCESS)
        FUZZ_MUST(report.errors == sz_findings_of_level(found, SZ_LEVEL_ERROR));
    sz_findings_free(found);
}

/* Today's plan and the proposed one have the map's households. */
static void check_tallies(const sz_plan *plan)
{
    const sz_map *m = sz_plan_map(plan);
    int64_t households = 0;
    for (size_t i = 0; i < sz_map_parcels(m); i++) {
        sz_parcel p;
        FUZZ_MUST(sz_map_parcel(m, i, &p) == SZ_SUCCESS);
        households += sz_plan_of(plan, i) < 0 ? p.households : 0;
    }
    for (size_t c = 0; c < sz_plan_communities(plan); c++) {
        sz_community community;
        FUZZ_MUST(sz_plan_community(plan, c, &community, NULL) == SZ_SUCCESS);
        households += community.households;
    }
    FUZZ_MUST(households == sz_map_households(m));
}

static void check_project(const fuzz_files *files, const sz_project *project)
{
    char path[128];
    sz_error err = SZ_ERROR_INIT;
    sz_check_report report;
    sz_findings *found = NULL;
    check_tallies(sz_project_present(project));
    if (sz_project_proposed(project))
        check_tallies(sz_project_proposed(project));
    fuzz_files_path(files, "written.gpkg", path);
    sz_status status = sz_project_write(project, path, &err);
    FUZZ_MUST_SAY(status == SZ_SUCCESS || status == SZ_ERR_DATA, err.message);
    if (status == SZ_SUCCESS)
        FUZZ_MUST_SAY(sz_check(path, &report, &found, &err) == SZ_SUCCESS, err.message);
    sz_findings_free(found);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    fuzz_files files;
    char path[128];
    sz_project *project = NULL;
    sz_error err = SZ_ERROR_INIT;
    fuzz_files_open(&files, data, size);
    bool layers = false;
    for (int i = 0; i < files.n; i++)
        layers = layers || strncmp(files.name[i], "parcels.", 8) == 0;
    if (layers || files.n == 0)
        snprintf(path, sizeof path, "%s", files.dir);
    else
        fuzz_files_path(&files, files.name[0], path);
    sz_status status = sz_project_read(path, &project, &err);
    if (status == SZ_SUCCESS)
        check_project(&files, project);
    else
        FUZZ_MUST_SAY(status != SZ_ERR_NOMEM && err.message[0], sz_status_name(status));
    sz_project_free(project);
    check(path);
    fuzz_files_close(&files);
    return 0;
}
