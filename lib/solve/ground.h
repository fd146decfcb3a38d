/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* What the graph of atoms does not show: an atom may lie in several pieces with
 * foreign ground or water between them. */
#ifndef SIZHI_SOLVE_GROUND_H
#define SIZHI_SOLVE_GROUND_H

#include "solve/why.h"

/* Note as detached every part on the ground that hangs together with its community
 * only through an atom in pieces. Where no ground of the town joins the two (an
 * island of a unit given as such), that is no breach but a warning in LIST.
 * O(parcels + borders). */
sz_status sz__inspect_ground(sz_inspection *seen, const sz_case *c, sz_findings *list,
                           sz_error *err);

/* Note each unit that lies in more than one community: a lock may cut it, and then no
 * plan keeps both. UNIT [parcels], -1 none. O(parcels log parcels). */
sz_status sz__inspect_units(sz_inspection *seen, const sz_case *c, const int32_t *unit,
                          sz_error *err);

/* Note each HELD parcel that has left its community of today. */
sz_status sz__inspect_held(sz_inspection *seen, const sz_case *c, const uint8_t *held,
                         sz_error *err);

/* Note each community on both sides of an UNCROSSED border. */
sz_status sz__inspect_borders(sz_inspection *seen, const sz_case *c, const uint8_t *uncrossed,
                            sz_error *err);

/* Take out what is about communities ASIDE [n_today], and ground that stays a gap. */
void sz__inspect_waive(sz_inspection *seen, const sz_graph *graph, int32_t n_today,
                     const uint8_t *aside);

/* A finding for each unlocked atom in pieces that nothing joins within the maximum:
 * the community that has it cannot hang together. Adds to *N. O(parcels + borders). */
sz_status sz__why_apart(const sz_case *c, sz_findings *list, size_t *n, sz_error *err);

#endif
