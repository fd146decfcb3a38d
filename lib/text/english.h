/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* What documents and sheets say, in the language they are written in. They are thought
 * of in Chinese: the code has the Chinese words, and here is the English of each. This
 * is not gettext, which speaks the language of whoever runs the program; a document is
 * in the language of whoever reads it. */
#ifndef SIZHI_TEXT_ENGLISH_H
#define SIZHI_TEXT_ENGLISH_H

#include "sizhi/text.h"

/* ZH, or its English. A text without one comes back as it is: names, what a user gave;
 * a test holds what the rooms themselves say against the list. O(log words). */
const char *sz__in(sz_language language, const char *zh) __attribute__((format_arg(2)));

#endif
