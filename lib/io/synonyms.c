/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The table of field names. */
#include "io/synonyms.h"

#include <stdio.h>
#include <string.h>

#include "core/i18n.h"

#define BIT(input) (1u << (input))
#define AREAS                                                                        \
    (BIT(SZ_INPUT_PARCELS) | BIT(SZ_INPUT_UNITS) | BIT(SZ_INPUT_COMMUNITIES))
#define CUTS (BIT(SZ_INPUT_PARCELS) | BIT(SZ_INPUT_UNITS))
#define COUNTED (AREAS | BIT(SZ_INPUT_HOUSEHOLDS))
#define PLACED (BIT(SZ_INPUT_HOUSEHOLDS) | BIT(SZ_INPUT_OFFICES))
#define LINES BIT(SZ_INPUT_LINES)
#define BACKDROP BIT(SZ_INPUT_BACKDROP)
#define ALL (BIT(SZ_N_INPUTS) - 1)

/* Names are written squeezed: lower case, no spaces, underscores, hyphens; the
 * best first, separated by spaces. */
static const struct {
    const char *word;
    unsigned inputs;
    const char *names;
} roles[SZ_N_ROLES] = {
    [SZ_ROLE_NAME] = { "name", ALL,
        "name 名称 名字 mc 路名 道路名称 河流名称 线路名称 roadname 小区名称 小区 楼盘 "
        "网格名称 wgmc estate title xzqmc zldwmc label" },
    [SZ_ROLE_TOWN] = { "town", ALL & ~(LINES | BACKDROP | BIT(SZ_INPUT_HOUSEHOLDS)),
        "town townname 街道 街道名称 镇 乡镇 乡镇名称 镇街 街镇 乡 jdmc xzjd xzmc xz "
        "township street subdistrict district 区 區 鄉鎮市區" },
    [SZ_ROLE_COMMUNITY] = { "community", AREAS | BIT(SZ_INPUT_OFFICES),
        "community communityname 社区 社区名称 社區 居委会 居委会名称 sq sqmc jwh jwhmc li "
        "liname 里 里名 村 村名 村名称 village villagename villagenam villname cun" },
    [SZ_ROLE_CODE] = { "code", AREAS,
        "code 代码 社区代码 编码 社区编码 行政区划代码 sqdm licode villageid villcode xzqdm "
        "zldwdm communitycode" },
    [SZ_ROLE_UNIT] = { "unit", CUTS | BIT(SZ_INPUT_KEEP),
        "unitid unit 网格编号 网格编码 网格代码 网格号 网格 wgbh wgbm gridid grid 单元 "
        "单元编号 整体单元 小区编号 parcelid 地块编号 dkbh" },
    [SZ_ROLE_KIND] = { "kind", CUTS | LINES | BACKDROP,
        "kind 类别 种类 单元类型 用地类型 landuse lb" },
    [SZ_ROLE_HOUSEHOLDS] = { "households", COUNTED,
        "households household hh hhs 户数 总户数 住户数 常住户数 居民户数 住宅套数 套数 "
        "入住户数 户籍户数 hs zhs hushu taoshu 戶數 setai" },
    [SZ_ROLE_PLANNED] = { "planned", COUNTED,
        "planned plannedhh plannedhouseholds 规划户数 在建户数 规划套数 在建套数 ghhs" },
    [SZ_ROLE_POPULATION] = { "population", COUNTED,
        "population pop 人口 人口数 总人口 常住人口 户籍人口 rk rks rksl zrk 人口數 jinko" },
    [SZ_ROLE_FLOOR] = { "floor_m2", BIT(SZ_INPUT_OFFICES),
        "floorm2 floor floorarea 用房面积 办公用房面积 建筑面积 面积 yfmj mj area" },
    [SZ_ROLE_STAFF] = { "staff", BIT(SZ_INPUT_OFFICES),
        "staff workers 工作人员 工作人员数 人员数 员额 社工数 人数 rys" },
    [SZ_ROLE_CHILDREN] = { "child_m2", BIT(SZ_INPUT_OFFICES),
        "childm2 childroom childrenm2 儿童之家 儿童之家面积 儿童室面积 etzj etzjmj" },
    [SZ_ROLE_CLASS] = { "class", LINES | BACKDROP,
        "class fclass kinddetail 道路等级 等级 类型 类型名称 道路类型 线型 界线类别 dldj dllx "
        "roadclass roadtype type" },
    [SZ_ROLE_HIGHWAY] = { "highway", LINES, "highway" },
    [SZ_ROLE_RAILWAY] = { "railway", LINES, "railway" },
    [SZ_ROLE_WATERWAY] = { "waterway", LINES | BACKDROP, "waterway" },
    [SZ_ROLE_BARRIER] = { "barrier", LINES, "barrier" },
    [SZ_ROLE_BUILDING] = { "building", BACKDROP, "building" },
    [SZ_ROLE_LEISURE] = { "leisure", BACKDROP, "leisure" },
    [SZ_ROLE_NATURAL] = { "natural", BACKDROP, "natural" },
    [SZ_ROLE_WATER] = { "water", BACKDROP, "water" },
    [SZ_ROLE_BRIDGE] = { "bridge", LINES, "bridge isbridge 桥 桥梁 是否桥梁" },
    [SZ_ROLE_TUNNEL] = { "tunnel", LINES, "tunnel istunnel 隧道 是否隧道 地下" },
    [SZ_ROLE_LEVEL] = { "layer", LINES | BACKDROP, "layer 层 层级" },
    [SZ_ROLE_STATE] = { "state", LINES,
        "state status 状态 建设状态 建设情况 建设进度 jszt zt" },
    [SZ_ROLE_CONSTRUCTION] = { "construction", LINES, "construction" },
    [SZ_ROLE_LON] = { "lon", PLACED,
        "lon lng long longitude 经度 經度 jd jingdu" },
    [SZ_ROLE_LAT] = { "lat", PLACED, "lat latitude 纬度 緯度 wd weidu" },
    [SZ_ROLE_X] = { "x", PLACED, "x xcoord pointx easting 横坐标 x坐标 东坐标" },
    [SZ_ROLE_Y] = { "y", PLACED, "y ycoord pointy northing 纵坐标 y坐标 北坐标" },
    [SZ_ROLE_WKT] = { "wkt", ALL, "wkt geom geometry thegeom 几何 图形" },
    [SZ_ROLE_COMM_TOWN] = { "comm_town", BIT(SZ_INPUT_PARCELS), "commtown" },
    [SZ_ROLE_CLAIMS] = { "claims", BIT(SZ_INPUT_PARCELS), "claims" },
    [SZ_ROLE_PROPOSED] = { "proposed", BIT(SZ_INPUT_PARCELS),
        "proposed 调整后社区 方案社区 拟调入社区" },
    [SZ_ROLE_PROP_TOWN] = { "prop_town", BIT(SZ_INPUT_PARCELS), "proptown" },
    [SZ_ROLE_LOCKED] = { "locked", BIT(SZ_INPUT_PARCELS), "locked 锁定" },
};

static const char *const inputs[SZ_N_INPUTS] = {
    "limit", "lines", "parcels", "units", "keep", "communities", "households", "offices",
    "backdrop",
};

const char *sz__role_word(sz_role role)
{
    return roles[role].word;
}

const char *sz__input_word(sz_input input)
{
    return inputs[input];
}

bool sz__input_has_role(sz_input input, sz_role role)
{
    return (roles[role].inputs & BIT(input)) != 0;
}

/* Lower case, without the characters that people put between words. */
static size_t squeeze(const char *name, char *out, size_t size)
{
    size_t n = 0;
    for (; *name && n + 1 < size; name++) {
        char c = *name;
        if (c == ' ' || c == '_' || c == '-' || c == '.' || c == ':')
            continue;
        out[n++] = (char)(c >= 'A' && c <= 'Z' ? c + 32 : c);
    }
    out[n] = '\0';
    return n;
}

/* Place of WORD in a list of words separated by spaces, or -1. */
static int place_in(const char *list, const char *word, size_t len)
{
    for (int place = 0; *list; place++) {
        size_t n = strcspn(list, " ");
        if (n == len && memcmp(list, word, n) == 0)
            return place;
        list += n;
        list += strspn(list, " ");
    }
    return -1;
}

/* A limit is known by its town, a layer of communities by its community: there
 * these fields come before plain "name". */
static const int BEHIND = 100;

int sz__synonym_rank(sz_input input, sz_role role, const char *name)
{
    char plain[128];
    size_t len = squeeze(name, plain, sizeof plain);
    if (len == 0 || !sz__input_has_role(input, role))
        return -1;
    int place = place_in(roles[role].names, plain, len);
    sz_role first = input == SZ_INPUT_LIMIT         ? SZ_ROLE_TOWN
                    : input == SZ_INPUT_COMMUNITIES ? SZ_ROLE_COMMUNITY
                                                    : SZ_N_ROLES;
    if (role == first && place < 0) {
        place = place_in(roles[SZ_ROLE_NAME].names, plain, len);
        return place < 0 ? -1 : place + BEHIND;
    }
    return place;
}

/* All words of a kind that are valid here, for a message. */
static void list_words(char *out, size_t size, size_t n, const char *(*word)(int))
{
    size_t used = 0;
    out[0] = '\0';
    for (size_t i = 0; i < n; i++) {
        int wrote = snprintf(out + used, size - used, "%s%s", i ? ", " : "",
                             word((int)i));
        if (wrote < 0 || (size_t)wrote >= size - used)
            return;
        used += (size_t)wrote;
    }
}

static const char *role_at(int i)
{
    return roles[i].word;
}

static const char *input_at(int i)
{
    return inputs[i];
}

sz_status sz__override_read(sz_override *out, const char *text, sz_error *err)
{
    char words[480];
    const char *equals = strchr(text, '=');
    if (!equals || equals == text || !equals[1])
        return sz__fail(err, SZ_ERR_INVALID, -1,
                        _("field \"%.80s\" is not written role=NAME"), text);
    sz_override o = { SZ_N_INPUTS, SZ_N_ROLES, equals + 1, false };
    const char *dot = memchr(text, '.', (size_t)(equals - text));
    const char *role = dot ? dot + 1 : text;
    for (int i = 0; dot && i < SZ_N_INPUTS; i++)
        if (strlen(inputs[i]) == (size_t)(dot - text) &&
            memcmp(inputs[i], text, strlen(inputs[i])) == 0)
            o.input = (sz_input)i;
    if (dot && o.input == SZ_N_INPUTS) {
        list_words(words, sizeof words, SZ_N_INPUTS, input_at);
        return sz__fail(err, SZ_ERR_INVALID, -1,
                        _("field \"%.80s\": no such layer; there are %s"), text, words);
    }
    for (int i = 0; i < SZ_N_ROLES; i++)
        if (strlen(roles[i].word) == (size_t)(equals - role) &&
            memcmp(roles[i].word, role, strlen(roles[i].word)) == 0)
            o.role = (sz_role)i;
    if (o.role == SZ_N_ROLES) {
        list_words(words, sizeof words, SZ_N_ROLES, role_at);
        return sz__fail(err, SZ_ERR_INVALID, -1,
                        _("field \"%.80s\": no such role; there are %s"), text, words);
    }
    if (dot && !sz__input_has_role(o.input, o.role))
        return sz__fail(err, SZ_ERR_INVALID, -1,
                        _("field \"%.80s\": %s has no role %s"), text, inputs[o.input],
                        roles[o.role].word);
    *out = o;
    return SZ_SUCCESS;
}
