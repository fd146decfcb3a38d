/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The stages of a check: each adds its findings to the checkup. */
#ifndef SIZHI_AUDIT_CHECK_STAGES_H
#define SIZHI_AUDIT_CHECK_STAGES_H

#include "audit/checkup.h"

/* check_cover.c: edges of parcels against each other and against the layer `borders`:
 * gaps, overlaps, seams. */
sz_status sz__check_cover(sz_checkup *c, sz_error *err);

/* check_parts.c: connection and enclaves of the PLAN ("present", "proposed") OF ([n]
 * idents): violations have LEVEL, or are not told when TELL is false; and whether
 * the layer `detached` says the same. */
sz_status sz__check_parts(sz_checkup *c, const int32_t *of, const char *plan, bool tell,
                          sz_level level, sz_error *err);

/* check_lines.c: class and name of borders against the layer `barriers`. */
sz_status sz__check_lines(sz_checkup *c, sz_error *err);

/* check_made.c: what the metadata say the plan was made with. */
sz_status sz__check_made(sz_checkup *c, sz_error *err);

/* check_band.c: sizes of the proposed plan's communities. */
sz_status sz__check_band(sz_checkup *c, sz_error *err);

/* check_rules.c: units, towns, locks, band of the proposed plan. */
sz_status sz__check_rules(sz_checkup *c, sz_error *err);

/* check_stored.c: figures of the other layers and the metadata. */
sz_status sz__check_stored(sz_checkup *c, sz_error *err);

#endif
