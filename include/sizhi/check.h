/* SPDX-License-Identifier: LGPL-2.1-or-later */
/** @file check.h  Verifying a project from its file alone. */
#ifndef SIZHI_CHECK_H
#define SIZHI_CHECK_H

#include <sizhi/findings.h>

#ifdef __cplusplus
extern "C" {
#endif

/** Figures of a check, recomputed from the shapes and counts in the file. */
typedef struct sz_check_report {
    size_t parcels, communities, units, towns;
    int64_t households;
    double area_m2;
    double tolerance_m2;   /**< area below which a gap or overlap is not one */
    int proposed;          /**< nonzero: a proposed plan was there and checked */
    size_t errors;         /**< findings of level error */
    size_t backdrop;       /**< areas of the backdrop: their kinds are known and their
                                rings closed; more does not matter */
} sz_check_report;

/**
 * Check every invariant on the dataset at @p path: cover, tallies, connection,
 * enclaves, units, towns, locks, stored figures. Figures in the file are
 * compared, never trusted.
 *
 * @param findings  each violation with its place; free with sz_findings_free()
 * @return SZ_SUCCESS when the file could be checked, whatever was found
 */
SZ_API sz_status sz_check(const char *path, sz_check_report *report,
                          sz_findings **findings, sz_error *err);

#ifdef __cplusplus
}
#endif

#endif
