/* SPDX-License-Identifier: LGPL-2.1-or-later */
/**
 * @file detached.h  The register of detached land (飞地): every part of a community
 * that is not its main one, what lies round it, who does what there, and whether it
 * may stay.
 */
#ifndef SIZHI_DETACHED_H
#define SIZHI_DETACHED_H

#include <sizhi/plan.h>
#include <sizhi/policy.h>

#ifdef __cplusplus
extern "C" {
#endif

typedef enum sz_detached_state {
    SZ_DETACHED_TO_CLEAR = 0, /**< 待清理: it is there today and is to go */
    SZ_DETACHED_HISTORIC = 1, /**< 历史遗留: it is there today and may stay */
    SZ_DETACHED_NEW = 2       /**< 新增: it is not there today; no plan may have it */
} sz_detached_state;

/** Stable word of a state: "to_clear", "historic", "new". */
SZ_API const char *sz_detached_state_name(sz_detached_state state);

/** What lies round a part, along borders of positive length. */
typedef enum sz_surround {
    SZ_SURROUND_ONE = 0,     /**< one other community and nothing else */
    SZ_SURROUND_LIMIT = 1,   /**< one other community and the outside */
    SZ_SURROUND_SEVERAL = 2, /**< several communities */
    SZ_SURROUND_GAP = 3,     /**< at most one community, and ground of none */
    SZ_SURROUND_NONE = 4     /**< the outside alone: an island */
} sz_surround;

/** Stable word: "one", "limit", "several", "gap", "none". */
SZ_API const char *sz_surround_name(sz_surround surround);

/** One detached part. Texts are owned by the register; "" where there is none. */
typedef struct sz_detached {
    int32_t community;
    int32_t part;            /**< its number in its community in this plan: 1 ..; the
                                  main part is 0, the others follow by falling area */
    int32_t within;          /**< the community round it, or of several the one with
                                  most border; -1: none */
    sz_surround surround;
    const char *around;      /**< names of all communities that it borders, by falling
                                  length, parted by semicolons */
    int enclave;             /**< SZ_SURROUND_ONE or SZ_SURROUND_LIMIT */
    int64_t households;
    double area_m2;
    size_t parcels;
    double x, y;             /**< a point inside it */
    double gap_m;            /**< metres from it to its community's main part, the
                                  shortest straight way; 0: they meet in a point */
    sz_barrier near_class;   /**< what the main part's border runs along where it is
                                  nearest */
    const char *near_name;
    sz_detached_state state;
    const char *reason, *who, *date; /**< of the record that says so */
    int recorded;            /**< nonzero: a record says so, not the policy */
    const char *source;      /**< where the state comes from: "yaohai2020:21" */
    const char *clause;      /**< and the clause behind it */
    const char *duty;        /**< who does what, one sentence in Chinese */
} sz_detached;

/** The register of one plan; the plan must outlive it. Read only once made. */
typedef struct sz_register sz_register;

/**
 * Draw up the register of @p plan.
 *
 * A part is the same as a piece of ground that its community has today when it lies
 * within that piece and no greater part of the plan does; any other is new. A part of
 * today is historic or to be cleared as the last record that fits it says (those of
 * sz_policy_record()), else a waiver of part.detached, or of the rule that the part
 * breaks, in the policy, else detached.today.
 *
 * @param out  free with sz_register_free()
 * @return SZ_SUCCESS, SZ_ERR_INVALID, SZ_ERR_NOMEM. O(parcels + borders), and for each
 *         part the points of its rim and of its community's, near each other.
 */
SZ_API sz_status sz_register_make(const sz_plan *plan, const sz_policy *policy,
                                  sz_register **out, sz_error *err);
SZ_API void sz_register_free(sz_register *reg); /**< NULL is fine */

SZ_API size_t sz_register_count(const sz_register *reg); /**< 0 for NULL */
/** Part @p i, ordered by community, then part; NULL when there is none. */
SZ_API const sz_detached *sz_register_at(const sz_register *reg, size_t i);

/** How many have this state. */
SZ_API size_t sz_register_of_state(const sz_register *reg, sz_detached_state state);

/** Row of a parcel, -1 when it is in no detached part. */
SZ_API int32_t sz_register_of(const sz_register *reg, size_t parcel);

/** Whether record @p i of the policy (see sz_policy_records()) fits a part of today. */
SZ_API int sz_register_used(const sz_register *reg, size_t i);

/**
 * Read a table of detached parts (飞地清单), as sz_register_write() writes it and
 * sizhi-files(5) tells, into records of @p policy. A row that says that its part is to be
 * cleared is a record, with or without a reason; rows without a state, and new parts,
 * state nothing and are passed over.
 *
 * @return SZ_SUCCESS, SZ_ERR_IO, SZ_ERR_DATA (the message names file, line and value),
 *         SZ_ERR_INVALID or SZ_ERR_NOMEM
 */
SZ_API sz_status sz_register_read(const char *path, sz_policy *policy, sz_error *err);

/** Write the register as CSV with Chinese headings, in UTF-8 with the mark that
 * spreadsheets look for. Appears whole or not at all. SZ_ERR_IO, SZ_ERR_NOMEM. */
SZ_API sz_status sz_register_write(const sz_register *reg, const char *path,
                                   sz_error *err);

/** What becomes of a detached part when one plan follows another. */
typedef enum sz_detached_fate {
    SZ_DETACHED_CLEARED = 0,
    SZ_DETACHED_KEPT = 1,
    SZ_DETACHED_ADDED = 2
} sz_detached_fate;

/** Stable word of a fate: "cleared", "kept", "new". */
SZ_API const char *sz_detached_fate_name(sz_detached_fate fate);

typedef struct sz_detached_change {
    sz_detached_fate fate;
    int32_t before;          /**< its row in the register before, -1 when it is new */
    int32_t after;           /**< its row in the register after, -1 when it is cleared */
    int32_t to;              /**< who has most of its households (then ground) after:
                                  its own community when it has become one with it;
                                  -1: nobody */
    int refused;             /**< nonzero: it may not be so, for it is new or was to be
                                  cleared */
} sz_detached_change;

/**
 * What a change of plan does to the detached parts: first those of @p before in their
 * order, then those that come up.
 *
 * @param changes  [*n], malloc'ed; the caller frees it with sz_free()
 * @return SZ_SUCCESS, SZ_ERR_INVALID when the plans are of different maps, SZ_ERR_NOMEM.
 *         O(parcels).
 */
SZ_API sz_status sz_register_changes(const sz_register *before,
                                     const sz_register *after,
                                     sz_detached_change **changes, size_t *n,
                                     sz_error *err);

/** What keeps historic parts as they are while a plan is sought. All arrays are owned;
 * release with sz_detached_keep_release(). */
typedef struct sz_detached_keep {
    unsigned char *held;      /**< [parcels] for sz_solve_options.held: the parts, and a
                                   parcel of the main part that each is linked to */
    unsigned char *uncrossed; /**< [borders] their rims, so that they do not grow */
    int32_t (*links)[2];      /**< [n_links] from each part to its main part, and
                                   across barriers that cut it */
    size_t n_links;
    size_t kept;              /**< parts */
    size_t left;              /**< historic parts that are not, since they lie in another
                                   town than their community */
} sz_detached_keep;

/**
 * From the register of today's plan, what to put into sz_solve_options.
 *
 * @param cross_towns  nonzero: communities may cross town limits
 * @param cut_by       bit (1 << sz_barrier) of each class across which ground does not
 *                     connect, as in sz_solve_options
 * @return SZ_SUCCESS, SZ_ERR_INVALID, SZ_ERR_NOMEM. O(parcels + borders).
 */
SZ_API sz_status sz_register_keep(const sz_register *today, int cross_towns,
                                  unsigned cut_by, sz_detached_keep *out,
                                  sz_error *err);
SZ_API void sz_detached_keep_release(sz_detached_keep *keep);

#ifdef __cplusplus
}
#endif

#endif
