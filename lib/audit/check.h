/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Verifying what a project's dataset says from its shapes and counts alone: no
 * stored figure is trusted, and nothing of the map room's labelling is used. */
#ifndef SIZHI_AUDIT_CHECK_H
#define SIZHI_AUDIT_CHECK_H

#include "audit/record.h"
#include "core/findings.h"
#include "sizhi/check.h"

/* Check REC; every violation is added to FINDINGS. */
sz_status sz__check_record(const sz_record *rec, sz_check_report *report,
                           sz_findings *findings, sz_error *err);

#endif
