/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* What is whole, what connects, what stays: options that are the same for every command
 * that makes plans. */
#ifndef TOOLS_GROUND_OPTIONS_H
#define TOOLS_GROUND_OPTIONS_H

#include "i18n.h"
#include "options.h"
#include "plan_wish.h"

/* The rows of a table of options; the plan_args start at OFFSET. */
#define GROUND_OPTIONS(OFFSET)                                                         \
    { .name = "keep-units", .kind = OPT_FLAG, .arg = "yes|no",                         \
      .at = (OFFSET) + offsetof(struct plan_args, keep_units),                         \
      .help = N_("units stay whole") },                                                \
    { .name = "cross-towns", .kind = OPT_FLAG, .arg = "yes|no",                        \
      .at = (OFFSET) + offsetof(struct plan_args, cross_towns),                        \
      .help = N_("communities may cross town limits") },                               \
    { .name = "allow-enclaves", .kind = OPT_FLAG, .arg = "yes|no",                     \
      .at = (OFFSET) + offsetof(struct plan_args, allow_enclaves),                     \
      .help = N_("a community may enclose another") },                                 \
    { .name = "cut-by", .kind = OPT_TEXT, .arg = "CLASSES",                            \
      .at = (OFFSET) + offsetof(struct plan_args, cut_by),                             \
      .help = N_("ground does not connect across these, such as rail,river") },        \
    { .name = "link", .kind = OPT_LIST, .arg = "A,B",                                  \
      .at = (OFFSET) + offsetof(struct plan_args, links),                              \
      .help = N_("these units or parcels connect all the same; repeatable") },         \
    { .name = "links", .kind = OPT_TEXT, .arg = "FILE.csv",                            \
      .at = (OFFSET) + offsetof(struct plan_args, link_file),                          \
      .help = N_("a table of links, with columns a, b and reason") },                  \
    { .name = "lock", .kind = OPT_LIST, .arg = "NAME",                                 \
      .at = (OFFSET) + offsetof(struct plan_args, locks),                              \
      .help = N_("this community stays as it is; repeatable") },                       \
    { .name = "lock-border", .kind = OPT_LIST, .arg = "NAME",                          \
      .at = (OFFSET) + offsetof(struct plan_args, lines),                              \
      .help = N_("no community lies on both sides of this line; repeatable") },        \
    { .name = "unlock", .kind = OPT_FLAG,                                              \
      .at = (OFFSET) + offsetof(struct plan_args, unlock),                             \
      .help = N_("forget the locks that PROJECT holds") }

#endif
