/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Messages of the program, in the user's language. */
#ifndef TOOLS_I18N_H
#define TOOLS_I18N_H

#include <libintl.h>

#define _(text) gettext(text)
#define N_(text) text /* marked for translation, translated where it is used */

#endif
