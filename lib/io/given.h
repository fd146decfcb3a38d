/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Figures that the table of communities gives while another file is counted: kept in the
 * metadata, given.1 = "town/name=households,population", to be compared with. */
#ifndef SIZHI_IO_GIVEN_H
#define SIZHI_IO_GIVEN_H

#include "io/project.h"
#include "io/reading.h"

/* Put into PROJECT what READING has been given. */
sz_status sz__given_keep(sz_project *project, const sz_reading *reading, sz_error *err);

#endif
