/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The law of plans by the product of the spanning-tree counts of their parts, on grids
 * where all plans are known, and a test of frequencies against it. */
#ifndef SIZHI_TESTS_HOTELLING_H
#define SIZHI_TESTS_HOTELLING_H

enum { HOTELLING_BATCHES = 100, HOTELLING_CLASSES = 5 };

/* The plans of SIDE x SIDE into SIDE parts of SIDE cells, by cut edges from FIRST on:
 * the sums of the products of their spanning-tree counts. Found by enumeration. */
static const struct law {
    int side, first, classes;
    double weight[HOTELLING_CLASSES];
    double limit; /* 0.999 of chi square, a degree for each class but one */
} laws[] = {
    { 4, 8, 5, { 256, 0, 224, 96, 78 }, 16.27 },
    { 5, 16, 5, { 43520, 18944, 18624, 5728, 944 }, 18.47 },
};

/* Hotelling's statistic of the class frequencies in batches against the law: about chi
 * square when the law is right and batches are long. Empty classes are left out. */
static inline double hotelling(const struct law *law,
                               double freq[HOTELLING_BATCHES][HOTELLING_CLASSES])
{
    int at[5], n = 0;
    double total = 0, mean[5] = { 0 }, m[4][5] = { { 0 } };
    for (int i = 0; i < law->classes; i++)
        total += law->weight[i];
    for (int i = 0; i + 1 < law->classes; i++) /* the last follows from the others */
        if (law->weight[i] > 0)
            at[n++] = i;
    for (int b = 0; b < HOTELLING_BATCHES; b++)
        for (int i = 0; i < n; i++)
            mean[i] += freq[b][at[i]] / HOTELLING_BATCHES;
    for (int i = 0; i < n; i++) {
        for (int k = 0; k < n; k++)
            for (int b = 0; b < HOTELLING_BATCHES; b++)
                m[i][k] += (freq[b][at[i]] - mean[i]) * (freq[b][at[k]] - mean[k]) /
                           (HOTELLING_BATCHES - 1.0) / HOTELLING_BATCHES;
        m[i][n] = mean[i] - law->weight[at[i]] / total;
    }
    double off[4], sum = 0;
    for (int i = 0; i < n; i++)
        off[i] = m[i][n];
    for (int i = 0; i < n; i++) /* positive definite: no pivoting */
        for (int r = 0; r < n; r++)
            if (r != i) {
                double f = m[r][i] / m[i][i];
                for (int k = i; k <= n; k++)
                    m[r][k] -= f * m[i][k];
            }
    for (int i = 0; i < n; i++)
        sum += off[i] * m[i][n] / m[i][i];
    return sum;
}

#endif
