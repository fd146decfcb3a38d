/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* What sizhi plan shows of today and the proposed plan, worked out once for the text and
 * for JSON. */
#ifndef TOOLS_PLAN_FIGURES_H
#define TOOLS_PLAN_FIGURES_H

#include <sizhi/sizhi.h>

struct plan_result;

/* Figures of one plan. */
struct figures {
    size_t communities; /* with at least one parcel */
    size_t in_band;
    size_t detached;  /* parts */
    size_t unclaimed; /* parcels in no community */
    int64_t smallest, largest, counted;
};

/* What one community of the later plan was, is, got and gave. */
struct change {
    sz_community community;
    int64_t today, got, gave;
};

struct plan_figures {
    struct figures before, after;
    struct change *changes; /* [communities of the later plan] */
    sz_move *moves;
    size_t n_moves;
};

/* Release in any case. */
sz_status plan_figures_of(struct plan_figures *out, const struct plan_result *r,
                          sz_error *err);
void plan_figures_release(struct plan_figures *figures);

/* Name of a town of the map that DATA is. */
const char *plan_town_of(const void *data, int32_t town);

#endif
