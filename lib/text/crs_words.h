/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* How sheets and documents call the CRS of a map. */
#ifndef SIZHI_TEXT_CRS_WORDS_H
#define SIZHI_TEXT_CRS_WORDS_H

#include "sizhi/text.h"

/* Room for what sz__crs_words() says of a name of its own list. */
#define SZ_CRS_WORDS 160

/* The CRS that EPSG calls NAME, as Chinese sheets call it: "2000国家大地坐标系（CGCS2000），
 * 高斯-克吕格投影3°带，中央经线120°E". In English, and of other systems, NAME itself. OUT
 * has SZ_CRS_WORDS bytes; what is returned is either of both. */
const char *sz__crs_words(sz_language language, const char *name, char out[SZ_CRS_WORDS]);

#endif
