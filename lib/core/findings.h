/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Growing a list of findings. */
#ifndef SIZHI_CORE_FINDINGS_H
#define SIZHI_CORE_FINDINGS_H

#include "core/error.h"
#include "sizhi/findings.h"

sz_status sz__findings_new(sz_findings **out, sz_error *err);

/* Append a finding: F's texts are copied (NULL means ""), F->message is
 * ignored in favour of the formatted text. A NULL list takes nothing. */
sz_status sz__findings_add(sz_findings *list, const sz_finding *f, sz_error *err,
                           const char *fmt, ...) SZ__PRINTF(4, 5);

/* Append copies of all of FROM. */
sz_status sz__findings_append(sz_findings *list, const sz_findings *from, sz_error *err);

/* Copies of what stands in A but not in B, in A's order, to OUT. */
sz_status sz__findings_less(const sz_findings *a, const sz_findings *b, sz_findings *out,
                            sz_error *err);

/* Empty the list. */
void sz__findings_clear(sz_findings *list);

#endif
