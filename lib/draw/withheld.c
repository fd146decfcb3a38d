/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Words by which a name gives away what a map for the public may not show. */
#include <string.h>

#include "draw/page.h"

bool sz__withheld_name(const char *name)
{
    static const char *const words[] = {
        "部队",   "军事",   "军用",   "军区",   "营区",   "武警",   "靶场",   "弹药",
        "雷达",   "油库",   "输油",   "输气",   "燃气管", "供水管", "管线",   "管道",
        "高压线", "高压走廊", "输电", "变电",   "发电厂", "电厂",   "核电",
    };
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (strstr(name, words[i]))
            return true;
    return false;
}
