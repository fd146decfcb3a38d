/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* An installed header by itself: it must compile with nothing before it. */
#include HEADER
