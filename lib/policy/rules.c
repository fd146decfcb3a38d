/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The table of rules. */
#include <string.h>

#include "core/i18n.h"
#include "policy/keys.h"

const sz_rule_row sz__rules[SZ_N_RULES] = {
    [SZ_RULE_SIZE_ABOVE] = { "level.size.above", SZ_LEVEL_WARN, N_("too many households") },
    [SZ_RULE_SIZE_BELOW] = { "level.size.below", SZ_LEVEL_WARN, N_("too few households") },
    [SZ_RULE_SIZE_SPLIT] = { "level.size.split", SZ_LEVEL_WARN, N_("to be split") },
    [SZ_RULE_SIZE_MERGE] = { "level.size.merge", SZ_LEVEL_WARN, N_("to be merged") },
    [SZ_RULE_SIZE_REVIEW] = { "level.size.review", SZ_LEVEL_ERROR, N_("must be adjusted") },
    [SZ_RULE_SIZE_JOINT] = { "level.size.joint", SZ_LEVEL_HINT,
        N_("may be planned together with neighbours") },
    [SZ_RULE_SIZE_SEVERAL] = { "level.size.several", SZ_LEVEL_HINT,
        N_("may be split into several") },
    [SZ_RULE_SIZE_ALONE] = { "level.size.alone", SZ_LEVEL_HINT,
        N_("estate that may be a community of its own") },
    [SZ_RULE_SIZE_POPULATION] = { "level.size.population", SZ_LEVEL_WARN,
        N_("too many people") },
    [SZ_RULE_SIZE_PLANNED] = { "level.size.planned", SZ_LEVEL_HINT,
        N_("too many households once planned housing is built") },
    [SZ_RULE_PART_DETACHED] = { "level.part.detached", SZ_LEVEL_ERROR, N_("detached land") },
    [SZ_RULE_PART_POINT] = { "level.part.point", SZ_LEVEL_ERROR,
        N_("parts that meet in a point only") },
    [SZ_RULE_PART_CUT] = { "level.part.cut", SZ_LEVEL_WARN,
        N_("parted by a barrier that nothing crosses") },
    [SZ_RULE_PART_ENCLAVE] = { "level.part.enclave", SZ_LEVEL_ERROR, N_("enclave") },
    [SZ_RULE_COVER_GAP] = { "level.cover.gap", SZ_LEVEL_ERROR,
        N_("ground that no community has") },
    [SZ_RULE_COVER_OVERLAP] = { "level.cover.overlap", SZ_LEVEL_ERROR,
        N_("ground that several communities claim") },
    [SZ_RULE_BORDER_CLEAR] = { "level.border.clear", SZ_LEVEL_WARN, N_("unclear border") },
    [SZ_RULE_SHAPE_COMPACT] = { "level.shape.compact", SZ_LEVEL_HINT, N_("irregular shape") },
    [SZ_RULE_SHAPE_REOCK] = { "level.shape.reock", SZ_LEVEL_HINT, N_("drawn-out shape") },
    [SZ_RULE_SHAPE_HULL] = { "level.shape.hull", SZ_LEVEL_HINT, N_("indented shape") },
    [SZ_RULE_SHAPE_NECK] = { "level.shape.neck", SZ_LEVEL_HINT, N_("narrow neck") },
    [SZ_RULE_SHAPE_INTERLACED] = { "level.shape.interlaced", SZ_LEVEL_WARN,
        N_("interlaced with a neighbour") },
    [SZ_RULE_UNIT_GRID] = { "level.unit.grid", SZ_LEVEL_WARN, N_("grid in several communities") },
    [SZ_RULE_UNIT_ESTATE] = { "level.unit.estate", SZ_LEVEL_WARN,
        N_("estate in several communities") },
    [SZ_RULE_UNIT_VILLAGE] = { "level.unit.village", SZ_LEVEL_WARN,
        N_("converted village in several communities") },
    [SZ_RULE_UNIT_CONFLICT] = { "level.unit.conflict", SZ_LEVEL_WARN,
        N_("units that overlap each other or a town limit") },
    [SZ_RULE_UNIT_ABOVE] = { "level.unit.above", SZ_LEVEL_WARN,
        N_("unit with more households than a community may have") },
    [SZ_RULE_UNIT_EXEMPT] = { "level.unit.exempt", SZ_LEVEL_HINT, N_("not to be touched") },
    [SZ_RULE_TOWN_CROSSED] = { "level.town.crossed", SZ_LEVEL_ERROR,
        N_("community in several towns") },
    [SZ_RULE_REACH_AREA] = { "level.reach.area", SZ_LEVEL_HINT, N_("too large an area") },
    [SZ_RULE_REACH_FARTHEST] = { "level.reach.farthest", SZ_LEVEL_HINT,
        N_("households too far from the office") },
    [SZ_RULE_REACH_MEAN] = { "level.reach.mean", SZ_LEVEL_HINT,
        N_("the way to the office is too long on average") },
    [SZ_RULE_OFFICE_MISSING] = { "level.office.missing", SZ_LEVEL_WARN, N_("no office") },
    [SZ_RULE_OFFICE_OUTSIDE] = { "level.office.outside", SZ_LEVEL_WARN,
        N_("office outside its community") },
    [SZ_RULE_OFFICE_SHARED] = { "level.office.shared", SZ_LEVEL_WARN,
        N_("office of several communities") },
    [SZ_RULE_OFFICE_AREA] = { "level.office.area", SZ_LEVEL_WARN, N_("premises too small") },
    [SZ_RULE_OFFICE_PER_100] = { "level.office.per_100", SZ_LEVEL_WARN,
        N_("premises too small for the households") },
    [SZ_RULE_OFFICE_KIND] = { "level.office.kind", SZ_LEVEL_GOAL,
        N_("premises too small for the kind of community") },
    [SZ_RULE_STAFF_FEW] = { "level.staff.few", SZ_LEVEL_WARN, N_("too few workers") },
    [SZ_RULE_STAFF_MANY] = { "level.staff.many", SZ_LEVEL_WARN, N_("too many workers") },
    [SZ_RULE_STAFF_QUOTA] = { "level.staff.quota", SZ_LEVEL_ERROR,
        N_("workers beyond the town's quota") },
    [SZ_RULE_RESETTLE] = { "level.resettle.form", SZ_LEVEL_HINT,
        N_("form of a resettlement site by its people") },
    [SZ_RULE_NAME_SAME] = { "level.name.same", SZ_LEVEL_WARN, N_("name used twice") },
    [SZ_RULE_NAME_HOMOPHONE] = { "level.name.homophone", SZ_LEVEL_WARN,
        N_("name that sounds like another") },
    [SZ_RULE_NAME_RARE] = { "level.name.rare", SZ_LEVEL_WARN, N_("rare character in a name") },
    [SZ_RULE_NAME_SUFFIX] = { "level.name.suffix", SZ_LEVEL_HINT, N_("unusual end of a name") },
    [SZ_RULE_SUM_DIFFERS] = { "level.sum.differs", SZ_LEVEL_WARN,
        N_("figures that do not add up") },
};

int sz__rule_find(const char *id)
{
    for (int r = 0; r < SZ_N_RULES; r++)
        if (strcmp(sz__rule_id((sz_rule)r), id) == 0)
            return r;
    return -1;
}
