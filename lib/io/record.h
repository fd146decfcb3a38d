/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Reading a project's dataset into a record. */
#ifndef SIZHI_IO_RECORD_H
#define SIZHI_IO_RECORD_H

#include "audit/record.h"
#include "core/error.h"
#include "sizhi/project.h"

/*
 * Read the dataset at PATH: a file of several layers, a directory with a file for
 * each, or one file of parcels. Coordinates in degrees are turned into the CRS
 * that the metadata name, or else into one chosen for the place.
 * SZ_ERR_IO when it cannot be opened, SZ_ERR_DATA when it is no project.
 */
sz_status sz__record_read(sz_record *out, const char *path, sz_error *err);

/* Cut parcels of the record, as sz_project_read_cut() says. */
sz_status sz__record_cut(sz_record *rec, const sz_parcel_cut *cuts, size_t n, sz_error *err);

#endif
