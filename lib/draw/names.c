/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include <stdbool.h>
#include <string.h>

#include "core/utf8.h"
#include "draw/page.h"

/* Whether NAME is all CJK characters and does not say by itself what it is. */
static bool needs_suffix(const char *name)
{
    static const char *const says[] = { "社区", "社區", "居委会", "居委會", "村委会" };
    static const char *const ends[] = { "里", "村", "居", "巷", "片", "区", "區", "镇" };
    size_t n = strlen(name);
    for (size_t i = 0; i < n; i++)
        if ((unsigned char)name[i] < 0x80)
            return false;
    if (n == 0 || sz__utf8_columns(name) * 3 != n * 2)
        return false;
    for (size_t i = 0; i < sizeof says / sizeof *says; i++)
        if (strstr(name, says[i]))
            return false;
    for (size_t i = 0; i < sizeof ends / sizeof *ends; i++) {
        size_t k = strlen(ends[i]);
        if (n >= k && strcmp(name + n - k, ends[i]) == 0)
            return false;
    }
    return true;
}

void sz__sheet_name(const sz_plan *plan, int32_t community, char *buffer, size_t size)
{
    static const char suffix[] = "社区";
    sz_community c;
    sz_error ignored = SZ_ERROR_INIT;
    size_t need = sz_plan_shown_name(plan, community, buffer, size);
    if (need > size) /* too long for any label: cut between characters */
        buffer[sz__utf8_cut(buffer, size - 1)] = '\0';
    if (sz_plan_community(plan, (size_t)community, &c, &ignored) == SZ_SUCCESS &&
        needs_suffix(c.name) && strlen(buffer) + sizeof suffix <= size)
        strcat(buffer, suffix);
}

const char *sz__bare_source(const char *source)
{
    static const char *const heads[] = { "资料来源：", "資料來源：", "数据来源：",
                                         "資料来源：" };
    for (size_t i = 0; i < sizeof heads / sizeof *heads; i++)
        if (strncmp(source, heads[i], strlen(heads[i])) == 0 && source[strlen(heads[i])])
            return source + strlen(heads[i]);
    return source;
}
