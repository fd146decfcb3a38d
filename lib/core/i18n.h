/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Messages of the library, translated through gettext's domain "sizhi". The
 * program that links the library binds the domain; without that, English. */
#ifndef SIZHI_CORE_I18N_H
#define SIZHI_CORE_I18N_H

#include <libintl.h>

#define _(text) dgettext("sizhi", text)
#define N_(text) text /* marked for translation, translated where it is used */

#endif
