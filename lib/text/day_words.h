/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* How sheets and documents write a day. */
#ifndef SIZHI_TEXT_DAY_WORDS_H
#define SIZHI_TEXT_DAY_WORDS_H

#include "sizhi/text.h"

/* Room for what sz__day_words() says of a day. */
#define SZ_DAY_WORDS 40

/* 2026-03-01 is 2026年3月1日. In English, and of any other text, TEXT itself. OUT has
 * SZ_DAY_WORDS bytes; what is returned is either of both. */
const char *sz__day_words(sz_language language, const char *text, char out[SZ_DAY_WORDS]);

#endif
