/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Text in XML and HTML. */
#ifndef SIZHI_REPORT_XML_H
#define SIZHI_REPORT_XML_H

#include "text/say.h"

/* TEXT as content or as the value of an attribute: escaped; what XML cannot hold (control
 * characters, malformed UTF-8) becomes U+FFFD. */
void sz__xml_put(sz_say *out, const char *text);

#endif
