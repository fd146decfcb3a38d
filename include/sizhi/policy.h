/* SPDX-License-Identifier: LGPL-2.1-or-later */
/**
 * @file policy.h  Policies (政策): a locality's rules as a profile of values, each
 * with the document and clause it comes from.
 *
 * A profile is an INI file, or one of those that come with the library; it extends
 * another one and says only what is different. See sizhi-policy(5). A policy that has
 * been opened may be read by several threads; setting values is for one thread.
 */
#ifndef SIZHI_POLICY_H
#define SIZHI_POLICY_H

#include <sizhi/findings.h>

#ifdef __cplusplus
extern "C" {
#endif

typedef struct sz_policy sz_policy;

/** One value of a policy and where it comes from. Texts are owned by the policy. */
typedef struct sz_policy_entry {
    const char *key;      /**< such as "size.max" */
    const char *value;    /**< as written; NULL when no profile sets it */
    const char *meaning;  /**< one line, in the language of the program */
    const char *profile;  /**< id of the profile that sets it, "--set", or in the
                               language of the program "the plan's options" */
    const char *document; /**< title of the document the profile is drawn from */
    const char *clause;   /**< clause of that document, or "" */
    int line;             /**< line of the profile, 0 when no profile sets it */
} sz_policy_entry;

/** One profile that comes with the library. */
typedef struct sz_policy_summary {
    const char *id;
    const char *title;
    const char *extends;  /**< id of the profile it extends, or "" */
} sz_policy_summary;

/** A waiver (豁免): a finding that stands, and is reported as waived. */
typedef struct sz_waiver {
    const char *rule;
    const char *town;      /**< or "" */
    const char *community; /**< "" for all */
    const char *reason, *who, *date;
} sz_waiver;

/** A record of one detached part (飞地) of today: whether it may stay. Texts are
 * copied; NULL and "" stand for any. */
typedef struct sz_detached_record {
    const char *town, *community; /**< the community must be given */
    const char *within;    /**< the community round it */
    int32_t part;          /**< its number in its community, 0 for any */
    double area_m2;        /**< as it was when it was recorded, 0 when not known */
    int historic;          /**< nonzero: it may stay; 0: it is to be cleared, which
                                without a reason changes nothing where it is so anyway */
    const char *reason, *who, *date; /**< a part that stays needs a reason */
    const char *source;    /**< where the record stands, such as "飞地.csv:3" */
} sz_detached_record;

/**
 * Open a policy.
 *
 * @param which  id of a profile that comes with the library, or the path of a file;
 *               NULL means "law2026"
 * @param out    free with sz_policy_free()
 * @return SZ_SUCCESS; SZ_ERR_DATA for an unknown key, a bad value or values that
 *         contradict each other (the message names file, line and what to do);
 *         SZ_ERR_IO, SZ_ERR_NOMEM. O(size of the profiles).
 */
SZ_API sz_status sz_policy_open(const char *which, sz_policy **out, sz_error *err);
SZ_API void sz_policy_free(sz_policy *policy); /**< NULL is fine */

/** Set one value: "size.max=2800". SZ_ERR_DATA as above; then nothing is changed. */
SZ_API sz_status sz_policy_set(sz_policy *policy, const char *assignment, sz_error *err);

/** Set several, whose values need to go together only once all are set; either all are
 * set or none. @param assignments [n] */
SZ_API sz_status sz_policy_set_all(sz_policy *policy, const char *const *assignments,
                                   size_t n, sz_error *err);

/** The same with values that a plan was made with, which are told as those. */
SZ_API sz_status sz_policy_set_planned(sz_policy *policy, const char *const *assignments,
                                       size_t n, sz_error *err);

SZ_API const char *sz_policy_id(const sz_policy *policy);
SZ_API const char *sz_policy_title(const sz_policy *policy);

/** Number of entries: all keys, set or not, in the order of the man page. */
SZ_API size_t sz_policy_entries(const sz_policy *policy);
SZ_API sz_status sz_policy_entry_at(const sz_policy *policy, size_t i,
                                    sz_policy_entry *out, sz_error *err);

/** The value of a key as text, NULL when it is not set or there is no such key. */
SZ_API const char *sz_policy_value(const sz_policy *policy, const char *key);

SZ_API size_t sz_policy_waivers(const sz_policy *policy);
SZ_API sz_status sz_policy_waiver(const sz_policy *policy, size_t i, sz_waiver *out,
                                  sz_error *err);

/** Add a record of a detached part; later ones go before earlier ones. SZ_ERR_DATA when
 * it names no community, or lets a part stay without a reason. */
SZ_API sz_status sz_policy_record(sz_policy *policy, const sz_detached_record *record,
                                  sz_error *err);
SZ_API size_t sz_policy_records(const sz_policy *policy);
SZ_API sz_status sz_policy_record_at(const sz_policy *policy, size_t i,
                                     sz_detached_record *out, sz_error *err);

/** Profiles that come with the library. */
SZ_API size_t sz_policies(void);
SZ_API sz_status sz_policies_at(size_t i, sz_policy_summary *out, sz_error *err);

#ifdef __cplusplus
}
#endif

#endif
