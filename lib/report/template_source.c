/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Where the text of a template comes from: the library, or a file. */
#include <stdio.h>
#include <string.h>

#include "core/i18n.h"
#include "core/utf8.h"
#include "report/template.h"

/* A template that comes with the library, in the language: of "plan" the English twin is
 * "plan.en". NULL: there is none of this id. */
static const char *shipped(const char *id, sz_language language)
{
    char twin[64];
    const char *found = NULL;
    if (language == SZ_LANGUAGE_EN && strlen(id) < sizeof twin - 3) {
        snprintf(twin, sizeof twin, "%s.en", id);
        found = sz_template_text(twin);
    }
    return found ? found : sz_template_text(id);
}

char *sz__template_source(const char *which, sz_language language, sz_error *err)
{
    const char *own = shipped(which, language);
    if (own)
        return sz__dup(own, strlen(own) + 1, 1);
    sz_text_bytes t = SZ__ARRAY_INIT;
    char block[4096];
    FILE *f = fopen(which, "rb");
    if (!f) {
        sz__fail(err, SZ_ERR_IO, -1, _("cannot read the template '%s'"), which);
        return NULL;
    }
    bool good = sz__bytes_add(&t, "", 0);
    for (size_t n; good && (n = fread(block, 1, sizeof block, f)) > 0;)
        good = sz__bytes_add(&t, block, n);
    bool broken = ferror(f) != 0;
    fclose(f);
    if (!good)
        sz__nomem(err);
    else if (broken)
        sz__fail(err, SZ_ERR_IO, -1, _("cannot read the template '%s'"), which);
    else if (!sz__utf8_valid(t.at, t.n, NULL) || strlen(t.at) != t.n)
        sz__fail(err, SZ_ERR_DATA, -1, _("%s: the template is no text in UTF-8"), which);
    else
        return t.at;
    free(t.at);
    return NULL;
}
