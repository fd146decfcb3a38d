/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Forms of zones: compactness and the way to the centre. */
#include "solve/objective.h"

#define PI 3.14159265358979323846

double sz__form_cost(const sz_task *t, int32_t z, int64_t w, const double *sums)
{
    double cost = 0;
    if (t->at_shape >= 0) {
        const double *s = sums + t->at_shape; /* area, its moments */
        double inertia = s[0] > 0 ? s[3] - (s[1] * s[1] + s[2] * s[2]) / s[0] : 0;
        if (s[0] > 0)
            cost += t->prices.compact * (2 * PI * inertia / (s[0] * s[0]) - 1);
    }
    bool office = t->office && z < t->n_today && t->office[z].known;
    if (t->at_centre >= 0 && !office) {
        const double *s = sums + t->at_centre; /* households by place and square */
        double spread = (double)w * s[2] - s[0] * s[0] - s[1] * s[1];
        cost += spread > 0 ? t->prices.distance * sqrt(spread) : 0;
    }
    return cost;
}
