/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The table of keys. Names, types and meanings here are those of sizhi-policy(5). */
#include "policy/keys.h"

#include <string.h>

#include "core/i18n.h"
#include "core/nearest.h"

#define CLASSES "rail river expressway arterial street lane wall"
#define MANY 1e9

const sz_key_row sz__keys[SZ_N_KEYS] = {
    [SZ_KEY_TITLE] = { "meta.title", SZ_TYPE_TEXT, NULL, 0, 0,
        N_("what the policy is called") },
    [SZ_KEY_DOCUMENT] = { "meta.document", SZ_TYPE_TEXT, NULL, 0, 0,
        N_("the document that the clauses are in") },
    [SZ_KEY_EFFECTIVE] = { "meta.effective", SZ_TYPE_DATE, NULL, 0, 0,
        N_("in force from") },

    [SZ_KEY_BASIS] = { "count.basis", SZ_TYPE_WORD,
        "housing_units occupied resident registered", 0, 0,
        N_("what is counted as a household") },
    [SZ_KEY_PLANNED] = { "count.planned", SZ_TYPE_WORD, "full reserve none occupancy",
        0, 0, N_("how planned and unfinished housing counts") },
    [SZ_KEY_OCCUPANCY] = { "count.occupancy", SZ_TYPE_NUMBER, NULL, 0, 1,
        N_("share of planned housing that counts with count.planned=occupancy") },
    [SZ_KEY_TOLERANCE] = { "count.tolerance", SZ_TYPE_NUMBER, NULL, 0, 0.5,
        N_("what \"about\" means: share by which a figure may be missed") },

    [SZ_KEY_MIN] = { "size.min", SZ_TYPE_COUNT, NULL, 0, MANY,
        N_("fewest households of a community") },
    [SZ_KEY_MAX] = { "size.max", SZ_TYPE_COUNT, NULL, 1, MANY,
        N_("most households of a community") },
    [SZ_KEY_TARGET] = { "size.target", SZ_TYPE_COUNT, NULL, 1, MANY,
        N_("households to aim at") },
    [SZ_KEY_TARGET_POPULATION] = { "size.target_population", SZ_TYPE_COUNT, NULL, 1,
        MANY, N_("population to aim at") },
    [SZ_KEY_MAX_POPULATION] = { "size.max_population", SZ_TYPE_COUNT, NULL, 1, MANY,
        N_("greatest population of a community") },
    [SZ_KEY_SPLIT_OVER] = { "size.split_over", SZ_TYPE_COUNT, NULL, 1, MANY,
        N_("with more households a community is to be split") },
    [SZ_KEY_MERGE_UNDER] = { "size.merge_under", SZ_TYPE_COUNT, NULL, 0, MANY,
        N_("with fewer households a community is to be merged") },
    [SZ_KEY_REVIEW_UNDER] = { "size.review_under", SZ_TYPE_COUNT, NULL, 0, MANY,
        N_("with fewer households a community must be adjusted") },
    [SZ_KEY_REVIEW_SCOPE] = { "size.review_scope", SZ_TYPE_TEXT, NULL, 0, 0,
        N_("where size.review_under holds") },
    [SZ_KEY_JOINT] = { "size.joint", SZ_TYPE_RANGE, NULL, 0, MANY,
        N_("adjacent communities of this size may be planned together") },
    [SZ_KEY_SEVERAL_OVER] = { "size.several_over", SZ_TYPE_COUNT, NULL, 1, MANY,
        N_("with more households a community may be split into several") },
    [SZ_KEY_ALONE] = { "size.alone", SZ_TYPE_COUNT, NULL, 1, MANY,
        N_("an estate of about so many households may be a community of its own") },

    [SZ_KEY_BAND_URBAN] = { "band.urban", SZ_TYPE_RANGE, NULL, 0, MANY,
        N_("households of an urban community") },
    [SZ_KEY_BAND_RURAL] = { "band.rural", SZ_TYPE_RANGE, NULL, 0, MANY,
        N_("households of a rural community") },
    [SZ_KEY_BAND_VILLAGE] = { "band.village", SZ_TYPE_RANGE, NULL, 0, MANY,
        N_("households of a community that was a village") },
    [SZ_KEY_BAND_RESETTLEMENT] = { "band.resettlement", SZ_TYPE_RANGE, NULL, 0, MANY,
        N_("households of a resettlement community") },
    [SZ_KEY_BAND_NEW_ESTATE] = { "band.new_estate", SZ_TYPE_RANGE, NULL, 0, MANY,
        N_("households of a community of new estates") },
    [SZ_KEY_FACTOR_OLD_TOWN] = { "factor.old_town", SZ_TYPE_NUMBER, NULL, 0.1, 1,
        N_("the band times this where old housing prevails") },
    [SZ_KEY_FACTOR_HIGH_RISE] = { "factor.high_rise", SZ_TYPE_NUMBER, NULL, 1, 10,
        N_("the band times this where high-rise housing prevails") },

    [SZ_KEY_KEEP] = { "keep.whole", SZ_TYPE_WORDS, "grid estate village", 0, 0,
        N_("units that a plan leaves whole") },
    [SZ_KEY_EXEMPT] = { "keep.exempt", SZ_TYPE_LIST, NULL, 0, 0,
        N_("kinds of communities that are not touched") },

    [SZ_KEY_CLEAR_BY] = { "border.clear_by", SZ_TYPE_WORDS, CLASSES, 0, 0,
        N_("barriers that make a clear border") },
    [SZ_KEY_CLEAR_SHARE] = { "border.clear_share", SZ_TYPE_NUMBER, NULL, 0, 1,
        N_("least share of a border on named lines of these classes") },
    [SZ_KEY_CUT_BY] = { "border.cut_by", SZ_TYPE_WORDS, CLASSES, 0, 0,
        N_("barriers that part a community where nothing crosses them") },

    [SZ_KEY_POLSBY_POPPER] = { "shape.polsby_popper", SZ_TYPE_NUMBER, NULL, 0, 1,
        N_("least area over that of a circle of equal perimeter") },
    [SZ_KEY_REOCK] = { "shape.reock", SZ_TYPE_NUMBER, NULL, 0, 1,
        N_("least area over that of the smallest circle around") },
    [SZ_KEY_HULL] = { "shape.hull", SZ_TYPE_NUMBER, NULL, 0, 1,
        N_("least area over that of the convex hull") },
    [SZ_KEY_NECK] = { "shape.neck", SZ_TYPE_NUMBER, NULL, 0, 1e5,
        N_("least width of a community, metres") },
    [SZ_KEY_INTERLACED] = { "shape.interlaced", SZ_TYPE_NUMBER, NULL, 1, 100,
        N_("greatest length of a common border over the distance of its ends") },

    [SZ_KEY_WEIGHT_MOVED] = { "weight.moved", SZ_TYPE_WEIGHT, NULL, 0, 1e12,
        N_("weight of households that leave their community") },
    [SZ_KEY_WEIGHT_GROUND] = { "weight.ground", SZ_TYPE_WEIGHT, NULL, 0, 1e12,
        N_("weight of km2 that leave it") },
    [SZ_KEY_WEIGHT_ABOLISHED] = { "weight.abolished", SZ_TYPE_WEIGHT, NULL, 0, 1e12,
        N_("weight of communities of today that come to an end") },
    [SZ_KEY_WEIGHT_FOUNDED] = { "weight.founded", SZ_TYPE_WEIGHT, NULL, 0, 1e12,
        N_("weight of new communities") },
    [SZ_KEY_WEIGHT_BORDER] = { "weight.border", SZ_TYPE_WEIGHT, NULL, 0, 1e12,
        N_("weight of km of border off strong lines") },
    [SZ_KEY_WEIGHT_THROUGH] = { "weight.through", SZ_TYPE_WEIGHT, NULL, 0, 1e12,
        N_("weight of km of strong barriers inside a community") },
    [SZ_KEY_WEIGHT_SIZE] = { "weight.size", SZ_TYPE_WEIGHT, NULL, 0, 1e12,
        N_("weight of distance from the target size") },
    [SZ_KEY_WEIGHT_COMPACT] = { "weight.compact", SZ_TYPE_WEIGHT, NULL, 0, 1e12,
        N_("weight of distance from a round shape") },
    [SZ_KEY_WEIGHT_DISTANCE] = { "weight.distance", SZ_TYPE_WEIGHT, NULL, 0, 1e12,
        N_("weight of household km to the office") },
    [SZ_KEY_WEIGHT_OFFICE] = { "weight.office", SZ_TYPE_WEIGHT, NULL, 0, 1e12,
        N_("weight of offices that stand in another community") },
    [SZ_KEY_WEIGHT_CUT_EDGES] = { "weight.cut_edges", SZ_TYPE_WEIGHT, NULL, 0, 1e12,
        N_("weight of pairs of neighbours parted") },

    [SZ_KEY_AREA] = { "reach.area_km2", SZ_TYPE_NUMBER, NULL, 0, 1e5,
        N_("greatest area of a community, km2") },
    [SZ_KEY_FARTHEST] = { "reach.farthest", SZ_TYPE_NUMBER, NULL, 0, 1e6,
        N_("greatest way from a household to the office, metres") },
    [SZ_KEY_MEAN_DISTANCE] = { "reach.mean", SZ_TYPE_NUMBER, NULL, 0, 1e6,
        N_("greatest mean way of the households to the office, metres") },
    [SZ_KEY_DISTANCE] = { "reach.distance", SZ_TYPE_WORD, "straight network", 0, 0,
        N_("how distances are measured: straight, or along the roads of the map") },

    [SZ_KEY_OFFICE_MIN] = { "office.min_m2", SZ_TYPE_NUMBER, NULL, 0, 1e6,
        N_("least floor area of the premises") },
    [SZ_KEY_OFFICE_PER_100] = { "office.per_100_m2", SZ_TYPE_NUMBER, NULL, 0, 1e6,
        N_("least floor area for every 100 households") },
    [SZ_KEY_OFFICE_URBAN] = { "office.urban_m2", SZ_TYPE_NUMBER, NULL, 0, 1e6,
        N_("floor area to strive for in an urban community") },
    [SZ_KEY_OFFICE_RURAL] = { "office.rural_m2", SZ_TYPE_NUMBER, NULL, 0, 1e6,
        N_("least floor area in a rural community") },
    [SZ_KEY_OFFICE_CHILDREN] = { "office.children_m2", SZ_TYPE_NUMBER, NULL, 0, 1e6,
        N_("least floor area of the children's room") },

    [SZ_KEY_QUOTA] = { "staff.quota", SZ_TYPE_COUNT, NULL, 0, 1e6,
        N_("workers of the town in all") },
    [SZ_KEY_STAFF_MIN] = { "staff.min", SZ_TYPE_COUNT, NULL, 0, 1e4,
        N_("fewest workers of a community") },
    [SZ_KEY_STAFF_MAX] = { "staff.max", SZ_TYPE_COUNT, NULL, 0, 1e4,
        N_("most workers of a community") },
    [SZ_KEY_PER_WORKER] = { "staff.per_worker", SZ_TYPE_RANGE, NULL, 1, 1e6,
        N_("households for each worker") },
    [SZ_KEY_COMMITTEE] = { "staff.committee", SZ_TYPE_RANGE, NULL, 0, 1e4,
        N_("members of party branch and committee") },
    [SZ_KEY_APPORTION] = { "staff.apportion", SZ_TYPE_WORD,
        "largest_remainder webster huntington_hill norm", 0, 0,
        N_("how workers are apportioned") },

    [SZ_KEY_STREET_FROM] = { "resettlement.street_from", SZ_TYPE_COUNT, NULL, 0, MANY,
        N_("people from which a sub-district may be set up") },
    [SZ_KEY_COMMITTEE_FROM] = { "resettlement.committee_from", SZ_TYPE_COUNT, NULL, 0,
        MANY, N_("people from which committees may be set up; below, a group") },

    [SZ_KEY_FARMLAND] = { "village.farmland_mu", SZ_TYPE_NUMBER, NULL, 0, 1000,
        N_("farmland a head under which a village may become a community, mu") },
    [SZ_KEY_VILLAGES] = { "village.at_least", SZ_TYPE_COUNT, NULL, 1, 1000,
        N_("villages that go together into one community") },
    [SZ_KEY_INCOME] = { "village.income_yuan", SZ_TYPE_COUNT, NULL, 0, MANY,
        N_("yearly income that each new village is to have, yuan") },

    [SZ_KEY_DETACHED_TODAY] = { "detached.today", SZ_TYPE_WORD, "clear historic", 0, 0,
        N_("what becomes of today's detached land without a record") },
    [SZ_KEY_DUTIES_STAY] = { "detached.stay", SZ_TYPE_LIST, NULL, 0, 0,
        N_("duties for detached land that stay with the former community") },
    [SZ_KEY_DUTIES_REST] = { "detached.rest", SZ_TYPE_WORD, "within community", 0, 0,
        N_("who has all other duties for it: the community around, or its own") },

    [SZ_KEY_SUFFIX] = { "name.suffix", SZ_TYPE_LIST, NULL, 0, 0,
        N_("what the name of a community ends in") },
    [SZ_KEY_SIDES] = { "text.sides", SZ_TYPE_ORDER, "east south west north", 0, 0,
        N_("order of the four sides") },
    [SZ_KEY_VERB] = { "text.verb", SZ_TYPE_TEXT, NULL, 0, 0,
        N_("the verb for ground that moves") },
    [SZ_KEY_TAIL] = { "text.tail", SZ_TYPE_WORDS, "households population area", 0, 0,
        N_("facts at the end of a community's sentence") },

    [SZ_KEY_CONSENT] = { "procedure.consent", SZ_TYPE_NUMBER, NULL, 0, 1,
        N_("least share of residents who agree") },
    [SZ_KEY_GATES] = { "procedure.gates", SZ_TYPE_LIST, NULL, 0, 0,
        N_("what must be clear before the work begins") },
    [SZ_KEY_CHAIN] = { "procedure.chain", SZ_TYPE_LIST, NULL, 0, 0,
        N_("who proposes, examines and approves, in this order") },
    [SZ_KEY_FILE_WITH] = { "procedure.file_with", SZ_TYPE_LIST, NULL, 0, 0,
        N_("who keeps a copy on file") },
    [SZ_KEY_ITEMS] = { "procedure.items", SZ_TYPE_WORDS,
        "boundary name office staff", 0, 0, N_("what the plan of a community states") },
    [SZ_KEY_DUE] = { "procedure.due", SZ_TYPE_DATE, NULL, 0, 0,
        N_("when all must be done") },
    [SZ_KEY_ELECTION] = { "procedure.election_months", SZ_TYPE_COUNT, NULL, 1, 120,
        N_("months after the approval in which the elections are held") },
};

int sz__key_find(const char *name)
{
    for (int k = 0; k < SZ_N_KEYS; k++)
        if (strcmp(sz__keys[k].name, name) == 0)
            return k;
    return -1;
}

const char *sz__key_nearest(const char *name)
{
    const char *best = NULL;
    int least = (int)(strlen(name) / 2);
    for (int k = 0; k < SZ_N_KEYS + SZ_N_RULES; k++) {
        const char *key =
            k < SZ_N_KEYS ? sz__keys[k].name : sz__rules[k - SZ_N_KEYS].key;
        int far = sz__edit_distance(name, key);
        if (far < least) {
            least = far;
            best = key;
        }
    }
    return best;
}
