/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* What sizhi sample prints at the end: figures over all plans, whether the chains
 * agree, where given plans stand. */
#ifndef TOOLS_SAMPLE_SHOW_H
#define TOOLS_SAMPLE_SHOW_H

#include <sizhi/sizhi.h>

struct sample_result {
    const char *input;
    const sz_sample_report *report;
    const char *const *names; /* [report->n_placed] */
    uint64_t seed;
};

/* "ReCom" and the like. */
const char *sample_method_name(sz_sample_method method);

/* What a figure is called on screen. */
const char *sample_figure_label(sz_figure figure);

/* Figures whose R-hat is above 1.05. */
int sample_disagrees(const sz_sample_report *report);

/* Print on stdout: text, or JSON as sizhi-files(5) says; 0 when memory ran out. */
int sample_show(const struct sample_result *result);
void sample_show_json(const struct sample_result *result);

#endif
